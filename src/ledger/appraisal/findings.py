"""What an appraisal's facts say against a rule that sets no time (SMX 一, 二). 发现"""

from __future__ import annotations

from datetime import timedelta

from ledger.appraisal.duties import LIVE
from ledger.appraisal.events import (
    AppraisalCommissionAccepted,
    AppraisalOpinionIssued,
    AppraisalProcessRecorded,
    AppraisalStarted,
    CommissionLetterSigned,
    JointCommissionExplained,
    ProcessRecordSigned,
    TruthDeclarationSigned,
)
from ledger.appraisal.state import Appraisal
from ledger.kernel.clock import local_day
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds
from ledger.kernel.law import Text
from ledger.law.sanmenxia import (
    EXPLANATION_CONTENT,
    INSURER_EXPLAINS_JOINT,
    PARTY_TRUTHFUL,
    RECORD_LIVE,
    RECUSAL,
    SIGN_COMMISSION_LETTER,
    SIGN_RECORDS,
)

FINDINGS: Findings = []


# Article 一: the commission


@finds(FINDINGS, INSURER_EXPLAINS_JOINT, AppraisalCommissionAccepted, answered_by=(JointCommissionExplained,))
def insurer_never_explained(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    """The request opens the stream, so acceptance is the first step that can follow an explanation."""
    if appraisal.mode != "unilateral_insurer" or appraisal.explained:
        return None
    return Text(
        "保险机构单方委托，受理前没有向涉保当事人完整说明共同委托的记录；请保险机构补作说明并如实登记。",
        "the insurer commissioned alone and had not fully explained joint commissioning before acceptance: "
        "it should explain now and record when it did",
    )


CONTENTS = {
    "meaning": Text("意义", "meaning"),
    "procedure": Text("程序", "procedure"),
    "legal_consequences": Text("法律后果", "legal consequences"),
}


@finds(FINDINGS, EXPLANATION_CONTENT, JointCommissionExplained)
def explanation_incomplete(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    missing = [text for name, text in CONTENTS.items() if not getattr(recorded.event, name)]
    if not missing:
        return None
    return Text(
        f"共同委托的说明缺少：{'、'.join(text.zh for text in missing)}；不视为已履行说明义务，请补充说明。",
        f"the explanation of joint commissioning left out: {', '.join(text.en for text in missing)}; "
        "it does not count until it is complete",
    )


@finds(FINDINGS, SIGN_COMMISSION_LETTER, AppraisalStarted, answered_by=(CommissionLetterSigned,))
def started_without_letter(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    if appraisal.letter:
        return None
    return Text(
        "鉴定开始时账本中没有已签订的司法鉴定委托书；请补签或补记，并说明原因。",
        "the appraisal started and no commission letter was on record: sign or record it, and say why",
    )


@finds(FINDINGS, SIGN_COMMISSION_LETTER, CommissionLetterSigned, severity="deviation")
def letter_after_start(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    """By the times of both, whichever was recorded first."""
    begun = [session.started_at for session in appraisal.sessions.values() if session.started_at]
    if appraisal.letter or not begun or min(begun) >= recorded.occurred_at:
        return None
    return Text(
        "鉴定开始后才签订司法鉴定委托书；委托书宜在鉴定开始前签订，请说明原因。",
        "the commission letter was signed only after the appraisal had started: it should come first; say why not",
    )


@finds(
    FINDINGS,
    PARTY_TRUTHFUL,
    AppraisalCommissionAccepted,
    AppraisalOpinionIssued,
    severity="deviation",
    answered_by=(TruthDeclarationSigned,),
)
def materials_undeclared(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    match recorded.event:
        case AppraisalOpinionIssued(materials_used=names):
            concerned = {*names, *(name for name, material in appraisal.materials.items() if material.used)}
        case _:
            concerned = set(appraisal.materials)
    parties = appraisal.principals - set(appraisal.insurers)
    bad = sorted(
        name
        for name in concerned - appraisal.declared_truthful
        if name in appraisal.materials and appraisal.materials[name].submitted_by in parties
    )
    if not bad:
        return None
    return Text(
        f"当事人提交的材料 {'、'.join(bad)} 没有真实性声明；请当事人补签声明。",
        f"materials handed in by a party without its declaration of truth: {', '.join(bad)}; have it signed",
    )


# Article 二: the examination


@finds(FINDINGS, RECUSAL, AppraisalStarted)
def conflicted_appraiser_acted(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    started: AppraisalStarted = recorded.event  # type: ignore[assignment]
    bad = sorted((appraisal.conflicts | appraisal.recused) & set(started.appraisers))
    if not bad:
        return None
    return Text(
        f"{'、'.join(bad)} 已申报利害关系或已回避，仍实施了鉴定；请更换鉴定人并重新实施。",
        f"{', '.join(bad)} had declared an interest or recused, and examined all the same: "
        "replace the appraiser and examine anew",
    )


@finds(FINDINGS, RECORD_LIVE, AppraisalProcessRecorded, severity="deviation")
def recorded_afterwards(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    made: AppraisalProcessRecorded = recorded.event  # type: ignore[assignment]
    if not LIVE.due(made.occurred_at).missed_by(made.recorded_at):
        return None
    hours = (made.recorded_at - made.occurred_at) // timedelta(hours=1)
    return Text(
        f"记录 {made.record_id} 在步骤发生 {hours} 小时后才作出，不是实时记录；请说明补记原因。",
        f"record {made.record_id} was made {hours} hours after the step, not as it happened: say why",
    )


@finds(FINDINGS, SIGN_RECORDS, ProcessRecordSigned, severity="deviation")
def signed_afterwards(appraisal: Appraisal, recorded: Recorded) -> Text | None:
    signing: ProcessRecordSigned = recorded.event  # type: ignore[assignment]
    record = appraisal.records.get(signing.record_id)
    if record is None or record.made_at is None:
        return None
    made, signed = local_day(record.made_at), local_day(recorded.occurred_at)
    if signed <= made:
        return None
    return Text(
        f"记录 {signing.record_id} 作出于 {made}，{signed} 才签名；宜当日签名，请说明原因。",
        f"record {signing.record_id} was made on {made} and signed only on {signed}: it should be signed that day",
    )
