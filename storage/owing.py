"""Who owes a period's report: units by ranges of their numbers, so that a province or a nation is read in a few trips.

The clock's tick asks here for everybody at once; a turn asks for one unit (storage/reports.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, ReportId, SetId, UnitId
from conversations.programme.person import Role
from conversations.programme.report import ReportState
from storage.times import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import RuleId
    from storage.database import Row, Transaction, Values

AT_ONCE = 2000
"""Units whose reports and people are read in one trip: a few megabytes."""


@dataclass(frozen=True, slots=True)
class Chat:
    """Where a person is told things."""

    channel: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role at a unit. chats: open and not blocked; none where the person left every channel."""

    person: PersonId
    role: Role
    post: str
    name: str
    phone: str
    chats: tuple[Chat, ...]


@dataclass(frozen=True, slots=True)
class BegunReport:
    """A report that somebody has opened. given: codes of the items that are no longer open."""

    id: ReportId
    state: ReportState
    set_id: SetId
    set_version: int
    given: frozenset[str]


_REPORTS = """
SELECT r.id, r.unit, r.state, r.set_id, r.set_version FROM report r
WHERE r.rule = :rule AND r.period = :period AND r.unit BETWEEN :first AND :last
"""
_GIVEN = """
SELECT n.report, n.indicator FROM report r
JOIN answer_now n ON n.report = r.id
JOIN answer a ON a.report = n.report AND a.indicator = n.indicator AND a.version = n.version
WHERE r.rule = :rule AND r.period = :period AND r.unit BETWEEN :first AND :last AND r.state IN ('draft', 'withdrawn')
    AND (a.state <> 'not_reported' OR a.value IS NOT NULL OR a.choice <> '')
"""
_HOLDERS = """
SELECT g.unit, g.person, g.role, g.post, i.name, i.phone, i.language, a.channel, a.address
FROM role_grant g
LEFT JOIN identity i ON i.person = g.person
LEFT JOIN channel_account a ON a.person = g.person AND a.closed_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM session s WHERE s.channel = a.channel AND s.address = a.address AND s.blocked = 1
)
WHERE g.unit BETWEEN :first AND :last AND g.role IN ({roles}) AND g.ended_at IS NULL
    AND g.valid_from <= :today AND g.valid_to > :today
    AND NOT EXISTS (SELECT 1 FROM suspension u WHERE u.person = g.person AND u.ended_at IS NULL)
ORDER BY g.id, a.id
"""
_POSTS = """
SELECT s.unit, s.indicator, s.post FROM assignment s
WHERE s.unit BETWEEN :first AND :last AND s.superseded_at IS NULL AND s.post <> ''
"""


def parts(units: Iterable[UnitId]) -> Iterator[tuple[UnitId, ...]]:
    """The units by their numbers, as many at a time as are read together."""
    ordered = sorted(units)
    for start in range(0, len(ordered), AT_ONCE):
        yield tuple(ordered[start : start + AT_ONCE])


async def begun_reports(
    tx: Transaction, rule: RuleId, period: str, *, between: tuple[UnitId, UnitId]
) -> Mapping[UnitId, BegunReport]:
    """The reports of the period that were opened, by unit; what is given only of drafts: nothing else is asked."""
    values: Values = {"rule": rule, "period": period, "first": between[0], "last": between[1]}
    reports, answered = await tx.together((_REPORTS, values), (_GIVEN, values))
    given: defaultdict[int, set[str]] = defaultdict(set)
    for row in answered:
        given[row["report"]].add(row["indicator"])
    return {
        UnitId(row["unit"]): BegunReport(
            ReportId(row["id"]),
            ReportState(row["state"]),
            SetId(row["set_id"]),
            row["set_version"],
            frozenset(given.get(row["id"], ())),
        )
        for row in reports
    }


async def holders_between(
    tx: Transaction, roles: Sequence[Role], *, between: tuple[UnitId, UnitId], today: date
) -> Mapping[UnitId, tuple[Holder, ...]]:
    """Who holds one of these roles now and is not suspended, by unit, in the order in which it was granted."""
    names = {f"role_{number}": role.value for number, role in enumerate(roles)}
    rows = await tx.all(
        _HOLDERS.format(roles=", ".join(f":{name}" for name in names)),
        first=between[0],
        last=between[1],
        today=today.isoformat(),
        **names,
    )
    return {unit: tuple(_holders(held)) for unit, held in _by_unit(rows).items()}


async def last_active_between(
    tx: Transaction, rule: RuleId, period: str, *, between: tuple[UnitId, UnitId]
) -> Mapping[UnitId, datetime]:
    """When somebody answered last in each report of the period; without those that nobody has answered in."""
    rows = await tx.all(
        """
        SELECT r.unit, MAX(a.recorded_at) AS at FROM report r JOIN answer a ON a.report = r.id
        WHERE r.rule = :rule AND r.period = :period AND r.unit BETWEEN :first AND :last GROUP BY r.unit
        """,
        rule=rule,
        period=period,
        first=between[0],
        last=between[1],
    )
    return {UnitId(row["unit"]): moment(row["at"]) for row in rows}


async def posts_between(tx: Transaction, *, between: tuple[UnitId, UnitId]) -> Mapping[UnitId, Mapping[str, str]]:
    """Unit to indicator to the post that answers it; what the officer in charge answers is not in it."""
    rows = await tx.all(_POSTS, first=between[0], last=between[1])
    return {unit: {row["indicator"]: row["post"] for row in found} for unit, found in _by_unit(rows).items()}


def _by_unit(rows: Sequence[Row]) -> Mapping[UnitId, list[Row]]:
    found: dict[UnitId, list[Row]] = {}
    for row in rows:
        found.setdefault(UnitId(row["unit"]), []).append(row)
    return found


def _holders(rows: Sequence[Row]) -> Iterator[Holder]:
    """One row is one chat of one role; a person without any chat has one row without a channel."""
    grants: dict[tuple[int, str, str], list[Row]] = {}
    for row in rows:
        grants.setdefault((row["person"], row["role"], row["post"]), []).append(row)
    for (person, role, post), found in grants.items():
        chats = tuple(
            Chat(row["channel"], row["address"], row["language"] or "vi") for row in found if row["channel"] is not None
        )
        yield Holder(PersonId(person), Role(role), post, found[0]["name"] or "", found[0]["phone"] or "", chats)
