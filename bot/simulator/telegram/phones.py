"""What a person does on the phone: open the bot, write, press, send pictures, block.

Every action happens at once and tells the bot by an update; what comes back is waited for: `await phone.reply()`,
`await press.answered()`. A phone acts in its private chat unless a group is named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from bot.simulator.telegram.chats import Chat, Standing, User
from bot.simulator.telegram.files import SAMPLE_DOCUMENT, SAMPLES, sample
from bot.simulator.telegram.messages import Message
from bot.simulator.telegram.screen import Button, Screen, Shown, inline_rows, keyboard_rows, screen, show
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.texts import TEXT_LIMIT, clean, entities
from bot.simulator.telegram.updates import Update
from bot.simulator.telegram.watch import PATIENCE
from bot.simulator.telegram.world import Query, World

VOICE: Final = b"OggS\x00\x02" + bytes(22) + b"OpusHead\x01\x01" + bytes(9)
"""The beginning of a voice note as phones record it."""
_SERVED_MEMBERS: Final = frozenset({"creator", "administrator", "member"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message a person has sent; `update` is None when the bot does not hear of it."""

    message: Message
    update: Update | None

    @property
    def message_id(self) -> int:
        return self.message.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A pressed button. With data it asks the bot; otherwise it opens, copies or sends by itself."""

    world: World
    button: Button
    query: Query | None = None
    update: Update | None = None
    sent: Sent | None = None

    async def answered(self, *, timeout: float = PATIENCE) -> str | None:
        """What answerCallbackQuery told the person; None when it only stopped the spinner."""
        query = self.query
        if query is None:
            return None
        await self.world.wait_for(lambda: query.answered, chat=query.chat, timeout=timeout)
        return query.text


class NoSuchButtonError(LookupError):
    """The phone shows no such button; the message names those it shows."""


class Phones:
    """All phones of the world, by the id of their person."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._phones: dict[int, Phone] = {}

    def add(
        self,
        *,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = "vi",
        user_id: int | None = None,
        phone_number: str | None = None,
    ) -> "Phone":
        user = self._world.add_user(
            first_name=first_name, last_name=last_name, username=username, language=language, user_id=user_id
        )
        number = phone_number or f"+8490{user.id % 10_000_000:07d}"
        phone = Phone(self._world, user, phone_number=number)
        self._phones[user.id] = phone
        return phone

    def __getitem__(self, user_id: int) -> "Phone":
        return self._phones[user_id]

    def all(self) -> list["Phone"]:
        return list(self._phones.values())


