"""What contradicts a rule without a time in an assignment: visits to the site, notices, survey record."""

from __future__ import annotations

from ledger.adjusting.checklists.survey import (
    CLIENT_NOTICE_FORM,
    DAMAGED_ITEMS,
    INSUREDS_PART,
    INTERVIEWED,
    POLICY,
    RUNNING,
    SALVAGE_NOTICE_FORM,
    VISIT,
)
from ledger.adjusting.events.analysis import LossDetermined
from ledger.adjusting.events.survey import (
    CaseFactsInterviewed,
    ClientNoticeAcknowledged,
    ClientNoticeAcknowledgementRefused,
    ClientNoticePresented,
    DamageItemRecorded,
    DamagePhotoTaken,
    InsuredLiaisonDesignated,
    InventoryTaken,
    OperatingDataCaptured,
    PolicyChecksRecorded,
    PrincipalInformed,
    ProcedureExplained,
    RepairInfoCollected,
    RepairMethodAgreed,
    SalvageMeasuresTaken,
    SalvageNoticeIssued,
    SurveyPlanAgreed,
    SurveyRecordCompleted,
    SurveyRecordSigned,
)
from ledger.adjusting.state import Assignment, evolve
from ledger.kernel.checklist import Checklist
from ledger.kernel.event import Event, Recorded
from ledger.kernel.finding import Findings, Look, Severity, finds, look_through
from ledger.kernel.law import Text
from ledger.law.machinery import (
    ALL_COUNTED,
    INFORM_OF_REFUSED_NOTICE,
    INFORM_OF_REFUSED_SIGNATURE,
    LOSS_GROWING,
    PLAN,
    REPAIR_METHOD,
    SIGN_SEAL,
    WEAR,
)

FINDINGS: Findings = []


# What a form, the visit or the survey lacks. The annexes only inform: what their forms lack deviates. So does what
# should be done "on arrival" or "at the scene", which is no number, and was not done by the end of the survey. What
# the insured owes, who is no organisation of the ledger, is for the adjusters to look to.

look_through(FINDINGS, CLIENT_NOTICE_FORM, evolve, ClientNoticePresented, severity="deviation")
look_through(FINDINGS, SALVAGE_NOTICE_FORM, evolve, SalvageNoticeIssued, severity="deviation")

BY_THE_END: tuple[tuple[Checklist, Severity | None, tuple[type[Event], ...]], ...] = (
    (
        VISIT,
        "deviation",
        (
            ClientNoticePresented,
            ClientNoticeAcknowledged,
            ClientNoticeAcknowledgementRefused,
            ProcedureExplained,
            SalvageNoticeIssued,
        ),
    ),
    (INSUREDS_PART, "notice", (InsuredLiaisonDesignated, SalvageMeasuresTaken)),
    (INTERVIEWED, None, (CaseFactsInterviewed,)),
    (POLICY, None, (PolicyChecksRecorded,)),
    (RUNNING, None, (OperatingDataCaptured,)),
    (DAMAGED_ITEMS, None, (DamageItemRecorded, DamagePhotoTaken, RepairInfoCollected)),
)
for _checklist, _severity, _answers in BY_THE_END:
    look_through(FINDINGS, _checklist, evolve, SurveyRecordCompleted, severity=_severity, answered_by=_answers)


# Who is told


def told_somebody_else(matter: str) -> Look:
    """The look for telling somebody who did not commission the adjusting: the principal is not told by it."""

    def told_somebody_else(assignment: Assignment, recorded: Recorded) -> Text | None:
        told: PrincipalInformed = recorded.event  # type: ignore[assignment]
        if told.matter != matter or told.principal_id in assignment.commission.principals:
            return None
        return Text(
            f"{told.principal_id} 不是本案委托人；请另行告知委托人。",
            f"{told.principal_id} did not commission this assignment: tell the principal as well",
        )

    return told_somebody_else


for _rule, _matter in (
    (INFORM_OF_REFUSED_NOTICE, "client_notice"),
    (INFORM_OF_REFUSED_SIGNATURE, "survey_record"),
    (LOSS_GROWING, "loss_growing"),
):
    finds(FINDINGS, _rule, PrincipalInformed, severity="notice")(told_somebody_else(_matter))


# The order of plan and count, of count and answer, of survey and assessment


@finds(FINDINGS, PLAN, InventoryTaken, severity="deviation", answered_by=(SurveyPlanAgreed,))
def counted_without_plan(assignment: Assignment, recorded: Recorded) -> Text | None:
    if assignment.survey.planned_at:
        return None
    return Text("清点前没有商定查勘方案的记录。", "the damage was counted with no plan of the survey on record")


@finds(FINDINGS, ALL_COUNTED, DamageItemRecorded, severity="notice")
def added_afterwards(assignment: Assignment, recorded: Recorded) -> Text | None:
    item: DamageItemRecorded = recorded.event  # type: ignore[assignment]
    if not assignment.survey.all_counted or item.item_id in assignment.survey.items:
        return None
    return Text(
        f"被保险人确认全部清点完毕之后，又增加了受损项目 {item.item_id}；请说明原因。",
        f"item {item.item_id} was added after the insured had said that all damage was counted: say why",
    )


@finds(FINDINGS, SIGN_SEAL, SurveyRecordSigned, severity="notice")
def signed_without_seal(assignment: Assignment, recorded: Recorded) -> Text | None:
    signing: SurveyRecordSigned = recorded.event  # type: ignore[assignment]
    if signing.counts:
        return None
    return Text(
        f"{signing.document_id} 签字、盖章不齐，不视为签章；没有印章的，请注明原因。",
        f"{signing.document_id} lacks signature or seal and does not count as signed: where there is no seal, say why",
    )


@finds(FINDINGS, WEAR, LossDetermined)
def wear_passed_over(assignment: Assignment, recorded: Recorded) -> Text | None:
    determined: LossDetermined = recorded.event  # type: ignore[assignment]
    worn = assignment.survey.worn
    bad = sorted(item.item_id for item in determined.items if item.item_id in worn and item.wear is None)
    if not bad:
        return None
    return Text(
        f"{'、'.join(bad)} 查勘时已甄别出磨损、腐蚀等，核损时未说明扣除多少（可为零）。",
        f"{', '.join(bad)} showed wear or corrosion at the survey; the assessment does not say what is taken off "
        "for it, be it nothing",
    )


@finds(FINDINGS, REPAIR_METHOD, LossDetermined, severity="deviation", answered_by=(RepairMethodAgreed,))
def repair_not_agreed(assignment: Assignment, recorded: Recorded) -> Text | None:
    determined: LossDetermined = recorded.event  # type: ignore[assignment]
    repaired = {item.item_id for item in determined.items if (item.type or determined.type) == "partial"}
    bad = sorted(repaired - assignment.survey.repair_methods.keys())
    if not bad:
        return None
    return Text(
        f"{'、'.join(bad)} 未与被保险人商定维修方式即核定损失。",
        f"the loss of {', '.join(bad)} was determined before a method of repair had been agreed",
    )
