"""What happened, in the past tense and without a channel's words. A channel makes these; the engine takes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """An option of a screen. token: of the screen on which it stood; anything may be forged."""

    token: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A link of a message that had arrived by itself."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Typed text, tidied (NFC, no control characters), at most limits.MESSAGE characters."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded:
    """A command in the channel's own form. On channels without commands the engine finds them in what was said."""

    name: str
    arguments: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Came through an invitation's link."""

    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPhoto:
    """A photo. reference: what the channel needs to fetch its bytes. album: the same for all pieces of one album, or
    empty.
    """

    reference: str
    size: int
    """Bytes, 0 where unknown."""
    album: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentVoice:
    """A voice note. reference: as of a photo."""

    reference: str
    size: int
    """Bytes, 0 where unknown."""
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A document that is no picture. reference: as of a photo; name: as the sender's phone calls it, untrusted."""

    reference: str
    name: str
    size: int
    """Bytes, 0 where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPlace:
    """A declared place. Degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SentContact:
    """A shared contact; own: it is the sender's own number."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOther:
    """A sticker, document or anything else a screen has no use for. kind: "sticker", "voice", "file",
    "big_photo" …
    """

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """The person blocked the bot (blocked True) or let it in again."""

    blocked: bool


Event = (
    Pressed
    | Opened
    | Said
    | Commanded
    | Joined
    | SentPhoto
    | SentVoice
    | SentFile
    | SentPlace
    | SentContact
    | SentOther
    | Blocked
)
