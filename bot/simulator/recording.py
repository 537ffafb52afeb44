"""What was said on the phones, as a transcript that the tests can replay: `tests/transcripts/**.md`.

The form: a cast (`- name: mới`), then turns (`name: [option]`, `name: text`, `name: (ảnh)`, `(+60 phút)`), and quoted
below each turn what every phone showed. What the form cannot say is a line without a colon, which a replay passes over.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.simulator.telegram.events import Call, Event
    from bot.simulator.telegram.world import World
    from bot.simulator.worlds import Ticket

_OPTION: Final = re.compile(r"(?:\d{1,2}|[A-Z])\. (.+)")
_SENT: Final = {
    "photo": "(ảnh)", "location": "(vị trí)", "contact": "(số điện thoại)", "sticker": "(nhãn dán)",
    "voice": "(ghi âm)", "document": "(tệp)",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Turn:
    """One thing that happened. shown: phone and what it showed then, in order. who None: nobody did it."""

    who: int | None
    line: str
    toast: str = ""
    shown: list[tuple[int, str]] = field(default_factory=list)


class Recorder:
    """Follows the world from its beginning. `start()` inside the running loop, `close()` on every path."""

    def __init__(self, world: World, tickets: Mapping[int, Ticket], *, begun: datetime, stage: datetime) -> None:
        """tickets: by person. begun: the demo's first moment; stage: the one at which tests begin."""
        self._world = world
        self._tickets = tickets
        self._turns: list[Turn] = []
        self._lead = round((begun - stage).total_seconds() / 60)
        self._task: asyncio.Task[None] | None = None
        self._live: dict[int, int | None] = {}  # person to the message whose buttons were shown last

    def start(self) -> None:
        self._task = asyncio.create_task(self._follow())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def wound(self, minutes: int) -> None:
        """The clock was wound forward by whole minutes."""
        self._turns.append(Turn(who=None, line=f"(+{minutes} phút)"))

    def happened(self, line: str) -> None:
        """Something that a replay cannot do: it is told and passed over."""
        self._turns.append(Turn(who=None, line=f"*{line.replace(':', ' ')}*"))

    def document(self, *, title: str = "Hội thoại đã lưu") -> str:
        """The transcript so far: of everybody who has said something."""
        names = {person: ticket.member.name for person, ticket in self._tickets.items()}
        present = [person for person in names if any(turn.who == person for turn in self._turns)]
        head = [f"# {title}", "", "Lưu từ bản chạy thử; mọi câu chữ là của trợ lý lúc ấy.", ""]
        head += [f"- {names[person]}: mới" for person in present]
        lines = ["\n".join(head).rstrip()]
        if self._lead > 0:
            lines += ["", f"(+{self._lead} phút)"]
        for turn in self._turns:
            said = turn.line if turn.who is None else f"{names[turn.who]}: {turn.line}"
            quoted = list(_quoted(turn, names))
            lines += ["", said, *([""] if quoted or turn.who is not None else []), *quoted]
        return "\n".join(lines) + "\n"

    # ---- listening

    async def _follow(self) -> None:
        async for batch in self._world.events.follow(0):
            for event in batch:
                self.take(event)

    def take(self, event: Event) -> None:
        """One event of the world."""
        person = event.chat
        if person is None or person not in self._tickets:
            return
        match event.kind:
            case "update":
                made = self._world.updates.made.get(event.data["update_id"])
                if made is not None:
                    self._acted(person, event.data["kind_of"], orjson.loads(made.body))
            case "call":
                call: Call = event.data["call"]
                shown = _shown(call)
                if shown:
                    self._came(person, shown)
                    if call.params.get("reply_markup"):
                        edited = call.params.get("message_id")
                        self._live[person] = call.message_id if edited is None else int(edited)
            case "toast" if event.data["text"] and self._turns:
                self._turns[-1].toast = event.data["text"]
            case "plain_said":
                self._turns.append(Turn(who=person, line=self._typed(event.data["text"])))
            case "plain_shown":
                for text in event.data["texts"]:
                    self._came(person, _plain_quoted(text))
            case _:
                pass

    def _came(self, person: int, quoted: str) -> None:
        if self._turns:
            self._turns[-1].shown.append((person, quoted))

    def _acted(self, person: int, kind: str, update: dict[str, Any]) -> None:
        match kind:
            case "message":
                message = update["message"]
                if "text" in message:
                    line = self._typed(message["text"])
                else:
                    line = next((line for name, line in _SENT.items() if name in message), "")
                if line:
                    self._turns.append(Turn(who=person, line=line))
            case "callback_query":
                query = update["callback_query"]
                message = query.get("message", {})
                label = _label(message, query.get("data", ""))
                if message.get("message_id") == self._live.get(person):
                    self._turns.append(Turn(who=person, line=f"[{label}]"))
                else:
                    self.happened(f"{self._tickets[person].member.name} bấm nút cũ “{label}”")
            case _:
                pass

    def _typed(self, text: str) -> str:
        for ticket in self._tickets.values():
            if ticket.code and ticket.code.lower() in text.lower().replace("-", "").replace(" ", ""):
                member = ticket.member
                parts = [member.role.value, member.unit, *([member.post] if member.post else [])]
                return f"(mã mời {', '.join(parts)})"
        return " ".join(text.split())


def _label(message: dict[str, Any], data: str) -> str:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return next((button["text"] for row in rows for button in row if button.get("callback_data") == data), data)


def _shown(call: Call) -> str:
    """What a call put on the phone, quoted; nothing where it put nothing there."""
    if not call.applied or call.method not in {"sendMessage", "editMessageText"}:
        return ""
    markup = call.params.get("reply_markup") or {}
    if isinstance(markup, str):
        markup = orjson.loads(markup)
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    options = [button["text"] for row in rows for button in row if not button.get("request_contact")]
    return _block(str(call.params["text"]), options)


def _plain_quoted(text: str) -> str:
    lines = text.split("\n")
    start = len(lines)
    while start and _OPTION.fullmatch(lines[start - 1]):
        start -= 1
    options = [found[1] for line in lines[start:] if (found := _OPTION.fullmatch(line))]
    return _block("\n".join(lines[:start]), options)


def _block(text: str, options: Iterable[str]) -> str:
    body = [f"> {line}".rstrip() for line in text.strip("\n").split("\n")]
    return "\n".join([*body, *(f"> [{option}]" for option in options)])


def _quoted(turn: Turn, names: Mapping[int, str]) -> Iterable[str]:
    """The speaker's own phone first, then the others', each under its name."""
    blocks = [f"> *{turn.toast}*"] if turn.toast else []
    blocks += [shown for person, shown in turn.shown if person == turn.who]
    blocks += [f"> → {names[person]}:\n{shown}" for person, shown in turn.shown if person != turn.who]
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield block
