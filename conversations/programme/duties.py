"""Who must do what a document orders: kinds of units, units by name, or nobody that can be told from the words.

A duty of "some communes" (8 xã NTM năm 2024) is nobody's here: reminding all of them would be wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from conversations.programme.unit import Level
from conversations.reading.fold import fold, plain_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One line of a table of duties, in the document's words. code: unique in the table, part of the rule's code."""

    code: str
    section: str
    who: str
    to: str
    via: str
    due: str
    what: str
    condition: str = ""
    place: str = ""
    """Where it stands in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """levels: all units of these. names: only these units. left: what could not be told, in a sentence; may stand
    beside the others.
    """

    levels: tuple[Level, ...] = ()
    names: tuple[str, ...] = ()
    left: str = ""


_SOME = re.compile(
    r"\b\d+ xa\b|\bxa\b.*\bnam 20\d\d\b|con ho so|\bduoi \d+|\bdang ky\b|du dieu kien|da dat chuan|sau sap nhap|"
    r"phu trach tieu chi"
)
_NOT_SAID = "khong neu"
_KINDS = ("huyện", "thành phố", "thị xã", "xã", "phường", "thị trấn")
_WORDS = {
    Level.OFFICE: (" so ban nganh ", " cac so ", " cac nganh ", " so nganh "),
    Level.DISTRICT: (" cap huyen ", " ubnd huyen thi xa ", " cac huyen ", " cac xa huyen "),
    Level.COMMUNE: (" cac xa ", " cap xa ", " cap huyen xa ", " cac huyen xa "),
}
_PLACES = " dia phuong "
_ITSELF = (" ubnd tinh ", " vpdp ", " van phong dieu phoi ")


def who_owes(text: str) -> Owing:
    """Who is meant by "Sở, ban, ngành; UBND huyện, thị xã, thành phố; UBND các xã": three kinds of units."""
    said = fold(text)
    if not said or said.startswith(_NOT_SAID):
        return Owing(left="văn bản không nêu ai phải làm")
    if _SOME.search(said):
        return Owing(left="chỉ một số đơn vị, không kể tên ở đây")
    names = _named(text)
    if names:
        return Owing(names=names, left="phần “và …” trong ngoặc không nói đơn vị nào" if "(và " in text else "")
    folded = f" {plain_words(text)} "
    levels = tuple(level for level, words in _WORDS.items() if any(word in folded for word in words))
    if levels:
        return Owing(levels=levels, left="“địa phương” không nói rõ cấp nào" if _PLACES in folded else "")
    if any(word in folded for word in _ITSELF):
        return Owing(left="việc của chính cấp tỉnh, không phải của đơn vị ở dưới")
    return Owing(left="không nêu loại đơn vị nào")


def _named(text: str) -> tuple[str, ...]:
    """Units by their names: "UBND huyện Núi Thành, UBND huyện Đại Lộc". What stands in brackets does not count."""
    bare = re.sub(r"\([^()]*\)", " ", text)
    names = []
    for part in re.split(r"[,;]", bare):
        words = part.replace("UBND", " ").split()
        kind = next((kind for kind in _KINDS if " ".join(words).startswith(f"{kind} ")), None)
        if kind is None:
            continue
        name = words[len(kind.split()) :]
        if name and all(word[:1].isupper() for word in name):
            names.append(" ".join(words))
    return tuple(names)
