"""A printed form as data: what stands on the paper, whatever it is drawn with.

Labels are in both languages, Chinese first; what a stream has recorded stands as it was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal, NamedTuple

from ledger.kernel.law import Rule, Text
from ledger.shown import instant

NOTHING = "—"
"""What stands where there is nothing to tell."""


Align = Literal["left", "right", "center"]


class Field(NamedTuple):
    """A label and what stands behind it; None leaves a line to be filled in by hand. 栏目"""

    label: Text
    value: str | None


class Column(NamedTuple):
    """A column of a table: its heading, its width beside the others, and how it is set. 表列"""

    title: Text
    width: int = 1
    align: Align = "left"


class Table(NamedTuple):
    """Rows under headings, with a foot of sums. 表格

    A row has a cell for each column, or one alone: a heading over the rows that follow.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, ...], ...] = ()
    caption: Text | None = None


class Signature(NamedTuple):
    """A place to sign or seal, and to date; `who` is the key of who is to sign, where it is known. 签章"""

    label: Text
    who: str | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a form, and how deep its heading lies; its contents stand in the order of the members. 章节"""

    heading: Text | None = None
    level: Literal[2, 3, 4] = 2
    fields: tuple[Field, ...] = ()
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The stream a form was made of, as it stood: after which event, recorded when. 出处"""

    stream: str
    version: int
    position: int
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Document:
    """A form as it is printed. 单证

    `marks` are warnings that stand under the title, `notes` explanations at the end. A form that is made of no stream
    has no `origin`.
    """

    title: Text
    sections: tuple[Section, ...]
    number: str | None = None
    marks: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    basis: tuple[Rule, ...] = ()
    origin: Origin | None = None


def listed(items: Iterable[str]) -> str:
    """Several things in one line; a dash for none."""
    return "、".join(items) or NOTHING


def told(document: Document) -> dict[str, Any]:
    """A document as JSON data, from which it is drawn as well."""
    origin = document.origin
    return {
        "title": _text(document.title),
        "number": document.number,
        "marks": [_text(each) for each in document.marks],
        "sections": [_section(each) for each in document.sections],
        "notes": [_text(each) for each in document.notes],
        "basis": [
            {
                "instrument": f"《{pack.title.zh}》{pack.number}",
                "articles": list(dict.fromkeys(rule.article for rule in rules)),
                "rules": [rule.id for rule in rules],
            }
            for pack, rules in ((pack, list(found)) for pack, found in groupby(document.basis, lambda rule: rule.pack))
        ],
        "origin": {**vars(origin), "recorded_at": instant(origin.recorded_at)} if origin else None,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": _text(section.heading),
        "level": section.level,
        "fields": [{"label": _text(each.label), "value": each.value} for each in section.fields],
        "paragraphs": list(section.paragraphs),
        "tables": [
            {
                "caption": _text(table.caption),
                "columns": [{**column._asdict(), "title": _text(column.title)} for column in table.columns],
                "rows": [list(row) for row in table.rows],
                "foot": [list(row) for row in table.foot],
            }
            for table in section.tables
        ],
        "signatures": [{"label": _text(each.label), "who": each.who} for each in section.signatures],
    }


def _text(text: Text | None) -> dict[str, str] | None:
    """A label as it stands by itself, the English with a capital."""
    return {"zh": text.zh, "en": text.en[:1].upper() + text.en[1:]} if text else None
