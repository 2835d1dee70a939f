"""Histories for tests and benchmarks: events as if admitted, some plausible, some that no admission would let in.

Whatever the ledger holds, its views must follow: admission is passed by here, and only the form is right.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from ledger.appraisal import events as appraisal
from ledger.attendance import events as attendance
from ledger.catalogue import LEDGERS_OWN, TAKES
from ledger.disputes.events import appraisal as disputes
from ledger.disputes.events.dispute import DisputeClosed
from ledger.kernel.codes import Area, Digest, Words
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import COMPUTED, Event, Sealed
from ledger.kernel.facts import SessionPlan, SessionPlanned
from ledger.kernel.state import member_names, replace
from ledger.registry import events as registry
from ledger.store.codec import canonical, encoded
from ledger.store.recorder import LedgerEvent
from ledger.system.events import CalendarPublished, CommandRefused, HouseTargetSet, PersonalDataRead

AREAS = ("411200", "411281")
IDS = ("AG-1", "AG-2", "I-1", "I-2", "P1", "P2")
WORDS = ("材料齐全，予以受理。", "当事人要求补充材料", "三门峡市湖滨区某某路 12 号 3 楼", "n/a")
BEGIN = datetime(2024, 3, 1, tzinfo=UTC)


def history(
    random: Random, events: int, *, dossiers: int = 5, wild: float = 0.0, hasty: float = 0.0, settings: bool = False
) -> list[LedgerEvent]:
    """Events of several dossiers, interleaved, in the order in which they are to be appended.

    `wild` is the share of events that are anything at all, corrections among them; `hasty` the share of
    a dossier's steps that are left out. With `settings` the house sets calendars and targets now and then.
    """
    made = _Made(random)
    numbers = count(1)
    going = [_dossier(random, next(numbers), settings) for _ in range(dossiers)]
    while len(made.events) < events:
        place = random.randrange(dossiers)
        written = next(going[place], None)
        if written is None:
            going[place] = _dossier(random, next(numbers), settings)
        elif random.random() < wild:
            made.add(_wild(random, made, written.stream))
        elif random.random() >= hasty:
            made.add(written)
    return made.events


def histories(longest: int = 60) -> st.SearchStrategy[list[LedgerEvent]]:
    """Short histories in which much is out of order, corrected, repeated or missing."""
    return st.builds(
        lambda random, events, wild, hasty: history(random, events, dossiers=3, wild=wild, hasty=hasty, settings=True),
        randoms(),
        st.integers(1, longest) | st.just(longest),
        st.sampled_from((0.1, 0.4, 0.8)),
        st.sampled_from((0.0, 0.6)),
    )


def randoms() -> st.SearchStrategy[Random]:
    """Chance that shrinks to simple examples, or that is rich: each finds what the other does not."""
    return st.randoms(use_true_random=False) | st.integers(0, 2**32).map(Random)


class Written(NamedTuple):
    """What is to be recorded of one event."""

    stream: str
    event: Event
    at: datetime


class _Made:
    """The history so far."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.events: list[LedgerEvent] = []
        self.of_stream: dict[str, list[tuple[UUID, Event]]] = {}
        self._area: dict[str, str] = {}

    def add(self, written: Written) -> None:
        before = self.of_stream.setdefault(written.stream, [])
        number = len(self.events) + 1
        id = UUID(bytes=hashlib.sha256(f"{number} {written.stream}".encode()).digest()[:16], version=5)
        before.append((id, written.event))
        self.events.append(
            LedgerEvent(
                written.stream,
                len(before),
                written.event.about.name,
                encoded(written.event),
                event_id=id,
                digest=hashlib.sha256(id.bytes).digest(),
                occurred_at=written.at,
                actor="key:3f9a1c",
                organisation="AG-1",
                area=self._area.setdefault(written.stream, self._random.choice(AREAS)),
                rule_packs="SMX ANJ",
                metadata=canonical({"id": f"case-{number:06}"}),
            )
        )


# Plausible

Steps = Iterator[Written]


def _dossier(random: Random, number: int, settings: bool) -> Steps:
    told = random.random()
    if told < 0.8:
        return _appraisal(random, number)
    others = (_agency, _appraiser, _insurer, _staff, _journal)
    return random.choice((*others, _house) if settings else others)(random, number)


