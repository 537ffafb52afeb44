"""An office judges its items one after another, or unchanged ones together; a manager decides disputes and what no
office judges. What fell is always looked at by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import DeskOf, ReviewedItemOf
from conversations.engine.effects import ConfirmTogether, ReviewItem, ShowEvidence
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import History, ReviewReport
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.ids import UnitId
from conversations.programme.person import Role
from conversations.programme.report import ReportKey
from conversations.programme.review import BY_OFFICE, REASONED, ItemAct, Queue
from conversations.reading import limits
from conversations.reading.fold import glued
from conversations.screens import review_report as screens
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.person import Person
    from conversations.programme.review import Desk, ReviewedItem
    from conversations.programme.unit import Unit

ROLES = frozenset({Role.OFFICE_REVIEWER, Role.MANAGER})


def desks_of(person: Person) -> tuple[Unit, ...]:
    """The offices for which the person judges, then the units that they manage."""
    grants = (*person.grants_of(Role.OFFICE_REVIEWER), *person.grants_of(Role.MANAGER))
    return tuple({grant.unit.id: grant.unit for grant in grants}.values())


def place_for(person: Person) -> ReviewReport:
    """Where the command leads: to the only desk, or to the question at which."""
    desks = desks_of(person)
    return at_desk(person, desks[0].id) if len(desks) == 1 else ReviewReport()


def arrived(frame: ReviewReport, facts: Facts) -> ReviewReport:
    """The frame of a link, at the desk of whoever follows it where they have only one."""
    home = place_for(facts.somebody)
    return home if frame.key is None else replace(frame, unit=home.unit, queue=home.queue)


def at_desk(person: Person, unit: UnitId) -> ReviewReport:
    """The desk of an office, or of a manager."""
    office = person.has(Role.OFFICE_REVIEWER, unit)
    return ReviewReport(unit=unit, queue=Queue.WAITING if office else Queue.DISPUTED)


def needs(frame: ReviewReport) -> Needs:
    """The queue, or the item."""
    if frame.key is not None:
        return Needs(asks=(_item(frame, frame.key),))
    return Needs(asks=() if frame.unit is None else (_desk(frame, frame.unit),))


def show(frame: ReviewReport, facts: Facts) -> Screen:
    """The stage; an item that is gone leads to its queue."""
    if frame.key is not None:
        item = facts.answer(_item(frame, frame.key))
        if item is None:
            return out_of_sight("review_report", facts.words)
        unchanged = frame.seen == item.answer.version
        if frame.stage == "reason" and frame.act is not None and unchanged and item.review.allows(frame.act):
            return screens.reason(item, frame.act, facts)
        return screens.item(item, facts, last=frame.last_item)
    if frame.unit is None:
        return screens.which(desks_of(facts.somebody), facts)
    desk = facts.answer(_desk(frame, frame.unit))
    if desk is None:
        return out_of_sight("review_report", facts.words)
    match frame.stage:
        case "list":
            return screens.listed(desk, facts)
        case "together":
            return screens.together(desk, facts)
        case "desk" | "item" | "reason":
            return screens.desk(desk, facts, last=frame.last_item)
        case _:
            assert_never(frame.stage)


def take(frame: ReviewReport, given: Input, facts: Facts) -> Move:
    """Through the queue."""
    if frame.key is not None:
        item = facts.answer(_item(frame, frame.key))
        return back() if item is None else _at_item(frame, given, item, facts)
    if frame.unit is None:
        return _which(frame, given, facts)
    desk = facts.answer(_desk(frame, frame.unit))
    return back() if desk is None else _at_desk(frame, given, desk, facts)


def _item(frame: ReviewReport, key: ReportKey) -> ReviewedItemOf:
    return ReviewedItemOf(key=key, item=frame.item, queue=frame.queue, skip=frame.skip)


def _desk(frame: ReviewReport, unit: UnitId) -> DeskOf:
    return DeskOf(unit=unit, queue=frame.queue, page=frame.page)


def _which(frame: ReviewReport, given: Input, facts: Facts) -> Move:
    match given:
        case Chose() if given.part(0) == "u" and given.part(1).isdecimal():
            return stay(at_desk(facts.somebody, UnitId(int(given.part(1)))))
        case Chose():
            return back()
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _at_desk(frame: ReviewReport, given: Input, desk: Desk, facts: Facts) -> Move:
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.part(0):
        case "go" if desk.items:
            first = desk.items[0]
            return stay(replace(frame, stage="item", key=first.key, item=first.indicator.code, skip=0))
        case "q":
            return stay(replace(frame, stage="list", queue=Queue(given.part(1)), page=0))
        case "together":
            return stay(replace(frame, stage="together", queue=Queue.TOGETHER, page=0))
        case "confirm" if frame.stage == "together" and given.part(1) != screens.list_code(desk.items):
            return stay(frame, screens.list_moved(facts.words))
        case "confirm" if frame.stage == "together" and desk.items:
            items = tuple((one.key, one.indicator.code, one.answer.version) for one in desk.items)
            line = screens.confirmed_together(len(items), facts.words)
            return stay(_home(frame, facts), line, effects=(ConfirmTogether(items=items),))
        case "i":
            key = ReportKey.read(given.part(1))
            return stay(replace(frame, stage="item", key=key, item=given.part(2), skip=0))
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "last":
            return stay(_last(frame))
        case "desk":
            return stay(_home(frame, facts))
        case _:
            return Move(frames=(), home=True)


def _last(frame: ReviewReport) -> ReviewReport:
    """What was judged just now, to be judged again."""
    return ReviewReport(unit=frame.unit, stage="item", queue=frame.queue, key=frame.last_key, item=frame.last_item)


def _home(frame: ReviewReport, facts: Facts) -> ReviewReport:
    return ReviewReport() if frame.unit is None else at_desk(facts.somebody, frame.unit)


def _at_item(frame: ReviewReport, given: Input, item: ReviewedItem, facts: Facts) -> Move:
    words = facts.words
    if isinstance(given, Typed) and frame.stage == "reason" and frame.act is not None:
        if len(given.text) > limits.REASON:
            return stay(frame, too_long(len(given.text), limits.REASON, words))
        if not glued(given.text):
            return stay(frame, screens.say_why(words))
        return _said(frame, frame.act, item, facts, seen=frame.seen, reason=given.text)
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, words))
    match given.part(0):
        case "act":
            return _wanted(frame, ItemAct(given.part(1)), item, facts, seen=version_of(given.part(2)))
        case "evidence":
            shown = ShowEvidence(key=item.key, indicator=item.indicator.code)
            return stay(replace(frame, stage="item", act=None), effects=(shown,))
        case "history":
            return Move(frames=(frame, History(unit=item.unit.id, item=item.indicator.code)))
        case "later":
            return stay(_following(frame, item, facts, skipped=int(item.at_head)))
        case "item":
            return stay(replace(frame, stage="item", act=None))
        case "last":
            return stay(_last(frame))
        case "desk":
            return stay(_home(frame, facts))
        case _:
            return Move(frames=(), home=True)


def _wanted(frame: ReviewReport, act: ItemAct, item: ReviewedItem, facts: Facts, *, seen: int) -> Move:
    """Done at once, or why is asked first. seen: the version of the answer on the screen."""
    contradicts = act is ItemAct.FAIL and item.answer.state.counts_as_met
    if act in REASONED or contradicts:
        return stay(replace(frame, stage="reason", act=act, seen=seen))
    return _said(frame, act, item, facts, seen=seen)


def version_of(part: str) -> int:
    """Of an option; 0, which no answer has, where it does not say."""
    return int(part) if part.isdecimal() else 0


def _said(frame: ReviewReport, act: ItemAct, item: ReviewedItem, facts: Facts, *, seen: int, reason: str = "") -> Move:
    effect = ReviewItem(key=item.key, indicator=item.indicator.code, act=act, seen=seen, reason=reason)
    line = screens.said(item, act, facts.words)
    following = _following(frame, item, facts, skipped=0)
    if act in BY_OFFICE:
        following = replace(following, last_key=item.key, last_item=item.indicator.code)
    return stay(following, line, effects=(effect,))


def _following(frame: ReviewReport, item: ReviewedItem, facts: Facts, *, skipped: int) -> ReviewReport:
    """The next item of the queue; after the last one the desk."""
    if item.following is None or frame.unit is None:
        return _home(frame, facts)
    key, code = item.following
    return replace(frame, stage="item", act=None, key=key, item=code, skip=frame.skip + skipped)
