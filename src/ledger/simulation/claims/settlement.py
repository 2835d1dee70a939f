"""How a simulated claim is assessed, calculated, paid, closed and filed (PICC 五 to 十, 十三, 十五(四))."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.kernel.codes import joined
from ledger.simulation.claims.case import Claim
from ledger.simulation.claims.figures import FULL, sheet_of, yuan
from ledger.simulation.claims.liability import opening
from ledger.simulation.sending import Sending
from ledger.worksheets import Sheet

LEVELS, LIMIT = {"within": "市级分公司", "beyond": "省级分公司"}, "99999999.00"
CHECKED = dict.fromkeys(("items_match", "amounts_match", "salvage_separate", "formula_correct"), True)
AUDITED = dict.fromkeys(("survey", "liability", "loss", "calculation", "documents"), True)
SECTIONS = ["underwriting", "survey", "liability", "loss", "calculation"]
PAPERS = ["claim_application", "loss_confirmation", "calculation_sheet"]
WRONG = 100_00
"""By how many fen a company's own system is wrong."""


class Settled(NamedTuple):
    """A calculation that stands: its number, its sheet and what remains to be paid, in yuan."""

    calc_no: str
    sheet: Sheet

    @property
    def payable(self) -> str:
        return str(self.sheet.payable)

    @property
    def due(self) -> str:
        return str(self.sheet.to_pay)


def advance(case: Claim) -> Iterator[Sending]:
    """A payment in advance, of a third of what will be payable."""
    third = int(sheet_of(case.figures.inputs()).payable) // 3
    if case.fate["advance"] != "advanced" or not third:
        return
    case.days(1, 3)
    request, amount = f"YF-{case.key}", yuan(third * FULL)
    yield case.insurer_says("AdvanceRequested", request_ref=request, amount=amount)
    case.days(1, 2)
    case.figures.advances.append(third * FULL)
    yield case.insurer_says(
        "AdvancePaid", "advanced", payment_no=f"FK-{case.key}-0", request_ref=request, amount=amount,
        approved_by=case.staff(8),
    )  # fmt: skip


def assessment(case: Claim) -> Iterator[Sending]:
    """The loss, its value, what remains, what saving it cost and who else insures it."""
    figures = case.figures
    if case.fate["salvage"] == "salvaged":
        case.days(1, 3)
        figures.salvage = case.random.randrange(50_000, 3_000_000)
        line = {"line_id": "S-1", "cost": yuan(figures.salvage), "property": "mixed", "purpose": "抢运和排水"}
        yield case.insurer_says("SalvageCostClaimed", lines=[line])
    if case.fate["insurance"] == "double":
        figures.other_policy = figures.items[0].value // 2
        figures.other_insurer = case.follower
        other = {"insurer": case.follower, "policy_no": f"PO-{case.key}", "sum_insured": yuan(figures.other_policy)}
        yield case.insurer_says("OtherInsuranceFound", "double", policies=[other])
    case.days(2, 6)
    shows = tuple(outcome for outcome in (case.fate["loss"],) if outcome != "partial")
    yield _determined(case, *shows)
    for item in figures.items:
        if not item.agreed:
            yield case.insurer_says(
                "InsuredValueDetermined", item_id=item.id, basis=item.kind.value_basis, value=yuan(item.value),
                as_of=case.lost_at.date().isoformat(),
            )  # fmt: skip
        if item.residual:
            case.minutes(2, 20)
            yield case.insurer_says(
                "ResidualValueAgreed", item_id=item.id, value=yuan(item.residual), method="negotiated", to="insured",
                agreed_by=[case.insurer, case.insured],
            )  # fmt: skip
    if figures.salvage:
        found = {"line_id": "S-1", "necessary": True, "reasonable": True, "allowed": yuan(figures.salvage)}
        saved = figures.inputs()["salvage_cost"]
        values = {name: saved[name] for name in ("insured_value_salvaged", "all_value_salvaged")}
        yield case.insurer_says("SalvageCostAssessed", "salvaged", lines=[found], separable=False, **values)


