"""The client notice: who adjusts, by which principles, and where to complain (MBA 附录A). 客户告知书"""

from __future__ import annotations

from ledger.forms import words
from ledger.forms.commissioned import ACCEPTED, TO_THE_INSURED, parties
from ledger.forms.document import Document, Field, Section, Signature
from ledger.forms.form import Form, Source
from ledger.kernel.law import Text
from ledger.law.machinery import CLIENT_NOTICE, COMPLAINT, DISPUTE, FIELDS, INTEGRITY, NOTICE_PRESENT, NOTICE_RECEIPT

TITLE = Text("客户告知书", "Client notice")
SAID = (
    "我公司接受上述委托人的委托，承办本次事故的保险公估。公估人员到达现场后，会向您出示本告知书并逐项讲解。",
    "诚信从业：我公司依法经营，廉洁自律，诚实守信；公估人员恪守职业规范和职业道德，独立、客观、公正地工作，"
    "不偏向任何一方。",
    "投诉举报：公估人员行为不当的，请拨打上列服务电话向我公司举报，并请一并提供证据。",
    "争议解决：对公估有争议的，各方先友好协商；协商不成的，可以通过诉讼或者仲裁解决。",
    "请阅读以上内容后签章，表示已经知悉；签章不影响您的任何权利。",
)


def _drawn(source: Source) -> Document:
    survey = source.state.survey
    receipt = survey.acknowledged
    return Document(
        title=TITLE,
        sections=(
            Section(
                fields=(
                    TO_THE_INSURED,
                    *parties(source),
                    Field(Text("承办公估人员", "Adjusters"), "、".join(source.state.commission.adjusters) or None),
                    Field(Text("公司地址", "Address"), None),
                    Field(Text("邮政编码", "Postcode"), None),
                    Field(Text("24 小时服务电话", "24-hour telephone"), None),
                    Field(Text("业务范围", "Scope of business"), None),
                )
            ),
            Section(paragraphs=SAID),
            Section(
                signatures=(
                    Signature(Text("客户（签章）", "Client, signature or seal"), survey.notice and survey.notice.to),
                    Signature(Text("公估机构（盖章）", "Adjusting firm, seal"), source.state.commission.firm_id),
                )
            ),
        ),
        notes=(
            *([Text(f"文本版本：{survey.notice.template_version}。", "version of the text")] if survey.notice else []),
            *(
                [Text(f"回执：{receipt.ref}，{words.day(receipt.dated)}。", f"receipt {receipt.ref}, {receipt.dated}")]
                if receipt
                else []
            ),
        ),
    )


FORM = Form(
    id="client-notice",
    title=TITLE,
    kind="assignment",
    basis=(CLIENT_NOTICE, FIELDS, INTEGRITY, COMPLAINT, DISPUTE, NOTICE_PRESENT, NOTICE_RECEIPT),
    needs=(ACCEPTED,),
    drawn=_drawn,
)
