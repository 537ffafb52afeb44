"""From /tonghop: the tasks of letters and resolutions, the late ones first; a manager says by which paper one is
done.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from conversations.dialogues.below_digest import turn_or_back
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import TasksOf
from conversations.engine.effects import RecordTaskDone
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.reading import limits
from conversations.reading.paper import NamedPaper, read_paper
from conversations.screens import tasks as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.paper_tasks import FollowedTask, UnitTasks


def needs(frame: f.Tasks) -> Needs:
    """All of them."""
    return Needs(asks=(TasksOf(frame.unit),))


def show(frame: f.Tasks, facts: Facts) -> Screen:
    """The list, one of them, or a question about it."""
    found = facts.answer(TasksOf(frame.unit))
    if found is None:
        return out_of_sight("tasks", facts.words)
    one = _one(frame, found)
    if one is None:
        return screens.listed(found, facts.words, page=frame.page)
    paper = _paper(frame)
    if paper is not None:
        return screens.sure(one, paper, facts.words)
    return screens.which_paper(one, facts.words) if frame.asks_paper else screens.task(one, found, facts.words)


def take(frame: f.Tasks, given: Input, facts: Facts) -> Move:
    """Another page, one of them, a paper, or back."""
    found = facts.answer(TasksOf(frame.unit))
    if found is None:
        return Move(frames=(), home=True)
    one = _one(frame, found)
    match given:
        case Typed(text=text) if one is not None and frame.asks_paper:
            return _typed(frame, text, facts)
        case Chose() if one is not None:
            return _about(frame, given, one, found, facts)
        case Chose():
            return _from_list(frame, given, found)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _one(frame: f.Tasks, found: UnitTasks) -> FollowedTask | None:
    return None if frame.code is None else found.task(frame.code)


def _paper(frame: f.Tasks) -> NamedPaper | None:
    if not frame.paper_number:
        return None
    return NamedPaper(number=frame.paper_number, day=date.fromisoformat(frame.paper_day))


def _from_list(frame: f.Tasks, given: Chose, found: UnitTasks) -> Move:
    if given.part(0) == "task" and found.task(int(given.part(1))) is not None:
        return stay(f.Tasks(unit=frame.unit, page=frame.page, code=int(given.part(1))))
    return turn_or_back(frame, given)


def _about(frame: f.Tasks, given: Chose, one: FollowedTask, found: UnitTasks, facts: Facts) -> Move:
    at_one = f.Tasks(unit=frame.unit, page=frame.page, code=one.code)
    paper = _paper(frame)
    match given.part(0):
        case "list":
            return stay(replace(at_one, code=None))
        case "done" if found.recorded_by_reader:
            return stay(replace(at_one, asks_paper=True))
        case "keep" if paper is not None:
            said = screens.kept(one, paper, facts.words)
            return stay(at_one, said, effects=(RecordTaskDone(unit=frame.unit, code=one.code, paper=paper),))
        case "back":
            return stay(at_one)
        case _:
            return Move(frames=(), home=True)


def _typed(frame: f.Tasks, text: str, facts: Facts) -> Move:
    named = read_paper(text, today=facts.today)
    if named is None or len(named.number) > limits.PAPER_NUMBER:
        return stay(frame, screens.no_paper(facts.words))
    return stay(replace(frame, paper_number=named.number, paper_day=named.day.isoformat()))
