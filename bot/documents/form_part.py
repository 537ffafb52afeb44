"""One part of a Word file (its body, a header, a footer) with fields: `{{ten}}` in its text, also where Word has cut it
into runs, content controls tagged with a field's name, and rows of a table between {{#xa}} and {{/xa}}.

What is filled in is text: it becomes no field code, no markup, and is not looked through for fields again.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from conversations.programme.form_fields import FIELDS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conversations.programme.form_fields import FormValues

Element = Any
"""The library behind has no types."""
_ANY: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NAME: Final = re.compile(r"\s*([#/]?)\s*([a-z][a-z0-9_]*)\s*")
_P, _T, _TR, _TBL, _R = qn("w:p"), qn("w:t"), qn("w:tr"), qn("w:tbl"), qn("w:r")
_SDT, _CONTENT = qn("w:sdt"), qn("w:sdtContent")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ONCE: Final = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What cannot be filled in. where: the place as somebody finds it in Word."""

    where: str
    what: str


def faults_of(root: Element) -> Iterator[Fault]:
    """Everything in this part that cannot be filled in, in the order in which it stands."""
    loops = _Loops()
    for number, paragraph in enumerate(root.iter(_P), start=1):
        row = _row_of(paragraph)
        for found in _ANY.finditer(said := _said(paragraph)):
            where = _place(paragraph, number)
            name = _NAME.fullmatch(found[1])
            if name is None:
                yield Fault(where=where, what=found[0])
            elif name[1]:
                yield from loops.met(name[1], name[2], row, where, found[0])
            elif name[2] not in loops.known:
                yield Fault(where=where, what=found[0])
        rest = _ANY.sub("", said)
        if "{{" in rest or "}}" in rest:
            yield Fault(where=_place(paragraph, number), what=rest.strip()[:60])
        if row is None or row is not loops.row:
            yield from loops.left(row)
    yield from loops.left(None)
    for control in root.iter(_SDT):
        if (tag := _tag(control)) and tag not in FIELDS:
            yield Fault(where="ô nội dung (content control)", what=tag)


def fields_named(root: Element) -> Iterator[str]:
    """The known fields of this part, but for those of tables."""
    for paragraph in root.iter(_P):
        for found in _ANY.finditer(_said(paragraph)):
            name = _NAME.fullmatch(found[1])
            if name is not None and not name[1] and name[2] in FIELDS:
                yield name[2]
    yield from (tag for control in root.iter(_SDT) if (tag := _tag(control)) in FIELDS)


def tables_named(root: Element) -> Iterator[str]:
    """The known tables of which this part repeats rows."""
    yield from (name for _, name in _patterns(root) if name in TABLES)


class _Loops:
    """The rows that are being read: a table's fields are known between its marks only, and these stand in rows."""

    def __init__(self) -> None:
        self.row: Element = None
        self._open = ""
        self._where = ""

    @property
    def known(self) -> Mapping[str, str]:
        """The fields that may stand here."""
        return {**FIELDS, **TABLES[self._open]} if self._open else FIELDS

    def met(self, mark: str, name: str, row: Element, where: str, what: str) -> Iterator[Fault]:
        """One of the two marks."""
        begins = mark == "#"
        if row is None or name not in TABLES or begins is bool(self._open) or (not begins and name != self._open):
            yield Fault(where=where, what=what)
            return
        self._open, self.row, self._where = (name, row, where) if begins else ("", None, "")

    def left(self, row: Element) -> Iterator[Fault]:
        """What was begun must end in a row of the same table."""
        if self._open and (row is None or row.getparent() is not self.row.getparent()):
            yield Fault(where=self._where, what="{{#" + self._open + "}}")
            self._open, self.row = "", None


def fill_part(root: Element, values: FormValues) -> bool:
    """Fill the part in; whether anything in it has changed. It has no faults."""
    patterns = list(_patterns(root))
    repeated = {row for pattern, _ in patterns for row in pattern}
    # each text is filled in once: what was filled in before is not looked through again
    texts = [_fill_paragraph(one, values.fields) for one in list(root.iter(_P)) if not _inside(one, repeated)]
    for pattern, name in patterns:
        _repeat(pattern, values, name)
    controls = [_fill_control(one, values) for one in list(root.iter(_SDT))]
    return bool(patterns) or any(texts) or any(controls)


def _inside(element: Element, rows: set[Element]) -> bool:
    return any(one in rows for one in element.iterancestors(_TR))


def _patterns(root: Element) -> Iterator[tuple[list[Element], str]]:
    """The rows between two marks, and the table that they are repeated for."""
    for table in root.iter(_TBL):
        rows = table.findall(_TR)
        start = 0
        for place, row in enumerate(rows):
            for mark in _marks(row):
                if mark[1] == "#":
                    start = place
                else:
                    yield rows[start : place + 1], mark[2]


