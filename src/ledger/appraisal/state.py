"""The appraisal: what its stream adds up to, what it reserves and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ledger.appraisal.events import (
    AgencySelectionAgreed,
    AppraisalCommissionAccepted,
    AppraisalCommissionDeclined,
    AppraisalCommissionTerminated,
    AppraisalConcluded,
    AppraisalDrafted,
    AppraisalFileArchived,
    AppraisalFileItemFiled,
    AppraisalMaterialConfirmed,
    AppraisalMaterialReviewed,
    AppraisalMaterialsReturned,
    AppraisalMaterialSubmitted,
    AppraisalMaterialUsed,
    AppraisalOpinionIssued,
    AppraisalProcessRecorded,
    AppraisalRequested,
    AppraisalReviewCompleted,
    AppraisalSessionScheduled,
    AppraisalStarted,
    AppraiserLicenceShown,
    AppraiserRecused,
    ClaimAgentRegistered,
    ClericalCorrectionNoted,
    CommissionLetterSigned,
    ConflictDeclared,
    DeclineStatementIssued,
    JointCommissionExplained,
    ProcessRecordSigned,
    Standard,
    TruthDeclarationSigned,
    UnilateralNoticeIssued,
    UnilateralNoticeSigned,
)
from ledger.kernel.context import Facts, Need, Needs, Party
from ledger.kernel.event import Event, Proposed, Recorded
from ledger.kernel.facts import DisputedAppraisal, Practice, RosterEntry, SessionAttendance, SessionPlan, SessionPlanned
from ledger.kernel.law import Rule, carries
from ledger.kernel.state import State, field, replace
from ledger.law.house import OPEN_ONCE
from ledger.law.sanmenxia import NO_PARALLEL_COMMISSION


class Material(State, frozen=True, kw_only=True):
    """One material in its present version. 鉴定材料"""

    hash: str
    submitted_by: str
    title: str | None = None
    review: str | None = None
    confirmed_by: frozenset[str] = frozenset()
    used: bool = False
    returned: bool = False


class Session(State, frozen=True, kw_only=True):
    """One examination session as scheduled last. 鉴定场次"""

    start: datetime
    place: str
    appraisers: tuple[str, ...]
    expected: tuple[str, ...]
    licences_shown: frozenset[str] = frozenset()
    started_at: datetime | None = None


class ProcessRecord(State, frozen=True, kw_only=True):
    """One contemporaneous record of a session. 实时记录"""

    session_id: str
    medium: str
    made_at: datetime | None = None
    signed_by: frozenset[str] = frozenset()
    filed: bool = False


class Appraisal(State, frozen=True, kw_only=True):
    """One commission on one matter. 司法鉴定"""

    id: str = ""
    area: str = ""
    requested: AppraisalRequested | None = None
    requested_at: datetime | None = None
    explained: bool = False
    explanation_outcome: str | None = None
    selection: AgencySelectionAgreed | None = None
    notice: UnilateralNoticeIssued | None = None
    notice_signed_by: frozenset[str] = frozenset()
    materials: Mapping[str, Material] = field(default_factory=dict)
    declared_truthful: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    accepted_at: datetime | None = None
    declined_at: datetime | None = None
    decline_reason: str | None = None
    decline_statement_no: str | None = None
    letter: CommissionLetterSigned | None = None
    sessions: Mapping[str, Session] = field(default_factory=dict)
    records: Mapping[str, ProcessRecord] = field(default_factory=dict)
    grade: str | None = None
    concluded_at: datetime | None = None
    draft: str | None = None
    reviewed_draft: str | None = None
    reviewer: str | None = None
    opinion: AppraisalOpinionIssued | None = None
    issued_at: datetime | None = None
    clerical_corrections: int = 0
    terminated_at: datetime | None = None
    filed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    archived_at: datetime | None = None

    @property
    def mode(self) -> str:
        return self.requested.mode if self.requested else ""

    @property
    def agency_id(self) -> str:
        return self.requested.agency_id if self.requested else ""

    @property
    def insurers(self) -> tuple[str, ...]:
        return self.requested.insurer_ids if self.requested else ()

    @property
    def principals(self) -> frozenset[str]:
        return frozenset(p.id for p in self.requested.principals) if self.requested else frozenset()

    @property
    def agreed_standards(self) -> tuple[Standard, ...]:
        return self.letter.agreed_standards if self.letter else ()

    @property
    def open_conflicts(self) -> frozenset[str]:
        """Conflicts declared and not resolved by recusal."""
        return self.conflicts - self.recused

    @property
    def ended(self) -> bool:
        return any((self.declined_at, self.terminated_at, self.issued_at))

    @property
    def planned(self) -> Mapping[str, Session]:
        """The sessions held or still to be: the end of the commission calls off those that have not started."""
        if not (self.declined_at or self.terminated_at):
            return self.sessions
        return {name: session for name, session in self.sessions.items() if session.started_at}

    @property
    def status(self) -> str:
        """Where the commission stands, the furthest step first."""
        steps = (
            ("archived", self.archived_at),
            ("issued", self.issued_at),
            ("terminated", self.terminated_at),
            ("declined", self.declined_at),
            ("reviewed", self.reviewed_draft),
            ("concluded", self.concluded_at),
            ("in_progress", any(session.started_at for session in self.sessions.values())),
            ("scheduled", self.sessions),
            ("engaged", self.letter),
            ("accepted", self.accepted_at),
        )
        return next((name for name, reached in steps if reached), "requested")


def evolve(appraisal: Appraisal, recorded: Recorded) -> Appraisal:
    at = recorded.occurred_at
    match recorded.event:
        case AppraisalRequested() as requested:
            return replace(
                appraisal,
                id=recorded.key,
                area=requested.area or recorded.area,
                requested=requested,
                requested_at=at,
            )
        case JointCommissionExplained() as told:
            return replace(
                appraisal,
                explained=appraisal.explained or told.complete,
                explanation_outcome=told.outcome,
            )
        case AgencySelectionAgreed() as selection:
            return replace(appraisal, selection=selection)
        case UnilateralNoticeIssued() as notice:
            return replace(appraisal, notice=notice)
        case UnilateralNoticeSigned() as signed:
            return replace(appraisal, notice_signed_by=appraisal.notice_signed_by | {signed.by})
        case AppraisalMaterialSubmitted() as submitted:
            material = Material(hash=submitted.hash, submitted_by=submitted.by, title=submitted.title)
            return _material(appraisal, submitted.material_id, material)
        case TruthDeclarationSigned() as declared:
            return replace(appraisal, declared_truthful=appraisal.declared_truthful | set(declared.material_ids))
        case AppraisalMaterialReviewed(material_id=name) as reviewed if name in appraisal.materials:
            return _material(appraisal, name, replace(appraisal.materials[name], review=reviewed.result))
        case AppraisalMaterialConfirmed(material_id=name) as confirmed if name in appraisal.materials:
            material = appraisal.materials[name]
            if confirmed.hash != material.hash:
                return appraisal
            return _material(appraisal, name, replace(material, confirmed_by=material.confirmed_by | {confirmed.by}))
        case AppraisalMaterialUsed(material_id=name) if name in appraisal.materials:
            return _material(appraisal, name, replace(appraisal.materials[name], used=True))
        case AppraisalMaterialsReturned() as returned:
            materials = {
                name: replace(material, returned=material.returned or name in returned.material_ids)
                for name, material in appraisal.materials.items()
            }
            return replace(appraisal, materials=materials)
        case ConflictDeclared() as conflict:
            return replace(appraisal, conflicts=appraisal.conflicts | {conflict.person_or_org})
        case AppraiserRecused() as recusal:
            return replace(appraisal, recused=appraisal.recused | {recusal.person_id})
        case AppraisalCommissionAccepted():
            return replace(appraisal, accepted_at=at)
        case AppraisalCommissionDeclined() as declined:
            return replace(appraisal, declined_at=at, decline_reason=declined.reason)
        case DeclineStatementIssued() as statement:
            return replace(appraisal, decline_statement_no=statement.statement_no)
        case CommissionLetterSigned() as letter:
            return replace(appraisal, letter=letter)
        case AppraisalSessionScheduled() as scheduled:
            expected = scheduled.expected or (
                *appraisal.insurers,
                *sorted(appraisal.principals - set(appraisal.insurers)),
            )
            before = appraisal.sessions.get(scheduled.session_id)
            same = before is not None and before.start == scheduled.start
            session = Session(
                start=scheduled.start,
                place=scheduled.place,
                appraisers=scheduled.appraisers,
                expected=expected,
                licences_shown=before.licences_shown if before and same else frozenset(),
                started_at=before.started_at if before and same else None,
            )
            return _session(appraisal, scheduled.session_id, session)
        case AppraiserLicenceShown(session_id=name) as shown if name in appraisal.sessions:
            session = appraisal.sessions[name]
            return _session(
                appraisal, name, replace(session, licences_shown=session.licences_shown | {shown.appraiser})
            )
        case AppraisalStarted(session_id=name) as started if name in appraisal.sessions:
            session = replace(appraisal.sessions[name], started_at=at, appraisers=started.appraisers)
            return _session(appraisal, name, session)
        case AppraisalProcessRecorded() as made:
            record = ProcessRecord(session_id=made.session_id, medium=made.medium, made_at=made.recorded_at)
            return replace(appraisal, records={**appraisal.records, made.record_id: record})
        case ProcessRecordSigned(record_id=name) as signing if name in appraisal.records:
            record = appraisal.records[name]
            record = replace(record, signed_by=record.signed_by | set(signing.signatories))
            return replace(appraisal, records={**appraisal.records, name: record})
        case AppraisalConcluded() as concluded:
            return replace(appraisal, concluded_at=at, grade=concluded.disability_grade)
        case AppraisalDrafted() as draft:
            return replace(appraisal, draft=draft.hash)
        case AppraisalReviewCompleted() as review:
            passed = review.hash if review.result == "passed" else None
            return replace(appraisal, reviewed_draft=passed, reviewer=review.reviewer)
        case AppraisalOpinionIssued() as opinion:
            return replace(appraisal, opinion=opinion, issued_at=at)
        case ClericalCorrectionNoted():
            return replace(appraisal, clerical_corrections=appraisal.clerical_corrections + 1)
        case AppraisalCommissionTerminated():
            return replace(appraisal, terminated_at=at)
        case AppraisalFileItemFiled() as item:
            return _filed(appraisal, item)
        case AppraisalFileArchived() as archived:
            return replace(appraisal, archived_at=archived.archived_at or at)
    return appraisal


def _material(appraisal: Appraisal, name: str, material: Material) -> Appraisal:
    return replace(appraisal, materials={**appraisal.materials, name: material})


def _session(appraisal: Appraisal, name: str, session: Session) -> Appraisal:
    return replace(appraisal, sessions={**appraisal.sessions, name: session})


def _filed(appraisal: Appraisal, item: AppraisalFileItemFiled) -> Appraisal:
    refs = appraisal.filed.get(item.item_type, frozenset()) | {item.copy_of or item.ref or item.hash}
    records = appraisal.records
    if item.item_type == "process_record" and item.ref and item.ref in records:
        records = {**records, item.ref: replace(records[item.ref], filed=True)}
    return replace(appraisal, records=records, filed={**appraisal.filed, item.item_type: refs})


def parties(appraisal: Appraisal) -> Iterator[Party]:
    """Agency and insurers; a party that is no organisation reads through them."""
    if appraisal.requested:
        yield Party(appraisal.agency_id, "appraisal_agency")
        for insurer in dict.fromkeys(appraisal.insurers):
            yield Party(insurer, "insurer")


SIDES = {
    "joint": ("party", "insurer"),
    "unilateral_party": ("party",),
    "unilateral_insurer": ("insurer",),
}
"""Whose commission a mode is. A joint one holds the matter for both sides, a unilateral one for its own:
the other side's counter-commission is recorded and shown, not refused (SMX-1.1-no-parallel)."""


