"""A manager asks units below a few questions by a day: one thing at a time, a preview, one confirmation.

Nothing is written before that confirmation; until then everything stands in the frame. Afterwards the answers are here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, assert_never

from conversations.engine.asks import ReceiversBelow, RequestNow, RequestsOf
from conversations.engine.effects import AskUnits
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import AdHocRequest, AskForRight
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.ad_hoc_request import ASKED, MOST_OPTIONS, MOST_QUESTIONS, YES_NO, Question
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.criteria import Measure
from conversations.programme.cycle import Cycle
from conversations.programme.ids import RuleId
from conversations.programme.rights import may_request
from conversations.programme.unit import Level
from conversations.reading import limits
from conversations.reading.dates import Day, read_date
from conversations.reading.deadlines import Doubt, Due, read_deadline
from conversations.reading.fold import fold, glued, tidy
from conversations.reading.names import NameCandidate
from conversations.reading.unit_list import likely_units, read_unit_list
from conversations.screens import ad_hoc_request as screens
from conversations.screens import request_answers as answer_screens
from conversations.screens.due import due_problem
from conversations.screens.fill_report.refusals import too_long
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.paging import LABEL, clip
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.screen import Screen
    from conversations.programme.ad_hoc_request import Receivers
    from conversations.programme.unit import Unit

YEAR = 366
"""Days: what is owed later than that is no quick question, and nobody could open it yet."""
NAMED_FIRST = tuple(level for level in ASKED if level is not Level.VILLAGE)
"""Where a name that villages bear too is looked for first."""


def needs(frame: AdHocRequest) -> Needs:
    """What runs, whom one can ask, or the answers."""
    match frame.stage:
        case "overview":
            return Needs(asks=(RequestsOf(frame.unit),))
        case "units" | "which" | "preview":
            return Needs(asks=(ReceiversBelow(frame.unit),))
        case "answers" if frame.rule is not None:
            return Needs(asks=(RequestNow(frame.unit, frame.rule),))
        case _:
            return Needs()


def show(frame: AdHocRequest, facts: Facts) -> Screen:
    """The stage."""
    if not may_request(facts.somebody, frame.unit):
        return out_of_sight("ad_hoc_request", facts.words)
    match frame.stage:
        case "overview":
            return answer_screens.overview(frame, facts)
        case "title":
            return screens.title(frame, facts)
        case "question":
            return screens.question(frame, facts)
        case "kind":
            return screens.kind(frame, facts)
        case "options":
            return screens.options(frame, facts)
        case "due":
            return screens.due(frame, facts)
        case "which_due":
            return screens.which_due(_readings(frame, facts), facts)
        case "units" | "which" | "preview":
            receivers = facts.answer(ReceiversBelow(frame.unit))
            shown = None if receivers is None else _choice(frame, receivers, facts)
        case "answers":
            found = None if frame.rule is None else facts.answer(RequestNow(frame.unit, frame.rule))
            shown = None if found is None else answer_screens.answers(frame, found, facts)
        case _:
            assert_never(frame.stage)
    return out_of_sight("ad_hoc_request", facts.words) if shown is None else shown


def _choice(frame: AdHocRequest, receivers: Receivers, facts: Facts) -> Screen | None:
    """Whom to ask, or what is about to be asked; None: a stage that misses something of its own."""
    deadline = _deadline(frame)
    match frame.stage:
        case "units":
            return screens.units(frame, receivers, facts)
        case "which" if frame.unclear:
            return screens.which(frame, _likely(frame, receivers), receivers, facts)
        case "preview" if deadline is not None:
            return screens.preview(frame, receivers, deadline, facts)
        case _:
            return None


def take(frame: AdHocRequest, given: Input, facts: Facts) -> Move:
    """One step further; whoever stops keeps nothing."""
    words = facts.words
    if isinstance(given, Chose):
        if given.option == "home":
            return Move(frames=(), home=True)
        if not may_request(facts.somebody, frame.unit):
            return Move(frames=(AskForRight(command="dotxuat"),))
        if given.option == "stop":
            line = words.say("request", "Đã bỏ yêu cầu, chưa gửi cho ai.")
            return stay(AdHocRequest(unit=frame.unit), line)
        return _chosen(frame, given, facts)
    if isinstance(given, Typed) and may_request(facts.somebody, frame.unit):
        return _typed(frame, given.text, facts)
    return stay(frame, unexpected_line(given, words))


def _chosen(frame: AdHocRequest, given: Chose, facts: Facts) -> Move:
    match frame.stage:
        case "overview" | "answers":
            return _looking(frame, given)
        case "title":
            return stay(_on(frame) if frame.complete else AdHocRequest(unit=frame.unit))
        case "question" | "kind" | "options":
            return _asking(frame, given, facts)
        case "units" | "which":
            return _choosing(frame, given, facts)
        case "due" | "which_due":
            return _dating(frame, given, facts)
        case "preview":
            return _deciding(frame, given, facts)
        case _:
            assert_never(frame.stage)


def _typed(frame: AdHocRequest, text: str, facts: Facts) -> Move:
    match frame.stage:
        case "title":
            return _title(frame, tidy(text), facts)
        case "question":
            return _question(frame, tidy(text), facts)
        case "options":
            return _options(frame, text, facts)
        case "units" if (receivers := facts.answer(ReceiversBelow(frame.unit))) is not None:
            return _named(frame, text, receivers, facts)
        case "due":
            return _due(frame, text, facts)
        case _:
            return stay(frame, unexpected_line(Typed(text), facts.words))


def _looking(frame: AdHocRequest, given: Chose) -> Move:
    match given.part(0):
        case "new":
            return stay(AdHocRequest(unit=frame.unit, stage="title"))
        case "r":
            return stay(AdHocRequest(unit=frame.unit, stage="answers", rule=RuleId(int(given.part(1)))))
        case "page":
            return stay(replace(frame, page=int(given.part(1))))
        case _:
            return stay(AdHocRequest(unit=frame.unit))


def _on(frame: AdHocRequest) -> AdHocRequest:
    """What must still be said, else the look before it leaves."""
    if not frame.title:
        return replace(frame, stage="title")
    if not frame.questions:
        return replace(frame, stage="question")
    if frame.owes is None:
        return replace(frame, stage="units")
    if frame.day is None:
        return replace(frame, stage="due")
    return replace(frame, stage="preview", complete=True)


def _title(frame: AdHocRequest, text: str, facts: Facts) -> Move:
    if len(text) > limits.REQUEST_TITLE:
        return stay(frame, too_long(len(text), limits.REQUEST_TITLE, facts.words))
    if not glued(text):
        return stay(frame, facts.words.say("request", "Xin ghi tên bằng chữ, để các nơi biết hỏi về việc gì."))
    named = replace(frame, title=text)
    return stay(_on(named) if frame.complete else replace(named, stage="question"))


def _question(frame: AdHocRequest, text: str, facts: Facts) -> Move:
    if len(frame.questions) >= MOST_QUESTIONS:
        return stay(_on(frame), screens.too_many_questions(facts.words))
    if len(text) > limits.QUESTION:
        return stay(frame, too_long(len(text), limits.QUESTION, facts.words))
    if not glued(text):
        return stay(frame, facts.words.say("request", "Xin gõ câu hỏi bằng chữ."))
    return stay(replace(frame, stage="kind", text=text))


def _asking(frame: AdHocRequest, given: Chose, facts: Facts) -> Move:
    match given.option:
        case "title":
            return stay(replace(frame, stage="title"))
        case "done":
            return stay(_on(frame))
        case "drop":
            return stay(replace(frame, questions=frame.questions[:-1]))
        case "again":
            return stay(replace(frame, stage="question", text=""))
        case "kind:text":
            return _kept(frame, Measure.TEXT, (), facts)
        case "kind:number":
            return _kept(frame, Measure.NUMBER, (), facts)
        case "kind:yes_no":
            return _kept(frame, Measure.CHOICE, YES_NO, facts)
        case "kind:choice":
            return stay(replace(frame, stage="options"))
        case _:
            return stay(replace(frame, stage="kind"))


def _kept(frame: AdHocRequest, measure: Measure, options: tuple[str, ...], facts: Facts) -> Move:
    asked = (*frame.questions, Question(text=frame.text, measure=measure, options=options))
    after = replace(frame, stage="question", questions=asked, text="")
    line = facts.words.say("request", "Đã ghi câu {number}.", number=len(asked))
    if len(asked) < MOST_QUESTIONS:
        return stay(after, line)
    return stay(_on(after), line, screens.too_many_questions(facts.words))


def _options(frame: AdHocRequest, text: str, facts: Facts) -> Move:
    words = facts.words
    separator = ";" if ";" in text else "\n" if "\n" in text else ","
    found = [tidy(part) for part in text.split(separator) if glued(part)]
    if not 2 <= len(found) <= MOST_OPTIONS:
        return stay(frame, words.say("request", "Cần từ 2 đến {most} mục.", most=MOST_OPTIONS))
    if len({fold(one) for one in found}) < len(found):
        return stay(frame, words.say("request", "Có hai mục giống nhau. Xin anh/chị gõ lại."))
    longest = max(found, key=len)
    if len(longest) > LABEL:
        return stay(
            frame,
            words.say(
                "request", "“{option}” dài quá {limit} ký tự, không vừa nút bấm. Xin gõ gọn lại.",
                option=clip(longest, 60), limit=LABEL,
            ),
        )  # fmt: skip
    return _kept(frame, Measure.CHOICE, tuple(found), facts)


def _choosing(frame: AdHocRequest, given: Chose, facts: Facts) -> Move:
    receivers = facts.answer(ReceiversBelow(frame.unit))
    match given.part(0):
        case "all":
            return stay(_on(replace(frame, owes=Level(given.part(1)), only=(), unclear=())))
        case "none":
            return stay(replace(frame, stage="units", owes=None, only=(), unclear=()))
        case "u" if receivers is not None:
            unit = next((one for one in receivers.units if str(one.id) == given.part(1)), None)
            rest = replace(frame, unclear=frame.unclear[1:])
            return _with_units(rest, () if unit is None else (unit,), facts)
        case "skip":
            return _with_units(replace(frame, unclear=frame.unclear[1:]), (), facts)
        case _:
            return stay(_on(frame) if frame.only else replace(frame, stage="units"))


def _named(frame: AdHocRequest, text: str, receivers: Receivers, facts: Facts) -> Move:
    """Names typed: what is sure is taken, what may be several is asked, what is nobody's is told."""
    words = facts.words
    read = read_unit_list(text, _candidates(frame, receivers))
    found = [unit for unit in receivers.units if str(unit.id) in read.found]
    unclear, unknown = list(read.unclear), list(read.unknown)
    if unknown and not frame.only:
        # nobody of that name among communes and offices: a village perhaps
        again = read_unit_list("; ".join(unknown), _candidates_of(receivers, (Level.VILLAGE,)))
        found += [unit for unit in receivers.units if str(unit.id) in again.found]
        unclear += again.unclear
        unknown = list(again.unknown)
    lines = []
    if unknown:
        lines.append(
            words.say(
                "request", "Không thấy ở {unit}: {names}. Xin anh/chị xem lại tên.",
                unit=receivers.unit.title, names=clip("; ".join(unknown), 200),
            )
        )  # fmt: skip
    return _with_units(replace(frame, unclear=tuple(unclear)), found, facts, *lines)


