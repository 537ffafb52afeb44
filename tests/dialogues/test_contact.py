from dataclasses import replace

from conversations.dialogues import contact
from conversations.engine.asks import WhomToRing
from conversations.engine.facts import Needs
from conversations.engine.frames import Contact
from conversations.engine.move import Chose, Move
from tests.dialogues.commune import COLLEAGUES, HEAD, STRAY, facts, fits, ids

HERE = Contact()


def test_people_to_ring_stand_with_role_post_and_number() -> None:
    screen = fits(contact.show(HERE, facts(HEAD, answers={WhomToRing(): COLLEAGUES})))

    assert screen.text == (
        "Cần hỗ trợ, anh/chị liên hệ:\n"
        "• Cán bộ văn phòng: cán bộ xã, 0900000007\n"
        "• Cán bộ trạm: cán bộ xã, Trạm y tế\n"
        "• Chủ tịch xã: lãnh đạo xã"
    )
    assert ids(screen) == ["close"]
    assert contact.needs(HERE) == Needs(asks=(WhomToRing(),))


def test_unknown_numbers_and_unknown_people_are_said_honestly() -> None:
    silent = tuple(replace(one, phone="") for one in COLLEAGUES)

    assert contact.show(HERE, facts(answers={WhomToRing(): silent})).text.splitlines()[-1] == (
        "Trợ lý chưa có số điện thoại của những người này."
    )
    assert contact.show(HERE, facts()).text == (
        "Trợ lý chưa biết ai phụ trách ở cấp trên của anh/chị. Xin anh/chị hỏi người đã gửi mã mời hoặc UBND xã."
    )


def test_a_long_list_ends_after_the_nearest_ten() -> None:
    assert len(contact.show(HERE, facts(answers={WhomToRing(): COLLEAGUES * 5})).text.splitlines()) == 11


def test_back_and_anything_else() -> None:
    assert contact.take(HERE, Chose("close"), facts()) == Move(frames=())
    for given in STRAY:
        move = contact.take(HERE, given, facts())
        assert (move.frames, len(move.lines)) == ((HERE,), 1)
