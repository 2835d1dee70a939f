"""What may become of a case: each aspect with its outcomes and their weights, the ordinary outcome first."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from random import Random

from ledger.kernel.law import Rule
from ledger.law.sanmenxia import (
    CHOOSE_FROM_ROSTER,
    EXTEND_BY_AGREEMENT,
    NO_DATA_CHANGE_AFTER_ISSUE,
    NO_PARALLEL_COMMISSION,
    PROCEED_IF_ABSENT,
    UNCONFIRMED_NOT_USED,
)

FATES: Mapping[str, Mapping[str, int]] = {
    "mode": {"joint": 52, "unilateral_party": 33, "unilateral_insurer": 15},
    "sending": {"once": 84, "twice": 8, "imported": 8},
    "explanation": {"explained": 90, "explained_in_part": 6, "not_explained": 4},
    "commission": {
        "accepted": 80,
        "declined_returned": 6,
        "declined_outstanding": 4,
        "recused": 4,
        "off_roster": 3,
        "parallel": 3,
    },
    "notice": {"notified": 80, "notified_same_day": 14, "not_notified": 6},
    "witness": {"present": 74, "late": 9, "absent": 12, "unidentified": 5},
    "session": {"held": 86, "rescheduled": 14},
    "record": {"recorded_live": 94, "recorded_late": 6},
    "course": {"issued": 86, "terminated": 6, "unconfirmed_used": 4, "ended_for_absence": 4},
    "correction": {"right": 82, "corrected_title": 6, "corrected_arrival": 6, "withdrawn_absence": 6},
    "file": {"archived": 92, "not_archived": 8},
    "dispute": {
        "undisputed": 66,
        "phoned": 5,
        "replied_in_time": 6,
        "replied_late": 4,
        "extended": 3,
        "extended_overrun": 3,
        "unanswered": 2,
        "mediated": 3,
        "reviewed": 3,
        "court": 1,
        "changed_after_issue": 2,
        "extended_by_one": 2,
    },
}
ATTEMPTS: Mapping[str, Rule] = {
    "off_roster": CHOOSE_FROM_ROSTER,
    "parallel": NO_PARALLEL_COMMISSION,
    "unconfirmed_used": UNCONFIRMED_NOT_USED,
    "ended_for_absence": PROCEED_IF_ABSENT,
    "changed_after_issue": NO_DATA_CHANGE_AFTER_ISSUE,
    "extended_by_one": EXTEND_BY_AGREEMENT,
}
"""The outcomes that try what a rule refuses."""
ORDINARY = {aspect: next(iter(outcomes)) for aspect, outcomes in FATES.items()}
_WEIGHED = {
    aspect: (tuple(outcomes), tuple(accumulate(outcomes.values()))) for aspect, outcomes in FATES.items()
}  # fmt: skip


def drawn(random: Random, *, judged: bool) -> dict[str, str]:
    """One outcome for each aspect that fit together; `judged`: the instrument holds where the case belongs.

    Attempts are made only where they are refused. They are neither imported nor repeated: a line sent again
    could come to stand beside one, and be refused with it.
    """
    fate = {
        aspect: random.choices(outcomes, cum_weights=weights)[0] for aspect, (outcomes, weights) in _WEIGHED.items()
    }
    ordinary = {
        "off_roster": not judged,
        "parallel": fate["mode"] == "unilateral_insurer",
        "unconfirmed_used": fate["mode"] != "joint",
    }
    for aspect, outcome in fate.items():
        if outcome in ATTEMPTS and (not judged or fate["sending"] != "once" or ordinary.get(outcome)):
            fate[aspect] = ORDINARY[aspect]
    if fate["course"] == "ended_for_absence":
        fate["witness"] = "absent"
    if fate["course"] in ("ended_for_absence", "unconfirmed_used"):
        fate["record"] = "recorded_live"
    return fate
