"""What may become of a claim: each aspect with its outcomes and their weights, the ordinary outcome first."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from random import Random

from ledger.kernel.law import Rule
from ledger.law.machinery import ASSIGN_TWO, QUALITY_REVIEW
from ledger.law.manual import LEAD, PAID_AFTER_APPROVAL, RECOVERY_COST, REJECT_EVIDENCE

FATES: Mapping[str, Mapping[str, int]] = {
    "line": {
        "property": 40,
        "household": 18,
        "machinery_breakdown": 20,
        "accident_health": 8,
        "cargo": 5,
        "engineering": 5,
        "agriculture": 4,
    },
    "sending": {"once": 76, "twice": 6, "imported": 8, "sent_late": 10},
    "report": {"matched": 92, "withdrawn": 3, "unmatched": 3, "struck_out": 2},
    "insurance": {"sole": 84, "coinsured": 6, "follower_decided": 2, "double": 8},
    "transfer": {"transferred": 75, "transferred_late": 25},
    "survey": {"surveyed": 82, "unsketched": 6, "unphotographed": 4, "unreported": 4, "accounts_unread": 4},
    "documents": {"complete": 68, "supplemented": 20, "asked_twice": 6, "never_completed": 6},
    "authority": {"within": 92, "beyond": 8},
    "liability": {
        "determined": 76,
        "determined_late": 8,
        "undetermined": 3,
        "rejected": 6,
        "law_disagreed": 2,
        "posted_unproven": 2,
        "rejected_alone": 3,
    },
    "notice": {"told": 94, "not_told": 6},
    "third_party": {"nobody": 86, "agreed": 5, "sued": 4, "given_up": 2, "cost_without_consent": 3},
    "loss": {"partial": 88, "below_deductible": 8, "total": 4},
    "salvage": {"unsalvaged": 86, "salvaged": 14},
    "advance": {"no_advance": 88, "advanced": 12},
    "calculation": {"calculated": 84, "declared_otherwise": 6, "calculated_anew": 6, "stale": 4},
    "settlement": {"paid": 84, "unpaid": 6, "supplement_asked": 10},
    "dossier": {"archived": 62, "incomplete": 10, "unassembled": 28},
    "correction": {"right": 88, "corrected_amount": 6, "corrected_arrival": 6},
    "dispute": {"undisputed": 91, "settled": 4, "in_court": 2, "paid_unapproved": 3},
    "cover": {"reduced": 92, "reinstated": 8},
    "adjusting": {
        "unadjusted": 80,
        "adjusted": 11,
        "contacted_late": 2,
        "arrived_late": 2,
        "notice_refused": 2,
        "issued_unreviewed": 2,
        "one_adjuster": 1,
    },
    "appraisal": {"unappraised": 90, "adopted": 5, "partly_adopted": 3, "set_aside": 2},
}
ATTEMPTS: Mapping[str, Rule] = {
    "follower_decided": LEAD,
    "rejected_alone": REJECT_EVIDENCE,
    "cost_without_consent": RECOVERY_COST,
    "paid_unapproved": PAID_AFTER_APPROVAL,
    "issued_unreviewed": QUALITY_REVIEW,
    "one_adjuster": ASSIGN_TWO,
}
"""The outcomes that try what a rule refuses."""
ORDINARY = {aspect: next(iter(outcomes)) for aspect, outcomes in FATES.items()}
_WEIGHED = {
    aspect: (tuple(outcomes), tuple(accumulate(outcomes.values()))) for aspect, outcomes in FATES.items()
}  # fmt: skip
_OF_PEOPLE = ("insurance", "survey", "third_party", "loss", "salvage", "adjusting")
"""The aspects that are ordinary where people were hurt and no property."""


def drawn(random: Random, *, by_manual: bool, by_code: bool) -> dict[str, str]:
    """One outcome for each aspect that fit together; by what the insurer and the city adopted.

    Attempts are made only where they are refused, and of one claim only one. They are neither imported nor repeated
    nor sent late: another line could come to stand beside one, and be refused with it.
    """
    fate = {
        aspect: random.choices(outcomes, cum_weights=weights)[0] for aspect, (outcomes, weights) in _WEIGHED.items()
    }
    if fate["appraisal"] != "unappraised":
        fate["line"] = "accident_health"
    if fate["line"] == "accident_health":
        fate.update((aspect, ORDINARY[aspect]) for aspect in _OF_PEOPLE)
    if fate["adjusting"] != "unadjusted":
        fate["line"], fate["loss"] = "machinery_breakdown", "partial"
    if not fate["liability"].startswith("determined"):
        # What was paid in advance would have to be demanded back first.
        fate["advance"] = "no_advance"
    if fate["third_party"] == "cost_without_consent":
        # The claim must come as far as a recovery.
        fate.update((aspect, ORDINARY[aspect]) for aspect in ("report", "documents", "liability", "loss", "settlement"))
        fate.update(calculation="calculated", dispute="undisputed")
    attempted = False
    for aspect, outcome in fate.items():
        rule = ATTEMPTS.get(outcome)
        if rule is None:
            continue
        judged = by_manual if rule.pack.id == "PICC" else by_code
        if attempted or not judged or fate["sending"] != "once":
            fate[aspect] = ORDINARY[aspect]
        else:
            attempted = True
    return fate
