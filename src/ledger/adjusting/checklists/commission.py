"""What must be there of the commission letter and of the first contact with the insured (MBA 4.1, 4.4)."""

from __future__ import annotations

from ledger.kernel.checklist import Checklist, Item
from ledger.kernel.law import Text
from ledger.law.machinery import CONTACT_CONTENT, LETTER_JOINT, LETTER_SINGLE

LETTER = Checklist(
    id="letter",
    title=Text("委托书", "Commission letter"),
    items=(
        Item(
            id="joint",
            text=Text("保险人和被保险人双方签署的委托书", "a letter signed by both insurer and insured"),
            rule=LETTER_JOINT,
            applies=lambda state: state.commission.mode == "joint",
            done=lambda state: state.commission.letter_complete,
        ),
        Item(
            id="single",
            text=Text("委托人签署的委托书", "a letter signed by the principal"),
            rule=LETTER_SINGLE,
            applies=lambda state: state.commission.mode != "joint",
            done=lambda state: state.commission.letter_complete,
        ),
    ),
)
CONTACT = Checklist(
    id="contact",
    title=Text("首次联系内容", "First contact"),
    items=(
        Item(
            id="identity",
            text=Text("说明身份", "telling who the adjusters are"),
            rule=CONTACT_CONTENT,
            done=lambda state: "identity" in state.commission.told,
        ),
        Item(
            id="commission",
            text=Text("说明受托事项", "telling on what commission"),
            rule=CONTACT_CONTENT,
            done=lambda state: "commission" in state.commission.told,
        ),
        Item(
            id="arranged",
            text=Text("约定查勘时间和地点", "arranging time and place of the survey"),
            rule=CONTACT_CONTENT,
            done=lambda state: state.survey.arranged,
        ),
    ),
)
CHECKLISTS = (LETTER, CONTACT)
