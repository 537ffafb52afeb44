"""What the published Bot API says: which parameters a method takes and which members an object has.

Read from bot_api.json beside this file, the one copy in the house (its origin and licence stand inside it). The
emulator holds every call of the bot against it, the tests every object that the emulator returns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeAlias

import orjson

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The members of a type or the parameters of a method, each with the name of its type."""

    required: Mapping[str, str]
    optional: Mapping[str, str]

    def type_of(self, name: str) -> str | None:
        return self.required.get(name) or self.optional.get(name)


_PLAIN: Mapping[str, Callable[[object], bool]] = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, str),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    version: str
    methods: Mapping[str, Members]
    types: Mapping[str, Members]
    unions: Mapping[str, tuple[str, ...]]
    other_methods: frozenset[str]  # exist at Telegram, are not emulated

    def problems(self, value: object, kind: str, where: str = "") -> list[str]:
        """What is wrong with `value` as an object of type `kind`; one sentence per finding, empty when all is well."""
        where = where or kind
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where} is no list"]
            kind = kind.removeprefix("Array of ").replace(", ", " or ").replace(" and ", " or ")
            return [line for n, item in enumerate(value) for line in self.problems(item, kind, f"{where}[{n}]")]
        if " or " in kind:
            return self._best(value, tuple(kind.split(" or ")), where)
        if kind in self.unions:
            return self._best(value, self.unions[kind], where)
        plain = _PLAIN.get(kind)
        if plain is not None:
            return [] if plain(value) else [f"{where} is no {kind}"]
        members = self.types.get(kind)
        if members is None:
            return [f"{where} is a {kind}, which is not emulated"]
        if not isinstance(value, dict):
            return [f"{where} is no {kind}"]
        found = [f"{where} lacks {name}" for name in members.required if name not in value]
        for name, inner in value.items():
            inner_kind = members.type_of(name)
            if inner_kind is None:
                found.append(f"{where} has the unknown member {name}")
            else:
                found.extend(self.problems(inner, inner_kind, f"{where}.{name}"))
        return found

    def _best(self, value: object, kinds: tuple[str, ...], where: str) -> list[str]:
        best: list[str] | None = None
        for kind in kinds:
            found = self.problems(value, kind, where)
            if not found:
                return []
            if best is None or len(found) < len(best):
                best = found
        return best or []


def load_spec() -> Spec:
    raw = orjson.loads(files("bot.simulator.telegram").joinpath("bot_api.json").read_bytes())

    def members(table: Json) -> dict[str, Members]:
        return {name: Members(required=one["required"], optional=one["optional"]) for name, one in table.items()}

    return Spec(
        version=raw["api_version"],
        methods=members(raw["methods"]),
        types=members(raw["types"]),
        unions={name: tuple(kinds) for name, kinds in raw["unions"].items()},
        other_methods=frozenset(raw["other_methods"]),
    )
