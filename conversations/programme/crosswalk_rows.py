"""A crosswalk as a file gives it: a table (cũ, mới, quan hệ, nguồn), or the items of a TOML file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from conversations.programme.crosswalk import Crosswalk, CrosswalkItem, codes_of, relation_named
from conversations.programme.headed_table import Heading, own_text, read_headed_table
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.crosswalk import Relation
    from conversations.programme.headed_table import HeadedTable
    from conversations.programme.table import Document, Row

_HEADINGS = (
    Heading(key="old", title="cũ", needed=True, names=frozenset({"cu", "chi tieu cu", "bo cu"})),
    Heading(key="new", title="mới", needed=True, names=frozenset({"moi", "chi tieu moi", "bo moi"})),
    Heading(key="relation", title="quan hệ", needed=True, names=frozenset({"quan he", "relation"})),
    Heading(key="source", title="nguồn", needed=True, names=frozenset({"nguon", "nguon van ban", "van ban", "can cu"})),
)
_RELATIONS = "same (như cũ), split (tách), merged (gộp), new (mới), dropped (bỏ)"


def crosswalk_of_table(document: Document, *, old_set: str, new_set: str, valid_from: date) -> Crosswalk:
    """Raises Problem: no such table, or a relation that is none, with the place."""
    table = read_headed_table(document, _HEADINGS, what="bảng đối chiếu chỉ tiêu")
    return Crosswalk(
        old_set=old_set, new_set=new_set, valid_from=valid_from, items=tuple(_item(table, row) for row in table.rows)
    )


def crosswalk_of_keys(raw: Mapping[str, Any], *, name: str) -> Crosswalk:
    """raw: of a TOML file: old, new, valid_from, and items with old, new, relation, source. Raises Problem."""
    old_set, new_set, valid_from, items = (raw.get(key) for key in ("old", "new", "valid_from", "items"))
    if not isinstance(old_set, str) or not isinstance(new_set, str) or not isinstance(valid_from, date):
        raise Problem(
            code="crosswalk_head",
            where=name,
            message="Tệp phải ghi old, new (mã hai bộ tiêu chí) và valid_from (ngày).",
            remedy='Ví dụ: old = "xa-ntm-2021-2025".',
        )
    if not isinstance(items, list) or not items:
        raise Problem(
            code="crosswalk_empty", where=name, message="Tệp không có mục nào.", remedy="Mỗi mục là một [[items]]."
        )
    return Crosswalk(
        old_set=old_set,
        new_set=new_set,
        valid_from=valid_from,
        items=tuple(_of_keys(item, f"{name}, mục {number}") for number, item in enumerate(items, start=1)),
    )


def _item(table: HeadedTable, row: Row) -> CrosswalkItem:
    relation, source = table.cell(row, "relation"), table.cell(row, "source")
    if relation is None or source is None:
        raise LookupError("relation")
    return CrosswalkItem(
        relation=_relation(own_text(relation), str(relation.place)),
        old=tuple(codes_of(table.text(row, "old"))),
        new=tuple(codes_of(table.text(row, "new"))),
        source=source.text,
        place=str(row.place),
    )


def _of_keys(item: object, place: str) -> CrosswalkItem:
    if not isinstance(item, dict):
        raise _wrong(place, "mục")
    return CrosswalkItem(
        relation=_relation(str(item.get("relation", "")), place),
        old=_codes(item.get("old", []), place, "old"),
        new=_codes(item.get("new", []), place, "new"),
        source=str(item.get("source", "")).strip(),
        place=place,
    )


def _codes(value: object, place: str, key: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(codes_of(value))
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(place, key)
    return tuple(value)


def _relation(text: str, place: str) -> Relation:
    found = relation_named(text)
    if found is None:
        raise Problem(
            code="crosswalk_relation",
            where=place,
            message=f"“{text}” không phải quan hệ nào.",
            remedy=f"Các quan hệ: {_RELATIONS}.",
        )
    return found


def _wrong(place: str, key: str) -> Problem:
    return Problem(
        code="crosswalk_item",
        where=place,
        message=f"“{key}” không đúng dạng.",
        remedy='Ví dụ: old = ["17.1"], new = ["8.2"], relation = "same", source = "…".',
    )
