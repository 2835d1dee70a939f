"""The survey: scene, photos, inventory, accounts, next steps, intermediaries (PICC 二, 注意·二)."""

from __future__ import annotations

from typing import Any

import pytest

from given import Act, Acts, act, given, instant
from ledger.claims.checklists.survey import CHECKLISTS
from ledger.claims.events.loss import LossDetermined
from ledger.claims.state import Claim
from ledger.kernel.law import Rule
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.manual import (
    AUDIT_NOTES,
    AUDIT_RECORD,
    BELONGING,
    BUILDING,
    EMERGENCY,
    ESSENTIAL,
    EXAMINE_ACCOUNTS,
    EXPLAIN_DELAY,
    FIRE_ORIGIN,
    FIRST_HAND,
    FIXED_BOOKS,
    IDENTIFY,
    INCEPTION_CHECK,
    INSURED_ITEMS,
    INTERMEDIARY,
    INVENTORY,
    KNOW_POLICY,
    LIST_FIRST,
    LOCK_SCOPE,
    MACHINE,
    NEW_ASSETS,
    PHOTOS,
    PIPELINES,
    PRESERVE,
    RECOMMEND,
    RECONCILE,
    REPLACED_PARTS,
    RESTORE,
    SALVAGE_HELP,
    SAMPLE,
    SEAL,
    SKETCH,
    STOCK,
    STOCK_BOOKS,
    SURVEY_REPORT,
    TRUE,
    UPLOAD,
)
from looking import duties, found, owed
from scenarios.acts import INSURER_A, correction, digest
from scenarios.claims import CLAIM, REPORTED, loss_reported, manual_adopted
from scenarios.claims_survey import (
    ARRIVED,
    DISPATCHED,
    GENERAL,
    LEDGER_ITEM,
    accounts_examined,
    accounts_released,
    accounts_sealed,
    audit_signed,
    cancelled,
    centre_decided,
    delay_explained,
    discrepancy_explained,
    discrepancy_found,
    dispatched,
    estimate_signed,
    estimated,
    insured_consented,
    insurer_consented,
    intermediary_engaged,
    intermediary_proposed,
    inventoried,
    investigation_participated,
    item_excluded,
    list_issued,
    list_signed,
    notice_delivered,
    photo,
    photo_taken,
    photos_uploaded,
    queried,
    recommended,
    repaired_on_site,
    report_filed,
    restoration_permitted,
    salvage_taken,
    salvage_urged,
    sample_handed_over,
    sample_taken,
    scene_preserved,
    scope_reopened,
    scope_verified,
    sketch_drawn,
    snapshot_taken,
    statement_taken,
    surveyor_arrived,
    suspicion_noted,
    thing,
)

proves = pytest.mark.proves

ARRIVAL = instant("2026-03-02T10:00:00")
loss_determined = act(
    LossDetermined, CLAIM, INSURER_A, "2026-03-06T09:00:00",
    version=1, type="partial", items=[{"item_id": "I-1", "loss": "1000.00"}],
)  # fmt: skip


# 注意·二(一)(六): on the way


@proves(KNOW_POLICY.id)
def test_the_policy_is_known_before_the_survey() -> None:
    sent = (*REPORTED, queried, dispatched)
    opened = owed(KNOW_POLICY, *sent)
    assert (opened.basis, opened.level, opened.due_at) == ("before:claims.SurveyorArrived", "breach", None)
    assert not owed(KNOW_POLICY, *sent, snapshot_taken.on("2026-03-02T08:40:00"), surveyor_arrived).late
    after = owed(KNOW_POLICY, *sent, surveyor_arrived, snapshot_taken.on("2026-03-02T11:00:00"))
    assert (after.due_at, after.late) == (instant("2026-03-02T10:05:00"), True)


