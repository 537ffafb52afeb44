"""A roadmap read whole: where it comes from, whom it names, what it wants."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierKind
from conversations.programme.plan_front import read_front
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.roadmap_goals import Goals, read_goals
from conversations.programme.roadmap_table import read_rows, read_years
from conversations.programme.roadmap_text import read_named
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conversations.programme.plan_front import Front
    from conversations.programme.roadmap import RoadmapEntry, UnitKey
    from conversations.programme.table import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapDocument:
    """All that is read; entries in the document's order."""

    front: Front
    entries: tuple[RoadmapEntry, ...]
    wanted: Goals

    def named(self, level: Level, *kinds: DossierKind) -> tuple[RoadmapEntry, ...]:
        """The entries of units of that level; of those to be recognised where no kind is given."""
        wanted = kinds or (DossierKind.RECOGNITION,)
        return tuple(one for one in self.entries if one.level is level and one.kind in wanted)


def read_roadmap(document: Document) -> RoadmapDocument:
    """Raises Problem: nobody is named, a wrong cell, a day that does not exist."""
    prose = tuple(document.prose())
    front = read_front(tuple(document.head()), prose)
    entries = (*read_named(prose), *read_rows(document), *read_years(document))
    if not entries:
        raise Problem(
            code="roadmap_missing",
            where=document.name,
            message="Không tìm thấy danh sách xã phấn đấu đạt chuẩn.",
            remedy="Văn bản phải ghi “các xã đạt chuẩn NTM năm …: tên, tên”, hoặc có bảng với các cột xã, mức, năm.",
        )
    for one in entries:
        if one.year is None and one.kind is DossierKind.RECOGNITION:
            raise Problem(
                code="roadmap_year_missing",
                where=str(one.place),
                message=f"“{one.name}” không có năm phấn đấu.",
                remedy="Hãy ghi năm rồi nhập lại.",
            )
    return RoadmapDocument(front=front, entries=entries, wanted=read_goals(prose))


def roadmap_totals(read: RoadmapDocument, units: Mapping[UnitKey, str]) -> Mapping[str, int]:
    """Computed. communes: distinct ones; districts: dossiers of districts; ntm …: dossiers of communes at a standard;
    ntm.2024 …: of a year. units: what each name means.
    """
    rows = read.named(Level.COMMUNE)
    standards = Counter(one.standard for one in rows)
    years = Counter((one.standard, one.year) for one in rows)
    return {
        "rows": len(rows),
        "communes": len({units[one.key] for one in rows}),
        "districts": len(read.named(Level.DISTRICT)),
        "keeping": len(read.named(Level.COMMUNE, DossierKind.KEEPING)),
        "backlog": sum(one.backlog for one in rows),
        **{standard.value: standards[standard] for standard in Standard if standards[standard]},
        **{
            f"{standard.value}.{year}": years[standard, year]
            for standard in Standard
            for year in sorted({year for one, year in years if one is standard and year is not None})
        },
    }


def canonical_roadmap(read: RoadmapDocument, units: Mapping[UnitKey, str], *, dated: date | None) -> str:
    """The meaning as one text: equal for equal roadmaps, whatever file they came in. units: as above."""
    wanted = read.wanted
    said = [read.front.number, dated.isoformat() if dated else "", read.front.issued_by]
    said.append(f"{wanted.floor} {wanted.covers_all} {sorted(units[Level.DISTRICT, name] for name in wanted.bare)}")
    said += [_said(one, units) for one in sorted(read.entries, key=lambda one: _said(one, units))]
    for goal in wanted.goals:
        said.append(
            f"{goal.level} {goal.standard} {goal.part} {goal.by_year} +{goal.added} ={goal.kept} "
            f"{goal.total_low}-{goal.total_high} {goal.share} {goal.of_count} {goal.to_find} {goal.review_first_by} "
            f"{goal.review_second_by} {goal.notice_by} {goal.notice_again_by} {goal.recognise_by}"
        )
    return "\n".join(said)


def _said(one: RoadmapEntry, units: Mapping[UnitKey, str]) -> str:
    days = [None if day is None else day.last_good_day for day in (one.first, one.second, one.early)]
    return (
        f"{units[one.key]} {one.level} {one.standard} {one.kind} {one.year} {one.backlog} {days} "
        f"{sorted(units[Level.DISTRICT, name] for name in one.together)}"
    )
