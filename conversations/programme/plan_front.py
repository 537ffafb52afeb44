"""The head of a document: what it is called, its number and date, who issued it, and the law it rests on.

A date with a month and no day counts from the first of that month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.plan_names import capitalised
from conversations.programme.problem import Problem
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.table import Paragraph

_NUMBER = re.compile(r"\bsố\s*:\s*(?P<digits>[\d.…_ ]*?)\s*/\s*(?P<symbol>[A-ZĐ][\w&/-]*)", re.IGNORECASE)
_GAP = r"[\s.…_]*"
_DATE = re.compile(
    rf"\bngày{_GAP}(?P<day>\d{{1,2}})?{_GAP}tháng{_GAP}(?P<month>\d{{1,2}}){_GAP}năm{_GAP}(?P<year>20\d{{2}})",
    re.IGNORECASE,
)
_ANNEX_DATE = re.compile(
    rf"kèm theo[^)]*?\bngày{_GAP}(?P<day>\d{{1,2}})?{_GAP}/\s*(?P<month>\d{{1,2}})\s*/\s*(?P<year>20\d{{2}})",
    re.IGNORECASE | re.DOTALL,
)
_BODY = r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)"
_KIND = r"(?P<kind>huyện|thị xã|thành phố|quận|tỉnh|xã)"
_ISSUED = (
    re.compile(rf"kèm theo[^)]*?\bcủa\s+{_BODY}\s+{_KIND}\s+(?P<name>[^()\n]+)", re.IGNORECASE | re.DOTALL),
    re.compile(
        rf"{_BODY}\s+{_KIND}\s+(?P<name>[^\n.;]+?)\s+(?:xây dựng|ban hành)\s+(?:Kế hoạch|kế hoạch)", re.IGNORECASE
    ),
)
_LETTERHEAD = re.compile(rf"{_BODY}\s+{_KIND}\s+(?P<name>[^\n()]+)", re.IGNORECASE)
_LAW = re.compile(
    r"Căn cứ\s+(?:Luật|Bộ luật|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kết luận|Kế hoạch|Công văn|"
    r"Chương trình|Văn bản|Hướng dẫn)"
)
_SUPERIOR = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND)\s+tỉnh\s+(?P<name>\S[^\n]*)", re.IGNORECASE
)
_KINDS_OF_DOCUMENT = ("ke hoach", "nghi quyet", "quyet dinh", "chuong trinh", "de an", "cong van", "huong dan")
HEAD_LINES = 15
"""A letterhead and a title stand within so many lines from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The head of the document; what it does not say is empty or None."""

    title: str = ""
    number: str = ""
    """"123/KH-UBND"; where the digits are still empty, as in a draft, only "/KH-UBND"."""
    dated: date | None = None
    day_known: bool = False
    """False where the document gives the month only and dated is its first day."""
    issued_by: str = ""
    """The unit with its kind: "huyện Quảng Hòa"."""
    under: str = ""
    """The province the legal basis names, when it names one only: "tỉnh Cao Bằng"."""
    legal_basis: tuple[str, ...] = ()


def read_front(head: Sequence[Paragraph], prose: Sequence[Paragraph]) -> Front:
    """Read the letterhead and the running text. Raises Problem: a date that does not exist."""
    top = "\n".join(paragraph.text for paragraph in head)
    text = "\n".join(paragraph.text for paragraph in prose)
    dated, day_known = _dated(top, text)
    number = _NUMBER.search(top)
    basis = tuple(paragraph.text.rstrip(" ;.,") for paragraph in prose if _LAW.match(paragraph.text))
    provinces = {capitalised(found["name"]) for line in basis for found in _SUPERIOR.finditer(line)} - {""}
    return Front(
        title=_title(prose),
        number=f"{re.sub(r'[^0-9]', '', number['digits'])}/{number['symbol']}" if number else "",
        dated=dated,
        day_known=day_known,
        issued_by=_issued_by(head, text),
        under=f"tỉnh {provinces.pop()}" if len(provinces) == 1 else "",
        legal_basis=basis,
    )


def _dated(top: str, text: str) -> tuple[date | None, bool]:
    found = _DATE.search(top) or _ANNEX_DATE.search(text)
    if found is None:
        return None, False
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"] or 1)), found["day"] is not None
    except ValueError:
        raise Problem(
            code="plan_date_wrong",
            message=f"Ngày của văn bản không có trong lịch: “{' '.join(found[0].split())}”.",
            remedy="Hãy sửa ngày ban hành rồi nhập lại.",
        ) from None


def _title(prose: Sequence[Paragraph]) -> str:
    """The kind of document and the lines below it, up to the legal basis."""
    for at, paragraph in enumerate(prose[:HEAD_LINES]):
        if not paragraph.text.isupper() or not plain_words(paragraph.text).startswith(_KINDS_OF_DOCUMENT):
            continue
        lines = [paragraph.text]
        for following in prose[at + 1 : at + 6]:
            if (
                following.text.startswith(("Căn cứ", "(", "Kính gửi", "Số", "Thực hiện Quyết định"))
                or len(following.text) > 200
                or not any(char.isalnum() for char in following.text)
            ):
                break
            lines.append(following.text)
        return " ".join(lines)
    return ""


def _issued_by(head: Sequence[Paragraph], text: str) -> str:
    for pattern in _ISSUED:
        found = pattern.search(text)
        if found and (name := capitalised(found["name"])):
            return f"{found['kind'].lower()} {name}"
    for paragraph in head:
        found = _LETTERHEAD.match(paragraph.text)
        if found and (name := _printed(found["name"])):
            return f"{found['kind'].lower()} {name}"
    return ""


def _printed(words: str) -> str:
    """The name at the beginning of a letterhead's line; capitals become a name: "QUẢNG HÒA Số: …" is Quảng Hòa."""
    name = capitalised(words)
    shouted = [word for word in name.split() if word.isupper()]
    return " ".join(shouted).title() if shouted else name
