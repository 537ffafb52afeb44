"""What a unit that took the place of others begins with, by indicator; read like what it reported before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.answer import Figure, LastKnown, State
from storage.reported import last_given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.combining import StartingValue
    from conversations.programme.ids import UnitId
    from storage.database import Row, Transaction, Values

_OF_UNIT = """
SELECT indicator, rule, state, value, numerator, denominator, on_day FROM starting_value
WHERE unit = :unit AND set_id = :set_id
"""


def starting_read(unit: UnitId, set_id: str) -> tuple[str, Values]:
    """The read for `known_from_start`, to be made together with others."""
    return _OF_UNIT, {"unit": unit, "set_id": set_id}


def known_from_start(rows: Sequence[Row]) -> dict[str, LastKnown]:
    """By indicator; what is unknown is not in it."""
    return {
        row["indicator"]: LastKnown(
            state=State(row["state"]), figure=_figure(row), carried_on=date.fromisoformat(row["on_day"])
        )
        for row in rows
        if row["value"] is not None or row["state"] != State.NOT_REPORTED.value
    }


async def last_values(tx: Transaction, unit: UnitId, set_id: str, *, day: date) -> Mapping[str, LastKnown]:
    """What was last known of each indicator on that day: by the unit's reports, else by what it began with."""
    sql, values = starting_read(unit, set_id)
    started = known_from_start(await tx.all(sql, **values))
    return {**started, **await last_given(tx, unit, set_id, day=day)}


def stored_start(value: StartingValue) -> Values:
    """The columns of a row but for its unit, set and day."""
    figure = value.figure
    return {
        "indicator": value.indicator,
        "rule": value.rule.value,
        "state": value.state.value,
        "value": None if figure is None else format(figure.value, "f"),
        "numerator": None if figure is None else figure.numerator,
        "denominator": None if figure is None else figure.denominator,
    }


def _figure(row: Row) -> Figure | None:
    if row["value"] is None:
        return None
    return Figure(value=Decimal(row["value"]), numerator=row["numerator"], denominator=row["denominator"])
