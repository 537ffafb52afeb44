"""The receipts of a person's units."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.asks import ReceiptsNow
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import FillReport, Receipts
from conversations.engine.move import Chose, Input, Move, stay
from conversations.programme.report import ReportKey
from conversations.screens import receipts as screens
from conversations.screens.unexpected import unexpected_line

if TYPE_CHECKING:
    from conversations.engine.screen import Screen


def needs(_frame: Receipts) -> Needs:
    """What was sent."""
    return Needs(asks=(ReceiptsNow(),))


def show(frame: Receipts, facts: Facts) -> Screen:
    """One receipt, or the list; a receipt that is gone (the report was taken back) leads to the list."""
    for summary in facts.answer(ReceiptsNow()) or ():
        if summary.key == frame.key and summary.receipt is not None:
            return screens.one(summary, summary.receipt, facts)
    return screens.receipts(frame, facts)


def take(frame: Receipts, given: Input, facts: Facts) -> Move:
    """A receipt chosen, or its report opened."""
    match given:
        case Chose(option="open") if frame.key is not None:
            return Move(frames=(frame, FillReport(key=frame.key)))
        case Chose(option="open" | "list"):
            return stay(replace(frame, key=None))
        case Chose() if given.part(0) == "r":
            return stay(replace(frame, key=ReportKey.read(given.part(1))))
        case Chose() if given.part(0) == "page":
            return stay(Receipts(page=int(given.part(1))))
        case Chose():
            return Move(frames=(), home=True)
        case _:
            return stay(frame, unexpected_line(given, facts.words))
