"""Events of a claim: the report, the cover, filing and dispatch (PICC 一、十五(一)、注意·一)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.kernel.codes import Area, Id, Instant, Line, Money, Ratio, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Part, Sealed
from ledger.kernel.law import carries
from ledger.kernel.losses import ValueBasis
from ledger.law.manual import COINSURANCE, LEAD_CONVENES_JOINT_SURVEY

PropertyClass = Literal["building", "machine", "pipeline", "other_fixed", "stock", "off_book", "other"]
"""What sort of property it is; the first four are fixed assets, `off_book` is off the books or held for others."""

# 一: the report and the cover


class LossReported(Event, by=("insurer",), opens="only"):
    """A loss was reported to the insurer; the claim begins. 报案

    Source: PICC 一. The stream's key is the claim number. `insured_id` is the insured's key in the insurer's
    books, never a name; `received_at` is when the report reached the insurer, `loss_time` when the loss happened;
    `place` is sealed, for it may be where somebody lives, and `jurisdiction` its area; `cause_hint` never has names
    of persons or their health. `incident_id` names the disaster incident it belongs to. `lead` says, of a co-insured
    policy, whether this insurer leads; `major` that the loss looks major from the first.
    """

    insurer_id: Id
    reporter: Sealed[str] | None = None
    insured_id: Id
    insured_type: Literal["general", "power_telecom"] = "general"
    policy_no: Id | None = None
    line_of_business: Line
    loss_time: Instant
    place: Sealed[str]
    cause_hint: Words | None = None
    received_at: Instant
    channel: Literal["hotline", "branch", "online", "agent", "other"] = "hotline"
    coinsurance: bool = False
    lead: bool | None = None
    major: bool = False
    jurisdiction: Area
    incident_id: Id | None = None


@carries(COINSURANCE)
class CoInsurer(Part, frozen=True, kw_only=True):
    """Another insurer (or another branch) under the same contract, and its share; no double insurance. 共保或联保方

    `leads` names the leader, where that is not the insurer of the claim.
    """

    insurer_id: Id
    kind: Literal["coinsurance", "joint_branch"] = "coinsurance"
    share: Ratio | None = None
    leads: bool = False


class CoverageQueried(Event, by=("insurer",)):
    """The cover of the reported loss was looked up. 承保查询

    Source: PICC 一(二). Where a policy was `found`, four questions are answered: whether the insured is insured
    here, whether there is reinsurance or co-insurance, and whether the premium is paid. `coinsurers` are the
    others under the contract, `lead` says whether this insurer leads; `by` is the officer's staff id.
    """

    policy_no: Id | None = None
    found: bool
    insured_here: bool | None = None
    reinsurance: bool | None = None
    coinsurance: bool | None = None
    premium_paid: bool | None = None
    coinsurers: tuple[CoInsurer, ...] = ()
    lead: bool | None = None
    queried_at: Instant
    by: Id

    @property
    def complete(self) -> bool:
        """Whether it answers everything that is to be found out."""
        answers = (self.insured_here, self.reinsurance, self.coinsurance, self.premium_paid)
        return not self.found or None not in answers


class InsuredItem(Part, frozen=True, kw_only=True):
    """One item of the policy as it stood: sum insured, what its value is measured by, deductible. 保险标的"""

    item_id: Id
    item_class: PropertyClass
    sum_insured: Money
    value_basis: ValueBasis
    insured_value: Money | None = None
    deductible_amount: Money | None = None
    deductible_rate: Ratio | None = None
    deductible_mode: Literal["amount", "rate", "higher_of"] | None = None
    agreed_value: bool = False


class PolicySnapshotTaken(Event, by=("insurer",)):
    """Policy and endorsements were copied as they stood; the claim is settled on these terms. 查抄保单

    Source: PICC 一(二), 注意·二(一). The period runs from the first day to the last, both included. `location`, the
    insured address, may be where somebody lives.
    """

    policy_no: Id
    policy_version: Words
    endorsements: tuple[Words, ...] = ()
    period_from: date
    period_to: date
    location: Sealed[str]
    form: Literal["comprehensive", "basic", "all_risks", "other"]
    extension_clauses: tuple[Words, ...] = ()
    items: tuple[InsuredItem, ...]
    special_terms: tuple[Words, ...] = ()
    premium_paid: bool | None = None


class UnmatchedReportOpened(Event, by=("insurer",)):
    """No cover was found; the report is handled without a policy. 无保单报案

    Source: PICC 一(二).
    """

    reason: Literal["line_not_in_system", "no_record"]


class ReportMatchedToPolicy(Event, by=("insurer",)):
    """A report without a policy found its policy. 转有保单报案

    Source: PICC 一(二). `feedback_from` is who told of the policy.
    """

    policy_no: Id
    feedback_from: Literal["surveyor", "underwriting", "other"]


class ReportCancelled(Event, by=("insurer",)):
    """The report was struck out; its stream stays. 报案注销

    Source: PICC 一(二), 三.
    """

    reason: Words
    ground: Literal["withdrawn", "duplicate", "mistake", "no_cover"]


class ClaimFiled(Event, by=("insurer",)):
    """The claim was put on file. 立案

    Source: PICC 九(一), 四(四). `third_party` says that somebody else may be liable, `over_authority` that it is
    beyond the handling company's authority, `disputed` that cause, liability or amount is in dispute.
    """

    filed_at: Instant
    third_party: bool = False
    over_authority: bool = False
    major: bool = False
    disputed: bool = False


class ClaimTaskForceFormed(Event, by=("insurer",)):
    """A leading group for the claim was formed. 成立理赔工作领导小组

    Source: PICC 一(一). `members` are staff ids.
    """

    members: tuple[Id, ...]


class SuperiorNotified(Event, by=("insurer",)):
    """The superior company was told. 上报上级公司

    Source: PICC 一(一), 十二(二).
    """

    to: Id
    content: Words
    at: Instant


# 十五(一)(二)、注意·一: co-insurance


class CoInsurersNotified(Event, by=("insurer",)):
    """A co-insurer was told of the loss. 通知共保/联保方

    Source: PICC 十五(一), 注意·一. One event a co-insurer; `joint_survey_required` says that the agreement with it
    asks for a joint survey.
    """

    member_id: Id
    at: Instant
    channel: Literal["phone", "written", "email", "system", "other"]
    joint_survey_required: bool = False


class HotlineTransferMade(Event, by=("insurer",)):
    """A report of a co-insured loss was passed on to the hotline. 95518转报案

    Source: PICC 十五(一). `received_at` is when the unit that passes it on had received it; `lead`, whether this
    insurer leads, may not be known so early: what a query of the cover says of it prevails.
    """

    received_at: Instant
    transferred_at: Instant
    lead: bool | None = None


@carries(LEAD_CONVENES_JOINT_SURVEY)
class JointSurveyArranged(Event, by=("insurer",)):
    """Co-insurers were called to survey and assess together. 安排共同查勘定损

    Source: PICC 十五(二), 注意·一. `agreement_clause` is where the agreement asks for it, if it does.
    """

    participants: tuple[Id, ...]
    agreement_clause: Words | None = None


# 一(三): dispatch


class SurveyDispatched(Event, by=("insurer",)):
    """Surveyors were sent out. 调度查勘

    Source: PICC 一(三). `in_three_centres` says whether the place is within the reach of the three centres; what
    follows from that is cut off in the text we have. `place` may be where somebody lives.
    """

    surveyor_ids: tuple[Id, ...]
    place: Sealed[str]
    in_three_centres: bool = False


EVENTS = events_of(__name__)