def settlement(case: Claim) -> Generator[Sending, None, bool]:
    """From the calculation to the receipt; whether the claim was paid, or came to nothing and was closed."""
    fate = case.fate["calculation"]
    case.days(1, 3)
    settled = yield from _calculation(case)
    if fate in ("calculated_anew", "stale"):
        settled = yield from _found_more(case, settled, fate)
        if fate == "stale":
            return False
    if case.fate["dispute"] != "undisputed":
        settled = yield from _dispute(case, settled)
        if case.fate["dispute"] == "paid_unapproved":
            return False
    yield from _reviewed(case, settled)
    if not settled.sheet.payable:
        case.days(1, 3)
        yield case.insurer_says("ClaimClosed", outcome="zero")
        return False
    case.days(1, 2)
    yield case.insurer_says(
        "ClaimApproved", calc_no=settled.calc_no, amount=settled.payable, level=LEVELS[case.fate["authority"]],
        authority_limit=LIMIT, authority_version="V-2024", by=case.staff(8),
    )  # fmt: skip
    if case.fate["third_party"] != "nobody":
        yield from _assigned(case, settled)
    if settled.sheet.to_pay:
        paid = yield from _payment(case, settled)
        if not paid:
            return False
    alone = len(case.figures.items) == 1 and not case.coinsured
    if case.fate["cover"] == "reinstated" and alone and case.fate["loss"] == "partial":
        yield from _reinstated(case, settled)
    return True


def closing(case: Claim) -> Iterator[Sending]:
    """The closing and the dossier, as far as it is kept."""
    fate = case.fate["dossier"]
    case.days(1, 5)
    items: list[int] = []
    if fate != "unassembled":
        for number in _items_of_dossier(case):
            items.append(number)
            yield from _filed(case, number)
    case.minutes(5, 30)
    shows = (fate,) if fate == "unassembled" else ()
    yield case.insurer_says("ClaimClosed", *shows, outcome="paid")
    if items:
        case.days(1, 4)
        yield case.insurer_says("DossierAssembled", fate, items=items)


# The calculation


def _determined(case: Claim, *shows: str) -> Sending:
    figures = case.figures
    told: dict[str, Any] = {"survey_record": f"CK-{case.key}", "loss_list": f"QD-{case.key}"}
    if figures.salvage:
        told["cost_list"] = f"FY-{case.key}"
    told |= {"version": figures.version, "type": figures.how, "items": figures.assessed()}
    return case.insurer_says("LossDetermined", *shows, **told)


def _calculation(case: Claim) -> Generator[Sending, None, Settled]:
    """A calculation and its check; the company's own system may be wrong about the first."""
    inputs, version = case.figures.inputs(), case.figures.version
    settled = Settled(f"JS-{case.key}-{version}", sheet_of(inputs))
    wrong = version == 1 and case.fate["calculation"] == "declared_otherwise"
    declared = str(settled.sheet.payable + Decimal(WRONG) / FULL) if wrong else settled.payable
    shows = ("declared_otherwise",) if wrong else ()
    yield case.insurer_says(
        "IndemnityCalculated", *shows, calc_no=settled.calc_no, inputs=inputs, declared=declared, by=case.staff(5)
    )
    case.minutes(10, 60)
    yield case.insurer_says("CalculationSheetChecked", calc_no=settled.calc_no, **CHECKED, by=case.staff(6))
    return settled


def _found_more(case: Claim, settled: Settled, *shows: str) -> Generator[Sending, None, Settled]:
    """The loss is determined anew, and calculated anew if anybody sees to it."""
    case.days(1, 4)
    case.figures.found_more()
    yield _determined(case, *shows)
    if "stale" in shows:
        return settled
    case.days(1, 2)
    return (yield from _calculation(case))


