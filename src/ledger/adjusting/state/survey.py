"""What an assignment knows of the visits to the site, notices, survey record and re-surveys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from ledger.adjusting.events.commission import SurveyAppointmentAgreed
from ledger.adjusting.events.survey import (
    ArrivedOnSite,
    CaseFactsInterviewed,
    ClientNoticeAcknowledged,
    ClientNoticeAcknowledgementRefused,
    ClientNoticePresented,
    CountermeasuresAgreed,
    DamageItemRecorded,
    DamagePhotoTaken,
    InsuredLiaisonDesignated,
    InventoryCompletenessConfirmed,
    InventoryTaken,
    LossAggravationObserved,
    OperatingDataCaptured,
    PolicyChecksRecorded,
    PrincipalInformed,
    ProcedureExplained,
    RepairInfoCollected,
    RepairMethodAgreed,
    ResurveyCompleted,
    ResurveyNeeded,
    ResurveyScheduled,
    SalvageMeasuresTaken,
    SalvageNoticeIssued,
    StatementTaken,
    SurveyPlanAgreed,
    SurveyRecordCompleted,
    SurveyRecordSignatureRefused,
    SurveyRecordSigned,
    WearAssessmentRecorded,
    WrittenRecordMade,
)
from ledger.kernel.event import Recorded
from ledger.kernel.law import carries
from ledger.kernel.state import State, Steps, adding, asdict, field, filing, keeping, replace
from ledger.law.machinery import WEAR


class Appointment(NamedTuple):
    """A time agreed for a visit: which visit, when it was agreed, for when, and by whom. 约定查勘时间"""

    visit_no: int
    made_at: datetime
    time: datetime
    agreed_by: frozenset[str]

    @property
    def by_both(self) -> bool:
        return self.agreed_by >= {"insurer", "insured"}


class Visit(NamedTuple):
    """An arrival at the scene."""

    no: int
    at: datetime


class Telling(NamedTuple):
    """That somebody was told of a matter, or a record of it made: about what, when, and who was told."""

    matter: str
    subject_id: str | None
    at: datetime
    to: str = ""


class Count(NamedTuple):
    """One count of damaged property: when, and of which items."""

    at: datetime
    items: frozenset[str]


class Resurvey(State, frozen=True, kw_only=True):
    """A re-survey that has to take place. 复勘"""

    reason: str
    items: tuple[str, ...]
    needed_at: datetime
    scheduled_at: datetime | None = None
    completed_at: datetime | None = None

    @property
    def completed(self) -> bool:
        return self.completed_at is not None

    def holds_up(self, item_id: str) -> bool:
        """Whether it concerns an item; one that names none concerns them all."""
        return not self.items or item_id in self.items


class Survey(State, frozen=True, kw_only=True):
    """The visits to the site, notices, survey record and re-surveys."""

    appointments: tuple[Appointment, ...] = ()
    arrivals: tuple[Visit, ...] = ()

    notice: ClientNoticePresented | None = None
    notice_explained_at: datetime | None = None
    acknowledged: ClientNoticeAcknowledged | None = None
    acknowledged_at: datetime | None = None
    to_tell: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    """What the principal is to be told of, matter and subject, and since when."""
    told: tuple[Telling, ...] = ()
    written: tuple[Telling, ...] = ()
    interview: CaseFactsInterviewed | None = None
    explained_at: datetime | None = None
    salvage_notice: SalvageNoticeIssued | None = None
    salvage_notice_at: datetime | None = None
    salvage: tuple[SalvageMeasuresTaken, ...] = ()
    countermeasures: tuple[Telling, ...] = ()

    policy_checks: PolicyChecksRecorded | None = None
    planned_at: datetime | None = None
    liaison: InsuredLiaisonDesignated | None = None
    counts: tuple[Count, ...] = ()
    items: Mapping[str, DamageItemRecorded] = field(default_factory=dict)
    wear: Mapping[str, WearAssessmentRecorded] = field(default_factory=dict)
    photos: tuple[DamagePhotoTaken, ...] = ()
    operating_data: OperatingDataCaptured | None = None
    repair_info: Mapping[str, RepairInfoCollected] = field(default_factory=dict)
    repair_methods: Mapping[str, RepairMethodAgreed] = field(default_factory=dict)
    repair_agreed_at: Mapping[str, datetime] = field(default_factory=dict)
    resurveys: Mapping[str, Resurvey] = field(default_factory=dict)

    record: SurveyRecordCompleted | None = None
    """The survey record completed last."""
    documents: frozenset[str] = frozenset()
    """The ids of all survey records and statements."""
    statements: Mapping[str, StatementTaken] = field(default_factory=dict)
    signed_documents: frozenset[str] = frozenset()
    all_counted: bool = False
    """Whether the insured said last that all damage has been counted."""

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits, each with its first arrival: adjusters may come one by one."""
        first = {visit.no: visit for visit in sorted(self.arrivals, key=lambda visit: visit.at, reverse=True)}
        return tuple(sorted(first.values()))

    @property
    def agreements(self) -> tuple[Appointment, ...]:
        """The times agreed with both sides."""
        return tuple(each for each in self.appointments if each.by_both)

    @property
    def arranged(self) -> bool:
        """Whether a time for a survey was agreed with the insured."""
        return any("insured" in each.agreed_by for each in self.appointments)

    @property
    def signed(self) -> bool:
        """Whether the insured's representative has signed and sealed the survey record completed last."""
        return self.record is not None and self.record.document_id in self.signed_documents

    @property
    def resurveys_open(self) -> Mapping[str, Resurvey]:
        """The re-surveys still to be completed."""
        return {id: each for id, each in self.resurveys.items() if not each.completed}

    @property
    @carries(WEAR)
    def worn(self) -> frozenset[str]:
        """The items of which something is wear, corrosion, scale or another inevitable result of running."""
        return frozenset(item for item, assessed in self.wear.items() if assessed.flags)

    @property
    def unrecorded(self) -> frozenset[str]:
        """The items that were counted, or stand on the survey record, without a record of their damage."""
        named = frozenset(self.record.items) if self.record else frozenset[str]()
        return named.union(*(count.items for count in self.counts)) - frozenset(self.items)

    @property
    def not_photographed(self) -> frozenset[str]:
        """The recorded items without a picture."""
        return frozenset(self.items) - {photo.item_id for photo in self.photos}

    @property
    def photographed_elsewhen(self) -> frozenset[str]:
        """The items that have pictures, and none of a visit in which they were counted."""
        found = {photo.item_id for photo in self.photos}
        for count in self.counts:
            visit = self.visit_of(count.at)
            found -= {photo.item_id for photo in self.photos if self.visit_of(photo.taken_at) == visit} & count.items
        return frozenset(found) & frozenset[str]().union(*(count.items for count in self.counts))

    @property
    def stray_photos(self) -> tuple[DamagePhotoTaken, ...]:
        """The pictures that correspond to no recorded item."""
        return tuple(photo for photo in self.photos if photo.item_id not in self.items)

    def visit_of(self, at: datetime) -> int:
        """The number of the visit that had begun last by then; 0 before the first."""
        return max((visit.no for visit in self.arrivals if visit.at <= at), default=0)

    def arrived_at(self, visit_no: int) -> datetime | None:
        return next((visit.at for visit in self.visits if visit.no == visit_no), None)

    def when_told(self, matter: str, subject_id: str, principals: Collection[str]) -> datetime | None:
        """When one of the principals was told of a matter that had come up by then."""
        return self._first((each for each in self.told if each.to in principals), matter, subject_id)

    def when_written(self, matter: str, subject_id: str) -> datetime | None:
        """When a written record was made of a matter that had come up by then."""
        return self._first(self.written, matter, subject_id)

    def when_countered(self, observation_id: str) -> datetime | None:
        """When measures were arranged against what had been observed by then."""
        return self._first(self.countermeasures, "loss_growing", observation_id)

    def _first(self, tellings: Iterable[Telling], matter: str, subject_id: str) -> datetime | None:
        since = self.to_tell.get((matter, subject_id))
        found = (each.at for each in tellings if each.matter == matter and each.subject_id in (None, subject_id))
        return min((at for at in found if since and since <= at), default=None)


