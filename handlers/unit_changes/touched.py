"""What hangs on units that are about to change, put into the words of their time."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import period_by_key
from conversations.programme.unit_change import OpenDraft, PersonHere, Touched
from storage.people import pseudonym
from storage.plans import plans_in_force
from storage.rules import rules_of_unit, rules_owed_by
from storage.unit_touched import counts_of, drafts_of, group_titles, owned_here, roles_after, rules_naming
from storage.units import children, lineage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.programme.unit import Unit
    from storage.database import Transaction


async def touched_by(tx: Transaction, units: Sequence[Unit], *, on: date) -> Touched:
    """Everything that the change of these units on that day concerns."""
    people: list[PersonHere] = []
    drafts: list[OpenDraft] = []
    below: list[str] = []
    rules: dict[str, None] = {}
    owned: Counter[str] = Counter()
    groups: list[str] = []
    counts: Counter[str] = Counter()
    for unit in units:
        for held in await roles_after(tx, unit.id, on):
            name = held.name or pseudonym(held.person)
            people.append(PersonHere(name=name, role=held.role, post=held.post, unit=unit.title))
        drafts += await _drafts(tx, unit, on)
        below += [one.title for one in await children(tx, unit.id, day=on)]
        own = [rule.title for rule in await rules_of_unit(tx, unit.id) if rule.valid_to is None or rule.valid_to > on]
        rules |= dict.fromkeys([*own, *(title for _, _, title, _ in await rules_naming(tx, unit.id, on))])
        for part in await owned_here(tx, unit.id, on):
            office = await lineage(tx, part.office, day=on)
            owned[office[0].title if office else ""] += 1
        groups += await group_titles(tx, unit.id)
        counts.update(await counts_of(tx, unit.id))
    plans = await plans_in_force(tx, [unit.id for unit in units], day=on - timedelta(days=1))
    return Touched(
        people=tuple(people),
        drafts=tuple(drafts),
        below=tuple(below),
        plans=tuple(dict.fromkeys(plan.plan.title for plan in plans)),
        rules=tuple(rules),
        offices=tuple(f"{office}: {count}" for office, count in owned.items()),
        groups=tuple(groups),
        assignments=counts["assignments"],
        invitations=counts["invitations"],
        absences=counts["absences"],
    )


async def _drafts(tx: Transaction, unit: Unit, on: date) -> list[OpenDraft]:
    rules = await rules_owed_by(tx, unit.id, unit.kind.level, day=on - timedelta(days=1))
    found = []
    for draft in await drafts_of(tx, unit.id):
        periods = [period_by_key(rule, draft.period) for rule in rules if rule.id == draft.rule]
        title = next((period.title for period in periods if period is not None), draft.period)
        found.append(OpenDraft(unit=unit.title, title=title, given=draft.given, waiting=draft.waiting))
    return found
