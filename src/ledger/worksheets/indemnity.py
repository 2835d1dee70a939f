"""The calculation of an indemnity from beginning to end, in the one order of operations (F1–F22).

1 the loss, or the degree of what is insured   4 − residual value, once   7 − third party       10 + salvage cost
2 what is not of the accident (see `loss`)     5 × insurance ratio        8 double insurance    11 co-insurers
3 × negotiated share                           6 limits                   9 − deductible        12 − advances
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ledger.kernel.law import Rule
from ledger.kernel.worksheet import MOST, Worksheet, fen, yuan
from ledger.law.manual import ADVANCE, CAP, SHEET
from ledger.worksheets import (
    advances,
    checks,
    cited,
    deductible,
    double_insurance,
    flags,
    items,
    recovery,
    salvage,
    shares,
    terms,
)
from ledger.worksheets.asked import Calculation, SalvageCost
from ledger.worksheets.double_insurance import Policies
from ledger.worksheets.refused import refuse
from ledger.worksheets.sheet import Sheet


def calculated(asked: Calculation, version: str | None = None, result: Rule = SHEET) -> Sheet:
    """The calculation sheet, by the latest formulas or, for an old sheet, by the version that it names.

    `result` is the rule of what the sheet comes to: the manual's for a claim, that of the adjusted amount for an
    assignment. CalculationRefused for what cannot be calculated, with the member's path. KeyError for a version there
    never was.
    """
    return FORMULAS[version or VERSIONS[-1].version].calculate(asked, result)


def version_on(day: date) -> str:
    """The version of the formulas that calculations of a day use; before the first there is the first."""
    return next((each.version for each in reversed(VERSIONS) if each.since <= day), VERSIONS[0].version)


def _of_november_2026(asked: Calculation, result: Rule) -> Sheet:
    checks.check(asked)
    sheet = Worksheet()
    policies = double_insurance.policies_of(asked)
    property = _property(sheet, asked, policies, cited.of_sheet(asked.items))
    salvaged = _salvage(sheet, asked, asked.salvage_cost, policies) if asked.salvage_cost else 0
    payable = _money("/salvage_cost", CAP, property + salvaged)
    sheet.line(10, None, terms.PAYABLE, "property + salvage cost", payable, result)
    members = shares.borne(sheet, payable, asked.coinsurance)
    advanced = _money("/advances", ADVANCE, sum(map(fen, asked.advances)))
    to_pay, refund = advances.settled(sheet, payable, advanced)
    return Sheet(
        payable=yuan(payable),
        property=yuan(property),
        salvage=yuan(salvaged),
        to_pay=yuan(to_pay),
        refund=yuan(refund),
        shares=members,
        lines=sheet.lines,
        flags=sheet.flags,
        formula_version="2026-11",
    )


def _property(sheet: Worksheet, asked: Calculation, policies: Policies, rules: cited.OfSheet) -> int:
    """The indemnity of the property in fen, steps 1 to 9.

    Under double insurance the items are first settled as one policy of all the sums insured would: it insures the whole
    value, so that no ratio is left, and its limit is the value. Then this policy bears its share, of each item where
    the other policies name them, else of all.
    """
    together = any(len(sums) > 1 for sums in policies.values())
    of_all = together and not double_insurance.by_item(asked)
    settled = [items.settle(sheet, item, sum(policies[item.id]), asked.variants.residual) for item in asked.items]
    total = _money("/items", rules.total, sum(each.indemnity for each in settled))
    indemnity = sheet.line(6, None, terms.TOTAL, "Σ items", total, rules.total)
    if of_all and indemnity > (value := fen(asked.items[0].value)):
        sheet.flag(flags.LIMIT_APPLIES)
        indemnity = sheet.line(6, None, terms.LIMIT, "≤ insured value", value, rules.contribution)
    if received := asked.third_party_received:
        net_loss = sum(each.net_loss for each in settled)
        indemnity = recovery.less_received(sheet, indemnity, net_loss, received)
    if of_all:
        indemnity = double_insurance.own_share(sheet, indemnity, policies, rules.contribution)
    elif together:
        each_at = [each.indemnity for each in settled]
        indemnity = double_insurance.own_shares(sheet, indemnity, each_at, policies, rules.contribution)
    if asked.deductible:
        indemnity = deductible.deducted(sheet, indemnity, asked.deductible, rules)
    return indemnity


def _salvage(sheet: Worksheet, asked: Calculation, cost: SalvageCost, policies: Policies) -> int:
    """The salvage cost payable in fen, step 10; in the ratio unless no item has one."""
    own = salvage.insured_cost(sheet, cost)
    if flags.SALVAGE_OVER_SUM_INSURED in sheet.flags and len(asked.items) == 1:
        sheet.flag(flags.CONSTRUCTIVE_TOTAL_LOSS, asked.items[0].id)
    return salvage.payable(sheet, own, salvage.salvaged_of(cost, asked.items, policies))


def _money(path: str, rule: Rule, amount: int) -> int:
    if amount >= MOST:
        refuse(path, rule, "合计超过十二位整数。", "together more than twelve digits before the point")
    return amount


@dataclass(frozen=True)
class Formulas:
    """The formulas of one version, and the local day from which calculations use them. 公式版本"""

    version: str
    since: date
    calculate: Callable[[Calculation, Rule], Sheet]


VERSIONS = (Formulas("2026-11", date(2026, 11, 1), _of_november_2026),)
"""Every version there was, the oldest first; a change of a formula is a new one, never an edit."""
FORMULAS: Mapping[str, Formulas] = {each.version: each for each in VERSIONS}
