"""Who is contracted for a work: only for managers, nothing before the last press, every page on the weakest channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conversations.dialogues import works
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import MoneyOf
from conversations.engine.effects import StateContract
from conversations.engine.move import Chose, Typed
from conversations.programme.money import Contract
from storage.money_rules import shipped_rules
from storage.money_rules.rule_file import read_money_rules
from tests.dialogues.commune import DISTRICT, facts, fits, ids
from tests.dialogues.test_money import MANAGER, known, shown

NAME, TEXT = shipped_rules()[0]
AT = known(shown(read_money_rules(TEXT, name=NAME), works=40))
HERE = f.Works(unit=DISTRICT.id)


def test_nothing_is_said_to_others_and_every_page_fits() -> None:
    assert works.show(HERE, facts(MANAGER)).name == "money.out_of_sight"
    assert works.needs(HERE).asks == (MoneyOf(DISTRICT.id),)
    pages = [fits(works.show(HERE, AT))]
    while f"page:{len(pages)}" in ids(pages[-1]):
        pages.append(fits(works.show(replace(HERE, page=len(pages)), AT)))
    assert len(pages) >= 5


def test_it_is_said_looked_at_and_kept_once() -> None:
    frame = works.take(HERE, Chose("w:7"), AT).frames[0]
    assert frame == replace(HERE, stage="one", work=7)
    assert isinstance(frame, f.Works)
    fits(works.show(frame, AT))
    for given in (
        Chose("contract"),
        Typed(text="Công ty A"),
        Chose("skip"),
        Typed(text="1/4/2023"),
        Typed(text="3,4 tỷ"),
    ):
        (frame,) = works.take(frame, given, AT).frames
        assert isinstance(frame, f.Works)
        fits(works.show(frame, AT))
    (back,) = works.take(replace(frame, stage="paper"), Typed(text="07/HĐ"), AT).frames
    assert back == replace(frame, stage="preview", number="07/HĐ")
    kept = works.take(frame, Chose("keep"), AT)
    contract = Contract(contractor="Công ty A", signed_on=date(2023, 4, 1), amount=3_400_000_000)
    assert kept.effects == (StateContract(unit=DISTRICT.id, work=7, contract=contract),)
    assert kept.frames == (replace(HERE, stage="one", work=7),)
    assert works.take(frame, Chose("stop"), AT).effects == ()


def test_of_two_readings_one_is_chosen_or_it_is_typed_again() -> None:
    asked = replace(HERE, stage="amount", work=7, contractor="Công ty A")
    (frame,) = works.take(asked, Typed(text="1.234"), AT).frames
    assert isinstance(frame, f.Works)
    assert frame.stage == "reading"
    assert {"r:0", "r:1", "amount", "stop"} == set(ids(fits(works.show(frame, AT))))
    (chosen,) = works.take(frame, Chose("r:1"), AT).frames
    assert chosen == replace(asked, stage="preview", amount=frame.other, said=True)
    assert works.take(frame, Chose("amount"), AT).frames == (asked,)
    assert works.take(frame, Chose("x"), AT).frames == (frame,)


def test_what_no_screen_showed_changes_nothing() -> None:
    for option in ("nobody", "keep", "skip", "d:0", "x"):
        frame = replace(HERE, stage="contractor", work=7)
        move = works.take(frame, Chose(option), AT)
        assert (move.frames, move.effects) == ((frame,), ())
    assert works.take(replace(HERE, stage="preview", work=999), Chose("keep"), AT).effects == ()
