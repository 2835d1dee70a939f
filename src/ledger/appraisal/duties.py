"""Duties of an appraisal: what is to be explained, confirmed, returned, shown and recorded (SMX 一, 二(二))."""

from __future__ import annotations

from datetime import datetime

from ledger.appraisal.events import (
    AppraisalCommissionDeclined,
    AppraisalCommissionTerminated,
    AppraisalMaterialConfirmed,
    AppraisalMaterialsReturned,
    AppraisalMaterialSubmitted,
    AppraisalMaterialUsed,
    AppraisalOpinionIssued,
    AppraisalProcessRecorded,
    AppraisalRequested,
    AppraisalSessionScheduled,
    AppraisalStarted,
    AppraiserLicenceShown,
    DeclineStatementIssued,
    JointCommissionExplained,
)
from ledger.appraisal.state import Appraisal
from ledger.kernel.duty import Act, Duty, hours
from ledger.law.sanmenxia import (
    CONFIRM_MATERIALS,
    DECLINE_STATEMENT,
    INSURER_EXPLAINS_JOINT,
    RECORD_LIVE,
    RETURN_MATERIALS,
    SHOW_LICENCE,
)

ENDED = (Act(AppraisalCommissionDeclined), Act(AppraisalCommissionTerminated), Act(AppraisalOpinionIssued))


LIVE = hours(24)
"""A record made later than this after the step is hardly of the moment; the text gives no number."""


def _all_shown(appraisal: Appraisal, session_id: str) -> bool:
    session = appraisal.sessions.get(session_id)
    shown = session.licences_shown if session else frozenset()
    return session is not None and bool(shown) and set(session.appraisers) <= shown


def _recorded(appraisal: Appraisal, session_id: str) -> datetime | None:
    """When the first record since its start was made."""
    session = appraisal.sessions.get(session_id)
    begun = session.started_at if session else None
    made = [each.made_at for each in appraisal.records.values() if each.session_id == session_id and each.made_at]
    return min((at for at in made if begun is None or begun <= at), default=None)


def _all_returned(appraisal: Appraisal) -> bool:
    return all(material.returned for material in appraisal.materials.values())


EXPLAIN = Duty(
    rule=INSURER_EXPLAINS_JOINT,
    owed_by="insurer",
    opens=AppraisalRequested,
    discharged_by=(
        Act(
            JointCommissionExplained,
            when=lambda appraisal, event: event.complete,
            obligor=lambda explaining: explaining.organisation,
        ),
    ),
    cancelled_by=ENDED,
)
CONFIRM = Duty(
    rule=CONFIRM_MATERIALS,
    owed_by="insurer",
    opens=AppraisalMaterialSubmitted,
    when=lambda appraisal, event: appraisal.mode == "joint",
    obligors=lambda appraisal, event: sorted(appraisal.principals & set(appraisal.insurers)),
    subjects=lambda appraisal, event: (event.material_id,),
    discharged_by=(
        Act(
            AppraisalMaterialConfirmed,
            subject=lambda confirming: confirming.event.material_id,
            obligor=lambda confirming: confirming.event.by,
        ),
    ),
    before=(Act(AppraisalMaterialUsed, subject=lambda use: use.event.material_id),),
    cancelled_by=ENDED,
)
STATE_REASONS = Duty(
    rule=DECLINE_STATEMENT,
    owed_by="appraisal_agency",
    opens=AppraisalCommissionDeclined,
    already=lambda appraisal, event, subject, obligor: appraisal.decline_statement_no is not None,
    discharged_by=(Act(DeclineStatementIssued),),
)
RETURN = Duty(
    rule=RETURN_MATERIALS,
    owed_by="appraisal_agency",
    opens=AppraisalCommissionDeclined,
    when=lambda appraisal, event: bool(appraisal.materials),
    already=lambda appraisal, event, subject, obligor: _all_returned(appraisal),
    discharged_by=(Act(AppraisalMaterialsReturned, when=lambda appraisal, event: _all_returned(appraisal)),),
)
SHOW = Duty(
    rule=SHOW_LICENCE,
    owed_by="appraisal_agency",
    opens=AppraisalSessionScheduled,
    subjects=lambda appraisal, event: (event.session_id,),
    already=lambda appraisal, event, subject, obligor: _all_shown(appraisal, subject),
    discharged_by=(
        Act(
            AppraiserLicenceShown,
            when=lambda appraisal, event: _all_shown(appraisal, event.session_id),
            subject=lambda showing: showing.event.session_id,
        ),
    ),
    before=(Act(AppraisalStarted, subject=lambda start: start.event.session_id),),
    cancelled_by=(Act(AppraisalCommissionTerminated),),
)
RECORD = Duty(
    rule=RECORD_LIVE,
    owed_by="appraisal_agency",
    opens=AppraisalStarted,
    subjects=lambda appraisal, event: (event.session_id,),
    already=lambda appraisal, event, subject, obligor: _recorded(appraisal, subject),
    target=LIVE,
    discharged_by=(Act(AppraisalProcessRecorded, subject=lambda record: record.event.session_id, at="recorded_at"),),
)
DUTIES = (EXPLAIN, CONFIRM, STATE_REASONS, RETURN, SHOW, RECORD)
