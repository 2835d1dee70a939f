"""What contradicts a rule without a time in a claim: the survey: scene, photos, inventory, accounts."""

from __future__ import annotations

from ledger.claims.checklists.survey import ACCOUNTS, BOOKS, SCENE
from ledger.claims.events.survey import (
    AccountsExamined,
    AuditRecordSigned,
    LossEstimated,
    SampleHandedOver,
    ScenePhotosUploaded,
    SceneSketchDrawn,
    ScopeReopened,
    SurveyReportFiled,
)
from ledger.claims.state import Claim, evolve
from ledger.kernel.event import Recorded
from ledger.kernel.finding import Findings, finds, look_through
from ledger.kernel.law import Text
from ledger.kernel.worksheet import total
from ledger.law.manual import AUDIT_RECORD, LOCK_SCOPE, RECONCILE, SAMPLE, UPLOAD

FINDINGS: Findings = []

look_through(FINDINGS, SCENE, evolve, SurveyReportFiled, answered_by=(ScenePhotosUploaded, SceneSketchDrawn))
# Which books there are depends on the business: what is missing is something to look at.
look_through(FINDINGS, BOOKS, evolve, AccountsExamined, severity="notice")
look_through(FINDINGS, ACCOUNTS, evolve, AccountsExamined)


@finds(FINDINGS, UPLOAD, ScenePhotosUploaded)
def photos_without_words(claim: Claim, recorded: Recorded) -> Text | None:
    uploaded: ScenePhotosUploaded = recorded.event  # type: ignore[assignment]
    silent = sum(photo.caption is None for photo in uploaded.photos)
    if not silent:
        return None
    return Text(f"有 {silent} 张照片没有文字说明，请补记。", f"photos without a description: {silent}; describe them")


@finds(FINDINGS, SAMPLE, SampleHandedOver, severity="notice")
def seal_broken(claim: Claim, recorded: Recorded) -> Text | None:
    handed: SampleHandedOver = recorded.event  # type: ignore[assignment]
    if handed.seal_intact:
        return None
    return Text(
        f"样品 {handed.sample_id} 移交时封签已不完整；请说明原因。",
        f"the seal of sample {handed.sample_id} was broken when it was handed over: say why",
    )


@finds(FINDINGS, RECONCILE, LossEstimated)
def estimate_does_not_add_up(claim: Claim, recorded: Recorded) -> Text | None:
    estimated: LossEstimated = recorded.event  # type: ignore[assignment]
    by_class = total(each.amount for each in estimated.by_class)
    if by_class == estimated.total:
        return None
    return Text(
        f"分类估损之和 {by_class} 与合计 {estimated.total} 不一致，请核对。",
        f"the estimates by class come to {by_class}, the total is given as {estimated.total}: check them",
    )


@finds(FINDINGS, LOCK_SCOPE, ScopeReopened, severity="notice")
def added_after_signing(claim: Claim, recorded: Recorded) -> Text | None:
    reopened: ScopeReopened = recorded.event  # type: ignore[assignment]
    added = [item for item in reopened.added_items if item not in claim.survey.listed]
    if claim.survey.list_signed is None or not added:
        return None
    return Text(
        f"清单签字后追加 {len(added)} 项（{'、'.join(added)}），理由：{reopened.reason}",
        f"{len(added)} added after the list was signed ({', '.join(added)}), because: {reopened.reason}",
    )


SIGNATURES = {
    "auditor_signed": Text("查账人签名", "the auditor's signature"),
    "auditor_sealed": Text("查账人盖章", "the auditor's seal"),
    "finance_head_signed": Text("被保险人财务负责人签名", "the signature of the insured's head of finance"),
    "finance_head_sealed": Text("被保险人财务负责人盖章", "the seal of the insured's head of finance"),
}


@finds(FINDINGS, AUDIT_RECORD, AuditRecordSigned, severity="notice")
def record_incomplete(claim: Claim, recorded: Recorded) -> Text | None:
    record: AuditRecordSigned = recorded.event  # type: ignore[assignment]
    missing = [text for name, text in SIGNATURES.items() if not getattr(record, name)]
    if record.insured and not record.fully_insured and record.ratio is None:
        missing.append(Text("承保比例", "how far things are insured"))
    if not missing:
        return None
    return Text(
        f"查账记录缺：{'、'.join(text.zh for text in missing)}；补齐前不视为完成。",
        f"the audit record lacks {', '.join(text.en for text in missing)}: it does not count until it has them",
    )