@proves(KNOW_POLICY.id)
def test_a_policy_copied_before_is_known_and_a_second_dispatch_forgives_nothing() -> None:
    assert owed(KNOW_POLICY, *DISPATCHED).done_at == instant("2026-03-02T08:20:00")
    blind = (*REPORTED, queried, dispatched, surveyor_arrived)
    again = dispatched.on("2026-03-03T08:00:00")
    assert owed(KNOW_POLICY, *blind, again, snapshot_taken.on("2026-03-03T08:10:00")).late


@proves(EMERGENCY.id, says="both")
def test_power_and_telecom_are_reached_as_fast_as_can_be_and_how_fast_is_measured() -> None:
    utility = (manual_adopted, loss_reported(insured_type="power_telecom"))
    opened = owed(EMERGENCY, *utility)
    assert (opened.started_at, opened.due_at, opened.done_at) == (instant("2026-03-02T08:10:00"), None, None)
    reached = owed(EMERGENCY, *utility, surveyor_arrived)
    assert (reached.done_at, reached.late) == (ARRIVAL, False)
    assert duties(EMERGENCY, *REPORTED) == {}


@proves(EXPLAIN_DELAY.id, says="both")
@pytest.mark.parametrize("done", [surveyor_arrived, delay_explained])
def test_who_cannot_come_in_time_says_why(done: Act) -> None:
    utility = (manual_adopted, loss_reported(insured_type="power_telecom"))
    assert owed(EXPLAIN_DELAY, *utility).done_at is None
    assert owed(EXPLAIN_DELAY, *utility, done).done_at is not None
    assert duties(EXPLAIN_DELAY, *REPORTED) == {}


@proves(RESTORE.id, says="both")
def test_who_restores_production_first_keeps_photos_of_the_first_scene() -> None:
    permitted = (manual_adopted, loss_reported(insured_type="power_telecom"), restoration_permitted)
    opened = owed(RESTORE, *permitted)
    assert (opened.level, opened.done_at) == ("none", None)
    assert owed(RESTORE, *permitted, photos_uploaded).done_at is None
    kept = photos_uploaded(by="insured", photos=[photo("第一现场", "overview", "first_scene")])
    assert owed(RESTORE, *permitted, kept).done_at == instant("2026-03-02T15:00:00")


# 二, 注意·二(二)(三): at the scene

AT_THE_SCENE: list[tuple[Rule, Act, str]] = [
    (SALVAGE_HELP, salvage_urged, "2026-03-02T10:20:00"),
    (INVENTORY, inventoried, "2026-03-02T16:00:00"),
    (FIRST_HAND, statement_taken, "2026-03-02T11:10:00"),
    (SURVEY_REPORT, report_filed, "2026-03-05T10:00:00"),
]


@proves(*(rule.id for rule, _, _ in AT_THE_SCENE), says="both")
@pytest.mark.parametrize(("rule", "done", "at"), AT_THE_SCENE)
def test_what_surveyors_owe_from_their_first_arrival(rule: Rule, done: Act, at: str) -> None:
    opened = owed(rule, *ARRIVED)
    assert (opened.started_at, opened.due_at, opened.done_at) == (ARRIVAL, None, None)
    assert owed(rule, *ARRIVED, done).done_at == instant(at)
    back = surveyor_arrived(arrived_at="2026-03-06T09:00:00+08:00").on("2026-03-06T09:00:00")
    assert owed(rule, *ARRIVED, done, back).done_at == instant(at)
    assert (owed(rule, *ARRIVED, back).started_at, owed(rule, *ARRIVED, cancelled).cancelled_at is None) == (
        ARRIVAL,
        False,
    )
    assert duties(rule, *DISPATCHED) == {}


