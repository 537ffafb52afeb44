"""When a plan is imported again: whether it says the same, and if not, which cells changed.

The canonical text holds what the document means, not how it is laid out: the same plan read from Word, Excel or text,
with its rows in another order, gives the same text. Whoever stores it keeps a hash of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from conversations.programme.plan_claims import AverageClaim, NamedCommunes, Share, YearCount, YearlyGain
from conversations.programme.plan_names import commune_name, grouped, namesake
from conversations.programme.plan_rows import Met, PlanValue, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conversations.programme.plan_claims import Claim
    from conversations.programme.plan_document import PlanDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell that differs. before None: the plan did not have it; after None: the new one has it no more."""

    commune: str
    criterion: str
    before: PlanValue | None
    after: PlanValue | None


def difference(
    old: Mapping[str, Mapping[str, PlanValue]], new: Mapping[str, Mapping[str, PlanValue]]
) -> tuple[CellChange, ...]:
    """The cells that differ, by commune and criterion: first in the new plan's order, then what only the old one had.

    Communes are the same when their names are, with or without "xã" and accents.
    """
    known, kept = grouped(old), grouped(new)
    changes: list[CellChange] = []
    for name, after in new.items():
        earlier = namesake(name, known)
        before = old[earlier] if earlier is not None else {}
        changes.extend(
            CellChange(commune=name, criterion=code, before=before.get(code), after=after.get(code))
            for code in dict.fromkeys((*after, *before))
            if before.get(code) != after.get(code)
        )
    changes.extend(
        CellChange(commune=name, criterion=code, before=value, after=None)
        for name, cells in old.items()
        if namesake(name, kept) is None
        for code, value in cells.items()
    )
    return tuple(changes)


def value_text(value: PlanValue | None) -> str:
    """A cell as the table writes it: "x", "2024", "" where the plan gives no year or says nothing."""
    match value:
        case Met():
            return "x"
        case Target(year=int() as year):
            return str(year)
        case Target() | None:
            return ""
        case _:
            assert_never(value)


def canonical(plan: PlanDocument) -> str:
    """The plan's meaning as text, one fact a line, the same for the same meaning."""
    return "\n".join(
        (
            *_front_lines(plan),
            *sorted(_row_lines(plan)),
            *sorted(_target_lines(plan)),
            *sorted(_office_lines(plan)),
            *sorted(_duty_lines(plan)),
            *sorted(_claim_line(claim) for claim in plan.claims),
        )
    )


def _front_lines(plan: PlanDocument) -> Iterator[str]:
    front, table = plan.front, plan.table
    yield f"plan|{front.number}|{front.dated or ''}|{front.issued_by}|{table.period or ''}"
    yield f"criteria|{','.join(table.criteria)}"
    yield f"total|{table.grand_total.value if table.grand_total else ''}|{table.average.value if table.average else ''}"
    yield "columns|" + ",".join(f"{code}={stated.value}" for code, stated in table.column_totals)
    yield from sorted(f"law|{line}" for line in front.legal_basis)


def _row_lines(plan: PlanDocument) -> Iterator[str]:
    for row in plan.rows:
        cells = ",".join(f"{cell.criterion}={value_text(cell.value)}" for cell in row.cells)
        yield f"commune|{row.bare_name}|{row.stated_total.value if row.stated_total else ''}|{cells}"


def _target_lines(plan: PlanDocument) -> Iterator[str]:
    for target in plan.targets:
        said = ",".join(f"{item.standard}={'kept' if item.kept else item.year}" for item in target.standards)
        yield f"target|{target.bare_name}|{said}|{target.note}"


def _office_lines(plan: PlanDocument) -> Iterator[str]:
    for office in plan.offices:
        codes = ",".join(item.code for item in office.items)
        yield f"office|{office.name}|{office.stated_count.value if office.stated_count else ''}|{codes}"


def _duty_lines(plan: PlanDocument) -> Iterator[str]:
    for rule in plan.regime.rules if plan.regime else ():
        owed = ",".join(rule.owed_by)
        yield f"report|{rule.span}|{rule.operator}|{rule.due_day}/{rule.due_month}|{owed}|{rule.to}|{rule.through}"
    for one in plan.one_offs:
        yield f"once|{one.day}|{one.operator}|{','.join(one.owed_by)}|{one.to}|{one.what}"


def _claim_line(claim: Claim) -> str:
    match claim:
        case YearCount():
            return f"claim|year|{claim.year}|{claim.count}"
        case Share():
            return f"claim|share|{claim.standard}|{claim.by_year}|{claim.count}/{claim.of}"
        case NamedCommunes():
            said = ",".join(f"{standard}={year}" for standard, year in claim.standards)
            return f"claim|named|{claim.count}|{','.join(sorted(commune_name(name) for name in claim.names))}|{said}"
        case YearlyGain():
            return f"claim|gain|{claim.at_least}"
        case AverageClaim():
            return f"claim|average|{claim.value}"
        case _:
            assert_never(claim)
