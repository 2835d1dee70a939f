"""What contradicts a rule without a time in an assignment: offer, evaluation, acceptance, adjusters and contact."""

from __future__ import annotations

from ledger.adjusting.checklists.commission import CONTACT
from ledger.adjusting.events.commission import (
    AdjusterReplaced,
    AdjustersAppointed,
    AssignmentAccepted,
    ComplaintReceived,
    EngagementLetterReceived,
    InsuredContacted,
    SurveyAppointmentAgreed,
)
from ledger.adjusting.events.report import ReportIssued
from ledger.adjusting.events.survey import ArrivedOnSite, SurveyRecordCompleted
from ledger.adjusting.rules.commission import WEIGHED
from ledger.adjusting.state import Assignment, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.machinery import (
    CONTACT_CONTENT,
    EVALUATE,
    INDEPENDENCE,
    INTEGRITY,
    LETTER_JOINT,
    LETTER_SINGLE,
)

FINDINGS: Findings = []


# Articles 3.1 and 4.2: who should not have taken it


@finds(FINDINGS, INDEPENDENCE, AssignmentAccepted)
def accepted_without_independence(assignment: Assignment, recorded: Recorded) -> Text | None:
    commission = assignment.commission
    weighed = commission.evaluated.independence if commission.evaluated else None
    if commission.firm_id not in commission.conflicted and (weighed is None or weighed.ok):
        return None
    return Text(
        "公估机构有利害关系或自评不独立，仍接受了委托；应当退出委托。",
        "the firm has an interest, or found itself not independent, and took the assignment: it should give it up",
    )


@finds(FINDINGS, INDEPENDENCE, AdjustersAppointed, AdjusterReplaced, ArrivedOnSite, SurveyRecordCompleted, ReportIssued)
def conflicted_adjuster_acts(assignment: Assignment, recorded: Recorded) -> Text | None:
    commission = evolve(assignment, recorded).commission
    bad = sorted(commission.conflicted & set(commission.adjusters))
    if not bad:
        return None
    return Text(
        f"{'、'.join(bad)} 已申报利害关系，仍在承办本案；请更换公估人员。",
        f"{', '.join(bad)} declared an interest and handles the assignment all the same: appoint somebody else",
    )


@finds(FINDINGS, EVALUATE, AssignmentAccepted, severity="notice")
def accepted_in_spite(assignment: Assignment, recorded: Recorded) -> Text | None:
    evaluated = assignment.commission.evaluated
    bad = [
        text
        for name, text in WEIGHED.items()
        if name != "independence" and (weighed := getattr(evaluated, name, None)) and not weighed.ok
    ]
    if not bad:
        return None
    return Text(
        f"评估认为{'、'.join(text.zh for text in bad)}有不足，仍接受了委托；请说明如何应对。",
        f"the evaluation found {', '.join(text.en for text in bad)} wanting, and the assignment was taken: say how",
    )


# Article 4.1: the commission letter


@finds(FINDINGS, LETTER_JOINT, EngagementLetterReceived, severity="notice")
def one_side_has_not_signed(assignment: Assignment, recorded: Recorded) -> Text | None:
    return _signatures_wanted(assignment, recorded) if assignment.commission.mode == "joint" else None


@finds(FINDINGS, LETTER_SINGLE, EngagementLetterReceived, severity="notice")
def principal_has_not_signed(assignment: Assignment, recorded: Recorded) -> Text | None:
    return _signatures_wanted(assignment, recorded) if assignment.commission.mode != "joint" else None


def _signatures_wanted(assignment: Assignment, recorded: Recorded) -> Text | None:
    wanted = sorted(evolve(assignment, recorded).commission.letter_wanted_of)
    if not wanted:
        return None
    return Text(
        f"委托书尚缺 {'、'.join(wanted)} 的签署。",
        f"the commission letter still wants the signature of {', '.join(wanted)}",
    )


# Article 4.4: what the first contact tells


@finds(FINDINGS, CONTACT_CONTENT, ArrivedOnSite, answered_by=(InsuredContacted, SurveyAppointmentAgreed))
def contact_incomplete(assignment: Assignment, recorded: Recorded) -> Text | None:
    missing = CONTACT.lacking(assignment, CONTACT_CONTENT)
    if assignment.survey.visits or missing is None:
        return None
    return Text(
        f"到达现场前与被保险人的联系中，没有以下记录：{missing.zh}。",
        f"of the contact with the insured before the first visit there is no record of: {missing.en}",
    )


# Annex A: complaints


@finds(FINDINGS, INTEGRITY, ComplaintReceived, severity="notice")
def adjuster_complained_of(assignment: Assignment, recorded: Recorded) -> Text | None:
    complaint: ComplaintReceived = recorded.event  # type: ignore[assignment]
    of = complaint.adjuster_id or assignment.commission.firm_id
    return Text(
        f"收到对 {of} 执业行为的举报 {complaint.complaint_id}；请核查，未经查实不作认定。",
        f"complaint {complaint.complaint_id} of how {of} behaved: look into it; nothing is established by it",
    )
