import pytest

from conversations.dialogues import ask_for_right
from conversations.dialogues.commands import COMMANDS
from conversations.engine.asks import WhomToRing
from conversations.engine.effects import RequestRight
from conversations.engine.facts import Needs
from conversations.engine.frames import AskForRight
from conversations.engine.move import Chose, Move
from tests.dialogues.commune import COLLEAGUES, HEAD, STRAY, facts, fits, ids

HERE = AskForRight(command="duyet")


def test_the_refusal_says_whose_the_command_is_and_who_can_help() -> None:
    screen = fits(ask_for_right.show(HERE, facts(HEAD, answers={WhomToRing(): COLLEAGUES})))

    assert screen.text == (
        "Lệnh này chỉ dành cho lãnh đạo xã.\n"
        "Người có thể giúp: Cán bộ văn phòng: cán bộ xã, 0900000007; Cán bộ trạm: cán bộ xã, Trạm y tế."
    )
    assert [option.label for option in screen.options] == ["Đề nghị cấp quyền", "◀ Quay lại"]
    assert ask_for_right.needs(HERE) == Needs(asks=(WhomToRing(),))


def test_several_roles_are_named_in_one_sentence() -> None:
    screen = ask_for_right.show(AskForRight(command="tiendo"), facts(HEAD))

    assert screen.text == (
        "Lệnh này chỉ dành cho cán bộ thôn, xóm; cán bộ xã hoặc lãnh đạo xã.\n"
        "Người đã gửi mã mời cho anh/chị có thể giúp."
    )


@pytest.mark.parametrize("command", [command.name for command in COMMANDS if command.roles])
def test_every_command_that_can_be_refused_has_its_sentence(command: str) -> None:
    assert fits(ask_for_right.show(AskForRight(command=command), facts())).text.startswith("Lệnh này chỉ dành cho ")


def test_a_command_of_nobody_is_refused_without_a_role() -> None:
    assert ask_for_right.show(AskForRight(command="gone"), facts()).text.splitlines()[0] == (
        "Anh/chị không có quyền dùng lệnh này."
    )


def test_asking_is_passed_on_and_returns_to_what_waited() -> None:
    assert ask_for_right.take(HERE, Chose("ask"), facts(HEAD)) == Move(
        frames=(),
        effects=(RequestRight(what="duyet"),),
        lines=("Đã gửi đề nghị tới người quản lý. Nếu được đồng ý, anh/chị sẽ nhận một mã mời mới.",),
    )
    assert ask_for_right.take(HERE, Chose("close"), facts(HEAD)) == Move(frames=())
    assert ids(ask_for_right.show(HERE, facts())) == ["ask", "close"]


def test_anything_else_is_answered() -> None:
    for given in STRAY:
        move = ask_for_right.take(HERE, given, facts())
        assert (move.frames, move.effects, len(move.lines)) == ((HERE,), (), 1)
