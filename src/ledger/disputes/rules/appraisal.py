"""What a dispute over an appraisal refuses: an extension not agreed as it must be, and references to nothing."""

from __future__ import annotations

from ledger.disputes.duties.appraisal import last_day_to_reply
from ledger.disputes.events.appraisal import (
    DisputeFlaggedForExpertReview,
    MediationRequested,
    ObjectionRaised,
    ObjectionReplied,
    ReplyExtensionAgreed,
)
from ledger.disputes.state import Dispute
from ledger.kernel.clock import local_day
from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.event import Proposed
from ledger.kernel.facts import DisputedAppraisal
from ledger.kernel.law import Text
from ledger.law.house import IN_ORDER, KNOWN_REFERENCE, OPEN_ONCE
from ledger.law.sanmenxia import EXTEND_BY_AGREEMENT, RAISE_OBJECTION

REFUSALS: Refusals = []

# The appraisal in dispute


@refuses(REFUSALS, KNOWN_REFERENCE, ObjectionRaised, MediationRequested, DisputeFlaggedForExpertReview)
def appraisal_unknown(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    """Without the appraisal there is no agency to answer and no area whose regulator could see it."""
    if any(facts.every(DisputedAppraisal)):
        return None
    return Text("所涉司法鉴定不在账本中。", "no such appraisal is in the ledger")


@refuses(REFUSALS, RAISE_OBJECTION, ObjectionRaised)
def agency_objects_to_itself(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    raised: ObjectionRaised = proposed.event  # type: ignore[assignment]
    agency = raised.agency_id or next((each.agency_id for each in facts.every(DisputedAppraisal)), "")
    if raised.by != agency:
        return None
    return Text(
        "异议由涉保当事人或保险机构提出，鉴定机构不能对自己的执业提出异议。",
        "a party or an insurer objects to how the agency practised: an agency cannot object to itself",
    )


# Objections and their replies


@refuses(REFUSALS, OPEN_ONCE, ObjectionRaised)
def objection_there_already(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    """Raised again under its id, an objection would have a second day of receipt."""
    raised: ObjectionRaised = proposed.event  # type: ignore[assignment]
    if raised.objection_id not in dispute.objections:
        return None
    return Text(
        f"异议编号 {raised.objection_id} 已被使用。",
        f"the objection id {raised.objection_id} is in use",
    )


@refuses(REFUSALS, KNOWN_REFERENCE, ObjectionReplied)
def replied_to_nothing(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    replied: ObjectionReplied = proposed.event  # type: ignore[assignment]
    if replied.objection_id in dispute.objections:
        return None
    return Text("本争议中没有该编号的异议。", "this dispute has no objection of that id")


@refuses(REFUSALS, IN_ORDER, ReplyExtensionAgreed)
def dispute_closed(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    if dispute.closed_at is None:
        return None
    return Text("争议已终结，不再延长回复期限。", "the dispute is closed: its terms are extended no more")


@refuses(REFUSALS, EXTEND_BY_AGREEMENT, ReplyExtensionAgreed)
def nothing_to_extend(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    extension: ReplyExtensionAgreed = proposed.event  # type: ignore[assignment]
    objection = dispute.objections.get(extension.objection_id)
    if objection is None:
        return Text("本争议中没有该编号的异议。", "this dispute has no objection of that id")
    if not objection.written:
        return Text(
            "该异议并非以书面形式提出，没有须延长的回复期限。",
            "the objection was not raised in writing: it has no term to extend",
        )
    if objection.answered:
        return Text("该异议已经书面回复。", "the objection has been answered in writing already")
    return None


@refuses(REFUSALS, EXTEND_BY_AGREEMENT, ReplyExtensionAgreed)
def not_difficult(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    extension: ReplyExtensionAgreed = proposed.event  # type: ignore[assignment]
    if extension.difficult:
        return None
    return Text(
        "只有需进一步调查证实的疑难案件可以延长回复期限。",
        "only in a difficult case that needs further inquiry may the time to reply be extended",
    )


@refuses(REFUSALS, EXTEND_BY_AGREEMENT, ReplyExtensionAgreed)
def not_agreed_by_both(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    extension: ReplyExtensionAgreed = proposed.event  # type: ignore[assignment]
    objection = dispute.objections.get(extension.objection_id)
    sides = {dispute.agency_id, objection.by} if objection else {dispute.agency_id}
    missing = sorted(sides - set(extension.agreed_by))
    if not missing:
        return None
    return Text(
        f"延长须经鉴定机构与异议人协商一致，尚缺：{'、'.join(missing)}。",
        f"agency and objector must both agree to an extension; missing: {', '.join(missing)}",
    )


@refuses(REFUSALS, EXTEND_BY_AGREEMENT, ReplyExtensionAgreed)
def too_late_or_no_later(dispute: Dispute, proposed: Proposed, facts: Facts) -> Text | None:
    extension: ReplyExtensionAgreed = proposed.event  # type: ignore[assignment]
    objection = dispute.objections.get(extension.objection_id)
    if objection is None:
        return None
    due = objection.extended_to or last_day_to_reply(objection.received_at, facts.calendar())
    if local_day(proposed.occurred_at) > due:
        return Text(
            f"现有回复期限已于 {due} 届满，不得再行延长。",
            f"the present term ended on {due}: it can be extended no more",
        )
    if extension.new_due <= due:
        return Text(
            f"延长后的期限须晚于现有期限 {due}。",
            f"the extended term must end after the present one, {due}",
        )
    return None
