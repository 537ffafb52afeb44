from dataclasses import replace

import pytest

from conversations.dialogues import receipts
from conversations.engine.asks import ReceiptsNow
from conversations.engine.facts import ReportSummary
from conversations.engine.frames import FillReport, Receipts
from conversations.engine.move import Chose, Input, Typed
from conversations.programme.report import ReportKey, ReportState
from tests.dialogues.commune import COMMUNE, H1, KEY, LEADER, RECEIPT, STRAY, facts, fits, ids, summary


def sent(number: int) -> ReportSummary:
    key = ReportKey(unit=COMMUNE.id, rule=H1.rule, period=f"{2023 - number}-H1")
    receipt = replace(RECEIPT, number=f"12/{key.period}/01")
    return replace(summary(COMMUNE, state=ReportState.SENT), key=key, receipt=receipt)


KNOWN = facts(answers={ReceiptsNow(): tuple(sent(number) for number in range(8))})
FRAME = Receipts()


def test_receipts_stand_on_pages_the_newest_first() -> None:
    screen = fits(receipts.show(FRAME, KNOWN))
    assert screen.text.splitlines()[:2] == [
        "Báo cáo đã gửi, mới nhất ở trên. Chọn một biên nhận để xem. (trang 1/2)",
        "12/2023-H1/01: Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen, gửi ngày 7/6/2023",
    ]
    assert ids(screen) == [*(f"r:{sent(number).key}" for number in range(6)), "page:1", "home"]
    (second,) = receipts.take(FRAME, Chose("page:1"), KNOWN).frames
    assert second == Receipts(page=1)
    assert ids(fits(receipts.show(Receipts(page=1), KNOWN))) == [
        f"r:{sent(6).key}",
        f"r:{sent(7).key}",
        "page:0",
        "home",
    ]


def test_a_receipt_is_opened_and_its_report_from_there() -> None:
    (opened,) = receipts.take(FRAME, Chose(f"r:{KEY}"), KNOWN).frames
    assert opened == Receipts(key=KEY)
    screen = fits(receipts.show(Receipts(key=KEY), KNOWN))
    assert screen.text.splitlines() == [
        "Biên nhận số 12/2023-H1/01",
        "Báo cáo 6 tháng đầu năm 2023 · xã Phúc Sen",
        "Gửi lúc 21 giờ 42, ngày 7/6/2023",
        "Đã trả lời 7/57, có 2 ảnh đã lưu",
        "Nơi nhận theo quy định: Văn phòng Điều phối",
    ]
    assert ids(screen) == ["open", "list", "home"]
    moved = receipts.take(Receipts(key=KEY), Chose("open"), KNOWN)
    assert moved.frames == (Receipts(key=KEY), FillReport(key=KEY))
    assert receipts.take(Receipts(key=KEY), Chose("list"), KNOWN).frames == (FRAME,)


def test_a_leader_reads_receipts_and_fills_nothing() -> None:
    assert ids(receipts.show(Receipts(key=KEY), replace(KNOWN, person=LEADER))) == ["list", "home"]


def test_a_receipt_that_is_gone_leads_to_the_list_and_no_receipt_is_said_to_be_none() -> None:
    gone = Receipts(key=ReportKey(unit=COMMUNE.id, rule=H1.rule, period="1999-H1"))
    assert receipts.show(gone, KNOWN) == receipts.show(FRAME, KNOWN)
    none = fits(receipts.show(FRAME, facts()))
    assert (none.text, ids(none)) == ("Đơn vị của anh/chị chưa gửi báo cáo nào ở đây.", ["home"])


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    moved = receipts.take(FRAME, given, KNOWN)
    assert (moved.frames, len(moved.lines), moved.effects) == ((FRAME,), 1, ())
