"""What is asked for of registers."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.engine.ask import Ask, AskOfUnit
from conversations.programme.ids import EntryId
from conversations.programme.register import Books, EntryView, RegisterKind


@dataclass(frozen=True, slots=True)
class RegistersOf(AskOfUnit[Books]):
    """The registers of a unit; with a kind only that one, with its entries and what the units below have."""

    kind: str = ""


@dataclass(frozen=True, slots=True)
class RegisterToKeep(AskOfUnit[RegisterKind]):
    """One kind of register, for whoever may write in it at that unit."""

    kind: str


@dataclass(frozen=True, slots=True)
class OneEntry(Ask[EntryView]):
    """One entry of a register, for whoever may see it."""

    number: EntryId


RegisterAsk = RegistersOf | RegisterToKeep | OneEntry
