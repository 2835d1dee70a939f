"""What a claim knows of the survey: scene, photos, inventory, accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ledger.claims.events.survey import (
    AccountsExamined,
    AccountsSealed,
    AuditRecordSigned,
    ClaimCentreDecided,
    DamagedPropertyInventoried,
    DamagedPropertyListSigned,
    DelayExplained,
    DiscrepancyExplained,
    DiscrepancyFound,
    IntermediaryConsented,
    IntermediaryEngaged,
    IntermediaryProposed,
    InventoryItem,
    LossAssessmentListIssued,
    LossEstimated,
    LossEstimateSigned,
    NextStepsRecommended,
    NonCoveredItemExcluded,
    Photo,
    SalvageUrged,
    SampleHandedOver,
    SampleTaken,
    ScenePhotosUploaded,
    ScenePreserved,
    SceneSketchDrawn,
    ScopeReopened,
    ScopeVerified,
    StatementTaken,
    SurveyorArrived,
    SurveyReportFiled,
)
from ledger.kernel.event import Recorded
from ledger.kernel.state import State, Steps, field, filing, first_of_each, keeping, replace


class Intermediary(State, frozen=True, kw_only=True):
    """A firm that was to help with the claim, and who agreed to it. 中介机构"""

    consents: Mapping[str, datetime] = field(default_factory=dict)
    """Side to when it first agreed, in whatever form."""
    written: frozenset[str] = frozenset()
    """The sides that agreed in writing."""
    engaged_at: datetime | None = None
    assignment_id: str | None = None


class Survey(State, frozen=True, kw_only=True):
    """The survey: scene, photos, inventory, accounts. Times are those of the earliest unless said otherwise."""

    arrived_at: datetime | None = None
    delay_explained_at: datetime | None = None
    preserved_at: datetime | None = None
    sampled_at: datetime | None = None
    samples: Mapping[str, str] = field(default_factory=dict)
    """Sample to who has it."""
    stated_at: datetime | None = None
    urged_at: datetime | None = None

    photos: Mapping[str, Photo] = field(default_factory=dict)
    """Photos uploaded, by their hashes."""
    parts_shown: frozenset[str] = frozenset()
    """The replaced parts that a photo shows."""
    insured_photos_at: datetime | None = None
    sketch: SceneSketchDrawn | None = None

    inventory: tuple[InventoryItem, ...] = ()
    few: bool = False
    inventoried_at: datetime | None = None
    estimated_at: datetime | None = None
    estimate_signed_at: datetime | None = None
    list_signed: DamagedPropertyListSigned | None = None
    reopened: frozenset[str] = frozenset()
    """Things added after the list was signed."""
    assessed_list: LossAssessmentListIssued | None = None
    assessed_list_at: datetime | None = None
    scope: Mapping[str, ScopeVerified] = field(default_factory=dict)
    """Things off the books or held for others, and whether they are covered."""
    excluded: frozenset[str] = frozenset()

    accounts: AccountsExamined | None = None
    examined_at: datetime | None = None
    """When they were examined last."""
    sealed_at: datetime | None = None
    discrepancies: Mapping[str, datetime | None] = field(default_factory=dict)
    """Discrepancy to when it was explained."""
    audit_record: AuditRecordSigned | None = None
    audited_at: datetime | None = None
    """When the record that stands was signed."""

    survey_report: SurveyReportFiled | None = None
    survey_report_at: datetime | None = None
    recommended_at: datetime | None = None
    decided_at: datetime | None = None
    intermediaries: Mapping[str, Intermediary] = field(default_factory=dict)
    """Firm to what came of it."""

    @property
    def apparent_cause(self) -> str | None:
        """What the surveyors took for the cause; None before they reported."""
        return self.survey_report.apparent_cause if self.survey_report else None

    @property
    def waived(self) -> bool:
        """Whether the surveyors said why photos and sketch may be missing."""
        return self.survey_report is not None and self.survey_report.waiver is not None

    @property
    def damaged(self) -> frozenset[str]:
        """The classes of property that the inventory has damaged things of."""
        return frozenset(item.property_class for item in self.inventory if item.damaged)

    @property
    def intermediary(self) -> str | None:
        """The firm engaged, if any."""
        return next((firm for firm, each in self.intermediaries.items() if each.engaged_at), None)

    @property
    def listed(self) -> frozenset[str]:
        """What the insured signed for, and what was added since."""
        signed = self.list_signed.items if self.list_signed else ()
        return frozenset(signed) | self.reopened


def _sampled(survey: Survey, recorded: Recorded) -> Survey:
    taken: SampleTaken = recorded.event  # type: ignore[assignment]
    survey = replace(survey, samples={**survey.samples, taken.sample_id: taken.custodian})
    return keeping(since="sampled_at", at="taken_at")(survey, recorded)


def _handed_over(survey: Survey, recorded: Recorded) -> Survey:
    handed: SampleHandedOver = recorded.event  # type: ignore[assignment]
    return replace(survey, samples={**survey.samples, handed.sample_id: handed.to})


def _uploaded(survey: Survey, recorded: Recorded) -> Survey:
    uploaded: ScenePhotosUploaded = recorded.event  # type: ignore[assignment]
    survey = replace(
        survey,
        photos={**survey.photos, **{photo.hash: photo for photo in uploaded.photos}},
        parts_shown=survey.parts_shown | {photo.part_id for photo in uploaded.photos if photo.part_id},
    )
    by_insured = uploaded.by == "insured"
    return keeping(since="insured_photos_at", at="uploaded_at")(survey, recorded) if by_insured else survey


def _inventoried(survey: Survey, recorded: Recorded) -> Survey:
    counted: DamagedPropertyInventoried = recorded.event  # type: ignore[assignment]
    survey = replace(survey, inventory=counted.items, few=counted.few)
    return keeping(since="inventoried_at")(survey, recorded)


def _reopened(survey: Survey, recorded: Recorded) -> Survey:
    reopened: ScopeReopened = recorded.event  # type: ignore[assignment]
    return replace(survey, reopened=survey.reopened | set(reopened.added_items))


def _excluded(survey: Survey, recorded: Recorded) -> Survey:
    left_out: NonCoveredItemExcluded = recorded.event  # type: ignore[assignment]
    return replace(survey, excluded=survey.excluded | {left_out.item_id})


def _examined(survey: Survey, recorded: Recorded) -> Survey:
    return replace(survey, accounts=recorded.event, examined_at=recorded.occurred_at)


def _audited(survey: Survey, recorded: Recorded) -> Survey:
    return replace(survey, audit_record=recorded.event, audited_at=recorded.occurred_at)


def _discrepancy(survey: Survey, recorded: Recorded) -> Survey:
    found: DiscrepancyFound = recorded.event  # type: ignore[assignment]
    return replace(survey, discrepancies={found.discrepancy_id: None, **survey.discrepancies})


def _explained(survey: Survey, recorded: Recorded) -> Survey:
    explained: DiscrepancyExplained = recorded.event  # type: ignore[assignment]
    return replace(survey, discrepancies={**survey.discrepancies, explained.discrepancy_id: recorded.occurred_at})


def _proposed(survey: Survey, recorded: Recorded) -> Survey:
    proposed: IntermediaryProposed = recorded.event  # type: ignore[assignment]
    return _intermediary(survey, proposed.firm)


def _consented(survey: Survey, recorded: Recorded) -> Survey:
    consented: IntermediaryConsented = recorded.event  # type: ignore[assignment]
    known = survey.intermediaries.get(consented.firm, Intermediary())
    written = known.written | {consented.by} if consented.written_ref else known.written
    consents = first_of_each(known.consents, consented.by, recorded.occurred_at)
    return _intermediary(survey, consented.firm, consents=consents, written=written)


def _engaged(survey: Survey, recorded: Recorded) -> Survey:
    engaged: IntermediaryEngaged = recorded.event  # type: ignore[assignment]
    at = recorded.occurred_at
    return _intermediary(survey, engaged.firm, engaged_at=at, assignment_id=engaged.assignment_id)


def _intermediary(survey: Survey, firm: str, **changes: object) -> Survey:
    known = survey.intermediaries.get(firm, Intermediary())
    return replace(survey, intermediaries={**survey.intermediaries, firm: replace(known, **changes)})


STEPS: Steps = {
    DelayExplained: keeping(since="delay_explained_at"),
    SurveyorArrived: keeping(since="arrived_at", at="arrived_at"),
    ScenePreserved: keeping(since="preserved_at", at="since"),
    SampleTaken: _sampled,
    SampleHandedOver: _handed_over,
    StatementTaken: keeping(since="stated_at"),
    SalvageUrged: keeping(since="urged_at"),
    ScenePhotosUploaded: _uploaded,
    SceneSketchDrawn: keeping("sketch"),
    DamagedPropertyInventoried: _inventoried,
    LossEstimated: keeping(since="estimated_at"),
    LossEstimateSigned: keeping(since="estimate_signed_at"),
    DamagedPropertyListSigned: keeping("list_signed"),
    LossAssessmentListIssued: keeping("assessed_list", since="assessed_list_at"),
    ScopeReopened: _reopened,
    ScopeVerified: filing("scope", by="item_id"),
    NonCoveredItemExcluded: _excluded,
    AccountsExamined: _examined,
    AccountsSealed: keeping(since="sealed_at", at="sealed_at"),
    DiscrepancyFound: _discrepancy,
    DiscrepancyExplained: _explained,
    AuditRecordSigned: _audited,
    SurveyReportFiled: keeping("survey_report", since="survey_report_at"),
    NextStepsRecommended: keeping(since="recommended_at"),
    ClaimCentreDecided: keeping(since="decided_at"),
    IntermediaryProposed: _proposed,
    IntermediaryConsented: _consented,
    IntermediaryEngaged: _engaged,
}
"""Event to what it makes of this part of the claim."""
