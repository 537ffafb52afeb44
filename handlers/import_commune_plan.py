"""Imports communes' detailed plans: the rows of each criterion, as a table lists them. All in one transaction.

Only the criteria that the table names change. What somebody of the commune has typed since the same table came stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.cost_rows import read_cost_rows, refuse_twice
from conversations.programme.problem import Problem
from conversations.programme.source_warning import SourceWarning
from conversations.programme.table import Place
from conversations.programme.unit import Level
from conversations.reading import limits
from conversations.reading.show import show_date, show_money
from handlers.named_units import COMMUNES, keep_answers, listed_unit
from handlers.set_for_import import set_for_import
from handlers.trial import writing
from storage.criterion_costs import costs_of, put_cost
from storage.unit_names import unit_named
from storage.units import units_below, with_aliases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from conversations.programme.cost_rows import PlanCostRow
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.criterion_cost import CriterionCost
    from conversations.programme.ids import UnitId
    from conversations.programme.table import Document
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Database, Transaction

Costs = dict[tuple["UnitId", str], list["PlanCostRow"]]
"""The rows of each commune and criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunePlanImport:
    """What was read, and what it changed. rows: each with its commune."""

    unit: Unit
    form: CriteriaSet
    rows: tuple[tuple[Unit, PlanCostRow], ...]
    changed: int
    """Criteria of communes that got a new version, or their first one."""
    warnings: tuple[SourceWarning, ...]

    @property
    def totals(self) -> Mapping[str, int]:
        """Communes, criteria (of each commune), and đồng."""
        return {
            "communes": len({unit.id for unit, _ in self.rows}),
            "criteria": len({(unit.id, row.criterion) for unit, row in self.rows}),
            "amount": sum(row.cost.amount for _, row in self.rows),
        }


async def import_commune_plan(
    database: Database,
    sets: CriteriaSets,
    document: Document,
    *,
    unit: str,
    now: datetime,
    set_id: str | None = None,
    answers: Sequence[str] = (),
    dry_run: bool = False,
) -> CommunePlanImport:
    """unit: a commune, or a unit above the table's communes. set_id: by which criteria set; None: the one in
    force today. answers: as in `keep_answers`. Raises Problem and changes nothing where anything is wrong.
    """
    today = now.date()
    async with writing(database, keep=not dry_run) as tx:
        named = await unit_named(tx, unit, day=today)
        form = await set_for_import(tx, sets, set_id, today=today)
        read = read_cost_rows(document, form)
        known = [named]
        if named.kind.level is not Level.COMMUNE:
            known = list(await units_below(tx, named.id, day=today, levels=[Level.COMMUNE]))
        await keep_answers(tx, answers, [row.commune for row in read.rows], known, day=today, at=now)
        known = list(await with_aliases(tx, known))
        rows = tuple((_commune(known, row, named), row) for row in read.rows)
        refuse_twice((commune.id, row) for commune, row in rows)
        costs: Costs = {}
        for commune, row in rows:
            costs.setdefault((commune.id, row.criterion), []).append(row)
        communes = {commune.id: commune for commune, _ in rows}
        before = await costs_of(tx, list(communes), form.id, day=today)
        of_documents = await costs_of(tx, list(communes), form.id, day=today, of_documents=True)
        changed = await _put(tx, form, costs, of_documents, source=document.name[: limits.SOURCE], now=now)
        return CommunePlanImport(
            unit=named,
            form=form,
            rows=rows,
            changed=changed,
            warnings=(
                *read.warnings,
                *_typed_since(costs, before, of_documents, communes),
                *_kept(costs, before, communes),
            ),
        )


def _commune(known: Sequence[Unit], row: PlanCostRow, named: Unit) -> Unit:
    """Raises Problem: none of that name below the unit, several, or the table does not say which."""
    if row.commune:
        return listed_unit(known, row.commune, row.commune_place, named, of=COMMUNES)
    if named.kind.level is Level.COMMUNE:
        return known[0]
    raise Problem(
        code="column_missing",
        where=str(row.place),
        message="Bảng không có cột “xã”.",
        remedy="Hãy thêm cột “xã”, hoặc nhập riêng cho một xã: --unit “xã …, huyện …”.",
    )


async def _put(
    tx: Transaction,
    form: CriteriaSet,
    costs: Costs,
    of_documents: Mapping[UnitId, Mapping[str, CriterionCost]],
    *,
    source: str,
    now: datetime,
) -> int:
    """How many criteria of communes are new or other than a document has said last."""
    changed = 0
    for (unit, criterion), rows in costs.items():
        wanted = tuple(row.cost for row in rows)
        said = of_documents.get(unit, {}).get(criterion)
        if said is None or said.rows != wanted:
            changed += 1
            await put_cost(
                tx, unit, form.id, criterion, wanted, said_on=now.date(), person=None, source=source, now=now
            )
    return changed


def _typed_since(
    costs: Costs,
    before: Mapping[UnitId, Mapping[str, CriterionCost]],
    of_documents: Mapping[UnitId, Mapping[str, CriterionCost]],
    communes: Mapping[UnitId, Unit],
) -> Iterator[SourceWarning]:
    """What communes have said themselves: kept where the table is the one that was there before, else replaced."""
    for (unit, criterion), rows in costs.items():
        newest = before.get(unit, {}).get(criterion)
        if newest is None or newest.source:
            continue
        said, total = of_documents.get(unit, {}).get(criterion), sum(row.cost.amount for row in rows)
        same = said is not None and said.rows == tuple(row.cost for row in rows)
        if not same and newest.total == total:
            continue
        done = "giữ số xã ghi" if same else "đã thay bằng số của bảng"
        yield SourceWarning(
            code="cost_typed",
            place=rows[0].place,
            stated=total,
            computed=newest.total,
            message=f"{communes[unit].title} ngày {show_date(newest.said_on)} tự ghi tiêu chí {criterion} còn cần "
            f"{show_money(newest.total)}, bảng ghi {show_money(total)}: {done}.",
        )


def _kept(
    costs: Costs, before: Mapping[UnitId, Mapping[str, CriterionCost]], communes: Mapping[UnitId, Unit]
) -> Iterator[SourceWarning]:
    """Criteria whose rows stay because the table does not name them."""
    for unit, of_unit in before.items():
        kept = [criterion for criterion in of_unit if (unit, criterion) not in costs]
        if kept:
            yield SourceWarning(
                code="costs_kept",
                place=Place(),
                stated="",
                computed=len(kept),
                message=f"Tệp không nêu tiêu chí {', '.join(kept)} của {communes[unit].title}: giữ nguyên số đã có.",
            )
