"""Rules about money held against what is assigned and spent on a day: what is fine, what is due, how much is missing.

Amounts are compared as whole numbers, shares by multiplying crosswise: nothing is rounded before it is compared. What
nobody has stated is not known, never nought.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from conversations.programme.money_cells import Amounts, MoneySums, Pot
from conversations.programme.money_finding import MoneyFinding, MoneyPlace, Standing
from conversations.programme.money_moves import StepsDone
from conversations.programme.money_rules import (
    LOWER,
    UPPER,
    AllSettled,
    Assigned,
    Counterpart,
    DebtsFirst,
    MoneyRule,
    OldDebt,
    OldWork,
    Proportional,
    SpentShare,
    StepDone,
    Support,
    YearDay,
    YearlyStep,
    ZeroSpent,
)
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conversations.programme.ids import UnitId
    from conversations.programme.money import MoneyState, Planned, Work
    from conversations.programme.plan_targets import Standard


def check_money(
    rules: Iterable[MoneyRule], state: MoneyState, *, registered: Mapping[Standard, Sequence[UnitId]]
) -> tuple[MoneyFinding, ...]:
    """Every rule that holds on the state's day, in their order. registered: communes that are to reach a standard."""
    checks = _Checks(MoneySums(state), registered)
    return tuple(checks.check(rule) for rule in rules if rule.holds_on(state.day))


