"""What everybody tries to do with difficulties, registers and dossiers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from conversations.engine import effects as e
from conversations.programme.difficulty import DifficultyAct, DifficultyKind
from conversations.programme.dossier import DossierAct
from conversations.programme.ids import UnitId
from conversations.programme.register import EntryAct, Said
from tests.handlers.reporting_world import NOW
from tests.handlers.rights_try import NO_DIFFICULTY, NO_DOSSIER, NO_ENTRY, NO_UNIT, Try
from tests.handlers.rights_world import named

if TYPE_CHECKING:
    from tests.handlers.rights_world import Everybody

MODEL = Said(sub="khac", amount=1, day=NOW.date(), text="mô hình mới")
VISIT = Said(sub="", amount=1, day=NOW.date(), text="kiểm tra đường")


def _difficulty(unit: UnitId) -> e.RecordDifficulty:
    return e.RecordDifficulty(unit=unit, kind=DifficultyKind.MONEY, text="thiếu vốn", photos=("p1",))


def _difficulty_act(act: DifficultyAct) -> Try:
    """In the state in which it may be done: not answered yet, or answered."""
    return Try(
        name=f"ActOnDifficulty {act.value}",
        make=lambda w: e.ActOnDifficulty(
            number=w.difficulty or NO_DIFFICULTY, act=act, seen=w.difficulty_steps, text="đã rõ"
        ),
        missing=lambda _w: e.ActOnDifficulty(number=NO_DIFFICULTY, act=act, seen=1, text="đã rõ"),
        states=("draft", "sent"),
    )


def _entry_changed(act: EntryAct, w: Everybody) -> e.ChangeEntry:
    return e.ChangeEntry(number=w.entry or NO_ENTRY, act=act, seen=1, said=MODEL, ended_on=NOW.date())


def _no_entry_changed(act: EntryAct, _w: Everybody) -> e.ChangeEntry:
    return e.ChangeEntry(number=NO_ENTRY, act=act, seen=1, said=MODEL, ended_on=NOW.date())


def _dossier_act(act: DossierAct) -> Try:
    """In the states in which it may be done: prepared, handed in, passed up, decided."""
    return Try(
        name=f"ActOnDossier {act.value}",
        make=lambda w: w.dossier_act(act),
        missing=lambda w: replace(w.dossier_act(act), number=NO_DOSSIER),
        states=("draft", "sent", "disputed", "closed"),
    )


DOSSIERS: tuple[Try, ...] = (
    *map(_dossier_act, DossierAct),
    Try(name="NameForDossier", make=lambda w: named(w.world.commune), missing=lambda _w: named(NO_UNIT)),
    Try(name="NameForDossier of a village", make=lambda w: named(w.world.villages[0])),
)
DIFFICULTIES: tuple[Try, ...] = (
    Try(
        name="RecordDifficulty",
        make=lambda w: _difficulty(w.world.commune),
        missing=lambda _w: _difficulty(NO_UNIT),
    ),
    Try(
        name="RecordDifficulty of a criterion that is none",
        make=lambda w: e.RecordDifficulty(
            unit=w.world.commune, kind=DifficultyKind.MONEY, text="thiếu vốn", criterion="no-such"
        ),
    ),
    *map(_difficulty_act, DifficultyAct),
    Try(
        name="ShowDifficultyFiles",
        make=lambda w: e.ShowDifficultyFiles(number=w.difficulty or NO_DIFFICULTY),
        missing=lambda _w: e.ShowDifficultyFiles(number=NO_DIFFICULTY),
    ),
)
REGISTERS: tuple[Try, ...] = (
    Try(
        name="RecordEntry",
        make=lambda w: e.RecordEntry(unit=w.world.commune, kind="mo-hinh", said=MODEL),
        missing=lambda _w: e.RecordEntry(unit=NO_UNIT, kind="mo-hinh", said=MODEL),
    ),
    Try(
        name="RecordEntry in a register that is none",
        make=lambda w: e.RecordEntry(unit=w.world.commune, kind="no-such", said=MODEL),
    ),
    Try(
        name="RecordEntry of the office",
        make=lambda w: e.RecordEntry(unit=w.places["economy"], kind="kiem-tra", said=VISIT),
    ),
    Try(
        name="RecordEntry of the district",
        make=lambda w: e.RecordEntry(unit=w.world.district, kind="mo-hinh", said=MODEL),
    ),
    *(
        Try(
            name=f"ChangeEntry {act.value}",
            make=partial(_entry_changed, act),
            missing=partial(_no_entry_changed, act),
        )
        for act in EntryAct
    ),
    Try(
        name="StateCost",
        make=lambda w: e.StateCost(unit=w.world.commune, criterion="1", amount=450_000_000),
        missing=lambda _w: e.StateCost(unit=NO_UNIT, criterion="1", amount=450_000_000),
    ),
    Try(
        name="StateCost of a criterion that is none",
        make=lambda w: e.StateCost(unit=w.world.commune, criterion="no-such", amount=450_000_000),
    ),
    Try(
        name="ShowEntryFiles",
        make=lambda w: e.ShowEntryFiles(number=w.entry or NO_ENTRY),
        missing=lambda _w: e.ShowEntryFiles(number=NO_ENTRY),
    ),
)
