"""The overview and the ways through a report: list, one criterion, what did not change."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.dialogues.fill_report.going_on import ask, go_on
from conversations.engine.effects import BeginReport, Effect, SaveAnswer
from conversations.engine.frames import ChooseReport, FillReport, OnBehalf
from conversations.engine.move import Chose, Input, Move, Typed, stay
from conversations.programme.answer import Nature, State
from conversations.programme.criteria import Measure
from conversations.programme.report import Report
from conversations.programme.rights import may_fill
from conversations.screens.paging import clip
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Frame
    from conversations.programme.criteria import Criterion

_CODE = re.compile(r"\d+(?:\.\d+)*")


def take_overview(frame: FillReport, given: Input, facts: Facts) -> Move:
    """A way on from the overview. Whoever goes on to a question begins the report, which pins its criteria set."""
    report = facts.report
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, facts.words))
    match given.option:
        case "go":
            return Move(frames=(go_on(frame, facts),), effects=(BeginReport(key=report.key),))
        case "list":
            return stay(replace(frame, stage="list"))
        case "same":
            return stay(_looking_anew(frame, facts))
        case "send":
            return stay(replace(frame, stage="summary"))
        case "paper":
            return stay(replace(frame, stage="paper_approval"))
        case "withdraw":
            return stay(replace(frame, stage="withdraw"))
        case "other":
            return Move(frames=(_for_somebody_else(report, facts),))
        case _:
            return Move(frames=(), home=True)


def _for_somebody_else(report: Report, facts: Facts) -> Frame:
    """One phone for several: another village on whose behalf to report, or another of the person's own units."""
    own = any(grant.unit.id == report.unit.id for grant in facts.somebody.grants)
    if own or report.unit.parent is None:
        return ChooseReport()
    return OnBehalf(unit=report.unit.parent)


def take_list(frame: FillReport, given: Input, facts: Facts) -> Move:
    """A criterion chosen, or a code typed: "17", "17.4", "tiêu chí 17.4"."""
    match given:
        case Chose() if given.part(0) == "c":
            return _open_criterion(frame, given.part(1), facts)
        case Chose():
            return stay(replace(frame, stage="overview" if facts.report.state.with_officers else "sent"))
        case Typed(text=text):
            return _open_code(frame, text, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def take_criterion(frame: FillReport, given: Input, facts: Facts) -> Move:
    """An indicator of the criterion on the screen."""
    match given:
        case Chose() if given.part(0) == "i":
            return _open_item(frame, given.part(1), facts)
        case Chose():
            return stay(replace(frame, stage="list"))
        case Typed(text=text):
            return _open_code(frame, text, facts)
        case _:
            return stay(frame, unexpected_line(given, facts.words))


def _open_code(frame: FillReport, text: str, facts: Facts) -> Move:
    found = _CODE.search(text)
    code = found[0] if found else ""
    criterion = facts.report.form.criterion(code)
    if criterion is not None and len(criterion.indicators) > 1:
        return _open_criterion(frame, code, facts)
    if facts.report.form.indicator(code) is not None:
        return _open_item(frame, code, facts)
    line = facts.words.say(
        "report", "Không có câu nào mang số “{text}”. Xin gõ số như trong danh sách.", text=clip(text, 40)
    )
    return stay(frame, line)


def _open_criterion(frame: FillReport, code: str, facts: Facts) -> Move:
    criterion = facts.report.form.criterion(code)
    if criterion is None or not criterion.indicators:
        return stay(frame, facts.words.say("report", "Tiêu chí này chưa có chỉ tiêu trong hệ thống."))
    if len(criterion.indicators) == 1:
        return _open_item(frame, criterion.indicators[0].code, facts)
    return stay(replace(frame, stage="criterion", criterion=code))


def _open_item(frame: FillReport, code: str, facts: Facts) -> Move:
    report = facts.report
    if report.locked(facts.today) and not report.takes(code, facts.today):
        return stay(frame, facts.words.say("report", "Kỳ này đã khóa, chỉ xem được."))
    if not may_fill(facts.somebody, report.unit):
        return stay(frame, facts.words.say("report", "Báo cáo này anh/chị chỉ xem được."))
    return Move(frames=(replace(ask(frame, report, code), previous=""),), effects=(BeginReport(key=report.key),))


def take_unchanged(frame: FillReport, given: Input, facts: Facts) -> Move:
    """Criterion by criterion: confirmed as it was, or left to be asked."""
    report, words = facts.report, facts.words
    if not isinstance(given, Chose):
        return stay(frame, unexpected_line(given, words))
    criterion = report.form.criterion(given.part(1))
    if criterion is None:
        return stay(replace(frame, stage="overview"))
    seen = replace(frame, skipped=(*frame.skipped, _mark(criterion)))
    left = unchanged_left(seen, facts)
    after = left[0].code if left else ""
    moved = replace(seen, criterion=after, stage="unchanged" if after else "overview")
    if given.part(0) == "changed":
        return stay(moved, words.say("report", "Tiêu chí {code} sẽ được hỏi từng chỉ tiêu.", code=criterion.code))
    effects = _stays(report, criterion, facts)
    line = words.say(
        "report", "✔ Tiêu chí {code}: {count} chỉ tiêu như kỳ trước.", code=criterion.code, count=len(effects) - 1
    )
    return stay(moved, line, effects=effects)


def _stays(report: Report, criterion: Criterion, facts: Facts) -> tuple[Effect, ...]:
    """Every item of the criterion that can stay, said again with today's date; a figure keeps the day it stood for."""
    saves: list[Effect] = [BeginReport(key=report.key)]
    for indicator in report.staying(criterion, facts.somebody.posts_at(report.unit.id)):
        known = report.last.get(indicator.code)
        answer = report.answers.get(indicator.code)
        saves.append(
            SaveAnswer(
                key=report.key,
                indicator=indicator.code,
                seen=answer.version if answer else 0,
                state=known.state if known else State.MET,
                figure=known.figure if known and indicator.measure is not Measure.STATUS else None,
                as_of=known.reported_on if known and known.figure else facts.today,
                nature=Nature.OFFICIAL,
                unchanged=True,
            )
        )
    return tuple(saves)


def unchanged_left(frame: FillReport, facts: Facts) -> tuple[Criterion, ...]:
    """The criteria that can be confirmed quickly and were not looked at in this sitting."""
    report = facts.report
    return tuple(
        criterion
        for criterion in report.unchanged_candidates(facts.somebody.posts_at(report.unit.id))
        if _mark(criterion) not in frame.skipped
    )


def _looking_anew(frame: FillReport, facts: Facts) -> FillReport:
    """Whoever comes back to the quick way is asked again about criteria that were left to be asked."""
    unmarked = replace(frame, skipped=tuple(code for code in frame.skipped if not code.startswith(_MARK)))
    left = unchanged_left(unmarked, facts)
    return replace(unmarked, stage="unchanged" if left else "overview", criterion=left[0].code if left else "")


_MARK = "#"
"""Before the code of a criterion that was looked at, among the items put off in this sitting."""


def _mark(criterion: Criterion) -> str:
    return f"{_MARK}{criterion.code}"
