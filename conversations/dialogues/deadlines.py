"""An admin looks after the reports that are owed: lists, adds, changes, ends; confirmed once, after the next dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import DeadlinesOf
from conversations.engine.effects import EndRule, PutRule
from conversations.engine.facts import DeadlinesFacts, Facts, Needs
from conversations.engine.frames import Deadlines, RuleDraft
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.engine.rule_draft import draft_of, rule_of
from conversations.programme.calendar import Form
from conversations.programme.ids import RuleId, SetId, UnitId
from conversations.programme.rule_faults import TITLE, fault_of
from conversations.programme.rule_making import free_code
from conversations.programme.unit import Level, highest_named
from conversations.reading.deadlines import Doubt, Due, read_deadline
from conversations.reading.fold import tidy
from conversations.reading.offsets import NoOffsets, read_offsets
from conversations.screens import deadline_questions as questions
from conversations.screens import deadlines as screens
from conversations.screens import rule_problems
from conversations.screens.due import due_problem
from conversations.screens.offsets import offsets_problem
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.calendar import ReportingRule
    from conversations.programme.unit import Unit

_NUMBERS = re.compile(r"\d{1,4}")
_NAMES = re.compile(r"[;\n]")


def needs(frame: Deadlines) -> Needs:
    """The rules, and who stands below the unit that a draft is for."""
    return Needs(asks=(_asked(frame),))


def _asked(frame: Deadlines) -> DeadlinesOf:
    return DeadlinesOf(frame.draft.unit if frame.draft is not None else None)


def show(frame: Deadlines, facts: Facts) -> Screen:
    """The stage; a rule that has ended meanwhile leads back to the list."""
    found = facts.answer(_asked(frame))
    if found is None:
        return out_of_sight("deadlines", facts.words)
    frame = _possible(frame, found)
    draft = frame.draft
    if draft is None:
        return questions.units(frame, found, facts) if frame.stage == "unit" else screens.rules(frame, found, facts)
    match frame.stage:
        case "list" | "unit":
            return screens.rules(frame, found, facts)
        case "title":
            return questions.ask_title(draft, found, facts)
        case "owes":
            return questions.ask_owes(draft, found, facts)
        case "who":
            return questions.ask_who(draft, found, facts)
        case "only":
            return questions.ask_only(draft, found, facts)
        case "due":
            return questions.ask_due(draft, facts)
        case "which":
            return questions.ask_which(frame, facts)
        case "form":
            return questions.ask_form(draft, found, facts)
        case "offsets":
            return questions.ask_offsets(draft, facts)
        case "days":
            return questions.ask_days(draft, facts)
        case "rule" | "check" | "end":
            return _with_rule(frame, draft, found, facts)
        case _:
            assert_never(frame.stage)


def _with_rule(frame: Deadlines, draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Screen:
    base = _base(draft, found)
    if base is not None and frame.stage != "check":
        return screens.rule(base, found, facts) if frame.stage == "rule" else screens.end(base, found, facts)
    rule = _drafted(draft, found, facts)
    if rule is None:
        return questions.ask_title(draft, found, facts)
    return screens.check(draft, rule, base, found, facts)


def _possible(frame: Deadlines, found: DeadlinesFacts) -> Deadlines:
    """A draft of a rule that is no more is no draft."""
    draft = frame.draft
    gone = draft is not None and draft.rule is not None and _base(draft, found) is None
    return Deadlines() if gone else frame


def _base(draft: RuleDraft, found: DeadlinesFacts) -> ReportingRule | None:
    return next((rule for rule in found.rules if rule.id == draft.rule), None)


def _drafted(draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> ReportingRule | None:
    code = free_code(rule.code for rule in found.rules if rule.unit == draft.unit)
    return rule_of(draft, _base(draft, found), code=code, today=facts.today)


def take(frame: Deadlines, given: Input, facts: Facts) -> Move:
    """One step of the way; only [Ghi] and [Kết thúc] change anything."""
    found = facts.answer(_asked(frame))
    if isinstance(given, Chose) and given.option == "home":
        return Move(frames=(), home=True)
    if found is None:
        return stay(Deadlines(), unexpected_line(given, facts.words))
    frame = _possible(frame, found)
    match given:
        case Chose():
            return _chosen(frame, given, found, facts)
        case Typed(text=text):
            return _typed(frame, text, found, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _chosen(frame: Deadlines, given: Chose, found: DeadlinesFacts, facts: Facts) -> Move:
    match given.part(0):
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case "list":
            return stay(Deadlines())
        case "add":
            own = found.receivers
            return stay(_begun(own[0].id) if len(own) == 1 else Deadlines(stage="unit"))
        case "u":
            unit = found.unit(UnitId(int(given.part(1))))
            return stay(Deadlines(stage="unit") if unit is None else _begun(unit.id))
        case "r":
            rule = next((one for one in found.rules if one.id == RuleId(int(given.part(1)))), None)
            return stay(Deadlines() if rule is None else Deadlines(stage="rule", draft=draft_of(rule)))
        case _ if frame.draft is not None:
            return _of_draft(frame, frame.draft, given, found, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _begun(unit: UnitId) -> Deadlines:
    return Deadlines(stage="title", draft=RuleDraft(unit=unit))


def _of_draft(frame: Deadlines, draft: RuleDraft, given: Chose, found: DeadlinesFacts, facts: Facts) -> Move:
    at = given.part(0)
    match at:
        case "owes" if given.part(1) in set(Level):
            level = Level(given.part(1))
            form = Form.OFFICE if level is Level.OFFICE else Form.CRITERIA
            return stay(Deadlines(stage="who", draft=replace(draft, owes=level, only=(), form=form)))
        case "everybody":
            return stay(Deadlines(stage="due", draft=replace(draft, only=())))
        case "which":
            chosen = frame.readings[int(given.part(1)) :][:1]
            return _due_known(draft, chosen[0], found, facts) if chosen else stay(frame)
        case "form":
            return stay(Deadlines(stage="check", draft=_with_form(draft, given.part(1), found)))
        case "only" | "due" | "offsets" | "days" | "end" | "check":
            base = _base(draft, found) if frame.stage == "rule" else None
            return stay(Deadlines(stage=at, draft=draft if base is None else draft_of(base)))
        case "rule":
            base = _base(draft, found)
            return stay(Deadlines() if base is None else Deadlines(stage="rule", draft=draft_of(base)))
        case "save":
            return _saved(frame, draft, found, facts)
        case "stop" if draft.rule is not None and frame.stage == "end":
            line = facts.words.say("deadlines", "✔ Đã kết thúc “{title}”.", title=draft.title)
            return stay(Deadlines(), line, effects=(EndRule(rule=draft.rule),))
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _with_form(draft: RuleDraft, chosen: str, found: DeadlinesFacts) -> RuleDraft:
    known = [set_id for set_id, level, _ in found.sets if set_id == chosen and level is draft.owes]
    return replace(draft, set_id=SetId(known[0]) if known else None)


def _saved(frame: Deadlines, draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Move:
    """The one confirmation. What cannot be is said here, before anything is tried."""
    rule = _drafted(draft, found, facts)
    if rule is None or frame.stage != "check":
        return stay(frame)
    fault = fault_of(rule, today=facts.today)
    if fault is not None:
        return stay(frame, rule_problems.rule_problem(fault, rule, facts.words).sentence())
    line = (
        facts.words.say("deadlines", "✔ Đã thêm “{title}”.", title=rule.title)
        if draft.rule is None
        else facts.words.say("deadlines", "✔ Đã đổi “{title}”.", title=rule.title)
    )
    return stay(Deadlines(), line, effects=(PutRule(draft=draft),))


def _typed(frame: Deadlines, text: str, found: DeadlinesFacts, facts: Facts) -> Move:
    draft = frame.draft
    if draft is None:
        return _typed_unit(frame, text, found, facts)
    match frame.stage:
        case "title":
            return _typed_title(frame, draft, text, found, facts)
        case "only":
            return _typed_only(frame, draft, text, found, facts)
        case "due":
            reading = read_deadline(text, today=facts.today)
            if isinstance(reading, Due):
                return _due_known(draft, reading, found, facts)
            if isinstance(reading, Doubt):
                return stay(Deadlines(stage="which", draft=draft, readings=reading.readings))
            return stay(frame, due_problem(text, reading, facts.words).sentence())
        case "offsets":
            offsets = read_offsets(text)
            if isinstance(offsets, NoOffsets):
                return stay(frame, offsets_problem(text, offsets, facts.words).sentence())
            return _checked(frame, replace(draft, offsets=offsets), found, facts)
        case "days":
            numbers = [int(number) for number in _NUMBERS.findall(text)]
            if len(numbers) != 2:
                line = facts.words.say("deadlines", "Xin ghi hai số ngày, ví dụ 2, 60; không gia hạn thì ghi 0.")
                return stay(frame, line)
            return _checked(frame, replace(draft, grace=numbers[0], lock=numbers[1]), found, facts)
        case _:
            return stay(frame, unexpected_line(Typed(text), facts.words))


def _checked(frame: Deadlines, draft: RuleDraft, found: DeadlinesFacts, facts: Facts) -> Move:
    """To the preview, unless what was just said contradicts the rest: then it is asked again."""
    rule = _drafted(draft, found, facts)
    fault = None if rule is None else fault_of(rule, today=facts.today)
    if rule is not None and fault is not None:
        return stay(frame, rule_problems.rule_problem(fault, rule, facts.words).sentence())
    return stay(Deadlines(stage="check", draft=draft))


def _typed_unit(frame: Deadlines, text: str, found: DeadlinesFacts, facts: Facts) -> Move:
    if frame.stage != "unit":
        return stay(frame, unexpected_line(Typed(text), facts.words))
    named = highest_named(found.receivers, text)
    if len(named) == 1:
        return stay(_begun(named[0].id))
    return stay(frame, questions.not_one(text, named, facts.words))


def _typed_title(frame: Deadlines, draft: RuleDraft, text: str, found: DeadlinesFacts, facts: Facts) -> Move:
    title = tidy(text)
    if not any(letter.isalpha() for letter in title):
        return stay(frame, facts.words.say("deadlines", "Xin gõ tên báo cáo bằng chữ, ví dụ: Báo cáo giải ngân."))
    if len(title) > TITLE:
        line = facts.words.say("rules", "Tên báo cáo dài quá {limit} ký tự.", limit=TITLE)
        return stay(frame, line)
    levels = questions.levels_below(found)
    named = replace(draft, title=title)
    if len(levels) == 1:
        form = Form.OFFICE if levels[0] is Level.OFFICE else Form.CRITERIA
        return stay(Deadlines(stage="who", draft=replace(named, owes=levels[0], form=form)))
    return stay(Deadlines(stage="owes", draft=named))


def _typed_only(frame: Deadlines, draft: RuleDraft, text: str, found: DeadlinesFacts, facts: Facts) -> Move:
    names = [name for part in _NAMES.split(text) if (name := part.strip(" ,."))]
    if not names:
        return stay(frame, rule_problems.list_empty(facts.words).sentence())
    units: dict[UnitId, Unit] = {}
    candidates = [unit for unit in found.below if unit.kind.level is draft.owes]
    for name in names:
        named = highest_named(candidates, name)
        if len(named) != 1:
            return stay(frame, questions.not_one(name, named, facts.words))
        units[named[0].id] = named[0]
    return stay(Deadlines(stage="due", draft=replace(draft, only=tuple(units))))


def _due_known(draft: RuleDraft, due: Due, found: DeadlinesFacts, facts: Facts) -> Move:
    """After the deadline of a new report comes its form, where there is a choice."""
    dated = replace(draft, due=due)
    checked = _checked(Deadlines(stage="due", draft=draft), dated, found, facts)
    if checked.lines:
        return checked
    choice = draft.rule is None and draft.due is None and len(questions.forms_of(draft, found)) > 1
    return stay(Deadlines(stage="form", draft=dated)) if choice else checked
