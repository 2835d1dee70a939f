"""Duties in a claim: the survey: scene, photos, inventory, accounts (PICC 二、注意·二)."""

from __future__ import annotations

from datetime import datetime

from ledger.claims.duties.report import ENDED, since_received
from ledger.claims.events.loss import LossDetermined
from ledger.claims.events.report import LossReported, PolicySnapshotTaken, SurveyDispatched
from ledger.claims.events.survey import (
    AccountsExamined,
    AccountsSealed,
    AuditRecordSigned,
    ClaimCentreDecided,
    DamagedPropertyInventoried,
    DelayExplained,
    DiscrepancyExplained,
    DiscrepancyFound,
    EmergencyRestorationPermitted,
    LossEstimated,
    LossEstimateSigned,
    NextStepsRecommended,
    RepairOnSiteRecorded,
    SalvageUrged,
    SampleTaken,
    ScenePhotosUploaded,
    ScenePhotoTaken,
    ScenePreserved,
    StatementTaken,
    SurveyorArrived,
    SurveyReportFiled,
)
from ledger.claims.state import Claim
from ledger.kernel.duty import Act, Already, Duty
from ledger.kernel.event import Event
from ledger.kernel.law import Rule
from ledger.law.manual import (
    AUDIT_NOTES,
    AUDIT_RECORD,
    EMERGENCY,
    EXAMINE_ACCOUNTS,
    EXPLAIN_DELAY,
    FIRST_HAND,
    INVENTORY,
    KNOW_POLICY,
    PRESERVE,
    RECOMMEND,
    RECONCILE,
    REPLACED_PARTS,
    RESTORE,
    SALVAGE_HELP,
    SAMPLE,
    SEAL,
    SURVEY_REPORT,
    TRUE,
    UPLOAD,
)

WITHOUT_BOOKS = frozenset({"household", "accident_health"})
"""Lines in which the insured is somebody who keeps no accounts."""


def _first(member: str) -> Already:
    """When the survey has it that this was first done."""
    return lambda claim, event, subject, obligor: getattr(claim.survey, member)


# 注意·二(一)(六): on the way

KNOW = Duty(
    rule=KNOW_POLICY,
    owed_by="insurer",
    opens=SurveyDispatched,
    already=lambda claim, event, subject, obligor: claim.report.snapshot_at,
    counted_from=lambda claim, event: claim.report.dispatched_at,
    discharged_by=(Act(PolicySnapshotTaken),),
    before=(Act(SurveyorArrived),),
    cancelled_by=ENDED,
)
HURRY = Duty(
    rule=EMERGENCY,
    owed_by="insurer",
    opens=LossReported,
    when=lambda claim, event: event.insured_type == "power_telecom",
    counted_from="received_at",
    discharged_by=(Act(SurveyorArrived, at="arrived_at"),),
    cancelled_by=ENDED,
)
EXPLAIN = Duty(
    rule=EXPLAIN_DELAY,
    owed_by="insurer",
    opens=LossReported,
    when=lambda claim, event: event.insured_type == "power_telecom",
    counted_from="received_at",
    discharged_by=(Act(SurveyorArrived, at="arrived_at"), Act(DelayExplained)),
    cancelled_by=ENDED,
)
KEEP_FIRST_SCENE = Duty(
    rule=RESTORE,
    owed_by="insurer",
    opens=EmergencyRestorationPermitted,
    already=_first("insured_photos_at"),
    discharged_by=(Act(ScenePhotosUploaded, when=lambda claim, event: event.by == "insured", at="uploaded_at"),),
    cancelled_by=ENDED,
)

# 二, 注意·二(二)(三): at the scene


def _at_the_scene(rule: Rule, done: str, act: Act, when: str = "") -> Duty:
    """What the surveyors do there; it counts from their first arrival, however often they come."""
    return Duty(
        rule=rule,
        owed_by="insurer",
        opens=SurveyorArrived,
        when=lambda claim, event: not when or getattr(event, when),
        already=_first(done),
        counted_from=lambda claim, event: claim.survey.arrived_at,
        discharged_by=(act,),
        cancelled_by=ENDED,
    )


KEEP_SCENE = _at_the_scene(PRESERVE, "preserved_at", Act(ScenePreserved, at="since"), when="preserve_scene")
TAKE_SAMPLE = _at_the_scene(SAMPLE, "sampled_at", Act(SampleTaken, at="taken_at"), when="sampleable")
QUESTION = _at_the_scene(FIRST_HAND, "stated_at", Act(StatementTaken))
URGE_SALVAGE = _at_the_scene(SALVAGE_HELP, "urged_at", Act(SalvageUrged))
COUNT = _at_the_scene(INVENTORY, "inventoried_at", Act(DamagedPropertyInventoried))
WRITE_REPORT = _at_the_scene(SURVEY_REPORT, "survey_report_at", Act(SurveyReportFiled))

# 二4: photos