def _appraisal(random: Random, number: int) -> Steps:
    """One commission from request to archive, with the attendance at its sessions."""
    stream = f"appraisal/411200-2024-{number:05}"
    clock = _clock(random)
    mode = random.choice(("joint", "unilateral_party", "unilateral_insurer"))
    insurers = ("I-1", "I-2")[: random.randint(1, 2)]
    agency = random.choice(("AG-1", "AG-2"))

    def on(event: Event, to: str = stream) -> Written:
        return Written(to, event, clock())

    yield on(
        appraisal.AppraisalRequested(
            mode=mode,  # type: ignore[arg-type]
            principals=(
                appraisal.Principal(id="P1", role="insured", name=sealed(random)),
                appraisal.Principal(id="I-1", role="insurer"),
            ),
            agency_id=agency,
            matter_key=f"CLM-{number}+S1+disability",
            claim_no=f"CLM-{number}",
            insurer_ids=insurers,
            question=sealed(random, 60),
            roster_version=1,
        )
    )
    if mode == "joint":
        yield on(
            appraisal.JointCommissionExplained(
                party="P1", meaning=True, procedure=True, legal_consequences=True, outcome="agreed"
            )
        )
        yield on(appraisal.AgencySelectionAgreed(agency_id=agency, agreed_by=("P1", "I-1")))
    else:
        yield on(appraisal.UnilateralNoticeIssued(notice_id="N1", risks=WORDS[1], legal_consequences=WORDS[0], to="P1"))
        yield on(appraisal.UnilateralNoticeSigned(notice_id="N1", by="P1", at=clock()))
    materials = [f"M{n}" for n in range(random.randint(1, 3))]
    for name in materials:
        content = digest(random)
        yield on(appraisal.AppraisalMaterialSubmitted(material_id=name, hash=content, by="P1", title="病历"))
        yield on(appraisal.AppraisalMaterialReviewed(material_id=name, result="accepted", reviewer="R1"))
        yield on(appraisal.AppraisalMaterialConfirmed(material_id=name, hash=content, by="I-1"))
    yield on(appraisal.TruthDeclarationSigned(by="P1", material_ids=tuple(materials)))
    if random.random() < 0.1:
        yield on(appraisal.AppraisalCommissionDeclined(reason="材料不足", basis=WORDS[1]))
        yield on(appraisal.DeclineStatementIssued(statement_no="D1", reasons=WORDS[1], basis=WORDS[0]))
        yield on(appraisal.AppraisalMaterialsReturned(material_ids=tuple(materials), receipt="R1"))
        return
    yield on(appraisal.AppraisalCommissionAccepted(checks=(appraisal.ProcedureCheck(item="roster", passed=True),)))
    standard = appraisal.Standard(code="GB/T 31147", version="2014", clause="5.2")
    yield on(appraisal.CommissionLetterSigned(letter_no="L1", signatories=("P1", agency), agreed_standards=(standard,)))
    sessions = [f"{number:05}-S{n}" for n in range(random.randint(1, 2))]
    for name in sessions:
        yield from _session(random, on, stream, name, agency, insurers)
        yield on(
            appraisal.AppraisalProcessRecorded(
                record_id=f"{name}-R",
                session_id=name,
                medium="notes",
                occurred_at=clock(),
                recorded_at=clock(),
                hash=digest(random),
            )
        )
        yield on(appraisal.ProcessRecordSigned(record_id=f"{name}-R", signatories=("AP-1", "AP-2")))
    for name in materials:
        yield on(appraisal.AppraisalMaterialUsed(material_id=name, hash=digest(random)))
    yield on(appraisal.AppraisalConcluded(result=sealed(random, 120), disability_grade="9"))
    draft = digest(random)
    yield on(appraisal.AppraisalDrafted(hash=draft, standards=(standard,)))
    yield on(appraisal.AppraisalReviewCompleted(reviewer="R1", result="passed", hash=draft))
    yield on(
        appraisal.AppraisalOpinionIssued(
            opinion_no=f"OP-{number}",
            hash=draft,
            data_hash=digest(random),
            standards_applied=(standard,),
            appraisers=("AP-1", "AP-2"),
            materials_used=tuple(materials),
        )
    )
    if random.random() < 0.3:
        yield from _dispute(random, on, stream, agency, insurers)
    for item in ("commission_letter", "opinion", "material"):
        yield on(appraisal.AppraisalFileItemFiled(item_type=item, hash=digest(random)))
    yield on(appraisal.AppraisalFileArchived(manifest=digest(random)))