def _with_units(frame: AdHocRequest, found: Sequence[Unit], facts: Facts, *lines: str) -> Move:
    """One request asks one level: the first unit says which."""
    words = facts.words
    level = frame.owes if frame.only else (found[0].kind.level if found else None)
    same = [unit for unit in found if unit.kind.level is level]
    others = [unit for unit in found if unit.kind.level is not level]
    told = list(lines)
    if others:
        told.append(
            words.say(
                "request", "Mỗi yêu cầu chỉ hỏi một loại nơi nhận, nên chưa ghi: {names}.",
                names=clip(", ".join(unit.title for unit in others), 200),
            )
        )  # fmt: skip
    only = tuple(dict.fromkeys((*frame.only, *(unit.id for unit in same))))
    chosen = replace(frame, owes=level if only else None, only=only, stage="which" if frame.unclear else "units")
    return stay(chosen, *told)


def _candidates(frame: AdHocRequest, receivers: Receivers) -> list[NameCandidate]:
    """Of the level begun with; otherwise all but villages, which come after others of the same name."""
    if frame.only and frame.owes is not None:
        return _candidates_of(receivers, (frame.owes,))
    return _candidates_of(receivers, NAMED_FIRST)


def _candidates_of(receivers: Receivers, levels: Sequence[Level]) -> list[NameCandidate]:
    return [
        NameCandidate(
            id=str(unit.id),
            name=unit.name,
            kind_name="" if unit.kind.level is Level.OFFICE else unit.kind.name,
            aliases=unit.aliases,
        )
        for unit in receivers.units
        if unit.kind.level in levels
    ]


