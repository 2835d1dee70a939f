"""What the settings of the house refuse: what is set, and what a correction makes of it.

That a target is for a duty without a time of its own is checked where the duties are known, in `ledger.duties.house`.
"""

from __future__ import annotations

import re
from collections import Counter

from ledger.kernel.context import Facts, Refusals, refuses
from ledger.kernel.correction import RecordCorrected
from ledger.kernel.event import Proposed
from ledger.kernel.facts import HouseSettings
from ledger.kernel.law import Text
from ledger.law import PACKS
from ledger.law.house import SENSIBLE_SETTING
from ledger.system.events import LONGEST, CalendarPublished, HouseTargetSet, PackAdopted

REFUSALS: Refusals = []


@refuses(REFUSALS, SENSIBLE_SETTING, CalendarPublished, HouseTargetSet, PackAdopted)
def no_area(house: HouseSettings, proposed: Proposed, facts: Facts) -> Text | None:
    if re.fullmatch(r"[0-9]{6}", proposed.key):
        return None
    return Text(
        f"本级设定的事件流须以六位行政区划代码为键，而不是“{proposed.key}”（全国为 000000）。",
        f"a house stream is keyed by a six-digit area code (000000 for the nation), not {proposed.key}",
    )


@refuses(REFUSALS, SENSIBLE_SETTING, CalendarPublished, RecordCorrected)
def days_do_not_fit(house: HouseSettings, proposed: Proposed, facts: Facts) -> Text | None:
    published = facts.corrected or proposed.event
    if not isinstance(published, CalendarPublished):
        return None
    if not 2000 <= published.year <= 2200:
        return Text("年度须在 2000 至 2200 之间。", "the year lies between 2000 and 2200")
    off, on = published.holidays, published.make_up_days
    strange = sorted({day for day in (*off, *on) if day.year != published.year})
    twice = sorted(day for day, times in Counter((*off, *on)).items() if times > 1)
    idle = sorted({day for day in on if day.weekday() < 5} if proposed.key == "000000" else ())
    for days, zh, en in (
        (strange, "不在该年度内", "are not of that year"),
        (twice, "重复或同为放假与上班", "are named twice, or as both"),
        (idle, "本为工作日，无须调休上班", "are weekdays and need no making up"),
    ):
        if days:
            named = [day.isoformat() for day in days]
            return Text(f"下列日期{zh}：{'、'.join(named)}。", f"these days {en}: {', '.join(named)}")
    return None


@refuses(REFUSALS, SENSIBLE_SETTING, HouseTargetSet, RecordCorrected)
def no_such_time(house: HouseSettings, proposed: Proposed, facts: Facts) -> Text | None:
    target = facts.corrected or proposed.event
    if not isinstance(target, HouseTargetSet) or target.amount is None or 0 < target.amount <= LONGEST:
        return None
    return Text(f"时限须在 1 至 {LONGEST} 之间。", f"the amount lies between 1 and {LONGEST}")


@refuses(REFUSALS, SENSIBLE_SETTING, PackAdopted, RecordCorrected)
def nothing_to_adopt(house: HouseSettings, proposed: Proposed, facts: Facts) -> Text | None:
    told = facts.corrected or proposed.event
    if not isinstance(told, PackAdopted):
        return None
    adoptable = [pack.id for pack in PACKS if pack.by_adoption]
    if told.pack not in adoptable:
        return Text(
            f"只有须经采用方有约束力的规则可以采用：{'、'.join(adoptable)}。",
            f"only an instrument that binds by adoption is adopted: {', '.join(adoptable)}",
        )
    if told.until is not None and told.until <= told.since:
        return Text("采用的终止日须晚于起始日。", "the adoption ends after the day on which it begins")
    return None
