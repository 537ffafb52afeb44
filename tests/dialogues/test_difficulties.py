"""The dialogue on its own: what it asks for, forged options, stray inputs, and that every screen fits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conversations.dialogues import difficulties, fill_report
from conversations.engine.asks import AnyAsk, DifficultiesNow, ExpectedFor, OneDifficulty, TagsFor
from conversations.engine.effects import ActOnDifficulty, RecordDifficulty
from conversations.engine.events import SentPhoto, SentVoice
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Difficulties, FillReport
from conversations.engine.move import Chose, Move, Typed
from conversations.programme.difficulty import (
    MOST_PHOTOS,
    MOST_VOICES,
    Attached,
    Difficulty,
    DifficultyAct,
    DifficultyKind,
    DifficultyLists,
    DifficultyState,
    DifficultyTags,
    Expected,
    Step,
)
from conversations.programme.ids import DifficultyId, PersonId
from conversations.programme.person import Grant, Person, Role
from conversations.reading.limits import DIFFICULTY
from tests.dialogues.commune import COMMUNE, DISTRICT, FORM, HEAD, KEY, NOW, OFFICER, STRAY, fits, ids, person, report

MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
NEW = Difficulties(stage="what", unit=COMMUNE.id)
SAID = replace(NEW, text="Thiếu kinh phí", tagged=True, criterion="17.1", kind="money", stage="preview")
ONE = Difficulties(stage="one", number=DifficultyId(7))
LONG = "Đường vào xóm sạt lở, " * 36


def step(number: int, act: DifficultyAct, state: DifficultyState, text: str = "") -> Step:
    return Step(
        number=number, act=act, state=state, owner=DISTRICT.id, due=date(2023, 6, 1), by=PersonId(7), at=NOW, text=text
    )


RECORDED = step(1, DifficultyAct.RECORD, DifficultyState.OPEN)
ANSWERED = step(2, DifficultyAct.ANSWER, DifficultyState.ANSWERED, LONG[:DIFFICULTY])
AGAIN = step(3, DifficultyAct.NOT_YET, DifficultyState.OPEN, LONG[:DIFFICULTY])
CLIMBED = step(4, DifficultyAct.CLIMB, DifficultyState.CLIMBED)


def difficulty(*steps: Step, number: int = 7, text: str = LONG[:DIFFICULTY]) -> Difficulty:
    return Difficulty(
        id=DifficultyId(number),
        unit=COMMUNE,
        set_id=FORM.id,
        criterion="17.1",
        kind=DifficultyKind.MONEY,
        text=text,
        by=PersonId(1),
        steps=steps or (RECORDED,),
        places={DISTRICT.id: DISTRICT},
        attached=Attached(photos=2, voices=1, pending=1, lost=1),
    )


def facts(who: Person = OFFICER, **more: Any) -> Facts:
    """Everything that can be asked for, of one difficulty."""
    one = more.pop("one", difficulty())
    lists = more.pop("lists", DifficultyLists(own=(difficulty(),), units=(COMMUNE,)))
    answers: dict[AnyAsk, object] = {
        DifficultiesNow(): lists,
        OneDifficulty(DifficultyId(7)): one,
        TagsFor(COMMUNE.id): DifficultyTags(form=FORM, split=frozenset({"17"})),
        ExpectedFor(COMMUNE.id, "17.1"): Expected(unit=DISTRICT, joined=False),
        ExpectedFor(COMMUNE.id, ""): None,
    }
    return Facts(
        now=NOW,
        person=who,
        loaded=Needs(asks=tuple(answers)),
        answers=defaultdict(lambda: None, answers),
        **more,
    )


STAGES = (
    Difficulties(),
    Difficulties(page=99),
    Difficulties(stage="unit"),
    NEW,
    replace(NEW, photos=("p",), voices=("v",), text=LONG[:DIFFICULTY]),
    replace(NEW, stage="criterion", text="x"),
    replace(NEW, stage="indicator", criterion="17", text="x"),
    replace(NEW, stage="kind", criterion="17.1", text="x", tagged=True),
    replace(SAID, text=LONG[:DIFFICULTY]),
    replace(SAID, criterion=""),
    ONE,
    Difficulties(stage="say", number=DifficultyId(7), act="close", seen=1),
    Difficulties(stage="sure", number=DifficultyId(7), act="close", seen=1),
    Difficulties(stage="one", number=DifficultyId(8)),
)


@pytest.mark.parametrize("frame", STAGES)
def test_every_stage_fits_every_channel_and_answers_what_it_has_no_use_for(frame: Difficulties) -> None:
    fits(difficulties.show(frame, facts()))
    for given in STRAY:
        move = difficulties.take(frame, given, facts())
        assert move.effects == ()
        assert move.frames


@pytest.mark.parametrize(
    "steps", [(RECORDED,), (RECORDED, ANSWERED), (RECORDED, ANSWERED, AGAIN), (RECORDED, ANSWERED, AGAIN, CLIMBED)]
)
@pytest.mark.parametrize("who", [OFFICER, MANAGER])
def test_one_with_the_longest_texts_fits(steps: tuple[Step, ...], who: Person) -> None:
    found = facts(who, one=difficulty(*steps))
    fits(difficulties.show(ONE, found))
    for act in ("answer", "not_yet", "resolve", "pass_up", "close"):
        for stage in ("say", "sure"):
            frame = Difficulties(
                stage=stage,
                number=DifficultyId(7),
                act=act,
                seen=len(steps),
                text=LONG[:DIFFICULTY],
            )
            fits(difficulties.show(frame, found))


def test_a_long_list_is_paged_and_what_waits_comes_first() -> None:
    many = tuple(difficulty(number=number) for number in range(1, 41))
    lists = DifficultyLists(own=many[20:], waiting=many[:20], of=123, units=(COMMUNE,))
    seen: list[str] = []
    for page in range(20):
        screen = fits(difficulties.show(Difficulties(page=page), facts(lists=lists)))
        seen += [one for one in ids(screen) if one.startswith("d:") and one not in seen]
    assert seen == [f"d:{number}" for number in range(1, 41)]


def test_what_each_person_can_do() -> None:
    def offered(who: Person, *steps: Step) -> list[str]:
        screen = difficulties.show(ONE, facts(who, one=difficulty(*steps)))
        return [one.split(":")[1] for one in ids(screen) if one.startswith("a:")]

    assert [offered(OFFICER, RECORDED), offered(OFFICER, RECORDED, ANSWERED)] == [["close"], ["close", "not_yet"]]
    assert [offered(MANAGER, RECORDED), offered(MANAGER, RECORDED, ANSWERED)] == [["answer", "resolve", "pass_up"], []]
    assert offered(HEAD, RECORDED) == []


FORGED = (
    "d:8", "u:999", "a:answer:1", "a:climb:1", "a:record:1", "a:close:2", "a:close:", "a::", "do", "again", "c:99.9",
    "i:", "k:bribe", "record", "whole", "none", "on", "drop", "page:0", "files:1",
)  # fmt: skip


@pytest.mark.parametrize("option", FORGED)
@pytest.mark.parametrize("frame", STAGES)
def test_a_forged_option_records_and_does_nothing(frame: Difficulties, option: str) -> None:
    move = difficulties.take(frame, Chose(option), facts())
    done = [one for one in move.effects if isinstance(one, RecordDifficulty | ActOnDifficulty)]
    complete = frame.stage == "preview" and frame.criterion and option == "record"
    sure = frame.stage == "sure" and option == "do"
    assert len(done) == (1 if complete or sure else 0)
    for after in move.frames:
        assert isinstance(after, Difficulties)
        fits(difficulties.show(after, facts()))


def test_only_one_confirmation_records_and_it_carries_everything() -> None:
    move = difficulties.take(replace(SAID, photos=("p",), voices=("v",)), Chose("record"), facts())
    assert move == Move(
        frames=(Difficulties(),),
        effects=(
            RecordDifficulty(
                unit=COMMUNE.id,
                kind=DifficultyKind.MONEY,
                criterion="17.1",
                text="Thiếu kinh phí",
                photos=("p",),
                voices=("v",),
            ),
        ),
    )


def test_what_changed_meanwhile_is_shown_and_not_acted_upon() -> None:
    stale = Difficulties(stage="sure", number=DifficultyId(7), act="close", seen=1)
    moved = facts(one=difficulty(RECORDED, ANSWERED))
    move = difficulties.take(stale, Chose("do"), moved)
    assert (move.frames, move.effects, len(move.lines)) == ((ONE,), (), 1)


def test_somebody_whose_role_ended_meanwhile_records_nothing() -> None:
    move = difficulties.take(SAID, Chose("record"), facts(HEAD))
    assert (move.frames, move.effects) == ((Difficulties(),), ())


@pytest.mark.parametrize(
    ("typed", "criterion", "stage"),
    [
        ("17.1", "17.1", "kind"),
        ("tiêu chí 17,1", "17.1", "kind"),
        ("chỉ tiêu 17 . 1 ạ", "17.1", "kind"),
        ("17", "17", "indicator"),
        ("99", "", "criterion"),
        ("nước sạch", "", "criterion"),
    ],
)
def test_a_criterion_is_typed_as_people_type_it(typed: str, criterion: str, stage: str) -> None:
    asked = replace(NEW, text="x", stage="criterion")
    (after,) = difficulties.take(asked, Typed(typed), facts()).frames
    assert isinstance(after, Difficulties)
    assert (after.criterion, after.stage) == (criterion, stage)


def test_files_join_at_any_stage_of_a_new_one_up_to_their_number() -> None:
    frame = NEW
    for number in range(MOST_PHOTOS + 2):
        photo = SentPhoto(reference=f"p{number}", size=1, album="a", caption=" Sạt  lở ")
        (after,) = difficulties.take(frame, photo, facts()).frames
        assert isinstance(after, Difficulties)
        frame = after
    for number in range(MOST_VOICES + 2):
        voice = SentVoice(reference=f"v{number}", size=1)
        (after,) = difficulties.take(replace(frame, stage="kind"), voice, facts()).frames
        assert isinstance(after, Difficulties)
        frame = after
    assert (len(frame.photos), len(frame.voices), frame.text) == (MOST_PHOTOS, MOST_VOICES, "Sạt lở")


def test_too_long_a_text_is_asked_again() -> None:
    move = difficulties.take(NEW, Typed("x" * (DIFFICULTY + 1)), facts())
    assert (move.frames, len(move.lines)) == ((NEW,), 1)


def test_from_a_question_the_form_waits_below() -> None:
    at_question = FillReport(key=KEY, stage="more", item="17.1")
    move = fill_report.take(at_question, Chose("difficulty"), Facts(now=NOW, person=OFFICER, report_found=report()))
    assert move.frames == (
        FillReport(key=KEY, stage="question", item="17.1"),
        Difficulties(stage="what", unit=COMMUNE.id, criterion="17.1", tagged=True),
    )


def test_where_no_criteria_are_in_force_only_the_kind_is_asked() -> None:
    nothing = Facts(now=NOW, person=OFFICER, answers=defaultdict(lambda: None))
    asked = replace(NEW, text="x", stage="criterion")
    assert difficulties.show(asked, nothing).name == "difficulties.kind"
    (after,) = difficulties.take(asked, Chose("k:land"), nothing).frames
    assert isinstance(after, Difficulties)
    assert (after.stage, after.kind, after.criterion) == ("preview", "land", "")