def _session(
    random: Random,
    on: Callable[..., Written],
    commission: str,
    name: str,
    agency: str,
    insurers: tuple[str, ...],
) -> Steps:
    """One session as scheduled (perhaps again), announced, attended and held."""
    stream = f"attendance/{name}"
    start = BEGIN + timedelta(hours=random.randint(1, 7_200))
    for _ in range(1 + (random.random() < 0.2)):
        start += timedelta(days=1)
        yield on(
            appraisal.AppraisalSessionScheduled(
                session_id=name, start=start, place=WORDS[2], appraisers=("AP-1", "AP-2")
            )
        )
        plan = SessionPlan(
            appraisal_id=commission.partition("/")[2],
            agency_id=agency,
            area=AREAS[0],
            start=start,
            insurers=insurers,
            parties=("P1",),
        )
        yield on(SessionPlanned(plan=plan), stream)
        for insurer in insurers:
            yield on(
                attendance.WitnessNoticeSent(
                    session_id=name,
                    insurer_id=insurer,
                    contact_id="C1",
                    sent_at=start - timedelta(hours=random.randint(1, 60)),
                    hours_before=Decimal("24.50"),
                ),
                stream,
            )
    yield on(appraisal.AppraiserLicenceShown(session_id=name, appraiser="AP-1", licence_no="L-1", shown_to=("P1",)))
    absent = []
    for insurer in insurers:
        if random.random() < 0.2:
            absent.append(insurer)
            yield on(attendance.WitnessAbsenceRecorded(session_id=name, insurer_id=insurer, attributable=True), stream)
            continue
        yield on(
            attendance.WitnessArrived(session_id=name, insurer_id=insurer, person=sealed(random), at=start), stream
        )
        yield on(
            attendance.WitnessIdentified(
                session_id=name, insurer_id=insurer, work_certificate=sealed(random), id_card=sealed(random)
            ),
            stream,
        )
        yield on(
            attendance.WitnessSigned(
                session_id=name,
                insurer_id=insurer,
                documents=(attendance.SignedDocument(type="appraisal_notice", signed_at=start),),
            ),
            stream,
        )
        yield on(attendance.ObservationFacilitated(session_id=name, insurer_id=insurer, facilitated=True), stream)
    yield on(appraisal.AppraisalStarted(session_id=name, appraisers=("AP-1", "AP-2")))
    present = tuple(each for each in insurers if each not in absent)
    yield on(
        attendance.AttendanceRecorded(
            session_id=name, expected=(*insurers, "P1"), present=(*present, "P1"), absent=tuple(absent)
        ),
        stream,
    )


def _dispute(
    random: Random, on: Callable[..., Written], commission: str, agency: str, insurers: tuple[str, ...]
) -> Steps:
    """The opinion is objected to; perhaps mediated, perhaps reviewed by experts."""
    appraisal_id = commission.partition("/")[2]
    stream = f"dispute/{appraisal_id}"
    due = date(2025, 1, random.randint(1, 28))
    at = BEGIN + timedelta(days=random.randint(200, 400))
    named: dict[str, Any] = {"appraisal_id": appraisal_id, "agency_id": agency, "insurer_ids": insurers}
    for number in range(random.randint(1, 2)):
        name = f"OB-{number}"
        yield on(
            disputes.ObjectionRaised(
                objection_id=name,
                by=random.choice((*insurers, "P1")),
                channel=random.choice(("written", "portal", "phone")),
                content=sealed(random, 80),
                received_at=at,
                **named,
            ),
            stream,
        )
        for _ in range(random.randint(0, 2)):
            due += timedelta(days=random.randint(1, 20))
            yield on(
                disputes.ReplyExtensionAgreed(
                    objection_id=name, reason=WORDS[1], difficult=True, new_due=due, agreed_by=(agency, "P1")
                ),
                stream,
            )
        for form in random.sample(("phone", "written"), random.randint(0, 2)):
            reply_at = at + timedelta(days=random.randint(1, 30))
            yield on(
                disputes.ObjectionReplied(objection_id=name, form=form, at=reply_at),  # type: ignore[arg-type]
                stream,
            )
    if random.random() < 0.5:
        yield on(disputes.MediationRequested(by=insurers[0], **named), stream)
        yield on(disputes.MediationAccepted(mediators=("ME-1",)), stream)
        yield on(disputes.MediationHandled(result="not_settled", experts=("EX-1",)), stream)
        yield on(disputes.MediationFeedbackGiven(to=(agency, *insurers), at=at), stream)
    if random.random() < 0.5:
        yield on(
            disputes.DisputeFlaggedForExpertReview(
                reason=WORDS[1], objections=random.randint(0, 5), contradictory_opinions=True, **named
            ),
            stream,
        )
        panel = (disputes.PanelMember(expert_id="EX-1", affiliation="AA-1"),)
        yield on(disputes.ExpertReviewConvened(panel=panel), stream)
        yield on(
            disputes.ExpertReviewConcluded(conclusion=WORDS[0], suspected_violation=True, rules=(WORDS[3],)), stream
        )
        yield on(disputes.ViolationTransferredToJusticeBureau(receipt_no="SF-1"), stream)
    yield on(disputes.RemedyPursued(remedy="re_appraisal", linked_id="411200-2024-90001"), stream)
    yield on(DisputeClosed(result=WORDS[0]), stream)