UPLOAD_PHOTO = Duty(
    rule=UPLOAD,
    owed_by="insurer",
    opens=ScenePhotoTaken,
    subjects=lambda claim, event: (event.photo_hash,),
    already=lambda claim, event, subject, obligor: subject in claim.survey.photos,
    counted_from="taken_at",
    discharged_by=(
        Act(ScenePhotosUploaded, on=lambda claim, row: row.subject in claim.survey.photos, at="uploaded_at"),
    ),
    cancelled_by=ENDED,
)
SHOW_PART = Duty(
    rule=REPLACED_PARTS,
    owed_by="insurer",
    opens=RepairOnSiteRecorded,
    subjects=lambda claim, event: (part.part_id for part in event.replaced_parts),
    already=lambda claim, event, subject, obligor: subject in claim.survey.parts_shown,
    discharged_by=(
        Act(ScenePhotosUploaded, on=lambda claim, row: row.subject in claim.survey.parts_shown, at="uploaded_at"),
    ),
    cancelled_by=ENDED,
)

# 二6: the first estimate


def _reconcile(part: str, done: str, act: type[Event]) -> Duty:
    return Duty(
        rule=RECONCILE,
        part=part,
        owed_by="insurer",
        opens=DamagedPropertyInventoried,
        already=_first(done),
        counted_from=lambda claim, event: claim.survey.inventoried_at,
        discharged_by=(Act(act),),
        cancelled_by=ENDED,
    )


ESTIMATE = _reconcile("estimate", "estimated_at", LossEstimated)
SIGN_ESTIMATE = _reconcile("sign", "estimate_signed_at", LossEstimateSigned)

# 二7, 注意·二(九): the accounts

EXAMINE = Duty(
    rule=EXAMINE_ACCOUNTS,
    owed_by="insurer",
    opens=LossReported,
    when=lambda claim, event: event.line_of_business not in WITHOUT_BOOKS,
    counted_from=since_received,
    discharged_by=(Act(AccountsExamined),),
    cancelled_by=ENDED,
)
SEAL_BOOKS = Duty(
    rule=SEAL,
    owed_by="insurer",
    opens=AccountsExamined,
    when=lambda claim, event: event.sealing_needed,
    already=_first("sealed_at"),
    discharged_by=(Act(AccountsSealed, at="sealed_at"),),
    cancelled_by=ENDED,
)


def _audited(done: str) -> Already:
    """When the record that stands was signed, if it is of this examination and has what is asked for."""

    def when(claim: Claim, event: Event, subject: str, obligor: str) -> datetime | None:
        survey = claim.survey
        if survey.audited_at is None or survey.examined_at is None or survey.audited_at < survey.examined_at:
            return None
        return survey.audited_at if getattr(survey.audit_record, done) else None

    return when


def _audit(rule: Rule, done: str) -> Duty:
    return Duty(
        rule=rule,
        owed_by="insurer",
        opens=AccountsExamined,
        already=_audited(done),
        discharged_by=(Act(AuditRecordSigned, when=lambda claim, event: getattr(event, done)),),
        cancelled_by=ENDED,
    )


CONFIRM_NOTES, SIGN_RECORD = _audit(AUDIT_NOTES, "confirmed"), _audit(AUDIT_RECORD, "complete")
EXPLAIN_DISCREPANCY = Duty(
    rule=TRUE,
    owed_by="insurer",
    opens=DiscrepancyFound,
    subjects=lambda claim, event: (event.discrepancy_id,),
    already=lambda claim, event, subject, obligor: claim.survey.discrepancies[subject],
    discharged_by=(Act(DiscrepancyExplained, subject=lambda found: found.event.discrepancy_id),),
    before=(Act(LossDetermined),),
    cancelled_by=ENDED,
)

# 注意·二(七): the next steps


def _next_steps(part: str, done: str, act: type[Event]) -> Duty:
    return Duty(
        rule=RECOMMEND,
        part=part,
        owed_by="insurer",
        opens=SurveyReportFiled,
        when=lambda claim, event: event.major,
        already=_first(done),
        counted_from=lambda claim, event: claim.survey.survey_report_at,
        discharged_by=(Act(act),),
        cancelled_by=ENDED,
    )


ADVISE = _next_steps("recommend", "recommended_at", NextStepsRecommended)
DECIDE = _next_steps("decide", "decided_at", ClaimCentreDecided)

DUTIES = (
    KNOW,
    HURRY,
    EXPLAIN,
    KEEP_FIRST_SCENE,
    KEEP_SCENE,
    TAKE_SAMPLE,
    QUESTION,
    URGE_SALVAGE,
    COUNT,
    WRITE_REPORT,
    UPLOAD_PHOTO,
    SHOW_PART,
    ESTIMATE,
    SIGN_ESTIMATE,
    EXAMINE,
    SEAL_BOOKS,
    CONFIRM_NOTES,
    SIGN_RECORD,
    EXPLAIN_DISCREPANCY,
    ADVISE,
    DECIDE,
)
