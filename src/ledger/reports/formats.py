"""Reports as JSON, CSV and a page of HTML to print."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ledger import areas
from ledger.kernel.clock import shown as local_time
from ledger.kernel.law import Text
from ledger.reports.report import Column, Dataset
from ledger.shown import instant

FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def json_of(dataset: Dataset) -> dict[str, Any]:
    """The report as one JSON document; `digest` is the SHA-256 of its canonical rows and totals."""
    report, scope = dataset.report, dataset.scope
    return {
        "id": report.id,
        "title": report.title._asdict(),
        "summary": report.summary._asdict(),
        "position": scope.moment.position,
        "at": instant(scope.moment.at),
        "area": scope.area,
        "from": scope.since.isoformat() if scope.since else None,
        "to": scope.until.isoformat() if scope.until else None,
        "basis": [
            {"rule": rule.id, "article": rule.article, "number": rule.pack.number, **rule.text._asdict()}
            for rule in report.basis
        ],
        "columns": [
            {
                "name": column.name,
                "kind": column.kind,
                "title": column.title._asdict(),
                "meaning": column.meaning._asdict(),
                "unit": column.unit._asdict(),
                "words": {code: words._asdict() for code, words in column.words.items()},
            }
            for column in report.columns
        ],
        "rows": list(dataset.rows),
        "totals": dict(dataset.totals),
        "digest": digest(dataset),
    }


def digest(dataset: Dataset) -> str:
    """SHA-256 of the canonical dataset: anybody who recomputes the report can compare it."""
    content = {"id": dataset.report.id, "rows": list(dataset.rows), "totals": dict(dataset.totals)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def csv_of(dataset: Dataset, language: str) -> bytes:
    """RFC 4180 with a byte order mark, so that spreadsheets read the Chinese; totals in the last line."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = dataset.report.columns
    writer.writerow([said(column.title, language) for column in columns])
    for row in dataset.rows:
        writer.writerow([_safe(worded(column, row[column.name], language)) for column in columns])
    writer.writerow([_safe(total(dataset, column, language)) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def html_of(dataset: Dataset, language: str) -> str:
    """A page that stands alone: no script, no style from elsewhere, ready to print."""
    report, scope = dataset.report, dataset.scope
    columns = report.columns
    heads = "".join(
        f'<th scope="col" title="{_text(column.meaning, language)}">{_text(column.title, language)}</th>'
        for column in columns
    )
    lines = "".join(
        "<tr>" + "".join(_cell(column, worded(column, row[column.name], language)) for column in columns) + "</tr>"
        for row in dataset.rows
    )
    sums = "".join(_cell(column, total(dataset, column, language)) for column in columns)
    basis = "".join(
        f"<li>{html.escape(str(rule.citation))}：{_text(rule.text, language)}</li>" for rule in report.basis
    )
    meanings = "".join(
        f"<dt>{_text(column.title, language)}</dt><dd>{_text(column.meaning, language)}{unit_of(column, language)}</dd>"
        for column in columns
    )
    labels = {
        "zh": ("截至", "位置", "法律依据", "列说明", "暂无数据", "全部辖区"),
        "en": ("as of", "position", "Legal basis", "Columns", "No data", "all areas"),
    }
    as_of, position, legal, explained, nothing, everywhere = labels.get(language, labels["zh"])
    where = html.escape(areas.named(scope.area) if scope.area else everywhere)
    empty = f'<tr><td colspan="{len(columns)}">{nothing}</td></tr>'
    return f"""<!doctype html>
<html lang="{"en" if language == "en" else "zh-CN"}">
<head><meta charset="utf-8"><title>{report.id} {_text(report.title, language)}</title></head>
<body>
<h1>{report.id} {_text(report.title, language)}</h1>
<p>{_text(report.summary, language)}</p>
<p>{where} · {as_of} {local_time(scope.moment.at)} · {position} {scope.moment.position}</p>
<table border="1" cellpadding="4"><thead><tr>{heads}</tr></thead>
<tbody>{lines or empty}</tbody><tfoot><tr>{sums}</tr></tfoot></table>
<h2>{legal}</h2><ul>{basis}</ul>
<h2>{explained}</h2><dl>{meanings}</dl>
</body>
</html>
"""


def said(text: Text, language: str) -> str:
    """The text in the reader's language, Chinese unless English is asked for."""
    return text.en if language == "en" else text.zh


def worded(column: Column, value: Any, language: str) -> Any:
    """A value as people read it: words for a code or for several, anything else as it is.

    A code may be followed by a colon and what it is about.
    """
    if isinstance(value, list):
        return "；".join(str(worded(column, each, language)) for each in value)
    code, _, about = str(value).partition(":")
    if code not in column.words:
        return value
    words = said(column.words[code], language)
    return f"{about}：{words}" if about else words


def unit_of(column: Column, language: str) -> str:
    """In which unit a column counts, in brackets; nothing where it has none."""
    unit = said(column.unit, language)
    return unit and (f" ({unit})" if language == "en" else f"（{unit}）")


def total(dataset: Dataset, column: Column, language: str) -> Any:
    """What stands under a column in the line of totals."""
    if column is dataset.report.columns[0]:
        return "Total" if language == "en" else "合计"
    return dataset.totals.get(column.name, "")


def percent(value: Any) -> str:
    """A share as people read it."""
    return "—" if value is None else f"{float(value):.1%}"


def _text(text: Text, language: str) -> str:
    return html.escape(said(text, language))


def _cell(column: Column, value: Any) -> str:
    shown = "—" if value is None else f"{value:,}" if isinstance(value, Decimal) else str(value)
    if column.kind == "share" and value != "":
        shown = percent(value)
    aligned = "" if column.kind == "text" else ' align="right"'
    return f"<td{aligned}>{html.escape(shown)}</td>"


def _safe(value: Any) -> Any:
    """No cell begins as a formula: spreadsheets would run it."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def rendered(dataset: Dataset, form: str, language: str) -> bytes:
    """The report in one of FORMATS."""
    makers: Mapping[str, Any] = {
        "json": lambda: (json.dumps(json_of(dataset), ensure_ascii=False, indent=2) + "\n").encode(),
        "csv": lambda: csv_of(dataset, language),
        "html": lambda: html_of(dataset, language).encode(),
    }
    made: bytes = makers[form]()
    return made
