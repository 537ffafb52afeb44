"""A paper as a Word file in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20, 20, 30 and 15 mm, Times
New Roman, the national head, page numbers on top from the second page on. Number, date and signature stay empty.

The same paper gives the same bytes. Texts are written as texts: nothing in them is a field or markup.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from conversations.programme.paper import Grid, Heading, Paragraph, annex_head, body_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.paper import Annex, AnnexHead, Block, Paper

FONT: Final = "Times New Roman"
WIDTH: Final = 165
"""Millimetres between the margins, and …"""
LENGTH: Final = 262
"""… where the page lies across."""
EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""In place of the moment of writing, so that the same paper is the same file."""
LEFT_HEAD: Final = 65
"""Millimetres; the rest is the national head, whose first line is 95 mm long at 13 pt."""
SMALL: Final = 10
"""Points in a table."""


def word(paper: Paper) -> bytes:
    """The file."""
    from docx import Document  # noqa: PLC0415 - only whoever exports pays for it

    document = Document()
    _first_page(document)
    if not paper.party:
        _head(document, paper)
    _subject(document, paper)
    for one in paper.grounds:
        _text(document, one).italic = True
    for block in paper.body:
        _block(document, block, width=WIDTH)
    _foot(document, paper)
    for place, annex in enumerate(paper.annexes):
        _annex(document, annex, annex_head(paper, place))
    properties = document.core_properties
    properties.created = properties.modified = EPOCH
    properties.author = properties.last_modified_by = paper.issuer
    properties.title = paper.subject
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _without_times(content: bytes) -> bytes:
    """The archive with one time for all its parts."""
    clean = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return clean.getvalue()


def _first_page(document: Any) -> None:  # noqa: ANN401 - the library's classes are imported late
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Mm, Pt  # noqa: PLC0415 - as above

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.15
    page = section.header.paragraphs[0]
    page.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(page)


def _page_number(paragraph: Any) -> None:  # noqa: ANN401 - as above
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - the library has no fields


