"""An office's own form, a Word file with fields: looked through before it is taken, and filled in.

Everything but the texts that are filled in stays byte by byte as it is in the form. A form with macros, with files or
controls inside it, or with links that would fetch something from elsewhere is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn
from lxml import etree

from bot.documents.archive import parts_of
from bot.documents.form_part import faults_of, fields_named, fill_part, tables_named
from bot.documents.refusals import SAVE_AS_WORD, broken, missing, too_large, unreadable, wrong_type
from conversations.programme.problem import Problem
from conversations.reading.limits import FORM_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.documents.form_part import Fault
    from conversations.programme.form_fields import FormValues

LARGEST_TEXT: Final = 8 * 1024 * 1024
"""Bytes of its texts unpacked, of which each costs thirty in memory; a form has some hundred thousand."""
_FILLED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_REFUSED: Final = re.compile(
    r"vbaProject|vbaData|/activeX/|/embeddings/|/ctrlProps/|afchunk|\.bin$|\.exe$", re.IGNORECASE
)
_TAKEN: Final = re.compile(r".*\.(xml|rels|png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|odttf|ttf)", re.IGNORECASE)
"""Parts that are texts, pictures or letters; whatever else Word would open is not looked through here."""
_LOADS: Final = frozenset(
    {"afchunk", "oleobject", "package", "control", "activexcontrolbinary", "vbaproject", "subdocument"}
)
"""The ends of relationship types that put another file into the document."""
_FETCHES: Final = re.compile(
    r"\b(INCLUDE|INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
_TOLD_AT_MOST: Final = 5
_UNWANTED: Final = "Hãy bỏ phần đó trong Word, lưu lại dạng .docx rồi thử lại."


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNames:
    """fields, tables: those that are known, in the order in which they stand. faults: what cannot be filled in."""

    fields: tuple[str, ...]
    tables: tuple[str, ...]
    faults: tuple[Fault, ...]


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


def names_in_form(content: bytes, *, name: str) -> FormNames:
    """What the form names, known and unknown. Raises Problem: it cannot be read, or holds what is not taken."""
    roots = _safe(content, name).values()
    return FormNames(
        fields=tuple(dict.fromkeys(one for root in roots for one in fields_named(root))),
        tables=tuple(dict.fromkeys(one for root in roots for one in tables_named(root))),
        faults=tuple(fault for root in roots for fault in faults_of(root)),
    )


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
    filled = _safe(content, name)
    faults = [fault for root in filled.values() for fault in faults_of(root)]
    if faults:
        raise unusable(faults, name=name)
    return filled


def unusable(faults: Sequence[Fault], *, name: str) -> Problem:
    """The form names what nothing is known for."""
    told = "; ".join(f"“{one.what}” ở {one.where}" for one in faults[:_TOLD_AT_MOST])
    more = f" và {len(faults) - _TOLD_AT_MOST} chỗ nữa" if len(faults) > _TOLD_AT_MOST else ""
    return Problem(
        code="form_field_unknown",
        where=name,
        message=f"Mẫu có trường không dùng được: {told}{more}.",
        remedy="Xem các trường dùng được: ntm export fields.",
    )


def _safe(content: bytes, name: str) -> dict[str, Any]:
    """The parts with text of a form in which nothing hides. Raises Problem."""
    if len(content) > FORM_FILE:
        raise too_large(name, message="Mẫu lớn hơn 2 MB.")
    if "word/document.xml" not in parts_of(content, name=name):
        raise wrong_type(name, message="Đây không phải là tệp Word (.docx).", remedy=SAVE_AS_WORD)
    roots = _texts(content, name)
    if roots["word/document.xml"].tag != qn("w:document"):
        raise wrong_type(name, message="Đây là tệp Word kiểu Strict Open XML.", remedy=SAVE_AS_WORD)
    for part, root in roots.items():
        if part.lower().endswith(".rels") and (outside := _outside(root)):
            raise _refused(name, "Mẫu có liên kết ra ngoài", outside)
        if part.lower().endswith(".rels") and (loaded := _loaded(root)):
            raise _refused(name, "Mẫu có macro hoặc tệp nhúng bên trong", loaded)
        if fetched := _fetched(root):
            raise _refused(name, "Mẫu có trường lấy nội dung từ nơi khác", fetched)
    return {part: root for part, root in roots.items() if _FILLED.fullmatch(part)}


def _texts(content: bytes, name: str) -> dict[str, Any]:
    """All parts that are XML. Raises Problem: there are parts of another kind, or two of one name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len({one.filename.lower() for one in entries}) < len(entries):
            raise broken(name)  # one program would read the first, another the last
        unwanted = sorted(
            one.filename
            for one in entries
            if not one.is_dir() and (_REFUSED.search(one.filename) or not _TAKEN.fullmatch(one.filename))
        )
        if unwanted:
            raise _refused(name, "Mẫu có macro hoặc tệp nhúng bên trong", unwanted)
        texts = sorted((one for one in entries if _is_text(one.filename)), key=lambda one: one.filename)
        if sum(one.file_size for one in texts) > LARGEST_TEXT:
            raise too_large(name, message="Mẫu bung ra quá lớn.")
        roots = {one.filename: _read(archive.read(one), name) for one in texts}
    if (types := roots.get("[Content_Types].xml")) is None:
        raise broken(name)
    if _hides_text(types):
        raise _refused(name, "Mẫu có macro hoặc tệp nhúng bên trong", [])
    return roots


def _is_text(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels"))


def _hides_text(types: Any) -> bool:  # noqa: ANN401 - the library has no types
    """Whether it is a file with macros, or something is said to be XML that is not named so."""
    for one in types.iter("{*}Default", "{*}Override"):
        kind = str(one.get("ContentType", "")).lower()
        named = str(one.get("PartName") or f".{one.get('Extension')}")
        if "macroenabled" in kind or (kind.endswith("xml") and not named.lower().endswith((".xml", ".rels", ".svg"))):
            return True
    return False


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


def _loaded(root: Any) -> list[str]:  # noqa: ANN401 - as above
    return sorted(
        str(one.get("Target", "")) for one in root.iter() if str(one.get("Type")).lower().rpartition("/")[2] in _LOADS
    )


def _fetched(root: Any) -> list[str]:  # noqa: ANN401 - as above
    """Field codes that fetch something, and fields of ours inside field codes."""
    return sorted({code for code in _codes(root) if _FETCHES.search(code) or "{{" in code})


def _codes(root: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Field codes may be cut into runs: those of one paragraph are read together. Word knows two namespaces."""
    for paragraph in root.iter("{*}p"):
        code = "".join(one.text or "" for one in paragraph.iter("{*}instrText", "{*}delInstrText"))
        if code.strip():
            yield code.strip()
    for field in root.iter("{*}fldSimple"):
        yield from (value for key, value in field.attrib.items() if key.endswith("}instr"))


def _refused(name: str, what: str, where: list[str]) -> Problem:
    shown = f" ({', '.join(one[:80] for one in where[:3])})" if where else ""
    return Problem(code="form_refused", where=name, message=f"{what}{shown} nên không nhận.", remedy=_UNWANTED)
