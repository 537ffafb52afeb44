"""The history of one figure: "13.3", "13,3" or "tiêu chí 13.3". A criterion's number offers its indicators."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import HistoryOf
from conversations.engine.effects import ShowEvidence
from conversations.engine.facts import Facts, HistoryPage, Needs
from conversations.engine.frames import History
from conversations.engine.move import Chose, Input, Move, Typed, back, stay
from conversations.programme.report import ReportKey
from conversations.screens import history as screens
from conversations.screens.out_of_sight import out_of_sight
from conversations.screens.paging import clip
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen
    from conversations.programme.criteria import Criterion

_CODE = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*", re.ASCII)


def needs(frame: History) -> Needs:
    """The unit, for its name and its form, and the versions once an indicator is named."""
    return Needs(unit=frame.unit, asks=_asks(frame))


def _asks(frame: History) -> tuple[HistoryOf, ...]:
    return (HistoryOf(unit=frame.unit, item=frame.item, skip=frame.page),) if frame.item else ()


def _found(frame: History, facts: Facts) -> HistoryPage:
    """Nothing where the unit is out of sight: that is said of the unit."""
    return next((found for ask in _asks(frame) if (found := facts.answer(ask)) is not None), HistoryPage())


def show(frame: History, facts: Facts) -> Screen:
    """The question, a choice among a criterion's indicators, or the versions."""
    found = facts.unit_found
    if found is None:
        past = _found(frame, facts)
        if past.unit is None:
            return out_of_sight("history", facts.words)
        return screens.history(frame, None, past, facts)
    if not frame.item:
        return screens.ask(found, facts)
    criterion = _criterion(frame, facts)
    if criterion is not None:
        return screens.choose(criterion, facts)
    return screens.history(frame, found, _found(frame, facts), facts)


def _criterion(frame: History, facts: Facts) -> Criterion | None:
    """The criterion that was named where an indicator is wanted; some indicators bear their criterion's number."""
    report = facts.unit_found.report if facts.unit_found is not None else None
    if report is None or _found(frame, facts).entries or report.form.indicator(frame.item) is not None:
        return None
    criterion = report.form.criterion(frame.item)
    return criterion if criterion is not None and criterion.indicators else None


def take(frame: History, given: Input, facts: Facts) -> Move:
    """Another indicator, or another page."""
    match given:
        case Chose() if given.part(0) == "i":
            return stay(History(unit=frame.unit, item=given.part(1)))
        case Chose() if given.part(0) == "page" and given.part(1).isdecimal():
            return stay(replace(frame, page=int(given.part(1))))
        case Chose() if given.part(0) == "e":
            key = ReportKey.read(given.part(1))
            effects = () if key is None else (ShowEvidence(key=key, indicator=frame.item),)
            return stay(frame, effects=effects)
        case Chose(option="back"):
            return back()
        case Chose(option="other"):
            return stay(History(unit=frame.unit))
        case Chose():
            return Move(frames=(), home=True)
        case Typed(text=text):
            found = _CODE.search(text)
            if found is None:
                line = facts.words.say(
                    "history", "Chưa thấy số chỉ tiêu nào trong “{text}”. Xin gõ số, ví dụ 13.3.", text=clip(text, 40)
                )
                return stay(frame, line)
            return stay(History(unit=frame.unit, item=found[0].replace(",", ".")))
        case _:
            return stay(frame, unexpected_line(given, facts.words))
