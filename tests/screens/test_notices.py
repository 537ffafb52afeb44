"""What others are told: short, in their language, with a link into the place; nothing of what is nobody else's."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from conversations.engine.links import frame_at
from conversations.engine.screen import Message
from conversations.engine.words import SOURCE
from conversations.programme.calendar import Deadline, DueOperator, Period
from conversations.programme.criteria import CriteriaSet
from conversations.programme.ids import RuleId, SetId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.report import Receipt, Report, ReportKey, ReportState
from conversations.programme.review import REVIEWED
from conversations.programme.unit import Level, Unit, kind_by_code
from conversations.screens import notices, problems
from conversations.screens.own_data import own_data

PERIOD = Period(
    rule=RuleId(3),
    key="2023-H1",
    title="Báo cáo 6 tháng đầu năm 2023",
    year=2023,
    covers_from=date(2023, 1, 1),
    covers_to=date(2023, 6, 30),
    deadline=Deadline(operator=DueOperator.BEFORE, day=date(2023, 6, 10)),
    locks_on=date(2023, 8, 8),
)
UNIT = Unit(id=UnitId(12), kind=kind_by_code("xa"), name="Phúc Sen", parent=UnitId(1))
FORM = CriteriaSet(id=SetId("s"), version=1, title="", level=Level.COMMUNE, criteria=(), valid_from=date(2021, 1, 1))
RECEIPT = Receipt(
    number="03/2023-H1",
    at=datetime(2023, 6, 5, tzinfo=timezone(timedelta(hours=7))),
    items=50,
    of=57,
    photos=2,
    next_reader="Phòng Nông nghiệp và Phát triển nông thôn",
    approved_on_paper="12/BC-UBND",
)


def report(state: ReportState = ReportState.DRAFT) -> Report:
    key = ReportKey(unit=UnitId(12), rule=RuleId(3), period="2023-H1")
    return Report(key=key, unit=UNIT, period=PERIOD, form=FORM, region=None, state=state)


ALL = (
    notices.waits_for_leader(report(), SOURCE),
    notices.sent(report(), RECEIPT, SOURCE),
    notices.sent_on_paper(report(), RECEIPT, SOURCE),
    notices.sent_back(report(), "thiếu mục 10", SOURCE),
    notices.withdrawn(report(), SOURCE),
    notices.changed_after_submission(report(ReportState.SENT), "17.1", SOURCE),
    notices.changed_after_submission(report(ReportState.WAITING_FOR_LEADER), "17.1", SOURCE),
    notices.right_requested(name="Cán bộ", roles="công chức xã, xã Phúc Sen", what="duyet", words=SOURCE),
)


@pytest.mark.parametrize("message", ALL, ids=lambda message: message.name)
def test_a_notice_fits_the_weakest_channel_and_its_links_open(message: Message) -> None:
    assert len(message.text) < 400
    assert "{" not in message.text
    for link in message.links:
        assert frame_at(link.place) is not None
        assert len(link.place) <= 58


def test_the_notices_in_words() -> None:
    assert [message.text for message in ALL] == [
        (
            "Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen đang chờ anh/chị duyệt: đã có 0/0 chỉ tiêu. "
            "Hạn gửi: hết ngày 9/6/2023."
        ),
        (
            "Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen đã gửi, biên nhận số 03/2023-H1. "
            "Nơi nhận theo quy định: Phòng Nông nghiệp và Phát triển nông thôn."
        ),
        (
            "Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen đã gửi theo văn bản lãnh đạo đã ký (12/BC-UBND), "
            "biên nhận số 03/2023-H1."
        ),
        (
            "Lãnh đạo đề nghị sửa báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen: “thiếu mục 10”. "
            "Các câu đã trả lời vẫn giữ nguyên."
        ),
        "Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen đã được rút lại để sửa, sẽ trình duyệt lại sau.",
        "Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen đã gửi, nay có sửa chỉ tiêu 17.1. Bản cũ vẫn được lưu.",
        "Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen đang chờ duyệt, vừa có sửa chỉ tiêu 17.1.",
        (
            "Cán bộ (công chức xã, xã Phúc Sen) đề nghị được dùng lệnh /duyet. "
            "Nếu đồng ý, xin anh/chị gửi mã mời có vai trò phù hợp."
        ),
    ]


@pytest.mark.parametrize("state", list(ReportState))
def test_a_report_that_moved_on_is_told_by_where_it_is_now(state: ReportState) -> None:
    problem = problems.report_moved(state, "03/2023-H1", SOURCE)
    assert problem.code == "report_state"
    assert ("03/2023-H1" in problem.message) == (state in REVIEWED)
    assert problem.remedy == "Không có gì bị ghi hai lần."


@pytest.mark.parametrize("why", ["unknown", "expired", "used_up", "withdrawn"])
def test_each_invitation_that_opens_nothing_says_why(why: str) -> None:
    found = [problems.invitation_unusable(one, SOURCE) for one in ("unknown", "expired", "used_up", "withdrawn")]
    assert len({problem.message for problem in found}) == 4
    problem: Problem = problems.invitation_unusable(why, SOURCE)
    assert problem.code == f"invitation_{why}"


def test_own_data_is_told_line_by_line_with_what_is_missing() -> None:
    lines = own_data(
        SOURCE,
        name="Nguyễn Văn A",
        phone="",
        language="vi",
        joined_on=date(2023, 6, 5),
        channels=(("telegram", date(2023, 6, 5)),),
        roles=((Role.VILLAGE_OFFICER, "", "xóm Pác Rằng"),),
        consents=(("1", date(2023, 6, 5), date(2023, 7, 1)),),
    )
    assert lines == (
        ("Họ tên", "Nguyễn Văn A"),
        ("Số điện thoại", "chưa có"),
        ("Ngôn ngữ", "tiếng Việt"),
        ("Tham gia từ ngày", "5/6/2023"),
        ("Tài khoản nhắn tin", "Telegram, từ ngày 5/6/2023"),
        ("Vai trò", "cán bộ thôn, xóm, xóm Pác Rằng"),
        ("Đồng ý lưu thông tin", "bản 1, ngày 5/6/2023, đã rút lại ngày 1/7/2023"),
    )
