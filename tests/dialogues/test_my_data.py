from dataclasses import replace

import pytest

from conversations.dialogues import my_data
from conversations.engine.asks import AboutMe, AnyAsk, DataRequestsNow, OwnDataNow, OwnRequestsNow
from conversations.engine.effects import SendOwnData, WithdrawConsent
from conversations.engine.events import Pressed
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Account, FillReport, Menu, MyData, Welcome
from conversations.engine.move import Chose, Move
from conversations.engine.session import Session, Shown
from conversations.engine.step import step
from conversations.programme.ids import PersonId
from conversations.programme.own_data import OwnAct, OwnData
from tests.dialogues.commune import KEY, NOW, OFFICER, STRAY, facts, fits, ids

HERE = MyData()
STORED = (("Họ tên", "Cán bộ xã"), ("Số điện thoại", "chưa có"))
TOLD: dict[AnyAsk, object] = {AboutMe(): STORED, OwnRequestsNow(): (), DataRequestsNow(): None}


def test_everything_stored_is_listed_with_what_can_be_done() -> None:
    screen = fits(my_data.show(HERE, facts(answers=TOLD)))

    assert screen.text == (
        "Trợ lý đang lưu về anh/chị:\n"
        "• Họ tên: Cán bộ xã\n"
        "• Số điện thoại: chưa có\n"
        "Ngoài ra là các câu trả lời trong báo cáo: đó là số liệu của đơn vị.\n"
        "Muốn yêu cầu gì khác thì chọn “Yêu cầu khác”; theo quy định, anh/chị được trả lời trong 2 ngày làm việc."
    )
    assert ids(screen) == ["all", "files", "rename", "ask", "withdraw", "erase", "close"]
    assert my_data.needs(HERE) == Needs(asks=(AboutMe(), OwnRequestsNow(), DataRequestsNow()))


def test_all_of_it_is_read_page_by_page_or_sent_as_files() -> None:
    acts = tuple(OwnAct(at=NOW, act="own_data_sent", subject="person:7", by="Cán bộ xã") for _ in range(60))
    data = OwnData(person=PersonId(7), made_at=NOW, name="Cán bộ xã", phone="", language="vi", joined_at=NOW, acts=acts)
    here = MyData(stage="all")
    assert my_data.needs(here) == Needs(asks=(OwnDataNow(),))
    known = facts(answers={OwnDataNow(): data})
    first = fits(my_data.show(here, known))
    last = fits(my_data.show(replace(here, page=99), known))
    assert first.text.startswith("Dữ liệu của anh/chị (trang 1/")
    assert "DỮ LIỆU CÁ NHÂN CỦA Cán bộ xã" in first.text
    assert ids(first) == ["page:1", "files", "overview"]
    assert last.text.endswith("• 21 giờ 42 ngày 7/6/2023: Cán bộ xã nhận bản dữ liệu của mình (person:7)")
    assert my_data.take(HERE, Chose("all"), facts()) == Move(frames=(here,))
    assert my_data.take(here, Chose("page:1"), facts()) == Move(frames=(replace(here, page=1),))
    assert my_data.take(here, Chose("overview"), facts()) == Move(frames=(HERE,))
    assert my_data.take(HERE, Chose("files"), facts()) == Move(frames=(HERE,), effects=(SendOwnData(),))
    assert my_data.take(here, Chose("page:x"), facts()) == Move(frames=())


def test_a_wrong_name_is_corrected_in_the_account() -> None:
    assert my_data.take(HERE, Chose("rename"), facts()) == Move(frames=(HERE, Account(stage="rename")))


@pytest.mark.parametrize(
    ("stage", "erase", "line"),
    [
        (MyData(stage="withdraw"), False, "Đã rút lại sự đồng ý. Cảm ơn anh/chị đã tham gia."),
        (MyData(stage="erase"), True, "Đã xóa dữ liệu cá nhân của anh/chị. Cảm ơn anh/chị đã tham gia."),
    ],
)
def test_leaving_says_what_follows_asks_once_and_begins_anew(stage: MyData, erase: bool, line: str) -> None:
    screen = fits(my_data.show(stage, facts(answers=TOLD)))

    assert my_data.take(HERE, Chose(stage.stage), facts()) == Move(frames=(stage,))
    assert "• số liệu chính thức của xã và minh chứng đã nộp vẫn giữ" in screen.text
    assert ids(screen) == ["yes", "no"]
    assert my_data.take(stage, Chose("yes"), facts()) == Move(
        frames=(Welcome(),), effects=(WithdrawConsent(erase=erase),), lines=(line,)
    )
    assert my_data.take(stage, Chose("no"), facts()) == Move(frames=(HERE,), lines=("Dạ vâng, mọi thứ giữ nguyên.",))


def test_a_yes_on_the_overview_does_nothing() -> None:
    assert my_data.take(HERE, Chose("yes"), facts()).effects == ()


def test_no_form_waits_below_the_greeting_of_somebody_who_left() -> None:
    session = Session(
        person=OFFICER.id,
        stack=(Menu(), FillReport(key=KEY), MyData(stage="erase")),
        shown=Shown(token="1", name="my_data.erase", options=(("yes", "Xóa"), ("no", "Giữ nguyên"))),
    )

    assert step(session, Pressed(token="1", option="yes"), facts()).session.stack == (Welcome(),)


def test_anything_else_is_answered_and_a_stranger_has_nothing_here() -> None:
    for frame in (HERE, MyData(stage="withdraw"), MyData(stage="erase")):
        for given in STRAY:
            move = my_data.take(frame, given, facts())
            assert (move.frames, move.effects, len(move.lines)) == ((frame,), (), 1)
    assert my_data.show(HERE, Facts(now=NOW)).name == "welcome"
    assert my_data.take(MyData(stage="erase"), Chose("yes"), Facts(now=NOW)) == Move(frames=())
