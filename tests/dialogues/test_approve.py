from dataclasses import replace
from datetime import date

import pytest

from conversations.dialogues import approve, given_command
from conversations.engine.asks import WaitingNow
from conversations.engine.effects import ActOnReport
from conversations.engine.facts import Needs
from conversations.engine.frames import Approve, AskForRight, Menu
from conversations.engine.move import Chose, Input, Move, Typed
from conversations.engine.session import Session
from conversations.programme.answer import Evidence, EvidenceKind, EvidenceState, LastKnown, State
from conversations.programme.ids import EvidenceId
from conversations.programme.report import ReportAct, ReportState
from conversations.reading import limits
from tests.dialogues.commune import (
    COMMUNE,
    FORM,
    H1,
    KEY,
    LATER,
    LEADER,
    OFFICER,
    RECEIPT,
    STRAY,
    answer,
    facts,
    fits,
    ids,
    report,
    summary,
)

FRAME = Approve(key=KEY)
WAITING = report(state=ReportState.WAITING_FOR_LEADER)
KNOWN = facts(LEADER, report_found=WAITING)
ASKED = replace(FRAME, stage="send_back")


def test_one_screen_holds_all_that_is_needed_to_decide() -> None:
    screen = fits(approve.show(FRAME, KNOWN))
    assert screen.text.splitlines() == [
        "Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
        "Gửi trước ngày 10/6/2023 (chậm nhất hết ngày 09/6, còn 2 ngày)",
        "Đã có 2/57 chỉ tiêu.",
        "Còn thiếu: 1.2, 2.1, 2.2, 2.3, 2.4, 3.1, 3.2, 4.1 và 47 chỉ tiêu nữa.",
        "Không giữ được so với kỳ trước: 17.1.",
        "Tiêu chí (xã tự đánh giá): 0 đạt, 1 chưa đạt, 18 chưa có số.",
        "Theo lộ trình 2023: 10 Thu nhập (chưa có số).",
        "Vì sao không giữ được:",
        "• 17.1 Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn: mất nguồn mó sau lũ",
    ]
    assert ids(screen) == ["approve", "send_back", "details", "home"]


def test_one_press_lets_it_go_and_the_receipt_follows() -> None:
    moved = approve.take(FRAME, Chose("approve"), KNOWN)
    assert moved == Move(frames=(FRAME,), effects=(ActOnReport(key=KEY, act=ReportAct.APPROVE),))
    after = facts(LEADER, report_found=report(state=ReportState.SENT, receipt=RECEIPT))
    screen = fits(approve.show(FRAME, after))
    assert screen.text.splitlines()[:2] == ["Báo cáo đã gửi.", "Biên nhận số 12/2023-H1/01"]
    assert ids(screen) == ["details", "home"]


def test_sending_back_asks_what_should_be_changed() -> None:
    assert approve.take(FRAME, Chose("send_back"), KNOWN).frames == (ASKED,)
    fits(approve.show(ASKED, KNOWN))
    moved = approve.take(ASKED, Typed("xem lại số 17.1"), KNOWN)
    assert moved.frames == (FRAME,)
    assert moved.effects == (ActOnReport(key=KEY, act=ReportAct.SEND_BACK, reason="xem lại số 17.1"),)
    after = facts(LEADER, report_found=report(leader_note="xem lại số 17.1"))
    screen = fits(approve.show(FRAME, after))
    assert "Đã trả lại để sửa: “xem lại số 17.1”." in screen.text
    assert ids(screen) == ["details", "home"]


@pytest.mark.parametrize("text", ["…", "x" * (limits.REASON + 1)])
def test_a_reason_that_is_none_or_too_long_is_asked_again(text: str) -> None:
    moved = approve.take(ASKED, Typed(text), KNOWN)
    assert (moved.frames, len(moved.lines), moved.effects) == ((ASKED,), 1, ())


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.SENT])
def test_a_report_that_waits_no_longer_shows_where_it_is_and_keeps_no_reason(state: ReportState) -> None:
    gone = facts(LEADER, report_found=report(state=state))
    for frame in (FRAME, ASKED):
        assert not {"approve", "send_back"} & set(ids(fits(approve.show(frame, gone))))
    moved = approve.take(ASKED, Typed("xem lại"), gone)
    assert (moved.frames, len(moved.lines), moved.effects) == ((FRAME,), 1, ())


