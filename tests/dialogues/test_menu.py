from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.dialogues import choose_report, menu
from conversations.engine import frames as f
from conversations.engine.asks import AlarmsNow, ItemsWaiting, SaidByOffices, ScheduleNow, WaitingNow
from conversations.engine.asks_of_standing import DecisionsNow
from conversations.engine.effects import ShowTable
from conversations.engine.facts import Facts, Needs
from conversations.engine.move import Chose, Move, Typed
from conversations.engine.screen import Takes
from conversations.programme.decisions import Decisions
from conversations.programme.person import Grant, Person, Role
from conversations.programme.report import ReportState
from conversations.programme.review import COUNTED
from conversations.programme.unit import Unit
from tests.dialogues.commune import (
    COMMUNE,
    DISTRICT,
    HEAD,
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
)  # fmt: skip

HERE = f.Menu()
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
REVIEWER = person(Grant(role=Role.OFFICE_REVIEWER, unit=DISTRICT))
NOBODY = person()
LOCKED = (
    "• Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen: có 7/13, chưa gửi, đã khóa từ ngày 8/8/2023. Cần mở lại, gõ /lienhe"
)


def of(unit: Unit, given: int, state: ReportState = ReportState.DRAFT) -> tuple[object, ...]:
    return (summary(unit, given=given, state=state),)


def test_the_menu_needs_what_is_due_and_what_waits() -> None:
    assert menu.needs(HERE) == Needs(
        due=True,
        asks=(SaidByOffices(),),
        shown=(WaitingNow(), ItemsWaiting(), AlarmsNow(), ScheduleNow(), DecisionsNow()),
    )


def test_an_officer_is_greeted_with_name_and_unit_and_told_what_is_due() -> None:
    screen = fits(menu.show(HERE, facts(due=of(COMMUNE, 7))))

    assert screen.text == (
        "Chào anh/chị Cán bộ xã.\n"
        "Cán bộ xã · xã Phúc Sen\n"
        "\n"
        "• Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen: đã có 7/13, chậm nhất hết ngày 09/6"
    )


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (2, ReportState.DRAFT, "đã có 7/13, hôm nay 09/6 là ngày cuối"),
        (3, ReportState.DRAFT, "đã có 7/13, hạn 09/6 đã qua, vẫn gửi được đến hết ngày 7/8/2023"),
        (0, ReportState.WAITING_FOR_LEADER, "đang chờ lãnh đạo duyệt, hạn gửi hết ngày 09/6"),
    ],
)
def test_the_state_of_a_due_report_is_said_plainly(days: int, state: ReportState, said: str) -> None:
    at = facts(now=NOW + timedelta(days=days), due=(summary(COMMUNE, given=7, state=state),))

    assert menu.show(HERE, at).text.splitlines()[-1] == f"• Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen: {said}"


def test_a_leader_sees_what_waits_for_approval() -> None:
    waiting = of(COMMUNE, 13, ReportState.WAITING_FOR_LEADER)
    screen = fits(menu.show(HERE, facts(LEADER, answers={WaitingNow(): waiting})))

    assert screen.text.splitlines()[-1] == (
        "• Chờ anh/chị duyệt: Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen, có 13/13 chỉ tiêu"
    )
    assert screen.options[0].label == "Duyệt báo cáo (1)"


def test_a_report_that_was_locked_before_it_left_does_not_vanish_from_the_menu() -> None:
    late = facts(now=LATER, locked=(summary(COMMUNE, given=7),))
    screen = fits(menu.show(HERE, late))

    assert screen.text.splitlines()[-2:] == [
        "Hiện không có báo cáo nào đến hạn.",
        LOCKED,
    ]
    both = replace(late, due=(summary(VILLAGES[0]),))
    assert menu.take(HERE, Chose("report"), both) == Move(frames=(HERE, f.ChooseReport()))


def test_a_leader_is_told_what_was_locked_while_it_waited_and_not_asked_to_approve_it() -> None:
    waiting = (summary(COMMUNE, given=7, state=ReportState.WAITING_FOR_LEADER),)
    screen = fits(menu.show(HERE, facts(LEADER, now=LATER, answers={WaitingNow(): waiting})))

    assert screen.text.splitlines()[-1] == LOCKED
    assert screen.options[0].label == "Duyệt báo cáo"


