"""A document that sets targets by place: its table, where it comes from, and what its running text says of the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.document_source import document_source
from conversations.programme.plan_targets import Standard, standard_named
from conversations.programme.stated import vietnamese
from conversations.programme.table import Place
from conversations.programme.target_lines import TargetKey, TargetLine
from conversations.programme.target_shares import StatedShare, read_shares
from conversations.programme.target_table import read_target_lines
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conversations.programme.document_source import DocumentSource
    from conversations.programme.table import Document, Paragraph

_WHAT = r"(?P<what>đơn vị cấp huyện|huyện|xã|thôn|xóm)\b(?P<more>[^.;()]*?)"
_TOTAL = re.compile(rf"nâng tổng số {_WHAT}\s(?:lên|là)\s(?P<count>\d{{1,5}})\s(?:đơn vị|huyện|xã|thôn|xóm)")
_ADDED = re.compile(r"có thêm (?P<count>\d{1,5}) (?P<what>huyện|xã|thôn|xóm) (?P<more>được công nhận[^.;,()]*)")
_REACHED = re.compile(r"(?P<count>\d{1,5})/\d{1,5} (?P<what>xã)\s(?P<more>đạt chuẩn (?:NTM|nông thôn mới)\b[^.;,()]*)")
_FLOOR = re.compile(r"không còn xã (?:nào )?(?:đạt )?dưới (?P<count>\d{1,2}) tiêu chí", re.IGNORECASE)
_AVERAGE = re.compile(
    r"bình quân [^.;]*?đạt trên (?P<value>\d{1,2}(?:[.,]\d{1,2})?) tiêu chí\s*(?:/|trên)\s*xã", re.IGNORECASE
)
_LEVELS = {"xã": Level.COMMUNE, "thôn": Level.VILLAGE, "xóm": Level.VILLAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetClaim:
    """A figure of the running text about a line of the table. part: "result", "planned" or "total"."""

    key: TargetKey
    part: str
    count: int
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDocument:
    """All that is read. floor: no commune under so many criteria; average: more than so many per commune."""

    source: DocumentSource
    lines: tuple[TargetLine, ...]
    claims: tuple[TargetClaim, ...]
    shares: tuple[StatedShare, ...] = ()
    floor: int | None = None
    average: Decimal | None = None


def read_target_document(document: Document) -> TargetDocument:
    """Raises Problem: no table of targets, a wrong cell, a date that does not exist."""
    prose = tuple(document.prose())
    floor = next((found for one in prose if (found := _FLOOR.search(one.text))), None)
    average = next((found for one in prose if (found := _AVERAGE.search(one.text))), None)
    return TargetDocument(
        source=document_source(document, prose),
        lines=read_target_lines(document),
        claims=tuple(_claims(prose)),
        shares=read_shares(prose),
        floor=None if floor is None else int(floor["count"]),
        average=None if average is None else Decimal(average["value"].replace(",", ".")),
    )


def _claims(prose: Sequence[Paragraph]) -> Iterator[TargetClaim]:
    for paragraph in prose:
        for part, pattern in (("total", _TOTAL), ("planned", _ADDED), ("result", _REACHED)):
            for found in pattern.finditer(paragraph.text):
                level = _LEVELS.get(found["what"], Level.DISTRICT)
                standard = standard_named(found["more"]) or Standard.NTM
                key = TargetKey(level=level, standard=standard)
                yield TargetClaim(key=key, part=part, count=int(found["count"]), place=paragraph.place)


def canonical_targets(document: TargetDocument, names: Mapping[str, str]) -> str:
    """The meaning as one text: equal for equal targets, whatever file they came in.

    names: what each place is called here, however the document writes it.
    """
    source = document.source
    said = [source.number, source.dated.isoformat() if source.dated else "", source.issued_by]
    said.append("" if document.floor is None else str(document.floor))
    said.append("" if document.average is None else vietnamese(document.average))
    for line in sorted(document.lines, key=lambda one: one.key.code):
        said.append(f"{line.key.code} {line.base_year} {line.by_year}")
        said += sorted(f"{names[one.name]}: {one.reached} + {one.added}" for one in line.figures)
    return "\n".join(said)
