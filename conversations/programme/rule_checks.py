"""Rules that a criteria set carries as data, held against where communes stand: revocation, floor, one more criterion a
year. Each finding names its rule, the rule's source and the figures.

Source: Quyết định 18/2022/QĐ-TTg (revocation); the plan of huyện Quảng Hòa ("hàng năm tăng 01 tiêu chí trở lên");
Nghị quyết 25/2021/QH15 and the plan of Quảng Nam (floor). Shares are exact fractions, never rounded before they are
compared. What nobody has reported is neither met nor failing, so a unit is found only where it could not change that.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from conversations.programme.criteria import CriteriaSet, Criterion, Floor
    from conversations.programme.ids import UnitId
    from conversations.programme.status import CommuneStatus, Status
    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyGain:
    """Whoever does not meet all criteria yet gains so many more each year. valid: the first and after the last day."""

    at_least: int
    source: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """The recognition of a unit is to be looked at again: at `share` of failing criteria, or at `share_with_critical`
    where one of the critical ones fails.
    """

    share: Fraction
    share_with_critical: Fraction
    critical: tuple[str, ...]
    """Codes of criteria."""
    source: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocable:
    """A recognised unit with so many failing criteria."""

    rule: Revocation
    unit: Unit
    failing: tuple[Criterion, ...]
    critical: tuple[Criterion, ...]
    """Those of the failing ones that are critical."""
    of: int
    """Criteria of the set."""
    by_offices: int
    """So many of the failing ones by the offices' word, the others by the commune's own."""

    @property
    def counted(self) -> int:
        """What the finding rests on."""
        return len(self.failing)

    @property
    def outright(self) -> bool:
        """Whether the share alone is enough."""
        return _share(len(self.failing), self.of) >= self.rule.share


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderFloor:
    """A unit with fewer criteria met than nobody shall have after the floor's year."""

    rule: Floor
    unit: Unit
    met: int
    of: int
    by_offices: int
    """So many of those met by the offices' word."""

    @property
    def counted(self) -> int:
        """What the finding rests on."""
        return self.met


@dataclass(frozen=True, slots=True, kw_only=True)
class NoGain:
    """A unit that has not gained enough in the year so far."""

    rule: YearlyGain
    unit: Unit
    year: int
    before: int
    """Criteria met at the end of the year before …"""
    met: int
    """… and now."""
    of: int
    by_offices: int
    """So many of those met now by the offices' word."""

    @property
    def gained(self) -> int:
        """Less than nothing where some were lost."""
        return self.met - self.before

    @property
    def counted(self) -> int:
        """What the finding rests on."""
        return self.met


Finding = Revocable | UnderFloor | NoGain


def assessor_of(finding: Finding) -> Assessor:
    """Whose word it is: the offices' only where all that was counted is."""
    return Assessor.OFFICE if finding.counted and finding.by_offices == finding.counted else Assessor.SELF


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Communes under the floor that have not recorded what is asked of them above all. source: whose sentence."""

    what: str
    quote: str
    source: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the rules that hold on the day say of a unit's communes."""

    status: Status
    revocations: tuple[Revocation, ...] = ()
    floor: Floor | None = None
    gains: tuple[YearlyGain, ...] = ()
    recognised: int = 0
    """So many of the communes are recognised, as far as a plan says so."""
    compared: bool = False
    """Whether anything is known of the end of the year before."""
    found: tuple[Finding, ...] = ()
    missing: tuple[Missing, ...] = ()


def check(status: Status, *, year_before: Status | None, recognised: frozenset[UnitId], day: date) -> Findings:
    """Hold the rules of the status's criteria set against it. year_before: at the end of the year before, None where it
    was not read; it counts only under the same set. A set that is no longer valid on the day says nothing.
    """
    form = status.form
    if form is None or (form.valid_to is not None and form.valid_to <= day):
        return Findings(status=status)
    revocations = tuple(rule for rule in form.revocations if _holds(rule, day))
    gains = tuple(rule for rule in form.gains if _holds(rule, day))
    floor = form.floor(day.year)
    before: Mapping[UnitId, CommuneStatus] = {}
    if year_before is not None and year_before.form is not None and year_before.form.id == form.id:
        before = {one.unit.id: one for one in year_before.communes if one.known}
    known = [one for one in status.communes if one.known]
    then = [(one, before[one.unit.id]) for one in known if one.unit.id in before]
    said: list[Finding | None] = []
    said += [revocable(rule, form, one) for rule in revocations for one in known if one.unit.id in recognised]
    said += [under_floor(floor, form, one) for one in known if floor is not None]
    said += [no_gain(rule, form, one, old, year=day.year) for rule in gains for one, old in then]
    return Findings(
        status=status,
        revocations=revocations,
        floor=floor,
        gains=gains,
        recognised=sum(one.unit.id in recognised for one in status.communes),
        compared=bool(before),
        found=tuple(finding for finding in said if finding is not None),
    )


def revocable(rule: Revocation, form: CriteriaSet, commune: CommuneStatus) -> Revocable | None:
    """None: too few fail, or none of the critical ones does where that is needed."""
    failing = tuple(one for one in form.criteria if commune.criteria[one.code].state is State.NOT_MET)
    critical = tuple(one for one in failing if one.code in rule.critical)
    share = _share(len(failing), len(form.criteria))
    if share < rule.share and not (critical and share >= rule.share_with_critical):
        return None
    return Revocable(
        rule=rule,
        unit=commune.unit,
        failing=failing,
        critical=critical,
        of=len(form.criteria),
        by_offices=_by_offices(commune, failing),
    )


def is_below(floor: Floor, commune: CommuneStatus) -> bool:
    """Whether the unit meets fewer criteria than the floor, whatever it still reports."""
    return commune.met + commune.unreported < floor.criteria


def under_floor(floor: Floor, form: CriteriaSet, commune: CommuneStatus) -> UnderFloor | None:
    """None: the unit meets so many, or might by what it has not reported."""
    if not is_below(floor, commune):
        return None
    return UnderFloor(
        rule=floor,
        unit=commune.unit,
        met=commune.met,
        of=len(form.criteria),
        by_offices=_by_offices(commune, _met(form, commune)),
    )


def no_gain(
    rule: YearlyGain, form: CriteriaSet, now: CommuneStatus, before: CommuneStatus, *, year: int
) -> NoGain | None:
    """None: it has gained enough, or might by what it has not reported; or it meets all of them, now or before."""
    of = len(form.criteria)
    if of in {now.met, before.met} or now.met + now.unreported - before.met >= rule.at_least:
        return None
    return NoGain(
        rule=rule,
        unit=now.unit,
        year=year,
        before=before.met,
        met=now.met,
        of=of,
        by_offices=_by_offices(now, _met(form, now)),
    )


def _met(form: CriteriaSet, commune: CommuneStatus) -> tuple[Criterion, ...]:
    return tuple(one for one in form.criteria if commune.criteria[one.code].state.counts_as_met)


def _by_offices(commune: CommuneStatus, criteria: Iterable[Criterion]) -> int:
    return sum(commune.criteria[one.code].assessor is Assessor.OFFICE for one in criteria)


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole)


def _holds(rule: YearlyGain | Revocation, day: date) -> bool:
    began = rule.valid_from is None or rule.valid_from <= day
    return began and (rule.valid_to is None or day < rule.valid_to)
