"""What the published Bot API says: which parameters a method takes and which members an object has.

Read from bot_api.json beside this file, the one copy in the house (its origin and licence stand inside it). The
emulator holds every call of the bot against it, the tests every object that the emulator returns.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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


Test: TypeAlias = Callable[[object], bool]

_PLAIN: Mapping[str, Test] = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, str),
}


def _inner(kind: str) -> str:
    """What an array holds: "Array of A, B and C" holds "A or B or C"."""
    return kind.removeprefix("Array of ").replace(", ", " or ").replace(" and ", " or ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    version: str
    methods: Mapping[str, Members]
    types: Mapping[str, Members]
    unions: Mapping[str, tuple[str, ...]]
    other_methods: frozenset[str]  # exist at Telegram, are not emulated
    _tests: dict[str, Test] = field(default_factory=lambda: dict(_PLAIN), repr=False, compare=False)

    def fits(self, value: object, kind: str) -> bool:
        """Whether problems() would find nothing: quick, since nearly every call is as it should be."""
        test = self._tests.get(kind)
        if test is None:
            test = self._tests[kind] = self._build(kind)
        return test(value)

    def _build(self, kind: str) -> Test:
        fits = self.fits
        if kind.startswith("Array of "):
            inner = _inner(kind)
            return lambda value: isinstance(value, list) and all(fits(item, inner) for item in value)
        if kind in self.unions or " or " in kind:
            kinds = self.unions.get(kind) or tuple(kind.split(" or "))
            return lambda value: any(fits(value, one) for one in kinds)
        members = self.types.get(kind)
        if members is None:
            return lambda _value: False
        required, known = members.required.keys(), {**members.required, **members.optional}

        def test(value: object) -> bool:
            if not isinstance(value, dict) or not required <= value.keys():
                return False
            for name, inner in value.items():
                inner_kind = known.get(name)
                if inner_kind is None or not fits(inner, inner_kind):
                    return False
            return True

        return test

    def problems(self, value: object, kind: str, where: str = "") -> list[str]:
        """What is wrong with `value` as an object of type `kind`; one sentence per finding, empty when all is well."""
        found: list[str] = []
        self._look(value, kind, where or kind, found)
        return found

    def _look(self, value: object, kind: str, where: str, found: list[str]) -> None:
        plain = _PLAIN.get(kind)
        if plain is not None:
            if not plain(value):
                found.append(f"{where} is no {kind}")
            return
        members = self.types.get(kind)
        if members is not None:
            self._look_at_members(value, kind, members, where, found)
        elif kind.startswith("Array of "):
            if not isinstance(value, list):
                found.append(f"{where} is no list")
                return
            inner = _inner(kind)
            for number, item in enumerate(value):
                self._look(item, inner, f"{where}[{number}]", found)
        elif " or " in kind:
            found.extend(self._best(value, kind.split(" or "), where))
        elif kind in self.unions:
            found.extend(self._best(value, self.unions[kind], where))
        else:
            found.append(f"{where} is a {kind}, which is not emulated")

    def _look_at_members(self, value: object, kind: str, members: Members, where: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            found.append(f"{where} is no {kind}")
            return
        found.extend(f"{where} lacks {name}" for name in members.required if name not in value)
        for name, inner in value.items():
            inner_kind = members.type_of(name)
            if inner_kind is None:
                found.append(f"{where} has the unknown member {name}")
                continue
            plain = _PLAIN.get(inner_kind)
            if plain is None or not plain(inner):
                self._look(inner, inner_kind, f"{where}.{name}", found)

    def _best(self, value: object, kinds: Sequence[str], where: str) -> list[str]:
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
