"""Difficulties: a new one is said, tagged, looked at and confirmed once; one that waits is read, answered or passed up.

Nothing is written before the confirmation; until then text, photos and voice notes stand in the frame.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import DifficultiesNow, ExpectedFor, OneDifficulty, TagsFor
from conversations.engine.effects import ActOnDifficulty, RecordDifficulty, ShowDifficultyFiles
from conversations.engine.events import SentPhoto, SentVoice
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Difficulties
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.difficulty import (
    MOST_PHOTOS,
    MOST_VOICES,
    DifficultyAct,
    DifficultyKind,
    after,
)
from conversations.programme.ids import DifficultyId, UnitId
from conversations.programme.rights import may_answer_difficulty, may_record_difficulty
from conversations.reading import limits
from conversations.reading.fold import glued, tidy
from conversations.screens import difficulties as screens
from conversations.screens import difficulty_form as form_screens
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.asks import AnyAsk
    from conversations.engine.screen import Screen
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.difficulty import Difficulty

_CODE = re.compile(r"\d{1,3}(?:\s*[.,]\s*\d{1,3})?", re.ASCII)
"""A criterion's or an indicator's number in what was typed: "tiêu chí 17,1"."""
_SAID = frozenset({DifficultyAct.ANSWER, DifficultyAct.NOT_YET})
"""Acts that need words."""


def needs(frame: Difficulties) -> Needs:
    """The lists, one of them, or what a new one can belong to."""
    asks: tuple[AnyAsk, ...] = ()
    match frame.stage:
        case "list" | "unit":
            asks = (DifficultiesNow(),)
        case "one" | "say" | "sure":
            asks = (OneDifficulty(frame.number),)
        case "criterion" | "indicator" if frame.unit is not None:
            asks = (TagsFor(frame.unit),)
        case "preview" if frame.unit is not None:
            asks = (TagsFor(frame.unit), ExpectedFor(frame.unit, frame.criterion))
        case _:
            pass
    return Needs(asks=asks)


def show(frame: Difficulties, facts: Facts) -> Screen:
    """The stage; what is gone, or never was theirs, leads nowhere."""
    match frame.stage:
        case "list":
            lists = facts.answer(DifficultiesNow())
            return out_of_sight("difficulties", facts.words) if lists is None else screens.lists(frame, lists, facts)
        case "unit":
            lists = facts.answer(DifficultiesNow())
            return out_of_sight("difficulties", facts.words) if lists is None else form_screens.which_unit(lists, facts)
        case "one" | "say" | "sure":
            difficulty = facts.answer(OneDifficulty(frame.number))
            if difficulty is None:
                return out_of_sight("difficulties", facts.words)
            return _of_one(frame, difficulty, facts)
        case "what" | "criterion" | "indicator" | "kind" | "preview":
            return _of_new(frame, facts)
        case _:
            assert_never(frame.stage)


def _of_one(frame: Difficulties, difficulty: Difficulty, facts: Facts) -> Screen:
    act = _act(frame)
    offered = acts_for(difficulty, facts)
    if act is None or act not in offered or frame.stage == "one" or frame.seen != difficulty.last.number:
        return screens.one(difficulty, offered, facts)
    if frame.stage == "say":
        return screens.asking(difficulty, act, facts)
    return screens.sure(frame, difficulty, act, facts)


def _of_new(frame: Difficulties, facts: Facts) -> Screen:
    unit = _own_unit(frame, facts)
    if unit is None or frame.unit is None:
        return out_of_sight("difficulties", facts.words)
    tags = facts.answer(TagsFor(frame.unit)) if frame.stage in {"criterion", "indicator", "preview"} else None
    match frame.stage:
        case "criterion" if tags is not None:
            return form_screens.criterion(frame, tags.form, facts)
        case "indicator" if tags is not None and (found := tags.form.criterion(frame.criterion)) is not None:
            return form_screens.indicator(found, facts)
        case "kind" | "criterion" | "indicator":
            return form_screens.kind(frame, facts)
        case "preview":
            expected = facts.answer(ExpectedFor(frame.unit, frame.criterion))
            return form_screens.preview(frame, unit, None if tags is None else tags.form, expected, facts)
        case _:
            return form_screens.what(frame, facts)


def _own_unit(frame: Difficulties, facts: Facts) -> str | None:
    """The title of the unit that the new one is of; None: the person may not record one there."""
    for grant in facts.somebody.grants:
        if grant.unit.id == frame.unit and may_record_difficulty(facts.somebody, grant.unit):
            return grant.unit.title
    return None


def acts_for(difficulty: Difficulty, facts: Facts) -> tuple[DifficultyAct, ...]:
    """What this person can do to it now."""
    person, owner = facts.somebody, difficulty.owner
    answering = owner is not None and may_answer_difficulty(person, owner)
    own = may_record_difficulty(person, difficulty.unit)
    allowed = (
        *((DifficultyAct.ANSWER, DifficultyAct.RESOLVE, DifficultyAct.PASS_UP) if answering else ()),
        *((DifficultyAct.CLOSE, DifficultyAct.NOT_YET) if own else ()),
    )
    return tuple(act for act in allowed if after(difficulty.state, act) is not None)


def _act(frame: Difficulties) -> DifficultyAct | None:
    return next((act for act in DifficultyAct if act.value == frame.act), None)


def take(frame: Difficulties, given: Input, facts: Facts) -> Move:
    """One step further; whoever stops keeps nothing."""
    if isinstance(given, Chose) and given.option == "home":
        return Move(frames=(), home=True)
    match frame.stage:
        case "list" | "unit":
            return _take_list(frame, given, facts)
        case "one" | "say" | "sure":
            return _take_one(frame, given, facts)
        case "what" | "criterion" | "indicator" | "kind" | "preview":
            return _take_new(frame, given, facts)
        case _:
            assert_never(frame.stage)


def _take_list(frame: Difficulties, given: Input, facts: Facts) -> Move:
    lists = facts.answer(DifficultiesNow())
    if not isinstance(given, Chose) or lists is None:
        return stay(frame, unexpected_line(given, facts.words))
    match given.part(0):
        case "close":
            return back()
        case "new" if len(lists.units) == 1:
            return stay(Difficulties(stage="what", unit=lists.units[0].id))
        case "new" if lists.units:
            return stay(Difficulties(stage="unit"))
        case "u":
            return stay(Difficulties(stage="what", unit=UnitId(int(given.part(1)))))
        case "d":
            return stay(Difficulties(stage="one", number=DifficultyId(int(given.part(1)))))
        case "page":
            return stay(Difficulties(page=int(given.part(1))))
        case _:
            return stay(Difficulties())


def _take_new(frame: Difficulties, given: Input, facts: Facts) -> Move:
    words = facts.words
    if _own_unit(frame, facts) is None:
        return stay(Difficulties())
    match given:
        case SentPhoto() | SentVoice():
            return _attached(frame, given, facts)
        case Chose(option="stop"):
            return stay(Difficulties(), words.say("difficulty", "Đã bỏ, chưa ghi gì."))
        case Chose():
            return _chosen(frame, given, facts)
        case Typed(text=text) if frame.stage in {"what", "criterion"}:
            return _said(frame, text, facts) if frame.stage == "what" else _tagged(frame, text, facts)
        case _:
            return stay(frame, unexpected_line(given, words))


def _attached(frame: Difficulties, given: SentPhoto | SentVoice, facts: Facts) -> Move:
    """A photo or a voice note joins the new one at any stage. A caption is what was to be said, if nothing was yet."""
    words = facts.words
    if isinstance(given, SentVoice):
        if len(frame.voices) >= MOST_VOICES:
            return stay(frame, words.say("difficulty", "Đã đủ {most} tin thoại, không nhận thêm.", most=MOST_VOICES))
        return stay(replace(frame, voices=(*frame.voices, given.reference)))
    if len(frame.photos) >= MOST_PHOTOS:
        return stay(frame, words.say("difficulty", "Đã đủ {most} ảnh, không nhận thêm.", most=MOST_PHOTOS))
    text = frame.text or tidy(given.caption)[: limits.DIFFICULTY]
    return stay(replace(frame, photos=(*frame.photos, given.reference), text=text))


def _said(frame: Difficulties, text: str, facts: Facts) -> Move:
    said = tidy(text, keep_newlines=True)
    if len(said) > limits.DIFFICULTY:
        return stay(frame, too_long(len(said), limits.DIFFICULTY, facts.words))
    if not glued(said):
        return stay(frame, facts.words.say("difficulty", "Xin gõ vài chữ về việc đang vướng, hoặc gửi ảnh, tin thoại."))
    return stay(_on(replace(frame, text=said)))


def _on(frame: Difficulties) -> Difficulties:
    """What must still be said, else the look before it is recorded."""
    if not frame.half_written:
        return replace(frame, stage="what")
    if not frame.tagged:
        return replace(frame, stage="criterion")
    return replace(frame, stage="preview" if frame.kind else "kind")


def _chosen(frame: Difficulties, given: Chose, facts: Facts) -> Move:
    match given.part(0):
        case "on":
            return stay(_on(frame))
        case "drop":
            return stay(replace(frame, stage="what", photos=(), voices=()))
        case "what":
            return stay(replace(frame, stage="what"))
        case "tag":
            return stay(replace(frame, stage="criterion", criterion="", tagged=False))
        case "again":
            return stay(replace(frame, stage="kind", kind=""))
        case "none":
            return stay(_on(replace(frame, criterion="", tagged=True)))
        case "c" if given.part(1):
            return _tagged(frame, given.part(1), facts)
        case "whole":
            return stay(_on(replace(frame, tagged=True)))
        case "i" if given.part(1):
            return stay(_on(replace(frame, criterion=given.part(1), tagged=True)))
        case "k" if given.part(1) in {kind.value for kind in DifficultyKind}:
            # where no criteria are in force this is asked at once
            return stay(_on(replace(frame, kind=given.part(1), tagged=True)))
        case "record" if frame.stage == "preview":
            return _record(frame, facts)
        case _:
            return stay(_on(frame))


def _tagged(frame: Difficulties, text: str, facts: Facts) -> Move:
    """A criterion or an indicator by its number; one that several offices judge is asked for more exactly."""
    tags = None if frame.unit is None else facts.answer(TagsFor(frame.unit))
    code = _code_in(text, None if tags is None else tags.form)
    if code is None or tags is None:
        return stay(frame, form_screens.no_such_criterion(text, facts))
    if code in tags.split:
        return stay(replace(frame, stage="indicator", criterion=code))
    return stay(_on(replace(frame, criterion=code, tagged=True)))


def _code_in(text: str, form: CriteriaSet | None) -> str | None:
    found = _CODE.search(text)
    if found is None or form is None:
        return None
    code = re.sub(r"\s", "", found[0]).replace(",", ".")
    known = form.criterion(code) is not None or form.indicator(code) is not None
    return code if known else None


def _record(frame: Difficulties, facts: Facts) -> Move:
    if frame.unit is None or not (frame.half_written and frame.tagged and frame.kind):
        return stay(_on(frame))
    if facts.answer(ExpectedFor(frame.unit, frame.criterion)) is None:
        return stay(frame)
    record = RecordDifficulty(
        unit=frame.unit,
        kind=DifficultyKind(frame.kind),
        criterion=frame.criterion,
        text=frame.text,
        photos=frame.photos,
        voices=frame.voices,
    )
    return stay(Difficulties(), effects=(record,))


def _take_one(frame: Difficulties, given: Input, facts: Facts) -> Move:
    words = facts.words
    difficulty = facts.answer(OneDifficulty(frame.number))
    at_one = Difficulties(stage="one", number=frame.number)
    match given:
        case Chose() if given.part(0) == "list" or difficulty is None:
            return stay(Difficulties())
        case Chose(option="files"):
            return stay(at_one, effects=(ShowDifficultyFiles(number=frame.number),))
        case Chose(option="do") if frame.stage == "sure":
            return _do(frame, facts)
        case Chose() if given.part(0) == "a":
            return _begun(frame, given, facts)
        case Chose(option="again"):
            return stay(replace(frame, stage="say", text=""))
        case Chose():
            return stay(at_one)
        case Typed(text=text) if frame.stage == "say":
            said = tidy(text, keep_newlines=True)
            if len(said) > limits.DIFFICULTY:
                return stay(frame, too_long(len(said), limits.DIFFICULTY, words))
            if not glued(said):
                return stay(frame, words.say("difficulty", "Xin gõ vài chữ."))
            return stay(replace(frame, stage="sure", text=said))
        case _:
            return stay(frame, unexpected_line(given, words))


def _begun(frame: Difficulties, given: Chose, facts: Facts) -> Move:
    """The option names the act and how many steps the screen showed: "a:answer:3"."""
    act = next((act for act in DifficultyAct if act.value == given.part(1)), None)
    difficulty = facts.answer(OneDifficulty(frame.number))
    at_one = Difficulties(stage="one", number=frame.number)
    if act is None or difficulty is None or act not in acts_for(difficulty, facts):
        return stay(at_one, screens.moved(facts))
    if str(difficulty.last.number) != given.part(2):
        return stay(at_one, screens.moved(facts))
    begun = replace(at_one, act=act.value, seen=difficulty.last.number)
    return stay(replace(begun, stage="say") if act in _SAID else replace(begun, stage="sure"))


def _do(frame: Difficulties, facts: Facts) -> Move:
    act = _act(frame)
    difficulty = facts.answer(OneDifficulty(frame.number))
    at_one = Difficulties(stage="one", number=frame.number)
    if act is None or difficulty is None or act not in acts_for(difficulty, facts):
        return stay(at_one, screens.moved(facts))
    if difficulty.last.number != frame.seen:
        return stay(at_one, screens.moved(facts))
    done = ActOnDifficulty(number=frame.number, act=act, seen=frame.seen, text=frame.text)
    return stay(at_one, effects=(done,))
