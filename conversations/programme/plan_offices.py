"""Which office answers for which criteria and indicators, as the plan's section on its execution lists them.

An office is a heading ("2.4. Phòng Kinh tế và Hạ tầng: …"); what it "phụ trách đánh giá" are the numbers behind
"tiêu chí". Real lists lose brackets and mix "tiêu chí số 3 (…)", "13.4 Có …" and "17.8. Tỷ lệ …"; all are found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from conversations.programme.stated import Stated, read_number
from conversations.programme.table import Place
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conversations.programme.criteria import Criterion
    from conversations.programme.table import Paragraph

_WORDS = (
    "Phòng|Chi cục|Ban Chỉ huy|Ban Dân tộc|Ban Quản lý|Công an|Trung tâm|Văn phòng|Thanh tra|Hạt Kiểm lâm|Kho bạc|"
    "Ngân hàng|Bảo hiểm|Bưu điện|Điện lực|Hội|Đoàn|Liên đoàn|Chi nhánh|Đội|Trạm|Sở|"
    "Ủy ban Mặt trận|Uỷ ban Mặt trận|Mặt trận"
)
_VERBS = "chủ trì|tham mưu|phối hợp|có trách nhiệm|căn cứ|phụ trách|theo dõi|hướng dẫn|là cơ quan|chịu trách nhiệm"
_NUMBERED = r"(?P<number>\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ][.)])\s+"
_OFFICE = re.compile(
    rf"(?:[-+•]\s*)?(?:{_NUMBERED})?(?:Đề nghị\s+)?(?P<name>(?:{_WORDS})\b[^:.;()]{{0,110}}?)"
    rf"\s*(?::|$|\.\s|(?=\s(?:{_VERBS})\b))(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]+\.)\s+\S")
_CODE = r"\d{1,2}(?:\.\d{1,2})?"
_ITEM = re.compile(
    rf"(?:tiêu chí(?:\s+số)?|chỉ tiêu(?:\s+số)?|[;:])\s+(?P<codes>{_CODE}(?:(?:\s*[,;]|\s+và)\s+{_CODE}(?![\w/%]))*)"
    r"(?!\s*(?:tiêu chí|chỉ tiêu|xã|thôn|năm|tháng|%|triệu|tỷ))(?![\w/%])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:phụ trách|đánh giá)[^.;:]{0,60}?\b(\d{1,2})\s+(?:tiêu chí|chỉ tiêu)", re.IGNORECASE)
_BEGINS, _ENDS = "to chuc thuc hien", "noi nhan"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeItem:
    """One criterion ("3") or indicator ("13.2") an office answers for, with its name as the document writes it."""

    code: str
    name: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffice:
    """One office. items may be empty: the plan names the office without criteria. stated_count: "10 tiêu chí"."""

    name: str
    section: str
    """The number of its heading, "2.1"; empty where it has none."""
    items: tuple[OfficeItem, ...]
    stated_count: Stated | None
    unknown: tuple[str, ...] = ()
    """Numbers that are no criterion or indicator of the set."""
    place: Place = field(compare=False)


def read_offices(prose: Iterable[Paragraph], criteria: Sequence[Criterion]) -> tuple[PlanOffice, ...]:
    """The offices of the section "Tổ chức thực hiện", in its order; empty where the document has no such section."""
    offices: list[PlanOffice] = []
    current: PlanOffice | None = None
    for paragraph in _section(prose):
        heading = _OFFICE.fullmatch(paragraph.text)
        if heading is not None and (heading["number"] or _lists(heading["rest"])):
            if current is not None:
                offices.append(current)
            number = (heading["number"] or "").rstrip(".)")
            current = PlanOffice(
                name=heading["name"].strip(" ,"), section=number, items=(), stated_count=None, place=paragraph.place
            )
            current = _with_items(current, heading["rest"], paragraph.place, criteria)
        elif _HEADING.match(paragraph.text):
            if current is not None:
                offices.append(current)
            current = None
        elif current is not None:
            current = _with_items(current, paragraph.text, paragraph.place, criteria)
    if current is not None:
        offices.append(current)
    return tuple(offices)


def _section(prose: Iterable[Paragraph]) -> Iterator[Paragraph]:
    inside = False
    for paragraph in prose:
        folded = plain_words(paragraph.text)
        if folded.endswith(_BEGINS):
            inside = True
        elif folded.startswith(_ENDS):
            return
        elif inside:
            yield paragraph


def _lists(text: str) -> bool:
    return "đánh giá" in text.casefold() or "phụ trách" in text.casefold()


def _with_items(office: PlanOffice, text: str, place: Place, criteria: Sequence[Criterion]) -> PlanOffice:
    """The office with what this text adds to its list."""
    begin = re.search(r"đánh giá|phụ trách", text, re.IGNORECASE)
    if begin is None:
        return office
    listed = text[begin.start() :]
    counted = _COUNT.search(listed)
    stated = read_number(counted[1], place=place) if counted else None
    known = {criterion.code for criterion in criteria}
    indicators = {indicator.code for criterion in criteria for indicator in criterion.indicators}
    items = {item.code: item for item in office.items}
    unknown = list(office.unknown)
    found = [match for match in _ITEM.finditer(listed) if _begins_item(match, listed)]
    for match, following in zip(found, [*found[1:], None], strict=True):
        name = _name(listed[match.end() : following.start() if following else len(listed)])
        for code in re.findall(_CODE, match["codes"]):
            whole, _, part = code.partition(".")
            if whole not in known or (part and indicators and code not in indicators):
                unknown.append(code)
            else:
                items.setdefault(code, OfficeItem(code=code, name=name))
    return replace(
        office, items=tuple(items.values()), unknown=tuple(unknown), stated_count=office.stated_count or stated
    )


def _begins_item(match: re.Match[str], text: str) -> bool:
    """After a mere mark a number is an item only where a name, a mark or nothing follows: not in "; 3 tầng"."""
    if match["codes"].startswith("0"):
        return False
    following = text[match.end() :].lstrip()[:1]
    return match[0][0] not in ";:" or following in {"", "(", ".", ",", ";"} or following.isupper()


def _name(text: str) -> str:
    """The item's name: what its brackets hold, or, where a bracket is lost, all up to the next item."""
    bare = text.strip(" .:,;")
    if bare.startswith("("):
        depth = 0
        for at, letter in enumerate(bare):
            depth += (letter == "(") - (letter == ")")
            if depth == 0:
                return bare[1:at].strip()
        return bare[1:].strip(" .:,;")
    if bare.count(")") > bare.count("("):
        bare = bare[: bare.rindex(")")]
    return bare.strip(" .:,;")
