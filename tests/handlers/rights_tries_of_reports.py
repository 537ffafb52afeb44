"""What everybody tries to do with reports and their items."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from conversations.engine import effects as e
from conversations.programme.answer import EvidenceKind, State
from conversations.programme.ids import UnitId
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.review import ItemAct
from tests.handlers.reporting_world import DAY, NOW
from tests.handlers.rights_try import GONE, NO_UNIT, Try
from tests.handlers.rights_world import ITEM, PAPER, POST, STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _report_acts() -> Iterator[Try]:
    for make in (
        partial(e.ActOnReport, act=ReportAct.SUBMIT),
        partial(e.ActOnReport, act=ReportAct.APPROVE),
        partial(e.ActOnReport, act=ReportAct.SEND_BACK, reason="thiếu"),
        partial(e.ActOnReport, act=ReportAct.SEND, paper=PAPER),
        partial(e.ActOnReport, act=ReportAct.WITHDRAW),
    ):
        yield _of_report(f"ActOnReport {make.keywords['act'].value}", make)


def _of_report(name: str, make: Callable[..., e.Effect], states: tuple[str, ...] = STATES) -> Try:
    """Something done to the commune's report, or to one that nobody owes."""
    return Try(name=name, make=lambda w: make(key=w.key), missing=lambda w: make(key=w.nowhere), states=states)


def _item_act(act: ItemAct) -> Try:
    return Try(
        name=f"ReviewItem {act.value}",
        make=lambda w: w.say(act),
        missing=lambda w: w.say(act, key=w.nowhere),
        states=GONE,
    )


def _item_acts() -> Iterator[Try]:
    yield from map(_item_act, ItemAct)
    yield Try(name="ReviewItem meet, an item of nobody", make=lambda w: w.say(ItemAct.MEET, "2.1"), states=("sent",))
    yield Try(
        name="ReviewItem decide_met, an item of nobody",
        make=lambda w: w.say(ItemAct.DECIDE_MET, "2.1"),
        missing=lambda w: w.say(ItemAct.DECIDE_MET, "no-such-item"),
        states=("sent",),
    )


def _answer(key: ReportKey, seen: int) -> e.SaveAnswer:
    return e.SaveAnswer(key=key, indicator=ITEM, seen=seen, state=State.MET)


def _evidence(key: ReportKey) -> e.KeepEvidence:
    return e.KeepEvidence(key=key, indicator=ITEM, kind=EvidenceKind.PAPER, paper="1/BB")


def _leave(unit: UnitId) -> e.GoOnLeave:
    return e.GoOnLeave(unit=unit, first=NOW.date(), last=(NOW + 3 * DAY).date())


def _reopening() -> Iterator[Try]:
    yield _of_report("ReopenReport", partial(e.ReopenReport, reason="vì"))
    yield _of_report("KeepClosed", e.KeepClosed)
    yield _of_report("CloseReport", e.CloseReport)


def _promise(key: ReportKey) -> e.PromiseReport:
    return e.PromiseReport(key=key, day=(NOW + 12 * DAY).date(), reason="mưa lũ")


REPORTS: tuple[Try, ...] = (
    Try(
        name="BeginReport",
        make=lambda w: e.BeginReport(key=w.key),
        missing=lambda w: e.BeginReport(key=w.nowhere),
        states=("not begun",),
    ),
    Try(
        name="BeginReport of a village",
        make=lambda w: e.BeginReport(key=w.world.village_key(0)),
    ),
    Try(
        name="SaveAnswer",
        make=lambda w: _answer(w.key, w.answered),
        missing=lambda w: _answer(w.nowhere, 0),
        states=STATES,
    ),
    Try(name="SaveAnswer of a village", make=lambda w: w.world.count(0, "1.1", 5)),
    Try(
        name="KeepEvidence",
        make=lambda w: _evidence(w.key),
        missing=lambda w: _evidence(w.nowhere),
        states=STATES,
    ),
    Try(
        name="ShowEvidence",
        make=lambda w: e.ShowEvidence(key=w.key, indicator=ITEM),
        missing=lambda w: e.ShowEvidence(key=w.nowhere, indicator=ITEM),
        states=("draft", "waiting", "sent", "closed"),
    ),
    *_report_acts(),
    Try(
        name="AssignItems",
        make=lambda w: e.AssignItems(unit=w.world.commune, post=POST, indicators=(ITEM,)),
        missing=lambda _w: e.AssignItems(unit=NO_UNIT, post=POST, indicators=(ITEM,)),
    ),
    Try(
        name="RemindAgain",
        make=lambda w: e.RemindAgain(keys=(w.key,)),
        missing=lambda w: e.RemindAgain(keys=(w.nowhere,)),
        states=("draft", "waiting", "sent"),
    ),
    Try(name="DropReminder", make=lambda w: e.DropReminder(keys=(w.key,))),
    Try(
        name="LeaveCharge",
        make=lambda w: e.LeaveCharge(unit=w.world.commune),
        missing=lambda _w: e.LeaveCharge(unit=NO_UNIT),
    ),
    Try(
        name="TakeCharge",
        make=lambda w: e.TakeCharge(unit=w.world.commune),
        missing=lambda _w: e.TakeCharge(unit=NO_UNIT),
    ),
    Try(
        name="PromiseReport",
        make=lambda w: _promise(w.key),
        missing=lambda w: _promise(w.nowhere),
        states=("draft", "draft, overdue", "draft, locked", "sent"),
    ),
    Try(name="GoOnLeave", make=lambda w: _leave(w.world.commune), missing=lambda _w: _leave(NO_UNIT)),
    Try(
        name="ComeBack",
        make=lambda w: e.ComeBack(unit=w.world.commune),
        missing=lambda _w: e.ComeBack(unit=NO_UNIT),
    ),
)
REVIEWS: tuple[Try, ...] = (
    *_item_acts(),
    Try(
        name="ConfirmTogether",
        make=lambda w: e.ConfirmTogether(items=((w.key, ITEM, w.answered),)),
        missing=lambda w: e.ConfirmTogether(items=((w.nowhere, ITEM, 1),)),
        states=("draft", *GONE),
    ),
    *_reopening(),
)
