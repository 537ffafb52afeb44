from dataclasses import replace

import pytest

from conversations.dialogues import account
from conversations.engine.asks import AbsencesNow, OwnChannels
from conversations.engine.effects import MakeLinkCode, Rename, SetLanguage, UnlinkChannel
from conversations.engine.facts import Facts, Needs
from conversations.engine.frames import Account, MyData
from conversations.engine.move import Chose, Move, Typed
from conversations.engine.screen import Takes
from conversations.engine.words import SOURCE
from conversations.programme.directory import OwnChannel
from tests.dialogues.commune import NOW, NURSE, STRAY, facts, fits, ids, person

HERE = Account()
RENAMING = Account(stage="rename")


def test_the_account_says_name_roles_with_post_and_unit_and_language() -> None:
    screen = fits(account.show(HERE, facts(NURSE)))

    assert screen.text == (
        "Họ tên: Cán bộ xã\n"
        "Vai trò: cán bộ xã, Trạm y tế · xã Phúc Sen\n"
        "Nhận thêm vai trò hoặc đổi đơn vị: gõ /start rồi mã mời mới.\n"
        "Ngôn ngữ: Tiếng Việt"
    )
    assert ids(screen) == ["leave", "rename", "language", "link", "channels", "my_data", "close"]
    assert account.needs(HERE) == Needs(asks=(AbsencesNow(),))


def test_a_person_without_role_and_name_is_told_so() -> None:
    nobody = replace(person(), name="")

    assert account.show(HERE, facts(nobody)).text == (
        "Họ tên: chưa có\nVai trò: chưa có. Muốn có vai trò, anh/chị cần một mã mời.\nNgôn ngữ: Tiếng Việt"
    )


def test_a_language_is_chosen_by_its_own_name() -> None:
    choosing = Account(stage="language")
    screen = fits(account.show(choosing, facts()))

    assert account.take(HERE, Chose("language"), facts()) == Move(frames=(choosing,))
    assert [option.label for option in screen.options] == ["Tiếng Việt", "English", "◀ Quay lại"]
    assert account.take(choosing, Chose("language:en"), facts()) == Move(
        frames=(HERE,), effects=(SetLanguage(language="en"),)
    )
    assert account.show(HERE, facts(words=replace(SOURCE, language="en"))).text.endswith("Ngôn ngữ: English")


def test_a_typed_name_is_taken() -> None:
    assert account.take(HERE, Chose("rename"), facts()) == Move(frames=(RENAMING,))
    assert fits(account.show(RENAMING, facts())).takes == {Takes.TEXT}
    assert account.take(RENAMING, Typed("  Nông Văn\nA "), facts()) == Move(
        frames=(HERE,), effects=(Rename(name="Nông Văn A"),), lines=("Đã sửa họ tên: Nông Văn A.",)
    )
    assert account.take(RENAMING, Chose("overview"), facts()) == Move(frames=(HERE,))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A" * 81, "Tên vừa gõ dài 81 ký tự, chỉ ghi được tối đa 80. Xin anh/chị gõ gọn lại."),
        ("123", "Trợ lý chưa thấy họ tên trong tin vừa gửi. Xin anh/chị gõ lại, ví dụ: Nguyễn Văn A."),
    ],
)
def test_what_cannot_be_a_name_is_asked_for_again(text: str, line: str) -> None:
    assert account.take(RENAMING, Typed(text), facts()) == Move(frames=(RENAMING,), lines=(line,))


def test_the_other_ways_on_and_anything_else() -> None:
    assert account.take(HERE, Chose("my_data"), facts()) == Move(frames=(HERE, MyData()))
    assert account.take(HERE, Chose("close"), facts()) == Move(frames=())
    assert account.take(HERE, Chose("language:xx"), facts()).effects == ()
    for frame in (HERE, RENAMING, Account(stage="language")):
        for given in STRAY:
            move = account.take(frame, given, facts())
            assert (move.frames, move.effects, len(move.lines)) == ((frame,), (), 1)
    assert account.show(RENAMING, Facts(now=NOW)).name == "welcome"
    assert account.take(RENAMING, Typed("Nông Văn A"), Facts(now=NOW)) == Move(frames=())


MINE = tuple(OwnChannel(id=number, name="telegram" if number % 2 else "zalo", since=NOW) for number in range(1, 4))


def test_channels_are_let_go_after_one_confirmation_and_the_only_one_not_at_all() -> None:
    there = facts(answers={OwnChannels(): MINE})
    frame = Account(stage="channels")
    assert ids(fits(account.show(frame, there))) == ["channel:1", "channel:2", "channel:3", "link", "overview"]
    (sure,) = account.take(frame, Chose("channel:2"), there).frames
    assert sure == Account(stage="unlink", account=2)
    assert ids(fits(account.show(Account(stage="unlink", account=2), there))) == ["yes", "channels"]
    move = account.take(Account(stage="unlink", account=2), Chose("yes"), there)
    assert (move.effects, move.frames) == ((UnlinkChannel(account=2),), (frame,))
    alone = facts(answers={OwnChannels(): MINE[:1]})
    assert ids(account.show(frame, alone)) == ["link", "overview"]
    # gone meanwhile: the list again
    assert account.show(Account(stage="unlink", account=9), there).name == "account.channels"


def test_a_code_is_made_when_the_channel_to_add_is_asked_for() -> None:
    there = facts(answers={OwnChannels(): MINE})
    move = account.take(Account(stage="channels"), Chose("link"), there)
    assert (move.frames, move.effects) == ((Account(stage="link"),), (MakeLinkCode(),))
    assert ids(fits(account.show(Account(stage="link"), facts()))) == ["link", "overview"]
    assert account.take(Account(stage="overview"), Chose("yes"), facts()).effects == ()
