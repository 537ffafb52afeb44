"""The units a roadmap names in its sentences: lists of communes with their year and days, districts, those to review.

"Phấn đấu các xã đạt chuẩn xã NTM năm 2024: A, B. UBND các xã … trình UBND cấp huyện trước ngày …; cấp huyện trình UBND
tỉnh trước ngày …". Copies write "phấn đấu" as "phần đầu", "phân đấu", "phân đầu".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind
from conversations.programme.plan_names import capitalised, commune_name
from conversations.programme.plan_targets import Standard, standard_named
from conversations.programme.problem import Problem
from conversations.programme.roadmap import RoadmapEntry
from conversations.programme.roadmap_dates import WHEN, deadline_read
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.calendar import Deadline
    from conversations.programme.table import Paragraph, Place

AIM = r"ph[ấầâ]n đ[ấầâ]u"
_LIST = re.compile(
    rf"(?P<head>(?:(?P<left>tiếp tục hoàn thiện hồ sơ)|{AIM})[^:;.]*?\bxã\b[^:;.]*?)\s*:\s*(?P<names>[^:;.]+?)"
    r"(?=\s+để trình\b|\s*[.;]|\s*$)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"(?P<head>(?P<left>tiếp tục hoàn thiện hồ sơ)[^:;.(]*?\bxã\b[^:;.(]*?)\s*\((?P<names>(?:các )?xã\s[^)]+)\)",
    re.IGNORECASE,
)
_DISTRICTS = re.compile(
    r"(?P<kind>Huyện|Thị xã|Thành phố|Quận)\s*:?\s+(?P<names>[^:;.]+?)\s*:\s*"
    r"(?P<what>[^:]*?[Hh]oàn thành hồ sơ[^:]*?công nhận (?:huyện|thị xã|thành phố|quận)\s(?P<standard>[^:(]*?)\s"
    r"năm\s(?P<year>20\d{2}))(?P<rest>[^:]*)"
)
_KEPT = re.compile(
    r"duy trì xã (?P<standard>(?:NTM|nông thôn mới)(?: nâng cao| kiểu mẫu)?) (?P<name>[^-–,;()]+?)"
    r"(?:\s*[-–,(]\s*(?:huyện|thị xã|thành phố)\s(?P<district>[^,;()]+?))?\)?(?=\s(?:theo|trước|trong)\s|\s*[.;]|$)"
)
_TO_DISTRICT = re.compile(rf"trình (?:về )?(?:UBND )?(?:cấp )?huyện\s{WHEN}", re.IGNORECASE)
_TO_PROVINCE = re.compile(rf"huyện trình (?:UBND )?(?:cấp )?tỉnh\s{WHEN}", re.IGNORECASE)
_PROPOSED = re.compile(rf"để trình [^;.]*?công nhận[^;.]*?\s{WHEN}", re.IGNORECASE)
_EARLY = re.compile(rf"khuyến khích[^.;]*?đạt chuẩn trước[^.;]*?\s{WHEN}", re.IGNORECASE)
_DISTRICT_TO_PROVINCE = re.compile(rf"trình (?:UBND )?(?:cấp )?tỉnh\s{WHEN}", re.IGNORECASE)
_TO_CENTRE = re.compile(rf"trình (?:Trung ương|TW)\s{WHEN}", re.IGNORECASE)
_WHEN = re.compile(WHEN, re.IGNORECASE)
_YEAR = re.compile(r"năm\s(20\d{2})", re.IGNORECASE)
_HEADING = re.compile(r"^\s*(?:[a-zđ]\)|[-+*]|\d{1,2}\.)\s*Năm\s(?P<year>20\d{2})\s*:?\s*$", re.IGNORECASE)
_ALSO = re.compile(r"[;.,]\s*đồng thời\b", re.IGNORECASE)
_BETWEEN = re.compile(r",|\s+và\s+")
_WITH_DISTRICT = re.compile(
    r"^(?P<name>[^(]+?)\s*(?:\(\s*|[-–]\s*(?=huyện|thị xã|thành phố))(?P<district>[^()]+?)\s*\)?$"
)


def read_named(prose: Sequence[Paragraph]) -> Iterator[RoadmapEntry]:
    """Every unit named, in the document's order. Raises Problem: a name that is none, a day that does not exist."""
    year: int | None = None
    for paragraph in prose:
        if heading := _HEADING.match(paragraph.text):
            year = int(heading["year"])
        yield from _communes(paragraph, year)
        yield from _kept(paragraph, year)
        yield from _districts(paragraph)


