"""An office's own form, a Word file with fields: looked through before it is taken, and filled in.

Everything but the texts that are filled in stays byte by byte as it is in the form. A form with macros, with files or
controls inside it, or with links that would fetch something from elsewhere is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn
from lxml import etree

from bot.documents.archive import parts_of
from bot.documents.form_part import faults_of, fill_part
from bot.documents.refusals import SAVE_AS_WORD, broken, missing, too_large, unreadable, wrong_type
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conversations.programme.form_fields import FormValues

LARGEST: Final = 2 * 1024 * 1024
"""Bytes; a form with a coat of arms has some tens of thousands."""
_FILLED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_REFUSED: Final = re.compile(
    r"vbaProject|vbaData|/activeX/|/embeddings/|/ctrlProps/|afchunk|\.bin$|\.exe$", re.IGNORECASE
)
_FETCHES: Final = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
_TOLD_AT_MOST: Final = 5
_UNWANTED: Final = "Hãy bỏ phần đó trong Word, lưu lại dạng .docx rồi thử lại."


def read_form(file: Path) -> bytes:
    """The form's bytes, looked through. Raises Problem: it cannot be read, or as below."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise missing(str(file)) from None
    except OSError:
        raise unreadable(str(file)) from None
    check_form(content, name=file.name)
    return content


def check_form(content: bytes, *, name: str) -> None:
    """Raises Problem: no form that can be filled in safely; its message says what is wrong and where."""
    _opened(content, name)


def fill_form(content: bytes, values: FormValues, *, name: str) -> bytes:
    """The form with everything filled in. The same form and values give the same bytes. Raises Problem as above."""
    changed = {part: _written(root) for part, root in _opened(content, name).items() if fill_part(root, values)}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.external_attr = entry.external_attr
            new.writestr(kept, changed.get(entry.filename) or old.read(entry), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _opened(content: bytes, name: str) -> dict[str, Any]:
    """The parts with text, ready to be filled in."""
    if len(content) > LARGEST:
        raise too_large(name, message="Mẫu lớn hơn 2 MB.")
    parts = parts_of(content, name=name)
    if "word/document.xml" not in parts:
        raise wrong_type(name, message="Đây không phải là tệp Word (.docx).", remedy=SAVE_AS_WORD)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        roots = {part: _read(archive.read(part), name) for part in sorted(parts) if part.endswith((".xml", ".rels"))}
        types = archive.read("[Content_Types].xml").lower() if "[Content_Types].xml" in parts else b""
    unwanted = sorted(part for part in parts if _REFUSED.search(part))
    if unwanted or b"macroenabled" in types:
        raise _refused(name, "Mẫu có macro hoặc tệp nhúng bên trong", unwanted)
    for part, root in roots.items():
        if part.endswith(".rels") and (outside := _outside(root)):
            raise _refused(name, "Mẫu có liên kết ra ngoài", outside)
        if fetched := _fetched(root):
            raise _refused(name, "Mẫu có trường lấy nội dung từ nơi khác", fetched)
    filled = {part: root for part, root in roots.items() if _FILLED.fullmatch(part)}
    faults = [fault for root in filled.values() for fault in faults_of(root)]
    if faults:
        told = "; ".join(f"“{one.what}” ở {one.where}" for one in faults[:_TOLD_AT_MOST])
        more = f" và {len(faults) - _TOLD_AT_MOST} chỗ nữa" if len(faults) > _TOLD_AT_MOST else ""
        raise Problem(
            code="form_field_unknown",
            where=name,
            message=f"Mẫu có trường không dùng được: {told}{more}.",
            remedy="Xem các trường dùng được: ntm export fields.",
        )
    return filled


def _read(content: bytes, name: str) -> Any:  # noqa: ANN401 - the library has no types
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise broken(name) from None
    if root.getroottree().docinfo.doctype:
        raise broken(name)
    return root


def _written(root: Any) -> bytes:  # noqa: ANN401 - as above
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def _outside(root: Any) -> list[str]:  # noqa: ANN401 - as above
    return sorted(str(one.get("Target", "")) for one in root.iter() if str(one.get("TargetMode")).lower() == "external")


def _fetched(root: Any) -> list[str]:  # noqa: ANN401 - as above
    """Field codes that fetch something, and fields of ours inside field codes."""
    return sorted({code for code in _codes(root) if _FETCHES.search(code) or "{{" in code})


def _codes(root: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Field codes may be cut into runs: those of one paragraph are read together."""
    for paragraph in root.iter(qn("w:p")):
        code = "".join(one.text or "" for one in paragraph.iter(qn("w:instrText"), qn("w:delInstrText")))
        if code.strip():
            yield code.strip()
    for field in root.iter(qn("w:fldSimple")):
        yield str(field.get(qn("w:instr"), ""))


def _refused(name: str, what: str, where: list[str]) -> Problem:
    shown = f" ({', '.join(one[:80] for one in where[:3])})" if where else ""
    return Problem(code="form_refused", where=name, message=f"{what}{shown} nên không nhận.", remedy=_UNWANTED)
