"""What an appraisal refuses, article by article (SMX 一 and 二), and the checklists of its steps."""

from __future__ import annotations

from ledger.appraisal.events import (
    AppraisalCommissionAccepted,
    AppraisalCommissionDeclined,
    AppraisalCommissionTerminated,
    AppraisalConcluded,
    AppraisalDrafted,
    AppraisalFileArchived,
    AppraisalMaterialConfirmed,
    AppraisalMaterialReviewed,
    AppraisalMaterialSubmitted,
    AppraisalMaterialUsed,
    AppraisalOpinionIssued,
    AppraisalProcessRecorded,
    AppraisalRequested,
    AppraisalReviewCompleted,
    AppraisalSessionScheduled,
    AppraisalStarted,
    ClaimAgentRegistered,
    ProcessRecordSigned,
)
from ledger.appraisal.state import Appraisal
from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Proposed
from ledger.kernel.facts import DisputedAppraisal, Practice, RosterEntry, SessionAttendance
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE
from ledger.law.sanmenxia import (
    AGREED_STANDARDS,
    APPLY_STANDARDS,
    ARCHIVE_RECORDS,
    CHOOSE_AGENCY_TOGETHER,
    CHOOSE_FROM_ROSTER,
    KEEP_ID_COPIES,
    MAY_COMMISSION,
    NO_CLAIMS_AGENCY,
    NO_DATA_CHANGE_AFTER_ISSUE,
    NOTICE_FILED,
    NOTICE_SIGNED,
    OPINION_WITHOUT_GRADE,
    PROCEDURE_BEFORE_ACCEPTANCE,
    PROCEED_IF_ABSENT,
    RECORD_ATTENDANCE,
    RECORD_LIVE,
    RECUSAL,
    REVIEW_BEFORE_ISSUE,
    REVIEW_MATERIAL,
    SIGN_COMMISSION_LETTER,
    SIGN_RECORDS,
    UNCONFIRMED_NOT_USED,
    WARN_OF_UNILATERAL,
)

REFUSALS: Refusals = []

DATA = (
    AppraisalMaterialSubmitted,
    AppraisalMaterialReviewed,
    AppraisalMaterialConfirmed,
    AppraisalMaterialUsed,
    AppraisalSessionScheduled,
    AppraisalStarted,
    AppraisalProcessRecorded,
    ProcessRecordSigned,
    AppraisalConcluded,
    AppraisalDrafted,
    AppraisalReviewCompleted,
)
"""The events an opinion rests on."""


# Article 一: the commission