def test_a_locked_period_can_be_read_only() -> None:
    late = replace(KNOWN, now=LATER)
    screen = fits(approve.show(FRAME, late))
    assert screen.text.splitlines()[1] == (
        "Kỳ này đã khóa từ ngày 8/8/2023, nên không duyệt được nữa. "
        "Chỉ người quản lý chương trình mở lại được; gõ /lienhe để biết gọi ai."
    )
    assert ids(screen) == ["details", "home"]


def test_the_details_show_every_indicator_once_with_nature_evidence_reason_and_source() -> None:
    piece = Evidence(id=EvidenceId(1), indicator="17.1", kind=EvidenceKind.PHOTO, state=EvidenceState.STORED, pieces=2)
    known = facts(LEADER, report_found=replace(WAITING, evidence={"17.1": (piece,)}))
    frame = Approve(key=KEY, stage="details")
    lines: list[str] = []
    for page in range(20):
        screen = fits(approve.show(replace(frame, page=page), known))
        lines += screen.text.splitlines()[1:]
        if f"page:{page + 1}" not in ids(screen):
            break
    assert [line.split()[0] for line in lines] == [indicator.code for indicator in FORM.indicators]
    assert (
        "17.1 Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn: 87,5% (350/400) · chưa đạt; "
        "tính đến 31/5/2023, số chính thức; 2 minh chứng; lý do: mất nguồn mó sau lũ; nguồn: chị cán bộ trạm, 7/6"
    ) in lines
    assert approve.take(frame, Chose("page:1"), known).frames == (replace(frame, page=1),)
    assert approve.take(replace(frame, page=3), Chose("read"), known).frames == (FRAME,)


def test_only_a_leader_of_the_unit_is_let_in() -> None:
    known = facts(OFFICER, report_found=WAITING)
    for stage in (FRAME, ASKED, replace(FRAME, stage="details")):
        screen = fits(approve.show(stage, known))
        assert (screen.name, ids(screen)) == ("approve.refused", ["ask", "home"])
    assert approve.take(FRAME, Chose("ask"), known).frames == (AskForRight(command="duyet"),)
    assert approve.take(ASKED, Typed("xem lại"), known).effects == ()
    assert approve.show(FRAME, facts(LEADER)).name == "approve.out_of_sight"


def test_what_waits_is_listed_and_chosen_and_nothing_is_said_to_be_nothing() -> None:
    two = (replace(summary(COMMUNE, given=7), key=KEY), summary(replace(COMMUNE, name="Độc Lập")))
    known = facts(LEADER, answers={WaitingNow(): two})
    assert approve.needs(Approve()) == Needs(asks=(WaitingNow(),))
    screen = fits(approve.show(Approve(), known))
    assert ids(screen) == [f"r:{KEY}", f"r:{two[1].key}", "home"]
    assert approve.take(Approve(), Chose(f"r:{KEY}"), known).frames == (FRAME,)
    assert approve.needs(FRAME) == Needs(report=KEY)
    none = fits(approve.show(Approve(), facts(LEADER)))
    assert none.text == "Hiện không có báo cáo nào chờ anh/chị duyệt."


def test_the_command_opens_the_only_report_that_waits_at_once() -> None:
    session = Session(person=LEADER.id, stack=(Menu(),))
    one = replace(summary(COMMUNE), key=KEY)
    assert given_command.needs("duyet", "", session) == Needs(asks=(WaitingNow(),))
    assert given_command.run("duyet", "", session, facts(LEADER, answers={WaitingNow(): (one,)})).frame == FRAME
    assert given_command.run("duyet", "", session, facts(LEADER)).frame == Approve()
    assert given_command.run("duyet", "", session, facts(LEADER, answers={WaitingNow(): (one, one)})).frame == Approve()


def test_a_report_where_everything_was_lost_still_fits_one_screen() -> None:
    lost = {indicator.code: answer(indicator.code, State.NOT_MET, reason="vì " * 160) for indicator in FORM.indicators}
    last = {code: LastKnown(state=State.MET, reported_on=date(2022, 11, 12)) for code in lost}
    known = facts(LEADER, report_found=replace(WAITING, answers=lost, last=last, period=replace(H1, title="Báo cáo")))
    fits(approve.show(FRAME, known))
    fits(approve.show(replace(FRAME, stage="details"), known))


@pytest.mark.parametrize("given", STRAY)
@pytest.mark.parametrize("frame", [FRAME, ASKED, Approve()])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(frame: Approve, given: Input) -> None:
    for known in (facts(LEADER), KNOWN, facts(OFFICER, report_found=WAITING)):
        moved = approve.take(frame, given, known)
        assert (moved.frames, len(moved.lines), moved.effects) == ((frame,), 1, ())
