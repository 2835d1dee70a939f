"""A form as PDF, set by typst in an embedded Chinese font: the same form is the same file to the last byte."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import typst

from ledger.forms.document import Document, told
from ledger.kernel.clock import shown

TEMPLATE = Path(__file__).parent / "document.typ"
FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
CHECKOUT = Path(__file__).resolve().parents[3] / "var"


class FontMissing(Exception):
    """The Chinese font that PDFs are set in is not there."""

    def __str__(self) -> str:
        return (
            f"the font of PDFs ({', '.join(FONTS)}) is not in {' or '.join(self.args)}: "
            "`python -m web.assets` fetches it, as the first `make run` does"
        )


def fonts(data: Path) -> Path:
    """The folder of the fonts fetched last, of the data or of the checkout. FontMissing where there is none."""
    homes = dict.fromkeys(home.resolve() / "assets" for home in (CHECKOUT, data))
    folders = [folder for home in homes for folder in home.glob("*/fonts")]
    whole = [folder for folder in folders if all((folder / name).is_file() for name in FONTS)]
    if not whole:
        raise FontMissing(*map(str, homes))
    return max(whole, key=lambda folder: folder.stat().st_mtime_ns)


def rendered(document: Document, fonts: Path) -> bytes:
    """The PDF, as PDF/A where it was made of a stream. Its date is that of the record, never that of its making."""
    at = document.origin.recorded_at if document.origin else None
    data = {
        **told(document),
        "recorded": shown(at) if at else None,
        "date": [at.year, at.month, at.day, at.hour, at.minute, at.second] if at else None,
    }
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        pdf_standards="a-2a" if at else [],  # for the archive; it wants a date
        font_paths=_loaded(fonts),
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
    )
    return made


@lru_cache(2)
def _loaded(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
