"""The rules of order of the ledger itself, whatever instrument judges the matter. 案鉴账本规程"""

from __future__ import annotations

from datetime import date

from ledger.kernel.law import Fate, Pack, Text

ANJ = Pack(
    id="ANJ",
    title=Text("案鉴账本规程", "Rules of order of the Anjian ledger"),
    number="ANJ-2026",
    issuer="Anjian 案鉴",
    area="",
    status="house",
    effective_from=date(1900, 1, 1),
)

OPEN_FIRST = ANJ.rule(
    "ANJ-1.1-open-first", "一(一)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="一条事件流须由其起始事件开启。",
    en="A stream begins with an event that opens it.",
)  # fmt: skip
OPEN_ONCE = ANJ.rule(
    "ANJ-1.2-open-once", "一(二)", "must_not", "core", Fate.REFUSAL, context="ledger",
    zh="已开启的事件流或已占用的编号不得再次开启、登记。",
    en="A stream is opened once, and an identifier in use is not given again.",
)  # fmt: skip
KNOWN_REFERENCE = ANJ.rule(
    "ANJ-1.3-known-reference", "一(三)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="事件所指的材料、人员、场次、记录须已在账本中。",
    en="The material, person, session or record an event refers to is in the ledger already.",
)  # fmt: skip
IN_ORDER = ANJ.rule(
    "ANJ-1.4-in-order", "一(四)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="授权性事件须在其前提成立且事项未终结时作出。",
    en="A step that authorises needs its precondition, and a matter that has not ended.",
)  # fmt: skip
CORRECT_WHAT_IS_THERE = ANJ.rule(
    "ANJ-2.1-correct-known", "二(一)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="更正须指向本流中仍然有效的事件，并写明改动内容、时间或撤回。",
    en="A correction names a standing event of its stream and says what changes, or that it is withdrawn.",
)  # fmt: skip
NO_CORRECTION_OF_CORRECTION = ANJ.rule(
    "ANJ-2.2-correct-original", "二(二)", "must_not", "core", Fate.REFUSAL, context="ledger",
    zh="更正本身不再被更正；如有误，对原事件重新更正。",
    en="A correction is not itself corrected: the original event is corrected again.",
)  # fmt: skip
OPENING_STANDS = ANJ.rule(
    "ANJ-2.3-opening-stands", "二(三)", "must_not", "core", Fate.REFUSAL, context="ledger",
    zh="开启事件流的事件可以更正内容，不得撤回。",
    en="The event that opened a stream may be corrected but not withdrawn.",
)  # fmt: skip
SENSIBLE_SETTING = ANJ.rule(
    "ANJ-3.1-sensible-setting", "三(一)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="本级设定须指向存在的区域、年度和义务，日期不得自相矛盾。",
    en="A setting of the house names an area, a year and a duty that exist, and its days agree.",
)  # fmt: skip
RIGHT_STREAM = ANJ.rule(
    "ANJ-1.5-right-stream", "一(五)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="事件只能追加到接收该类事件的事件流，且主题须与之一致。",
    en="An event goes into a stream of the kind that takes it, and its subject says which.",
)  # fmt: skip
PLAUSIBLE_TIME = ANJ.rule(
    "ANJ-1.6-plausible-time", "一(六)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="业务时间须在 1900 年至 2200 年之间。",
    en="A time of the field lies between the years 1900 and 2200.",
)  # fmt: skip
KNOWN_AREA = ANJ.rule(
    "ANJ-1.7-known-area", "一(七)", "must", "core", Fate.REFUSAL, context="ledger",
    zh="事件写明的行政区划代码须在业务时间当年有效（GB/T 2260），全国为 000000。",
    en="An area that an event names has a code of GB/T 2260 valid in the year of the event; 000000 is the nation.",
)  # fmt: skip
