"""An official paper as it is laid out, without how it is written: head, subject, body, recipients, annexes.

Source of the layout: Nghị định 30/2020/NĐ-CP, Phụ lục I. Number, date, signature and seal stay empty: the clerk's
office and whoever signs give them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

BODY: Final = "ỦY BAN NHÂN DÂN "
HEAD: Final = 22
"""Capital letters that one line of the left head takes."""


class PaperKind(StrEnum):
    """Which official file."""

    REPORT = "report"
    """The periodic report, Word."""
    PRINT = "print"
    """The same as a PDF."""
    TABLE = "table"
    """The criteria table, Excel."""
    FORM = "form"
    """The periodic report in the office's own form, Word."""
    WORKBOOK = "workbook"
    """Everything about the unit on sheets, Excel."""
    EVIDENCE = "evidence"
    """The evidence of a commune or district, ZIP."""


OF_CRITERIA = frozenset({PaperKind.REPORT, PaperKind.PRINT, PaperKind.FORM})
"""The files that are the report of a period of criteria."""


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1: "I. NHỮNG KẾT QUẢ"; 2: "1. Kết quả chung"."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. widths: shares of the page's width. centred: the columns whose cells stand in the middle."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    centred: frozenset[int] = frozenset()
    total: bool = False
    """The last row adds up."""


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """Its own pages after the paper. wide: across the page."""

    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One report."""

    superior: str
    """The body above, in the left head; "" where there is none."""
    issuer: str
    symbol: str
    """"BC-UBND": what stands behind the number."""
    place: str
    year: int
    kind: str
    subject: str
    to: tuple[str, ...]
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    signer: tuple[str, ...]
    """The lines above the signature: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"."""
    grounds: tuple[str, ...] = ()
    """"Căn cứ …;": whole lines, above the body."""
    annexes: tuple[Annex, ...] = ()
    party: bool = False
    """A Party body's: the State's head is never printed on it, its own is left to its clerk's office."""

    @property
    def number_line(self) -> str:
        """The number is given by the clerk's office."""
        return f"Số:        /{self.symbol}"

    @property
    def dated_line(self) -> str:
        """The day is that of the signature."""
        return f"{self.place}, ngày      tháng      năm {self.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexHead:
    """The lines above and below an annex' title."""

    number: str
    belongs: str


def annex_head(paper: Paper, place: int) -> AnnexHead:
    """Of the annex at that place, from 0; the only one has no number."""
    number = f"Phụ lục {_ROMAN[place]}" if len(paper.annexes) > 1 else "Phụ lục"
    return AnnexHead(number=number, belongs=f"(Kèm theo Báo cáo số      /{paper.symbol} ngày      /      /      )")


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def body_name(name: str) -> str:
    """As it stands in the head: where it takes two lines it is broken before the unit, not inside its name."""
    unit = name.removeprefix(BODY)
    if unit == name or len(unit) > HEAD:
        return name
    return BODY + unit.replace(" ", "\N{NO-BREAK SPACE}")