@carries(NO_PARALLEL_COMMISSION)
def slots(appraisal: Appraisal) -> Mapping[str, Rule]:
    """The matter from acceptance to the end, and each session's id for good."""
    held = {f"session/{name}": OPEN_ONCE for name in appraisal.sessions}
    if appraisal.requested and appraisal.accepted_at and not appraisal.ended:
        matter = appraisal.requested.matter_key
        held |= {f"matter/{matter}/{side}": NO_PARALLEL_COMMISSION for side in SIDES[appraisal.mode]}
    return held


def _of_request(appraisal: Appraisal, requested: AppraisalRequested) -> Iterator[Need]:
    yield Need(RosterEntry, f"agency/{requested.agency_id}")
    if requested.reappraisal_of:
        yield Need(DisputedAppraisal, f"appraisal/{requested.reappraisal_of}")


def _attendances(appraisal: Appraisal, event: Event) -> Iterator[Need]:
    return (Need(SessionAttendance, f"attendance/{session}") for session in appraisal.sessions)


NEEDS: Needs = {
    AppraisalRequested: _of_request,
    AppraisalCommissionAccepted: lambda appraisal, accepted: [Need(RosterEntry, f"agency/{appraisal.agency_id}")],
    ClaimAgentRegistered: lambda appraisal, agent: [Need(Practice, slot=f"practising/{agent.identity_no.digest}")],
    AppraisalOpinionIssued: _attendances,
    AppraisalFileArchived: _attendances,
}


