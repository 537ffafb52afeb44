"""Filling a report: shared by several people, one question at a time, every answer safe before the next question is
shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never, get_args

from conversations.dialogues.fill_report import (
    asked_back,
    evidence,
    going_on,
    judged,
    locked,
    overview,
    photos,
    question,
    sending,
)
from conversations.dialogues.fill_report.order import next_item
from conversations.engine.asks import WhomToRing
from conversations.engine.events import SentPhoto
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import AtItem, FillReport, Pending
from conversations.engine.move import Chose, Input, Move, stay
from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.report import Report, ReportState
from conversations.programme.rights import may_fill
from conversations.screens.fill_report import evidence as evidence_screens
from conversations.screens.fill_report import judged as judged_screens
from conversations.screens.fill_report import locked as locked_screens
from conversations.screens.fill_report import overview as overview_screens
from conversations.screens.fill_report import question as question_screens
from conversations.screens.fill_report import sending as sending_screens
from conversations.screens.handover import took_over_line

if TYPE_CHECKING:
    from conversations.engine.frames import FillStage
    from conversations.programme.criteria import Indicator


def needs(frame: FillReport) -> Needs:
    """The report; of a locked one also whom to ring."""
    return Needs(report=frame.key, asks=(WhomToRing(),) if frame.stage == "locked" else ())


def show(frame: FillReport, facts: Facts) -> Screen:
    """The screen of the stage; what no longer fits the report (its item gone, its state moved on) falls back to the
    overview.
    """
    report = facts.report_found
    if report is None:
        return _nothing_here(facts)
    return _screen(_settled(frame, report, facts), report, facts)


def take(frame: FillReport, given: Input, facts: Facts) -> Move:
    """The move of the stage."""
    report = facts.report_found
    if report is None:
        # what was given is not taken, and the screen says why
        return Move(frames=(), home=True) if given == Chose("home") else stay(frame)
    if not report.locked(facts.today) or report.takes(frame.item, facts.today):
        return _take(_settled(frame, report, facts), given, facts)
    if isinstance(given, SentPhoto) and frame.photo_item and report.takes_evidence(frame.photo_item, facts.today):
        return photos.take_photo(frame, given, facts)
    if locked.would_change(frame, given):
        return locked.refuse(frame, facts)
    move = _take(_settled(frame, report, facts), given, facts)
    frames = (_settled(one, report, facts) if isinstance(one, FillReport) else one for one in move.frames)
    return replace(move, frames=tuple(frames))


def _take(frame: FillReport, given: Input, facts: Facts) -> Move:
    match frame.stage:
        case "overview":
            return overview.take_overview(frame, given, facts)
        case "list":
            return overview.take_list(frame, given, facts)
        case "criterion":
            return overview.take_criterion(frame, given, facts)
        case "unchanged":
            return overview.take_unchanged(frame, given, facts)
        case "question":
            return question.take_question(frame, given, facts)
        case "which_reading":
            return asked_back.take_reading(frame, given, facts)
        case "unlikely":
            return asked_back.take_unlikely(frame, given, facts)
        case "assess":
            return asked_back.take_assess(frame, given, facts)
        case "nature":
            return asked_back.take_nature(frame, given, facts)
        case "reason":
            return asked_back.take_reason(frame, given, facts)
        case "conflict":
            return asked_back.take_conflict(frame, given, facts)
        case "more":
            return question.take_more(frame, given, facts)
        case "colleague":
            return evidence.take_colleague(frame, given, facts)
        case "colleague_source":
            return evidence.take_source(frame, given, facts)
        case "paper":
            return evidence.take_paper(frame, given, facts)
        case "photo_for" | "photo_warning":
            return photos.take_photo_choice(frame, given, facts)
        case "summary":
            return sending.take_summary(frame, given, facts)
        case "part_done":
            return sending.take_part_done(frame, given, facts)
        case "paper_approval":
            return sending.take_paper_approval(frame, given, facts)
        case "judged":
            return judged.take_judged(frame, given, facts)
        case "sent":
            return sending.take_sent(frame, given, facts)
        case "withdraw":
            return sending.take_withdraw(frame, given, facts)
        case "locked":
            return locked.take_locked(frame, given, facts)
        case _:
            assert_never(frame.stage)


def arrived(frame: FillReport, facts: Facts) -> FillReport:
    """The frame of a link, as it stands when it opens: the answer that is there now has been seen."""
    report = facts.report_found
    if report is None:
        return frame
    if report.locked(facts.today) and not report.takes(frame.item, facts.today):
        return _settled(frame, report, facts)
    if frame.stage == "summary":
        return _settled(frame, report, facts)
    item = frame.item
    if frame.stage == "question" and not item:
        item = next_item(frame, report, facts.somebody)
    if not item:
        return replace(frame, stage="overview")
    return going_on.ask(frame, report, item)


def _settled(frame: FillReport, report: Report, facts: Facts) -> FillReport:
    """The frame where it still fits the report, which others work on and which locks one day."""
    found = _stage_that_fits(frame, report, facts)
    if found == frame.stage:
        return frame
    return replace(frame, stage=found, only=frame.only and found == "question")


def _stage_that_fits(frame: FillReport, report: Report, facts: Facts) -> FillStage:
    stage = frame.stage
    form = report.form
    at_item = stage in _AT_AN_ITEM and form.indicator(frame.item) is not None
    takes = at_item and report.takes(frame.item, facts.today)
    if report.locked(facts.today) and not takes:
        stage = locked.locked_stage(stage, report)
        return "list" if stage == "criterion" and form.criterion(frame.criterion) is None else stage
    if stage == "locked" or (stage == "judged" and form.indicator(frame.item) is None):
        stage = "overview"
    if at_item and not takes and may_fill(facts.somebody, report.unit):
        return "judged"
    if stage not in _TO_READ and not may_fill(facts.somebody, report.unit):
        stage = "overview"
    elif stage in {"unchanged", "criterion"} and form.criterion(frame.criterion) is None:
        stage = "overview" if stage == "unchanged" else "list"
    elif stage in _AT_AN_ITEM and form.indicator(frame.item) is None:
        stage = "overview"
    elif stage == "conflict" and frame.item not in report.answers:
        stage = "question"
    if report.state is ReportState.REOPENED:
        return stage
    if report.state.handed_up and stage in {"overview", "summary", "part_done", "paper_approval"}:
        return "sent"
    if report.state is ReportState.WAITING_FOR_LEADER and stage in {"summary", "part_done"}:
        return "sent"
    if report.state.filling and stage in {"sent", "withdraw"}:
        return "overview"
    return stage


_NOTHING_PENDING: Final = Pending()

_TO_READ = frozenset({"overview", "list", "criterion", "sent", "judged"})

_AT_AN_ITEM = frozenset(get_args(AtItem))


def _screen(frame: FillReport, report: Report, facts: Facts) -> Screen:
    pending = frame.pending or _NOTHING_PENDING
    match frame.stage:
        case "overview":
            return overview_screens.overview(report, facts)
        case "list":
            return overview_screens.criteria_list(report, facts)
        case "criterion":
            found = report.form.criterion(frame.criterion)
            return (
                overview_screens.criterion(report, found, facts)
                if found
                else overview_screens.criteria_list(report, facts)
            )
        case "unchanged":
            found = report.form.criterion(frame.criterion)
            left = len(overview.unchanged_left(frame, facts))
            return (
                overview_screens.unchanged(report, found, left, facts)
                if found
                else overview_screens.overview(report, facts)
            )
        case "question":
            return question_screens.question(frame, report, _item(frame, report), facts)
        case "which_reading":
            return question_screens.which_reading(pending, _item(frame, report), facts)
        case "unlikely":
            return question_screens.unlikely(pending, report, _item(frame, report), facts)
        case "assess":
            return question_screens.assess(pending, report, _item(frame, report), facts)
        case "nature":
            return question_screens.nature(report, _item(frame, report), frame.pending, facts)
        case "reason":
            return question_screens.reason(pending, report, _item(frame, report), facts)
        case "conflict":
            return question_screens.conflict(pending, report, _item(frame, report), facts)
        case "more":
            return question_screens.more(frame, report, _item(frame, report), facts)
        case "colleague":
            return evidence_screens.colleague(report, _item(frame, report), facts)
        case "colleague_source":
            return evidence_screens.colleague_source(_item(frame, report), facts)
        case "paper":
            return evidence_screens.paper(_item(frame, report), facts)
        case "photo_for":
            return evidence_screens.photo_for(frame, facts)
        case "photo_warning":
            return evidence_screens.photo_warning(frame.photo_item, facts)
        case "summary":
            return sending_screens.summary(report, facts)
        case "part_done":
            return sending_screens.part_done(report, facts)
        case "paper_approval":
            return sending_screens.paper_approval(report, facts)
        case "judged":
            return judged_screens.judged(report, _item(frame, report), facts)
        case "sent":
            return sending_screens.sent(report, facts)
        case "withdraw":
            return sending_screens.withdraw(report, facts)
        case "locked":
            return locked_screens.locked(report, facts)
        case _:
            assert_never(frame.stage)


def _item(frame: FillReport, report: Report) -> Indicator:
    return going_on.item_of(frame, report)


def _nothing_here(facts: Facts) -> Screen:
    words = facts.words
    return Screen(
        name="fill_report.nothing",
        text=words.say(
            "report", "Không mở được báo cáo này: kỳ báo cáo không còn, hoặc anh/chị không phụ trách đơn vị này."
        )
        if facts.took_over is None
        else took_over_line(facts.took_over, words),
        rows=rows_of(Option("home", words.say("report", "Về menu"))),
    )
