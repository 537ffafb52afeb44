"""Where anybody's conversation can stand: joining, the menu, one's own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Nobody we know yet: asks for the invitation code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Came with an invitation: consent first, then the unit, then perhaps the phone number."""

    code: str
    stage: Literal["consent", "unit", "phone", "wrong_unit"] = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What this person can do."""


AboutUnit = Literal["tiendo", "phancong", "baothay", "lichsu", "conthieu"]
"""Commands that are about one unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseUnit:
    """Somebody with roles at several units: which of them a command is about. item: of /lichsu."""

    command: AboutUnit
    item: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Help; topic empty: the list."""

    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who am I, my rights, my language."""

    stage: Literal["overview", "language", "rename", "link", "channels", "unlink"] = "overview"
    account: int = 0
    """The chat that is to be let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """What is stored about me; correct, withdraw, erase."""

    stage: Literal["overview", "all", "withdraw", "erase"] = "overview"
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAboutData:
    """A request about one's own data. kind: of RequestKind, by its value."""

    stage: Literal["which", "what", "sure"] = "which"
    kind: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForRight:
    """Ask the people above for a right that was refused. command: the one that was refused."""

    command: str
