"""Which paper a document is: its title, number and date, and whose it is.

A Party body's paper has number and date in no letterhead; the annex that goes with it names both ("Kèm theo Nghị quyết
số … ngày … của …").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.plan_front import read_front
from conversations.programme.plan_names import capitalised
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.table import Document, Paragraph

_ANNEX = re.compile(
    r"kèm theo (?:[^()]*?\bsố\s*:?\s*(?P<number>[\w./-]+))?[^()]*?ngày\s*(?P<day>\d{1,2})\s*(?:tháng|/)\s*"
    r"(?P<month>\d{1,2})\s*(?:năm|/)\s*(?P<year>20\d{2})\s*của\s[^()]*?\b(?P<kind>tỉnh|huyện|thị xã|thành phố)\s+"
    r"(?P<name>[^()]+)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\(?\s*kèm theo", re.IGNORECASE)
"""Such a note below a title names the document's own paper; within a sentence it names another one."""
ABOUT = 12
"""A letter says what it is about within so many paragraphs."""
_PARTY = re.compile(
    r"^(?:NGHỊ QUYẾT\s*)?CỦA BAN CHẤP HÀNH ĐẢNG BỘ|ĐẢNG CỘNG SẢN VIỆT NAM|T/M (?:TỈNH|HUYỆN|BAN THƯỜNG VỤ)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSource:
    """What the document does not say is empty or None."""

    title: str = ""
    number: str = ""
    dated: date | None = None
    issued_by: str = ""
    """The unit with its kind: "tỉnh Hà Giang"."""
    party: bool = False
    """A paper of a Party body: it has another head than the State's."""


def document_source(document: Document, prose: Sequence[Paragraph]) -> DocumentSource:
    """Raises Problem: a date that does not exist."""
    front = read_front(tuple(document.head()), prose)
    party = any(_PARTY.search(one.text) for one in prose)
    title = front.title or next((one.text for one in prose[:ABOUT] if one.text.startswith(("V/v", "Về việc"))), "")
    annex = next((found for one in prose if _NOTE.match(one.text) and (found := _ANNEX.search(one.text))), None)
    if annex is None:
        return DocumentSource(
            title=title, number=front.number, dated=front.dated, issued_by=front.issued_by, party=party
        )
    try:
        dated = date(int(annex["year"]), int(annex["month"]), int(annex["day"]))
    except ValueError:
        raise Problem(
            code="plan_date_wrong",
            message=f"Ngày của văn bản không có trong lịch: “{annex[0]}”.",
            remedy="Hãy sửa ngày ban hành rồi nhập lại.",
        ) from None
    return DocumentSource(
        title=title,
        number=(annex["number"] or front.number).rstrip(".,"),
        dated=dated,
        issued_by=f"{annex['kind'].lower()} {capitalised(annex['name'])}",
        party=party,
    )