def _reviewed(case: Claim, settled: Settled) -> Iterator[Sending]:
    case.days(1, 2)
    if case.fate["authority"] == "beyond":
        yield case.insurer_says("ClaimReportWritten", sections=SECTIONS, hash=case.digest("report"), by=case.staff(5))
        case.minutes(10, 40)
    if case.fate["settlement"] == "supplement_asked":
        failed = AUDITED | {"documents": False}
        yield case.insurer_says(
            "ClaimReviewed", "supplement_asked", calc_no=settled.calc_no, checks=failed, opinion="supplement",
            by=case.staff(7),
        )  # fmt: skip
        yield case.insurer_says("DossierSupplementRequested", missing=[9])
        case.days(1, 4)
        yield from _filed(case, 9)
    yield case.insurer_says("ClaimReviewed", calc_no=settled.calc_no, checks=AUDITED, opinion="agree", by=case.staff(7))


# The dispute over it


def _dispute(case: Claim, settled: Settled) -> Generator[Sending, None, Settled]:
    fate = case.fate["dispute"]
    case.days(1, 4)
    yield case.of_dispute("ClaimDisputeOpened", **opening(case, "赔款金额"))
    case.days(2, 8)
    if fate == "in_court":
        yield from _in_court(case)
        return settled
    shows = (fate,) if fate == "settled" else ()
    yield case.of_dispute("NegotiationHeld", *shows, held_at=case.at, outcome="settled")
    if fate == "paid_unapproved":
        case.minutes(20, 60)
        yield case.attempt(
            case.insurer, case.claim, "claims.IndemnityPaid", fate, **_paid(case, yuan(case.figures.claimed))
        )
        return settled
    yield case.of_dispute("DisputeClosed", result="协商一致")
    return (yield from _found_more(case, settled))


def _in_court(case: Claim) -> Iterator[Sending]:
    """The insured sues, and is found to be wrong."""
    yield case.of_dispute("NegotiationFailed", reason="双方意见相差较大")
    case.days(5, 20)
    yield case.of_dispute(
        "ProceedingsCommenced", "in_court", route="litigation", body="示例人民法院",
        case_no=f"示例民初{case.number:04}号", claimant=case.insured, commenced_at=case.at,
        defence_due=case.day(15).isoformat(),
    )  # fmt: skip
    case.minutes(10, 40)
    yield case.of_dispute("SuperiorNotified", to=f"{case.insurer}-S", content="被保险人起诉", at=case.at)
    case.days(1, 4)
    yield case.of_dispute("CounselInstructed", counsel=f"LS-{case.key}")
    case.days(3, 8)
    yield case.of_dispute("DefenceFiled", ref=f"DB-{case.key}", filed_at=case.at)
    case.days(20, 60)
    judgment = {"outcome": "won", "amount": "0.00", "costs": "1200.00", "received_at": case.at}
    yield case.of_dispute("JudgmentReceived", **judgment)


# Payment


def _paid(case: Claim, amount: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "payment_no": f"FK-{case.key}-1",
        "amount": amount,
        "payee": case.insured,
        "account": f"示例账号{case.number:010}",
        "paid_at": case.at,
    }
    return told | {"by": "lead"} if case.coinsured else told


def _payment(case: Claim, settled: Settled) -> Generator[Sending, None, bool]:
    """Payee and finance are told, the money is paid, and the receipt signed."""
    case.minutes(10, 60)
    told = {"amount": settled.due, "notified_at": case.at}
    yield case.insurer_says("PayeeNotified", payee=case.insured, **told)
    shows = ("unpaid",) if case.fate["settlement"] == "unpaid" else ()
    yield case.insurer_says("FinanceNotified", *shows, **told)
    if shows:
        return False
    case.days(1, 6)
    paid = _paid(case, settled.due)
    if case.fate["third_party"] != "nobody":
        paid["pay_first"] = True
    yield case.insurer_says("IndemnityPaid", **paid)
    case.days(1, 3)
    yield case.insurer_says("ReceiptSigned", receipt_ref=f"SJ-{case.key}", signed_at=case.at)
    if case.coinsured:
        case.days(1, 5)
        refund = {share.member: str(share.amount) for share in settled.sheet.shares}[case.follower]
        shares = [{"member": case.follower, "amount": refund}]
        yield case.insurer_says("ShareTransferRequested", shares=shares, attachments=PAPERS)
        case.days(5, 20)
        yield case.insurer_says("ShareTransferred", member=case.follower, amount=refund)
    return True