@proves(PRESERVE.id, SAMPLE.id, says="both")
@pytest.mark.parametrize(
    ("rule", "told", "done", "at"),
    [
        (PRESERVE, {"preserve_scene": True}, scene_preserved, "2026-03-02T10:10:00"),
        (SAMPLE, {"sampleable": True}, sample_taken, "2026-03-02T10:50:00"),
    ],
)
def test_the_scene_is_kept_and_samples_are_taken_where_that_is_called_for(
    rule: Rule, told: dict[str, bool], done: Act, at: str
) -> None:
    called_for = (*DISPATCHED, surveyor_arrived(**told))
    assert owed(rule, *called_for).done_at is None
    assert owed(rule, *called_for, done).done_at == instant(at)
    assert duties(rule, *ARRIVED) == {}


@proves(SAMPLE.id, says="both")
def test_a_sample_is_followed_from_hand_to_hand_and_a_broken_seal_is_pointed_out() -> None:
    taken = given(*ARRIVED).when(sample_taken).appended()
    assert taken.state.survey.samples == {"SA-1": "ST-2"}
    assert taken.when(sample_handed_over).appended().state.survey.samples == {"SA-1": "LAB-1"}
    assert found(SAMPLE, *ARRIVED, sample_taken, sample_handed_over) == []
    (notice,) = found(SAMPLE, *ARRIVED, sample_taken, sample_handed_over(seal_intact=False))
    assert notice.severity == "notice"


@proves(OPEN_ONCE.id)
def test_the_id_of_a_sample_is_given_once() -> None:
    given(*ARRIVED).when(sample_taken).appended()
    given(*ARRIVED, sample_taken).when(sample_taken(what="另一份样品")).refused(OPEN_ONCE)


@proves(KNOWN_REFERENCE.id)
def test_only_a_sample_that_was_taken_is_handed_over() -> None:
    given(*ARRIVED).when(sample_handed_over).refused(KNOWN_REFERENCE)
    given(*ARRIVED, sample_taken).when(sample_handed_over).appended()


# 二4: photos and sketch


@proves(UPLOAD.id, says="both")
def test_each_photo_taken_is_to_be_uploaded() -> None:
    taken = (*ARRIVED, photo_taken)
    assert owed(UPLOAD, *taken).started_at == instant("2026-03-02T10:15:00")
    assert owed(UPLOAD, *taken, photos_uploaded(photos=list(GENERAL[2:]))).done_at is None
    assert owed(UPLOAD, *taken, photos_uploaded).done_at == instant("2026-03-02T15:00:00")
    assert owed(UPLOAD, *ARRIVED, photos_uploaded, photo_taken.on("2026-03-02T16:00:00")).done_at is not None


@proves(UPLOAD.id, says="both")
def test_photos_come_with_a_few_words() -> None:
    (breach,) = found(UPLOAD, *ARRIVED, photos_uploaded(photos=[*GENERAL, photo("无说明", "degree", caption=None)]))
    assert (breach.severity, "1" in breach.reason_en) == ("breach", True)
    assert found(UPLOAD, *ARRIVED, photos_uploaded) == []


@proves(REPLACED_PARTS.id, says="both")
def test_each_part_replaced_at_the_scene_is_photographed() -> None:
    repaired = (*ARRIVED, repaired_on_site)
    shown = photos_uploaded(photos=[photo("主轴", "degree", part_id="PT-1")])
    assert {name: row.done_at is not None for name, row in duties(REPLACED_PARTS, *repaired, shown).items()} == {
        "PT-1": True,
        "PT-2": False,
    }
    before = duties(REPLACED_PARTS, *ARRIVED, shown, repaired_on_site.on("2026-03-02T16:00:00"))
    assert (before["PT-1"].done_at is not None, before["PT-2"].done_at) == (True, None)


def lacks(rule: Rule, *story: Acts) -> list[str]:
    """What the checklist of the scene lacks under a rule when the survey is reported."""
    return [row.reason_zh for row in found(rule, *ARRIVED, *story)]