def test_at_most_four_reports_are_named_and_three_roles() -> None:
    many = person(*(Grant(role=Role.VILLAGE_OFFICER, unit=unit) for unit in (*VILLAGES, COMMUNE)))
    due = tuple(summary(unit) for unit in (*VILLAGES, COMMUNE))
    lines = fits(menu.show(HERE, facts(many, due=due))).text.splitlines()

    assert (lines[4], lines[5], lines[10]) == ("và 2 vai trò nữa", "", "và 1 việc nữa")
    assert len(lines) == 11


LAST = ["contact", "account", "help"]
RECORDS = ["difficulties", "register", "dossiers"]


@pytest.mark.parametrize(
    ("who", "options"),
    [
        (OFFICER, ["report", "progress", "assign", "behalf", "receipts", "history", "papers", *RECORDS, *LAST]),
        (NURSE, ["report", "progress", "behalf", "receipts", "history", "papers", *RECORDS, *LAST]),
        (HEAD, ["report", "progress", "receipts", "history", "difficulties", "register", *LAST]),
        (LEADER, ["approve", "progress", "receipts", "history", "papers", "register", "dossiers", *LAST]),
        (
            MANAGER,
            [
                "review",
                "papers",
                *RECORDS,
                "remind",
                "digest",
                "criteria_table",
                "ad_hoc_request",
                "reopen",
                *LAST,
            ],
        ),
        (REVIEWER, ["report", "review", "receipts", "difficulties", "register", *LAST]),
    ],
)
def test_everybody_is_offered_what_their_roles_allow(who: Person, options: list[str]) -> None:
    assert ids(fits(menu.show(HERE, facts(who)))) == options


@pytest.mark.parametrize(
    ("who", "line"),
    [
        (HEAD, "Hiện không có báo cáo nào đến hạn."),
        (LEADER, "Hiện không có báo cáo nào chờ duyệt."),
        (MANAGER, "Hiện không có việc gì chờ anh/chị."),
        (REVIEWER, "Hiện không có báo cáo nào đến hạn."),
    ],
)
def test_where_nothing_waits_that_is_said(who: Person, line: str) -> None:
    assert menu.show(HERE, facts(who)).text.splitlines()[-1] == line


def test_where_nothing_is_due_what_comes_next_is_told() -> None:
    ahead = summary(VILLAGES[1])
    screen = fits(menu.show(HERE, facts(HEAD, coming=(ahead,))))
    coming = (
        "Kỳ tới: Báo cáo 6 tháng đầu năm 2023 · xóm Lũng Sâu, nhập được từ ngày 1/1/2023, chậm nhất hết ngày 9/6/2023."
    )
    assert screen.text.splitlines()[-2:] == ["Hiện không có báo cáo nào đến hạn.", coming]
    chosen = fits(choose_report.show(f.ChooseReport(), facts(HEAD, coming=(ahead,))))
    assert chosen.text.splitlines() == ["Hiện không có báo cáo nào đến hạn.", coming]


def test_a_report_whose_set_has_no_indicators_is_not_said_to_be_sendable() -> None:
    empty = replace(summary(COMMUNE), of=0)
    line = "bộ tiêu chí chưa có chỉ tiêu trong hệ thống, nên chưa nhập được (hạn gửi hết ngày 9/6/2023)"
    assert fits(menu.show(HERE, facts(due=(empty,)))).text.splitlines()[-1] == (
        f"• Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen: {line}"
    )
    chosen = fits(choose_report.show(f.ChooseReport(), facts(due=(empty,)))).text.splitlines()
    assert chosen[-1] == f"• xã Phúc Sen · Báo cáo 6 tháng đầu năm 2023: {line}"


