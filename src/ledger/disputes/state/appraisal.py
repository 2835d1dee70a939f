"""What a dispute over an appraisal consists of: objections with their replies, remedies, mediation, expert review."""

from __future__ import annotations

from datetime import date, datetime

from ledger.disputes.events.appraisal import PanelMember
from ledger.kernel.law import carries
from ledger.kernel.state import State
from ledger.law.sanmenxia import NEXT_REMEDY, RAISE_OBJECTION

WRITTEN = frozenset({"written", "portal", "email"})
"""The channels that are text, and so in writing (SMX-4.3-raise-objection)."""


class Reply(State, frozen=True, kw_only=True):
    """One reply of the agency. 回复"""

    form: str
    at: datetime


@carries(RAISE_OBJECTION)
class Objection(State, frozen=True, kw_only=True):
    """One objection, and what came of it. 异议"""

    by: str
    channel: str
    received_at: datetime
    extended_to: date | None = None
    extensions: int = 0
    replies: tuple[Reply, ...] = ()
    """None of them dated before it was received: nothing is answered before it was asked."""
    remedy: str | None = None
    remedied_at: datetime | None = None

    @property
    def written(self) -> bool:
        """Whether it must be answered in writing, in time (SMX-4.3-reply-10wd)."""
        return self.channel in WRITTEN

    @property
    def reply(self) -> Reply | None:
        """The first written reply, else the first of any form."""
        return min(self.replies, key=lambda reply: (reply.form != "written", reply.at), default=None)

    @property
    def answered(self) -> bool:
        """Whether a reply discharges it: only a written one answers what was raised in writing."""
        return self.reply is not None and (self.reply.form == "written" or not self.written)


@carries(NEXT_REMEDY)
class Remedy(State, frozen=True, kw_only=True):
    """A further remedy somebody turned to; `linked_id` names the new appraisal. 后续救济"""

    remedy: str
    linked_id: str | None
    court_case_no: str | None
    at: datetime


class Mediation(State, frozen=True, kw_only=True):
    """The mediation requested last; `association` asked for it or took its last step. 调解"""

    association: str = ""

    requested_at: datetime | None = None
    requested_by: str | None = None
    accepted_at: datetime | None = None
    mediators: tuple[str, ...] = ()
    declined_at: datetime | None = None
    handled_at: datetime | None = None
    result: str | None = None
    experts: tuple[str, ...] = ()
    feedback_at: datetime | None = None

    @property
    def status(self) -> str | None:
        """The furthest step reached; none where nobody asked for one."""
        steps = (
            ("feedback_given", self.feedback_at),
            ("handled", self.handled_at),
            ("accepted", self.accepted_at),
            ("declined", self.declined_at),
            ("requested", self.requested_at),
        )
        return next((name for name, reached in steps if reached), None)


class Review(State, frozen=True, kw_only=True):
    """The expert review flagged last; `association` took its last step. 专家评审"""

    association: str = ""

    flagged_at: datetime | None = None
    convened_at: datetime | None = None
    panel: tuple[PanelMember, ...] = ()
    concluded_at: datetime | None = None
    suspected_violation: bool = False
    rules: tuple[str, ...] = ()
    transferred_at: datetime | None = None
    receipt_no: str | None = None

    @property
    def status(self) -> str | None:
        """The furthest step reached; none where the appraisal never came up for review."""
        steps = (
            ("transferred", self.transferred_at),
            ("concluded", self.concluded_at),
            ("convened", self.convened_at),
            ("flagged", self.flagged_at),
        )
        return next((name for name, reached in steps if reached), None)
