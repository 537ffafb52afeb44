"""Putting off, leaving, promising, being away, reminding, stopping: screens fit, and what is forged does nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.dialogues import leave, not_in_charge, promise_day, remind_now, schedule, snooze
from conversations.engine.asks import AbsencesNow, OwedTo, ScheduleNow, SnoozesNow, WishFor
from conversations.engine.effects import (
    ComeBack,
    DropReminder,
    GoOnLeave,
    LeaveCharge,
    PromiseReport,
    RemindAgain,
    RemindUnits,
    SwitchSchedule,
    TakeCharge,
)
from conversations.engine.events import Opened, Said
from conversations.engine.facts import (
    Away,
    Facts,
    OwedPeriod,
    OwingUnit,
    OwnAbsences,
    RemindFacts,
    ReportWish,
    ScheduleFacts,
)
from conversations.engine.frames import (
    Approve,
    ChooseReport,
    FillReport,
    Leave,
    Menu,
    NotInCharge,
    PromiseDay,
    RemindNow,
    Schedule,
    Snooze,
)
from conversations.engine.links import frame_at, left_place, promise_place, send_place, snooze_place
from conversations.engine.move import Chose, Move, Typed
from conversations.engine.session import Session
from conversations.engine.step import step
from conversations.programme.ids import PersonId, UnitId
from conversations.programme.owed import OwedReport, Unattended
from conversations.programme.person import Grant, Role
from conversations.programme.report import ReportState
from conversations.programme.wishes import Absence, PromisedDay
from tests.dialogues.commune import (
    COMMUNE,
    DISTRICT,
    FORM,
    H1,
    HEAD,
    KEY,
    LATER,
    LEADER,
    NOW,
    NURSE,
    OFFICER,
    STRAY,
    VILLAGES,
    facts,
    fits,
    ids,
    person,
    summary,
    unit_facts,
)

REPORT = replace(summary(COMMUNE, given=7), key=KEY)
TOMORROW = NOW + timedelta(hours=10)
LATE = NOW + timedelta(days=5)
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
WISH = ReportWish(summary=REPORT)


def test_the_places_of_reminders_are_read_back_and_forged_ones_open_nothing() -> None:
    assert frame_at(snooze_place(KEY)) == Snooze(key=KEY)
    assert frame_at(snooze_place(None)) == Snooze()
    assert frame_at(left_place(COMMUNE.id)) == NotInCharge(unit=COMMUNE.id)
    assert frame_at(promise_place(KEY)) == PromiseDay(key=KEY)
    assert frame_at(send_place(KEY)) == FillReport(key=KEY, stage="summary")
    for forged in ("snooze:", "snooze:1.2", "left:", "left:-1", "left:x", "promise:", "promise:all", "send:all"):
        assert frame_at(forged) is None


def test_one_press_on_the_link_puts_off_and_the_running_form_waits() -> None:
    form = FillReport(key=KEY)
    session = Session(person=OFFICER.id, stack=(Menu(), form))
    taken = step(session, Opened(place=snooze_place(KEY)), facts(answers={WishFor(KEY): WISH}))
    assert (taken.effects, taken.session.stack) == ((RemindAgain(keys=(KEY,)),), (Menu(), form, Snooze(key=KEY)))


@pytest.mark.parametrize("word", ["nhaclai", "nhắc lại", "/nhaclai"])
def test_the_word_that_plain_text_names_does_the_same(word: str) -> None:
    session = Session(person=OFFICER.id, stack=(Menu(),))
    taken = step(session, Said(text=word), facts(due=(REPORT,), plain=True))
    assert (taken.effects, taken.session.stack[-1]) == ((RemindAgain(keys=(KEY,)),), Snooze())


@pytest.mark.parametrize(
    "wish",
    [
        None,
        ReportWish(summary=replace(REPORT, state=ReportState.SENT)),
        ReportWish(summary=summary(VILLAGES[0])),
    ],
)
def test_what_has_left_or_is_anothers_is_not_put_off(wish: ReportWish | None) -> None:
    session = Session(person=OFFICER.id, stack=(Menu(),))
    taken = step(session, Opened(place=snooze_place(KEY)), facts(answers={WishFor(KEY): wish}))
    assert taken.effects == ()
    fits(snooze.show(Snooze(key=KEY), facts(answers={WishFor(KEY): wish})))


def test_a_report_that_is_locked_is_not_put_off() -> None:
    assert snooze.arrived(Snooze(key=KEY), replace(facts(answers={WishFor(KEY): WISH}), now=LATER)) == ()


def test_the_screen_says_when_and_offers_to_undo() -> None:
    here = Snooze(key=KEY)
    known = facts(answers={WishFor(KEY): WISH, SnoozesNow(): ((KEY, TOMORROW),)})
    screen = fits(snooze.show(here, known))
    assert "7:42 ngày 8/6/2023" in screen.text
    assert ids(screen) == ["undo", "go", "close"]
    assert ids(fits(snooze.show(here, facts(answers={WishFor(KEY): WISH})))) == ["again", "go", "close"]
    assert snooze.take(here, Chose("undo"), known) == Move(frames=(here,), effects=(DropReminder(keys=(KEY,)),))
    assert snooze.take(here, Chose("again"), known) == Move(frames=(here,), effects=(RemindAgain(keys=(KEY,)),))
    assert snooze.take(here, Chose("go"), known) == Move(frames=(FillReport(key=KEY),))
    assert snooze.take(here, Chose("close"), known) == Move(frames=())


def test_of_several_reports_all_are_put_off_together() -> None:
    other = summary(COMMUNE)
    known = facts(due=(REPORT, other), answers={SnoozesNow(): ((KEY, TOMORROW), (other.key, TOMORROW))})
    assert snooze.arrived(Snooze(), known) == (RemindAgain(keys=(KEY, other.key)),)
    assert fits(snooze.show(Snooze(), known)).text.count("•") == 2
    assert snooze.take(Snooze(), Chose("go"), known) == Move(frames=(ChooseReport(),))
    fits(snooze.show(Snooze(), facts()))


def test_a_leader_goes_to_the_report_that_waits() -> None:
    waiting = ReportWish(summary=replace(REPORT, state=ReportState.WAITING_FOR_LEADER))
    known = facts(LEADER, answers={WishFor(KEY): waiting})
    assert snooze.arrived(Snooze(key=KEY), known) == (RemindAgain(keys=(KEY,)),)
    assert snooze.take(Snooze(key=KEY), Chose("go"), known) == Move(frames=(Approve(key=KEY),))


def test_leaving_is_asked_once_and_taken_back() -> None:
    here = NotInCharge(unit=COMMUNE.id)
    assert ids(fits(not_in_charge.show(here, facts()))) == ["yes", "close"]
    assert not_in_charge.take(here, Chose("yes"), facts()) == Move(
        frames=(here,), effects=(LeaveCharge(unit=COMMUNE.id),)
    )
    left = facts(answers={AbsencesNow(): OwnAbsences(left=(COMMUNE,))})
    assert ids(fits(not_in_charge.show(here, left))) == ["undo", "close"]
    assert not_in_charge.take(here, Chose("undo"), left).effects == (TakeCharge(unit=COMMUNE.id),)


def test_whoever_has_several_units_is_asked_which_and_anothers_unit_is_out_of_sight() -> None:
    both = person(*HEAD.grants, *OFFICER.grants)
    screen = fits(not_in_charge.show(NotInCharge(), facts(both)))
    assert ids(screen) == [f"u:{VILLAGES[1].id}", f"u:{COMMUNE.id}", "close"]
    assert not_in_charge.take(NotInCharge(), Chose(f"u:{COMMUNE.id}"), facts(both)) == Move(
        frames=(NotInCharge(unit=COMMUNE.id),)
    )
    anothers = NotInCharge(unit=UnitId(77))
    fits(not_in_charge.show(anothers, facts()))
    assert not_in_charge.take(anothers, Chose("yes"), facts()).effects == ()
    fits(not_in_charge.show(NotInCharge(), facts(MANAGER)))


def test_a_reason_and_a_day_make_a_promise() -> None:
    asking = PromiseDay(key=KEY)
    known = replace(facts(answers={WishFor(KEY): WISH}), now=LATE)
    assert ids(fits(promise_day.show(asking, known))) == ["figures", "busy", "help", "close"]
    typed = promise_day.take(asking, Typed(" mưa  lũ "), known)
    day = PromiseDay(key=KEY, stage="day", reason="mưa lũ")
    assert typed == Move(frames=(day,))
    assert ids(fits(promise_day.show(day, known))) == ["in:1", "in:2", "in:3", "in:7", "change"]
    told = replace(day, stage="told")
    for given in (Typed("14/6"), Typed("ngày 14 tháng 6"), Chose("in:2")):
        effect = PromiseReport(key=KEY, day=date(2023, 6, 14), reason="mưa lũ")
        assert promise_day.take(day, given, known) == Move(frames=(told,), effects=(effect,))
    promised = replace(
        known, answers={WishFor(KEY): replace(WISH, promised=PromisedDay(day=date(2023, 6, 14), reason="mưa lũ"))}
    )
    assert ids(fits(promise_day.show(told, promised))) == ["go", "change", "close"]


@pytest.mark.parametrize("text", ["10/6/2023", "8/8/2023", "tháng 7", "hôm nào rảnh", "31/6", "a" * 90])
def test_a_day_that_cannot_be_promised_is_asked_for_again(text: str) -> None:
    day = PromiseDay(key=KEY, stage="day", reason="mưa lũ")
    move = promise_day.take(day, Typed(text), replace(facts(answers={WishFor(KEY): WISH}), now=LATE))
    assert (move.frames, move.effects, len(move.lines)) == ((day,), (), 1)


@pytest.mark.parametrize("text", ["", "...", "a" * 501])
def test_a_reason_must_say_something_and_fit(text: str) -> None:
    move = promise_day.take(PromiseDay(key=KEY), Typed(text), replace(facts(answers={WishFor(KEY): WISH}), now=LATE))
    assert (move.frames, len(move.lines)) == ((PromiseDay(key=KEY),), 1)


def test_in_time_sent_locked_or_anothers_nothing_is_promised() -> None:
    here = PromiseDay(key=KEY)
    sent = ReportWish(summary=replace(REPORT, state=ReportState.SENT))
    for known in (
        facts(answers={WishFor(KEY): WISH}),
        replace(facts(answers={WishFor(KEY): sent}), now=LATE),
        replace(facts(answers={WishFor(KEY): WISH}), now=LATER),
        facts(),
        replace(facts(NURSE, answers={WishFor(KEY): WISH}), now=LATE),
        replace(facts(HEAD, answers={WishFor(KEY): WISH}), now=LATE),
    ):
        screen = fits(promise_day.show(here, known))
        assert set(ids(screen)) <= {"close", "home"}


def test_of_several_late_reports_one_is_chosen() -> None:
    known = replace(facts(due=(REPORT,)), now=LATE)
    assert ids(fits(promise_day.show(PromiseDay(), known))) == [f"r:{KEY}", "close"]
    assert promise_day.take(PromiseDay(), Chose(f"r:{KEY}"), known) == Move(frames=(PromiseDay(key=KEY),))
    assert promise_day.take(PromiseDay(), Chose("r:x"), known) == Move(frames=())
    fits(promise_day.show(PromiseDay(), facts()))


AWAY = Leave(unit=COMMUNE.id)


def test_an_absence_is_two_days_a_colleague_and_one_yes() -> None:
    known = facts(unit_found=unit_facts())
    assert ids(fits(leave.show(AWAY, known))) == ["in:0", "in:1", "close"]
    last = Leave(unit=COMMUNE.id, stage="last", first=date(2023, 6, 12))
    assert leave.take(AWAY, Typed("12/6"), known) == Move(frames=(last,))
    fits(leave.show(last, known))
    who = replace(last, stage="who", last=date(2023, 6, 16))
    assert leave.take(last, Chose("in:4"), known) == Move(frames=(who,))
    assert ids(fits(leave.show(who, known))) == ["p:8", "nobody", "again"]
    sure = replace(who, stage="sure", substitute=PersonId(8))
    assert leave.take(who, Chose("p:8"), known) == Move(frames=(sure,))
    assert leave.take(who, Chose("p:9"), known) == Move(frames=(who,))
    assert "Cán bộ trạm" in fits(leave.show(sure, known)).text
    effect = GoOnLeave(unit=COMMUNE.id, first=date(2023, 6, 12), last=date(2023, 6, 16), substitute=PersonId(8))
    assert leave.take(sure, Chose("yes"), known) == Move(frames=(AWAY,), effects=(effect,))
    fits(leave.show(replace(sure, substitute=None), known))


def test_who_is_away_comes_back_with_one_press() -> None:
    absence = Absence(person=OFFICER.id, unit=COMMUNE.id, first=date(2023, 6, 6), last=date(2023, 6, 9))
    known = facts(answers={AbsencesNow(): OwnAbsences(away=(Away(unit=COMMUNE, absence=absence),))})
    assert ids(fits(leave.show(AWAY, known))) == ["came_back", "again", "close"]
    assert leave.take(AWAY, Chose("came_back"), known).effects == (ComeBack(unit=COMMUNE.id),)
    assert leave.take(AWAY, Chose("again"), known) == Move(frames=(replace(AWAY, stage="first"),))


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (AWAY, "5/6/2023"),
        (AWAY, "tháng 7"),
        (AWAY, "mai mốt"),
        (Leave(unit=COMMUNE.id, stage="last", first=date(2023, 6, 12)), "11/6"),
        (Leave(unit=COMMUNE.id, stage="last", first=date(2023, 6, 12)), "12/6/2024"),
    ],
)
def test_a_wrong_day_is_asked_for_again(frame: Leave, text: str) -> None:
    move = leave.take(frame, Typed(text), facts(unit_found=unit_facts()))
    assert (move.frames, move.effects, len(move.lines)) == ((frame,), (), 1)


def test_of_several_units_one_is_chosen_and_anothers_is_out_of_sight() -> None:
    both = person(*HEAD.grants, *OFFICER.grants)
    assert ids(fits(leave.show(Leave(), facts(both)))) == [f"u:{VILLAGES[1].id}", f"u:{COMMUNE.id}", "close"]
    assert leave.take(Leave(), Chose(f"u:{COMMUNE.id}"), facts(both)) == Move(frames=(AWAY,))
    assert leave.take(Leave(), Chose("u:x"), facts(both)) == Move(frames=())
    fits(leave.show(Leave(unit=UnitId(77)), facts()))
    assert leave.take(Leave(unit=UnitId(77), stage="sure"), Chose("yes"), facts()) == Move(frames=())


PERIOD = OwedPeriod(rule=H1.rule, period=H1, units=3, kinds="xã")


def owing(unit: int, name: str, *people: int, twice: tuple[int, ...] = (), why: str = "") -> OwingUnit:
    one = replace(COMMUNE, id=UnitId(unit), name=name)
    return OwingUnit(
        report=OwedReport(key=replace(KEY, unit=one.id), unit=one, period=H1, state=ReportState.DRAFT, form=FORM),
        unattended=Unattended(why="nobody") if why else None,
        people=frozenset(PersonId(number) for number in people),
        twice=frozenset(PersonId(number) for number in twice),
    )


OWING = (owing(2, "Phúc Sen", 11, 12), owing(3, "Tự Do", 13, twice=(13,)), owing(4, "Đại Sơn", why="nobody"))
FOUND = RemindFacts(unit=DISTRICT, periods=(PERIOD,), of=PERIOD, owing=OWING)
REMIND = RemindNow(unit=DISTRICT.id)
OF = RemindNow(unit=DISTRICT.id, rule=H1.rule, period=H1.key)
OWED = OwedTo(DISTRICT.id)
OWED_OF_H1 = OwedTo(DISTRICT.id, of=(H1.rule, H1.key))


def reminding(found: RemindFacts) -> Facts:
    return facts(MANAGER, answers={OWED: found, OWED_OF_H1: found})


def test_all_or_some_are_previewed_and_reminded_with_one_yes() -> None:
    known = reminding(FOUND)
    assert ids(fits(remind_now.show(REMIND, known))) == ["all", "pick", "close"]
    sure = replace(OF, stage="sure")
    assert remind_now.take(REMIND, Chose("all"), known) == Move(frames=(sure,))
    screen = fits(remind_now.show(sure, known))
    assert screen.text.split("\n") == [
        "Báo cáo 6 tháng đầu năm 2023",
        "Sẽ nhắc 2 người.",
        "1 người hôm nay đã được nhắc hai lần, không nhắc thêm.",
        "Chưa có ai để nhắc: xã Đại Sơn",
    ]
    effect = RemindUnits(unit=DISTRICT.id, rule=H1.rule, period=H1.key)
    assert remind_now.take(sure, Chose("send"), known) == Move(frames=(), effects=(effect,))
    picking = replace(OF, stage="pick")
    assert ids(fits(remind_now.show(picking, known))) == ["u:2", "u:3", "u:4", "owing"]
    picked = replace(picking, picked=(UnitId(2),))
    assert remind_now.take(picking, Chose("u:2"), known) == Move(frames=(picked,))
    assert remind_now.take(picked, Chose("u:2"), known) == Move(frames=(picking,))
    assert ids(fits(remind_now.show(picked, known))) == ["u:2", "u:3", "u:4", "picked", "owing"]
    chosen = replace(picked, stage="sure")
    assert remind_now.take(picked, Chose("picked"), known) == Move(frames=(chosen,))
    assert remind_now.take(chosen, Chose("send"), known).effects == (replace(effect, units=(UnitId(2),)),)


def test_where_nobody_is_left_to_remind_or_all_is_stopped_there_is_no_yes() -> None:
    nobody = reminding(replace(FOUND, owing=OWING[1:]))
    stopped = reminding(replace(FOUND, stopped=True))
    sure = replace(OF, stage="sure")
    for known in (nobody, stopped):
        assert "send" not in ids(fits(remind_now.show(sure, known)))
    assert remind_now.take(sure, Chose("send"), nobody).effects == ()


def test_several_periods_are_chosen_from_and_none_is_said() -> None:
    two = replace(FOUND, periods=(PERIOD, replace(PERIOD, kinds="xóm")), of=None, owing=())
    assert len(ids(fits(remind_now.show(REMIND, reminding(replace(two, periods=(PERIOD,))))))) == 2
    chose = Chose(f"r:{H1.rule}:{H1.key}")
    assert remind_now.take(REMIND, chose, reminding(two)) == Move(frames=(OF,))
    fits(remind_now.show(REMIND, reminding(RemindFacts(unit=DISTRICT))))
    fits(remind_now.show(OF, reminding(replace(FOUND, owing=()))))
    fits(remind_now.show(REMIND, facts(MANAGER)))


def test_two_hundred_units_fit_on_pages() -> None:
    many = tuple(owing(number, f"Xã dài tên số {number}", number) for number in range(2, 202))
    known = reminding(replace(FOUND, owing=many))
    for frame in (OF, replace(OF, page=3), replace(OF, stage="pick", picked=tuple(one.report.unit.id for one in many))):
        fits(remind_now.show(frame, known))


def test_the_switch_is_asked_once_and_undone_in_one_press() -> None:
    running, stopped = ScheduleFacts(ticked_until=NOW), ScheduleFacts(ticked_until=NOW, stopped_at=NOW)
    admin = person(Grant(role=Role.ADMIN, unit=DISTRICT))
    assert ids(fits(schedule.show(Schedule(), facts(admin, answers={ScheduleNow(): running})))) == ["stop", "close"]
    sure = Schedule(stage="sure")
    assert schedule.take(Schedule(), Chose("stop"), facts(admin, answers={ScheduleNow(): running})) == Move(
        frames=(sure,)
    )
    assert ids(fits(schedule.show(sure, facts(admin, answers={ScheduleNow(): running})))) == ["yes", "no"]
    assert schedule.take(sure, Chose("yes"), facts(admin, answers={ScheduleNow(): running})) == Move(
        frames=(Schedule(),), effects=(SwitchSchedule(stopped=True),)
    )
    assert ids(fits(schedule.show(sure, facts(admin, answers={ScheduleNow(): stopped})))) == ["resume", "close"]
    assert schedule.take(Schedule(), Chose("resume"), facts(admin, answers={ScheduleNow(): stopped})) == Move(
        frames=(Schedule(),), effects=(SwitchSchedule(stopped=False),)
    )
    fits(schedule.show(Schedule(), facts(MANAGER)))
    assert schedule.take(sure, Chose("yes"), facts(MANAGER)) == Move(frames=())


def test_what_comes_where_nobody_asked_for_it_changes_nothing() -> None:
    known = facts(
        MANAGER,
        unit_found=unit_facts(),
        answers={WishFor(KEY): WISH, OWED: FOUND, OWED_OF_H1: FOUND, ScheduleNow(): ScheduleFacts()},
        due=(REPORT,),
    )
    own = replace(known, person=OFFICER, now=LATE)
    for given in STRAY:
        for move in (
            snooze.take(Snooze(key=KEY), given, own),
            not_in_charge.take(NotInCharge(unit=COMMUNE.id), given, own),
            promise_day.take(PromiseDay(key=KEY), given, own),
            leave.take(AWAY, given, own),
            remind_now.take(OF, given, known),
            schedule.take(Schedule(), given, known),
        ):
            assert (len(move.frames), move.effects, len(move.lines)) == (1, (), 1)