@proves(ESSENTIAL.id, says="both")
def test_a_survey_report_needs_a_photo_and_a_sketch_or_says_why_not() -> None:
    (both,) = found(ESSENTIAL, *ARRIVED, report_filed)
    assert (both.severity, "现场照片、现场草图" in both.reason_zh) == ("breach", True)
    assert ["草图" in text for text in lacks(ESSENTIAL, photos_uploaded, report_filed)] == [True]
    assert lacks(ESSENTIAL, photos_uploaded, sketch_drawn, report_filed) == []
    waived = report_filed(waiver="灾害绿色通道")
    assert [lacks(rule, waived) for rule in (ESSENTIAL, PHOTOS, SKETCH, IDENTIFY)] == [[], [], [], []]


@proves(PHOTOS.id, says="both")
@pytest.mark.parametrize(("missing", "named"), [(0, "出险地点"), (1, "现场概貌"), (2, "受损数量"), (3, "受损程度")])
def test_photos_show_place_overview_quantity_and_degree(missing: int, named: str) -> None:
    without = photos_uploaded(photos=[each for number, each in enumerate(GENERAL) if number != missing])
    (text,) = lacks(PHOTOS, without, report_filed)
    assert named in text
    assert lacks(PHOTOS, photos_uploaded, report_filed) == []


@proves(SKETCH.id, says="both")
@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"storage_place": False}, "存放地点"),
        ({"distribution": False}, "分布"),
        ({"surroundings": False}, "周围"),
        ({"text": None}, "文字说明"),
    ],
)
def test_the_sketch_shows_where_things_were_and_what_is_around(told: dict[str, Any], named: str) -> None:
    (text,) = lacks(SKETCH, sketch_drawn(**told), report_filed)
    assert named in text
    assert lacks(SKETCH, sketch_drawn, report_filed) == []


@proves(IDENTIFY.id, says="both")
def test_photos_show_the_address_and_the_insureds_name() -> None:
    (text,) = lacks(IDENTIFY, photos_uploaded(photos=list(GENERAL[1:])), report_filed)
    assert ("坐落地址" in text, "被保险人名称" in text) == (True, False)
    assert lacks(IDENTIFY, photos_uploaded, report_filed) == []


@proves(FIRE_ORIGIN.id, says="both")
def test_after_a_fire_photos_should_show_where_it_began() -> None:
    fire = report_filed(apparent_cause="fire")
    (missing,) = found(FIRE_ORIGIN, *ARRIVED, photos_uploaded, fire)
    assert missing.severity == "deviation"
    origin = photos_uploaded(photos=[*GENERAL, photo("起火点", "place", "fire_origin")])
    assert lacks(FIRE_ORIGIN, origin, fire) == []
    assert lacks(FIRE_ORIGIN, photos_uploaded, report_filed) == []


BY_CLASS: list[tuple[Rule, dict[str, object], list[dict[str, object]]]] = [
    (
        BUILDING,
        thing("I-1", "building"),
        [
            photo("平面", "overview", "plan", of="building"),
            photo("立面", "overview", "elevation", of="building"),
            photo("梁", "degree", "beam", of="building"),
            photo("顶棚", "degree", "ceiling", of="building"),
        ],
    ),
    (
        MACHINE,
        thing("I-1", "machine", nameplate=True),
        [
            photo("整机", "overview", "overall", of="machine"),
            photo("局部", "degree", "detail", of="machine"),
            photo("铭牌", "degree", "nameplate", of="machine"),
        ],
    ),
    (
        PIPELINES,
        thing("I-1", "pipeline"),
        [photo("近景", "degree", "close_up", of="pipeline"), photo("走向", "overview", "layout", of="pipeline")],
    ),
    (
        STOCK,
        thing("I-1", "stock", packaged=True),
        [
            photo("仓位", "place", of="stock"),
            photo("件数", "quantity", of="stock"),
            photo("水渍", "degree", of="stock"),
            photo("整理后", "overview", "salvaged", of="stock"),
            photo("开箱", "overview", "opened_package", of="stock"),
        ],
    ),
]


