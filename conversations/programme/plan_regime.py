"""Reporting duties in a plan: who reports when, to whom and through whom; and what must be done once by a date.

"trước ngày 10/6" is kept as operator and day, never turned into another date. What is found keeps its words as proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.calendar import DueOperator, Span
from conversations.programme.table import Place
from conversations.programme.unit import Level
from conversations.reading.fold import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conversations.programme.table import Paragraph

_OPERATOR = r"(?P<operator>xong trước|trước|chậm nhất(?: là)?|muộn nhất(?: là)?|hạn cuối(?: là)?|đến(?: hết)?)"
_RULE = re.compile(
    r"báo cáo\s+(?:định kỳ\s+|sơ kết\s+|tổng kết\s+)?(?P<span>6 tháng|sáu tháng|h[àằ]ng năm|cả năm|năm)(?!\s+\d)"
    rf"(?P<between>[^.;\d]{{0,80}}?){_OPERATOR}\s*(?:ngày\s*)?(?P<day>\d{{1,2}})(?:\s*[/-]\s*|\s+tháng\s+)(?P<month>\d{{1,2}})"
    r"(?!\d|\s*[/-]\s*\d)",
    re.IGNORECASE,
)
_ONE_OFF = re.compile(
    rf"{_OPERATOR}\s*(?:ngày\s*)?(?P<day>\d{{1,2}})\s*[/-]\s*(?P<month>\d{{1,2}})\s*[/-]\s*(?P<year>20\d{{2}})",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:gửi|báo cáo|nộp)\s+(?:về|cho|lên)\s+(?P<to>[^.;,()]+?)"
    r"(?=\s*(?:\(|[.;,]|$)|\s+(?:để|trước|chậm|qua|thông qua)\b)",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"\b(?:thông qua|qua)\s+(?P<through>[^.;,()]+?)(?=\s*(?:[().;,]|$)|\s+(?:để|trước|chậm)\b)", re.IGNORECASE
)
_OWES = re.compile(r"(?P<who>[^.;]{2,200}?)\s+(?:thực hiện|có trách nhiệm|chấp hành)[^.;]{0,60}báo cáo", re.IGNORECASE)
_AD_HOC = re.compile(r"báo cáo đột xuất", re.IGNORECASE)
_DATED = re.compile(rf"báo cáo[^.;]*{_OPERATOR}[^.;]*ngày\s*\d", re.IGNORECASE)
_HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]+\.)\s+\S")
_DUTY = re.compile(r"\b(?:gửi|nộp|báo cáo|hoàn thành|rà soát|trình)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReportRule:
    """A report owed every year. owed_by: the levels that owe it; empty where the document does not say."""

    span: Span
    operator: DueOperator
    due_day: int
    due_month: int
    owed_by: tuple[Level, ...]
    to: str
    through: str
    quote: str = field(compare=False)
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRegime:
    """The periodic reports a document orders. ad_hoc: reports on demand are owed too."""

    rules: tuple[PlanReportRule, ...]
    ad_hoc: bool
    quote: str = field(compare=False)
    place: Place = field(compare=False)
    unread: tuple[tuple[str, Place], ...] = field(default=(), compare=False)
    """Sentences on reports with a date that none of the rules holds (monthly, quarterly): for a person to enter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOffDeadline:
    """Something owed once, by a full date."""

    owed_by: tuple[Level, ...]
    operator: DueOperator
    day: date
    what: str
    to: str
    quote: str = field(compare=False)
    place: Place = field(compare=False)


def read_regime(prose: Iterable[Paragraph]) -> ReportingRegime | None:
    """The reporting regime; None where the document orders no periodic report."""
    paragraphs = tuple(_report_section(tuple(prose)))
    owed_by: tuple[Level, ...] = ()
    who = ""
    rules: list[PlanReportRule] = []
    unread: list[tuple[str, Place]] = []
    for paragraph in paragraphs:
        owes = _OWES.search(paragraph.text)
        if owes and not owed_by:
            owed_by, who = levels_named(owes["who"]), paragraph.text
        found = tuple(_rules(paragraph, owed_by))
        rules.extend(found)
        if not found and _DATED.search(paragraph.text) and not _ONE_OFF.search(paragraph.text):
            unread.append((paragraph.text, paragraph.place))
    if not rules and not unread:
        return None
    return ReportingRegime(
        rules=tuple(rules),
        ad_hoc=any(_AD_HOC.search(paragraph.text) for paragraph in paragraphs),
        quote=who,
        place=rules[0].place if rules else unread[0][1],
        unread=tuple(unread),
    )


