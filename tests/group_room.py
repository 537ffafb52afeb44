"""A group on the stage: members write and press there, everybody sees what the bot answers.

`await room.says(manager, "/gannhom")`, `await room.presses(manager, "Gắn nhóm")`, `room.sees("…")`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from bot.channels.telegram.buttons import read_button
from conversations.engine.events import Pressed
from conversations.engine.group import BotStands, GroupCommanded, GroupEvent, GroupMoved, GroupPressed
from conversations.reading.fold import fold
from handlers.group_turn import GroupIncoming, take_group_turn
from storage.addresses import address_of
from tests.phone import Phone

if TYPE_CHECKING:
    from handlers.turn import Turned
    from tests.phone import Shown
    from tests.stage import Stage


@dataclass
class Room:
    """A group, or one topic of it."""

    stage: Stage
    chat: str = "-5001"
    topic: int | None = None
    title: str = "Nông thôn mới huyện"
    toast: str = ""
    last_incoming: GroupIncoming | None = None
    methods: list[str] = field(default_factory=list)
    """What Telegram was called for in the last turn."""
    board: Phone = field(init=False)
    """What everybody there sees."""

    def __post_init__(self) -> None:
        address = address_of(self.chat, self.topic)
        self.board = Phone(stage=self.stage, address=address, name=self.title)
        self.stage.phones[address] = self.board

    async def says(self, member: Phone | None, text: str) -> Turned:
        """A command of a member; None: somebody who writes in the group's name."""
        name, _, arguments = text.removeprefix("/").partition(" ")
        return await self.does(GroupCommanded(name=name, arguments=arguments), member)

    async def presses(self, member: Phone, label: str, *, on: Shown | None = None) -> Turned:
        """A button of the newest message that has one, or of that very message."""
        shown = on or next(shown for shown in reversed(self.board.chat) if shown.options)
        place = next(place for place, option in enumerate(shown.options) if fold(option).startswith(fold(label)))
        pressed = read_button(shown.data[place])
        assert isinstance(pressed, Pressed)
        event = GroupPressed(token=pressed.token, option=pressed.option)
        return await self.does(event, member, pressed_on=str(shown.message_id))

    async def forges(self, member: Phone, token: str, option: str) -> Turned:
        """Button data that no button carries."""
        return await self.does(GroupPressed(token=token, option=option), member, pressed_on="1")

    async def lets_the_bot(self, member: Phone, *, come: bool = True, write: bool = True) -> Turned:
        """The bot is let in, put out (come False), or has other rights."""
        return await self.does(BotStands(inside=come, may_write=come and write, came=come and write), member)

    async def becomes(self, chat: str) -> None:
        """The group gets another id; what it shows from now on stands in another room."""
        await self.does(GroupMoved(to=chat), None)
        self.chat = chat
        self.__post_init__()

    async def does(self, event: GroupEvent, member: Phone | None, *, pressed_on: str | None = None) -> Turned:
        return await self.sends(
            GroupIncoming(
                channel=self.stage.channel,
                key=self.stage.next_key(),
                kind="message",
                address=self.chat,
                topic=self.topic,
                title=self.title,
                sender=member.address if member is not None else "",
                event=event,
                pressed_on=pressed_on,
            )
        )

    async def sends(self, incoming: GroupIncoming) -> Turned:
        """This very update, perhaps again."""
        self.last_incoming = incoming
        for phone in self.stage.phones.values():
            phone.arrived = []
        turned = await take_group_turn(self.stage.database, incoming, self.stage.services)
        self.methods = [orjson.loads(due.body)["method"] for due in turned.outgoing]
        for due in turned.outgoing:
            await self.stage._arrives(due)
        self.toast = turned.toast
        return turned

    def sees(self, *parts: str) -> None:
        """The last turn showed these parts in the group."""
        self.board.sees(*parts)

    def shows(self) -> str:
        """What the last turn showed in the group."""
        return self.board.screen()


DISTRICT = "huyện Quảng Hòa"


async def rows(stage: Stage, sql: str) -> list[tuple[Any, ...]]:
    """What is stored."""
    async with stage.database.read() as tx:
        found: Any = await tx.all(sql)
    return [tuple(row) for row in found]


async def followed(stage: Stage) -> list[tuple[Any, ...]]:
    """What every group or topic follows now."""
    return await rows(
        stage,
        "SELECT g.address, g.topic, u.name FROM group_chat g JOIN unit u ON u.id = g.unit"
        " WHERE g.ended_at IS NULL ORDER BY g.id",
    )


async def bound(room: Room, manager: Phone) -> None:
    """The group follows the manager's unit."""
    await room.says(manager, "/gannhom")
    await room.presses(manager, "Gắn nhóm")
    room.sees("✔")