def _agreed(survey: Survey, recorded: Recorded) -> Survey:
    agreed: SurveyAppointmentAgreed = recorded.event  # type: ignore[assignment]
    visit_no = survey.visit_of(recorded.occurred_at) + 1
    made = Appointment(visit_no, recorded.occurred_at, agreed.agreed_time, frozenset(agreed.agreed_by))
    return replace(survey, appointments=(*survey.appointments, made))


def _arrived(survey: Survey, recorded: Recorded) -> Survey:
    arrived: ArrivedOnSite = recorded.event  # type: ignore[assignment]
    return replace(survey, arrivals=(*survey.arrivals, Visit(arrived.visit_no, arrived.at)))


def _presented(survey: Survey, recorded: Recorded) -> Survey:
    presented: ClientNoticePresented = recorded.event  # type: ignore[assignment]
    explained = recorded.occurred_at if presented.explained else None
    return replace(survey, notice=presented, notice_explained_at=survey.notice_explained_at or explained)


def _acknowledged(survey: Survey, recorded: Recorded) -> Survey:
    return replace(survey, acknowledged=recorded.event, acknowledged_at=recorded.occurred_at)


def _informed(survey: Survey, recorded: Recorded) -> Survey:
    informed: PrincipalInformed = recorded.event  # type: ignore[assignment]
    telling = Telling(informed.matter, informed.subject_id, informed.at, informed.principal_id)
    return replace(survey, told=(*survey.told, telling))


