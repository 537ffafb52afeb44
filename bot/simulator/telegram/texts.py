"""What Telegram does to a text before it is kept: cleaned, trimmed, measured, and its commands and links found.

Lengths are counted in code points, entity offsets in UTF-16 units, as on the real server.
"""

import re
from html import unescape
from typing import Final

from bot.simulator.telegram.refusals import TEXT_SHOWS_NOTHING, bad_request
from bot.simulator.telegram.spec import Json

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024

_SPACED = dict.fromkeys((*range(9), 9, 11, 12, *range(14, 32)), " ")
_DROPPED = dict.fromkeys((13, *range(0x2028, 0x202F), 0x030A, 0x0333, 0x033F))
_CLEANING: Final = {**_SPACED, **_DROPPED}
_NEEDS_CLEANING: Final = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u030a\u0333\u033f]")
_BLANK: Final = re.compile(
    "[\\s\u00a0\u00ad\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u2800\u3000\u3164\ufe0f\ufeff]*"
)
_FOUND: Final = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<url>\bhttps?://[^\s<>\"]+|\bt\.me/[^\s<>\"]+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{2,31}\b)"
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z-]+)((?:\s[^<>]*)?)>")
_TAGS: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler",
}  # fmt: skip
_HREF: Final = re.compile(r"""href\s*=\s*["']([^"']*)["']""")


def clean(text: str) -> str:
    """The text as Telegram keeps it: control characters spaced, direction overrides dropped, both ends trimmed."""
    if _NEEDS_CLEANING.search(text):
        text = text.translate(_CLEANING)
    return text.strip(" \n")


def shows_nothing(text: str) -> bool:
    return _BLANK.fullmatch(text) is not None


def require_visible(text: str) -> None:
    if shows_nothing(text):
        raise bad_request(TEXT_SHOWS_NOTHING)


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def entities(text: str) -> list[Json]:
    """The commands, links and mentions Telegram finds by itself."""
    if "/" not in text and "@" not in text:
        return []
    return [
        {"type": str(found.lastgroup), "offset": units(text[: found.start()]), "length": units(found.group())}
        for found in _FOUND.finditer(text)
    ]


def from_html(marked: str) -> tuple[str, list[Json]]:
    """The plain text behind the tags of parse_mode HTML, and its entities. Nesting errors are refused."""
    plain: list[str] = []
    found: list[Json] = []
    open_tags: list[tuple[str, Json]] = []
    length = 0
    at = 0
    for tag in _TAG.finditer(marked):
        piece = unescape(marked[at : tag.start()])
        plain.append(piece)
        length += units(piece)
        at = tag.end()
        name = tag.group(2).lower()
        if name not in _TAGS:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {tag.start()}')
        if not tag.group(1):
            entity: Json = {"type": _TAGS[name], "offset": length, "length": 0}
            link = _HREF.search(tag.group(3))
            if name == "a" and link:
                entity["url"] = unescape(link.group(1))
            open_tags.append((name, entity))
        elif not open_tags or open_tags[-1][0] != name:
            raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {tag.start()}")
        else:
            entity = open_tags.pop()[1]
            entity["length"] = length - entity["offset"]
            if entity["length"]:
                found.append(entity)
    if open_tags:
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\"")
    rest = marked[at:]
    if "<" in rest:
        raise bad_request("can't parse entities: Unsupported start tag")
    plain.append(unescape(rest))
    return "".join(plain), found


def parse(raw: str, *, mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Text and entities of a message of the bot. Markdown is not emulated and is refused as an unknown mode."""
    lowered = (mode or "none").lower()
    if lowered == "html":
        text, found = from_html(raw)
        before = units(text) - units(text.lstrip(" \n"))
        for one in found:
            one["offset"] = max(0, one["offset"] - before)
        text = clean(text)
        return text, sorted([*found, *entities(text)], key=lambda one: int(one["offset"]))
    if lowered != "none":
        raise bad_request("unsupported parse_mode")
    text = clean(raw)
    return text, [*(given or []), *entities(text)] if given else entities(text)
