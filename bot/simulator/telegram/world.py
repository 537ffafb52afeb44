"""Everything Telegram would know: people, chats, messages, files, menus, and the updates that wait for the bot.

The world does no input or output and reads no clock but the one it was given. Persons change it through phones and
groups, the bot through the methods; each change is told to whoever watches.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.simulator.telegram.chats import Chat, ChatKind, Standing, User
from bot.simulator.telegram.events import Call, Events, Violation
from bot.simulator.telegram.faults import Faults
from bot.simulator.telegram.files import Files
from bot.simulator.telegram.flood import FloodControl
from bot.simulator.telegram.messages import Message
from bot.simulator.telegram.refusals import CHAT_NOT_FOUND, bad_request, migrated
from bot.simulator.telegram.spec import Json, load_spec
from bot.simulator.telegram.updates import Update, Updates
from bot.simulator.telegram.watch import PATIENCE, Watch

T = TypeVar("T")

TOKEN: Final = "100200300:simulator-token-for-loopback-only-AAAA"  # noqa: S105 # opens nothing anywhere
TYPING_SHOWN: Final = timedelta(seconds=5)
ANSWER_WITHIN: Final = timedelta(seconds=30)  # unverified: Telegram publishes no number
CALLS_KEPT: Final = 20_000


@dataclass(slots=True, kw_only=True)
class Query:
    """A pressed button that waits for answerCallbackQuery."""

    id: str
    chat: int
    user: int
    message_id: int
    data: str
    until: datetime
    answered: bool = False
    text: str | None = None
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    url: str
    secret: str | None
    connections: int
    certificate: bool


@dataclass(slots=True, kw_only=True)
class Profile:
    """What the bot has told about itself: menus, names, descriptions, each by language."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # (scope, language) to commands
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)  # chat to MenuButton, 0 for all


