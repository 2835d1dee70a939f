"""Events of a claim: the third party who answers for the loss, waivers and prejudice (PICC 四(五)、十一)."""

from __future__ import annotations

from typing import Literal

from ledger.kernel.codes import Id, Instant, Money, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event


class ThirdPartyLiabilityIdentified(Event, by=("insurer",)):
    """By law or agreement somebody else answers for the loss. 认定第三者责任

    Source: PICC 四(五). `third_party` is a key in the insurer's books, never a name.
    """

    third_party: Id
    basis: Words


class ThirdPartyFoundNotLiable(Event, by=("insurer",)):
    """Whoever was thought to answer for the loss does not. 排除第三者责任

    Source: PICC 四(五). Without `third_party` nobody else answers for it at all, whatever was filed.
    """

    third_party: Id | None = None
    basis: Words


class InsuredGuidedToThirdParty(Event, by=("insurer",)):
    """The insured was told to claim from the third party first. 引导先向第三者索赔

    Source: PICC 四(五). Without `third_party` it was about all of them.
    """

    at: Instant
    third_party: Id | None = None


class PayFirstRequested(Event, by=("insurer",)):
    """The third party does not pay, and the insured asked the insurer to pay first. 先行赔付请求

    Source: PICC 四(五), 十一(二). `refusal_evidence` refers to what proves that the third party did not pay.
    """

    request_ref: Id
    refusal_evidence: Id | None = None


class SubrogationAssigned(Event, by=("insurer",)):
    """The insured assigned the claim against the third party to the insurer. 权益转让书签署

    Source: PICC 四(五), 十一.
    """

    letter_ref: Id
    amount: Money
    third_party: Id


class ThirdPartyCompensationReceived(Event, by=("insurer",)):
    """The insured has money from the third party already. 已获第三者赔偿

    Source: PICC 四(五).
    """

    amount: Money
    third_party: Id
    received_at: Instant


class RecoveryRightWaived(Event, by=("insurer",)):
    """The insured gave up a claim against the third party, or some of it. 放弃追偿权

    Source: PICC 四(五)、十一. `claim_amount` is the whole claim against the third party, `waived_amount` what of it
    was given up; `consent_ref` refers to the insurer's consent.
    """

    waiver_id: Id
    third_party: Id
    by: Id
    claim_amount: Money
    waived_amount: Money
    waived_at: Instant
    consent_ref: Id | None = None


class WaiverDeclaredVoid(Event, by=("insurer",)):
    """The insurer declared a waiver void: it came after payment, without consent. 放弃无效

    Source: PICC 四(五)、十一.
    """

    waiver_id: Id
    reason: Words


class SubrogationPrejudiced(Event, by=("insurer",)):
    """Through a fault of the insured the insurer cannot recover from the third party. 妨碍代位求偿

    Source: PICC 四(五)、十一. `unrecoverable_amount` is what is lost to recovery by it, in yuan; a `lesser` fault than
    gross negligence costs the insured nothing.
    """

    third_party: Id
    fault: Literal["intent", "gross_negligence", "lesser"]
    unrecoverable_amount: Money


class IndemnityAbated(Event, by=("insurer",)):
    """The insurer pays less, because of a waiver before payment or of prejudice to recovery. 扣减保险金

    Source: PICC 四(五)、十一. `waiver_id` is that of the waiver.
    """

    amount: Money
    ground: Literal["waiver", "prejudice"]
    waiver_id: Id | None = None


class RefundDemanded(Event, by=("insurer",)):
    """The insurer demands back what it paid: for prejudice to recovery, or because it was too much. 要求返还保险金

    Source: PICC 四(五)、十一; `overpaid`: by the latest approval, or because nothing is covered.
    """

    amount: Money
    ground: Literal["prejudice", "overpaid"] = "prejudice"


EVENTS = events_of(__name__)