def _likely(frame: AdHocRequest, receivers: Receivers) -> list[Unit]:
    """The units that the first unclear name may mean: of the level begun with, if it means any there."""
    name = frame.unclear[0]
    by_id = {str(unit.id): unit for unit in receivers.units}
    ids = (
        likely_units(name, _candidates(frame, receivers))
        or likely_units(name, _candidates_of(receivers, NAMED_FIRST))
        or likely_units(name, _candidates_of(receivers, (Level.VILLAGE,)))
    )
    return [by_id[one] for one in ids]


def _due(frame: AdHocRequest, text: str, facts: Facts) -> Move:
    reading = read_deadline(text, today=facts.today, cycle=Cycle.ONCE)
    match reading:
        case Due():
            return _dated(frame, reading, facts)
        case Doubt():
            return stay(replace(frame, stage="which_due", text=text[: limits.DEADLINE]))
        case _:
            day = read_date(text, today=facts.today, ahead=True)  # "mai", "hôm nay"
            if isinstance(day, Day) and not day.rough:
                return _dated(frame, _until(day.day), facts)
            problem = due_problem(text, reading, facts.words)
            how = facts.words.say("request", "Xin gõ ví dụ: hết ngày 20/6, trước ngày 1/7.")
            return stay(frame, f"{problem.where}: {problem.message} {how}")