def read_one_offs(prose: Iterable[Paragraph]) -> tuple[OneOffDeadline, ...]:
    """What the document wants done once by a date, in its order."""
    found: list[OneOffDeadline] = []
    heading = ""
    for paragraph in prose:
        text = paragraph.text
        if _HEADING.match(text):
            heading = text
        for match in _ONE_OFF.finditer(text):
            begin = max(text.rfind(". ", 0, match.start()) + 1, 0)
            before = text[begin : match.start()].strip()
            day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
            if day is None or not _DUTY.search(before):
                continue
            to = _TO.search(before + " trước")
            what = before[: to.start()].strip(" ,(") if to else before
            found.append(
                OneOffDeadline(
                    owed_by=levels_named(heading) or levels_named(before.split(",")[0]),
                    operator=_operator(match["operator"]),
                    day=day,
                    what=what,
                    to=to["to"].strip() if to else "",
                    quote=text[begin : match.end()].strip(),
                    place=paragraph.place,
                )
            )
    return tuple(found)


def levels_named(text: str) -> tuple[Level, ...]:
    """Who is meant by "Các cơ quan, đơn vị, UBND các xã": offices and communes."""
    folded = f" {plain_words(text)} "
    levels: list[Level] = []
    if any(word in folded for word in (" cac xa ", " ubnd xa ", " uy ban nhan dan xa ", " cap xa ", " xa thi tran ")):
        levels.append(Level.COMMUNE)
    if any(
        word in folded for word in (" co quan ", " don vi ", " phong ban ", " cac phong ", " ban nganh ", " nganh ")
    ):
        levels.append(Level.OFFICE)
    if any(
        word in folded for word in (" cac thon ", " cac xom ", " truong thon ", " truong xom ", " ban phat trien thon ")
    ):
        levels.append(Level.VILLAGE)
    if any(word in folded for word in (" cac huyen ", " cap huyen ", " ubnd huyen thi xa ")):
        levels.append(Level.DISTRICT)
    return tuple(levels)


def _report_section(prose: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs under the heading on reporting; the whole text where no heading names it."""
    at = next(
        (
            index
            for index, paragraph in enumerate(prose)
            if _HEADING.match(paragraph.text) and _names_reporting(paragraph)
        ),
        None,
    )
    if at is None:
        yield from prose
        return
    yield prose[at]
    for paragraph in prose[at + 1 :]:
        if _HEADING.match(paragraph.text) or plain_words(paragraph.text).startswith("noi nhan"):
            return
        yield paragraph


def _names_reporting(paragraph: Paragraph) -> bool:
    folded = plain_words(paragraph.text)
    return "che do" in folded and "bao cao" in folded


def _rules(paragraph: Paragraph, owed_by: tuple[Level, ...]) -> Iterator[PlanReportRule]:
    text = paragraph.text
    to, through = _TO.search(text), _THROUGH.search(text)
    for found in _RULE.finditer(text):
        day, month = int(found["day"]), int(found["month"])
        if _date(2024, month, day) is None or "cuối" in found["between"].casefold():
            continue
        yield PlanReportRule(
            span=Span.HALF_YEAR if "tháng" in found["span"].casefold() else Span.YEAR,
            operator=_operator(found["operator"]),
            due_day=day,
            due_month=month,
            owed_by=owed_by,
            to=to["to"].strip() if to else "",
            through=through["through"].strip() if through else "",
            quote=text,
            place=paragraph.place,
        )


def _operator(words: str) -> DueOperator:
    return DueOperator.BEFORE if "trước" in words.casefold() else DueOperator.UNTIL


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
