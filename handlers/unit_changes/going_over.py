"""What goes over from units that end to the one in their place: people, posts, rules, ownership, who reads digests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.calendar import periods_of
from conversations.programme.person import REMINDED
from conversations.programme.unit import Level
from storage.offices import Ownership, put_owners
from storage.rules import as_text, put_rule, rules_of_unit
from storage.times import millis
from storage.unit_touched import assigned_posts, owned_here, roles_after, rules_naming

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import PersonId, RuleId, UnitId
    from storage.database import Transaction
    from storage.unit_changes import Journal


async def people_go(
    tx: Transaction,
    journal: Journal,
    olds: Sequence[UnitId],
    unit: UnitId,
    *,
    on: date,
    person: PersonId | None,
    at: datetime,
) -> None:
    """Roles end at the old units and begin at the new one on that day; who is away or no longer in charge stays so."""
    held = {(one.person, one.role, one.post) for one in await roles_after(tx, unit, on)}
    reminded: dict[PersonId, list[UnitId]] = {}
    for old in olds:
        for role in await roles_after(tx, old, on):
            begins = max(on, role.valid_from)
            async with journal.watching(("role_grant", {"id": role.id})):
                await tx.run(
                    "UPDATE role_grant SET valid_to = :until WHERE id = :id", id=role.id, until=begins.isoformat()
                )
            if role.role in REMINDED:
                reminded.setdefault(role.person, []).append(old)
            if (role.person, role.role, role.post) in held:
                continue
            held.add((role.person, role.role, role.post))
            await journal.insert(
                "role_grant",
                person=role.person,
                unit=unit,
                role=role.role.value,
                post=role.post,
                valid_from=begins.isoformat(),
                granted_by=person,
                recorded_at=millis(at),
            )
    for one, units in reminded.items():
        await _not_in_charge_goes(tx, journal, one, units, unit, at=at)
        await _absence_goes(tx, journal, one, units, unit, at=at)


async def _not_in_charge_goes(
    tx: Transaction, journal: Journal, person: PersonId, olds: Sequence[UnitId], unit: UnitId, *, at: datetime
) -> None:
    """Only whoever had left the charge of all their old units is not in charge of the new one."""
    found = [
        await tx.all(
            "SELECT id FROM not_in_charge WHERE unit = :unit AND person = :person AND ended_at IS NULL",
            unit=old,
            person=person,
        )
        for old in olds
    ]
    if all(found):
        await journal.insert("not_in_charge", person=person, unit=unit, recorded_at=millis(at))


async def _absence_goes(
    tx: Transaction, journal: Journal, person: PersonId, olds: Sequence[UnitId], unit: UnitId, *, at: datetime
) -> None:
    for old in olds:
        row = await tx.one(
            """
            SELECT substitute, first_day, last_day FROM absence
            WHERE unit = :unit AND person = :person AND ended_at IS NULL
            """,
            unit=old,
            person=person,
        )
        if row is not None:
            await journal.insert(
                "absence",
                person=person,
                unit=unit,
                substitute=row["substitute"],
                first_day=row["first_day"],
                last_day=row["last_day"],
                recorded_at=millis(at),
            )
            return


async def assignments_go(
    tx: Transaction, journal: Journal, olds: Sequence[UnitId], unit: UnitId, *, on: date, at: datetime
) -> None:
    """A post keeps an indicator where all old units that had assigned it agree; else the officer in charge has it."""
    found: dict[str, dict[str, PersonId]] = {}
    for old in olds:
        for indicator, (post, by) in (await assigned_posts(tx, old)).items():
            found.setdefault(indicator, {}).setdefault(post, by)
    for indicator, posts in found.items():
        if len(posts) == 1:
            ((post, by),) = posts.items()
            await journal.insert(
                "assignment",
                unit=unit,
                indicator=indicator,
                post=post,
                valid_from=on.isoformat(),
                person=by,
                recorded_at=millis(at),
            )


async def subscriptions_go(tx: Transaction, journal: Journal, olds: Sequence[UnitId], unit: UnitId) -> None:
    """Whoever wanted one of the digests wants the new one; its hours are those of the first unit that set any."""
    wanted: dict[int, tuple[int, int]] = {}
    hours = None
    for old in olds:
        for row in await tx.all("SELECT person, wanted, at FROM digest_subscription WHERE unit = :unit", unit=old):
            wanted[row["person"]] = max(wanted.get(row["person"], (0, 0)), (row["wanted"], row["at"]))
        hours = hours or await tx.one(
            "SELECT weekday, manager_at, group_at, daily_at FROM digest_hours WHERE unit = :unit", unit=old
        )
    have = {
        row["person"] for row in await tx.all("SELECT person FROM digest_subscription WHERE unit = :unit", unit=unit)
    }
    for person, (wants, since) in wanted.items():
        if person not in have:
            await journal.insert("digest_subscription", person=person, unit=unit, wanted=wants, at=since)
    if hours is not None and not await tx.all("SELECT unit FROM digest_hours WHERE unit = :unit", unit=unit):
        columns = ("weekday", "manager_at", "group_at", "daily_at")
        await journal.insert("digest_hours", unit=unit, **{column: hours[column] for column in columns})


async def rules_go(
    tx: Transaction,
    journal: Journal,
    olds: Sequence[UnitId],
    unit: UnitId,
    *,
    on: date,
    at: datetime,
    but: frozenset[Level] = frozenset(),
) -> None:
    """Reports owed to the old units are owed to the new one; of two of one code the first unit's goes on. What was
    asked of single units is asked of the one in their place. but: whose reports are owed to nobody any more.
    """
    taken = {rule.code for rule in await rules_of_unit(tx, unit)}
    there = {row["id"] for row in await tx.all(_RULES, unit=unit)}
    for old in olds:
        going = [
            rule
            for rule in await rules_of_unit(tx, old)
            if rule.code not in taken and rule.owes not in but and _goes_on(rule, on)
        ]
        for rule in going:
            text = as_text(rule)
            await put_rule(tx, replace(text, unit=unit, valid_from=max(on, rule.valid_from)), at=at)
        taken |= {rule.code for rule in going}
    for row in await tx.all(_RULES, unit=unit):
        if row["id"] not in there:
            await journal.appeared("reporting_rule", id=row["id"])
            await journal.appeared("reporting_rule_version", rule=row["id"])
    if not but:
        await _named_units(tx, journal, olds, unit, on=on)


_RULES = "SELECT id FROM reporting_rule WHERE unit = :unit ORDER BY id"


def _goes_on(rule: ReportingRule, on: date) -> bool:
    """Whether anything is still owed by it on that day."""
    if rule.valid_to is not None and rule.valid_to <= on:
        return False
    if rule.due_year is None:
        return True
    return any(period.last_good_day >= on for period in periods_of(rule, rule.due_year))


async def _named_units(tx: Transaction, journal: Journal, olds: Sequence[UnitId], unit: UnitId, *, on: date) -> None:
    found: dict[tuple[RuleId, int], str] = {}
    for old in olds:
        found |= {(rule, version): only for rule, version, _, only in await rules_naming(tx, old, on)}
    for (rule, version), only in found.items():
        if str(unit) in only.split():
            continue
        async with journal.watching(("reporting_rule_version", {"rule": rule, "version": version})):
            await tx.run(
                "UPDATE reporting_rule_version SET only_units = :only WHERE rule = :rule AND version = :version",
                rule=rule,
                version=version,
                only=f"{only} {unit}",
            )


async def reviews_go(tx: Transaction, journal: Journal, olds: Sequence[UnitId], unit: UnitId) -> None:
    """What waits for an office waits for the one in its place."""
    for old in olds:
        for row in await tx.all(
            "SELECT report, indicator FROM item_review WHERE office = :office AND state IN ('waiting', 'asked')",
            office=old,
        ):
            key = {"report": row["report"], "indicator": row["indicator"]}
            async with journal.watching(("item_review", key)):
                await tx.run(
                    "UPDATE item_review SET office = :office WHERE report = :report AND indicator = :indicator",
                    office=unit,
                    **key,
                )


async def ownership_goes(
    tx: Transaction,
    journal: Journal,
    olds: Sequence[UnitId],
    unit: UnitId,
    *,
    offices: Mapping[UnitId, UnitId],
    on: date,
    at: datetime,
) -> None:
    """Who judges below the old units judges below the new one; an old office's items pass to the one in its place."""
    for old in olds:
        for part in await owned_here(tx, old, on):
            if part.unit != old:
                offices = {**offices, old: unit}
    wanted: dict[UnitId, dict[str, dict[tuple[UnitId, str], list[str]]]] = {}
    for old in (*olds, *offices):
        for part in await owned_here(tx, old, on):
            owner = unit if part.unit in olds else part.unit
            judge = offices.get(part.office, part.office)
            of_set = wanted.setdefault(owner, {}).setdefault(part.set_id, {})
            items = of_set.setdefault((judge, part.source), [])
            if part.indicator not in items:
                items.append(part.indicator)
    for owner, sets in wanted.items():
        for set_id, parts in sets.items():
            if owner != unit:
                # the items of the offices that stay are as they were
                for part in await owned_here(tx, owner, on):
                    if part.unit == owner and part.set_id == set_id and part.office not in offices:
                        items = parts.setdefault((part.office, part.source), [])
                        if part.indicator not in items:
                            items.append(part.indicator)
            owned = [
                Ownership(office=office, indicators=tuple(items), source=source)
                for (office, source), items in parts.items()
            ]
            async with journal.watching(("indicator_owner", {"unit": owner, "set_id": set_id})):
                await put_owners(tx, owner, set_id, owned, valid_from=on, plan=None, at=at)
