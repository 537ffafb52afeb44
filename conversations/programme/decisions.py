"""What only a unit's manager can decide: the digest lists it, the menu counts it, both by this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.rule_checks import Revocable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conversations.programme.digest import ToRing
    from conversations.programme.ids import UnitId
    from conversations.programme.reporting_rate import Standing
    from conversations.programme.rule_checks import Findings, Revocation
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """without_people: units that owe and where nobody is in the system. locked: periods that take no answers any more
    and are not complete. unowned: judged indicators that no office judges. revocable: by rule.
    """

    unit: Unit
    without_people: tuple[Unit, ...] = ()
    locked: tuple[Standing, ...] = ()
    unowned: int = 0
    revocable: tuple[tuple[Revocation, tuple[Revocable, ...]], ...] = ()

    @property
    def count(self) -> int:
        """So many lines of a digest."""
        return len(self.revocable) + bool(self.without_people) + len(self.locked) + bool(self.unowned)


def decisions_of(
    unit: Unit,
    standings: Sequence[Standing],
    *,
    locked: tuple[Standing, ...],
    people: Mapping[UnitId, tuple[ToRing, ...]] | None,
    unowned: int,
    findings: Findings | None,
) -> Decisions:
    """people, findings None: not read, because whoever asks may not see them."""
    return Decisions(
        unit=unit,
        without_people=() if people is None else tuple(_nobody_at(standings, people)),
        locked=locked,
        unowned=unowned,
        revocable=() if findings is None else tuple(_revocable(findings)),
    )


def _nobody_at(standings: Iterable[Standing], people: Mapping[UnitId, tuple[ToRing, ...]]) -> Iterable[Unit]:
    owing = {report.unit.id: report.unit for one in standings for report in one.reports}
    return (unit for unit in owing.values() if not people.get(unit.id))


def _revocable(findings: Findings) -> Iterable[tuple[Revocation, tuple[Revocable, ...]]]:
    for rule in findings.revocations:
        grave = tuple(one for one in findings.found if isinstance(one, Revocable) and one.rule is rule)
        if grave:
            yield rule, grave
