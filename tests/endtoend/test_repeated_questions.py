"""A question may repeat after a crash. Whoever pressed it before, or presses the repetition, is never left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.buttons import read_button
from conversations.programme.person import Role
from handlers.deliver import Outbox
from handlers.turn import Incoming, take_turn
from tests.phone import Phone, Shown
from tests.stage import Stage

if TYPE_CHECKING:
    from handlers.turn import Turned
    from storage.database import Database
    from storage.outbox import Due

STALE = "Nút vừa bấm thuộc câu cũ nên không ghi gì. Đây là chỗ anh/chị đang làm:"


@pytest.fixture
async def stage(database: Database) -> Stage:
    found = Stage(database)
    await found.load()
    return found


@pytest.fixture
async def officer(stage: Stage) -> Phone:
    """Somebody in front of the first question."""
    officer = await stage.joined("Cán bộ xã", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    await officer.says("/baocao")
    await officer.chooses("Tiếp tục")
    return officer


def outbox_of(stage: Stage) -> Outbox:
    return Outbox(database=stage.database, clock=stage.clock, worker=stage.services.worker, channel="telegram")


async def unsent(stage: Stage, officer: Phone, text: str) -> tuple[Due, ...]:
    """They type something, and the bot dies before it can write down that its answer left."""
    officer.last_incoming = None
    turned = await stage_turn(stage, officer, text)
    await outbox_of(stage).free_own()
    return turned.outgoing


async def stage_turn(stage: Stage, officer: Phone, text: str) -> Turned:
    from conversations.engine.events import Said

    incoming = Incoming(
        channel="telegram", key=stage.next_key(), kind="message", address=officer.address, sender=officer.name,
        language="vi", event=Said(text=text),
    )  # fmt: skip
    return await take_turn(stage.database, incoming, stage.services)


async def test_a_button_of_the_repetition_shows_where_they_are(officer: Phone) -> None:
    first = officer.last
    await officer.chooses("Đạt")
    repeated = Shown(text=first.text, options=first.options, data=first.data, message_id=first.message_id + 1000)

    await officer.does(read_button(repeated.data[0]), pressed_on=str(repeated.message_id))

    officer.sees(STALE, "1.2 · ")
    await officer.does(read_button(officer.last.data[0]), pressed_on=str(officer.last.message_id))
    officer.sees("✔ 1.2 ", "2.1 · ")


async def test_a_double_press_on_the_screen_itself_changes_nothing(officer: Phone) -> None:
    first = officer.last
    await officer.chooses("Đạt")

    await officer.does(read_button(first.data[0]), pressed_on=str(first.message_id))

    assert (officer.toast, officer.arrived) == ("Đã nhận rồi ạ.", [])


async def test_a_pressed_question_does_not_repeat(stage: Stage, officer: Phone) -> None:
    (question, *_) = await unsent(stage, officer, "dat")
    await officer.receives(question, 500)

    turned = await officer.does(read_button(officer.last.data[0]), pressed_on="500")
    stage.clock.wind(seconds=2)
    leaving = await outbox_of(stage).claim(10)

    assert turned.outgoing == ()
    assert [due.revision for due in leaving if due.revision is not None] == [(question.revision or 0) + 1]


async def test_a_question_nobody_pressed_leaves_in_its_turn(stage: Stage, officer: Phone) -> None:
    (question, *_) = await unsent(stage, officer, "dat")

    assert await outbox_of(stage).claim(10) == ()
    await stage_turn(stage, officer, "95,5")
    stage.clock.wind(seconds=2)
    leaving = await outbox_of(stage).claim(10)

    revision = question.revision or 0
    assert [due.revision for due in leaving if due.revision is not None] == [revision, revision + 1]
