"""Registers are written in by those who keep them; what was recorded is corrected, ended or struck by a new step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from conversations.programme.answer import EvidenceKind
from conversations.programme.person import Role
from conversations.programme.register import MOST_PHOTOS, Counting, EntryAct, EntryStep, Measured
from conversations.programme.rights import may_keep_register
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import problems
from conversations.screens import register_files as files_screens
from conversations.screens import register_notices as notices
from conversations.screens.register_words import debt_lines
from handlers.apply.acting import Notice
from handlers.apply.shown_files import shown_files
from handlers.evidence_view import note_entry_viewed
from handlers.facts.registers import one_entry
from storage.evidence import attach
from storage.evidence_pieces import pieces_of_entry
from storage.money import debts_of
from storage.register_entries import add_entry, step_entry
from storage.registers import kind_named
from storage.roles import held_roles, roles_read

if TYPE_CHECKING:
    from conversations.engine.effects import ChangeEntry, RecordEntry, ShowEntryFiles
    from conversations.engine.screen import Picture
    from conversations.programme.ids import EntryId
    from conversations.programme.register import EntryView, RegisterKind, Said
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting

FIRST_DAY = date(2000, 1, 1)
YEARS = range(2000, 2100)
MOST = 10**limits.DIGITS


async def record_entry(acting: Acting, effect: RecordEntry) -> tuple[Notice, ...]:
    """Who is told: of a new work at a unit that still owes for others, the managers above; nothing is held up.

    Raises Refusal (not theirs to write in, or no such register) or Problem (it says something impossible).
    """
    unit = await acting.programme.unit(acting.tx, effect.unit)
    kind = kind_named(effect.kind)
    if (
        unit is None
        or kind is None
        or acting.person is None
        or not may_keep_register(acting.person, unit)
        or unit.kind.level not in kind.levels
    ):
        raise problems.not_yours(acting.words)
    said = _checked(acting, kind, effect.said, photos=len(effect.photos))
    number = await add_entry(
        acting.tx,
        unit=unit.id,
        kind=kind.id,
        said=said,
        person=acting.somebody,
        channel=acting.channel,
        now=acting.now,
    )
    await _attached(acting, number, effect.photos)
    acting.note("entry_recorded", f"entry:{number}", unit=unit.id, kind=kind.id, photos=len(effect.photos))
    acting.said.append(notices.recorded(number, acting.now, acting.words))
    return await _weighed(acting, unit, said) if kind.debts_first else ()


async def _weighed(acting: Acting, unit: Unit, said: Said) -> tuple[Notice, ...]:
    owed = (await debts_of(acting.tx, [unit.id], acting.now.date())).get(unit.id, 0)
    if not owed:
        return ()
    acting.said.extend(debt_lines(owed, acting.words))
    line = await acting.programme.line(acting.tx, unit.id)
    rows = await acting.tx.together(*(roles_read(one.id, acting.now.date()) for one in line))
    managers = dict.fromkeys(held.person for found in rows for held in held_roles(found) if held.role is Role.MANAGER)
    return (Notice(to=tuple(managers), message=partial(notices.owing, unit, owed, said)),)


async def change_entry(acting: Acting, effect: ChangeEntry) -> None:
    """Raises Refusal (not theirs, or no such entry) or Problem (somebody was quicker, or it is impossible)."""
    view = await _visible(acting, effect.number)
    if view is None or not view.keeps or effect.act is EntryAct.RECORD:
        raise problems.not_yours(acting.words)
    last = view.entry.last
    if last.number != effect.seen:
        raise problems.entry_moved(acting.words)
    said = last.said if effect.said is None else _checked(acting, view.kind, effect.said, photos=len(effect.photos))
    ended = last.ended_on
    if effect.act is EntryAct.END:
        ended = effect.ended_on
        things = view.kind.counting is Counting.THING
        if not things or ended is None or not said.day <= ended <= acting.now.date():
            raise problems.entry_impossible(acting.words)
    step = EntryStep(
        number=last.number + 1, act=effect.act, said=said, ended_on=ended, by=acting.somebody, at=acting.now
    )
    if not await step_entry(acting.tx, effect.number, step, channel=acting.channel):
        raise problems.entry_moved(acting.words)
    await _attached(acting, effect.number, effect.photos)
    act = f"entry_{effect.act.value}"
    acting.note(act, f"entry:{effect.number}", unit=view.entry.unit.id, kind=view.kind.id, photos=len(effect.photos))
    acting.said.append(notices.changed(effect.number, effect.act, acting.now, acting.words))


async def _attached(acting: Acting, number: EntryId, photos: tuple[str, ...]) -> None:
    if photos:
        await attach(
            acting.tx,
            entry=number,
            kind=EvidenceKind.PHOTO,
            references=photos,
            person=acting.somebody,
            channel=acting.channel,
            now=acting.now,
        )


def _checked(acting: Acting, kind: RegisterKind, said: Said, *, photos: int) -> Said:
    """What was said, tidied. Raises Problem."""
    sub = kind.sub(said.sub)
    tidied = replace(said, text=tidy(said.text), paper=tidy(said.paper))
    if (
        sub is None
        or photos > MOST_PHOTOS
        or not FIRST_DAY <= said.day <= acting.now.date()
        or len(tidied.text) > limits.ENTRY
        or len(tidied.paper) > limits.SOURCE
        or not kind.takes_paper(tidied.paper)
        or not 0 <= said.amount < MOST
        or (said.amount == 0 and sub.measured is not Measured.SHARE)
        or (sub.measured is Measured.YEAR and said.amount not in YEARS)
        or (sub.measured is Measured.SHARE) != (said.whole is not None)
        or (said.whole is not None and not (said.whole and said.amount <= said.whole < MOST))
    ):
        raise problems.entry_impossible(acting.words)
    return tidied


async def _visible(acting: Acting, number: EntryId) -> EntryView | None:
    if acting.person is None:
        return None
    return await one_entry(acting.tx, number, acting.person, acting.programme)


async def show_entry_files(acting: Acting, effect: ShowEntryFiles) -> tuple[Picture, ...]:
    """The photos, for the very chat. Raises Refusal: not theirs to see, or no such entry."""
    view = await _visible(acting, effect.number)
    if view is None or not view.opens:
        raise problems.not_yours(acting.words)
    return shown_files(
        acting,
        await pieces_of_entry(acting.tx, effect.number),
        name="register.file",
        said=files_screens,
        caption=lambda place, of, at: files_screens.caption(view, place, of, at, acting.words),
        note=lambda seen: note_entry_viewed(acting.tx, seen, by=acting.somebody, entry=effect.number, at=acting.now),
    )