def area(proposed: Proposed, facts: Facts) -> str:
    """Where the appraisal belongs: as requested, else the agency's seat."""
    match proposed.event:
        case AppraisalRequested(area=str(given)):
            return given
    return next((entry.area for entry in facts.every(RosterEntry)), "")


def complete(appraisal: Appraisal, proposed: Proposed, facts: Facts) -> Event:
    """Fills in the roster version that admission looked at, so that replay gives the same answer."""
    match proposed.event:
        case AppraisalRequested() | AppraisalCommissionAccepted() as event:
            roster = next(facts.every(RosterEntry), None)
            return replace(event, roster_version=roster.version if roster else None)
    return proposed.event


def reacts(before: Appraisal, after: Appraisal) -> Iterator[tuple[str, Event]]:
    """Tells the attendance of every session that was scheduled, changed, taken back or called off meanwhile."""
    for session in {**before.sessions, **after.sessions}:
        if (plan := session_plan(after, session)) != session_plan(before, session):
            yield f"attendance/{session}", SessionPlanned(plan=plan)


def session_plan(appraisal: Appraisal, session_id: str) -> SessionPlan | None:
    """The session as its attendance needs to know it."""
    if (session := appraisal.planned.get(session_id)) is None:
        return None
    return SessionPlan(
        appraisal_id=appraisal.id,
        agency_id=appraisal.agency_id,
        area=appraisal.area,
        start=session.start,
        insurers=tuple(i for i in session.expected if i in appraisal.insurers),
        parties=tuple(p for p in session.expected if p not in appraisal.insurers),
    )


def disputed_appraisal(appraisal: Appraisal, key: str) -> DisputedAppraisal:
    """The appraisal as a dispute about it, or its claim, needs to know it."""
    return DisputedAppraisal(
        agency_id=appraisal.agency_id,
        area=appraisal.area,
        insurers=appraisal.insurers,
        claim_no=appraisal.requested.claim_no if appraisal.requested else "",
        issued_at=appraisal.issued_at,
    )