def _until(day: date) -> Due:
    return Due(cycle=Cycle.ONCE, operator=DueOperator.UNTIL, day=day.day, month=day.month, year=day.year)


def _readings(frame: AdHocRequest, facts: Facts) -> tuple[Due, ...]:
    reading = read_deadline(frame.text, today=facts.today, cycle=Cycle.ONCE)
    return reading.readings if isinstance(reading, Doubt) else ()


def _dating(frame: AdHocRequest, given: Chose, facts: Facts) -> Move:
    match given.part(0):
        case "day":
            return _dated(frame, _until(date.fromisoformat(given.part(1))), facts)
        case "due":
            readings = _readings(frame, facts)
            place = int(given.part(1))
            return _dated(frame, readings[place], facts) if place < len(readings) else stay(replace(frame, stage="due"))
        case _:
            return stay(replace(frame, stage="due", text=""))


def _dated(frame: AdHocRequest, due: Due, facts: Facts) -> Move:
    words = facts.words
    asking = replace(frame, stage="due", text="")
    deadline = due.once()
    if deadline is None:
        return stay(asking, words.say("request", "Không có ngày đó trong lịch. Xin anh/chị gõ lại."))
    left = (deadline.last_good_day - facts.today).days
    if left < 0:
        return stay(asking, words.say("request", "Hạn này đã qua. Xin chọn một ngày từ hôm nay trở đi."))
    if left > YEAR:
        return stay(asking, words.say("request", "Hạn này xa quá một năm. Xin chọn một ngày gần hơn."))
    return stay(_on(replace(asking, operator=deadline.operator, day=deadline.day)))


def _deadline(frame: AdHocRequest) -> Deadline | None:
    if frame.operator is None or frame.day is None:
        return None
    return Deadline(operator=frame.operator, day=frame.day)


def _deciding(frame: AdHocRequest, given: Chose, facts: Facts) -> Move:
    match given.option:
        case "send":
            return _send(frame, facts)
        case "title":
            return stay(replace(frame, stage="title"))
        case "question":
            return stay(replace(frame, stage="question"))
        case "units":
            return stay(replace(frame, stage="units"))
        case _:
            return stay(replace(frame, stage="due"))


def _send(frame: AdHocRequest, facts: Facts) -> Move:
    deadline = _deadline(frame)
    if deadline is None or frame.owes is None:
        return stay(_on(frame))
    if deadline.last_good_day < facts.today:
        line = facts.words.say("request", "Hạn này đã qua. Xin chọn một ngày từ hôm nay trở đi.")
        return stay(replace(frame, stage="due"), line)
    ask = AskUnits(
        unit=frame.unit,
        title=frame.title,
        questions=frame.questions,
        owes=frame.owes,
        only=frame.only,
        deadline=deadline,
    )
    line = facts.words.say("request", "Đã gửi yêu cầu “{title}”.", title=frame.title)
    return stay(AdHocRequest(unit=frame.unit), line, effects=(ask,))