class World:
    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        token: str = TOKEN,
        username: str = "ntm_simulator_bot",
        name: str = "Trợ lý nông thôn mới",
        privacy: bool = True,
        flood_control: bool = False,
        answer_within: timedelta = ANSWER_WITHIN,
    ) -> None:
        self.clock = clock
        self.token = token
        self.privacy = privacy  # in groups the bot hears only what is meant for it
        self.answer_within = answer_within
        self.bot = User(id=int(token.partition(":")[0]), first_name=name, username=username, is_bot=True)
        self.spec = load_spec()
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates = Updates()
        self.updates.on_confirmed = self._confirmed
        self.faults = Faults()
        self.flood = FloodControl() if flood_control else None
        self.watch = Watch()
        self.events = Events()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.violations: list[Violation] = []
        self.queries: dict[str, Query] = {}
        self.profile = Profile()
        self.webhook: Webhook | None = None
        self.poll_waits = False  # a getUpdates is waiting now
        self.running_calls = 0
        self._next_message = 1
        self._next_user = 700_000_001
        self._next_group = -4_000_001
        self._next_supergroup = -1_002_000_000_001
        self._next_query = 5_000_000_000_000_001
        self._next_album = 13_500_000_000_000_001
        self._call_count = 0

    # ---- people and chats

    def add_user(
        self,
        *,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = "vi",
        user_id: int | None = None,
    ) -> User:
        """A person with a private chat in which nobody has written yet."""
        number = user_id if user_id is not None else self._next_user
        if number in self.users:
            raise ValueError(f"user {number} exists already")
        self._next_user = max(self._next_user, number) + 1
        user = User(id=number, first_name=first_name, last_name=last_name, username=username, language=language)
        self.users[number] = user
        self.chats[number] = Chat(id=number, kind="private", instance=str(number * 31 + 7), person=user)
        return user

    def add_group(self, *, title: str, kind: ChatKind = "group", is_forum: bool = False) -> Chat:
        if kind == "supergroup":
            number = self._next_supergroup
            self._next_supergroup -= 1
        else:
            number = self._next_group
            self._next_group -= 1
        chat = Chat(
            id=number, kind=kind, instance=str(-number * 31 + 7), title=title, is_forum=is_forum, standing=Standing.LEFT
        )
        self.chats[number] = chat
        return chat

    def chat(self, number: object) -> Chat:
        """The chat of a call, which may also name a person by @username, or Telegram's refusal."""
        if isinstance(number, str):
            name = number.removeprefix("@").lower()
            for user in self.users.values():
                if user.username and user.username.lower() == name:
                    return self.chats[user.id]
            raise bad_request(CHAT_NOT_FOUND)
        found = self.chats.get(number) if isinstance(number, int) else None
        if found is None:
            raise bad_request(CHAT_NOT_FOUND)
        return found

    def writable(self, number: object) -> Chat:
        """The chat of a call that writes: it must exist, not have moved, and let the bot in."""
        chat = self.chat(number)
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        refusal = chat.refusal()
        if refusal is not None:
            raise refusal
        return chat

    # ---- messages

    def now(self) -> int:
        return int(self.clock().timestamp())

    def post(
        self,
        chat: Chat,
        sender: User | None,
        content: Json,
        *,
        markup: Json | None = None,
        frozen: bool = False,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """A new message in a chat, from a person or the bot."""
        if chat.kind == "supergroup":
            number = chat.next_message
            chat.next_message += 1
        else:
            number = self._next_message
            self._next_message += 1
        message = Message(
            id=number, chat=chat, sender=sender, date=self.now(), content=content, markup=markup, frozen=frozen,
            thread=thread, reply_to=reply_to,
        )  # fmt: skip
        chat.messages[number] = message
        return message

    def shown(self, message: Message, *, kind: str) -> None:
        """The bot's message has come, changed or gone: tell the phone and whoever waits."""
        chat = message.chat
        chat.shown += 1
        if kind == "shown":
            chat.typing = None
        self.events.publish(kind, at=self.clock(), chat=chat.id, message_id=message.id)
        self.watch.changed(chat.id)

    def next_album(self) -> str:
        self._next_album += 1
        return str(self._next_album)

    # ---- what goes to the bot

    def push(self, kind: str, payload: Json, *, chat: int | None, queue: str) -> Update | None:
        """Something happened that the bot shall hear of."""
        hold, copies = self.faults.for_update(chat)
        update = self.updates.push(kind, payload, chat=chat, queue=queue, now=self.clock(), hold=hold, copies=copies)
        if update is not None:
            self.events.publish("update", at=update.made, chat=chat, update_id=update.id, kind_of=kind, held=hold)
        return update

    def push_message(self, message: Message, *, kind: str = "message") -> Update | None:
        return self.push(kind, message.as_json(), chat=message.chat.id, queue=f"chat {message.chat.id}")

    def push_standing(self, chat: Chat, by: User, *, before: str, after: str) -> Update | None:
        """my_chat_member: the bot's own place in a chat has changed."""
        payload: Json = {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": self.now(),
            "old_chat_member": chat.member_json(self.bot, before),
            "new_chat_member": chat.member_json(self.bot, after),
        }
        return self.push("my_chat_member", payload, chat=chat.id, queue=f"standing {chat.id}")

    def new_query(self, *, chat: Chat, user: User, message_id: int, data: str) -> Query:
        self._next_query += 7919
        query = Query(
            id=str(self._next_query), chat=chat.id, user=user.id, message_id=message_id, data=data,
            until=self.clock() + self.answer_within,
        )  # fmt: skip
        self.queries[query.id] = query
        return query

    def expire_updates(self) -> None:
        now = self.clock()
        for update in self.updates.expire(now):
            self.events.publish("delivery", at=now, chat=update.chat, update_id=update.id, outcome="expired")
            self.watch.changed(update.chat)

    def _confirmed(self, update: Update) -> None:
        self.watch.changed(update.chat)

    # ---- what the bot did

    def begin_call(self, method: str, params: Json, *, chat: int | None, via: str) -> Call:
        self._call_count += 1
        self.running_calls += 1
        call = Call(seq=self._call_count, at=self.clock(), method=method, chat=chat, params=params, via=via)
        self.calls.append(call)
        return call

    def end_call(self, call: Call, outcome: str) -> None:
        self.running_calls -= 1
        call.outcome = outcome
        if call.method != "getUpdates":
            self.events.publish("call", at=call.at, chat=call.chat, call=call)
        self.watch.changed(call.chat)

    def violate(self, method: str, what: str) -> None:
        violation = Violation(at=self.clock(), method=method, what=what)
        self.violations.append(violation)
        self.events.publish("violation", at=violation.at, method=method, what=what)

    # ---- waiting

    async def wait_for(self, predicate: Callable[[], T], *, chat: int | None = None, timeout: float = PATIENCE) -> T:
        """The first true value of `predicate`, looked at whenever something changes (in `chat`, if one is given)."""
        return await self.watch.wait_for(predicate, chat=chat, timeout=timeout, describe=lambda: self.describe(chat))

    async def listening(self, *, timeout: float = PATIENCE) -> None:
        """Return once the bot is there: its webhook is set, or it waits in getUpdates."""
        await self.wait_for(lambda: self.poll_waits or self.webhook is not None, timeout=timeout)

    async def acknowledged(self, chat: int | None = None, *, timeout: float = PATIENCE) -> None:
        """Return once the bot has confirmed every update of this chat (of all chats, when none is given)."""
        if chat is None:
            await self.wait_for(lambda: self.updates.count() == 0, timeout=timeout)
        else:
            await self.wait_for(lambda: self.updates.open_in(chat) == 0, chat=chat, timeout=timeout)

    async def called(
        self, method: str, *, times: int = 1, chat: int | None = None, timeout: float = PATIENCE
    ) -> list[Call]:
        """The finished calls of a method (in this chat), as soon as there are so many."""

        def enough() -> list[Call]:
            found = self.calls_of(method, chat=chat)
            return found if len(found) >= times else []

        return await self.wait_for(enough, chat=chat, timeout=timeout)

    def calls_of(self, method: str, *, chat: int | None = None) -> list[Call]:
        return [
            call for call in self.calls
            if call.method == method and call.outcome != "running" and chat in (None, call.chat)
        ]  # fmt: skip

    def describe(self, chat: int | None) -> str:
        """What a failed wait should say: the end of the chat, and what is still open."""
        lines = [f"waited in vain; updates open: {self.updates.count()}, calls running: {self.running_calls}"]
        if chat is not None and chat in self.chats:
            for message in list(self.chats[chat].messages.values())[-4:]:
                who = "bot" if message.sender is self.bot else "person"
                lines.append(f"{who}: {message.content.get('text') or message.content.get('caption') or '(media)'}")
        lines.extend(f"{call.method} -> {call.outcome}" for call in list(self.calls)[-4:])
        return "\n".join(lines)
