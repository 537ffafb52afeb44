"""Units: a dated tree. Everything is asked as of a day, and where it matters as known at a moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from conversations.programme.unit import Kind, Level, Unit, kind_by_code
from conversations.reading.fold import fold
from storage.statements import listed
from storage.times import millis
from storage.validity import FOREVER, known_by, stored_from, stored_to, valid_from, valid_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from storage.database import Row, Transaction, Values

_CALLED = """
    SELECT n.{what} FROM unit_name n
    WHERE n.unit = u.id AND (:day < n.valid_to OR n.recorded_at > :known) ORDER BY n.valid_to LIMIT 1
"""
COLUMNS = f"""u.id, coalesce(({_CALLED.format(what="kind")}), u.kind) AS kind,
    coalesce(({_CALLED.format(what="name")}), u.name) AS name, u.region, u.valid_from,
    CASE WHEN u.ended_at > :known THEN '{FOREVER}' ELSE u.valid_to END AS valid_to,
    (SELECT l.valid_from FROM programme_leave l WHERE l.unit = u.id AND l.recorded_at <= :known) AS left_on"""  # noqa: S608 - a constant, and names of columns
"""What `unit_of` reads of unit u, by the name and the kind it bore on :day, as known at :known."""
_THERE = """
    u.valid_from <= :day AND (:day < u.valid_to OR u.ended_at > :known) AND u.recorded_at <= :known
"""
_PARENT_HOLDS = """
    p.valid_from <= :day AND :day < p.valid_to
    AND p.recorded_at <= :known AND (p.superseded_at IS NULL OR p.superseded_at > :known)
"""
_LATEST = "ORDER BY p.valid_from DESC, p.recorded_at DESC LIMIT 1"

_LINEAGE = f"""
WITH RECURSIVE line (unit, parent, depth) AS (
    SELECT u.id, (SELECT p.parent FROM unit_parent p WHERE p.unit = u.id AND {_PARENT_HOLDS} {_LATEST}), 0
    FROM unit u WHERE u.id = :unit
    UNION ALL
    SELECT line.parent, (SELECT p.parent FROM unit_parent p WHERE p.unit = line.parent AND {_PARENT_HOLDS} {_LATEST}),
        line.depth + 1
    FROM line WHERE line.parent IS NOT NULL AND line.depth < 20
)
SELECT {COLUMNS}, line.parent FROM line JOIN unit u ON u.id = line.unit ORDER BY line.depth
"""  # noqa: S608 - put together from the constants above

_BELOW = f"""
WITH RECURSIVE below (unit, parent, depth) AS (
    SELECT p.unit, p.parent, 1 FROM unit_parent p WHERE p.parent = :unit AND {_PARENT_HOLDS}
    UNION ALL
    SELECT p.unit, p.parent, below.depth + 1 FROM below JOIN unit_parent p ON p.parent = below.unit
    WHERE {_PARENT_HOLDS} AND below.depth < 20
)
SELECT {COLUMNS}, below.parent FROM below JOIN unit u ON u.id = below.unit
WHERE {_THERE}
ORDER BY u.folded, u.name, u.id
"""  # noqa: S608 - as above

_COUNTED = """
    NOT EXISTS (
        SELECT 1 FROM programme_leave l WHERE l.unit = {unit} AND l.valid_from <= :day AND l.recorded_at <= :known
    )
