"""A plan as its document states it: the table, who shall reach what when, who judges what, who reports when.

A file that holds only the table is a plan too: then date, offices, regime and targets are absent, never made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.plan_claims import Claim, read_claims
from conversations.programme.plan_front import Front, read_front
from conversations.programme.plan_offices import PlanOffice, read_offices
from conversations.programme.plan_regime import OneOffDeadline, ReportingRegime, read_one_offs, read_regime
from conversations.programme.plan_rows import PlanRow, PlanValue
from conversations.programme.plan_table import PlanTable, read_plan_table
from conversations.programme.plan_targets import CommuneTarget, read_targets
from conversations.programme.plan_villages import VillageGoal, read_village_goals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.criteria import Criterion
    from conversations.programme.table import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """All that was understood. Places and quotations do not count when two are compared; what they say does."""

    front: Front
    table: PlanTable
    targets: tuple[CommuneTarget, ...] = ()
    offices: tuple[PlanOffice, ...] = ()
    regime: ReportingRegime | None = None
    one_offs: tuple[OneOffDeadline, ...] = ()
    claims: tuple[Claim, ...] = ()
    villages: tuple[VillageGoal, ...] = ()

    @property
    def title(self) -> str:
        """The document's title; the table's where the file holds only the table."""
        return self.front.title or self.table.title

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """One row a commune, in the document's order."""
        return self.table.rows

    def values(self) -> Mapping[str, Mapping[str, PlanValue]]:
        """Commune name as written to criterion code to what the plan says."""
        return {row.name: {cell.criterion: cell.value for cell in row.cells} for row in self.table.rows}


def read_plan(document: Document, criteria: Sequence[Criterion]) -> PlanDocument:
    """Understand a document as a plan under these criteria.

    Raises Problem for what cannot be understood (no table, a missing column, a wrong cell, a commune twice); figures
    that do not add up are no problem here, see `recompute`.
    """
    prose = tuple(document.prose())
    return PlanDocument(
        front=read_front(tuple(document.head()), prose),
        table=read_plan_table(document, criteria),
        targets=read_targets(document),
        offices=read_offices(prose, criteria),
        regime=read_regime(prose),
        one_offs=read_one_offs(prose),
        claims=read_claims(prose),
        villages=read_village_goals(prose),
    )
