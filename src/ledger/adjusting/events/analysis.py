"""Events of an adjusting assignment: cause, coverage, loss and adjustment (MBA 6 至 8)."""

from __future__ import annotations

from typing import Annotated, Literal

from ledger.kernel import losses
from ledger.kernel.codes import Id, Money, Words
from ledger.kernel.context import events_of
from ledger.kernel.event import COMPUTED, Event, Part
from ledger.worksheets.asked import Calculation
from ledger.worksheets.sheet import Sheet

# Article 6.1: the cause


class CauseMaterialCollected(Event, by=("adjuster",)):
    """Material on the cause was asked for and came in, or turned out not to exist. 收集原因材料

    Source: MBA 6.1.1, 6.1.3. `ref` is none where it was asked for and there is none; `appraisal_id` names the
    appraisal of the ledger whose opinion it is.
    """

    type: Literal["insured_report", "institution_report", "appraisal_opinion", "maintenance_record", "other"]
    ref: Words | None = None
    institution: Words | None = None
    appraisal_id: Id | None = None


class CauseFlagged(losses.CauseFlagged, by=("adjuster",)):
    pass


class ExpertAnalysisCommissioned(Event, by=("adjuster",)):
    """Experts or a testing agency were asked why the equipment broke. 委请专家/检测机构

    Source: MBA 6.1.4.
    """

    who: Id
    scope: Words


class ExpertAnalysisReceived(Event, by=("adjuster",)):
    """The experts' or the agency's analysis came in. 收到专家分析

    Source: MBA 6.1.4.
    """

    who: Id
    ref: Words


class CauseAnalysisCompleted(losses.CauseAnalysisCompleted, by=("adjuster",)):
    pass


# Article 6.2: cover


class CoverageCheck(Part, frozen=True, kw_only=True):
    """The answer to one of the seven questions on cover (MBA 6.2.1 至 6.2.7). 保险责任核查项"""

    id: Id
    outcome: Literal["yes", "no", "unclear"]
    note: Words | None = None


class CoverageAnalysisCompleted(Event, by=("adjuster",)):
    """Cover was checked question by question, and the insurer advised whether it answers. 保险责任分析与建议

    Source: MBA 6.2. The adjuster advises; only the insurer decides.
    """

    checks: tuple[CoverageCheck, ...]
    advice: Literal["covered", "not_covered", "partly_covered"]
    reasoning: Words


# Article 7: the loss and the residual value


class LossDetermined(losses.LossDetermined, by=("adjuster",)):
    pass


class TotalLossConstructed(losses.TotalLossConstructed, by=("adjuster",)):
    pass


class ResidualValueAgreed(losses.ResidualValueAgreed, by=("adjuster",)):
    pass


# Article 8: adjustment


class PolicyFound(Part, frozen=True, kw_only=True):
    """Another policy that covers the same loss. 其他保单"""

    insurer_id: Id
    policy_no: Id
    sum_insured: Money


class OtherInsuranceChecked(Event, by=("adjuster",)):
    """It was found out whether other insurances cover the loss, doubly or concurrently. 核查重复保险/竞合

    Source: MBA 8.1.
    """

    double: bool
    concurrence: bool
    policies: tuple[PolicyFound, ...] = ()


class InsuredValueDetermined(losses.InsuredValueDetermined, by=("adjuster",)):
    pass


class IndemnityAdjusted(Event, by=("adjuster",)):
    """The indemnity was adjusted; the ledger computes the sheet from the inputs. 公估理算

    Source: MBA 8. `declared` is the adjuster's own result in yuan; `special_terms` are the special terms and
    endorsements that were minded (empty: there are none; absent: nobody looked).
    """

    calc_no: Id
    inputs: Calculation
    declared: Money | None = None
    special_terms: tuple[Words, ...] | None = None
    sheet: Annotated[Sheet | None, COMPUTED] = None


EVENTS = events_of(__name__)