def least(planned: int, percent: Fraction) -> int:
    """The fewest đồng that are so many percent of what is planned."""
    return -(-planned * percent.numerator // (percent.denominator * 100))


def is_ahead(spent: int, planned: int, other_spent: int, other_planned: int) -> bool:
    """Whether the one has spent a greater share of its plan than the other."""
    return spent * other_planned > other_spent * planned


class _Checks:
    """Of one unit on one day."""

    def __init__(self, sums: MoneySums, registered: Mapping[Standard, Sequence[UnitId]]) -> None:
        self._sums, self._registered = sums, registered
        self._unit, self._day = sums.state.unit, sums.state.day

    def check(self, rule: MoneyRule) -> MoneyFinding:
        match rule:
            case SpentShare():
                return self._share(rule)
            case ZeroSpent():
                return self._zero(rule)
            case YearlyStep():
                return self._step(rule)
            case AllSettled():
                return self._settled(rule)
            case Assigned():
                return self._assigned(rule)
            case Counterpart():
                return self._counterpart(rule)
            case Support():
                return self._support(rule)
            case Proportional():
                return self._proportional(rule)
            case OldWork():
                return self._old_works(rule)
            case OldDebt():
                return self._old_debts(rule)
            case DebtsFirst():
                return self._debts_first(rule)
            case _:
                assert_never(rule)

    def _pots(self, rule: MoneyRule, years: Iterable[int]) -> tuple[Pot, ...]:
        wanted = frozenset(years)
        return tuple(one for one in self._sums.pots() if one.programme is rule.programme and one.year in wanted)

    def _share(self, rule: SpentShare) -> MoneyFinding:
        pots = self._pots(rule, (rule.year,))
        due = rule.before - timedelta(days=1)
        return self._spending(rule, pots, due=due, warn_days=rule.warn_days, percent=rule.percent)

    def _spending(
        self,
        rule: SpentShare | AllSettled,
        pots: Sequence[Pot],
        *,
        due: date,
        warn_days: int,
        percent: Fraction,
    ) -> MoneyFinding:
        all_of_it = self._sums.of_pots(self._unit, pots)
        planned, spent = all_of_it.planned, all_of_it.spent
        needed = None if planned is None else least(planned, percent)
        missing = None if needed is None or spent is None else max(0, needed - spent)
        return MoneyFinding(
            rule=rule,
            standing=Standing.UNKNOWN if missing is None else self._standing(missing, due, warn_days),
            due=due,
            days=(due - self._day).days,
            planned=planned,
            spent=spent,
            on_day=all_of_it.on_day,
            needed=needed,
            missing=missing,
            places=self._short(pots, percent),
            silent=all_of_it.silent,
        )

    def _short(self, pots: Sequence[Pot], percent: Fraction) -> tuple[MoneyPlace, ...]:
        """The units directly below that have not spent so many percent, with what each lacks."""
        places: list[MoneyPlace] = []
        for unit in self._sums.below(self._unit):
            one = self._sums.of_pots(unit, pots)
            short = 0 if one.planned is None or one.spent is None else least(one.planned, percent) - one.spent
            if short > 0:
                places.append(MoneyPlace(unit=unit, planned=one.planned, spent=one.spent, missing=short))
        return _most_first(places)

    def _standing(self, missing: int, due: date, warn_days: int) -> Standing:
        if not missing:
            return Standing.FINE
        if self._day > due:
            return Standing.BROKEN
        return Standing.WARN if (due - self._day).days <= warn_days else Standing.OPEN

    def _zero(self, rule: ZeroSpent) -> MoneyFinding:
        year = self._day.year
        due, warn = _in(year, rule.by), _in(year, rule.warn_from)
        if year not in rule.years:
            return MoneyFinding(rule=rule, standing=Standing.FINE)
        places: list[MoneyPlace] = []
        silent: list[UnitId] = []
        for line in self._sums.leaves(self._pots(rule, (year,))):
            spent = self._sums.spent_of(line)
            if spent is None:
                silent.append(line.unit)
            elif not spent and line.amount:
                places.append(_of_line(line))
        places += [
            replace(_of_work(one, missing=one.planned), planned=one.planned)
            for one in self._works(rule)
            if one.purse.year in {None, year} and one.planned and one.spent is not None and not one.spent.amount
        ]
        standing = Standing.FINE
        if places:
            standing = Standing.BROKEN if self._day > due else Standing.WARN if self._day >= warn else Standing.OPEN
        return MoneyFinding(
            rule=rule,
            standing=Standing.UNKNOWN if not places and silent else standing,
            due=due,
            days=(due - self._day).days,
            places=_most_first(places),
            silent=tuple(dict.fromkeys(silent)),
        )

    def _step(self, rule: YearlyStep) -> MoneyFinding:
        year = self._day.year
        due = _in(year, rule.by) - timedelta(days=0 if rule.until else 1)
        pots = self._pots(rule, (year,)) if year in rule.years else ()
        all_of_it = self._sums.of_pots(self._unit, pots)
        left = None if all_of_it.planned is None or all_of_it.spent is None else all_of_it.planned - all_of_it.spent
        places = self._short(pots, Fraction(100))
        standing = Standing.UNKNOWN
        if left is not None:
            standing = self._standing(max(0, left), due, rule.warn_days)
            standing = Standing.PASSED if standing is Standing.BROKEN else standing
        found = MoneyFinding(
            rule=rule,
            standing=standing,
            due=due,
            days=(due - self._day).days,
            planned=all_of_it.planned,
            spent=all_of_it.spent,
            missing=None if left is None else max(0, left),
            places=places,
            silent=all_of_it.silent,
        )
        return found if rule.done is None else self._done(rule, found, pots)

    def _done(self, rule: YearlyStep, found: MoneyFinding, pots: Sequence[Pot]) -> MoneyFinding:
        """What was stated this year of this money, and what of it was moved, against the step's day. Where nobody has
        stated anything, nothing is known.
        """
        due = found.due or self._day
        steps = StepsDone(self._sums, pots, self._day.year)
        if steps.unspendable is None or (rule.done is StepDone.STATED and not found.missing):
            return found
        found = replace(found, unspendable=steps.unspendable, moved=steps.moved)
        if rule.done is StepDone.STATED:
            waiting = [one for one in found.places or (MoneyPlace(unit=self._unit),) if not steps.said_by(one.unit)]
            found = replace(found, places=tuple(waiting) if found.places else ())
            done_on = None if waiting else steps.said_on
        else:
            waiting = [
                MoneyPlace(unit=one.said.unit, purse=one.said.purse, missing=one.amount)
                for one in steps.left
                if one.amount
            ]
            found = replace(found, places=_most_first(waiting))
            done_on = None if waiting else steps.moved_on
        if not waiting:
            late = done_on is not None and done_on > due
            return replace(found, done_on=done_on, standing=Standing.PASSED if late else Standing.FINE)
        return replace(found, standing=self._standing(1, due, rule.warn_days))

    def _settled(self, rule: AllSettled) -> MoneyFinding:
        due = rule.before - timedelta(days=1)
        pots = self._pots(rule, rule.years)
        found = self._spending(rule, pots, due=due, warn_days=rule.warn_days, percent=Fraction(100))
        works = tuple(_of_work(one, missing=one.owed_on(self._day)) for one in self._unsettled(rule))
        standing = found.standing
        if works and standing in {Standing.FINE, Standing.UNKNOWN}:
            standing = self._standing(1, due, rule.warn_days)
        return replace(found, standing=standing, places=(*found.places, *works))

    def _unsettled(self, rule: MoneyRule) -> Sequence[Work]:
        return [one for one in self._works(rule) if not one.settled_by(self._day)]

    def _assigned(self, rule: Assigned) -> MoneyFinding:
        """Those below, or at a unit with nobody below its works."""
        due = rule.before - timedelta(days=1)
        pots = self._pots(rule, (rule.year,))
        planned = self._sums.of_pots(self._unit, pots).planned
        below = [self._sums.of_pots(one, pots).planned for one in self._sums.below(self._unit)]
        works = [one.planned or 0 for one in self._works(rule) if one.purse.year == rule.year]
        divided = max(sum(one or 0 for one in below), sum(works))
        missing = None if planned is None else max(0, planned - divided)
        known = any(one is not None for one in below) or bool(works)
        return MoneyFinding(
            rule=rule,
            standing=Standing.UNKNOWN if missing is None or not known else self._standing(missing, due, rule.warn_days),
            due=due,
            days=(due - self._day).days,
            planned=planned,
            needed=planned,
            missing=missing if known else None,
        )

    def _counterpart(self, rule: Counterpart) -> MoneyFinding:
        """Local money of all years of each village, where money of villages is known at all."""
        units = self._sums.state.units
        villages = [
            one
            for one in dict.fromkeys(() if rule.standard is None else self._registered.get(rule.standard, ()))
            if one in units and units[one].kind.level is Level.VILLAGE
        ]
        pots = [one for one in self._sums.pots() if one.programme is rule.programme and one.source in LOWER]
        held = {one: self._sums.of_pots(one, pots) for one in villages}
        known = {one: (amounts.planned or 0) - amounts.within for one, amounts in held.items() if amounts.planned}
        places = [
            MoneyPlace(unit=one, planned=planned, missing=rule.at_least - planned)
            for one, planned in known.items()
            if planned < rule.at_least
        ]
        return MoneyFinding(
            rule=rule,
            standing=Standing.NOTE if not known else Standing.WARN if places else Standing.FINE,
            needed=rule.at_least,
            places=_most_first(places),
            silent=tuple(one for one in villages if one not in known),
        )

    def _support(self, rule: Support) -> MoneyFinding:
        here = self._sums.state.units
        units = [
            one
            for one in dict.fromkeys(self._registered.get(rule.standard, ()))
            if one in here and here[one].kind.level is Level.COMMUNE
        ]
        return MoneyFinding(
            rule=rule,
            standing=Standing.NOTE,
            needed=rule.amount * len(units) if units else None,
            places=tuple(MoneyPlace(unit=one, planned=rule.amount) for one in units),
        )

    def _proportional(self, rule: Proportional) -> MoneyFinding:
        pots = self._pots(rule, (self._day.year,))
        above, local = self._both(self._unit, pots)
        places: list[MoneyPlace] = []
        for unit in self._sums.below(self._unit):
            one, other = self._both(unit, pots)
            if _faster(one, other):
                places.append(MoneyPlace(unit=unit, planned=one.planned, spent=one.spent, local=other))
        known = _rated(above) and _rated(local)
        ahead = bool(places) or _faster(above, local)
        return MoneyFinding(
            rule=rule,
            standing=Standing.WARN if ahead else Standing.FINE if known else Standing.UNKNOWN,
            planned=above.planned,
            spent=above.spent,
            local=local,
            places=tuple(places),
            silent=tuple(dict.fromkeys((*above.silent, *local.silent))),
        )

    def _both(self, unit: UnitId, pots: Sequence[Pot]) -> tuple[Amounts, Amounts]:
        upper = self._sums.of_pots(unit, [one for one in pots if one.source in UPPER])
        return upper, self._sums.of_pots(unit, [one for one in pots if one.source in LOWER])

    def _works(self, rule: MoneyRule) -> Sequence[Work]:
        return [one for one in self._sums.state.works if one.purse.programme is rule.programme]

    def _old_works(self, rule: OldWork) -> MoneyFinding:
        dated = [
            (one, _years_after(one.allocated_on, rule.after_years))
            for one in self._unsettled(rule)
            if one.allocated_on is not None
        ]
        places = [
            _of_work(one, missing=one.owed_on(self._day), days=(last - self._day).days)
            for one, last in dated
            if (last - self._day).days <= rule.warn_days
        ]
        over = any(one.days is not None and one.days < 0 for one in places)
        known = any(one.allocated_on is not None for one in self._works(rule))
        return MoneyFinding(
            rule=rule,
            standing=Standing.BROKEN
            if over
            else Standing.WARN
            if places
            else Standing.FINE
            if known
            else Standing.UNKNOWN,
            missing=sum(one.missing or 0 for one in places if one.days is not None and one.days < 0),
            places=tuple(sorted(places, key=lambda one: one.days or 0)),
        )

    def _old_debts(self, rule: OldDebt) -> MoneyFinding:
        due = rule.before - timedelta(days=1)
        works = [one for one in self._works(rule) if one.allocated_on and one.allocated_on.year in rule.years]
        places = [_of_work(one, missing=owed) for one in works if (owed := one.owed_on(self._day))]
        missing = sum(one.missing or 0 for one in places)
        return MoneyFinding(
            rule=rule,
            standing=self._standing(missing, due, rule.warn_days) if works else Standing.UNKNOWN,
            due=due,
            days=(due - self._day).days,
            missing=missing if works else None,
            places=_most_first(places),
        )

    def _debts_first(self, rule: DebtsFirst) -> MoneyFinding:
        """New works where others are still owed for, each with what its unit owes for those."""
        works = self._works(rule)
        owed: dict[UnitId, int] = {}
        new = [one for one in works if one.allocated_on is not None and one.allocated_on.year == self._day.year]
        for one in works:
            if one not in new:
                owed[one.unit] = owed.get(one.unit, 0) + (one.owed_on(self._day) or 0)
        places = [_of_work(one, missing=owed[one.unit]) for one in new if owed.get(one.unit)]
        missing = sum(amount for unit, amount in owed.items() if unit in {one.unit for one in places})
        return MoneyFinding(
            rule=rule,
            standing=Standing.WARN if places else Standing.FINE if works else Standing.UNKNOWN,
            missing=missing if works else None,
            places=_most_first(places),
        )


def _of_line(line: Planned) -> MoneyPlace:
    return MoneyPlace(unit=line.unit, purse=line.purse, planned=line.amount, spent=0, missing=line.amount)


def _of_work(work: Work, *, missing: int | None, days: int | None = None) -> MoneyPlace:
    """Its cost, not one year's plan, beside all that was spent of it."""
    spent = None if work.spent is None else work.spent.amount
    return MoneyPlace(
        unit=work.unit,
        work=work.name,
        contractor="" if work.contract is None else work.contract.contractor,
        planned=work.cost,
        spent=spent,
        missing=missing,
        days=days,
    )


def _most_first(places: Iterable[MoneyPlace]) -> tuple[MoneyPlace, ...]:
    return tuple(sorted(places, key=lambda one: -(one.missing or 0)))


def _rated(one: Amounts) -> bool:
    return bool(one.planned) and one.spent is not None


def _faster(one: Amounts, other: Amounts) -> bool:
    if not one.planned or not other.planned or one.spent is None or other.spent is None:
        return False
    return is_ahead(one.spent, one.planned, other.spent, other.planned)


def _in(year: int, day: YearDay) -> date:
    return date(year, day.month, day.day)


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; 29/2 becomes 28/2."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
