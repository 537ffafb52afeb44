"""What is told of imported roadmaps: as one JSON document, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.importers.roadmap_rows import goal_rows
from bot.importers.telling import (
    change_lines,
    created_lines,
    headline,
    question_lines,
    question_rows,
    warning_lines,
    warning_rows,
)
from conversations.engine.words import SOURCE
from conversations.programme.dossier import DossierKind
from conversations.programme.roadmap import reached_in_words, standard_in_words
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from conversations.screens.due import rule_due_in_words
from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.programme.calendar import Deadline
    from conversations.programme.roadmap import Goal, RoadmapEntry
    from handlers.import_roadmap import RoadmapImport


def as_document(done: RoadmapImport) -> dict[str, Any]:
    """The JSON of an import: a row for each commune and standard. …_before: the day that is written; …_last_day: the
    last good one.
    """
    read, front = done.read, done.read.front
    return {
        "unit": done.found.unit.title,
        "outcome": "asked" if done.found.questions else done.outcome.value,
        "version": done.version,
        "source": {
            "title": front.title,
            "number": front.number,
            "dated": done.dated.isoformat(),
            "day_known": front.day_known,
        },
        "rows": [_commune(one, done) for one in read.named(Level.COMMUNE)],
        "districts": [_district(one, done) for one in read.named(Level.DISTRICT)],
        "keeping": [_commune(one, done) for one in read.named(Level.COMMUNE, DossierKind.KEEPING)],
        "goals": [_goal(one) for one in read.wanted.goals],
        "floor": read.wanted.floor,
        "every_district": read.wanted.covers_all,
        "districts_without": list(read.wanted.bare),
        "not_counted": list(read.wanted.not_counted),
        "totals": dict(done.totals),
        "opened": done.opened,
        "moved": [{"unit": one.unit.name, "standard": one.standard.value, "text": one.text} for one in done.moved],
        "rules": [
            {"code": one.code, "title": one.title, "units": len(one.only), "due": rule_due_in_words(one, SOURCE)}
            for one in (done.rules.rules if done.rules else ())
        ],
        "questions": question_rows(done.found.questions),
        "warnings": warning_rows(done.warnings),
    }


def _called(one: RoadmapEntry, done: RoadmapImport) -> dict[str, Any]:
    unit = done.found.places.get(one.key)
    return {"unit": one.name if unit is None else unit.name, "written": one.name}


def _commune(one: RoadmapEntry, done: RoadmapImport) -> dict[str, Any]:
    unit = done.found.places.get(one.key)
    district = None if unit is None else done.found.above.get(unit.id)
    return _called(one, done) | {
        "district": (one.district or None) if district is None else district.name,
        "standard": one.standard.value,
        "year": one.year,
        "backlog": one.backlog,
        "commune_before": _stated(one.first),
        "commune_last_day": _last(one.first),
        "district_before": _stated(one.second),
        "district_last_day": _last(one.second),
        "early_last_day": _last(one.early),
        "place": str(one.place),
    }


def _district(one: RoadmapEntry, done: RoadmapImport) -> dict[str, Any]:
    return _called(one, done) | {
        "together": list(one.together),
        "standard": one.standard.value,
        "year": one.year,
        "province_before": _stated(one.first),
        "province_last_day": _last(one.first),
        "centre_before": _stated(one.second),
        "centre_last_day": _last(one.second),
        "place": str(one.place),
    }


def _goal(one: Goal) -> dict[str, Any]:
    return {
        **goal_rows(one),
        "review_commune_last_day": None if one.review_first_by is None else one.review_first_by.isoformat(),
        "review_district_last_day": None if one.review_second_by is None else one.review_second_by.isoformat(),
        "notice_last_day": None if one.notice_by is None else one.notice_by.isoformat(),
        "notice_again_last_day": None if one.notice_again_by is None else one.notice_again_by.isoformat(),
        "recognise_last_day": None if one.recognise_by is None else one.recognise_by.isoformat(),
        "place": str(one.place),
    }


def _stated(day: Deadline | None) -> str | None:
    return None if day is None else day.day.isoformat()


def _last(day: Deadline | None) -> str | None:
    return None if day is None else day.last_good_day.isoformat()


def in_words(done: RoadmapImport, *, dry_run: bool) -> str:
    """The same for a person, with what was made and what has changed."""
    return "\n".join(_lines(done, dry_run=dry_run))


def _lines(done: RoadmapImport, *, dry_run: bool) -> Iterator[str]:
    read, totals = done.read, done.totals
    yield headline(f"Lộ trình của {done.found.unit.title}", done.outcome, version=done.version, dry_run=dry_run)
    if read.front.title:
        number = f" (số {read.front.number})" if read.front.number else ""
        yield f"Văn bản: {read.front.title}{number}"
    yield _dated(done)
    yield f"{totals['rows']} hồ sơ xã của {totals['communes']} xã, {totals['districts']} hồ sơ cấp huyện."
    for goal in read.wanted.goals:
        if goal.level is Level.COMMUNE:
            yield f"- {_by_year(goal, done)}"
    yield from created_lines(done.found.created, dry_run=dry_run)
    yield from question_lines(done.found.questions)
    if done.opened:
        yield f"{'Sẽ mở' if dry_run else 'Đã mở'} {done.opened} hồ sơ."
    for rule in done.rules.rules if done.rules else ():
        yield f"  [{rule.code}] {rule_due_in_words(rule, SOURCE)}, {len(rule.only)} xã: {rule.title}"
    for rule in done.rules.ended if done.rules else ():
        yield f"Không còn theo dõi [{rule.code}] {rule.title}."
    if done.outcome is Outcome.CHANGED and done.rules:
        yield from change_lines(
            [f"{one.unit.title}, {standard_in_words(one.standard)}: {one.text}" for one in done.moved], counted="hồ sơ"
        )
    yield from warning_lines(done.warnings)


def _by_year(goal: Goal, done: RoadmapImport) -> str:
    totals = done.totals
    years = ", ".join(
        f"năm {key.rpartition('.')[2]}: {count}"
        for key, count in totals.items()
        if key.startswith(f"{goal.standard.value}.")
    )
    named = f"nêu tên {totals.get(goal.standard.value, 0)} ({years})" if years else "không nêu tên xã nào"
    return f"Thêm {goal.added} {reached_in_words(goal.level, goal.standard)}: {named}."


def _dated(done: RoadmapImport) -> str:
    front = done.read.front
    if front.dated is None:
        return f"Văn bản không ghi ngày: tính từ {show_date(done.dated)}, lần nhập đầu tiên."
    if front.day_known:
        return f"Tính từ ngày văn bản, {show_date(done.dated)}."
    return f"Văn bản chỉ ghi tháng {front.dated.month}/{front.dated.year}: tính từ {show_date(done.dated)}."
