"""Who answers what in a commune's reports, by post: the officer in charge says it, and can always take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.effects import AssignItems
from conversations.engine.facts import Facts, Needs, UnitFacts
from conversations.engine.frames import AskForRight, Assign
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.report import Report
from conversations.programme.rights import may_assign
from conversations.reading import limits
from conversations.reading.fold import glued, tidy
from conversations.screens import assign as screens
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.refused import refused
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.screen import Screen
    from conversations.programme.criteria import Criterion, Indicator


def needs(frame: Assign) -> Needs:
    """The unit with its people and its report."""
    return Needs(unit=frame.unit)


def show(frame: Assign, facts: Facts) -> Screen:
    """The stage; what is not there any more falls back to the stage before it."""
    found = facts.unit_found
    if found is None:
        return out_of_sight("assign", facts.words)
    if not may_assign(facts.somebody, found.unit):
        return refused("assign", found, facts)
    report = found.report
    if report is None or not report.form.indicators:
        return screens.nothing(found, facts)
    return _screen(frame, found, report, facts)


def _screen(frame: Assign, found: UnitFacts, report: Report, facts: Facts) -> Screen:
    criterion = _criterion(frame, report)
    match frame.stage:
        case "overview":
            return screens.overview(frame, found, report, facts)
        case "preset":
            return screens.preset(report, facts)
        case "items" if criterion is not None:
            return screens.items(frame, criterion, report, facts)
        case "post" | "items":
            return screens.post(frame, found, report, facts)
        case "ask_post":
            return screens.ask_post(facts)
        case _:
            assert_never(frame.stage)


def _criterion(frame: Assign, report: Report) -> Criterion | None:
    return report.form.criterion(frame.criterion)


def take(frame: Assign, given: Input, facts: Facts) -> Move:
    """A way through the posts, or a change of hands."""
    found = facts.unit_found
    if isinstance(given, Chose) and given.option == "ask":
        return Move(frames=(AskForRight(command="phancong"),))
    if isinstance(given, Chose) and given.option == "home":
        return Move(frames=(), home=True)
    if found is None or found.report is None or not may_assign(facts.somebody, found.unit):
        return stay(frame, unexpected_line(given, facts.words))
    match given:
        case Chose():
            return _chosen(frame, given, found, found.report, facts)
        case Typed(text=text) if frame.stage == "ask_post":
            return _named(frame, text, found, found.report, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: Assign, given: Chose, found: UnitFacts, report: Report, facts: Facts) -> Move:
    match given.part(0):
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "preset":
            return stay(Assign(unit=frame.unit, stage="preset"))
        case "yes":
            return _use_suggestion(frame, report, facts)
        case "add":
            return stay(Assign(unit=frame.unit, stage="ask_post"))
        case "p":
            posts = (post for post in screens.posts_of(found, report) if screens.mark_of(post) == given.part(1))
            return stay(_at_post(frame, next(posts, "")))
        case "post":
            return stay(_at_post(frame, frame.post))
        case "c":
            return stay(replace(frame, stage="items", criterion=given.part(1), page=0))
        case "i" | "all" | "none":
            return _change_hands(frame, given, report, facts)
        case _:
            return stay(Assign(unit=frame.unit))


def _at_post(frame: Assign, post: str) -> Assign:
    return Assign(unit=frame.unit, stage="post", post=post) if post else Assign(unit=frame.unit)


def _use_suggestion(frame: Assign, report: Report, facts: Facts) -> Move:
    changes = screens.suggested(report)
    count = sum(len(items) for items in changes.values())
    effects = tuple(AssignItems(unit=frame.unit, post=post, indicators=items) for post, items in changes.items())
    line = facts.words.say(
        "assign", "✔ Đã phân công {count} chỉ tiêu cho {posts} bộ phận.", count=count, posts=len(changes)
    )
    return stay(Assign(unit=frame.unit), line, effects=effects)


def _change_hands(frame: Assign, given: Chose, report: Report, facts: Facts) -> Move:
    """One indicator, or all of the criterion: to this post, or back to the officer in charge."""
    criterion = _criterion(frame, report)
    if criterion is None or not frame.post:
        return stay(Assign(unit=frame.unit))
    own = [indicator for indicator in criterion.indicators if report.post_of(indicator) == frame.post]
    others = [indicator for indicator in criterion.indicators if indicator not in own]
    match given.part(0):
        case "all":
            return _assigned(frame, frame.post, others, facts)
        case "none":
            return _assigned(frame, "", own, facts)
        case _:
            one = [indicator for indicator in criterion.indicators if indicator.code == given.part(1)]
            return _assigned(frame, "" if one and one[0] in own else frame.post, one, facts)


def _assigned(frame: Assign, post: str, indicators: Iterable[Indicator], facts: Facts) -> Move:
    codes = tuple(indicator.code for indicator in indicators)
    if not codes:
        return stay(frame, facts.words.say("assign", "Không có gì phải đổi."))
    who = post or facts.words.say("assign", "người phụ trách chung")
    line = facts.words.say("assign", "✔ {codes}: {who}", codes=", ".join(codes), who=who)
    return stay(frame, line, effects=(AssignItems(unit=frame.unit, post=post, indicators=codes),))


def _named(frame: Assign, text: str, found: UnitFacts, report: Report, facts: Facts) -> Move:
    """A post that is there already under another spelling is that one."""
    name = tidy(text)
    if len(name) > limits.PERSON_NAME:
        return stay(frame, too_long(len(name), limits.PERSON_NAME, facts.words))
    if not glued(name):
        return stay(frame, facts.words.say("assign", "Xin gõ tên bộ phận bằng chữ, ví dụ: Đoàn Thanh niên."))
    known = (post for post in screens.posts_of(found, report) if glued(post) == glued(name))
    return stay(_at_post(frame, next(known, name)))