@proves(*(rule.id for rule, _, _ in BY_CLASS), says="both")
@pytest.mark.parametrize(("rule", "damaged", "wanted"), BY_CLASS)
def test_photos_show_what_each_class_of_property_asks_for(
    rule: Rule, damaged: dict[str, object], wanted: list[dict[str, object]]
) -> None:
    counted = inventoried(items=[damaged])
    assert lacks(rule, photos_uploaded(photos=wanted), counted, report_filed) == []
    for number, left_out in enumerate(wanted):
        others = [each for other, each in enumerate(wanted) if other != number]
        seen = photos_uploaded(photos=[*GENERAL, *others])
        assert len(lacks(rule, seen, counted, report_filed)) == 1, left_out["caption"]
    whole = inventoried(items=[{**damaged, "damaged": False}])
    assert lacks(rule, photos_uploaded, whole, report_filed) == []


@proves(MACHINE.id, STOCK.id, says="yes")
@pytest.mark.parametrize("number", [1, 3])
def test_plates_that_cannot_be_read_and_goods_without_packaging_need_no_photo(number: int) -> None:
    rule, damaged, wanted = BY_CLASS[number]
    plain = {**damaged, "nameplate": False, "packaged": False}
    assert lacks(rule, photos_uploaded(photos=wanted[:-1]), inventoried(items=[plain]), report_filed) == []


def test_the_checklists_can_be_read_before_anything_was_surveyed() -> None:
    assert [len(list(checklist.missing(Claim()))) for checklist in CHECKLISTS] == [12, 0, 6]
    assert all(len({item.id for item in each.items}) == len(each.items) for each in CHECKLISTS)


# 二6: the first estimate


@proves(RECONCILE.id, says="both")
@pytest.mark.parametrize(("part", "done"), [("estimate", estimated), ("sign", estimate_signed)])
def test_what_was_counted_is_estimated_and_signed_for(part: str, done: Act) -> None:
    counted = (*ARRIVED, inventoried)
    assert owed(RECONCILE, *counted, part=part).done_at is None
    assert owed(RECONCILE, *counted, done, part=part).done_at is not None
    recounted = (*counted, done, inventoried(items=[]).on("2026-03-03T10:00:00"))
    assert owed(RECONCILE, *recounted, part=part).done_at is not None


@proves(RECONCILE.id, says="both")
def test_the_estimates_by_class_make_the_total() -> None:
    (breach,) = found(RECONCILE, *ARRIVED, inventoried, estimated(total="1000.00"))
    assert ("1000.50" in breach.reason_en, breach.severity) == (True, "breach")
    assert found(RECONCILE, *ARRIVED, inventoried, estimated) == []


# 注意·二(五): the list first


@proves(LIST_FIRST.id)
def test_no_assessment_list_before_the_insured_signed_its_own() -> None:
    counted = (*ARRIVED, inventoried)
    given(*ARRIVED).when(list_issued).refused(LIST_FIRST)
    given(*counted).when(list_issued).refused(LIST_FIRST)
    issued = given(*counted, list_signed).when(list_issued).appended().state.survey
    assert issued.assessed_list_at == instant("2026-03-04T09:00:00")


@proves(LIST_FIRST.id)
def test_where_little_was_damaged_no_list_is_asked_for() -> None:
    given(*ARRIVED, inventoried(few=True)).when(list_issued).appended()


@proves(LIST_FIRST.id)
def test_what_is_not_on_the_list_is_assessed_only_once_the_scope_was_reopened() -> None:
    signed = (*ARRIVED, inventoried, list_signed)
    more = list_issued(items=["I-1", "I-3"])
    given(*signed).when(more).refused(LIST_FIRST)
    given(*signed, scope_reopened).when(more).appended()


