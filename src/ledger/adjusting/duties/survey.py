"""Duties in an assignment: the visits to the site, notices, survey record and re-surveys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ledger.adjusting.duties.commission import first_appointment
from ledger.adjusting.events.analysis import LossDetermined, TotalLossConstructed
from ledger.adjusting.events.commission import AdjustersAppointed, SurveyAppointmentAgreed, Zone
from ledger.adjusting.events.survey import (
    ArrivedOnSite,
    ClientNoticeAcknowledged,
    ClientNoticeAcknowledgementRefused,
    ClientNoticePresented,
    CountermeasuresAgreed,
    InventoryCompletenessConfirmed,
    InventoryTaken,
    LossAggravationObserved,
    PrincipalInformed,
    ProcedureExplained,
    RepairMethodAgreed,
    ResurveyCompleted,
    ResurveyNeeded,
    ResurveyScheduled,
    SalvageNoticeIssued,
    StatementTaken,
    SurveyPlanAgreed,
    SurveyRecordCompleted,
    SurveyRecordSignatureRefused,
    SurveyRecordSigned,
    WrittenRecordMade,
)
from ledger.kernel.duty import BY_THEN, Act, Already, Duty, Term, hours, working_days
from ledger.kernel.event import Event
from ledger.kernel.law import Rule
from ledger.law.machinery import (
    ALL_COUNTED,
    ARRIVE_AROUND_CITY,
    ARRIVE_AS_AGREED,
    ARRIVE_IN_CITY,
    ARRIVE_IN_PROVINCE,
    ARRIVE_OUTSIDE_PROVINCE,
    EXPLAIN,
    INFORM_OF_REFUSED_NOTICE,
    INFORM_OF_REFUSED_SIGNATURE,
    INVENTORY,
    LOSS_GROWING,
    NOTICE_PRESENT,
    NOTICE_RECEIPT,
    PLAN,
    REPAIR_METHOD,
    RESURVEY_DISMANTLE,
    RESURVEY_FOLLOWUP,
    RESURVEY_UNCLEAR,
    SALVAGE_NOTICE,
    SIGN_SEAL,
)

# Article 5.1: reaching the scene

ZONES: tuple[tuple[Rule, Zone, int], ...] = (
    (ARRIVE_IN_CITY, "urban", 3),
    (ARRIVE_AROUND_CITY, "surrounding", 6),
    (ARRIVE_IN_PROVINCE, "in_province", 12),
    (ARRIVE_OUTSIDE_PROVINCE, "out_of_province", 24),
)
"""Where the scene lies, and the hours in which it should be reached."""


def _agreed_in_time(assignment: Any, row: Any) -> bool:
    """An agreement replaces a time that still runs; it does not undo that one was missed."""
    return row.due_at is None or assignment.survey.agreements[-1].made_at <= row.due_at


def _agreed_first(assignment: Any, event: SurveyAppointmentAgreed) -> bool:
    """Whether this is the first time agreed with both sides for its visit; later ones move it."""
    made = assignment.survey.appointments[-1]
    return made.by_both and [each.visit_no for each in assignment.survey.agreements].count(made.visit_no) == 1


def _agreed_by_both(assignment: Any, event: SurveyAppointmentAgreed) -> bool:
    return bool(assignment.survey.appointments[-1].by_both)


def _visit_agreed(assignment: Any) -> str:
    return str(assignment.survey.agreements[-1].visit_no)


def _arrival(rule: Rule, zone: Zone, number: int) -> Duty:
    def sent_there(assignment: Any, event: AdjustersAppointed) -> bool:
        first = first_appointment(assignment, event)
        return first and event.zone == zone and not assignment.survey.agreements

    return Duty(
        rule=rule,
        owed_by="adjuster",
        opens=AdjustersAppointed,
        when=sent_there,
        counted_from="accepted_at",
        within=hours(number),
        already=lambda assignment, event, subject, obligor: assignment.survey.arrived_at(1),
        discharged_by=(Act(ArrivedOnSite, at="at"),),
        cancelled_by=(Act(SurveyAppointmentAgreed, when=_agreed_by_both, on=_agreed_in_time),),
    )


ARRIVALS = tuple(_arrival(*each) for each in ZONES)
KEEP_APPOINTMENT = Duty(
    rule=ARRIVE_AS_AGREED,
    owed_by="adjuster",
    opens=SurveyAppointmentAgreed,
    when=_agreed_first,
    subjects=lambda assignment, event: (_visit_agreed(assignment),),
    counted_from="agreed_time",
    within=BY_THEN,
    already=lambda assignment, event, subject, obligor: assignment.survey.arrived_at(int(subject)),
    moved_by=(
        Act(
            SurveyAppointmentAgreed,
            when=_agreed_by_both,
            on=lambda assignment, row: row.subject == _visit_agreed(assignment) and _agreed_in_time(assignment, row),
            to="agreed_time",
        ),
    ),
    discharged_by=(Act(ArrivedOnSite, subject=lambda arrival: str(arrival.event.visit_no), at="at"),),
)


# Article 5.2: with the insured at the scene


def _first_visit(assignment: Any, event: ArrivedOnSite) -> bool:
    return len(assignment.survey.arrivals) == 1


def _telling(matter: str) -> Callable[[Any, PrincipalInformed], bool]:
    """Whether one who commissioned the adjusting was told of a matter."""
    return lambda assignment, event: event.matter == matter and event.principal_id in assignment.commission.principals


def _told(matter: str) -> Already:
    """When that was, of what had come up by then."""
    return lambda assignment, event, subject, obligor: assignment.survey.when_told(
        matter, subject, assignment.commission.principals
    )


def _otherwise(rule: Rule, opens: type[Event], matter: str, signed: Act, member: str = "") -> tuple[Duty, Duty]:
    """What is owed where the insured would not sign: the principal is told, and a record made in writing.

    That it was `signed` after all ends it. `member` of the refusal names the document that was not signed.
    """

    def subject(event: Any) -> str:
        return getattr(event, member) if member else ""

    def concerned(recorded: Any) -> str | None:
        """The document named; where none is, what is told or written is about all of them."""
        return recorded.event.subject_id if member else None

    def same_matter(assignment: Any, event: WrittenRecordMade) -> bool:
        return event.matter == matter

    return (
        Duty(
            rule=rule,
            part="inform",
            owed_by="adjuster",
            opens=opens,
            subjects=lambda assignment, event: (subject(event),),
            target=hours(24),
            already=_told(matter),
            discharged_by=(Act(PrincipalInformed, when=_telling(matter), subject=concerned, at="at"),),
            cancelled_by=(signed,),
        ),
        Duty(
            rule=rule,
            part="record",
            owed_by="adjuster",
            opens=opens,
            subjects=lambda assignment, event: (subject(event),),
            target=hours(24),
            already=lambda assignment, event, subject, obligor: assignment.survey.when_written(matter, subject),
            discharged_by=(Act(WrittenRecordMade, when=same_matter, subject=concerned),),
            cancelled_by=(signed,),
        ),
    )


PRESENT_NOTICE = Duty(
    rule=NOTICE_PRESENT,
    owed_by="adjuster",
    opens=ArrivedOnSite,
    when=_first_visit,
    counted_from="at",
    already=lambda assignment, event, subject, obligor: assignment.survey.notice_explained_at,
    discharged_by=(Act(ClientNoticePresented, when=lambda assignment, event: event.explained),),
)
OBTAIN_RECEIPT = Duty(
    rule=NOTICE_RECEIPT,
    owed_by="adjuster",
    opens=ClientNoticePresented,
    already=lambda assignment, event, subject, obligor: assignment.survey.acknowledged_at,
    discharged_by=(Act(ClientNoticeAcknowledged),),
    cancelled_by=(Act(ClientNoticeAcknowledgementRefused),),
)
WITHOUT_RECEIPT = _otherwise(
    INFORM_OF_REFUSED_NOTICE, ClientNoticeAcknowledgementRefused, "client_notice", Act(ClientNoticeAcknowledged)
)
EXPLAIN_PROCEDURE = Duty(
    rule=EXPLAIN,
    owed_by="adjuster",
    opens=ArrivedOnSite,
    when=_first_visit,
    counted_from="at",
    already=lambda assignment, event, subject, obligor: assignment.survey.explained_at,
    discharged_by=(Act(ProcedureExplained, when=lambda assignment, event: assignment.survey.explained_at is not None),),
)
GIVE_SALVAGE_NOTICE = Duty(
    rule=SALVAGE_NOTICE,
    owed_by="adjuster",
    opens=ArrivedOnSite,
    when=_first_visit,
    counted_from="at",
    already=lambda assignment, event, subject, obligor: assignment.survey.salvage_notice_at,
    discharged_by=(Act(SalvageNoticeIssued),),
)
TELL_OF_GROWING_LOSS = Duty(
    rule=LOSS_GROWING,
    part="inform",
    owed_by="adjuster",
    opens=LossAggravationObserved,
    subjects=lambda assignment, event: (event.observation_id,),
    target=hours(2),
    already=_told("loss_growing"),
    discharged_by=(
        Act(
            PrincipalInformed,
            when=_telling("loss_growing"),
            subject=lambda telling: telling.event.subject_id,
            at="at",
        ),
    ),
)
ARRANGE_MEASURES = Duty(
    rule=LOSS_GROWING,
    part="measures",
    owed_by="adjuster",
    opens=LossAggravationObserved,
    subjects=lambda assignment, event: (event.observation_id,),
    target=hours(2),
    already=lambda assignment, event, subject, obligor: assignment.survey.when_countered(subject),
    discharged_by=(Act(CountermeasuresAgreed, subject=lambda agreed: agreed.event.observation_id),),
)


# Article 5.3.1: the survey

AGREE_PLAN = Duty(
    rule=PLAN,
    owed_by="adjuster",
    opens=ArrivedOnSite,
    when=_first_visit,
    counted_from="at",
    already=lambda assignment, event, subject, obligor: assignment.survey.planned_at,
    discharged_by=(Act(SurveyPlanAgreed),),
)
COUNT = Duty(
    rule=INVENTORY,
    owed_by="adjuster",
    opens=SurveyPlanAgreed,
    already=lambda assignment, event, subject, obligor: min(
        (count.at for count in assignment.survey.counts), default=None
    ),
    discharged_by=(Act(InventoryTaken),),
)
AGREE_REPAIR = Duty(
    rule=REPAIR_METHOD,
    owed_by="adjuster",
    opens=InventoryTaken,
    subjects=lambda assignment, event: [item.item_id for item in event.items],
    already=lambda assignment, event, subject, obligor: assignment.survey.repair_agreed_at.get(subject),
    discharged_by=(Act(RepairMethodAgreed, subject=lambda agreed: agreed.event.item_id),),
    cancelled_by=(
        Act(TotalLossConstructed, subject=lambda lost: lost.event.item_id),
        Act(LossDetermined, on=lambda assignment, row: row.subject in assignment.analysis.written_off),
    ),
)


# Article 5.3.2: re-surveys

RESURVEYS: tuple[tuple[Rule, str, Term | None], ...] = (
    (RESURVEY_UNCLEAR, "undetermined", working_days(3)),
    (RESURVEY_DISMANTLE, "dismantling_or_test", None),
    (RESURVEY_FOLLOWUP, "repair_followup", None),
)
"""Why a re-survey is needed, and the target for arranging it where one is suggested."""


def _resurvey(rule: Rule, reason: str, target: Term | None) -> tuple[Duty, Duty]:
    """To arrange a re-survey, and to carry it out; carried out, it has been arranged."""

    def needed(assignment: Any, event: ResurveyNeeded) -> bool:
        return event.reason == reason

    def named(recorded: Any) -> str:
        return str(recorded.event.resurvey_id)

    return (
        Duty(
            rule=rule,
            part="schedule",
            owed_by="adjuster",
            opens=ResurveyNeeded,
            when=needed,
            subjects=lambda assignment, event: (event.resurvey_id,),
            target=target,
            discharged_by=(Act(ResurveyScheduled, subject=named), Act(ResurveyCompleted, subject=named)),
        ),
        Duty(
            rule=rule,
            part="complete",
            owed_by="adjuster",
            opens=ResurveyNeeded,
            when=needed,
            subjects=lambda assignment, event: (event.resurvey_id,),
            discharged_by=(Act(ResurveyCompleted, subject=named),),
        ),
    )


AGAIN = tuple(duty for each in RESURVEYS for duty in _resurvey(*each))


# Article 5.3.3: the survey record and the notes of interviews

ASK_WHETHER_ALL = Duty(
    rule=ALL_COUNTED,
    owed_by="adjuster",
    opens=SurveyRecordCompleted,
    subjects=lambda assignment, event: (event.document_id,),
    discharged_by=(Act(InventoryCompletenessConfirmed, subject=lambda confirmed: confirmed.event.document_id),),
)


DOCUMENT_SIGNED = Act(
    SurveyRecordSigned,
    when=lambda assignment, event: event.counts,
    subject=lambda signing: signing.event.document_id,
)


def _signing(part: str, opens: type[Event], member: str) -> Duty:
    """The insured's representative signs and seals a document, unless that is refused."""
    return Duty(
        rule=SIGN_SEAL,
        part=part,
        owed_by="adjuster",
        opens=opens,
        subjects=lambda assignment, event: (getattr(event, member),),
        already=lambda assignment, event, subject, obligor: subject in assignment.survey.signed_documents,
        discharged_by=(DOCUMENT_SIGNED,),
        cancelled_by=(Act(SurveyRecordSignatureRefused, subject=lambda refusal: refusal.event.document_id),),
    )


SIGNED = (
    _signing("record", SurveyRecordCompleted, "document_id"),
    _signing("statement", StatementTaken, "statement_id"),
)
WITHOUT_SIGNATURE = _otherwise(
    INFORM_OF_REFUSED_SIGNATURE, SurveyRecordSignatureRefused, "survey_record", DOCUMENT_SIGNED, "document_id"
)

DUTIES: tuple[Duty, ...] = (
    *ARRIVALS,
    KEEP_APPOINTMENT,
    PRESENT_NOTICE,
    OBTAIN_RECEIPT,
    *WITHOUT_RECEIPT,
    EXPLAIN_PROCEDURE,
    GIVE_SALVAGE_NOTICE,
    TELL_OF_GROWING_LOSS,
    ARRANGE_MEASURES,
    AGREE_PLAN,
    COUNT,
    AGREE_REPAIR,
    *AGAIN,
    ASK_WHETHER_ALL,
    *SIGNED,
    *WITHOUT_SIGNATURE,
)