def _head(document: Any, paper: Paper) -> None:  # noqa: ANN401 - as above
    """The issuing body on the left, the national head on the right, number and date left empty."""
    table = _table(document, 2, [LEFT_HEAD, WIDTH - LEFT_HEAD])
    left, right = table.rows[0].cells
    if paper.superior:
        _line(left.paragraphs[0], body_name(paper.superior), size=12)
        _line(left.add_paragraph(), body_name(paper.issuer), size=12, bold=True)
    else:
        _line(left.paragraphs[0], body_name(paper.issuer), size=12, bold=True)
    _rule(left.add_paragraph(), 22, of=LEFT_HEAD)
    _line(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _line(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _rule(right.add_paragraph(), 56, of=WIDTH - LEFT_HEAD)
    left, right = table.add_row().cells
    _line(left.paragraphs[0], paper.number_line, size=13)
    _line(right.paragraphs[0], paper.dated_line, size=13, italic=True)


def _subject(document: Any, paper: Paper) -> None:  # noqa: ANN401 - as above
    from docx.shared import Pt  # noqa: PLC0415 - as above

    kind = document.add_paragraph()
    kind.paragraph_format.space_before = Pt(12)
    _line(kind, paper.kind, size=14, bold=True)
    _line(document.add_paragraph(), paper.subject, size=14, bold=True)
    _rule(document.add_paragraph(), 50, of=WIDTH)
    if not paper.to:
        return
    if len(paper.to) == 1:
        _line(document.add_paragraph(), f"Kính gửi: {paper.to[0]}", size=14)
    else:
        _line(document.add_paragraph(), "Kính gửi:", size=14)
        for one in paper.to:
            _line(document.add_paragraph(), f"- {one};", size=14)
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)


def _block(document: Any, block: Block, *, width: int) -> None:  # noqa: ANN401 - as above
    match block:
        case Grid():
            _grid(document, block, width=width)
        case Heading():
            _text(document, block.text).bold = True
            document.paragraphs[-1].paragraph_format.keep_with_next = True
        case Paragraph():
            _text(document, block.text)


def _text(document: Any, text: str) -> Any:  # noqa: ANN401 - as above
    """A paragraph of the body; what comes back is its run."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.shared import Mm  # noqa: PLC0415 - as above

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph.add_run(text)


def _grid(document: Any, grid: Grid, *, width: int) -> None:  # noqa: ANN401 - as above
    total = sum(grid.widths)
    table = _table(document, len(grid.head), [width * share / total for share in grid.widths], lines=True)
    everywhere = frozenset(range(len(grid.head)))
    _row(table.rows[0], grid.head, centred=everywhere, bold=True)
    _mark(table.rows[0], "w:tblHeader")
    last = len(grid.rows) - 1
    for number, row in enumerate(grid.rows):
        added = table.add_row()
        _row(added, row, centred=grid.centred, bold=grid.total and number == last)
        _mark(added, "w:cantSplit")


def _row(row: Any, texts: Sequence[str], *, centred: frozenset[int], bold: bool) -> None:  # noqa: ANN401 - as above
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above

    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        _line(paragraph, text, size=SMALL, bold=bold)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if place in centred else WD_ALIGN_PARAGRAPH.LEFT


def _mark(row: Any, name: str) -> None:  # noqa: ANN401 - as above
    """tblHeader: the heading stands on every page; cantSplit: what is written in the row stays on one page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - the library has no such property


def _table(document: Any, columns: int, widths: Sequence[float], *, lines: bool = False) -> Any:  # noqa: ANN401 - as above
    """One row of cells; the widths also stand in the grid, which other programs go by."""
    from docx.shared import Mm  # noqa: PLC0415 - as above

    table = document.add_table(rows=1, cols=columns)
    table.autofit = False
    if lines:
        table.style = "Table Grid"
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        table.rows[0].cells[place].width = Mm(width)
    return table


def _line(
    paragraph: Any,  # noqa: ANN401 - as above
    text: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.shared import Pt  # noqa: PLC0415 - as above

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _rule(paragraph: Any, length: float, *, of: float) -> None:  # noqa: ANN401 - as above
    """A thin line of that length, in millimetres, in the middle of so many."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Mm, Pt  # noqa: PLC0415 - as above

    _line(paragraph, "", size=1)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((of - length) / 2)
    paragraph.paragraph_format.space_after = Pt(4)
    # the library has no borders; before the spacing is where they stand
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - as above
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _pages_from_one(section: Any) -> None:  # noqa: ANN401 - as above
    """An annex has page numbers of its own."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    pages = OxmlElement("w:pgNumType")
    pages.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(pages, "w:cols", "w:titlePg", "w:docGrid")  # noqa: SLF001 - as above


def _foot(document: Any, paper: Paper) -> None:  # noqa: ANN401 - as above
    """Who gets it on the left, who signs on the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above

    table = _table(document, 2, [WIDTH / 2, WIDTH / 2])
    left, right = table.rows[0].cells
    _line(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for one in paper.recipients:
        _line(left.add_paragraph(), f"- {one}", size=11)
    for paragraph in left.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    first, *others = paper.signer
    _line(right.paragraphs[0], first, size=14, bold=True)
    for line in others:
        _line(right.add_paragraph(), line, size=14, bold=True)


def _annex(document: Any, annex: Annex, head: AnnexHead) -> None:  # noqa: ANN401 - as above
    from docx.enum.section import WD_ORIENT, WD_SECTION  # noqa: PLC0415 - as above
    from docx.shared import Mm, Pt  # noqa: PLC0415 - as above

    section = document.add_section(WD_SECTION.NEW_PAGE)
    if annex.wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin, section.right_margin = Mm(20), Mm(15)
    _pages_from_one(section)
    _line(document.add_paragraph(), head.number, size=14, bold=True)
    _line(document.add_paragraph(), annex.title, size=13, bold=True)
    belongs = document.add_paragraph()
    _line(belongs, head.belongs, size=13, italic=True)
    belongs.paragraph_format.space_after = Pt(6)
    for block in annex.blocks:
        _block(document, block, width=LENGTH if annex.wide else WIDTH)
