"""The arguments of a call, from JSON, a form or multipart parts to the types the published API names.

A missing required argument is refused with Telegram's text; an unknown one is overlooked by Telegram and noted as a
violation by us, so that a test can see it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from bot.simulator.telegram.files import Upload
from bot.simulator.telegram.refusals import CHAT_NOT_FOUND, TEXT_EMPTY, Refused, bad_request
from bot.simulator.telegram.spec import Json, Spec

_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": TEXT_EMPTY,
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "media": "there is no media in the request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "file_id not specified",
    "commands": "can't parse commands",
    "action": "wrong parameter action in request",
    "latitude": "bad location",
    "longitude": "bad location",
}
_UNREADABLE: Final = {
    "reply_markup": "can't parse reply keyboard markup JSON object",
    "reply_parameters": "can't parse reply parameters JSON object",
    "commands": "can't parse commands: expected an Array of BotCommand",
    "media": "can't parse media JSON object",
}
_NUMBER: Final = re.compile(r"-?\d+")
_TRUE: Final = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    values: Json
    uploads: Mapping[str, Upload]

    def __getitem__(self, name: str) -> object:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str) -> object:
        return self.values.get(name)

    def text(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        value = self.values.get(name, default)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        return self.values.get(name) is True

    def structure(self, name: str) -> Json | None:
        value = self.values.get(name)
        return value if isinstance(value, dict) else None

    def items(self, name: str) -> list[Any] | None:
        value = self.values.get(name)
        return value if isinstance(value, list) else None

    def for_record(self) -> Json:
        """What the list of calls keeps: files by name and size."""
        if not self.uploads:
            return self.values
        files = {name: f"<{upload.name}, {len(upload.content)} bytes>" for name, upload in self.uploads.items()}
        return {**self.values, **files}


def _integer(raw: object, name: str) -> object:
    if isinstance(raw, bool) or raw is None:
        return int(bool(raw))
    if isinstance(raw, int):
        return raw
    found = _NUMBER.match(str(raw))
    if found is None:
        raise bad_request(_MISSING.get(name, f"invalid {name} specified"))
    return int(found.group())


def _boolean(raw: object, _name: str) -> object:
    return raw if isinstance(raw, bool) else str(raw).lower() in _TRUE


def _float(raw: object, name: str) -> object:
    try:
        return float(str(raw))
    except ValueError:
        raise bad_request(_MISSING.get(name, f"invalid {name} specified")) from None


def _string(raw: object, _name: str) -> object:
    return raw if isinstance(raw, str) else orjson.dumps(raw).decode()


def _chat(raw: object, _name: str) -> object:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        raise bad_request(CHAT_NOT_FOUND)
    return int(raw) if _NUMBER.fullmatch(raw) else raw


def _structure(raw: object, name: str) -> object:
    if not isinstance(raw, str):
        return raw
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise bad_request(_UNREADABLE.get(name, f"can't parse {name} JSON object")) from None


_READERS: Final[Mapping[str, Callable[[object, str], object]]] = {
    "Integer": _integer,
    "Boolean": _boolean,
    "Float": _float,
    "String": _string,
    "InputFile": _string,
    "InputFile or String": _string,
    "Integer or String": _chat,
}


def read_arguments(
    spec: Spec, method: str, raw: Mapping[str, object], uploads: Mapping[str, Upload], *, violate: Callable[[str], None]
) -> Arguments:
    """The typed arguments of `method`, or a refusal. `violate` hears what Telegram overlooks."""
    members = spec.methods[method]
    required, optional = members.required, members.optional
    values: Json = {}
    for name, given in raw.items():
        kind = required.get(name) or optional.get(name)
        if kind is None:
            violate(f"unknown parameter {name}")
            continue
        if given is None:
            continue
        reader = _READERS.get(kind)
        if reader is not None:
            values[name] = reader(given, name)
            continue
        value = _structure(given, name)
        values[name] = value
        # what "media" holds is checked where its kinds are known
        if name != "media" and not spec.fits(value, kind):
            for problem in spec.problems(value, kind, name):
                violate(problem)
    for name in required:
        value = values.get(name)
        if (value is None or value == "") and name not in uploads and name != "url":
            raise missing(name)
    return Arguments(values=values, uploads=uploads)


def missing(name: str) -> Refused:
    return bad_request(_MISSING.get(name, f"{name} is empty"))
