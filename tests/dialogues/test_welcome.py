import pytest

from conversations.dialogues import welcome
from conversations.engine.events import SentOther
from conversations.engine.facts import Facts
from conversations.engine.frames import Help, Join, Welcome
from conversations.engine.move import Chose, Move, Typed
from conversations.engine.screen import Takes
from tests.dialogues.commune import NOW, STRAY, fits, ids

STRANGER = Facts(now=NOW)
HERE = Welcome()


def test_a_stranger_is_greeted_and_asked_for_the_code() -> None:
    screen = fits(welcome.show(HERE, STRANGER))

    assert screen.text == (
        "Kính chào anh/chị! Đây là trợ lý báo cáo nông thôn mới, dành cho cán bộ thôn, xóm, xã và các cơ quan theo dõi "
        "chương trình.\nĐể bắt đầu, xin anh/chị gõ mã mời đã nhận."
    )
    assert ids(screen) == ["no_code", "help"]
    assert screen.takes == {Takes.TEXT}


@pytest.mark.parametrize("text", ["HJKM2345PQ", "mã: hjkm2345pq", "t.me/ntm_bot?start=HJKM2345PQ"])
def test_a_code_opens_its_invitation(text: str) -> None:
    assert welcome.take(HERE, Typed(text), STRANGER) == Move(frames=(Join(code="HJKM2345PQ"),))


def test_any_other_text_is_told_where_codes_come_from() -> None:
    move = welcome.take(HERE, Typed("cho hỏi vào báo cáo kiểu gì"), STRANGER)

    assert move.frames == (HERE,)
    assert move.effects == ()
    assert move.lines == (
        "Trợ lý không thấy mã mời trong tin vừa gửi.",
        (
            "Mã mời do cán bộ xã hoặc người quản lý chương trình cấp, gồm 10 chữ và số, có thể in thành mã QR để quét. "
            "Chưa có mã, xin anh/chị hỏi UBND xã hoặc cơ quan đã giới thiệu trợ lý này."
        ),
    )


def test_help_opens_over_the_greeting_and_having_no_code_is_answered() -> None:
    assert welcome.take(HERE, Chose("help"), STRANGER) == Move(frames=(HERE, Help()))
    assert welcome.take(HERE, Chose("no_code"), STRANGER).lines[0].startswith("Mã mời do cán bộ xã")


def test_anything_else_is_answered_and_nothing_is_stored() -> None:
    for given in (*STRAY, SentOther(kind="edited")):
        move = welcome.take(HERE, given, STRANGER)
        assert (move.frames, move.effects, len(move.lines)) == ((HERE,), (), 1)