def _written(survey: Survey, recorded: Recorded) -> Survey:
    made: WrittenRecordMade = recorded.event  # type: ignore[assignment]
    return replace(survey, written=(*survey.written, Telling(made.matter, made.subject_id, recorded.occurred_at)))


def _interviewed(survey: Survey, recorded: Recorded) -> Survey:
    latest: CaseFactsInterviewed = recorded.event  # type: ignore[assignment]
    told = {name: answer for name, answer in asdict(latest).items() if answer is not None}
    return replace(survey, interview=replace(survey.interview, **told) if survey.interview else latest)


def _explained(survey: Survey, recorded: Recorded) -> Survey:
    explained: ProcedureExplained = recorded.event  # type: ignore[assignment]
    whole = bool(explained.cooperation_items) and explained.neutrality
    return replace(survey, explained_at=survey.explained_at or (recorded.occurred_at if whole else None))


def _salvage_notice(survey: Survey, recorded: Recorded) -> Survey:
    first = survey.salvage_notice_at or recorded.occurred_at
    return replace(survey, salvage_notice=recorded.event, salvage_notice_at=first)


def _notice_refused(survey: Survey, recorded: Recorded) -> Survey:
    return _coming_up(survey, recorded, "client_notice", "")


def _observed(survey: Survey, recorded: Recorded) -> Survey:
    observed: LossAggravationObserved = recorded.event  # type: ignore[assignment]
    return _coming_up(survey, recorded, "loss_growing", observed.observation_id)


def _signature_refused(survey: Survey, recorded: Recorded) -> Survey:
    refused: SurveyRecordSignatureRefused = recorded.event  # type: ignore[assignment]
    return _coming_up(survey, recorded, "survey_record", refused.document_id)


def _coming_up(survey: Survey, recorded: Recorded, matter: str, subject_id: str) -> Survey:
    return replace(survey, to_tell={**survey.to_tell, (matter, subject_id): recorded.occurred_at})


def _countered(survey: Survey, recorded: Recorded) -> Survey:
    agreed: CountermeasuresAgreed = recorded.event  # type: ignore[assignment]
    made = Telling("loss_growing", agreed.observation_id, recorded.occurred_at)
    return replace(survey, countermeasures=(*survey.countermeasures, made))


def _counted(survey: Survey, recorded: Recorded) -> Survey:
    taken: InventoryTaken = recorded.event  # type: ignore[assignment]
    count = Count(recorded.occurred_at, frozenset(item.item_id for item in taken.items))
    return replace(survey, counts=(*survey.counts, count))


