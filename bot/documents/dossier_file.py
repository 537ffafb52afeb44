"""The register of dossiers: a table for people, and a document with every step for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.documents.sheet_file import sheet_file
from conversations.engine.words import SOURCE
from conversations.programme.dossier import DossierAct
from conversations.programme.sheet import Column, Sheet
from conversations.reading.show import show_date
from conversations.screens.dossier_words import kind_words, state_words

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.dossier import Dossier, DossierStep
    from handlers.dossier_register import DossierRegister

HEAD = (
    "Số", "Đơn vị", "Thuộc", "Mức", "Năm", "Hạn nộp", "Hạn trình", "Hiện trạng", "Từ ngày", "Chậm (ngày)", "Ngày nộp",
    "Văn bản trình", "Ngày trình", "Quyết định", "Ngày quyết định", "Lý do trả lại, từ chối, thu hồi",
)  # fmt: skip
LONG = frozenset({"Đơn vị", "Thuộc", "Lý do trả lại, từ chối, thu hồi"})
"""Columns that hold names or sentences."""
_DECISIONS = frozenset({DossierAct.RECOGNISE, DossierAct.KEEP, DossierAct.REFUSE, DossierAct.REVOKE})


def dossiers_file(found: DossierRegister, kind: str) -> bytes:
    """One row for each dossier, as it stood; kind: xlsx, csv, or json with every step."""
    return sheet_file(dossiers_sheet(found), kind, as_of=found.as_of, document=lambda: dossiers_document(found))


def dossiers_sheet(found: DossierRegister) -> Sheet:
    """The register as a sheet of a workbook."""
    return Sheet(
        name="Hồ sơ công nhận",
        title=("SỔ THEO DÕI HỒ SƠ ĐỀ NGHỊ CÔNG NHẬN", f"{found.unit.title}, đến ngày {show_date(found.as_of)}"),
        columns=tuple(Column(title=title, width=30 if title in LONG else 14) for title in HEAD),
        rows=tuple(_row(one, found.as_of) for one in found.dossiers),
        frozen=2,
    )


def _row(one: Dossier, as_of: date) -> tuple[str | int, ...]:
    steps = one.steps
    submitted = next((step for step in reversed(steps) if step.act is DossierAct.SUBMIT), None)
    passed = next((step for step in reversed(steps) if step.act is DossierAct.PASS_UP), None)
    decided = next((step for step in reversed(steps) if step.act in _DECISIONS), None)
    reason = next((step.text for step in reversed(steps) if step.text and step.act is not DossierAct.MOVED), "")
    since = one.since
    return (
        one.id,
        one.unit.title,
        "" if (above := one.commune or one.superior) is None else above.title,
        kind_words(one.standard, one.kind, None, SOURCE),
        "" if one.dates.year is None else one.dates.year,
        _day(one.dates.first_by),
        _day(one.dates.second_by),
        state_words(one.state, SOURCE),
        show_date(since.paper_day or since.at.date()),
        one.days_late(as_of) or "",
        "" if submitted is None else show_date(submitted.paper_day or submitted.at.date()),
        "" if passed is None else passed.paper_number,
        "" if passed is None else _day(passed.paper_day),
        "" if decided is None else decided.paper_number,
        "" if decided is None else _day(decided.paper_day),
        reason,
    )


def _day(day: date | None) -> str:
    return "" if day is None else show_date(day)


def dossiers_document(found: DossierRegister) -> dict[str, Any]:
    """Everything, with all steps; people are numbers."""
    return {
        "register": "dossiers",
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "dossiers": [_document(one) for one in found.dossiers],
    }


def _document(one: Dossier) -> dict[str, Any]:
    first, second = one.dates.first_by, one.dates.second_by
    return {
        "number": one.id,
        "unit": one.unit.title,
        "opened_for": one.opened_for.title,
        "standard": one.standard.value,
        "kind": one.kind.value,
        "year": one.dates.year,
        "first_by": None if first is None else first.isoformat(),
        "second_by": None if second is None else second.isoformat(),
        "state": one.state.value,
        "steps": [step_document(step) for step in one.steps],
    }


def step_document(step: DossierStep) -> dict[str, Any]:
    """One step; the person is a number."""
    return {
        "number": step.number,
        "act": step.act.value,
        "state": step.state.value,
        "at": step.at.isoformat(),
        "paper_number": step.paper_number,
        "paper_day": None if step.paper_day is None else step.paper_day.isoformat(),
        "text": step.text,
        "person": step.by,
    }
