"""Which money a row is about: its columns programme, source, nature and year. "" and 0: not told apart, not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.money import Nature, Programme, Purse, Source

if TYPE_CHECKING:
    from storage.database import Row


def stored_purse(purse: Purse) -> dict[str, str | int]:
    """The columns that say which money."""
    return {
        "programme": purse.programme.value,
        "source": "" if purse.source is None else purse.source.value,
        "nature": "" if purse.nature is None else purse.nature.value,
        "year": purse.year or 0,
    }


def purse_of(row: Row) -> Purse:
    return Purse(
        programme=Programme(row["programme"]),
        source=Source(row["source"]) if row["source"] else None,
        nature=Nature(row["nature"]) if row["nature"] else None,
        year=row["year"] or None,
    )