@proves(LOCK_SCOPE.id, says="both")
def test_what_is_added_after_signing_is_pointed_out() -> None:
    (notice,) = found(LOCK_SCOPE, *ARRIVED, list_signed, scope_reopened)
    assert (notice.severity, "I-3" in notice.reason_en) == ("notice", True)
    assert found(LOCK_SCOPE, *ARRIVED, scope_reopened) == []
    assert found(LOCK_SCOPE, *ARRIVED, list_signed, scope_reopened(added_items=["I-2"])) == []


@proves(IN_ORDER.id)
@pytest.mark.parametrize("step", [list_issued, restoration_permitted, intermediary_engaged])
def test_nothing_is_permitted_issued_or_engaged_once_the_report_was_struck_out(step: Act) -> None:
    ready = (*ARRIVED, list_signed, insured_consented, insurer_consented)
    given(*ready).when(step).appended()
    given(*ready, cancelled.on("2026-03-03T12:00:00")).when(step).refused(IN_ORDER)


# 二7, 注意·二(九): the accounts


@proves(EXAMINE_ACCOUNTS.id, says="both")
def test_accounts_are_to_be_examined_where_the_insured_keeps_any() -> None:
    assert owed(EXAMINE_ACCOUNTS, *REPORTED).done_at is None
    assert owed(EXAMINE_ACCOUNTS, *ARRIVED, accounts_examined).done_at == instant("2026-03-04T10:00:00")
    assert duties(EXAMINE_ACCOUNTS, manual_adopted, loss_reported(line_of_business="household")) == {}


@proves(SEAL.id, says="both")
def test_books_are_sealed_where_that_is_needed() -> None:
    needed = (*ARRIVED, accounts_examined(sealing_needed=True))
    assert owed(SEAL, *needed).done_at is None
    assert owed(SEAL, *needed, accounts_sealed).done_at == instant("2026-03-04T11:30:00")
    assert duties(SEAL, *ARRIVED, accounts_examined) == {}


@proves(AUDIT_NOTES.id, AUDIT_RECORD.id, says="both")
@pytest.mark.parametrize(
    ("rule", "told", "counts"),
    [
        (AUDIT_NOTES, {}, True),
        (AUDIT_NOTES, {"finance_head_signed": False}, True),
        (AUDIT_NOTES, {"finance_head_signed": False, "finance_head_sealed": False}, False),
        (AUDIT_RECORD, {}, True),
        (AUDIT_RECORD, {"finance_head_signed": False}, False),
        (AUDIT_RECORD, {"finance_head_sealed": False}, False),
        (AUDIT_RECORD, {"auditor_signed": False}, False),
        (AUDIT_RECORD, {"auditor_sealed": False}, False),
        (AUDIT_RECORD, {"ratio": None}, False),
        (AUDIT_RECORD, {"ratio": None, "fully_insured": True}, True),
        (AUDIT_RECORD, {"ratio": None, "insured": False}, True),
    ],
)
def test_notes_need_the_insureds_hand_and_the_record_every_signature_and_seal(
    rule: Rule, told: dict[str, Any], counts: bool
) -> None:
    examined = (*ARRIVED, accounts_examined)
    assert owed(rule, *examined).done_at is None
    assert (owed(rule, *examined, audit_signed(**told)).done_at is not None) is counts


@proves(AUDIT_RECORD.id, says="both")
def test_what_the_record_lacks_is_pointed_out() -> None:
    assert found(AUDIT_RECORD, *ARRIVED, audit_signed) == []
    (notice,) = found(AUDIT_RECORD, *ARRIVED, audit_signed(auditor_sealed=False, ratio=None))
    assert (notice.severity, "查账人盖章、承保比例" in notice.reason_zh) == ("notice", True)