class Phone:
    def __init__(self, world: World, user: User, *, phone_number: str) -> None:
        self._world = world
        self.user = user
        self.phone_number = phone_number
        self._seen: dict[int, int] = {}  # chat to what the bot had shown there when the person last acted

    @property
    def id(self) -> int:
        return self.user.id

    # ---- reading

    def screen(self, *, chat: int | None = None) -> Screen:
        return screen(self._world, self._chat(chat), self.user)

    def messages(self, *, chat: int | None = None) -> list[Shown]:
        """What the chat shows now, oldest first."""
        return [show(message, self.user) for message in self._chat(chat).messages.values() if not message.deleted]

    def from_bot(self, *, chat: int | None = None) -> list[Shown]:
        return [shown for shown in self.messages(chat=chat) if shown.from_bot]

    def last(self, *, chat: int | None = None) -> Shown:
        """The newest message of the bot."""
        for message in reversed(self._chat(chat).messages.values()):
            if message.sender is self._world.bot and not message.deleted:
                return show(message, self.user)
        raise LookupError(f"the bot has not written to {self.user.first_name} yet")

    def shown(self, *, chat: int | None = None) -> int:
        """How many times the bot has shown something here: messages, edits, deletions."""
        return self._chat(chat).shown

    async def reply(self, *, chat: int | None = None, times: int = 1, timeout: float = PATIENCE) -> Shown:
        """The newest message of the bot, once it has shown something `times` times since this person last acted."""
        place = self._chat(chat)
        wanted = self._seen.get(place.id, 0) + times
        await self._world.wait_for(lambda: place.shown >= wanted, chat=place.id, timeout=timeout)
        return self.last(chat=place.id)

    async def sees(self, text: str, *, chat: int | None = None, timeout: float = PATIENCE) -> Shown:
        """The newest message that shows `text`, as soon as there is one."""
        place = self._chat(chat)

        def found() -> Shown | None:
            for message in reversed(place.messages.values()):
                content = message.content
                if not message.deleted and text in str(content.get("text") or content.get("caption") or ""):
                    return show(message, self.user)
            return None

        shown = await self._world.wait_for(found, chat=place.id, timeout=timeout)
        if shown is None:
            raise LookupError(text)
        return shown

    async def acknowledged(self, *, chat: int | None = None, timeout: float = PATIENCE) -> None:
        """Return once the bot has confirmed everything that happened in this chat."""
        await self._world.acknowledged(self._chat(chat).id, timeout=timeout)

    # ---- writing

    def start(self, payload: str | None = None) -> Sent:
        """Open the bot, by its name or by a link with a payload, and press Start."""
        self.unblock()
        return self.say(f"/start {payload}" if payload else "/start")

    def open_link(self, url: str) -> Sent:
        """Follow a link of the form https://t.me/<bot>?start=<payload> and press Start."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        if parts.path.strip("/").lower() != str(self._world.bot.username).lower():
            raise ValueError(f"{url} does not lead to @{self._world.bot.username}")
        return self.start(parse_qs(parts.query).get("start", [None])[0])

    def say(
        self, text: str, *, chat: int | None = None, thread: int | None = None, reply_to: int | None = None
    ) -> Sent:
        """Write a text. A phone sends what is longer than a message as several; the last one comes back."""
        text = clean(text)
        if not text:
            raise ValueError("a phone sends no empty message")
        pieces = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)]
        for piece in pieces[:-1]:
            self._send(_with_entities(piece), chat=chat, thread=thread, reply_to=reply_to)
        return self._send(_with_entities(pieces[-1]), chat=chat, thread=thread, reply_to=reply_to)

    def send_photo(
        self,
        content: bytes | None = None,
        *,
        caption: str | None = None,
        sample_number: int = 0,
        size: int | None = None,
        chat: int | None = None,
    ) -> Sent:
        """Send a picture as a photo; without one, a built-in sample. `size` claims another size than it has."""
        picture = content if content is not None else sample(SAMPLES[sample_number % len(SAMPLES)])
        return self._send({"photo": self._world.files.add_photo(picture, size=size), **_caption(caption)}, chat=chat)

    def send_album(
        self, pictures: Iterable[bytes] | None = None, *, caption: str | None = None, chat: int | None = None
    ) -> list[Sent]:
        """Several photos at once: separate messages with one media_group_id, the caption under the first."""
        album = self._world.next_album()
        sent: list[Sent] = []
        for picture in list(pictures) if pictures is not None else [sample(name) for name in SAMPLES]:
            content: Json = {"photo": self._world.files.add_photo(picture), "media_group_id": album}
            sent.append(self._send({**content, **_caption(None if sent else caption)}, chat=chat))
        return sent

    def send_document(
        self,
        content: bytes | None = None,
        *,
        name: str = SAMPLE_DOCUMENT,
        mime: str | None = "application/pdf",
        caption: str | None = None,
        size: int | None = None,
        chat: int | None = None,
    ) -> Sent:
        body = content if content is not None else sample(SAMPLE_DOCUMENT)
        described = self._world.files.add_document(body, name=name, mime=mime, size=size)
        return self._send({"document": described, **_caption(caption)}, chat=chat)

    def send_location(
        self,
        latitude: float = 22.69,
        longitude: float = 106.41,
        *,
        accuracy: float | None = 12.0,
        chat: int | None = None,
    ) -> Sent:
        place: Json = {"latitude": latitude, "longitude": longitude}
        if accuracy is not None:
            place["horizontal_accuracy"] = accuracy
        return self._send({"location": place}, chat=chat)

    def send_contact(
        self, *, phone_number: str | None = None, first_name: str | None = None, user_id: int | None = None
    ) -> Sent:
        """Share the own contact, or with a phone number somebody else's."""
        if phone_number is None:
            card: Json = {
                "phone_number": self.phone_number, "first_name": self.user.first_name, "user_id": self.user.id,
            }  # fmt: skip
        else:
            card = {"phone_number": phone_number, "first_name": first_name or "Người khác"}
            if user_id is not None:
                card["user_id"] = user_id
        return self._send({"contact": card})

    def send_sticker(self, emoji: str = "👍", *, chat: int | None = None) -> Sent:
        return self._send({"sticker": self._world.files.add_sticker(b"RIFF....WEBP", emoji=emoji)}, chat=chat)

    def send_voice(self, *, seconds: int = 4, chat: int | None = None) -> Sent:
        return self._send({"voice": self._world.files.add_voice(VOICE, seconds=seconds)}, chat=chat)

    def forward(self, message: Message, *, chat: int | None = None) -> Sent:
        """Forward somebody's message: the bot sees whose it was."""
        origin: Json = {"type": "user", "date": message.date}
        if message.sender is not None:
            origin["sender_user"] = message.sender.as_json()
        else:
            origin = {"type": "hidden_user", "date": message.date, "sender_user_name": "Ẩn danh"}
        return self._send({**message.content, "forward_origin": origin}, chat=chat)

    def edit(self, message_id: int, text: str, *, chat: int | None = None) -> Update | None:
        """Change an own text."""
        place = self._chat(chat)
        message = place.messages[message_id]
        if message.sender is not self.user or "text" not in message.content:
            raise ValueError("a person edits only own texts")
        message.change(content=_with_entities(clean(text)), markup=None, now=self._world.now())
        self._act(place)
        return self._world.push_message(message, kind="edited_message")

    # ---- pressing

    def press(self, wanted: str, *, chat: int | None = None, message_id: int | None = None) -> Press:
        """Press a button by its label, its data or a part of its label: the newest that fits, else below the input.

        Raises NoSuchButtonError when none fits or a part of a label fits several.
        """
        place = self._chat(chat)
        if message_id is not None:
            searched: Iterable[Message] = [place.messages[message_id]]
        else:
            searched = [message for message in reversed(place.messages.values()) if message.markup is not None]
        for fits in (_exactly(wanted), _partly(wanted)):
            for message in searched:
                found = [button for button in _buttons(message) if fits(button)]
                if len(found) == 1:
                    return self._pressed(place, message, found[0])
                if found:
                    raise NoSuchButtonError(f"{wanted!r} fits {[button.text for button in found]}")
            below = [button for button in _flat(keyboard_rows(place.keyboard)) if fits(button)]
            if below and message_id is None:
                return self._pressed_below(place, below[0])
        labels = [button.text for message in searched for button in _buttons(message)]
        raise NoSuchButtonError(f"no button {wanted!r}; shown: {labels}")

    def forge(self, data: str, *, message_id: int, chat: int | None = None) -> Press:
        """Send button data that need not stand under the message: an old look of it, or a manipulated phone."""
        place = self._chat(chat)
        message = place.messages[message_id]
        return self._ask(place, message, Button(text="", data=data))

    def _pressed(self, place: Chat, message: Message, button: Button) -> Press:
        if button.data is not None:
            return self._ask(place, message, button)
        if button.url is not None and "start=" in button.url and str(self._world.bot.username) in button.url:
            return Press(world=self._world, button=button, sent=self.open_link(button.url))
        return Press(world=self._world, button=button)

    def _ask(self, place: Chat, message: Message, button: Button) -> Press:
        world = self._world
        self._act(place)
        query = world.new_query(chat=place, user=self.user, message_id=message.id, data=str(button.data))
        payload: Json = {
            "id": query.id,
            "from": self.user.as_json(),
            "message": message.as_pressed(),
            "chat_instance": place.instance,
            "data": query.data,
        }
        update = world.push("callback_query", payload, chat=place.id, queue=f"press {self.user.id}")
        return Press(world=world, button=button, query=query, update=update)

    def _pressed_below(self, place: Chat, button: Button) -> Press:
        match button.asks:
            case "contact":
                sent = self.send_contact()
            case "location":
                sent = self.send_location()
            case _:
                sent = self.say(button.text, chat=place.id)
        if place.keyboard is not None and place.keyboard.get("one_time_keyboard"):
            place.keyboard = None
        return Press(world=self._world, button=button, sent=sent)

    # ---- standing

    def block(self) -> None:
        """Stop the bot: it may not write here any more, and is told so."""
        place = self._chat(None)
        if place.standing is not Standing.KICKED:
            place.standing = Standing.KICKED
            self._world.push_standing(place, self.user, before="member", after="kicked")

    def unblock(self) -> None:
        place = self._chat(None)
        if place.standing is Standing.KICKED:
            place.standing = Standing.MEMBER
            self._world.push_standing(place, self.user, before="kicked", after="member")

    def deactivate(self) -> None:
        """The account is deleted."""
        self.user.deactivated = True

    # ---- beneath

    def _chat(self, chat: int | None) -> Chat:
        place = self._world.chats[chat if chat is not None else self.user.id]
        return self._world.chats[place.migrated_to] if place.migrated_to is not None else place

    def _act(self, place: Chat) -> None:
        self._seen[place.id] = place.shown
        self._world.events.publish("person", at=self._world.clock(), chat=place.id, user=self.user.id)

    def _send(
        self, content: Json, *, chat: int | None = None, thread: int | None = None, reply_to: int | None = None
    ) -> Sent:
        place = self._chat(chat)
        if place.private:
            self.unblock()
            place.standing = Standing.MEMBER
        elif place.members.get(self.user.id) not in _SERVED_MEMBERS:
            raise ValueError(f"{self.user.first_name} is no member of {place.title}")
        replied = place.messages.get(reply_to) if reply_to is not None else None
        self._act(place)
        message = self._world.post(place, self.user, content, thread=thread, reply_to=replied)
        heard = place.private or (
            place.standing in (Standing.MEMBER, Standing.ADMINISTRATOR, Standing.RESTRICTED)
            and self._meant_for_bot(place, message)
        )
        update = self._world.push_message(message) if heard else None
        self._world.watch.changed(place.id)
        return Sent(message=message, update=update)

    def _meant_for_bot(self, place: Chat, message: Message) -> bool:
        """Privacy mode: in a group a bot that is no administrator hears commands, mentions and replies to itself."""
        if not self._world.privacy or place.standing is Standing.ADMINISTRATOR:
            return True
        if message.reply_to is not None and message.reply_to.sender is self._world.bot:
            return True
        text = str(message.content.get("text") or message.content.get("caption") or "").lower()
        name = f"@{self._world.bot.username}".lower()
        command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        return name in text or (bool(command) and "@" not in command)


def _with_entities(text: str) -> Json:
    found = entities(text)
    return {"text": text, "entities": found} if found else {"text": text}


def _caption(text: str | None) -> Json:
    return {"caption": clean(text)} if text else {}


def _buttons(message: Message) -> list[Button]:
    return [] if message.deleted else _flat(inline_rows(message.markup))


def _flat(rows: tuple[tuple[Button, ...], ...]) -> list[Button]:
    return [button for row in rows for button in row]


def _exactly(wanted: str) -> Callable[[Button], bool]:
    return lambda button: wanted in (button.text, button.data)


def _partly(wanted: str) -> Callable[[Button], bool]:
    return lambda button: wanted in button.text
