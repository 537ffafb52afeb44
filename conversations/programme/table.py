"""A document as plain text: paragraphs and tables in their order, every piece with the place where it stands.

Whoever reads files makes these; whoever understands them needs nothing else. All text is NFC, white space squeezed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


HEAD_BLOCKS, HEAD_ROWS = 20, 8
"""A letterhead with number and date stands within so many paragraphs or tables, and so many rows of a table."""


class Medium(StrEnum):
    """How a place is counted, which depends on the file it stands in."""

    LINES = "lines"
    """Text and CSV: lines of the file."""
    SHEET = "sheet"
    """A spreadsheet: cells by letter and number."""
    WORD = "word"
    """A Word document: paragraphs, and tables with their rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands. Rows and columns count from 1; column 0 means the whole row.

    part: the sheet's name, or which table of a Word document ("" outside tables).
    """

    medium: Medium = Medium.LINES
    row: int = 0
    column: int = 0
    part: str = ""

    def __str__(self) -> str:
        """The place in words that a person finds again: "dòng 7, cột C", "ô D12", "bảng 2, dòng 5, cột C"."""
        if not self.row:
            return ""
        letter = column_letter(self.column) if self.column else ""
        if self.medium is Medium.SHEET:
            here = f"ô {letter}{self.row}" if letter else f"dòng {self.row}"
            return f"trang tính “{self.part}”, {here}" if self.part else here
        column = f", cột {letter}" if letter else ""
        if self.medium is Medium.WORD:
            return f"bảng {self.part}, dòng {self.row}{column}" if self.part else f"đoạn {self.row}"
        return f"dòng {self.row}{column}"


def column_letter(number: int) -> str:
    """The letter of a column as spreadsheets count: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell's text. A merged cell's text stands in every cell it covers; covered marks all but the first of them.

    divided: the file itself holds a number with decimals here, so the point in the text can be nothing else.
    uncomputed: it holds a formula whose value it does not hold, so the text is empty and the cell is not.
    """

    text: str
    place: Place = field(compare=False)
    covered: bool = False
    divided: bool = False
    uncomputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; it may be shorter than others."""

    cells: tuple[Cell, ...]
    place: Place = field(compare=False)

    def text(self, column: int) -> str:
        """The text of the column, counted from 0; empty where the row is too short."""
        return self.cells[column].text if column < len(self.cells) else ""

    def cell(self, column: int) -> Cell:
        """The cell of the column, counted from 0; an empty one where the row is too short."""
        if column < len(self.cells):
            return self.cells[column]
        place = Place(medium=self.place.medium, part=self.place.part, row=self.place.row, column=column + 1)
        return Cell(text="", place=place)

    @property
    def blank(self) -> bool:
        """Whether no cell holds any text."""
        return not any(cell.text for cell in self.cells)

    @property
    def only_text(self) -> str | None:
        """The row's text when it holds one text only, as a title above or a note below a table does."""
        texts = {cell.text for cell in self.cells if cell.text}
        return texts.pop() if len(texts) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph or line of running text, never empty."""

    text: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, or a whole sheet with the titles and notes around its table."""

    rows: tuple[Row, ...]
    place: Place = field(compare=False)

    @property
    def width(self) -> int:
        """The number of cells of the longest row."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says, in its order. name: the file's own name, without folders."""

    name: str
    blocks: tuple[Paragraph | Table, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The running text outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def prose(self) -> Iterator[Paragraph]:
        """All running text in order: paragraphs, and rows of a table that hold one text only (titles, notes)."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
                continue
            for row in block.rows:
                text = row.only_text
                if text is not None:
                    yield Paragraph(text=text, place=row.place)

    def head(self) -> Iterator[Paragraph]:
        """The first texts of the document, cells included: a letterhead is often a table without lines."""
        for block in self.blocks[:HEAD_BLOCKS]:
            if isinstance(block, Paragraph):
                yield block
                continue
            for row in block.rows[:HEAD_ROWS]:
                for cell in row.cells:
                    if cell.text and not cell.covered:
                        yield Paragraph(text=cell.text, place=cell.place)
