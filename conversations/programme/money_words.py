"""The words of documents about money: which programme, which source, what for, which years, how amounts are written.

A point groups thousands and a comma divides, the Vietnamese way; a document that shows the other way is read so. A
figure that both ways can read ("461.506") counts only where the document itself shows which way it writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from conversations.programme.money import Nature, Programme, Source
from conversations.programme.problem import Problem
from conversations.reading import limits
from conversations.reading.digits import read_digits
from conversations.reading.fold import plain_words
from conversations.reading.show import show_number

SCALES = {"đồng": 1, "nghìn đồng": 1_000, "ngàn đồng": 1_000, "triệu đồng": 1_000_000, "tỷ đồng": 1_000_000_000}
_SCALES = {plain_words(name): scale for name, scale in SCALES.items()} | {
    "dong": 1,
    "vnd": 1,
    "trieu": 1_000_000,
    "tr dong": 1_000_000,
    "ty": 1_000_000_000,
    "ti dong": 1_000_000_000,
}
NUMBER = r"\d+(?:[.,]\d+)*"
_MEASURED = re.compile(rf"(?<![\d.,])({NUMBER})\s*(?:%|tỷ|tỉ|triệu|nghìn|lần|đồng|km|ha|điểm)(?!\w)", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:đơn\s*vị\s*(?:tính)?|đvt)\s*[:=]?\s*((?:nghìn|ngàn|triệu|tr\.?|tỷ|tỉ)?\s*(?:đồng|vnđ))\b", re.IGNORECASE
)
_IN_HEAD = re.compile(
    r"\(\s*(?:đvt\s*:?\s*)?((?:nghìn|ngàn|triệu|tr\.?|tỷ|tỉ)?\s*(?:đồng|vnđ)|triệu|tỷ)\s*\)", re.IGNORECASE
)
_YEARS = re.compile(r"(?<![\d/])(20\d{2})(?:\s*[-–]\s*(20\d{2}))?(?![\d/])")

_PROGRAMMES = (
    (Programme.MINORITIES, ("dan toc thieu so", "dtts")),
    (Programme.POVERTY, ("giam ngheo",)),
    (Programme.NTM, ("nong thon moi", "ntm")),
)
_SOURCES = (
    (Source.CENTRAL, ("ngan sach trung uong", "von trung uong", "nstw", "trung uong")),
    (Source.PROVINCE, ("ngan sach tinh", "ngan sach cap tinh", "von tinh", "nst", "cap tinh", "tinh")),
    (Source.DISTRICT, ("ngan sach huyen", "ngan sach cap huyen", "von huyen", "nsh", "cap huyen", "huyen")),
    (Source.COMMUNE, ("ngan sach xa", "ngan sach cap xa", "von xa", "nsx", "cap xa", "xa")),
    (Source.LOCAL, ("ngan sach dia phuong", "von dia phuong", "nsdp", "dia phuong", "doi ung dia phuong")),
    (Source.COMBINED, ("long ghep",)),
    (Source.CREDIT, ("tin dung",)),
    (Source.BUSINESS, ("doanh nghiep", "to chuc kinh te")),
    (Source.PEOPLE, ("nguoi dan", "nhan dan", "dan gop", "cong dong dan cu", "dong gop cua dan", "dan dong gop")),
)
_NATURES = (
    (Nature.DEVELOPMENT, ("dau tu phat trien", "dau tu", "dtpt")),
    (Nature.RECURRENT, ("su nghiep", "thuong xuyen")),
)
_SHORTEST = 2
"""In a sentence a source is named with its budget: "tỉnh" alone is a place there, in a cell of the column it is not."""


class Writing(StrEnum):
    """Which mark divides."""

    COMMA = "comma"
    POINT = "point"


def programme_in(text: str) -> Programme | None:
    """The programme a text names; None: none."""
    words = f" {plain_words(text)} "
    return next((one for one, names in _PROGRAMMES if any(f" {name} " in words for name in names)), None)


def sources_in(text: str) -> tuple[Source, ...]:
    """The sources a sentence names, in the order of the list."""
    words = f" {plain_words(text)} "
    return tuple(
        one
        for one, names in _SOURCES
        if any(f" {name} " in words for name in names if len(name.split()) >= _SHORTEST or name.startswith("ns"))
    )


def source_named(text: str) -> Source | None:
    """The source a cell names: "Ngân sách tỉnh", "NST", "Tỉnh", or the way `name_of` writes it; None: another text."""
    words = plain_words(text)
    padded = f" {words} "
    exact = next((one for one, names in _SOURCES if words in names or words == one.value), None)
    return exact or next(
        (one for one, names in _SOURCES if any(f" {name} " in padded for name in names if len(name.split()) > 1)), None
    )


def nature_in(text: str) -> Nature | None:
    """What the money is for, as far as the text says."""
    words = f" {plain_words(text)} "
    return next((one for one, names in _NATURES if any(f" {name} " in words for name in (*names, one.value))), None)


def years_in(text: str) -> tuple[int, int] | None:
    """The first and the last year of the last year or span of years the text names; days are no years."""
    found = list(_YEARS.finditer(text))
    if not found:
        return None
    first = int(found[-1][1])
    return first, int(found[-1][2] or first)


def unit_of_money(text: str) -> int | None:
    """How many đồng one of the figures is worth, where the text says "ĐVT: triệu đồng" or "(triệu đồng)"."""
    found = _UNIT.search(text) or _IN_HEAD.search(text)
    return None if found is None else scale_named(found[1])


def scale_named(text: str) -> int | None:
    """How many đồng "tỷ đồng" is; None: no unit of money."""
    return _SCALES.get(plain_words(text))


def writing_of(figures: Iterable[str]) -> Writing | None:
    """Which mark divides, as far as any of these figures leaves no doubt. Raises Problem: two of them differ."""
    shown = {style: one for one in figures if (style := _shows(one)) is not None}
    if len(shown) > 1:
        raise Problem(
            code="money_written_two_ways",
            where=f"“{shown[Writing.COMMA]}”, “{shown[Writing.POINT]}”",
            message="Văn bản viết số theo hai cách: khi thì dấu phẩy, khi thì dấu chấm là dấu thập phân.",
            remedy="Hãy viết thống nhất, dấu chấm giữa các hàng nghìn và dấu phẩy trước phần thập phân.",
        )
    return next(iter(shown), None)


def writing_of_prose(text: str) -> Writing | None:
    """The same of a running text: figures with what they measure; a text that shows both ways shows none."""
    styles = {style for found in _MEASURED.finditer(text) if (style := _shows(found[1])) is not None}
    return styles.pop() if len(styles) == 1 else None


def _shows(figure: str) -> Writing | None:
    points, commas = figure.count("."), figure.count(",")
    if points and commas:
        return Writing.COMMA if figure.rindex(",") > figure.rindex(".") else Writing.POINT
    mark = "." if points else ","
    divides = {".": Writing.POINT, ",": Writing.COMMA}
    if points + commas > 1:
        return divides["," if mark == "." else "."]
    if points + commas == 1 and len(figure.partition(mark)[2]) != 3:
        return divides[mark]
    return None


def read_money(text: str, scale: int, *, writing: Writing | None, where: str) -> int:
    """So many đồng. Raises Problem: no figure, one of two readings, a part of a đồng, or more than there can be."""
    digits = read_digits(text) if re.fullmatch(NUMBER, text) else None
    if digits is None:
        raise Problem(
            code="money_no_figure",
            where=where,
            message=f"“{text}” không phải một số tiền.",
            remedy="Ở đây chỉ ghi một số; để trống nếu không có.",
        )
    values = digits.values
    if len(values) > 1 and scale == 1:
        values = tuple(one for one in values if _is_whole(Fraction(one)) and one >= 1_000) or values
    if len(values) > 1:
        values = _chosen(text, values, writing, where)
    exact = Fraction(values[0]) * scale
    if not _is_whole(exact) or exact >= 10**limits.DIGITS:
        raise Problem(
            code="money_too_great" if _is_whole(exact) else "money_not_whole",
            where=where,
            message=f"“{text}” {'lớn hơn mọi nguồn vốn của chương trình' if _is_whole(exact) else 'không tròn đồng'}.",
            remedy="Hãy xem lại số và đơn vị tính.",
        )
    return int(exact)


def _is_whole(exact: Fraction) -> bool:
    return exact.denominator == 1


def _chosen(text: str, values: tuple[Decimal, ...], writing: Writing | None, where: str) -> tuple[Decimal, ...]:
    if writing is None:
        readings = " hoặc ".join(show_number(one) for one in values)
        raise Problem(
            code="money_two_readings",
            where=where,
            message=f"“{text}” đọc được hai cách: {readings}.",
            remedy="Hãy ghi không có dấu chấm giữa các hàng nghìn, hoặc ghi thêm phần thập phân, ví dụ “484,0”.",
        )
    return values[:1] if writing is Writing.COMMA else values[-1:]
