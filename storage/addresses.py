"""Where something is sent: a chat's id, and for a topic of a group also the topic's: "-100123/45".

A topic is a place of its own (its own order, its own end), but the rights, the pace and the move to another id are its
chat's. Telegram's groups have negative ids.
"""

from __future__ import annotations

from typing import Final

_BETWEEN: Final = "/"


def address_of(chat: str, topic: int | None) -> str:
    """The address of a chat, or of one of its topics."""
    return chat if topic is None else f"{chat}{_BETWEEN}{topic}"


def chat_of(address: str) -> str:
    """The chat's own id."""
    return address.partition(_BETWEEN)[0]


def topic_of(address: str) -> int | None:
    """The topic; None for a chat as a whole."""
    topic = address.partition(_BETWEEN)[2]
    return int(topic) if topic.isdecimal() else None


def moved_to(address: str, chat: str) -> str:
    """The same place after its chat has got another id."""
    return address_of(chat_of(chat), topic_of(address))


def is_group(address: str) -> bool:
    """Whether several people read there."""
    return address.startswith("-")
