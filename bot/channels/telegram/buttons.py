"""What stands in a Telegram button: "<token>|<option>" on a screen, "@|<place>" on a link. At most 64 bytes, ASCII.

What is written here is read here; everything else is forged, and reads as a button of no screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.engine.events import Opened, Pressed

if TYPE_CHECKING:
    from conversations.engine.screen import Option

LONGEST: Final = 64
LINK: Final = "@"
FORGED: Final = Pressed(token="", option="")


class UnfitButtonError(ValueError):
    """A screen's option does not fit into a button: a fault of ours that tests find."""


def option_button(token: str, option: Option) -> str:
    """The data of a screen's option."""
    return _checked(token, option.id)


def link_button(place: str) -> str:
    """The data of a link."""
    return _checked(LINK, place)


def read_button(data: str | None) -> Pressed | Opened:
    """What a pressed button means."""
    if data is None or len(data) > LONGEST or not data.isascii() or not data.isprintable():
        return FORGED
    token, bar, rest = data.partition("|")
    if not bar or not rest:
        return FORGED
    return Opened(place=rest) if token == LINK else Pressed(token=token, option=rest)


def _checked(token: str, rest: str) -> str:
    data = f"{token}|{rest}"
    if not token or "|" in token or not rest or len(data) > LONGEST or not data.isascii() or not data.isprintable():
        raise UnfitButtonError(data)
    return data