@refuses(REFUSALS, MAY_COMMISSION, AppraisalRequested)
def principals_do_not_fit(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    requested: AppraisalRequested = proposed.event  # type: ignore[assignment]
    insurers = [p for p in requested.principals if p.role == "insurer"]
    parties = [p for p in requested.principals if p.role != "insurer"]
    fits = {
        "joint": bool(insurers and parties),
        "unilateral_party": bool(parties and not insurers),
        "unilateral_insurer": bool(insurers and not parties),
    }[requested.mode]
    if not fits:
        return Text(
            f"委托人与委托方式（{requested.mode}）不符：共同委托须有双方，单方委托只有一方。",
            f"the principals do not fit mode {requested.mode}: joint needs both sides, unilateral one",
        )
    if any(p.role == "other" and not p.description for p in parties):
        return Text(
            "角色为 other 的委托人须说明其身份（description）。",
            "a principal with role other needs a description",
        )
    if not {p.id for p in insurers} <= set(requested.insurer_ids):
        return Text(
            "作为委托人的保险机构须列入 insurer_ids。",
            "an insurer among the principals must stand in insurer_ids",
        )
    return None


@refuses(REFUSALS, CHOOSE_FROM_ROSTER, AppraisalRequested, AppraisalCommissionAccepted)
def agency_not_on_roster(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    """The day of the request decides, also at acceptance."""
    asked = proposed.occurred_at if appraisal.requested_at is None else appraisal.requested_at
    entry = next(facts.every(RosterEntry), None)
    if entry is not None and entry.listed_on(local_day(asked)):
        return None
    return Text(
        f"所选机构在申请当日（{local_day(asked)}）不在司法行政机关公布的名录之内，请另选在册机构。",
        f"the agency was not on the published roster on {local_day(asked)}: choose a listed agency",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, AppraisalRequested)
def disputed_appraisal_unknown(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    requested: AppraisalRequested = proposed.event  # type: ignore[assignment]
    if requested.reappraisal_of is None or any(facts.every(DisputedAppraisal)):
        return None
    return Text(
        f"所称原鉴定 {requested.reappraisal_of} 不在账本中。",
        f"the appraisal {requested.reappraisal_of} to be repeated is not in the ledger",
    )


@refuses(REFUSALS, IN_ORDER, AppraisalRequested)
def nothing_to_repeat(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    """Anybody may commission anew once there is an opinion; what is missing before is a precondition, no right."""
    if all(disputed.issued_at for disputed in facts.every(DisputedAppraisal)):
        return None
    return Text(
        "原鉴定尚未出具鉴定意见书，不得申请重新鉴定。",
        "the appraisal to be repeated has issued no opinion yet",
    )


@refuses(REFUSALS, IN_ORDER, AppraisalCommissionAccepted, AppraisalCommissionDeclined)
def decided_already(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if appraisal.accepted_at or appraisal.ended:
        return Text(
            f"该委托已有结论（{appraisal.status}），不能再次受理或不予受理。",
            f"the commission is {appraisal.status} already",
        )
    return None


@refuses(REFUSALS, WARN_OF_UNILATERAL, AppraisalCommissionAccepted)
def notice_not_issued(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if appraisal.mode == "unilateral_party" and appraisal.notice is None:
        return Text(
            "当事人单方委托，须先出具单方委托告知书（UnilateralNoticeIssued）。",
            "a party's unilateral commission needs UnilateralNoticeIssued first",
        )
    return None


@refuses(REFUSALS, NOTICE_SIGNED, AppraisalCommissionAccepted)
def notice_not_signed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if appraisal.mode == "unilateral_party" and not appraisal.principals & appraisal.notice_signed_by:
        return Text(
            "单方委托告知书尚未由委托的当事人签字确认（UnilateralNoticeSigned）。",
            "the commissioning party has not signed the notice (UnilateralNoticeSigned)",
        )
    return None


@refuses(REFUSALS, CHOOSE_AGENCY_TOGETHER, AppraisalCommissionAccepted)
def agency_not_agreed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if appraisal.mode != "joint":
        return None
    chosen = appraisal.selection
    if chosen and chosen.agency_id == appraisal.agency_id and appraisal.principals <= set(chosen.agreed_by):
        return None
    return Text(
        "共同委托须有双方一致选定本机构的记录（AgencySelectionAgreed，agreed_by 含全部委托人）。",
        "a joint commission needs AgencySelectionAgreed for this agency by every principal",
    )


@refuses(REFUSALS, REVIEW_MATERIAL, AppraisalCommissionAccepted, AppraisalMaterialUsed)
def material_not_reviewed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    match proposed.event:
        case AppraisalMaterialUsed(material_id=name):
            material = appraisal.materials.get(name)
            bad = [name] if material and material.review != "accepted" else []
        case _:
            bad = [name for name, material in appraisal.materials.items() if material.review is None]
    if bad:
        return Text(
            f"下列鉴定材料尚未经审查（使用时须审查通过）：{'、'.join(bad)}。",
            f"materials not reviewed (to be used: accepted): {', '.join(bad)}",
        )
    return None


@refuses(REFUSALS, PROCEDURE_BEFORE_ACCEPTANCE, AppraisalCommissionAccepted)
def procedure_not_met(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    accepted: AppraisalCommissionAccepted = proposed.event  # type: ignore[assignment]
    passed = {check.item for check in accepted.checks if check.passed}
    failed = {check.item for check in accepted.checks if not check.passed}
    asked = [item for item in ACCEPTANCE.items if item.applies(appraisal)]
    bad = [item for item in asked if item.id not in passed or item.id in failed]
    if bad:
        return Text(
            f"受理核对项未通过或未作答：{'、'.join(item.text.zh for item in bad)}；不得受理。",
            f"acceptance checks failed or unanswered: {', '.join(item.id for item in bad)}",
        )
    return None


@refuses(REFUSALS, RECUSAL, AppraisalCommissionAccepted, AppraisalSessionScheduled, AppraisalOpinionIssued)
def conflict_unresolved(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    match proposed.event:
        case AppraisalSessionScheduled(appraisers=acting) | AppraisalOpinionIssued(appraisers=acting):
            bad = (appraisal.conflicts | appraisal.recused) & {*acting, appraisal.agency_id}
        case _:
            bad = appraisal.open_conflicts
    if bad:
        names = sorted(bad)
        return Text(
            f"{'、'.join(names)} 已申报利害关系，应当回避；未解决前不得受理、承办或署名。",
            f"{', '.join(names)} declared an interest and must recuse",
        )
    return None


@refuses(REFUSALS, NO_CLAIMS_AGENCY, ClaimAgentRegistered)
def agent_is_an_appraiser(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    """Whoever stands in the register of appraisers on that day; one suspended still does."""
    on = local_day(proposed.occurred_at)
    practice = next((each for each in facts.every(Practice) if each.on(on)), None)
    if practice is None:
        return None
    return Text(
        f"此人是 {practice.agency_id} 的在册鉴定人，不得协助或代理保险索赔。",
        f"this person is a registered appraiser of {practice.agency_id} and must not act in claims",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, AppraisalMaterialUsed, AppraisalMaterialConfirmed)
def material_unknown(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    event: AppraisalMaterialUsed | AppraisalMaterialConfirmed = proposed.event  # type: ignore[assignment]
    material = appraisal.materials.get(event.material_id)
    if material is None:
        return Text(
            f"材料 {event.material_id} 未提交，请先提交（AppraisalMaterialSubmitted）。",
            f"material {event.material_id} was never submitted",
        )
    if material.hash != event.hash:
        return Text(
            f"材料 {event.material_id} 的摘要与现行版本不符；新版本使此前的确认失效。",
            f"the hash is not that of the present version of {event.material_id}",
        )
    return None


@refuses(REFUSALS, UNCONFIRMED_NOT_USED, AppraisalMaterialUsed, AppraisalOpinionIssued)
def material_unconfirmed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if appraisal.mode != "joint":
        return None
    match proposed.event:
        case AppraisalMaterialUsed(material_id=name):
            used = {name} & appraisal.materials.keys()
        case AppraisalOpinionIssued(materials_used=names):
            used = (set(names) & appraisal.materials.keys()) | _used(appraisal)
        case _:
            return None
    bad = sorted(n for n in used if not appraisal.principals <= appraisal.materials[n].confirmed_by)
    if bad:
        return Text(
            f"共同委托中，材料 {'、'.join(bad)} 未经双方确认，不得用于鉴定。",
            f"in a joint commission both sides must confirm first: {', '.join(bad)}",
        )
    return None


def _used(appraisal: Appraisal) -> set[str]:
    return {name for name, material in appraisal.materials.items() if material.used}


# Article 二: the examination and the opinion


@refuses(REFUSALS, IN_ORDER, AppraisalMaterialUsed, AppraisalOpinionIssued, AppraisalCommissionTerminated)
def not_under_commission(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if appraisal.accepted_at is None or appraisal.declined_at or appraisal.terminated_at:
        return Text(
            f"该委托未在办理之中（{appraisal.status}）；须先受理（AppraisalCommissionAccepted）。",
            f"the commission is {appraisal.status}, not under way: accept it first",
        )
    if appraisal.issued_at and isinstance(proposed.event, AppraisalCommissionTerminated):
        return Text("鉴定意见书已出具，委托已完成。", "the opinion is issued: the commission is complete")
    return None


@refuses(REFUSALS, NO_DATA_CHANGE_AFTER_ISSUE, *DATA, AppraisalOpinionIssued, RecordCorrected)
def data_are_frozen(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    # Corrections come from the streams of every context, with states that are no appraisals.
    if not isinstance(appraisal, Appraisal) or appraisal.issued_at is None:
        return None
    match proposed.event:
        case RecordCorrected(corrects_type=name) if name not in FROZEN:
            return None
    return Text(
        "鉴定意见书出具后不得再改动鉴定数据；笔误用 ClericalCorrectionNoted，补充或重新鉴定另立新流。",
        "data are frozen once the opinion is issued: note a clerical slip, or open a linked appraisal",
    )


FROZEN = frozenset(event.about.name for event in (*DATA, AppraisalOpinionIssued))


@refuses(REFUSALS, SIGN_COMMISSION_LETTER, AppraisalOpinionIssued)
def letter_missing(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    signed = set(appraisal.letter.signatories) if appraisal.letter else set()
    missing = sorted({appraisal.agency_id, *appraisal.principals} - signed)
    if missing:
        return Text(
            f"司法鉴定委托书尚缺签署方：{'、'.join(missing)}。",
            f"the commission letter is not signed by: {', '.join(missing)}",
        )
    return None


@refuses(REFUSALS, RECORD_LIVE, AppraisalFileArchived)
def nothing_recorded(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    silent = sorted(
        name
        for name, session in appraisal.sessions.items()
        if session.started_at and all(record.session_id != name for record in appraisal.records.values())
    )
    if silent:
        return Text(
            f"场次 {'、'.join(silent)} 没有任何实时记录，案卷不完整，不能归档。",
            f"no process record of session {', '.join(silent)}: the file is incomplete",
        )
    return None


@refuses(REFUSALS, SIGN_RECORDS, AppraisalOpinionIssued)
def record_unsigned(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    acting = {name: set(session.appraisers) for name, session in appraisal.sessions.items()}
    bad = sorted(
        name
        for name, record in appraisal.records.items()
        if not record.signed_by or not acting.get(record.session_id, set()) <= record.signed_by
    )
    if bad:
        return Text(
            f"实时记录 {'、'.join(bad)} 未经全部承办鉴定人签名。",
            f"not every acting appraiser signed record {', '.join(bad)}",
        )
    return None


@refuses(REFUSALS, RECORD_ATTENDANCE, AppraisalOpinionIssued)
def attendance_not_recorded(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    recorded = {fact.session_id for fact in facts.every(SessionAttendance) if fact.recorded}
    missing = sorted(set(appraisal.sessions) - recorded)
    if missing:
        return Text(
            f"场次 {'、'.join(missing)} 尚无到场情况记录（AttendanceRecorded）。",
            f"no AttendanceRecorded for session {', '.join(missing)}",
        )
    return None


@refuses(REFUSALS, REVIEW_BEFORE_ISSUE, AppraisalOpinionIssued)
def not_reviewed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    opinion: AppraisalOpinionIssued = proposed.event  # type: ignore[assignment]
    acting = {*opinion.appraisers, *(a for s in appraisal.sessions.values() for a in s.appraisers)}
    if appraisal.reviewed_draft != opinion.hash:
        return Text(
            "这一稿意见书尚未复核通过（AppraisalReviewCompleted，摘要须与所出具的一致）。",
            "this very draft has not passed review (AppraisalReviewCompleted with the same hash)",
        )
    if appraisal.reviewer in acting:
        return Text("复核人不得是承办鉴定人。", "the reviewer must not be an acting appraiser")
    return None


@refuses(REFUSALS, APPLY_STANDARDS, AppraisalOpinionIssued)
def no_standard(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    opinion: AppraisalOpinionIssued = proposed.event  # type: ignore[assignment]
    if not opinion.standards_applied:
        return Text("意见书须写明至少一项适用的技术标准。", "the opinion must cite at least one standard")
    return None


@refuses(REFUSALS, AGREED_STANDARDS, AppraisalOpinionIssued)
def agreed_standard_passed_over(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    opinion: AppraisalOpinionIssued = proposed.event  # type: ignore[assignment]
    applied = {standard.code for standard in opinion.standards_applied}
    missing = sorted({standard.code for standard in appraisal.agreed_standards} - applied)
    if missing and not opinion.standards_deviation:
        return Text(
            f"委托书约定的标准 {'、'.join(missing)} 未适用，须说明理由（standards_deviation）。",
            f"agreed standards not applied and no standards_deviation given: {', '.join(missing)}",
        )
    return None


@refuses(REFUSALS, KNOWN_REFERENCE, AppraisalOpinionIssued)
def basis_unknown(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    opinion: AppraisalOpinionIssued = proposed.event  # type: ignore[assignment]
    unknown = sorted(set(opinion.materials_used) - appraisal.materials.keys())
    if unknown:
        return Text(
            f"意见书所列材料 {'、'.join(unknown)} 未曾提交。",
            f"the opinion rests on materials never submitted: {', '.join(unknown)}",
        )
    return None


@refuses(REFUSALS, OPINION_WITHOUT_GRADE, AppraisalCommissionTerminated)
def concluded_needs_opinion(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if appraisal.concluded_at and not appraisal.issued_at:
        return Text(
            "鉴定已有结论，未构成伤残等级的也应当出具鉴定意见书，不能以终止了结。",
            "the appraisal is concluded: an opinion must be issued, also without a grade",
        )
    return None


@refuses(REFUSALS, PROCEED_IF_ABSENT, AppraisalCommissionTerminated)
def absence_is_no_ground(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    ending: AppraisalCommissionTerminated = proposed.event  # type: ignore[assignment]
    if ending.reason == "insurer_absence":
        return Text(
            "保险机构未到场不是终止鉴定的理由；应记录缺席并照常实施鉴定。",
            "an insurer's absence is no ground: record it and go on with the appraisal",
        )
    return None


# The case file


@refuses(REFUSALS, IN_ORDER, AppraisalFileArchived)
def not_ended(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    if not appraisal.ended:
        return Text("委托尚未终结，案卷不能归档。", "the commission has not ended: nothing to archive yet")
    return None


@refuses(REFUSALS, NOTICE_FILED, AppraisalFileArchived)
def notice_not_filed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    return _item_open(appraisal, "notice_filed")


@refuses(REFUSALS, ARCHIVE_RECORDS, AppraisalFileArchived)
def records_not_filed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    return _item_open(appraisal, "records_filed")


@refuses(REFUSALS, KEEP_ID_COPIES, AppraisalFileArchived)
def copies_not_filed(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Text | None:
    copied = appraisal.filed.get("identity_copy", frozenset())
    known = {who for fact in facts.every(SessionAttendance) for who in fact.witnesses_identified}
    if known - copied:
        return Text(
            f"到场人员证件复印件未入卷：{'、'.join(sorted(known - copied))}。",
            f"identity copies not filed for the witnesses of {', '.join(sorted(known - copied))}",
        )
    return None


def _item_open(appraisal: Appraisal, item_id: str) -> Text | None:
    for item in CASE_FILE.missing(appraisal):
        if item.id == item_id:
            return Text(f"案卷缺件：{item.text.zh}。", f"missing in the case file: {item.text.en}")
    return None


ACCEPTANCE = Checklist(
    id="acceptance",
    title=Text("受理核对清单", "Acceptance checklist"),
    items=(
        Item(
            id="roster",
            text=Text("机构在册", "agency on the roster"),
            rule=CHOOSE_FROM_ROSTER,
            done=lambda state: state.requested is not None and state.requested.roster_version is not None,
        ),
        Item(
            id="notice",
            text=Text("单方委托告知书已签", "notice on unilateral commission signed"),
            rule=NOTICE_SIGNED,
            applies=lambda state: state.mode == "unilateral_party",
            done=lambda state: bool(state.principals & state.notice_signed_by),
        ),
        Item(
            id="materials",
            text=Text("材料已审查", "materials reviewed"),
            rule=REVIEW_MATERIAL,
            done=lambda state: all(material.review for material in state.materials.values()),
        ),
        Item(
            id="conflict",
            text=Text("无未决利害关系", "no open conflict of interest"),
            rule=RECUSAL,
            done=lambda state: not state.open_conflicts,
        ),
        Item(
            id="matter",
            text=Text("同一事项未另行委托", "matter not under another commission"),
            rule=PROCEDURE_BEFORE_ACCEPTANCE,
            done=lambda state: state.accepted_at is not None,
        ),
    ),
)
CASE_FILE = Checklist(
    id="case_file",
    title=Text("鉴定案卷清单", "Case file checklist"),
    items=(
        Item(
            id="notice_filed",
            text=Text("单方委托告知书", "signed notice on unilateral commission"),
            rule=NOTICE_FILED,
            applies=lambda state: state.mode == "unilateral_party" and bool(state.notice_signed_by),
            done=lambda state: "unilateral_notice" in state.filed,
        ),
        Item(
            id="records_filed",
            text=Text("全部实时记录", "every process record"),
            rule=ARCHIVE_RECORDS,
            applies=lambda state: bool(state.records),
            done=lambda state: all(record.filed for record in state.records.values()),
        ),
    ),
)
CHECKLISTS = (ACCEPTANCE, CASE_FILE)
