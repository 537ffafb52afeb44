"""What a roadmap wants to be reached: counts, shares and ranges by standard, and what holds for the whole period.

"có thêm ít nhất 42 xã đạt chuẩn …; duy trì 112 xã …, nâng tổng số xã … lên ít nhất 154 xã/193 xã, chiếm tỷ lệ 80%".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.plan_names import capitalised
from conversations.programme.plan_targets import Standard, standard_named
from conversations.programme.roadmap import Goal
from conversations.programme.roadmap_dates import WHEN, deadline_read
from conversations.programme.table import Place
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from conversations.programme.table import Paragraph

_LEVELS = {"xã": Level.COMMUNE, "huyện": Level.DISTRICT, "đơn vị cấp huyện": Level.DISTRICT}
_ADDED = re.compile(
    r"có thêm (?:ít nhất )?(?P<count>\d{1,4}) (?P<what>đơn vị cấp huyện|huyện|xã)\s(?P<standard>đạt chuẩn [^.;,]*)",
    re.IGNORECASE,
)
_KEPT = re.compile(r"duy trì[^.;\d]*?(?P<count>\d{1,4}) xã\s", re.IGNORECASE)
_TOTAL = re.compile(
    r"nâng tổng số [^.;]*?\slên (?:ít nhất )?(?P<low>\d{1,4})(?:\s*[-–]\s*(?P<high>\d{1,4}))? "
    r"(?:đơn vị cấp huyện|huyện|xã)(?:\s*/\s*(?P<of>\d{1,5}))?",
    re.IGNORECASE,
)
_SHARE = re.compile(r"tỷ lệ (?:ít nhất )?(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s*%", re.IGNORECASE)
_TO_FIND = re.compile(r"rà soát để bổ sung (?:thêm )?(?P<count>\d{1,3}) xã", re.IGNORECASE)
_VILLAGES = re.compile(
    r"tổng số (?:thôn|xóm|bản) đạt chuẩn (?P<standard>[^.;,]*?) đạt tỷ lệ ít nhất (?P<percent>\d{1,3})\s*%"
    r"(?:, trong đó (?P<part>[^.;,\d]+?) đạt ít nhất (?P<less>\d{1,3})\s*%)?",
    re.IGNORECASE,
)
_VILLAGES_BY = re.compile(rf"hoàn thành công nhận (?:thôn|xóm|bản)\s[^;]*?\s{WHEN}\s*\.?\s*$", re.IGNORECASE)
_VILLAGES_KEPT = re.compile(
    rf"thông báo (?:thôn|xóm|bản)\s[^;]*?\s{WHEN}(?: hoặc {WHEN.replace('<when>', '<again>')})?", re.IGNORECASE
)
_REVIEW = re.compile(r"rà soát, đánh giá các xã đã đạt chuẩn (?P<standard>NTM[^;]*?) từ năm", re.IGNORECASE)
_NOTICE = re.compile(rf"thông báo xã\s[^;(]*?\s{WHEN}", re.IGNORECASE)
_REVIEW_FIRST = re.compile(rf"cấp xã trình cấp huyện\s{WHEN}", re.IGNORECASE)
_REVIEW_SECOND = re.compile(rf"cấp huyện trình (?:UBND )?tỉnh\s{WHEN}", re.IGNORECASE)
_PERIOD = re.compile(r"giai đoạn\s20\d{2}\s*[-–]\s*(?P<year>20\d{2})", re.IGNORECASE)
_BY_YEAR = re.compile(r"(?:đến cuối năm|đến năm)\s(?P<year>20\d{2})", re.IGNORECASE)
_FLOOR = re.compile(r"không còn xã (?:nào )?(?:đạt )?dưới (?P<count>\d{1,2}) tiêu chí", re.IGNORECASE)
_COVERS_ALL = re.compile(r"không còn huyện (?:nào )?không có xã đạt chuẩn", re.IGNORECASE)
_BARE = re.compile(r"còn (?:huyện|các huyện)\s(?P<names>[^()]+?)\schưa có xã (?:nào )?đạt chuẩn")
_ENDS = re.compile(
    rf"(?:hoàn thành mục tiêu|hoàn thành hồ sơ đề nghị công nhận địa phương)[^.;]*?\s{WHEN}", re.IGNORECASE
)
_NOT_COUNTED = re.compile(
    r"không tính xã (?P<name>[^,.;]+), (?:huyện|thị xã|thành phố) (?P<district>[^,.;]+?) đã lên", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedEnd:
    """By which day everything is to be done, as the document begins."""

    last_good_day: date
    text: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """All that is wanted. floor: no commune under so many criteria; covers_all: no district without a recognised
    one.
    """

    goals: tuple[Goal, ...]
    floor: int | None = None
    covers_all: bool = False
    bare: tuple[str, ...] = ()
    """Districts without one so far, as the document says."""
    ends: tuple[StatedEnd, ...] = ()
    not_counted: tuple[str, ...] = ()
    """Units that are communes no more and not counted in any total."""


def read_goals(prose: Sequence[Paragraph]) -> Goals:
    """Raises Problem: a day that does not exist."""
    goals: list[Goal] = []
    for paragraph in prose:
        goals += _stated(paragraph)
        _refine(goals, paragraph)
    texts = [one.text for one in prose]
    floors = [int(found["count"]) for text in texts if (found := _FLOOR.search(text))]
    bare = [found for text in texts for found in _BARE.finditer(text)]
    return Goals(
        goals=tuple(goals),
        floor=floors[0] if floors else None,
        covers_all=any(_COVERS_ALL.search(text) for text in texts),
        bare=tuple(name for found in bare for part in found["names"].split(",") if (name := capitalised(part))),
        ends=tuple(
            StatedEnd(
                last_good_day=deadline_read(found["when"], place=one.place).last_good_day,
                text=found["when"],
                place=one.place,
            )
            for one in prose
            for found in _ENDS.finditer(one.text)
        ),
        not_counted=tuple(found["name"] for text in texts for found in _NOT_COUNTED.finditer(text)),
    )


def _stated(paragraph: Paragraph) -> Iterator[Goal]:
    text, place = paragraph.text, paragraph.place
    if added := _ADDED.search(text):
        kept, total, share = _KEPT.search(text), _TOTAL.search(text), _SHARE.search(text)
        yield Goal(
            level=_LEVELS[added["what"].lower()],
            standard=standard_named(added["standard"]) or Standard.NTM,
            by_year=_by_year(text),
            added=int(added["count"]),
            kept=None if kept is None else int(kept["count"]),
            total_low=None if total is None else int(total["low"]),
            total_high=None if total is None else int(total["high"] or total["low"]),
            share=None if share is None else _percent(share["percent"]),
            of_count=None if total is None or total["of"] is None else int(total["of"]),
            place=place,
        )
    if villages := _VILLAGES.search(text):
        goal = Goal(
            level=Level.VILLAGE,
            standard=standard_named(villages["standard"]) or Standard.NTM,
            by_year=_by_year(text),
            share=_percent(villages["percent"]),
            place=place,
        )
        yield goal
        if villages["part"]:
            yield replace(goal, part=villages["part"], share=_percent(villages["less"]))


def _refine(goals: list[Goal], paragraph: Paragraph) -> None:
    """What a later sentence adds to a goal that was stated before it."""
    text = paragraph.text
    if to_find := _TO_FIND.search(text):
        _change(goals, Level.COMMUNE, None, to_find=int(to_find["count"]))
    if review := _REVIEW.search(text):
        after = paragraph.text[review.start() :]
        _change(
            goals,
            Level.COMMUNE,
            standard_named(review["standard"]) or Standard.NTM,
            review_first_by=_day(_REVIEW_FIRST, after, paragraph.place),
            review_second_by=_day(_REVIEW_SECOND, after, paragraph.place),
            notice_by=_day(_NOTICE, after, paragraph.place),
        )
    if _VILLAGES_BY.search(text):
        _change(goals, Level.VILLAGE, None, recognise_by=_day(_VILLAGES_BY, text, paragraph.place))
    if kept := _VILLAGES_KEPT.search(text):
        again = None if kept["again"] is None else deadline_read(kept["again"], place=paragraph.place).last_good_day
        _change(
            goals,
            Level.VILLAGE,
            None,
            notice_by=deadline_read(kept["when"], place=paragraph.place).last_good_day,
            notice_again_by=again,
        )


def _change(goals: list[Goal], level: Level, standard: Standard | None, **values: date | int | None) -> None:
    """The last goal of the level, of that standard where one is given; of villages the one for all of them."""
    for at in range(len(goals) - 1, -1, -1):
        goal = goals[at]
        if goal.level is level and not goal.part and standard in {None, goal.standard}:
            goals[at] = replace(goal, **values)  # type: ignore[arg-type] # fields of a goal
            return


def _by_year(text: str) -> int | None:
    found = _BY_YEAR.search(text) or _PERIOD.search(text)
    return None if found is None else int(found["year"])


def _percent(text: str) -> Fraction:
    return Fraction(text.replace(",", ".")) / 100


def _day(pattern: re.Pattern[str], text: str, place: Place) -> date | None:
    found = pattern.search(text)
    return None if found is None else deadline_read(found["when"], place=place).last_good_day
