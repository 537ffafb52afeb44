"""A phone on the stage: what somebody does on it, and what it shows then, with buttons or as numbered text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from bot.channels.plain import texts_of
from bot.channels.telegram.buttons import read_button
from conversations.engine.events import Commanded, Event, Joined, Pressed, Said, SentPhoto
from conversations.engine.words import SOURCE
from conversations.reading.fold import fold, tidy
from conversations.screens.criteria_table import summary_text, table_text
from conversations.screens.evidence_recipe import EvidenceRecipe
from conversations.screens.own_data_recipe import OwnDataRecipe
from conversations.screens.picture_recipe import TableRecipe
from conversations.screens.qr_recipe import QrRecipe
from handlers.digest import load_tables
from handlers.turn import Incoming, Turned

if TYPE_CHECKING:
    from storage.outbox import Due
    from tests.stage import Stage


@dataclass(frozen=True)
class Shown:
    """A message as a phone shows it: text, and labels of its buttons or numbered options."""

    text: str
    options: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    message_id: int = 0


@dataclass
class Phone:
    """Somebody's chat with the bot. `chat` is what it shows, oldest first; an edited message stays in its place."""

    stage: Stage
    address: str
    name: str
    channel: str = "telegram"
    chat: list[Shown] = field(default_factory=list)
    arrived: list[Shown] = field(default_factory=list)
    """What came in the last turn of this phone, and messages that arrived by themselves since."""
    toast: str = ""
    menu: list[str] = field(default_factory=list)
    """The commands this phone lists in the chat."""
    last_incoming: Incoming | None = None

    @property
    def plain(self) -> bool:
        return self.stage.plain or self.channel != "telegram"

    async def does(self, event: Event, *, pressed_on: str | None = None) -> Turned:
        """Something happens on this phone."""
        incoming = Incoming(
            channel=self.channel,
            key=self.stage.next_key(),
            kind="message",
            address=self.address,
            sender=self.name,
            language="vi",
            event=event,
            pressed_on=pressed_on,
        )
        return await self.sends(incoming)

    async def sends(self, incoming: Incoming) -> Turned:
        """This very update, perhaps again."""
        self.last_incoming = incoming
        self.arrived = []
        turned = await self.stage.take(incoming)
        self.toast = turned.toast
        return turned

    async def says(self, text: str) -> Turned:
        """Types a text, or a command as the channel has them."""
        text = tidy(text, keep_newlines=True)
        if text.startswith("/") and not self.plain:
            name, _, arguments = text[1:].partition(" ")
            if name == "start" and arguments:
                return await self.does(Joined(payload=arguments))
            return await self.does(Commanded(name=name, arguments=arguments))
        return await self.does(Said(text=text))

    async def photo(self, reference: str = "photo-1", *, album: str = "") -> Turned:
        """Sends a photo."""
        return await self.does(SentPhoto(reference=reference, size=80_000, album=album))

    async def chooses(self, label: str) -> Turned:
        """Chooses an option by its label, or its beginning: pressed where there are buttons, typed where not."""
        for shown in reversed(self.chat):
            command = _named_command(shown.text, label) if self.plain else None
            if command is not None:
                return await self.says(command)
            places = [place for place, option in enumerate(shown.options) if fold(option) == fold(label)]
            places = places or [
                place for place, option in enumerate(shown.options) if fold(option).startswith(fold(label))
            ]
            if len(places) == 1:
                if not shown.data:
                    return await self.says(shown.options[places[0]])
                return await self.does(read_button(shown.data[places[0]]), pressed_on=str(shown.message_id))
            if places:
                raise AssertionError(f"“{label}” is several of {shown.options}")
            if shown.options:
                break
        raise AssertionError(f"no “{label}” on the screen:\n{self.screen()}")

    async def presses_old(self, shown: Shown, label: str) -> Turned:
        """Presses a button of a message further up."""
        place = next(place for place, option in enumerate(shown.options) if fold(option).startswith(fold(label)))
        return await self.does(read_button(shown.data[place]), pressed_on=str(shown.message_id))

    async def forges(self, token: str, option: str) -> Turned:
        """Sends callback data that no button carries."""
        return await self.does(Pressed(token=token, option=option))

    async def receives(self, due: Due, message_id: int) -> None:
        """A prepared call takes effect on this phone."""
        if self.plain:
            for text in texts_of(due.body):
                self._adds(_plain_shown(text))
            await self._note(due, message_id)
            return
        call = orjson.loads(due.body)
        match call["method"]:
            case "sendMessage":
                self._adds(_telegram_shown(call, message_id))
            case "sendPhoto":
                shown = await self._pictured(call["photo"], call["caption"])
                self._adds(Shown(text=shown, message_id=message_id))
            case "sendDocument":
                assert OwnDataRecipe.read(call["document"]) is not None
                self._adds(Shown(text=f"(tệp) {call['caption']}", message_id=message_id))
            case "editMessageText":
                edited = _telegram_shown(call, call["message_id"])
                self.chat = [edited if shown.message_id == edited.message_id else shown for shown in self.chat]
                self.arrived.append(edited)
            case "editMessageReplyMarkup":
                self.chat = [
                    Shown(text=shown.text, message_id=shown.message_id)
                    if shown.message_id == call["message_id"]
                    else shown
                    for shown in self.chat
                ]
            case "setMyCommands":
                self.menu = [command["command"] for command in call["commands"]]
            case other:
                raise AssertionError(other)
        await self._note(due, call.get("message_id", message_id))

    async def _pictured(self, text: str, caption: str) -> str:
        """What the picture of a recipe shows, in words."""
        if EvidenceRecipe.read(text) is not None:
            return f"(ảnh) {caption}"
        if QrRecipe.read(text) is not None:
            return caption
        recipe = TableRecipe.read(text)
        assert recipe is not None
        async with self.stage.database.read() as tx:
            tables = await load_tables(
                tx, self.stage.sets, unit=recipe.unit, as_of=recipe.as_of, known_at=recipe.known_at
            )
        table = None if tables is None else tables.part(recipe.part)
        assert tables is not None
        assert table is not None
        return summary_text(tables, SOURCE) if recipe.part == 0 and tables.several else table_text(table, SOURCE)

    async def _note(self, due: Due, message_id: int) -> None:
        from storage.outbox_outcomes import mark_sent_many

        async with self.stage.database.write() as tx:
            await mark_sent_many(tx, [(due, str(message_id))], at=int(self.stage.clock.now().timestamp() * 1000))

    def _adds(self, shown: Shown) -> None:
        self.chat.append(shown)
        self.arrived.append(shown)

    @property
    def last(self) -> Shown:
        """The last thing that arrived."""
        return self.arrived[-1]

    def screen(self) -> str:
        """What arrived in the last turn, as text with its options."""
        return "\n---\n".join(
            "\n".join([shown.text, *(f"[{option}]" for option in shown.options)]) for shown in self.arrived
        )

    def sees(self, *parts: str) -> None:
        """The last turn showed these parts."""
        found = self.screen()
        missing = [part for part in parts if part not in found]
        assert not missing, f"{missing} not in:\n{found}"

    def sees_not(self, *parts: str) -> None:
        """The last turn showed none of these."""
        found = self.screen()
        there = [part for part in parts if part in found]
        assert not there, f"{there} in:\n{found}"