def _marks(row: Element) -> list[re.Match[str]]:
    said = [_said(one) for one in row.iter(_P)]
    found = [_NAME.fullmatch(one[1]) for text in said for one in _ANY.finditer(text)]
    return [one for one in found if one is not None and one[1]]


def _repeat(pattern: list[Element], values: FormValues, name: str) -> None:
    """The rows once for each entry of the table; a table left without rows keeps empty ones."""
    parent, entries = pattern[0].getparent(), values.rows[name]
    at = parent.index(pattern[0])
    made: list[Element] = []
    for entry in entries or [dict.fromkeys(TABLES[name], "")]:
        for row in pattern:
            fresh = _copied(row)
            for paragraph in list(fresh.iter(_P)):
                _fill_paragraph(paragraph, {**values.fields, **entry}, marks=True)
            made.append(fresh)
    for row in pattern:
        parent.remove(row)
    for place, row in enumerate(made):
        parent.insert(at + place, row)


def _copied(row: Element) -> Element:
    """A copy without what may stand in a document only once."""
    fresh = copy.deepcopy(row)
    for element in list(fresh.iter()):
        if not isinstance(element.tag, str):
            continue
        for key in [key for key in element.attrib if key.endswith(("}paraId", "}textId"))]:
            del element.attrib[key]
        if element.tag in {qn(f"w:{name}") for name in _ONCE}:
            element.getparent().remove(element)
    return fresh


def _fill_control(control: Element, values: FormValues) -> bool:
    """Its content gives way to the text, in the form of its first letters."""
    value = values.fields.get(_tag(control))
    content = control.find(_CONTENT)
    if value is None or content is None:
        return False
    properties = control.find(qn("w:sdtPr"))
    for name in ("w:showingPlcHdr", "w:dataBinding"):  # what it is bound to would be shown instead
        for element in properties.findall(qn(name)):
            properties.remove(element)
    runs = list(content.iter(_R))
    if not runs:
        return False
    first, paragraph = runs[0], _up_to(runs[0], _P)
    for run in runs[1:]:
        run.getparent().remove(run)
    for other in list(content.iter(_P)):
        if other is not paragraph and other.getparent() is content:
            content.remove(other)
    for child in list(first):
        if child.tag != qn("w:rPr"):
            first.remove(child)
    text = first.makeelement(_T, {})
    first.append(text)
    _put(text, value)
    return True


def _fill_paragraph(paragraph: Element, fields: Mapping[str, str], *, marks: bool = False) -> bool:
    """Fields in its text. marks: those of rows go."""
    texts = _texts(paragraph)
    said = "".join(one.text or "" for one in texts)
    found = [(one, name) for one in _ANY.finditer(said) if (name := _NAME.fullmatch(one[1])) is not None]
    for one, name in reversed(found):
        if name[1] and not marks:
            continue
        _replace(texts, one.start(), one.end(), "" if name[1] else fields[name[2]])
    return bool(found)


def _replace(texts: list[Element], start: int, end: int, value: str) -> None:
    """What stands from start to end gives way to the value, in the form of its first letter."""
    at = 0
    for text in texts:
        said = text.text or ""
        before, after = at, at + len(said)
        at = after
        if after <= start or before >= end:
            continue
        first = before <= start
        kept, rest = said[: max(0, start - before)], said[max(0, min(len(said), end - before)) :]
        if first:
            _put(text, kept + value + rest)
        else:
            _put(text, rest)


def _put(text: Element, value: str) -> None:
    """The value as plain text; its lines become lines of the paragraph."""
    first, *others = _UNSEEN.sub("", value).replace("\r", "").split("\n")
    text.text = first
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    last = text
    for line in others:
        broken, more = text.makeelement(qn("w:br"), {}), text.makeelement(_T, {})
        more.text = line
        more.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        last.addnext(broken)
        broken.addnext(more)
        last = more


def _texts(paragraph: Element) -> list[Element]:
    """The pieces of its text; a text box in it has paragraphs of its own."""
    return [one for one in paragraph.iter(_T) if _up_to(one, _P) is paragraph]


def _said(paragraph: Element) -> str:
    return "".join(one.text or "" for one in _texts(paragraph))


def _tag(control: Element) -> str:
    found = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _row_of(paragraph: Element) -> Element:
    return _up_to(paragraph, _TR)


def _up_to(element: Element, tag: str) -> Element:
    """The nearest such element that it stands in, or itself; None: there is none."""
    while element is not None and element.tag != tag:
        element = element.getparent()
    return element


def _place(paragraph: Element, number: int) -> str:
    row = _row_of(paragraph)
    if row is None:
        return f"đoạn {number}"
    table = _up_to(row, _TBL)
    tables = list(table.getroottree().iter(_TBL))
    return f"bảng {tables.index(table) + 1}, dòng {table.findall(_TR).index(row) + 1}"
