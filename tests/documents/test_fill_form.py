"""An office's own form: filled in where its fields stand, untouched elsewhere, refused where it could do harm."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from bot.documents.fill_form import LARGEST_TEXT, check_form, fill_form
from conversations.programme.form_fields import FIELDS, TABLES, FormValues
from conversations.programme.problem import Problem
from conversations.reading.limits import FORM_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Opened

HOSTILE = '{{co_quan}} <w:p/> & "x" \x0b=HYPERLINK("http://x") { PAGE }'
SEEN = HOSTILE.replace("\x0b", "")


def values(**fields: str) -> FormValues:
    empty: dict[str, tuple[dict[str, str], ...]] = dict.fromkeys(TABLES, ())
    rows = tuple({**dict.fromkeys(TABLES["xa"], ""), "tt": str(n), "ten": name} for n, name in enumerate(COMMUNES, 1))
    return FormValues(fields={**{name: f"[{name}]" for name in FIELDS}, **fields}, rows={**empty, "xa": rows})


COMMUNES = ("Đại Sơn", HOSTILE, "Cai Bộ")


def saved(document: Opened) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def form(*paragraphs: str) -> bytes:
    document = Document()
    for said in paragraphs:
        document.add_paragraph(said)
    return saved(document)


def filled(content: bytes, **fields: str) -> Opened:
    return Document(io.BytesIO(fill_form(content, values(**fields), name="mau.docx")))


def said(document: Opened) -> list[str]:
    return [one.text for one in document.paragraphs]


def refused(content: bytes) -> Problem:
    with pytest.raises(Problem) as caught:
        check_form(content, name="mau.docx")
    return caught.value


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return made.getvalue()


def changed(content: bytes, change: Callable[[bytes], bytes], part: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return with_part(content, part, change(archive.read(part)))


def test_a_field_is_found_also_where_word_has_cut_it_into_runs() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece, bold in (("Số: ", False), ("{", True), ("{ dia_", False), ("danh}", False), ("}, năm {{nam}}.", False)):
        paragraph.add_run(piece).bold = bold
    found = filled(saved(document), dia_danh="Phúc Sen", nam="2023")

    assert said(found) == ["Số: Phúc Sen, năm 2023."]
    assert [run.text for run in found.paragraphs[0].runs if run.bold] == ["Phúc Sen"]


def test_lines_of_a_text_are_lines_of_the_paragraph() -> None:
    assert said(filled(form("A {{ket_qua}} B"), ket_qua="một\nhai")) == ["A một\nhai B"]


def test_what_people_wrote_is_text_and_is_not_looked_through_again() -> None:
    content = fill_form(form("{{kho_khan}} và {{co_quan}}"), values(kho_khan=HOSTILE), name="mau.docx")

    assert said(Document(io.BytesIO(content))) == [f"{SEEN} và [co_quan]"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml")
    assert (body.count(b"<w:p>") + body.count(b"<w:p "), b"instrText" in body, b"fldSimple" in body) == (
        1,
        False,
        False,
    )


def test_a_row_is_repeated_for_each_commune_and_keeps_its_form() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "TT", "Xã của {{don_vi}}"
    table.rows[1].cells[0].text = "{{#xa}}{{tt}}"
    table.rows[1].cells[1].paragraphs[0].add_run("{{ten}}{{/xa}}").italic = True
    table.rows[2].cells[1].text = "Cộng {{so_xa}}"
    rows = filled(saved(document), so_xa="3").tables[0].rows

    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["TT", "Xã của [don_vi]"],
        ["1", "Đại Sơn"],
        ["2", SEEN],
        ["3", "Cai Bộ"],
        ["", "Cộng 3"],
    ]
    assert all(run.italic for row in rows[1:4] for run in row.cells[1].paragraphs[0].runs)


def test_a_table_without_entries_keeps_one_empty_row() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{#vuong_mac}}{{tt}}. {{noi_dung}}{{/vuong_mac}}"

    assert [row.cells[0].text for row in filled(saved(document)).tables[0].rows] == [". "]


def test_a_content_control_is_filled_by_its_tag_and_no_longer_bound() -> None:
    document = Document()
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="don_vi"/><w:showingPlcHdr/>'
        '<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Nhấn để nhập</w:t></w:r><w:r><w:t>!</w:t></w:r></w:sdtContent></w:sdt>"
    )
    document.add_paragraph("Của ")._p.append(control)
    found = filled(saved(document), don_vi=HOSTILE).element.body

    assert "".join(text.text for text in found.iter(qn("w:t"))) == f"Của {SEEN}"
    (kept,) = found.iter(qn("w:sdt"))
    assert [child.tag for child in kept.find(qn("w:sdtPr"))] == [qn("w:tag")]
    assert kept.find(f"{qn('w:sdtContent')}/{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None


def test_headers_and_footers_are_filled_too() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{co_quan}}"
    document.sections[0].footer.paragraphs[0].text = "{{so_lieu_den}}"
    found = filled(saved(document)).sections[0]

    assert (found.header.paragraphs[0].text, found.footer.paragraphs[0].text) == ("[co_quan]", "[so_lieu_den]")


def test_everything_else_stays_byte_by_byte() -> None:
    before = with_part(form("{{nam}}"), "word/theme/mau.xml", b"<a>  <b/></a>")
    after = fill_form(before, values(), name="mau.docx")

    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["word/document.xml"]
    assert after == fill_form(before, values(), name="mau.docx")


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("{{khong_co}}", "“{{khong_co}}” ở đoạn 1"),
        ("{{Tên xã}}", "“{{Tên xã}}” ở đoạn 1"),
        ("{{nam", "“{{nam” ở đoạn 1"),
        ("{{#xa}}", "“{{#xa}}” ở đoạn 1"),
        ("{{ten}}", "“{{ten}}” ở đoạn 1"),
    ],
)
def test_a_field_that_is_none_is_told_with_its_place(paragraph: str, told: str) -> None:
    found = refused(form(paragraph))

    assert (found.code, told in str(found)) == ("form_field_unknown", True)


def test_a_table_that_does_not_end_and_a_tag_nobody_knows_are_told() -> None:
    document = Document()
    document.add_table(rows=2, cols=1).rows[1].cells[0].text = "{{#xa}}{{ten}}"
    document.add_paragraph("sau bảng")
    assert "“{{#xa}}” ở bảng 1, dòng 2" in str(refused(saved(document)))

    document = Document()
    control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="ten_xa"/></w:sdtPr><w:sdtContent/></w:sdt>')
    document.add_paragraph()._p.append(control)
    assert "“ten_xa” ở ô nội dung" in str(refused(saved(document)))


def linked(content: bytes) -> bytes:
    target = (
        b'<Relationship Id="rId99" Type="t" Target="http://evil.example/a.dotm" TargetMode="External"/></Relationships>'
    )
    return changed(content, lambda part: part.replace(b"</Relationships>", target), "word/_rels/document.xml.rels")


def loading(content: bytes, kind: str, name: str) -> bytes:
    """A relationship of that kind to a part that is a text by its name."""
    target = f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="{name}"/></Relationships>'.encode()
    return changed(content, lambda part: part.replace(b"</Relationships>", target), "word/_rels/document.xml.rels")


def in_utf_16(part: bytes) -> bytes:
    said = part.decode().replace("wordprocessingml.document", "macroEnabled")
    return said.partition("?>")[2].encode("utf-16")


def declared(content: bytes, kind: str, name: str) -> bytes:
    said = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()
    return changed(content, lambda part: part.replace(b"</Types>", said), "[Content_Types].xml")


STRICT = b"purl.oclc.org/ooxml/wordprocessingml"


def coded(*pieces: str) -> bytes:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in pieces:
        code = OxmlElement("w:instrText")
        code.text = piece
        paragraph.add_run()._r.append(code)
    return saved(document)


@pytest.mark.parametrize(
    "content",
    [
        with_part(form("x"), "word/vbaProject.bin", b"\xd0\xcf"),
        with_part(form("x"), "word/embeddings/oleObject1.bin", b"\xd0\xcf"),
        with_part(form("x"), "word/activeX/activeX1.xml", b"<a/>"),
        changed(
            form("x"), lambda part: part.replace(b"wordprocessingml.document", b"macroEnabled"), "[Content_Types].xml"
        ),
        linked(form("x")),
        coded("INCLUDE", 'TEXT "c:\\a.docx"'),
        coded("DDEAUTO cmd"),
        coded(" PAGE {{nam}} "),
        coded("INCLUDE c:\\\\a.docx"),
        with_part(
            form("x"),
            "word/header9.xml",
            b'<h xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><p><instrText>DDE a</instrText></p></h>',
        ),
        with_part(form("x"), "word/more.dat", b"\xd0\xcf"),
        with_part(form("x"), "word/a.html", b"<html/>"),
        loading(with_part(form("x"), "word/a.xml", b"<html/>"), "aFChunk", "a.xml"),
        changed(form("x"), in_utf_16, "[Content_Types].xml"),
        declared(with_part(form("x"), "word/media/a.png", b"<a/>"), "application/x.main+xml", "word/media/a.png"),
        with_part(form("x"), "word/header9.XML", b"<a xmlns='b'><p><instrText>DDE a</instrText></p></a>"),
    ],
    ids=[
        "macros",
        "embedded",
        "active",
        "macro_type",
        "outside",
        "includes",
        "dde",
        "field_in_code",
        "includes_old",
        "dde_strict",
        "unknown_part",
        "web_page",
        "chunk_named_xml",
        "macro_type_utf_16",
        "text_named_picture",
        "capital_ending",
    ],
)
def test_a_form_that_could_do_harm_is_refused(content: bytes) -> None:
    assert refused(content).code == "form_refused"


def test_a_form_with_a_page_number_is_taken() -> None:
    check_form(coded(" PAGE "), name="mau.docx")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK nothing", "file_broken"),
        (b"x" * (FORM_FILE + 1), "file_too_large"),
        (changed(form("x"), lambda part: part.replace(b"<w:document", b"<!DOCTYPE a><w:document")), "file_broken"),
        (changed(form("x"), lambda part: part[:-20]), "file_broken"),
        (
            changed(form("x"), lambda part: part.replace(b"schemas.openxmlformats.org/wordprocessingml/2006", STRICT)),
            "file_type_wrong",
        ),
        (with_part(form("x"), "word/Document.xml", b"<a/>"), "file_broken"),
        (with_part(form("x"), "word/header9.xml", b"<a>" + b"<b/>" * (LARGEST_TEXT // 4) + b"</a>"), "file_too_large"),
        (with_part(b"PK\x05\x06" + b"\0" * 18, "xl/workbook.xml", b"<a/>"), "file_type_wrong"),
    ],
    ids=["no_archive", "large", "doctype", "cut_off", "strict", "two_of_one_name", "bomb", "workbook"],
)
def test_what_is_no_word_file_is_refused(content: bytes, code: str) -> None:
    assert refused(content).code == code
