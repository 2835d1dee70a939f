"""What the ledger itself appends."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.kernel.codes import Words
from ledger.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class CommandRefused(Event, opens="also"):
    """A proposal was refused by a rule; the attempt is evidence too. 命令被拒

    `digest` is the keyed digest of the proposal; its content is not kept.
    """

    subject: str
    proposed_type: str
    rule_id: str
    article: str
    reason_zh: str
    reason_en: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PersonalDataRead(Event, opens="also"):
    """Somebody had personal data of a stream unsealed, and why. 个人信息查阅"""

    subject: str
    purpose: Words