def _agency(random: Random, number: int) -> Steps:
    stream, clock = f"agency/AG-{number}", _clock(random)
    yield Written(
        stream,
        registry.AppraisalAgencyRegistered(
            name="示例鉴定所", licence_no=f"L-{number}", area=AREAS[0], valid_from=date(2024, 1, 1)
        ),
        clock(),
    )
    for status in ("suspended", "active", "removed"):
        change = registry.AppraisalAgencyChanged(effective_from=date(2024, 5, random.randint(1, 28)), status=status)
        yield Written(stream, change, clock())


def _appraiser(random: Random, number: int) -> Steps:
    stream, clock = f"appraiser/AP-{number}", _clock(random)
    yield Written(
        stream,
        registry.AppraiserRegistered(
            name=sealed(random), identity_no=sealed(random), licence_no=f"L-{number}", agency_id="AG-1"
        ),
        clock(),
    )
    yield Written(
        stream, registry.AppraiserChanged(effective_from=date(2024, 6, 1), agency_id="AG-2", status="active"), clock()
    )


def _insurer(random: Random, number: int) -> Steps:
    stream, clock = f"insurer/I-{number}", _clock(random)
    yield Written(stream, registry.InsurerRegistered(name="示例财险", jurisdiction=AREAS[0], level="city"), clock())
    for phone in ("0398-100", "0398-100", "0398-200"):
        change = registry.InsurerContactChanged(effective_from=date(2024, 6, 1), department="理赔部", phone=phone)
        yield Written(stream, change, clock())


def _staff(random: Random, number: int) -> Steps:
    stream, clock = f"staff/S-{number}", _clock(random)
    yield Written(
        stream,
        registry.InsurerStaffRegistered(
            name=sealed(random),
            identity_no=sealed(random),
            insurer_id="I-1",
            position="查勘员",
            since=date(2024, 1, 1),
        ),
        clock(),
    )
    yield Written(stream, registry.InsurerStaffLeft(effective_from=date(2024, 7, 1)), clock())


def _journal(random: Random, number: int) -> Steps:
    """A few more entries of journals that many share."""
    clock = _clock(random)
    for _ in range(random.randint(1, 4)):
        organisation = random.choice(("AG-1", "I-1"))
        subject = f"appraisal/411200-2024-{number:05}"
        if random.random() < 0.3:
            yield Written(f"access/{organisation}", PersonalDataRead(subject=subject, purpose="复核"), clock())
        else:
            refused = CommandRefused(
                subject=subject,
                proposed_type="appraisal.AppraisalOpinionIssued",
                rule_id="SMX-2.3-reviewed",
                article="二(三)",
                reason_zh="意见书未经复核",
                reason_en="the draft has not been reviewed",
                digest=digest(random),
            )
            yield Written(f"refusal/{organisation}", refused, clock())


def _house(random: Random, number: int) -> Steps:
    """A level publishes days off and sets what it expects of duties without a term."""
    stream = f"house/{random.choice(('000000', '410000', *AREAS))}"
    clock = _clock(random)
    for _ in range(random.randint(1, 3)):
        if random.random() < 0.5:
            year = random.choice((2024, 2025))
            days = random.sample(range(28), 4)
            off, on = ([date(year, 3, day + 1) for day in some] for some in (days[:3], days[3:]))
            published = CalendarPublished(year=year, source="示例通知", holidays=tuple(off), make_up_days=tuple(on))
            yield Written(stream, published, clock())
        else:
            rule, part = random.choice((("SMX-4.2-transfer", None), ("SMX-4.1-workflow", "handle")))
            amount = random.choice((None, 1, 3))
            unit: Any = random.choice(("hours", "days", "working_days"))
            yield Written(stream, HouseTargetSet(rule_id=rule, part=part, unit=unit, amount=amount), clock())