def _telegram_shown(call: dict[str, object], message_id: int) -> Shown:
    markup = call.get("reply_markup") or {}
    assert isinstance(markup, dict)
    inline = [button for row in markup.get("inline_keyboard", []) for button in row]
    below = [button["text"] for row in markup.get("keyboard", []) for button in row if "request_contact" not in button]
    options = tuple(button["text"] for button in inline) or tuple(below)
    return Shown(
        text=str(call["text"]),
        options=options,
        data=tuple(button["callback_data"] for button in inline),
        message_id=message_id,
    )


def _named_command(text: str, label: str) -> str | None:
    """What plain text says to type instead of pressing a link of a message."""
    found = (line.partition(", gõ: ") for line in text.split("\n"))
    return next((command for named, _, command in found if command and fold(named).startswith(fold(label))), None)


_OPTION = re.compile(r"(?:\d{1,2}|[A-Z])\. (.+)")


def _plain_shown(text: str) -> Shown:
    lines = text.split("\n")
    start = len(lines)
    while start and _OPTION.fullmatch(lines[start - 1]):
        start -= 1
    if start == len(lines) or (start and lines[start - 1]):
        return Shown(text=text)
    options = tuple(found[1] for line in lines[start:] if (found := _OPTION.fullmatch(line)))
    return Shown(text="\n".join(lines[:start]).strip(), options=options)