def _repair_agreed(survey: Survey, recorded: Recorded) -> Survey:
    agreed: RepairMethodAgreed = recorded.event  # type: ignore[assignment]
    return replace(
        survey,
        repair_methods={**survey.repair_methods, agreed.item_id: agreed},
        repair_agreed_at={agreed.item_id: recorded.occurred_at, **survey.repair_agreed_at},
    )


def _needed(survey: Survey, recorded: Recorded) -> Survey:
    needed: ResurveyNeeded = recorded.event  # type: ignore[assignment]
    made = Resurvey(reason=needed.reason, items=needed.items, needed_at=recorded.occurred_at)
    return replace(survey, resurveys={**survey.resurveys, needed.resurvey_id: made})


def _scheduled(survey: Survey, recorded: Recorded) -> Survey:
    scheduled: ResurveyScheduled = recorded.event  # type: ignore[assignment]
    known = survey.resurveys.get(scheduled.resurvey_id)
    if known is None:
        return survey
    return replace(
        survey,
        resurveys={**survey.resurveys, scheduled.resurvey_id: replace(known, scheduled_at=scheduled.at)},
    )


def _completed(survey: Survey, recorded: Recorded) -> Survey:
    completed: ResurveyCompleted = recorded.event  # type: ignore[assignment]
    known = survey.resurveys.get(completed.resurvey_id)
    if known is None:
        return survey
    done = replace(known, completed_at=recorded.occurred_at)
    return replace(survey, resurveys={**survey.resurveys, completed.resurvey_id: done})


def _recorded(survey: Survey, recorded: Recorded) -> Survey:
    record: SurveyRecordCompleted = recorded.event  # type: ignore[assignment]
    return replace(survey, record=record, documents=survey.documents | {record.document_id})


def _confirmed(survey: Survey, recorded: Recorded) -> Survey:
    confirmed: InventoryCompletenessConfirmed = recorded.event  # type: ignore[assignment]
    return replace(survey, all_counted=confirmed.answer == "all_counted")


def _stated(survey: Survey, recorded: Recorded) -> Survey:
    taken: StatementTaken = recorded.event  # type: ignore[assignment]
    return replace(
        survey,
        statements={**survey.statements, taken.statement_id: taken},
        documents=survey.documents | {taken.statement_id},
        signed_documents=survey.signed_documents | ({taken.statement_id} if taken.signed and taken.sealed else set()),
    )


def _signed(survey: Survey, recorded: Recorded) -> Survey:
    signing: SurveyRecordSigned = recorded.event  # type: ignore[assignment]
    counts = {signing.document_id} if signing.counts else set()
    return replace(survey, signed_documents=survey.signed_documents | counts)


STEPS: Steps = {
    SurveyAppointmentAgreed: _agreed,
    ArrivedOnSite: _arrived,
    ClientNoticePresented: _presented,
    ClientNoticeAcknowledged: _acknowledged,
    ClientNoticeAcknowledgementRefused: _notice_refused,
    PrincipalInformed: _informed,
    WrittenRecordMade: _written,
    CaseFactsInterviewed: _interviewed,
    ProcedureExplained: _explained,
    SalvageNoticeIssued: _salvage_notice,
    SalvageMeasuresTaken: adding("salvage"),
    LossAggravationObserved: _observed,
    CountermeasuresAgreed: _countered,
    PolicyChecksRecorded: keeping("policy_checks"),
    SurveyPlanAgreed: keeping(since="planned_at"),
    InsuredLiaisonDesignated: keeping("liaison"),
    InventoryTaken: _counted,
    DamageItemRecorded: filing("items", by="item_id"),
    WearAssessmentRecorded: filing("wear", by="item_id"),
    DamagePhotoTaken: adding("photos"),
    OperatingDataCaptured: keeping("operating_data"),
    RepairInfoCollected: filing("repair_info", by="item_id"),
    RepairMethodAgreed: _repair_agreed,
    ResurveyNeeded: _needed,
    ResurveyScheduled: _scheduled,
    ResurveyCompleted: _completed,
    SurveyRecordCompleted: _recorded,
    InventoryCompletenessConfirmed: _confirmed,
    StatementTaken: _stated,
    SurveyRecordSigned: _signed,
    SurveyRecordSignatureRefused: _signature_refused,
}
"""Event to what it makes of this part of the assignment."""