def _clock(random: Random) -> Callable[[], datetime]:
    now = BEGIN + timedelta(days=random.randint(0, 300))

    def later() -> datetime:
        nonlocal now
        now += timedelta(minutes=random.randint(1, 2_000))
        return now

    return later


def sealed(random: Random, length: int = 20) -> Sealed[str]:
    """A token as the vault makes them: the right sizes, no content."""
    noise = hashlib.shake_256(str(random.randrange(1_000_000)).encode()).digest(76 + length + 16)
    return Sealed(
        alg="AES-256-GCM",
        key=noise[:16].hex(),
        nonce=base64.b64encode(noise[16:28]).decode(),
        ciphertext=base64.b64encode(noise[60:]).decode(),
        digest=base64.b64encode(noise[28:60]).decode(),
    )


def digest(random: Random) -> str:
    return hashlib.sha256(str(random.randrange(1_000)).encode()).hexdigest()


# Implausible


def _wild(random: Random, made: _Made, stream: str) -> Written:
    """Any event a kind takes, in this stream or another of its kind; often a correction of what is there."""
    kind = stream.partition("/")[0]
    if random.random() < 0.3:
        stream = f"{kind}/{random.choice(IDS)}"
    before = [each for each in made.of_stream.get(stream, ()) if not isinstance(each[1], RecordCorrected)]
    at = BEGIN + timedelta(minutes=random.randint(0, 500_000))
    if before and kind not in LEDGERS_OWN and random.random() < 0.5:
        id, event = random.choice(before)
        return Written(stream, _correction(random, id, event, at), at)
    chosen = random.choice([each for each in TAKES[kind] if each is not RecordCorrected])
    return Written(stream, anything(random, chosen), at)


def _correction(random: Random, id: UUID, event: Event, at: datetime) -> RecordCorrected:
    correction = RecordCorrected(corrects_event_id=str(id), reason=WORDS[0], corrects_type=event.about.name)
    match random.randrange(4):
        case 0:
            return replace(correction, withdrawn=True)
        case 1:
            return replace(correction, occurred_at=at - timedelta(days=random.randint(1, 90)))
        case _:
            hints = _hints(type(event))
            changed = random.sample(sorted(hints), random.randint(1, min(3, len(hints))))
            return replace(correction, new_values={name: anything(random, hints[name]) for name in changed})


def anything(random: Random, hint: Any) -> Any:
    """Some value of a type as events declare them; ids come from so few that they often meet."""
    origin, inside = get_origin(hint), get_args(hint)
    if hint in (Words, str):
        return random.choice(WORDS)
    if hint == Digest:
        return digest(random)
    if hint == Area:
        return random.choice(AREAS)
    if origin is Annotated and inside[1] is COMPUTED:
        return anything(random, inside[0])
    if origin is Annotated:
        return _PLAIN[Decimal](random) if inside[0] is Decimal else random.choice(IDS)
    if origin is Sealed:
        return sealed(random)
    if origin is Literal:
        return random.choice(inside)
    if origin is tuple:
        return tuple(anything(random, inside[0]) for _ in range(random.randrange(3)))
    if origin in (Union, UnionType):
        return anything(random, random.choice(inside))
    if member_names(hint) is not None:
        return hint(**{name: anything(random, each) for name, each in _hints(hint).items()})
    return _PLAIN[hint](random)


_PLAIN: dict[Any, Callable[[Random], Any]] = {
    NoneType: lambda random: None,
    bool: lambda random: random.random() < 0.5,
    int: lambda random: random.randint(0, 9),
    Decimal: lambda random: Decimal(random.randint(0, 100)).scaleb(-2),
    date: lambda random: date(2024, 1, 1) + timedelta(days=random.randint(0, 400)),
    datetime: lambda random: BEGIN + timedelta(hours=random.randint(0, 200)),
}


def _hints(cls: Any) -> dict[str, Any]:
    hints = _all_hints(cls)
    return {name: hints[name] for name in member_names(cls) or ()}


@cache
def _all_hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)
