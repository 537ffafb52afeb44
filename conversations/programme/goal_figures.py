"""The figures in a clause of a goal: "trên 1,5%", "154 xã/193 xã", "08-09 đơn vị cấp huyện", "60 triệu đồng/người/năm".

A point parts thousands where three digits follow it, else it is the decimal mark, as a comma always is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.goal import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?"
_BOUND = r"(?P<bound>(?:ít nhất|tối thiểu|không dưới)(?:\s+trên)?|trên|hơn|không quá|tối đa|dưới|từ|khoảng)?\s*"
NOUNS = (
    "đơn vị cấp huyện|đơn vị cấp xã|đơn vị|huyện|xã|phường|(?<!nông )thôn|xóm|bản|khu dân cư|vườn mẫu|sản phẩm|"
    "mô hình|di sản|hợp tác xã|tổ hợp tác|doanh nghiệp|trang trại|làng nghề|công trình|dự án|trường|nhà|hộ|người|"
    "lao động|cán bộ|lớp|chợ|km|ha|tấn|chỉ tiêu|tiêu chí"
)
_MEASURES = (
    r"(?:triệu đồng|tỷ đồng|nghìn đồng|đồng|tiêu chí|m2|m²|km|sản phẩm|mô hình)(?:\s*/\s*(?:người|xã|huyện|thôn|hộ|ha|"
    r"năm|tháng))+|triệu đồng|tỷ đồng"
)
_FIGURE = re.compile(
    rf"(?<![\w/.,]){_BOUND}(?P<low>{_NUMBER})(?:\s*[-–]\s*(?P<high>{_NUMBER}))?\s*"
    rf"(?:(?P<percent>%)(?P<yearly>\s*/\s*năm)?"
    rf"|/\s*(?P<of>\d{{1,5}})\s+(?P<of_noun>{NOUNS})\b"
    rf"|(?P<times>lần)\s+so với\s+(?:năm\s+)?(?P<base_year>20\d{{2}})"
    rf"|(?P<measure>{_MEASURES})(?!\w)"
    rf"|(?P<noun>{NOUNS})\b(?:\s*/\s*(?P<of_later>\d{{1,5}})\s+(?:{NOUNS})\b)?)"
    rf"(?P<up>\s*trở lên)?",
    re.IGNORECASE,
)
_NOT_FIGURES = re.compile(
    r"\d+\s*sao\b|\b\d\s*G\b|công nghệ \d\.\d|mức độ \d|(?:Nghị quyết|Quyết định|Kết luận|Thông báo)?\s*số \d\S*|"
    r"ngày \d{1,2}/\d{1,2}/\d{4}|tháng \d{1,2}(?:/\d{4})?|quý [IVX\d]+(?:/\d{4})?|"
    r"(?<!so với )năm \d{4}(?:\s*[-–]\s*\d{4})?|giai đoạn \d{4}\s*[-–]\s*\d{4}|(?<!so với năm )\b20\d{2}\b|"
    r"dưới \d+ tiêu chí|điều \d+|cột \d+|\b\d{1,2}/\d{1,2}/\d{4}",
    re.IGNORECASE,
)
BOUNDS = {
    "ít nhất": Bound.AT_LEAST,
    "tối thiểu": Bound.AT_LEAST,
    "không dưới": Bound.AT_LEAST,
    "trên": Bound.MORE_THAN,
    "hơn": Bound.MORE_THAN,
    "không quá": Bound.AT_MOST,
    "tối đa": Bound.AT_MOST,
    "dưới": Bound.LESS_THAN,
    "từ": Bound.AT_LEAST,
    "khoảng": Bound.AT_LEAST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a clause, from start to end of its text."""

    bound: Bound
    said: bool
    """Whether a word says on which side of the figure: ít nhất, trên."""
    low: Decimal
    high: Decimal | None
    percent: bool
    yearly: bool
    """Per year: "%/năm"."""
    of: int | None
    """Out of so many."""
    times: bool
    base_year: int | None
    measure: str
    """Its unit, when it is no percentage: "km", "xã", "triệu đồng/người/năm"."""
    start: int
    end: int


def decimal_of(text: str) -> Decimal:
    """Of "1.000" a thousand; "1.307,6" and "1,5" have decimals, and so has "1.5" too."""
    bare = text.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text) else text
    return Decimal(bare.replace(",", "."))


def figures_of(clause: str) -> Iterator[Figure]:
    """The figures with a unit that the clause states, in order."""
    masked = without_others(clause)
    for found in _FIGURE.finditer(masked):
        of = found["of"] or found["of_later"]
        high = decimal_of(found["high"]) if found["high"] else None
        said = " ".join((found["bound"] or "").lower().split())
        bound = Bound.MORE_THAN if said.endswith(" trên") else BOUNDS.get(said, Bound.AT_LEAST)
        yield Figure(
            bound=Bound.RANGE if high is not None else bound,
            said=bool(said),
            low=decimal_of(found["low"]),
            high=high,
            percent=found["percent"] is not None,
            yearly=found["yearly"] is not None,
            of=int(of) if of else None,
            times=found["times"] is not None,
            base_year=int(found["base_year"]) if found["base_year"] else None,
            measure="".join((found["measure"] or "").split(" /")) or found["of_noun"] or found["noun"] or "",
            start=found.start(),
            end=found.end(),
        )


def without_others(clause: str) -> str:
    """The clause with digits that are no figures of a goal (years, numbers of papers, stars) blotted out."""
    return _NOT_FIGURES.sub(lambda found: re.sub(r"\d", "·", found[0]), clause)


def has_digits(clause: str) -> bool:
    """Whether a digit is left that could be a figure."""
    return any(char.isdigit() for char in without_others(clause))
