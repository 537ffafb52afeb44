"""What hangs on a unit: roles, drafts, plans, rules, offices, groups and all else that a change touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, RuleId, SetId, UnitId
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard, StandardTarget
from storage.answers import GIVEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHere:
    """A role that goes on after a day."""

    id: int
    person: PersonId
    name: str
    role: Role
    post: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHere:
    """A report that was begun and has not left."""

    rule: RuleId
    period: str
    given: int
    waiting: bool


async def roles_after(tx: Transaction, unit: UnitId, day: date) -> tuple[RoleHere, ...]:
    """The roles at exactly this unit that go on on that day or begin later."""
    rows = await tx.all(
        """
        SELECT g.id, g.person, i.name, g.role, g.post, g.valid_from
        FROM role_grant g LEFT JOIN identity i ON i.person = g.person
        WHERE g.unit = :unit AND g.ended_at IS NULL AND g.valid_to > :day ORDER BY g.id
        """,
        unit=unit,
        day=day.isoformat(),
    )
    return tuple(
        RoleHere(
            id=row["id"],
            person=PersonId(row["person"]),
            name=row["name"] or "",
            role=Role(row["role"]),
            post=row["post"],
            valid_from=date.fromisoformat(row["valid_from"]),
        )
        for row in rows
    )


async def drafts_of(tx: Transaction, unit: UnitId) -> tuple[DraftHere, ...]:
    """The unit's reports in which something was begun and that have not left."""
    rows = await tx.all(
        f"SELECT r.rule, r.period, r.state, {GIVEN} FROM report r"  # noqa: S608 - a constant
        " WHERE r.unit = :unit AND r.state IN ('draft', 'withdrawn', 'waiting_for_leader', 'more_asked', 'reopened')"
        " ORDER BY r.period, r.id",
        unit=unit,
    )
    return tuple(
        DraftHere(
            rule=RuleId(row["rule"]),
            period=row["period"],
            given=row["given"],
            waiting=row["state"] == "waiting_for_leader",
        )
        for row in rows
    )


async def counts_of(tx: Transaction, unit: UnitId) -> Mapping[str, int]:
    """How many open assignments, invitations and absences the unit has."""
    row = await tx.one(
        """
        SELECT
            (SELECT count(*) FROM assignment a WHERE a.unit = :unit AND a.superseded_at IS NULL) AS assignments,
            (SELECT count(*) FROM invitation i WHERE i.unit = :unit AND i.withdrawn_at IS NULL AND i.used < i.uses)
                AS invitations,
            (SELECT count(*) FROM absence b WHERE b.unit = :unit AND b.ended_at IS NULL) AS absences
        """,
        unit=unit,
    )
    if row is None:
        raise LookupError("unit")
    return {name: int(row[name]) for name in ("assignments", "invitations", "absences")}


async def group_titles(tx: Transaction, unit: UnitId) -> tuple[str, ...]:
    """The groups that follow the unit."""
    rows = await tx.all("SELECT title FROM group_chat WHERE unit = :unit AND ended_at IS NULL ORDER BY id", unit=unit)
    return tuple(row["title"] for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedHere:
    """An office that judges an indicator of the communes below a unit, or of that unit."""

    unit: UnitId
    set_id: SetId
    indicator: str
    office: UnitId
    source: str


async def owned_here(tx: Transaction, unit: UnitId, day: date) -> tuple[OwnedHere, ...]:
    """Who judges what below this unit on that day, and what it judges itself, in every set."""
    rows = await tx.all(
        """
        SELECT unit, set_id, indicator, office, source FROM indicator_owner
        WHERE (unit = :unit OR office = :unit) AND superseded_at IS NULL AND valid_from <= :day AND :day < valid_to
        ORDER BY set_id, indicator, office
        """,
        unit=unit,
        day=day.isoformat(),
    )
    return tuple(
        OwnedHere(
            unit=UnitId(row["unit"]),
            set_id=SetId(row["set_id"]),
            indicator=row["indicator"],
            office=UnitId(row["office"]),
            source=row["source"],
        )
        for row in rows
    )


async def rules_naming(tx: Transaction, unit: UnitId, day: date) -> tuple[tuple[RuleId, int, str, str], ...]:
    """Rules that ask single units, this one among them: number, version, title, the units as they are stored."""
    rows = await tx.all(
        """
        SELECT rule, version, title, only_units FROM reporting_rule_version
        WHERE only_units <> '' AND valid_to > :day AND ' ' || only_units || ' ' LIKE :named ORDER BY rule, version
        """,
        day=day.isoformat(),
        named=f"% {unit} %",
    )
    return tuple((RuleId(row["rule"]), row["version"], row["title"], row["only_units"]) for row in rows)


async def assigned_posts(tx: Transaction, unit: UnitId) -> Mapping[str, tuple[str, PersonId]]:
    """Indicator to the post that answers it now, and who said so."""
    rows = await tx.all(
        """
        SELECT indicator, post, person FROM assignment WHERE unit = :unit AND superseded_at IS NULL ORDER BY indicator
        """,
        unit=unit,
    )
    return {row["indicator"]: (row["post"], PersonId(row["person"])) for row in rows}


async def standards_of(tx: Transaction, plans: Sequence[int], unit: UnitId) -> Mapping[Standard, StandardTarget]:
    """What these plans, the later after the earlier, say the unit shall be recognised as."""
    found: dict[Standard, StandardTarget] = {}
    for plan in plans:
        for row in await tx.all(
            "SELECT standard, year, kept FROM plan_target WHERE plan = :plan AND unit = :unit", plan=plan, unit=unit
        ):
            standard = Standard(row["standard"])
            found[standard] = StandardTarget(standard=standard, year=row["year"], kept=bool(row["kept"]))
    return found
