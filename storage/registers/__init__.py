"""The registers that come with the program, and what documents expect of them, as files that an official can read.

What the files may hold stands in register_files.py.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from storage.registers.register_files import read_expected, read_kinds

if TYPE_CHECKING:
    from conversations.programme.register import RegisterKind
    from storage.registers.register_files import ExpectedFile

_KINDS = "kinds.toml"


@cache
def shipped_kinds() -> tuple[RegisterKind, ...]:
    """Every kind of register, in the order in which they are shown."""
    return read_kinds(resources.files(__name__).joinpath(_KINDS).read_text(encoding="utf-8"), name=_KINDS)


def kind_named(name: str) -> RegisterKind | None:
    """The kind of that id."""
    return next((one for one in shipped_kinds() if one.id == name), None)


@cache
def shipped_expected() -> tuple[tuple[str, ExpectedFile], ...]:
    """(name, what it expects) of every file of expectations in this folder, by name."""
    files = (one for one in resources.files(__name__).iterdir() if one.name.endswith(".toml") and one.name != _KINDS)
    found = ((one.name, _expected(one.name, one.read_text(encoding="utf-8"))) for one in files)
    return tuple(sorted(((name.removesuffix(".toml"), read) for name, read in found), key=lambda one: one[0]))


def _expected(name: str, text: str) -> ExpectedFile:
    return read_expected(text, name=name, kinds=shipped_kinds())