"""
_COUNTED_BELOW = f"""
WITH RECURSIVE below (unit, parent, depth) AS (
    SELECT p.unit, p.parent, 1 FROM unit_parent p WHERE p.parent = :unit AND {_PARENT_HOLDS}
        AND {_COUNTED.format(unit="p.parent")} AND {_COUNTED.format(unit="p.unit")}
    UNION ALL
    SELECT p.unit, p.parent, below.depth + 1 FROM below JOIN unit_parent p ON p.parent = below.unit
    WHERE {_PARENT_HOLDS} AND {_COUNTED.format(unit="p.unit")} AND below.depth < 20
)
SELECT {COLUMNS}, below.parent FROM below JOIN unit u ON u.id = below.unit
WHERE {_THERE}
ORDER BY u.folded, u.name, u.id
"""  # noqa: S608 - as above

_CHILDREN = f"""
SELECT {COLUMNS}, p.parent FROM unit_parent p JOIN unit u ON u.id = p.unit
WHERE p.parent = :unit AND {_PARENT_HOLDS} AND {_THERE}
ORDER BY u.folded, u.name, u.id
"""  # noqa: S608 - as above

_ROOTS = f"""
SELECT {COLUMNS}, NULL AS parent FROM unit u
WHERE NOT EXISTS (SELECT 1 FROM unit_parent p WHERE p.unit = u.id AND {_PARENT_HOLDS})
AND {_THERE}
ORDER BY u.folded, u.name, u.id
"""  # noqa: S608 - as above


def lineage_read(unit: UnitId, day: date, known: datetime | None = None) -> tuple[str, Values]:
    """The read for `units_of`: the unit, then whatever stands above it, up to the root."""
    return _LINEAGE, {"unit": unit, "day": day.isoformat(), "known": known_by(known)}


def children_read(unit: UnitId, day: date, known: datetime | None = None) -> tuple[str, Values]:
    """The read for `units_of`: the units directly below, by name."""
    return _CHILDREN, {"unit": unit, "day": day.isoformat(), "known": known_by(known)}


def units_of(rows: Sequence[Row]) -> tuple[Unit, ...]:
    """The units in rows of one of the reads above; without aliases, which only naming needs."""
    return tuple(unit_of(row) for row in rows)


def unit_of(row: Row) -> Unit:
    """A row with the columns id, kind, name, region, valid_from, valid_to, left_on, parent."""
    return Unit(
        id=UnitId(row["id"]),
        kind=kind_by_code(row["kind"]),
        name=row["name"],
        parent=None if row["parent"] is None else UnitId(row["parent"]),
        region=row["region"],
        valid_from=valid_from(row["valid_from"]),
        valid_to=valid_to(row["valid_to"]),
        left_on=None if row["left_on"] is None else valid_from(row["left_on"]),
    )


async def lineage(tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None) -> tuple[Unit, ...]:
    """The unit itself, then what stands above it up to the root. Empty: there is no such unit."""
    sql, values = lineage_read(unit, day, known)
    return units_of(await tx.all(sql, **values))


def region_in(line: Sequence[Unit]) -> str | None:
    """The threshold region of the first unit of a lineage: its own, else the nearest one above."""
    return next((unit.region for unit in line if unit.region is not None), None)


async def children(tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None) -> tuple[Unit, ...]:
    """The units directly below, by name."""
    sql, values = children_read(unit, day, known)
    return units_of(await tx.all(sql, **values))


async def units_below(
    tx: Transaction,
    unit: UnitId,
    *,
    day: date,
    known: datetime | None = None,
    levels: Iterable[Level] | None = None,
    counted: bool = False,
) -> tuple[Unit, ...]:
    """All units anywhere below, by name; only those of these levels where some are given.

    counted: without what has left the programme by the day.
    """
    rows = await tx.all(_COUNTED_BELOW if counted else _BELOW, unit=unit, day=day.isoformat(), known=known_by(known))
    wanted = None if levels is None else frozenset(levels)
    return tuple(found for found in units_of(rows) if wanted is None or found.kind.level in wanted)


async def with_aliases(tx: Transaction, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The same units with the other names they are found by."""
    names: dict[int, tuple[str, ...]] = {}
    for row in await tx.all("SELECT unit, name FROM unit_alias ORDER BY name"):
        names[row["unit"]] = (*names.get(row["unit"], ()), row["name"])
    return tuple(replace(unit, aliases=names.get(unit.id, ())) for unit in units)


async def root_units(tx: Transaction, *, day: date, known: datetime | None = None) -> tuple[Unit, ...]:
    """The units with nothing above them, by name."""
    return units_of(await tx.all(_ROOTS, day=day.isoformat(), known=known_by(known)))


