"""Adjusting assignments: the list of them, and each with its survey, documents, adjustment and report."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ledger.adjusting.checklists.analysis import COVER_QUESTIONS
from ledger.adjusting.checklists.documents import CATEGORIES, CODES, outstanding, wanted
from ledger.app import Moment
from ledger.callers import Caller
from ledger.forms.words import COMMISSIONED
from ledger.kernel.law import Text
from ledger.shown import shown
from web.auth import caller
from web.pages import asking, sheets
from web.pages.claim_words import ASSIGNMENT
from web.pages.dossier import checklists, opened
from web.pages.duties import next_duties
from web.pages.listing import AREA, Filter, Listing, Rows, answer, flagged, one_of
from web.pages.names import choices, named, names
from web.pages.personal import revealed
from web.pages.related import Naming, related
from web.pages.words import LINE
from web.twin import Data, node, page

PAGE = 25
TOLD = ("coverage", "report", "claim_documents", "document_list")
"""Checklists that the page tells in its own way."""


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/assignments", "assignments.html")(assignments)
    page(blueprint, "/assignments/<key>", "assignment.html")(assignment)
    blueprint.add_url_rule("/assignments/<key>/personal", view_func=reveal_assignment, methods=["POST"])


def assignments() -> Data:
    """The assignments the reader may see, the latest offer first."""
    by, at, asked = caller(), asking.moment(), LIST.asked()
    found = LIST.find(by, at, asked, PAGE, asking.after())
    return answer("assignments", at, asked, found, insurer=choices(at, by, "insurer"))


MEMBERS = (
    "area",
    "status",
    "mode",
    "line_of_business",
    "claim_no",
    "offered_at",
    "contact_minutes",
    "arrival_hours",
    "payable",
    "stale",
    "report_no",
    "fee",
    "resurveys_open",
)


def _told(rows: Rows, at: Moment, by: Caller) -> list[dict[str, Any]]:
    known = names({id for row in rows for id in (row["firm_id"], *row["insurer_ids"])}, at, by)
    owed = next_duties([row["stream"] for row in rows], at, by)
    return [
        {
            "id": row["assignment_id"],
            "firm": named(row["firm_id"], known),
            "insurers": [named(each, known) for each in row["insurer_ids"]],
            **{name: row[name] for name in MEMBERS},
            "next": owed.get(row["stream"]),
        }
        for row in rows
    ]


LIST = Listing(
    view="assignment",
    order=("offered_at", "stream"),
    filters={
        "status": one_of("status", ASSIGNMENT),
        "mode": one_of("mode", COMMISSIONED),
        "firm": Filter("v.firm_id = %s"),
        "insurer": Filter("%s = ANY(v.insurer_ids)"),
        "area": AREA,
        "line": one_of("line_of_business", LINE),
        "stale": flagged("v.stale"),
        "q": Filter("concat_ws(' ', v.stream, v.claim_no, v.report_no) ILIKE %s"),
    },
    told=_told,
)
"""`q` looks in the numbers of assignment, claim and report."""


def assignment(key: str) -> Data:
    """The assignment as it stood at the moment asked for, with the events before and after it."""
    by, at, id = caller(), asking.moment(), f"assignment/{key}"
    state, reached, _, told = opened(id, node().ledger.history(id, by), by, at)
    commission, survey, analysis, report = state.commission, state.survey, state.analysis, state.report
    return {
        **told,
        "status": state.status,
        "mode": commission.mode,
        "line_of_business": commission.line_of_business,
        "claim_no": commission.claim_no,
        "accepted_at": commission.accepted.at if commission.accepted else None,
        "declined": commission.declined.reason if commission.declined else None,
        "letter": commission.letter.letter_ref if commission.letter else None,
        "letter_wanted_of": sorted(commission.letter_wanted_of) if commission.accepted else [],
        "zone": commission.appointed.zone if commission.appointed else None,
        "adjusters": list(commission.adjusters),
        "contacted_at": commission.contacted_at,
        "agreed_time": survey.agreements[-1].time if survey.agreements else None,
        "visits": [each._asdict() for each in survey.visits],
        "resurveys": [{"id": name, **shown(each)} for name, each in survey.resurveys.items()],
        "record_signed": survey.signed if survey.record else None,
        "documents": _documents(state.documents),
        "documents_signed_at": state.documents.signed_at,
        "cause": analysis.cause.proximate_cause if analysis.cause else None,
        "coverage": _coverage(analysis.coverage),
        "calculations": sheets.recorded(reached, state.stale),
        "report": {
            "drafted": report.drafted is not None,
            "reviewed": report.reviewed.result if report.reviewed else None,
            "report_no": report.issued.report_no if report.issued else None,
            "delivered_at": report.delivered_at,
            "sections": checklists("adjusting", state, only=("report",))[0]["items"],
        },
        "fee": report.fee.amount if report.fee else None,
        "fee_waived": report.fee_waived.reason if report.fee_waived else None,
        "closed_at": report.closed_at,
        "archived_on": report.archived.archived_on if report.archived else None,
        "retention": state.retention,
        "checklists": checklists("adjusting", state, but=TOLD),
        "related": related(
            _named(state),
            {
                "appraisal": Naming("v.claim_no = %s", commission.claim_no or ""),
                "dispute": Naming("v.subject = %s", id),
            },
            at,
            by,
        ),
    }


def reveal_assignment(key: str) -> Any:
    """Shows the personal data of the assignment once; who read them, and why, is recorded first."""
    return revealed(node().ledger.history(f"assignment/{key}", caller()), key, f"/assignments/{key}")


def _named(assignment: Any) -> list[str]:
    """The streams that the assignment itself names."""
    claim_no = assignment.commission.claim_no
    appraisals = (each.appraisal_id for each in assignment.analysis.materials if each.appraisal_id)
    return [*([f"claim/{claim_no}"] if claim_no else []), *(f"appraisal/{each}" for each in appraisals)]


def _coverage(coverage: Any) -> dict[str, Any] | None:
    """The seven questions on cover with their answers, and what the insurer is advised."""
    if coverage is None:
        return None
    answers = {check.id: check for check in coverage.checks}
    return {
        "advice": coverage.advice,
        "reasoning": coverage.reasoning,
        "questions": [
            {
                "id": each.id,
                "text": each.text._asdict(),
                "rule": each.rule.id,
                "article": each.rule.article,
                "outcome": answers[each.id].outcome if each.id in answers else None,
                "note": answers[each.id].note if each.id in answers else None,
            }
            for each in COVER_QUESTIONS
        ],
    }


def _documents(documents: Any) -> list[dict[str, Any]]:
    """The lines of the document list by category: asked for or not, and what came of it. None where none was issued."""
    if documents.issued is None:
        return []
    open_codes = outstanding(documents)
    lines = [
        {
            "code": line.code,
            "category": _category(line.code),
            "text": CODES.get(line.code, Text(line.description or line.code, line.description or line.code))._asdict(),
            "state": "asked" if line.ticked else "not_applicable" if line.not_applicable else "open",
            "copies": documents.copies[line.code],
            "wanted": wanted(documents, line.code),
            "complete": line.ticked and line.code not in open_codes,
            "received_at": documents.received_at.get(line.code),
            "deferred_to": documents.deferred.get(line.code),
        }
        for line in documents.issued.items
    ]
    return [
        {
            "code": category.code,
            "text": category.text._asdict(),
            "rule": category.rule.id,
            "article": category.rule.article,
            "lines": found,
        }
        for category in CATEGORIES
        if (found := [line for line in lines if line["category"] == category.code])
    ]


def _category(code: str) -> str:
    """The category of a line; one added by hand is in the last."""
    return code.partition(".")[0] if code in CODES else CATEGORIES[-1].code
