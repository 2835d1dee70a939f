"""How money is recovered from the third party who answers for a simulated loss (PICC 九(一), 十一, 六(八))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ledger.simulation.claims.case import Claim
from ledger.simulation.claims.figures import sheet_of, yuan
from ledger.simulation.sending import Sending

MATERIALS = ("evidence", "legal_basis", "proof_of_claiming", "assignment_letter")
LIMITATION = timedelta(days=3 * 365)


def task(case: Claim) -> Sending:
    """The task that the claim opens before it is closed."""
    expiry = (case.lost_at + LIMITATION).date().isoformat()
    opened = {"task_id": f"ZC-{case.key}", "third_party": f"TP-{case.key}", "limitation_expiry": expiry}
    return case.insurer_says("SubrogationTaskOpened", **opened)


def recovery(case: Claim) -> Iterator[Sending]:
    """From the insured's documents to the end of the recovery, as far as it comes."""
    fate = case.fate["third_party"]
    assigned = int(sheet_of(case.figures.inputs()).payable * 100)
    case.days(2, 8)
    if fate == "cost_without_consent":
        cost = {"cost_id": "F-1", "amount": "800.00", "by": "insured"}
        yield case.of_recovery("RecoveryCostIncurred", **cost)
        case.days(1, 3)
        yield case.insurer_says("NextStepsRecommended", recommendation="被保险人自行追偿的费用须经同意")
        case.minutes(5, 30)
        borne = {"cost_id": "F-1", "amount": "800.00"}
        yield case.attempt(case.insurer, case.recovery, "claims.RecoveryCostBorne", fate, **borne)
        return
    materials = [{"kind": kind, "ref": f"ZL-{case.key}-{place}"} for place, kind in enumerate(MATERIALS, 1)]
    yield case.of_recovery("RecoveryMaterialsReceived", materials=materials)
    case.days(5, 15)
    if fate == "agreed":
        agreed = {"outcome": "agreed", "agreed": yuan(assigned * 4 // 5), "held_at": case.at}
        yield case.of_recovery("RecoveryNegotiated", fate, **agreed)
        case.days(5, 30)
        yield _received(case, 1, assigned * 4 // 5)
        case.minutes(20, 60)
        yield case.of_recovery("RecoveryClosed", result="recovered")
        return
    yield case.of_recovery("RecoveryNegotiated", outcome="failed", held_at=case.at)
    case.days(5, 20)
    if fate == "given_up":
        yield case.of_recovery("RecoveryClosed", fate, result="given_up", reason="第三者无财产可供执行")
        return
    yield case.of_recovery(
        "RecoveryActionFiled", fate, route="litigation", body="示例人民法院", case_no=f"示例民初{case.number:04}号",
        filed_at=case.at,
    )  # fmt: skip
    case.days(40, 90)
    yield _received(case, 1, assigned // 2)
    case.days(10, 40)
    yield _received(case, 2, assigned - assigned // 2)
    yield case.of_recovery("RecoveryClosed", result="recovered")


def _received(case: Claim, number: int, fen: int) -> Sending:
    money = {"receipt_no": f"SK-{case.key}-{number}", "amount": yuan(fen), "received_at": case.at}
    return case.of_recovery("RecoveryReceived", **money)