async def add_unit(
    tx: Transaction,
    *,
    kind: Kind,
    name: str,
    parent: UnitId | None,
    at: datetime,
    region: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> UnitId:
    """A new unit. Whether there is one like it already is asked before."""
    row = await tx.one(
        """
        INSERT INTO unit (kind, name, folded, region, valid_from, valid_to, recorded_at)
        VALUES (:kind, :name, :folded, :region, :valid_from, :valid_to, :at) RETURNING id
        """,
        kind=kind.code,
        name=name,
        folded=fold(name),
        region=region,
        valid_from=stored_from(valid_from),
        valid_to=stored_to(valid_to),
        at=millis(at),
    )
    if row is None:
        raise LookupError("unit")
    unit = UnitId(row["id"])
    if parent is not None:
        tx.later(
            "INSERT INTO unit_parent (unit, parent, valid_from, recorded_at) VALUES (:unit, :parent, :valid_from, :at)",
            unit=unit,
            parent=parent,
            valid_from=stored_from(valid_from),
            at=millis(at),
        )
    return unit


async def put_parent(tx: Transaction, unit: UnitId, parent: UnitId, *, valid_from: date | None, at: datetime) -> None:
    """From that day on (None: always) the unit stands under this parent; what was before that day stays."""
    begins = stored_from(valid_from)
    rows = await tx.all(
        """
        SELECT id, parent, valid_from FROM unit_parent
        WHERE unit = :unit AND superseded_at IS NULL AND valid_to > :begins
        """,
        unit=unit,
        begins=begins,
    )
    for row in rows:
        await tx.run("UPDATE unit_parent SET superseded_at = :at WHERE id = :id", id=row["id"], at=millis(at))
    earlier = [(row["parent"], row["valid_from"], begins) for row in rows if row["valid_from"] < begins]
    for above, first, end in (*earlier, (parent, begins, FOREVER)):
        await tx.run(
            """
            INSERT INTO unit_parent (unit, parent, valid_from, valid_to, recorded_at)
            VALUES (:unit, :parent, :first, :until, :at)
            """,
            unit=unit,
            parent=above,
            first=first,
            until=end,
            at=millis(at),
        )


async def hold(tx: Transaction, unit: UnitId) -> None:
    """Let nobody else change what stands below this unit until the transaction ends (SQLite has one writer anyway)."""
    await tx.run("UPDATE unit SET recorded_at = recorded_at WHERE id = :unit", unit=unit)


async def add_alias(tx: Transaction, unit: UnitId, alias: str, *, at: datetime) -> None:
    """Another name under which people look for the unit; nothing happens where it is known."""
    await tx.run(
        """
        INSERT INTO unit_alias (unit, name, folded, recorded_at) VALUES (:unit, :name, :folded, :at)
        ON CONFLICT (unit, folded) DO NOTHING
        """,
        unit=unit,
        name=alias,
        folded=fold(alias),
        at=millis(at),
    )


async def set_region(tx: Transaction, unit: UnitId, region: str) -> None:
    """The threshold region of the unit and of all below it that have none of their own."""
    await tx.run("UPDATE unit SET region = :region WHERE id = :unit", unit=unit, region=region)


async def add_succession(
    tx: Transaction, *, predecessor: UnitId, successor: UnitId, kind: str, on: date, at: datetime, source: str = ""
) -> None:
    """From that day on the one stands in the other's place; the predecessor is no more, its past stays readable."""
    await tx.run(
        """
        INSERT INTO unit_succession (predecessor, successor, kind, on_day, source, recorded_at)
        VALUES (:predecessor, :successor, :kind, :on_day, :source, :at)
        """,
        predecessor=predecessor,
        successor=successor,
        kind=kind,
        on_day=on.isoformat(),
        source=source,
        at=millis(at),
    )
    await tx.run(
        "UPDATE unit SET valid_to = :on_day, ended_at = :at WHERE id = :unit AND valid_to > :on_day",
        unit=predecessor,
        on_day=stored_to(on),
        at=millis(at),
    )


async def rename_unit(tx: Transaction, unit: UnitId, *, kind: Kind, name: str, on: date, at: datetime) -> None:
    """From that day on the unit is called so; the name before stays that of its time, and leads to it."""
    row = await tx.one("SELECT kind, name FROM unit WHERE id = :unit", unit=unit)
    if row is None:
        raise LookupError("unit")
    await tx.run(
        """
        INSERT INTO unit_name (unit, kind, name, valid_to, recorded_at)
        VALUES (:unit, :kind, :name, :valid_to, :at)
        """,
        unit=unit,
        kind=row["kind"],
        name=row["name"],
        valid_to=stored_to(on),
        at=millis(at),
    )
    await add_alias(tx, unit, row["name"], at=at)
    await tx.run(
        "UPDATE unit SET kind = :kind, name = :name, folded = :folded WHERE id = :unit",
        unit=unit,
        kind=kind.code,
        name=name,
        folded=fold(name),
    )


async def leave_programme(tx: Transaction, unit: UnitId, *, on: date, at: datetime) -> None:
    """From that day on the unit is not counted, nor what stands below it; it lives on."""
    await tx.run(
        "INSERT INTO programme_leave (unit, valid_from, recorded_at) VALUES (:unit, :valid_from, :at)",
        unit=unit,
        valid_from=on.isoformat(),
        at=millis(at),
    )


async def last_renamed(tx: Transaction, unit: UnitId) -> date | None:
    """From which day on the unit bears its present name; None: it always has."""
    row = await tx.one("SELECT max(valid_to) AS day FROM unit_name WHERE unit = :unit", unit=unit)
    return None if row is None or row["day"] is None else valid_to(row["day"])


_BEFORE = f"""
WITH RECURSIVE line (unit, on_day, depth) AS (
    SELECT s.predecessor, s.on_day, 1 FROM unit_succession s WHERE s.successor = :unit
    UNION ALL
    SELECT s.predecessor, s.on_day, line.depth + 1 FROM line JOIN unit_succession s ON s.successor = line.unit
    WHERE line.depth < 20
)
SELECT {COLUMNS}, NULL AS parent FROM unit u WHERE u.id IN (SELECT line.unit FROM line) ORDER BY u.id
"""  # noqa: S608 - put together from the constants above


async def predecessors(tx: Transaction, unit: UnitId) -> tuple[Unit, ...]:
    """The units in whose place this one stands, and those before them, by the names they ended with."""
    return units_of(await tx.all(_BEFORE, unit=unit, day=FOREVER, known=known_by(None)))


async def replaced_by(
    tx: Transaction, *, day: date, known: datetime | None = None
) -> tuple[tuple[UnitId, UnitId], ...]:
    """Every unit that another stands in the place of on that day, with that other."""
    rows = await tx.all(
        """
        SELECT predecessor, successor FROM unit_succession WHERE on_day <= :day AND recorded_at <= :known
        ORDER BY predecessor, successor
        """,
        day=day.isoformat(),
        known=known_by(known),
    )
    return tuple((UnitId(row["predecessor"]), UnitId(row["successor"])) for row in rows)


async def units_by_id(tx: Transaction, units: Sequence[UnitId], *, day: date) -> tuple[Unit, ...]:
    """These units by the names they bear on that day, or ended with; their order is no promise."""
    marks, named = listed(units)
    sql = f"SELECT {COLUMNS}, NULL AS parent FROM unit u WHERE u.id IN ({marks})"  # noqa: S608 - column names
    return units_of(await tx.all(sql, day=day.isoformat(), known=known_by(None), **named))


async def direct_predecessors(tx: Transaction, unit: UnitId) -> frozenset[UnitId]:
    """The units in whose very place this one came: not those before them, nor those that ended below it."""
    rows = await tx.all(
        "SELECT predecessor FROM unit_succession WHERE successor = :unit AND kind <> 'ended'", unit=unit
    )
    return frozenset(UnitId(row["predecessor"]) for row in rows)


async def succeeded_by(tx: Transaction, units: Iterable[UnitId]) -> Mapping[UnitId, Sequence[UnitId]]:
    """The units right after these, each with those of them in whose place it stands or that ended under it."""
    found: dict[UnitId, list[UnitId]] = {}
    for unit in units:
        for row in await tx.all(
            "SELECT successor FROM unit_succession WHERE predecessor = :unit ORDER BY successor", unit=unit
        ):
            found.setdefault(UnitId(row["successor"]), []).append(unit)
    return found


async def successors(tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None) -> tuple[Unit, ...]:
    """The units that stand in this one's place on that day, the last of each line; none where it stands itself."""
    rows = await tx.all(
        """
        SELECT successor FROM unit_succession WHERE predecessor = :unit AND on_day <= :day AND recorded_at <= :known
        ORDER BY successor
        """,
        unit=unit,
        day=day.isoformat(),
        known=known_by(known),
    )
    found: dict[UnitId, Unit] = {}
    for row in rows:
        after = UnitId(row["successor"])
        line = await lineage(tx, after, day=day, known=known)
        last = await successors(tx, after, day=day, known=known) or line[:1]
        found |= {one.id: one for one in last}
    return tuple(found.values())
