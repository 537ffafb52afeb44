"""A register's entry as it is said, typed and corrected; what is another's leads nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.dialogues import register
from conversations.engine.asks_of_registers import OneEntry, RegistersOf, RegisterToKeep
from conversations.engine.effects import ChangeEntry, RecordEntry
from conversations.engine.events import SentPhoto
from conversations.engine.frames import EntryDraft, Register
from conversations.engine.move import Chose, Typed
from conversations.programme.ids import EntryId
from conversations.programme.register import (
    Book,
    Books,
    Entry,
    EntryAct,
    EntryStep,
    EntryView,
    Expectation,
    Part,
    Said,
    book_of,
)
from conversations.programme.unit import Level
from storage.registers import kind_named, shipped_kinds
from tests.dialogues.commune import COMMUNE, NOW, OFFICER, facts, fits, ids, stays

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.move import Input
    from conversations.programme.register import RegisterKind

TODAY = NOW.date()


def kind(name: str) -> RegisterKind:
    found = kind_named(name)
    assert found is not None
    return found


def keeping(name: str) -> Facts:
    return facts(OFFICER, answers={RegisterToKeep(COMMUNE.id, name): kind(name)})


def writes(name: str, *given: Input, frame: Register | None = None) -> Register:
    """Where these answers lead."""
    stands = frame or Register(stage="sub", unit=COMMUNE.id, kind=name)
    for one in given:
        (found,) = register.take(stands, one, keeping(name)).frames
        assert isinstance(found, Register)
        stands = found
        fits(register.show(stands, keeping(name)))
    return stands


def test_one_question_after_another_then_a_look_and_one_yes() -> None:
    stages = []
    frame = Register(stage="sub", unit=COMMUNE.id, kind="dong-gop")
    for one in (Chose("s:tien"), Typed("45tr"), Chose("d:1"), Typed("làm đường"), Typed("12/NQ-HĐND")):
        stages.append(frame.stage)
        frame = writes("dong-gop", one, frame=frame)
    assert (stages, frame.stage) == (["sub", "value", "day", "words", "paper"], "preview")
    frame = writes("dong-gop", SentPhoto(reference="p1", size=9), frame=frame)
    move = register.take(frame, Chose("keep"), keeping("dong-gop"))
    said = Said(
        sub="tien", amount=45_000_000, day=date(2023, 6, 6), text="làm đường", paper="12/NQ-HĐND"
    )  # fmt: skip
    assert move.effects == (RecordEntry(unit=COMMUNE.id, kind="dong-gop", said=said, photos=("p1",)),)
    assert move.frames == (Register(stage="list", unit=COMMUNE.id, kind="dong-gop"),)


def test_a_kind_with_one_sort_and_no_document_asks_neither() -> None:
    frame = writes("duong-hoa", Typed("1,2 km"), Typed("15/3/2023"), Chose("skip"))
    assert (frame.stage, frame.draft.sub, frame.draft.amount, frame.draft.text) == ("preview", "", 1_200, "")


def test_another_sort_with_another_measure_asks_how_much_again() -> None:
    frame = writes("dong-gop", Chose("s:tien"), Typed("45tr"), Chose("d:0"), Chose("skip"), Chose("skip"))
    assert writes("dong-gop", Chose("sub"), Chose("s:vat-lieu"), frame=frame).stage == "preview"
    changed = writes("dong-gop", Chose("sub"), Chose("s:dat"), frame=frame)
    assert (changed.stage, changed.draft.amount) == ("value", None)


def test_two_readings_are_asked_back_and_a_day_to_come_is_not_taken() -> None:
    frame = writes("duong-hoa", Typed("1.500"))
    assert frame.stage == "reading"
    assert writes("duong-hoa", Chose("r:1"), frame=frame).draft.amount == 1_500
    frame = writes("duong-hoa", Chose("r:0"), frame=frame)
    assert (frame.stage, frame.draft.amount, frame.draft.other) == ("day", 1_500_000, None)
    move = register.take(frame, Typed("8/6/2023"), keeping("duong-hoa"))
    assert (move.frames, move.lines) == ((frame,), ("Ngày này chưa đến; sổ chỉ ghi việc đã có. Xin gõ lại.",))


@pytest.mark.parametrize("given", [Chose("s:no-such"), Chose("keep"), Typed("x"), Chose("v:3")])
def test_forged_answers_change_nothing(given: Input) -> None:
    frame = Register(stage="sub", unit=COMMUNE.id, kind="dong-gop")
    move = register.take(frame, given, keeping("dong-gop"))
    assert (move.frames, move.effects) == ((frame,), ())


def test_whoever_may_not_write_there_sees_no_question() -> None:
    frame = Register(stage="value", unit=COMMUNE.id, kind="mo-hinh", draft=EntryDraft(sub="khac"))
    nothing = facts(OFFICER, answers={RegisterToKeep(COMMUNE.id, "mo-hinh"): None})
    assert register.show(frame, nothing).name.startswith("out_of_sight") or not register.show(frame, nothing).takes
    assert register.take(frame, Typed("3"), nothing).effects == ()


def entry(number: int = 7, *, seen: int = 1, act: EntryAct = EntryAct.RECORD, ended: date | None = None) -> Entry:
    said = Said(sub="khac", amount=1, day=date(2023, 5, 1), text="vườn rau " * 40)
    step = EntryStep(number=seen, act=act, said=said, ended_on=ended, by=OFFICER.id, at=NOW)
    return Entry(id=EntryId(number), unit=COMMUNE, kind="mo-hinh", last=step, recorded_at=NOW, photos=1)


def viewing(found: Entry, *, keeps: bool = True) -> Facts:
    view = EntryView(entry=found, kind=kind("mo-hinh"), steps=(found.last,), keeps=keeps, opens=keeps)
    return facts(OFFICER, answers={OneEntry(found.id): view})


def test_what_is_done_to_an_entry_follows_the_steps_that_were_seen() -> None:
    at_one = Register(stage="one", unit=COMMUNE.id, kind="mo-hinh", number=EntryId(7))
    screen = fits(register.show(at_one, viewing(entry())))
    assert ids(screen) == ["files", "a:correct:1", "a:end:1", "a:strike:1", "list", "home"]
    assert ids(register.show(at_one, viewing(entry(), keeps=False))) == ["list", "home"]
    assert "a:end:2" not in ids(register.show(at_one, viewing(entry(seen=2, ended=TODAY))))
    sure = stays(register.take(at_one, Chose("a:strike:1"), viewing(entry())), Register)
    done = register.take(sure, Chose("do"), viewing(entry()))
    assert done.effects == (ChangeEntry(number=EntryId(7), act=EntryAct.STRIKE, seen=1),)
    late = register.take(sure, Chose("do"), viewing(entry(seen=2)))
    assert (late.effects, late.frames) == ((), (at_one,))
    ending = stays(register.take(at_one, Chose("a:end:1"), viewing(entry())), Register)
    early = register.take(ending, Typed("30/4/2023"), viewing(entry()))
    assert (early.frames, early.effects) == ((ending,), ())


def test_every_register_fits_on_its_screen_however_much_there_is() -> None:
    listed = [replace(entry(number), kind="mo-hinh") for number in range(1, 40)]
    wanted = Expectation(
        kind="mo-hinh", sub="", level=Level.COMMUNE, least=10, most=None, by=date(2025, 12, 31), own=False, quote="",
        source="Kế hoạch",
    )  # fmt: skip
    whole = book_of(kind("mo-hinh"), listed, [wanted], COMMUNE, day=TODAY)
    parts = tuple(Part(unit=replace(COMMUNE, name=f"Tên xã dài {n}"), sums=whole.sums) for n in range(40))
    book = replace(whole, entries=tuple(listed), parts=parts)
    for stage in ("list", "parts"):
        for page in range(3):
            frame = Register(stage=stage, unit=COMMUNE.id, kind="mo-hinh", page=page)
            found = Books(unit=COMMUNE, day=TODAY, books=(book,), keeps=frozenset({"mo-hinh"}))
            screen = fits(register.show(frame, facts(OFFICER, answers={RegistersOf(COMMUNE.id, "mo-hinh"): found})))
            assert ("39/10 mô hình" in screen.text) is (stage == "list")
    every = Books(unit=COMMUNE, day=TODAY, books=tuple(Book(kind=one, sums=()) for one in shipped_kinds()))
    for page in range(2):
        frame = Register(unit=COMMUNE.id, page=page)
        fits(register.show(frame, facts(OFFICER, answers={RegistersOf(COMMUNE.id): every})))