def test_each_option_opens_its_place_over_the_menu() -> None:
    due = summary(COMMUNE)
    places: dict[str, f.Frame] = {
        "report": f.FillReport(key=due.key),
        "progress": f.Progress(unit=COMMUNE.id),
        "assign": f.Assign(unit=COMMUNE.id),
        "behalf": f.OnBehalf(unit=COMMUNE.id),
        "receipts": f.Receipts(),
        "history": f.History(unit=COMMUNE.id),
        "register": f.Register(unit=COMMUNE.id),
        "contact": f.Contact(),
        "account": f.Account(),
        "help": f.Help(),
    }
    for option, place in places.items():
        assert menu.take(HERE, Chose(option), facts(due=(due,))) == Move(frames=(HERE, place))
    assert menu.take(HERE, Chose("approve"), facts(LEADER)) == Move(frames=(HERE, f.Approve()))


def test_the_table_opens_with_its_picture() -> None:
    place = f.CriteriaTable(unit=DISTRICT.id)
    picture = ShowTable(unit=DISTRICT.id, part=0)
    assert menu.take(HERE, Chose("criteria_table"), facts(MANAGER)) == Move(frames=(HERE, place), effects=(picture,))


def test_several_due_reports_or_none_lead_to_the_choice() -> None:
    several = tuple(summary(unit) for unit in VILLAGES)

    for due in ((), several):
        assert menu.take(HERE, Chose("report"), facts(due=due)) == Move(frames=(HERE, f.ChooseReport()))


def test_an_option_of_another_role_opens_nothing() -> None:
    assert menu.take(HERE, Chose("assign"), facts(NURSE)).frames == (HERE,)
    assert menu.take(HERE, Chose("approve"), facts(OFFICER)).frames == (HERE,)


def test_somebody_without_a_role_learns_how_to_get_one_and_can_type_the_code() -> None:
    screen = fits(menu.show(HERE, facts(NOBODY)))

    assert screen.text == (
        "Chào anh/chị Cán bộ xã.\nHiện anh/chị chưa có vai trò ở đơn vị nào. "
        "Xin hỏi cán bộ xã hoặc người quản lý chương trình để nhận mã mời, rồi gõ mã vào đây."
    )
    assert screen.takes == {Takes.TEXT}
    assert ids(screen) == ["contact", "help", "account", "my_data"]
    assert menu.take(HERE, Typed("HJKM2345PQ"), facts(NOBODY)) == Move(frames=(HERE, f.Join(code="HJKM2345PQ")))
    assert menu.take(HERE, Typed("thế mã đâu"), facts(NOBODY)).lines == ("Trợ lý không thấy mã mời trong tin vừa gửi.",)
    assert menu.take(HERE, Chose("my_data"), facts(NOBODY)) == Move(frames=(HERE, f.MyData()))


def test_an_erased_name_leaves_the_greeting_polite() -> None:
    assert menu.show(HERE, facts(replace(OFFICER, name=""))).text.splitlines()[0] == "Chào anh/chị."


def test_anything_else_is_answered_and_a_stranger_sees_the_greeting() -> None:
    for given in STRAY:
        move = menu.take(HERE, given, facts())
        assert (move.frames, move.effects, len(move.lines)) == ((HERE,), (), 1)
    assert menu.show(HERE, Facts(now=NOW)).name == "welcome"
    assert menu.take(HERE, Chose("help"), Facts(now=NOW)) == Move(frames=(f.Welcome(),))


def test_what_a_manager_must_decide_is_counted_and_not_denied() -> None:
    decisions = Decisions(unit=DISTRICT, without_people=(COMMUNE,), unowned=2)
    screen = fits(menu.show(HERE, facts(MANAGER, answers={DecisionsNow(): (decisions,)})))
    line = f"• Chờ anh/chị quyết định: 2 việc của {DISTRICT.title}, xem ở Tổng hợp"
    assert line in screen.text.splitlines()
    assert "Hiện không" not in screen.text
    assert "Hiện không" in menu.show(HERE, facts(MANAGER, answers={DecisionsNow(): ()})).text


def test_a_reviewer_sees_how_many_items_wait() -> None:
    def label(waiting: int) -> str:
        screen = menu.show(HERE, facts(REVIEWER, answers={ItemsWaiting(): waiting}))
        return next(option.label for row in screen.rows for option in row if option.id == "review")

    assert [label(count) for count in (0, 12, COUNTED + 1)] == [
        "Đánh giá chỉ tiêu",
        "Đánh giá chỉ tiêu (12)",
        "Đánh giá chỉ tiêu (trên 500)",
    ]