@proves(AUDIT_RECORD.id, says="both")
def test_a_new_examination_needs_a_record_of_its_own() -> None:
    anew = accounts_examined(as_of="2026-03-02").on("2026-03-06T10:00:00")
    assert owed(AUDIT_RECORD, *ARRIVED, accounts_examined, audit_signed, anew).done_at is None
    recorded_late = accounts_examined.on("2026-03-04T16:00:00")
    assert owed(AUDIT_RECORD, *ARRIVED, audit_signed, recorded_late).done_at == instant("2026-03-04T17:00:00")
    unsigned = audit_signed(finance_head_signed=False)
    assert owed(AUDIT_RECORD, *ARRIVED, unsigned, recorded_late).done_at is None


def reads(rule: Rule, property_class: str = "stock", **told: Any) -> list[Any]:
    """The findings under a rule after an examination of accounts where such property was damaged."""
    return found(rule, *ARRIVED, inventoried(items=[thing("I-1", property_class)]), accounts_examined(**told))


@proves(INCEPTION_CHECK.id, says="both")
def test_the_books_at_inception_are_compared_with_the_policy() -> None:
    assert reads(INCEPTION_CHECK) == []
    lacking: tuple[dict[str, Any], ...] = ({"inception_items": []}, {"differences": None})
    for told in lacking:
        (breach,) = reads(INCEPTION_CHECK, **told)
        assert breach.severity == "breach"
    assert reads(INCEPTION_CHECK, differences=["机器设备未列明细"]) == []


@proves(FIXED_BOOKS.id, STOCK_BOOKS.id, says="both")
@pytest.mark.parametrize(
    ("rule", "concerned", "other", "left_out"),
    [
        (FIXED_BOOKS, "building", "stock", "asset_cards"),
        (FIXED_BOOKS, "machine", "stock", "balance_sheet_at_loss"),
        (STOCK_BOOKS, "stock", "machine", "warehouse_book"),
        (STOCK_BOOKS, "stock", "machine", "balance_sheet_at_inception"),
    ],
)
def test_which_books_are_read_depends_on_what_was_damaged(
    rule: Rule, concerned: str, other: str, left_out: str
) -> None:
    fewer = [book for book in accounts_examined.data["books"] if book != left_out]
    assert reads(rule, concerned) == []
    (notice,) = reads(rule, concerned, books=fewer)
    assert notice.severity == "notice"
    assert reads(rule, other, books=["other"]) == []


@proves(INSURED_ITEMS.id, BELONGING.id, says="both")
@pytest.mark.parametrize(
    ("rule", "left_out"),
    [
        (INSURED_ITEMS, "insured"),
        (INSURED_ITEMS, "quantity"),
        (INSURED_ITEMS, "unit_price"),
        (INSURED_ITEMS, "sum_insured"),
        (BELONGING, "account"),
        (BELONGING, "ratio"),
    ],
)
def test_the_books_tell_what_is_insured_and_how_far(rule: Rule, left_out: str) -> None:
    without = {name: value for name, value in LEDGER_ITEM.items() if name != left_out}
    assert reads(rule) == []
    assert len(reads(rule, loss_date_items=[LEDGER_ITEM, without])) == 1
    assert len(reads(rule, loss_date_items=[])) == 1
    uninsured = {"item_id": "I-9", "account": "代管商品", "book_value": "10.00", "insured": False}
    assert reads(rule, loss_date_items=[LEDGER_ITEM, uninsured]) == []


@proves(NEW_ASSETS.id, says="both")
def test_new_fixed_assets_are_asked_after() -> None:
    assert reads(NEW_ASSETS, "machine") == []
    (missing,) = reads(NEW_ASSETS, "machine", new_assets=None)
    assert missing.severity == "deviation"
    unsummed = {"item_id": "I-2", "book_value": "5.00"}
    assert len(reads(NEW_ASSETS, "machine", inception_items=[unsummed])) == 1
    assert reads(NEW_ASSETS, "stock", new_assets=None) == []


