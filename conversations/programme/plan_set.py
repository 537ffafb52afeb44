"""Under which criteria set a plan was written: the one most of whose criteria its tables name.

Where they give numbers only, 1 to 19 is the set of nineteen. The document's date decides between sets that it names
equally; a table without a date is read all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.plan_names import title_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.table import Document


def likeliest_set(document: Document, sets: Sequence[CriteriaSet], *, dated: date | None) -> CriteriaSet | None:
    """The set whose criteria stand in the document's headings; None: there is no set at all."""
    said = {title_key(cell.text) for table in document.tables for row in table.rows for cell in row.cells if cell.text}
    numbers = [{cell.text for cell in row.cells} for table in document.tables for row in table.rows]

    def rank(form: CriteriaSet) -> tuple[float, bool, bool, date]:
        named = sum(1 for criterion in form.criteria if said & set(_names(criterion.title, criterion.variants)))
        codes = {criterion.code for criterion in form.criteria}
        numbered = any(codes <= row and str(len(codes) + 1) not in row for row in numbers)
        return named / len(form.criteria), numbered, dated is not None and _valid(form, dated), form.valid_from

    return max(sets, key=rank, default=None)


def _names(title: str, variants: Iterable[str]) -> tuple[str, ...]:
    return tuple(title_key(name) for name in (title, *variants))


def _valid(form: CriteriaSet, day: date) -> bool:
    return form.valid_from <= day and (form.valid_to is None or day < form.valid_to)