def _assigned(case: Claim, settled: Settled) -> Iterator[Sending]:
    """What paying before the third party does takes: the request, and the assignment of rights."""
    case.minutes(10, 40)
    yield case.insurer_says("PayFirstRequested", request_ref=f"XP-{case.key}", refusal_evidence=f"JF-{case.key}")
    case.minutes(10, 40)
    rights = {"amount": settled.payable, "third_party": f"TP-{case.key}"}
    yield case.insurer_says("SubrogationAssigned", letter_ref=f"QY-{case.key}", **rights)


def _reinstated(case: Claim, settled: Settled) -> Iterator[Sending]:
    """The insured has its sum insured restored: asked for, paid for and endorsed."""
    (item,) = case.figures.items
    stream, amount = f"cover/{joined(case.insurer, case.policy, item.id)}", str(settled.sheet.property)
    if not settled.sheet.property:
        return
    case.days(2, 10)
    requested = {"claim_no": case.key, "amount": amount}
    yield case.say(case.insurer, stream, "claims.ReinstatementRequested", requested, "reinstated")
    case.days(1, 4)
    # A rate of a year for what is left of it: enough, whatever day the loss was.
    premium = {"claim_no": case.key, "rate": "0.003", "paid": _premium(settled), "paid_at": case.at}
    yield case.say(case.insurer, stream, "claims.ReinstatementPremiumPaid", premium)
    case.minutes(10, 40)
    endorsed = {"endorsement_no": f"PD-{case.key}", "effective_on": (case.now + timedelta(days=1)).date().isoformat()}
    yield case.say(case.insurer, stream, "claims.SumInsuredReinstated", requested | endorsed)


def _premium(settled: Settled) -> str:
    """Three thousandths of what is restored, rounded up to the yuan."""
    return yuan((int(settled.sheet.property) * 3 // 1_000 + 1) * FULL)


# The dossier

FIXED_ACCOUNTS, STOCK_ACCOUNTS = ("fixed_asset_ledger",), ("stock_ledger", "warehouse_book", "warehouse_slips")
WHOLE = frozenset({1, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 18, 20})
LEFT_OUT = frozenset({9, 12, 18})
"""What an incomplete dossier lacks."""


def _items_of_dossier(case: Claim) -> list[int]:
    needed = {
        2: case.fate["authority"] == "beyond",
        10: case.fate["adjusting"] != "unadjusted" or case.fate["appraisal"] != "unappraised",
        17: case.fate["third_party"] != "nobody",
        19: bool(case.figures.advances),
    }
    numbers = WHOLE | {number for number, there in needed.items() if there}
    return sorted(numbers - LEFT_OUT if case.fate["dossier"] == "incomplete" else numbers)


def _filed(case: Claim, number: int) -> Iterator[Sending]:
    filed: dict[str, Any] = {
        "item_no": number,
        "ref": f"AJ-{case.key}-{number:02}",
        "hash": case.digest(f"file {number}"),
    }
    if number == 13:
        filed["explanation"] = "现场照片，附说明"
    if number != 11:
        yield case.insurer_says("DossierItemFiled", **filed)
        return
    month = case.lost_at.date().replace(day=1) - timedelta(days=1)
    for account in ("balance_sheet", *_accounts(case), "purchase_invoices", "price_proof"):
        told = filed | {"account": account}
        if account == "balance_sheet":
            told["as_of"] = month.isoformat()
        yield case.insurer_says("DossierItemFiled", **told)


def _accounts(case: Claim) -> Iterator[str]:
    """The accounts of what was damaged; where nothing was counted, because people were hurt, those of everything."""
    classes = {item.kind.item_class for item in case.figures.items}
    uncounted = case.line == "accident_health"
    if uncounted or classes & {"building", "machine"}:
        yield from FIXED_ACCOUNTS
    if uncounted or "stock" in classes:
        yield from STOCK_ACCOUNTS
