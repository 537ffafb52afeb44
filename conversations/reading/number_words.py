"""The words that stand in and around a figure, and what each is there for.

A word with accents must have the right ones ("5 trạm" is not "5 trăm"); one without counts as the first that fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from conversations.reading.digits import DIGITS
from conversations.reading.fold import accented, fold, telex


class Role(StrEnum):
    """What a word or sign does in a figure."""

    DIGITS = "digits"
    UNIT_DIGIT = "unit digit"
    """một, hai … chín, and không."""
    LAST_DIGIT = "last digit"
    """mốt, tư, lăm: only after tens."""
    TEN = "ten"
    """mười, mươi, chục."""
    HUNDRED = "hundred"
    ODD = "odd"
    """linh, lẻ: no tens."""
    POINT = "point"
    HALF = "half"
    SCALE = "scale"
    """nghìn, triệu, tỷ."""
    PERCENT = "percent"
    DONG = "dong"
    SQUARE_METRE = "square metre"
    HECTARE = "hectare"
    NOUN = "noun"
    """What is counted."""
    NUMBERED = "numbered"
    """xóm, thôn: counted after a figure, numbered before it."""
    PERSON = "person"
    HOUSEHOLD = "household"
    MONTH = "month"
    EACH = "each"
    OVER = "over"
    """The stroke of a fraction."""
    ABOVE = "above"
    """trên, trong: a fraction between two figures, a bound before one."""
    ABOUT = "about"
    BOUND = "bound"
    CHANGE = "change"
    MINUS = "minus"
    TO = "to"
    NOT_YET = "not yet"
    UNKNOWING = "unknowing"
    """biết, rõ: nobody says them with a figure."""
    THERE = "there"
    """có."""
    NONE = "none"
    """nào: "không có hộ nào"."""
    FILLER = "filler"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or sign. text: as spelled below, or the digits. value: of a number word. touching: no space before."""

    role: Role
    text: str
    value: int = 0
    touching: bool = False


_SIGNS: Final = {
    "%": Role.PERCENT,
    "/": Role.OVER,
    "~": Role.ABOUT,
    "<": Role.BOUND,
    ">": Role.BOUND,
    "+": Role.CHANGE,
    "-": Role.MINUS,
} | dict.fromkeys("=():;.,!?\"'“”[]*", Role.FILLER)

