"""Reports: the catalogue, and each report with its figures, its chart and its basis in law."""

from __future__ import annotations

from flask import Blueprint, Response

from ledger import reports
from ledger.kernel.law import Text
from ledger.reports import REPORTS, Dataset, Scope, formats
from web.auth import caller
from web.errors import Wrong
from web.language import spoken
from web.pages import asking
from web.pages.charts import charts
from web.twin import Data, node, page


def register(blueprint: Blueprint) -> None:
    page(blueprint, "/reports", "reports.html")(catalogue)
    page(blueprint, "/reports/<id>", "report.html")(report)
    blueprint.add_url_rule("/reports/<id>.csv", view_func=csv)
    blueprint.add_url_rule("/reports/<id>.html", view_func=html)


def catalogue() -> Data:
    """The reports there are."""
    return {
        "reports": [
            {
                "id": each.id,
                "title": each.title._asdict(),
                "summary": each.summary._asdict(),
                "instruments": sorted({f"《{rule.pack.title.zh}》{rule.pack.number}" for rule in each.basis}),
            }
            for each in REPORTS.values()
        ]
    }


def report(id: str) -> Data:
    """One report for the area, days and moment of the address."""
    dataset = run(id)
    moment = dataset.scope.moment
    return {**formats.json_of(dataset), "as_of": asking.as_of(moment), "charts": charts(dataset)}


def csv(id: str) -> Response:
    return _download(id, "csv")


def html(id: str) -> Response:
    return _download(id, "html")


def run(id: str) -> Dataset:
    """The report the address asks for. UnknownReport, Wrong, ViewsBehind."""
    if id.upper() not in REPORTS:
        raise reports.UnknownReport(id)
    since, until = asking.day("from"), asking.day("to")
    if since and until and until < since:
        raise Wrong(Text("截止日期早于起始日期。", "the last day is before the first"))
    scope = Scope(moment=asking.moment(), caller=caller(), area=asking.area() or None, since=since, until=until)
    return reports.run(node().ledger.queries, id, scope)


def _download(id: str, form: str) -> Response:
    dataset = run(id)
    response = Response(formats.rendered(dataset, form, spoken()), content_type=formats.FORMATS[form])
    if form == "csv":
        name = f"{dataset.report.id}-{dataset.scope.moment.position}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
