"""Through a report: overview, list, what did not change, one's own part, sending, taking back, and reading only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from conversations.dialogues import fill_report
from conversations.engine.asks import WhomToRing
from conversations.engine.effects import ActOnReport, BeginReport
from conversations.engine.events import SentPhoto
from conversations.engine.facts import Colleague, Facts, Needs
from conversations.engine.frames import FillReport, FillStage, Menu
from conversations.engine.move import Chose, Input, Move, Typed
from conversations.programme.answer import LastKnown, Nature, State
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.ids import PersonId, RuleId
from conversations.programme.person import Person, Role
from conversations.programme.report import PlanCell, Report, ReportAct, ReportKey, ReportState
from tests.dialogues.commune import (
    COLLEAGUES,
    COMMUNE,
    FORM,
    H1,
    HEAD,
    KEY,
    LEADER,
    NURSE,
    OFFICER,
    RECEIPT,
    STRAY,
    VILLAGE_FORM,
    VILLAGES,
    answer,
    facts,
    fits,
    ids,
    report,
)
from tests.engine.walk import Walk

OVERVIEW = FillReport(key=KEY)
BASELINE = {criterion.code: PlanCell(met=True, target_year=None, on=date(2022, 10, 1)) for criterion in FORM.criteria}
DONE = {one.code: answer(one.code) for one in FORM.indicators}
VILLAGE_KEY = ReportKey(unit=VILLAGES[1].id, rule=RuleId(4), period="2023-X1")


def village(**more: Any) -> Report:
    known = {"key": VILLAGE_KEY, "unit": VILLAGES[1], "superior": COMMUNE, "form": VILLAGE_FORM}
    return report(**(known | {"answers": {}, "last": {}, "plan": {}, "posts": {}, "has_leader": False} | more))


def walk(found: Report | None = None, who: Person = OFFICER, **more: Any) -> Walk:
    found = report() if found is None else found
    return Walk(who=who, found=found).at(Menu(), FillReport(key=found.key, **more))


def stage(phone: Walk) -> str:
    assert isinstance(phone.top, FillReport)
    return phone.top.stage


# the overview


def test_the_overview_says_by_when_how_much_and_what_is_promised() -> None:
    phone = walk(report(villages=4, villages_reported=1))
    assert phone.text.splitlines() == [
        "Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
        "Gửi trước ngày 10/6/2023 (chậm nhất hết ngày 09/6, còn 2 ngày)",
        "Đã có 2/57 chỉ tiêu · còn chờ: Trạm y tế 2",
        "Theo lộ trình 2023: 10 Thu nhập",
        "Còn nợ lộ trình 2022: 2 Giao thông",
        "Thôn, xóm đã báo: 1/4",
    ]
    assert phone.options == ["go", "list", "send", "home"]


@pytest.mark.parametrize(
    ("operator", "day", "line"),
    [
        (DueOperator.BEFORE, date(2023, 6, 8), "Gửi trước ngày 8/6/2023 (hôm nay 07/6 là ngày cuối)"),
        (DueOperator.BEFORE, date(2023, 6, 5), "Đã qua hạn 04/6 (3 ngày); vẫn gửi được đến hết ngày 7/8/2023"),
        (DueOperator.UNTIL, date(2023, 6, 10), "Hạn gửi: hết ngày 10/6/2023 (còn 3 ngày)"),
        (DueOperator.UNTIL, date(2023, 6, 7), "Hạn gửi: hết hôm nay, ngày 7/6/2023"),
    ],
)
def test_the_deadline_is_told_as_its_document_says_it(operator: DueOperator, day: date, line: str) -> None:
    period = replace(H1, deadline=Deadline(operator=operator, day=day))
    assert walk(report(period=period)).text.splitlines()[1] == line


def test_whoever_goes_on_begins_the_report() -> None:
    assert walk().presses("go").effects == (BeginReport(key=KEY),)


def test_many_posts_are_named_in_one_short_line() -> None:
    posts = dict(zip((one.code for one in FORM.indicators), "ABCDEFG", strict=False))
    line = walk(report(posts=posts, answers={})).text.splitlines()[2]
    assert line == "Đã có 0/57 chỉ tiêu · còn chờ: A 1, B 1, C 1, D 1 và 3 bộ phận nữa"


def test_a_village_is_asked_questions_and_never_counts_chi_tieu() -> None:
    phone = walk(village(), HEAD)
    seen = [phone.text, *(option.label for option in phone.screen.options)]
    for option in ("list", "c:1", "list", "overview", "go"):
        phone.presses(option)
        seen += [phone.text, *(option.label for option in phone.screen.options)]
    phone.says("84")
    phone.says("/baocao")
    phone.presses("send")
    seen += [phone.text]
    assert "Đã trả lời 0/13 câu" in seen[0]
    assert not [text for text in seen if "chỉ tiêu" in text.lower() or "tiêu chí" in text.lower()]


def test_a_set_without_indicators_has_nothing_to_fill_in_and_says_so() -> None:
    phone = walk(report(form=replace(FORM, criteria=()), answers={}))
    assert phone.text == (
        "Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen\n"
        f"{FORM.title} chưa có chỉ tiêu trong hệ thống, nên chưa có gì để nhập ở đây.\n"
        "Khi nơi quản lý nạp các chỉ tiêu, báo cáo này mở ra; lúc này anh/chị báo cáo theo cách vẫn làm. "
        "Cần hỏi, xin gõ /lienhe."
    )
    assert phone.options == ["home"]


# one's own part


def test_a_colleague_sees_their_own_part_first() -> None:
    phone = walk(who=NURSE)
    assert phone.text.splitlines()[2:4] == [
        "Phần của anh/chị (Trạm y tế): 0/2 chỉ tiêu",
        "Đã có 2/57 chỉ tiêu · còn chờ: Trạm y tế 2",
    ]
    assert [(option.id, option.label) for option in phone.screen.options if option.id == "send"] == [
        ("send", "Gửi cả báo cáo của xã")
    ]


def test_a_colleague_whose_part_is_done_is_thanked_and_not_pushed_to_send() -> None:
    phone = walk(report(answers={"15.1": answer("15.1")}), NURSE)
    phone.presses("go")
    phone.presses("state:met")
    assert stage(phone) == "part_done"
    assert phone.text.splitlines()[2:] == [
        "Phần của anh/chị (Trạm y tế): 2/2 chỉ tiêu",
        "Phần của anh/chị đã xong, cảm ơn anh/chị!",
        "Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
        "Đã có 2/57 chỉ tiêu",
        "Cán bộ phụ trách chung sẽ gửi báo cáo; trước đó anh/chị vẫn sửa được.",
    ]
    assert phone.options == ["list", "overview", "home"]
    phone.presses("overview")
    assert "go" not in phone.options


def test_what_a_colleague_put_off_is_named_at_the_end_and_asked_again_on_demand() -> None:
    phone = walk(report(answers={"15.1": answer("15.1")}), NURSE)
    phone.presses("go")
    phone.presses("later")
    assert "Còn để sau: 15.2." in phone.text
    phone.presses("go")
    assert isinstance(phone.top, FillReport)
    assert (phone.top.stage, phone.top.item) == ("question", "15.2")


def test_while_nothing_is_assigned_a_colleague_goes_through_everything() -> None:
    phone = walk(report(posts={}, answers={}), NURSE)
    assert "Phần của anh/chị" not in phone.text
    phone.presses("go")
    assert isinstance(phone.top, FillReport)
    assert phone.top.item == "1.1"


def test_a_post_without_items_is_told_so_and_asked_nothing() -> None:
    phone = walk(report(posts={"1.1": "Địa chính"}), NURSE)
    assert "Chưa có chỉ tiêu nào được giao cho Trạm y tế." in phone.text
    assert "go" not in phone.options


# list and criterion


def test_the_list_says_how_far_each_criterion_is() -> None:
    phone = walk()
    phone.presses("list")
    labels = {option.id: option.label for option in phone.screen.options}
    assert (labels["c:1"], labels["c:17"]) == ("1 Quy hoạch 1/2", "17 Môi trường 1/12 chưa đạt")
    assert phone.text.endswith("Chọn tiêu chí, hoặc gõ số chỉ tiêu, ví dụ 19.1:")


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("17", ("criterion", "")),
        ("tiêu chí 17.4", ("question", "17.4")),
        ("17.4.", ("question", "17.4")),
        ("10", ("question", "10")),
        ("99", ("list", "")),
        ("xin chào", ("list", "")),
    ],
)
def test_a_code_is_typed_as_officers_say_it(typed: str, where: tuple[str, str]) -> None:
    phone = walk(stage="list")
    phone.says(typed)
    assert isinstance(phone.top, FillReport)
    assert (phone.top.stage, phone.top.item) == where


# what did not change


def test_unchanged_goes_criterion_by_criterion_and_keeps_what_lapses_for_questions() -> None:
    phone = walk(report(answers={}, last={}, plan=BASELINE))
    phone.presses("same")
    assert phone.text.splitlines()[0].startswith("Tiêu chí 1 Quy hoạch: trước đây xã tự đánh giá đạt")
    phone.presses("same:1")
    assert [(save.indicator, save.state, save.unchanged) for save in phone.saved] == [
        ("1.1", State.MET, True),
        ("1.2", State.MET, True),
    ]
    assert phone.text.startswith("✔ Tiêu chí 1: 2 chỉ tiêu như kỳ trước.")


def test_unchanged_walked_to_its_end_never_covers_what_lapses_or_is_promised() -> None:
    plan = BASELINE | {"8": PlanCell(met=False, target_year=2023, on=date(2022, 10, 1))}
    phone = walk(report(answers={}, last={}, plan=plan))
    phone.presses("same")
    while stage(phone) == "unchanged":
        phone.presses(phone.options[0])
    by_code = {one.code: one for one in FORM.indicators}
    said = [by_code[save.indicator] for save in phone.saved]
    assert said
    assert not [one.code for one in said if one.lapses or one.criterion == "8" or one.measure.value != "status"]


def test_a_criterion_left_to_be_asked_can_be_looked_at_again() -> None:
    phone = walk(report(answers={}, last={}, plan=BASELINE))
    phone.presses("same")
    while stage(phone) == "unchanged":
        phone.presses(phone.options[1])
    assert phone.saved == []
    phone.presses("same")
    assert (stage(phone), phone.options[0]) == ("unchanged", "same:1")


def test_a_colleague_confirms_only_their_own() -> None:
    phone = walk(report(answers={}, last={}, plan=BASELINE), NURSE)
    phone.presses("same")
    phone.presses("same:15")
    assert [save.indicator for save in phone.saved] == ["15.2"]
    assert stage(phone) == "overview"


def test_an_unstable_status_stays_unstable() -> None:
    last = {"8.1": LastKnown(state=State.UNSTABLE, reported_on=date(2022, 11, 12))}
    phone = walk(report(answers={}, last=last, plan={}))
    phone.presses("same")
    phone.presses("same:8")
    assert [(save.state, save.nature) for save in phone.saved] == [(State.UNSTABLE, Nature.OFFICIAL)]


# sending


def test_before_sending_one_sees_what_is_missing_lost_changed_and_estimated() -> None:
    answers = {
        "1.1": answer("1.1"),
        "8.1": answer("8.1", State.NOT_MET),
        "2.1": answer("2.1", State.NOT_MET, nature=Nature.ESTIMATE),
    }
    last = {"8.1": LastKnown(state=State.MET), "1.1": LastKnown(state=State.NOT_MET)}
    phone = walk(report(answers=answers, last=last, plan={}), stage="summary")
    assert phone.text.splitlines() == [
        "Chuẩn bị gửi: Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
        "Đã có 3/57 chỉ tiêu.",
        "Còn thiếu: 1.2, 2.2, 2.3, 2.4, 3.1, 3.2, 4.1, 4.2 và 46 chỉ tiêu nữa.",
        "Không giữ được so với kỳ trước: 8.1.",
        "Thay đổi so với kỳ trước: 1.1.",
        "Số ước: 2.1.",
    ]
    assert phone.options == ["submit", "paper", "go", "overview"]


def test_a_full_report_goes_to_the_leader_and_can_be_taken_back() -> None:
    phone = walk(report(answers=DONE), stage="summary")
    assert "go" not in phone.options
    assert phone.presses("submit").effects == (ActOnReport(key=KEY, act=ReportAct.SUBMIT),)
    assert stage(phone) == "sent"
    phone.presses("withdraw")
    assert phone.presses("yes").effects == (ActOnReport(key=KEY, act=ReportAct.WITHDRAW),)
    assert stage(phone) == "overview"
    assert phone.text.startswith("Đã rút lại.")


def test_without_a_leader_here_the_signed_paper_is_asked_for() -> None:
    phone = walk(report(has_leader=False), stage="summary")
    assert phone.options == ["paper", "go", "overview"]
    phone.presses("paper")
    assert phone.says("x" * 61).effects == ()
    taken = phone.says("12/BC-UBND ngày 8/6/2023")
    assert taken.effects == (ActOnReport(key=KEY, act=ReportAct.SEND, paper="12/BC-UBND ngày 8/6/2023"),)


def test_a_signed_paper_is_named_by_its_number_and_its_date() -> None:
    phone = walk(stage="paper_approval")
    refused = phone.says("đã ký rồi")
    assert refused.effects == ()
    assert phone.text.startswith(
        "Chưa thấy đủ số và ngày văn bản trong “đã ký rồi”, nên báo cáo chưa gửi. Xin ghi cả hai.\n\nXin ghi số và ngày"
    )
    sent = phone.says("12/BC-UBND ngày 8/6/2023")
    assert sent.effects == (ActOnReport(key=KEY, act=ReportAct.SEND, paper="12/BC-UBND ngày 8/6/2023"),)


def test_a_village_sends_straight_to_its_commune() -> None:
    phone = walk(village(answers={"1.1": answer("1.1")}), HEAD, stage="summary")
    assert phone.options == ["send", "go", "overview"]
    assert phone.presses("send").effects == (ActOnReport(key=VILLAGE_KEY, act=ReportAct.SEND),)


@pytest.mark.parametrize("at", ["summary", "part_done", "overview", "paper_approval"])
def test_a_report_that_somebody_else_has_sent_meanwhile_shows_its_receipt(at: FillStage) -> None:
    phone = walk(report(state=ReportState.SENT, receipt=RECEIPT), stage=at)
    assert phone.text.splitlines()[0] == "Biên nhận số 12/2023-H1/01"
    assert phone.options == ["withdraw", "list", "home"]


def test_what_has_been_opened_above_is_not_taken_back() -> None:
    assert walk(report(state=ReportState.SENT, receipt=RECEIPT, opened_above=True)).options == ["list", "home"]


def test_while_the_leader_reads_it_can_be_signed_on_paper_or_taken_back() -> None:
    assert walk(report(state=ReportState.WAITING_FOR_LEADER)).options == ["paper", "withdraw", "list", "home"]


# reading only

LATER = H1.locks_on
RING = "Chỉ người quản lý chương trình mở lại được; gõ /lienhe để biết gọi ai."


@pytest.mark.parametrize(
    "at", ["overview", "question", "unchanged", "summary", "paper_approval", "withdraw", "part_done", "nature", "more"]
)
def test_a_locked_period_shows_no_ways_to_answer(at: FillStage) -> None:
    known = replace(facts(report_found=report()), now=facts().now + timedelta(days=90))
    frame = FillReport(key=KEY, stage=at, item="1.2", criterion="1")
    screen = fits(fill_report.show(frame, known))
    assert screen.text.splitlines()[1:] == [
        "Báo cáo này chưa gửi. Kỳ này nhận đến hết ngày 7/8/2023, nay đã khóa.",
        "Đã có 2/57 chỉ tiêu; vẫn còn lưu ở đây, nhưng chưa được tính là đã báo.",
        RING,
    ]
    assert ids(screen) == ["list", "home"]
    listed = FillReport(key=KEY, stage="list")
    assert fill_report.take(listed, Typed("1.2"), known) == Move(
        frames=(listed,), lines=("Kỳ này đã khóa, chỉ xem được.",)
    )


MANAGER = Colleague(person=PersonId(30), name="Người quản lý", role=Role.MANAGER, phone="0900000030")
NOT_TAKEN = "Điều vừa gửi không ghi được, vì kỳ này đã khóa."
LOCKED = FillReport(key=KEY, stage="locked")


def after_the_lock(*contacts: Colleague) -> Facts:
    return replace(facts(report_found=report(), answers={WhomToRing(): contacts}), now=facts().now + timedelta(days=90))


@pytest.mark.parametrize(
    ("at", "given"),
    [
        ("overview", Chose("go")),
        ("overview", Chose("send")),
        ("question", Chose("state:met")),
        ("question", Chose("none_yet")),
        ("question", Typed("350/400")),
        ("question", SentPhoto(reference="photo", size=0)),
        ("unlikely", Chose("yes")),
        ("assess", Chose("state:met")),
        ("nature", Typed("31/5")),
        ("reason", Typed("mất nguồn nước")),
        ("unchanged", Chose("same:1")),
        ("paper", Typed("BB số 12")),
        ("summary", Chose("submit")),
        ("paper_approval", Typed("12/BC-UBND")),
        ("withdraw", Chose("yes")),
    ],
)
def test_what_is_given_after_the_lock_is_not_stored_and_that_is_said(at: FillStage, given: Input) -> None:
    frame = FillReport(key=KEY, stage=at, item="17.1", criterion="1")
    moved = fill_report.take(frame, given, after_the_lock())
    assert (moved.effects, moved.lines) == ((), (NOT_TAKEN,))
    assert [(one.key, one.stage) for one in moved.frames if isinstance(one, FillReport)] == [(KEY, "locked")]


def test_whoever_is_told_of_the_lock_is_told_whom_to_ring() -> None:
    assert fill_report.needs(LOCKED) == Needs(report=KEY, asks=(WhomToRing(),))
    assert fill_report.needs(OVERVIEW) == Needs(report=KEY)
    known = after_the_lock(*COLLEAGUES, MANAGER)
    assert fits(fill_report.show(LOCKED, known)).text.splitlines()[-2:] == [
        "Chỉ người quản lý chương trình mở lại được. Xin anh/chị gọi:",
        "• Người quản lý: người quản lý chương trình, 0900000030",
    ]
    others = fits(fill_report.show(LOCKED, after_the_lock(*COLLEAGUES))).text.splitlines()
    assert others[-4:] == [
        "Chỉ người quản lý chương trình mở lại được. Xin anh/chị nhờ:",
        "• Cán bộ văn phòng: cán bộ xã, 0900000007",
        "• Cán bộ trạm: cán bộ xã, Trạm y tế",
        "• Chủ tịch xã: lãnh đạo xã",
    ]


def test_a_report_locked_while_the_leader_had_it_says_that_it_was_not_approved() -> None:
    known = replace(after_the_lock(), report_found=report(state=ReportState.WAITING_FOR_LEADER))
    assert fits(fill_report.show(OVERVIEW, known)).text.splitlines()[1] == (
        "Báo cáo này lãnh đạo chưa duyệt nên chưa gửi. Kỳ này nhận đến hết ngày 7/8/2023, nay đã khóa."
    )


def test_a_sent_report_that_is_locked_shows_its_receipt_and_says_what_was_not_stored() -> None:
    sent = replace(after_the_lock(), report_found=report(state=ReportState.SENT, receipt=RECEIPT))
    moved = fill_report.take(FillReport(key=KEY, stage="question", item="1.2", only=True), Chose("state:met"), sent)
    assert moved == Move(
        frames=(FillReport(key=KEY, stage="sent", item="1.2"),),
        lines=(f"Điều vừa gửi không ghi được: kỳ này nhận đến hết ngày 7/8/2023, nay đã khóa. {RING}",),
    )


def test_a_locked_report_is_still_read_and_opens_again_where_it_is_reopened() -> None:
    known = after_the_lock()
    listed = fill_report.take(LOCKED, Chose("list"), known)
    assert listed == Move(frames=(FillReport(key=KEY, stage="list"),))
    assert fill_report.take(FillReport(key=KEY, stage="list"), Chose("overview"), known) == Move(frames=(LOCKED,))
    assert fill_report.take(LOCKED, Chose("home"), known) == Move(frames=(), home=True)
    asked = FillReport(key=KEY, stage="question", item="1.2")
    assert fill_report.take(asked, Chose("list"), known) == Move(frames=(replace(asked, stage="list"),))
    assert fill_report.arrived(FillReport(key=KEY, stage="question", item="1.2", only=True), known).stage == "locked"
    assert ids(fits(fill_report.show(LOCKED, facts(report_found=report())))) == ["go", "list", "send", "home"]


def test_a_leader_who_opens_the_report_only_reads_it() -> None:
    known = facts(LEADER, report_found=report())
    assert ids(fits(fill_report.show(OVERVIEW, known))) == ["list", "home"]
    sent = facts(LEADER, report_found=report(state=ReportState.SENT, receipt=RECEIPT))
    assert ids(fits(fill_report.show(OVERVIEW, sent))) == ["list", "home"]
    moved = fill_report.take(FillReport(key=KEY, stage="criterion", criterion="1"), Chose("i:1.2"), known)
    assert moved.effects == ()
    assert moved.lines == ("Báo cáo này anh/chị chỉ xem được.",)


def test_a_report_that_is_not_there_is_said_not_to_be_there() -> None:
    assert ids(fits(fill_report.show(OVERVIEW, facts()))) == ["home"]
    assert fill_report.take(OVERVIEW, Chose("send"), facts()) == Move(frames=(OVERVIEW,))
    assert fill_report.take(OVERVIEW, Chose("home"), facts()) == Move(frames=(), home=True)


@pytest.mark.parametrize(
    "at", ["overview", "list", "criterion", "unchanged", "summary", "part_done", "sent", "withdraw"]
)
@pytest.mark.parametrize("stray", STRAY, ids=lambda one: type(one).__name__)
def test_what_is_sent_where_nobody_asked_for_it_writes_nothing_and_is_answered(at: FillStage, stray: Input) -> None:
    state = ReportState.SENT if at in {"sent", "withdraw"} else ReportState.DRAFT
    found = report(answers={}, last={}, plan=BASELINE, state=state)
    frame = FillReport(key=KEY, stage=at, criterion="1")
    moved = fill_report.take(frame, stray, facts(NURSE if at == "part_done" else OFFICER, report_found=found))
    assert (moved.frames, moved.effects) == ((frame,), ())
    assert len(moved.lines) == 1


def test_a_village_reported_for_by_the_commune_is_named_on_its_screens() -> None:
    phone = walk(village(), OFFICER)
    assert phone.text.splitlines()[0] == "Đang báo cho xóm Lũng Sâu"
    phone.presses("go")
    assert phone.text.splitlines()[0] == "Đang báo cho xóm Lũng Sâu"
