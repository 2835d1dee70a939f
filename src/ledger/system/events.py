"""What the ledger itself appends, and what an authority sets for its area."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.kernel.codes import Id, Words
from ledger.kernel.event import Event


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


class PersonalDataRead(Event, opens="also"):
    """Somebody had personal data of a stream unsealed, and why. 个人信息查阅"""

    subject: str
    purpose: Words


class CalendarPublished(Event, by=("justice_bureau", "insurance_regulator"), opens="also"):
    """The working days of a year were published: the nation's arrangement, or what an area adds to it. 工作日历发布

    In house/000000 it is the whole arrangement of the year, and replaces what the ledger was delivered with; in
    the stream of a narrower area it adds that area's own holidays and make-up days. Published again, it
    replaces that year's earlier publication. `source` cites the notice.
    """

    year: int
    source: Words
    holidays: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()


class PackAdopted(Event, by=("justice_bureau", "insurance_regulator", "association"), opens="also"):
    """An instrument that binds by adoption was adopted, by one organisation or by everybody of the area. 采用规则

    `pack` is its rule pack; it judges what happens `since` that day, and before `until` where one is given. Told
    again of the same organisation, it replaces what was told before.
    """

    pack: Id
    organisation: Id | None = None
    since: date
    until: date | None = None


LONGEST = 1_000
"""The longest target, in whatever unit."""


class HouseTargetSet(Event, by=("justice_bureau", "insurance_regulator"), opens="also"):
    """The time within which a duty without a term of its own is expected to be done. 本级时限设定

    Exceeding it is shown and never called a breach. Without `amount` no time is expected any more.
    """

    rule_id: Id
    part: Id | None = None
    unit: Literal["minutes", "hours", "days", "working_days"] = "working_days"
    amount: int | None = None
