"""What the cells of a plan table give when they are counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.plan_rows import Met, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.plan_table import PlanTable


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTotals:
    """What the cells give. Rows and columns in the document's and the set's order."""

    communes: int
    criteria: int
    cells: int
    met: int
    open_by_year: Mapping[int, int]
    """Year to the number of criteria to be met in it, over all communes."""
    open_without_year: int
    met_by_criterion: Mapping[str, int]
    average: Fraction
    """Criteria met per commune, exact."""


def totals_of(table: PlanTable) -> PlanTotals:
    """Count the cells of the table."""
    cells = [cell for row in table.rows for cell in row.cells]
    years = Counter(cell.value.year for cell in cells if isinstance(cell.value, Target))
    without = years.pop(None, 0)
    columns = Counter(cell.criterion for cell in cells if isinstance(cell.value, Met))
    met = columns.total()
    return PlanTotals(
        communes=len(table.rows),
        criteria=len(table.criteria),
        cells=len(cells),
        met=met,
        open_by_year={year: years[year] for year in sorted(year for year in years if year is not None)},
        open_without_year=without,
        met_by_criterion={code: columns[code] for code in table.criteria},
        average=Fraction(met, len(table.rows)),
    )
