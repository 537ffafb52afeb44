"""A file that cannot be read is answered with what it is and what to do, never with a failure."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.documents.limits import FILE_BYTES
from bot.documents.read_document import read_document
from conversations.programme.problem import Problem

SAMPLES = Path(__file__).parent / "samples"


def refused(path: Path) -> Problem:
    with pytest.raises(Problem) as raised:
        read_document(path)
    return raised.value


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def ole(stream: str) -> bytes:
    """What begins like an old Office file and names one stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + stream.encode("utf-16-le") + b"\x00" * 40


def workbook(*, far: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    if far:
        book.worksheets[0][far] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        ("a.txt", b"", "file_empty", "Tệp trống."),
        ("a.csv", b"\xef\xbb\xbf\r\n \n", "file_empty", "Tệp trống."),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "file_type_wrong", "Đây là trang web"),
        ("a.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "file_type_wrong", "Đây là trang web"),
        ("a.xls", "<html>".encode("utf-16"), "file_type_wrong", "Đây là trang web"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "file_type_wrong", "Đây là trang web"),
        ("a.docx", b"%PDF-1.4 ...", "file_type_wrong", "Tệp PDF"),
        ("a.doc", b"{\\rtf1 abc}", "file_type_wrong", "Đây là tệp RTF."),
        ("a.doc", ole("WordDocument"), "file_type_wrong", "Đây là tệp Word đời cũ"),
        ("a.xls", ole("Anh"), "file_type_wrong", "Không đọc được"),
        ("a.xls", ole("Workbook"), "file_broken", "Tệp bị hỏng"),
        ("a.xlsx", b"PK\x03\x04 cut off", "file_broken", "Tệp bị hỏng"),
        ("a.xlsx", zipped(xl__workbook_xml=b""), "file_type_wrong", "Không đọc được"),
        ("a.xlsx", zipped(**{"xl/workbook.xml": b"<broken"}), "file_broken", "Tệp bị hỏng"),
        ("a.docx", zipped(**{"word/document.xml": b"<broken"}), "file_broken", "Tệp bị hỏng"),
        ("a.xlsx", workbook()[:-200], "file_broken", "Tệp bị hỏng"),
        ("a.zip", zipped(anh=b"1"), "file_type_wrong", "Không đọc được"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x01", "file_type_wrong", "Tệp này không phải văn bản"),
    ],
)
def test_each_kind_of_wrong_file_is_named(tmp_path: Path, name: str, data: bytes, code: str, message: str) -> None:
    problem = refused(file(tmp_path, name, data))
    assert (problem.code, problem.where, problem.message.startswith(message)) == (code, name, True)
    assert problem.remedy.startswith(("Hãy", "Nhận tệp"))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "khong-co.xlsx").code == "file_missing"
    assert refused(tmp_path).code == "file_missing"


def test_a_file_with_a_password_is_named() -> None:
    assert refused(SAMPLES / "locked.xlsx").sentence() == (
        "locked.xlsx: Tệp được khóa bằng mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi."
    )


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as out:
        out.truncate(FILE_BYTES + 1)
    assert (refused(path).code, refused(path).message) == ("file_too_large", "Tệp lớn hơn 20 MB.")


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = zipped(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * (151 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert refused(file(tmp_path, "a.xlsx", bomb)).message == "Tệp nén này bung ra quá lớn."


def test_an_archive_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    many = zipped(**{f"xl/{number}": b"" for number in range(5001)})
    assert refused(file(tmp_path, "a.xlsx", many)).code == "file_too_large"


def test_a_sheet_with_a_cell_at_the_end_of_the_world_is_refused(tmp_path: Path) -> None:
    problem = refused(file(tmp_path, "a.xlsx", workbook(far="XFD1048576")))
    assert problem.message == "Trang tính có ô ở tận dòng 1048576, cột thứ 16384."


def test_empty_workbooks_and_documents_are_empty_files(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    docx.Document().save(str(tmp_path / "a.docx"))
    assert [refused(tmp_path / name).code for name in ("a.xlsx", "a.docx")] == ["file_empty", "file_empty"]


@pytest.mark.parametrize(
    ("at", "bytes_there"),
    [(8058, "28c3e283c8"), (5008, "49392f8f58b4"), (4928, "d002464044aa5d6a"), (8030, "00bf0ad827")],
)
def test_a_workbook_that_kills_its_reader_is_a_broken_file(tmp_path: Path, at: int, bytes_there: str) -> None:
    """Found by damaging real files: each ends the reading process by an abort. This process goes on."""
    data = bytearray((SAMPLES / "plan.xls").read_bytes())
    data[at : at + len(bytes_there) // 2] = bytes.fromhex(bytes_there)
    assert refused(file(tmp_path, "plan.xls", bytes(data))).code == "file_broken"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    at=st.integers(0, 20_000),
    junk=st.binary(min_size=1, max_size=40),
    kind=st.sampled_from(["plan.xls", "locked.xlsx", "xlsx", "docx"]),
)
def test_a_damaged_file_is_read_or_refused_but_never_fails(tmp_path: Path, at: int, junk: bytes, kind: str) -> None:
    """Bytes overwritten anywhere in a real file end in a Document or a Problem."""
    if kind == "docx":
        out = io.BytesIO()
        word = docx.Document()
        word.add_table(2, 2).cell(0, 0).text = "x"
        word.save(out)
        data = bytearray(out.getvalue())
    else:
        data = bytearray(workbook() if kind == "xlsx" else (SAMPLES / kind).read_bytes())
    at %= len(data)
    data[at : at + len(junk)] = junk
    try:
        document = read_document(file(tmp_path, "a.bin", bytes(data)))
    except Problem as problem:
        said = problem.code
    else:
        said = document.name
    assert said in {"a.bin", "file_broken", "file_type_wrong", "file_empty", "file_locked", "file_too_large"}
