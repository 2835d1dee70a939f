"""The notice of rejection: what is rejected, why, and on what evidence (PICC 三、十四). 拒赔通知书"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.claims.events.rejection import ClaimRejected, RejectionNoticeIssued
from ledger.claims.events.report import LossReported
from ledger.claims.state import Claim
from ledger.forms import words
from ledger.forms.document import NOTHING, Column, Document, Field, Section, Signature, Table, listed
from ledger.forms.form import Form, Need, Source, needed
from ledger.kernel.clock import local_day
from ledger.kernel.law import Text
from ledger.law.manual import CARE, REJECT_EVIDENCE, REJECT_WRITTEN, SERVE

TITLE = Text("拒赔通知书", "Notice of rejection")
PARTS = {
    "reasons": Text("理由", "Reasons"),
    "clauses": Text("适用条款", "Clauses"),
    "evidence": Text("证据", "Evidence"),
}
"""What the notice tells; its evidence by the ids of documents in the dossier."""


def _drawn(source: Source) -> Document:
    claim: Claim = source.state
    reported: LossReported = source.opening
    liability, told = claim.liability, _told(source)
    scope = "整案" if liability.rejected else f"项目 {listed(sorted(liability.rejected_items))}"
    opinion = liability.concurrence.opinion_ref if liability.concurrence else NOTHING
    return Document(
        title=TITLE,
        number=told.notice_no if isinstance(told, RejectionNoticeIssued) else None,
        sections=(
            Section(
                fields=(
                    Field(Text("致被保险人", "To the insured"), None),
                    Field(Text("被保险人代码", "Its key"), reported.insured_id),
                    Field(Text("赔案号", "Claim"), source.key),
                    Field(Text("保单号", "Policy"), claim.report.policy_no),
                    Field(Text("险种", "Line"), words.LINE[claim.report.line_of_business]),
                    Field(Text("出险日期", "Day of loss"), words.day(local_day(reported.loss_time))),
                    Field(Text("出险地点", "Place of loss"), None),
                    Field(Text("拒赔范围", "What is rejected"), scope),
                )
            ),
            Section(paragraphs=(OPENING,)),
            *(Section(tables=(_numbered(text, getattr(told, part)),)) for part, text in PARTS.items()),
            Section(paragraphs=(CLOSING,)),
            Section(
                signatures=(
                    Signature(Text("保险人（盖章）", "Insurer, seal"), claim.report.insurer_id),
                    Signature(Text("被保险人签收", "Received by the insured")),
                )
            ),
        ),
        notes=(
            Text(f"法律部门意见：{opinion}。", f"opinion of the legal department: {opinion}"),
            Text(
                "送达时由被保险人签收或者留存送达记录；邮寄的留存邮寄凭证。",
                "kept on service: the insured's signature or a record of delivery; by post, the receipt",
            ),
        ),
    )


OPENING = (
    "您就上述事故提出的索赔，我公司已经认真查勘和审核。我们理解您的处境，但依照保险合同，"
    "上列范围内的损失我公司不能赔付，现将理由、条款和证据说明如下。"
)
CLOSING = (
    "对本通知有疑问或者另有证据的，请与我公司联系，我们愿意当面解释并重新审核。"
    "双方协商不成的，可以按照保险合同的约定申请仲裁，或者向人民法院起诉。"
)


def _told(source: Source) -> RejectionNoticeIssued | ClaimRejected:
    """The notice as it was made out; where the latest rejection has none yet, that rejection."""
    found: RejectionNoticeIssued | ClaimRejected = source.last(RejectionNoticeIssued, ClaimRejected)
    return found


def _numbered(text: Text, lines: Iterable[str]) -> Table:
    return Table(
        columns=(Column(Text("序号", "No."), 1, "center"), Column(text, 11)),
        rows=tuple((str(number), line) for number, line in enumerate(lines, 1)),
    )


def _lacks_ground(source: Source) -> Text | None:
    missing = [text for part, text in PARTS.items() if not getattr(_told(source), part)]
    if not missing:
        return None
    return Text(
        f"拒赔通知书缺少：{listed(text.zh for text in missing)}。",
        f"the notice lacks: {', '.join(text.en.lower() for text in missing)}",
    )


FORM = Form(
    id="rejection-notice",
    title=TITLE,
    kind="claim",
    basis=(REJECT_WRITTEN, CARE, SERVE, REJECT_EVIDENCE),
    needs=(
        needed(
            REJECT_WRITTEN,
            lambda source: source.state.liability.rejected or source.state.liability.rejected_items,
            "尚未作出拒赔决定（ClaimRejected），没有可以通知的内容。",
            "nothing was rejected that a notice could tell of (ClaimRejected)",
        ),
        Need(CARE, _lacks_ground),
        needed(
            REJECT_EVIDENCE,
            lambda source: source.state.liability.concurrence or not source.bound_by(REJECT_EVIDENCE),
            "法律部门尚未认可拒赔（LegalConcurrenceGiven）。",
            "the legal department has not agreed to the rejection (LegalConcurrenceGiven)",
        ),
    ),
    drawn=_drawn,
)
