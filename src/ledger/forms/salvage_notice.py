"""The salvage notice: the insured is asked to save what can be saved (MBA 5.2.4 a), 附录B). 施救告知书"""

from __future__ import annotations

from ledger.forms import words
from ledger.forms.commissioned import ACCEPTED, SIGNATURE_OF_INSURED, TO_THE_INSURED, parties
from ledger.forms.document import Document, Field, Section, Signature
from ledger.forms.form import Form, Source
from ledger.kernel.law import Text
from ledger.law.machinery import INSURED_MITIGATE, PRINCIPLES, SALVAGE_FORM, SALVAGE_NOTICE

TITLE = Text("施救告知书", "Salvage notice")
SAID = (
    "对您遭受的损失，我们深表慰问。",
    "我公司受上述委托人委托，独立、客观、公正地办理本次事故的公估，一切依照法律和保险合同进行。",
    "依照《中华人民共和国保险法》第五十七条，出险以后被保险人有义务尽力防止损失发生、减轻已经发生的损失；"
    "为此必要而合理的花费，由保险人在损失赔款之外另行承担，以保险金额为限。",
    "请您立即组织施救和保护现场，不使损失扩大，并保存施救费用的票据和施救前后的照片。",
)


def _drawn(source: Source) -> Document:
    issued = source.state.survey.salvage_notice
    return Document(
        title=TITLE,
        number=issued.notice_ref if issued else None,
        sections=(
            Section(
                fields=(
                    TO_THE_INSURED,
                    *parties(source),
                    Field(Text("出险日期", "Day of the accident"), words.day(issued.accident_on) if issued else None),
                    Field(Text("出险原因", "Its cause"), issued.cause if issued else None),
                )
            ),
            Section(paragraphs=SAID),
            Section(
                signatures=(
                    Signature(SIGNATURE_OF_INSURED),
                    Signature(Text("公估人（签名）", "Adjuster, signature"), issued.adjuster_id if issued else None),
                )
            ),
        ),
        notes=tuple(
            Text(f"{label}签署日期：{words.day(on)}。", f"signed by the {en} on {on}")
            for label, en, on in (
                ("被保险人", "insured", issued and issued.insured_on),
                ("公估人", "adjuster", issued and issued.adjuster_on),
            )
            if on
        ),
    )


FORM = Form(
    id="salvage-notice",
    title=TITLE,
    kind="assignment",
    basis=(SALVAGE_NOTICE, SALVAGE_FORM, INSURED_MITIGATE, PRINCIPLES),
    needs=(ACCEPTED,),
    drawn=_drawn,
)
