"""The session: everything a conversation remembers between two turns. Stored as one value, with a version.

An unreadable stored session is an alarm and an honest message, never a silent new start; old samples stay as tests.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.engine.frames import Frame, Menu, Welcome
from conversations.engine.screen import Takes
from conversations.programme.ids import PersonId

if TYPE_CHECKING:
    from conversations.engine.screen import Screen

SESSION_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What must be remembered of the screen on the phone: its token, its options (id, label) and what it takes."""

    token: str
    name: str
    options: tuple[tuple[str, str], ...] = ()
    takes: tuple[Takes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One conversation with one chat of one channel."""

    version: int = SESSION_VERSION
    person: PersonId | None = None
    language: str = "vi"
    stack: tuple[Frame, ...] = (Welcome(),)
    shown: Shown | None = None
    revision: int = 0
    last_press: tuple[str, str] | None = None
    """Token and option of the last press taken: the same again is a double press, not a stale one."""

    @property
    def top(self) -> Frame:
        """The frame on the screen."""
        return self.stack[-1]

    def with_screen(self, screen: Screen) -> Session:
        """The session after showing a screen: a new revision, and with it a new token."""
        revision = self.revision + 1
        return replace(
            self,
            revision=revision,
            shown=Shown(
                token=token_of(revision),
                name=screen.name,
                options=tuple((option.id, option.label) for option in screen.options),
                takes=tuple(sorted(screen.takes)),
            ),
        )


def token_of(revision: int) -> str:
    """The token of the screen with that revision: short, so that it fits into a button."""
    return format(revision, "x")


def home_of(session: Session) -> tuple[Frame, ...]:
    """The stack that /menu and /thoat lead to."""
    return (Menu(),) if session.person is not None else (Welcome(),)