_SPELLED: Final[tuple[tuple[Role, int, str], ...]] = (
    (Role.UNIT_DIGIT, 0, "không"),
    (Role.UNIT_DIGIT, 1, "một"),
    (Role.UNIT_DIGIT, 2, "hai"),
    (Role.UNIT_DIGIT, 3, "ba"),
    (Role.UNIT_DIGIT, 4, "bốn"),
    (Role.UNIT_DIGIT, 5, "năm"),
    (Role.UNIT_DIGIT, 6, "sáu"),
    (Role.UNIT_DIGIT, 7, "bảy, bẩy"),
    (Role.UNIT_DIGIT, 8, "tám"),
    (Role.UNIT_DIGIT, 9, "chín"),
    (Role.LAST_DIGIT, 1, "mốt"),
    (Role.LAST_DIGIT, 4, "tư"),
    (Role.LAST_DIGIT, 5, "lăm, nhăm"),
    (Role.TEN, 10, "mười, mươi, chục"),
    (Role.HUNDRED, 100, "trăm"),
    (Role.ODD, 0, "linh, lẻ"),
    (Role.POINT, 0, "phẩy, phảy, chấm"),
    (Role.HALF, 0, "rưỡi, rưởi"),
    (Role.SCALE, 1_000, "nghìn, ngàn, k"),
    (Role.SCALE, 1_000_000, "triệu, tr"),
    (Role.SCALE, 1_000_000_000, "tỷ, tỉ"),
    (Role.PERCENT, 0, "phần trăm"),
    (Role.DONG, 0, "đồng, đ, vnđ, vnd, việt nam đồng, đồng việt nam"),
    (Role.SQUARE_METRE, 0, "m2, mét vuông"),
    (Role.HECTARE, 0, "ha, hecta, héc ta, hécta, hec ta"),
    (Role.HOUSEHOLD, 0, "hộ, hộ dân, hộ gia đình, gia đình, hộ nghèo, hộ cận nghèo"),
    (Role.PERSON, 0, "người, đầu người, khẩu, nhân khẩu, người dân, ng"),
    (Role.NOUN, 0, "nhà, ngôi nhà, căn nhà, nhà tạm, nhà dột nát, nhà tạm dột nát, ngôi, căn, cái, chiếc, công trình"),
    (Role.NOUN, 0, "trường, cơ sở, mô hình, hợp tác xã, htx, sản phẩm, học sinh, lao động, phiếu, điểm, đơn vị, cháu"),
    (Role.NUMBERED, 0, "xóm, thôn, bản, ấp, làng, tổ, khu, cụm"),
    (Role.MONTH, 0, "tháng"),
    (Role.EACH, 0, "mỗi, hàng, hằng"),
    (Role.ABOVE, 0, "trên, trong"),
    (Role.ABOUT, 0, "khoảng, khoảng chừng, chừng, tầm, độ, cỡ, xấp xỉ, ước, ước đạt, ước tính, ước khoảng, ước cả năm"),
    (Role.BOUND, 0, "gần, hơn, dưới, ít nhất, nhiều nhất, tối thiểu, tối đa, không quá, quá, chưa đến, chưa tới"),
    (Role.BOUND, 0, "trở lên, trở xuống"),
    (Role.CHANGE, 0, "tăng, giảm, tăng thêm, thêm, bớt"),
    (Role.MINUS, 0, "âm, trừ"),
    (Role.TO, 0, "đến, tới, hoặc, hay"),
    (Role.NOT_YET, 0, "chưa, chưa có, chưa có số, chưa có số liệu, chưa có số mới, chẳng, ko"),
    (Role.UNKNOWING, 0, "biết, không biết, chưa biết, không rõ, chưa rõ, không nhớ, không có số, không có số liệu"),
    (Role.THERE, 0, "có"),
    (Role.NONE, 0, "nào, nào cả, ai, gì"),
    (
        Role.FILLER,
        0,
        "tổng số, tổng, tổng cộng, toàn bộ, cả, số, tỷ lệ, tỉ lệ, kết quả, là, bằng, đạt, được, đã, thì, hết",
    ),
    (
        Role.FILLER,
        0,
        "dạ, vâng, thưa, ạ, à, nhé, em, tôi, mình, chúng tôi, anh, chị, bác, cô, chú, ơi, xin, báo cáo, báo",
    ),
    (
        Role.FILLER,
        0,
        "xã, xã em, xã mình, xóm em, xóm mình, thôn em, thôn mình, bản em, bản mình, bên em, hiện, hiện nay",
    ),
    (Role.FILLER, 0, "năm nay, thu nhập, bình quân, diện tích, tức, tức là, tương đương"),
)
"""In this order: of words that differ by their accents only, the first wins where none are typed ("tam" is tám)."""

_LONGEST: Final = 4


def _vocabulary() -> dict[str, tuple[Role, int, str]]:
    spelled = [(role, value, word) for role, value, words in reversed(_SPELLED) for word in reversed(words.split(", "))]
    unaccented = {fold(word): (role, value, word) for role, value, word in spelled}
    return unaccented | {accented(word): (role, value, word) for role, value, word in spelled}


_WORDS: Final = _vocabulary()
_TOKEN: Final = re.compile(rf"(?P<digits>{DIGITS})|(?P<area>[mM]2(?!\d))|(?P<word>[^\W\d_]+)|(?P<sign>\S)")


def tokens_of(text: str) -> list[Token]:
    """The text as tokens; several words that are one (phần trăm) come as one. text: composed, spaces collapsed."""
    pieces = [(match, match.start() > 0 and not text[match.start() - 1].isspace()) for match in _TOKEN.finditer(text)]
    tokens: list[Token] = []
    place = 0
    while place < len(pieces):
        match, touching = pieces[place]
        if match.lastgroup == "digits":
            tokens.append(Token(role=Role.DIGITS, text=match[0], touching=touching))
            place += 1
            continue
        for length in range(_LONGEST, 0, -1):
            run = pieces[place : place + length]
            if length > 1 and any(piece.lastgroup != "word" for piece, _ in run):
                continue
            found = _found([piece[0] for piece, _ in run])
            if found is not None:
                role, value, spelling = found
                tokens.append(Token(role=role, text=spelling, value=value, touching=touching))
                place += len(run)
                break
        else:
            tokens.append(Token(role=Role.UNKNOWN, text=match[0], touching=touching))
            place += 1
    return tokens


def _found(words: list[str]) -> tuple[Role, int, str] | None:
    if words[0] in _SIGNS:
        return _SIGNS[words[0]], 0, words[0]
    text = " ".join(words)
    found = _WORDS.get(accented(text))
    if found is None and text.isascii() and text[0].isalpha():
        found = _WORDS.get(telex(text))
    return found
