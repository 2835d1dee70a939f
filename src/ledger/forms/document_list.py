"""The claim document list: eight categories, ticked as they were asked for (MBA 5.3.4, 附录C). 索赔资料清单"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.adjusting.checklists.documents import CATEGORIES, CODES, Category, by_hand
from ledger.adjusting.events.documents import DocumentListIssued, ListedDocument
from ledger.adjusting.state.documents import Documents
from ledger.forms import words
from ledger.forms.commissioned import SIGNATURE_OF_INSURED, TO_THE_INSURED, parties
from ledger.forms.document import Column, Document, Field, Section, Signature, Table
from ledger.forms.form import Form, Source, needed
from ledger.kernel.law import Text
from ledger.law.machinery import ACKNOWLEDGE, CONTACT, ISSUE_LIST, LIST_CONTENT, REPORT_DATE, STAMPED

TITLE = Text("索赔资料清单", "Claim document list")
BLANK_LINES = 2
"""Empty lines of the last category, to be added by hand."""
INSTRUCTION = (
    "为查明事故的性质、原因和损失程度，请及时、准确、真实地提供下列打“√”的资料，并逐份加盖公章；没有打“√”的不必提供。"
)


def _drawn(source: Source) -> Document:
    documents: Documents = source.state.documents
    issued: DocumentListIssued = source.last(DocumentListIssued)
    signed = documents.signed
    return Document(
        title=TITLE,
        number=issued.list_id,
        sections=(
            Section(
                fields=(
                    Field(TO_THE_INSURED.label, issued.addressee),
                    *parties(source),
                    Field(Text("报案日期", "Reported on"), words.day(issued.reported_on)),
                    Field(Text("事故名称", "Accident"), issued.accident),
                ),
                paragraphs=(INSTRUCTION,),
                tables=(_lines(issued, documents),),
            ),
            Section(
                fields=(
                    Field(Text("公估联系人", "Contact"), None),
                    Field(Text("联系电话", "Telephone"), None),
                ),
                signatures=(
                    Signature(SIGNATURE_OF_INSURED, signed.by if signed else None),
                    Signature(Text("公估人（签名）", "Adjuster, signature")),
                ),
            ),
        ),
        notes=(
            Text("“/”表示不适用；约定补交的注明日期。", "“/” does not apply; what may come later has its day"),
            Text(
                "签收后拍照或者复印留存，原件由公估人保管。",
                "photographed or copied when signed; the adjuster keeps the original",
            ),
        ),
    )


def _lines(issued: DocumentListIssued, documents: Documents) -> Table:
    rows = (row for category in CATEGORIES for row in _of_category(category, issued, documents))
    return Table(
        columns=(
            Column(Text("编号", "No."), 2),
            Column(Text("资料", "Document"), 9),
            Column(Text("须提供", "Wanted"), 2, "center"),
            Column(Text("备注", "Remarks"), 5),
        ),
        rows=tuple(rows),
    )


def _of_category(category: Category, issued: DocumentListIssued, documents: Documents) -> Iterator[tuple[str, ...]]:
    yield (f"{category.code} {category.text.zh}",)
    listed = {line.code: line for line in issued.items}
    for code, text in CODES.items():
        if code.startswith(f"{category.code}."):
            yield _row(code, text.zh, listed.get(code), documents)
    if category is CATEGORIES[-1]:
        added = [line for line in issued.items if by_hand(line)]
        for line in added:
            yield _row(line.code, line.description or "", line, documents)
        yield from [("", "", "", "")] * max(0, BLANK_LINES - len(added))


def _row(code: str, text: str, line: ListedDocument | None, documents: Documents) -> tuple[str, ...]:
    mark = "" if line is None else "√" if line.ticked else "/" if line.not_applicable else ""
    remarks = [line.description] if line and line.description and line.description != text else []
    if code in documents.deferred:
        remarks.append(f"{words.day(documents.deferred[code])}前补交")
    if code == "C3.7" and documents.issued and documents.issued.mortgaged:
        remarks.append("并附动产抵押登记证明")
    return code, text, mark, "；".join(remarks)


FORM = Form(
    id="document-list",
    title=TITLE,
    kind="assignment",
    basis=(ISSUE_LIST, LIST_CONTENT, REPORT_DATE, STAMPED, CONTACT, ACKNOWLEDGE),
    needs=(
        needed(
            ISSUE_LIST,
            lambda source: source.state.documents.issued,
            "尚未开列索赔资料清单（DocumentListIssued），不知道要打“√”的项目。",
            "no document list was issued (DocumentListIssued): it is not known what to tick",
        ),
    ),
    drawn=_drawn,
)