@proves(OPEN_ONCE.id)
def test_the_id_of_a_discrepancy_is_given_once() -> None:
    given(*ARRIVED).when(discrepancy_found).appended()
    given(*ARRIVED, discrepancy_found).when(discrepancy_found(note="另一处")).refused(OPEN_ONCE)


@proves(KNOWN_REFERENCE.id)
def test_only_a_discrepancy_that_was_found_is_explained() -> None:
    given(*ARRIVED).when(discrepancy_explained).refused(KNOWN_REFERENCE)
    given(*ARRIVED, discrepancy_found).when(discrepancy_explained).appended()


@proves(TRUE.id)
def test_a_discrepancy_is_explained_before_the_loss_is_determined() -> None:
    open_still = (*ARRIVED, list_signed, discrepancy_found)
    assert not owed(TRUE, *open_still, discrepancy_explained, loss_determined).late
    after = owed(TRUE, *open_still, loss_determined, discrepancy_explained.on("2026-03-09T09:00:00"))
    assert (after.subject, after.level, after.late) == ("DS-1", "breach", True)


# 二8, 注意·二(七): the next steps


@proves(RECOMMEND.id, says="both")
@pytest.mark.parametrize(("part", "done"), [("recommend", recommended), ("decide", centre_decided)])
def test_in_a_major_case_the_surveyors_recommend_and_the_claims_centre_decides(part: str, done: Act) -> None:
    major = (*ARRIVED, report_filed(major=True))
    assert owed(RECOMMEND, *major, part=part).done_at is None
    assert owed(RECOMMEND, *major, done, part=part).done_at is not None
    assert owed(RECOMMEND, *ARRIVED, done, report_filed(major=True).on("2026-03-07T09:00:00"), part=part).done_at
    assert duties(RECOMMEND, *ARRIVED, report_filed, part=part) == {}


# 注意·二(八): intermediaries


@proves(INTERMEDIARY.id)
def test_an_intermediary_needs_the_insureds_consent_and_both_sides_in_writing() -> None:
    proposed = (*ARRIVED, intermediary_proposed)
    oral = insured_consented(written_ref=None)
    for story in (
        (),
        (insurer_consented,),
        (insured_consented,),
        (oral, insurer_consented),
        (insured_consented(firm="ADJ-B-411200"), insurer_consented(firm="ADJ-B-411200")),
    ):
        given(*proposed, *story).when(intermediary_engaged).refused(INTERMEDIARY)
    engaged = given(*proposed, oral, insured_consented, insurer_consented).when(intermediary_engaged).appended()
    assert engaged.state.survey.intermediary == "ADJ-A-411200"


@proves(INTERMEDIARY.id)
def test_who_did_not_adopt_the_manual_may_engage_alone() -> None:
    given(loss_reported).when(intermediary_engaged).appended()


# What is recorded whatever came before


@pytest.mark.parametrize(
    "fact",
    [
        salvage_taken, scope_verified, item_excluded, accounts_released, notice_delivered, suspicion_noted,
        investigation_participated, estimate_signed, audit_signed, photo_taken, sketch_drawn,
    ],
)  # fmt: skip
def test_facts_are_recorded_in_whatever_order(fact: Act) -> None:
    given(*REPORTED).when(fact).appended()


def test_verified_and_excluded_items_are_known_to_the_claim() -> None:
    survey = given(*ARRIVED, scope_verified).when(item_excluded).appended().state.survey
    assert (survey.scope["I-9"].treat_as, survey.excluded) == ("stock", {"I-8"})


def test_a_corrected_photo_changes_what_is_lacking() -> None:
    bare = photos_uploaded(photos=[photo("地点", "place")])
    better = correction(bare, "2026-03-05T12:00:00", new_values={"photos": list(GENERAL)})
    assert lacks(PHOTOS, bare, sketch_drawn, report_filed) != []
    assert lacks(PHOTOS, bare, sketch_drawn, report_filed, better) == []
    assert digest("地点") == GENERAL[0]["hash"]
