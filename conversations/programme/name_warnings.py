"""What is told where a document names its issuer or a unit otherwise than the system does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.programme.unit import is_named
from conversations.programme.unit_match import kind_and_name
from conversations.reading.fold import same_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conversations.programme.unit import Unit


def issuer_warnings(issued_by: str, unit: Unit) -> Iterator[SourceWarning]:
    """One where the document is another unit's than the one it is imported for; none where it names no issuer."""
    if issued_by and not is_named(unit, issued_by):
        yield SourceWarning(
            code="issuer_differs",
            place=Place(),
            stated=issued_by,
            computed=unit.title,
            message=f"Văn bản là của {issued_by}, đang nhập cho {unit.title}. Đã nhập cho {unit.title}.",
        )


def spelling_warnings(named: Iterable[tuple[str, Place, Unit]]) -> Iterator[SourceWarning]:
    """named: the name as it is written, where, and the unit it was taken for. One for each writing that differs."""
    told: set[str] = set()
    for name, place, unit in named:
        if name not in told and not same_accents(kind_and_name(name)[1], unit.name):
            told.add(name)
            yield SourceWarning(
                code="unit_spelled_otherwise",
                place=place,
                stated=name,
                computed=unit.title,
                message=f"Văn bản ghi “{name}”, đã hiểu là {unit.title}.",
            )