def _communes(paragraph: Paragraph, year: int | None) -> Iterator[RoadmapEntry]:
    """year: that of the heading above, which counts where the sentence names none."""
    found = _LIST.search(paragraph.text) or _BRACKETED.search(paragraph.text)
    standard = None if found is None else standard_named(found["head"])
    if found is None or standard is None or not _is_name(_BETWEEN.split(found["names"])[0]):
        return
    text, place = paragraph.text, paragraph.place
    backlog = found["left"] is not None
    also = _ALSO.search(text, found.end())
    rest = text[found.end() : also.start()] if backlog and also else text[found.end() :]
    years = _YEAR.findall(found["head"]) or _YEAR.findall(text[: found.start()])
    first = None if backlog else _day(_TO_DISTRICT, rest, place)
    second = _day(_PROPOSED if backlog else _TO_PROVINCE, rest, place)
    early = None if backlog else _day(_EARLY, rest, place)
    for name, district in _names(found["names"], place):
        yield RoadmapEntry(
            name=name,
            district=district,
            level=Level.COMMUNE,
            standard=standard,
            kind=DossierKind.RECOGNITION,
            year=int(years[-1]) if years else year,
            backlog=backlog,
            first=first,
            second=second,
            early=early,
            place=place,
        )


def _kept(paragraph: Paragraph, year: int | None) -> Iterator[RoadmapEntry]:
    for found in _KEPT.finditer(paragraph.text):
        if _is_name(found["name"]):
            yield RoadmapEntry(
                name=found["name"],
                district=capitalised(found["district"] or ""),
                level=Level.COMMUNE,
                standard=standard_named(found["standard"]) or Standard.NTM,
                kind=DossierKind.KEEPING,
                year=year,
                place=paragraph.place,
            )


def _districts(paragraph: Paragraph) -> Iterator[RoadmapEntry]:
    for found in _DISTRICTS.finditer(paragraph.text):
        names = [f"{found['kind'].lower()} {name}" for name, _ in _names(found["names"], paragraph.place)]
        merged = "sáp nhập" in found["what"]
        rest, place = found["rest"], paragraph.place
        opened = rest.find("(")
        above = _WHEN.search(rest if opened < 0 else rest[:opened])
        for name in names[:1] if merged else names:
            yield RoadmapEntry(
                name=name,
                level=Level.DISTRICT,
                standard=standard_named(found["standard"]) or Standard.NTM,
                kind=DossierKind.RECOGNITION,
                year=int(found["year"]),
                first=_day(_DISTRICT_TO_PROVINCE, rest, place),
                second=None if above is None else deadline_read(above["when"], place=place),
                centre=_day(_TO_CENTRE, rest, place),
                together=tuple(names[1:]) if merged else (),
                place=place,
            )


def _names(text: str, place: Place) -> Iterator[tuple[str, str]]:
    """Each name and the district behind it, if any."""
    for part in _BETWEEN.split(re.sub(r"^\s*các\s", "", text)):
        name = part.strip()
        if not _is_name(name):
            raise Problem(
                code="roadmap_name_wrong",
                where=str(place),
                message=f"Trong danh sách có “{name}”, không phải tên đơn vị.",
                remedy="Hãy sửa danh sách rồi nhập lại: mỗi tên viết hoa, cách nhau bằng dấu phẩy.",
            )
        found = _WITH_DISTRICT.match(name)
        yield (found["name"], found["district"]) if found else (name, "")


def _is_name(text: str) -> bool:
    """Whether it begins like a name: with a capital letter, perhaps after "xã"."""
    bare = commune_name(text)
    return bare[:1].isupper() and len(bare.split()) <= _LONGEST


_LONGEST = 6
"""Words of a name; more are a sentence."""


def _day(pattern: re.Pattern[str], text: str, place: Place) -> Deadline | None:
    found = pattern.search(text)
    return None if found is None else deadline_read(found["when"], place=place)
