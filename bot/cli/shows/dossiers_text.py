"""What `ntm show dossiers` says: as one JSON document, and in words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.documents.dossier_file import step_document
from conversations.engine.words import SOURCE
from conversations.programme.dossier_checklist import DossierList
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.dossier_villages import village_lines
from conversations.screens.dossier_words import (
    act_words,
    gate_words,
    lacks_words,
    late_words,
    name_words,
    state_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from conversations.programme.dossier import DossierStep
    from conversations.programme.dossier_checklist import DossierView
    from conversations.programme.village_progress import VillageProgress
    from handlers.show_dossiers import DossiersShown


def as_document(found: DossiersShown) -> dict[str, Any]:
    """Every dossier with its steps and conditions; what is not known is null."""
    return {
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "early": [one.id for one in _list(found).early],
        "missed": [one.id for one in _list(found).missed],
        "dossiers": [_document(view, found.as_of) for view in found.views],
        "villages": _villages(found.villages),
    }


def _villages(found: VillageProgress) -> dict[str, Any]:
    return {
        "known": found.villages,
        "holding": {standard.value: n for standard, n in found.holding.items()},
        "years": [asdict(one) for one in found.years],
        "groups": [
            {"name": one.name, "known": one.villages, "holding": {key.value: n for key, n in one.holding.items()}}
            for one in found.marked
        ],
        "communes_without_this_year": [one.title for one in found.without],
    }


def _document(view: DossierView, day: date) -> dict[str, Any]:
    one, gates = view.dossier, view.gates
    return {
        "number": one.id,
        "unit": one.unit.title,
        "opened_for": one.opened_for.title,
        "standard": one.standard.value,
        "kind": one.kind.value,
        "year": one.dates.year,
        "state": one.state.value,
        "since": _valid_on(one.since).isoformat(),
        "first_by": _day(one.dates.first_by),
        "second_by": _day(one.dates.second_by),
        "days_late": one.days_late(day),
        "superior": None if one.superior is None else one.superior.title,
        "recogniser": None if one.recogniser is None else one.recogniser.title,
        "gates": {
            "criteria": {
                "state": gates.criteria.state.value,
                "of": gates.criteria.of,
                "confirmed": gates.criteria.confirmed,
                "self_assessed": gates.criteria.said,
                "missing": list(gates.criteria.missing),
                "unknown": list(gates.criteria.unknown),
            },
            "satisfaction": {
                "state": gates.satisfaction.state.value,
                "percent": None if gates.satisfaction.value is None else str(gates.satisfaction.value),
                "asked": gates.satisfaction.asked,
                "satisfied": gates.satisfaction.satisfied,
                "on": _day(gates.satisfaction.on),
                "wanted": None if gates.satisfaction.wanted is None else str(gates.satisfaction.wanted),
            },
            "debt": {"state": gates.debt.state.value, "dong": gates.debt.dong, "on": _day(gates.debt.on)},
            "security": {"state": gates.security.state.value},
        },
        "lacks": None if view.lacks is None else view.lacks.value,
        "checklist": None
        if view.checklist is None
        else {"done": view.checklist.done, "of": len(view.checklist.items), "evidence": view.checklist.pieces},
        "steps": [step_document(step) for step in one.steps],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _valid_on(step: DossierStep) -> date:
    return step.paper_day or step.at.date()


def _list(found: DossiersShown) -> DossierList:
    return DossierList(dossiers=tuple(view.dossier for view in found.views), today=found.as_of)


def in_words(found: DossiersShown) -> Iterator[str]:
    """The same for a person."""
    if not found.views and not found.villages.years:
        yield f"Chưa có hồ sơ nào của {found.unit.title} đến ngày {show_date(found.as_of)}."
        return
    yield f"{len(found.views)} hồ sơ của {found.unit.title}, đến ngày {show_date(found.as_of)}."
    for said, listed in (
        ("Công nhận trước lộ trình", _list(found).early),
        ("Chưa được công nhận dù năm theo lộ trình đã qua", _list(found).missed),
    ):
        if listed:
            yield f"{said} ({len(listed)}): {'; '.join(name_words(one, SOURCE) for one in listed)}."
    if found.villages.years:
        yield ""
        yield from village_lines(found.villages, SOURCE)
    for view in found.views:
        yield ""
        yield from _lines(view, found.as_of)


def _lines(view: DossierView, day: date) -> Iterator[str]:
    one = view.dossier
    since = show_date(_valid_on(one.since))
    due = late_words(one, day, SOURCE)
    yield f"Số {one.id} · {capital(name_words(one, SOURCE))}: {state_words(one.state, SOURCE)} từ {since}" + (
        f"; {due}." if due else "."
    )
    for gate in view.conditions:
        yield f"   - {gate_words(gate, SOURCE)}"
    if view.checklist is not None:
        example = " (danh mục ví dụ)" if view.checklist.example else ""
        done = f"{view.checklist.done}/{len(view.checklist.items)}"
        yield f"   - Hồ sơ{example}: {done} mục, {view.checklist.pieces} minh chứng"
    lacks = lacks_words(view, SOURCE)
    if lacks:
        yield f"   - {lacks}"
    decided = one.decided
    if decided is not None and decided.paper_day is not None:
        yield (
            f"   - {capital(act_words(decided.act, SOURCE))}: văn bản số {decided.paper_number}, "
            f"ngày {show_date(decided.paper_day)}"
        )
