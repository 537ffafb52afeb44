"""The register of difficulties: a table for people, and a document with every step for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.documents.sheet_file import sheet_file
from conversations.engine.words import SOURCE
from conversations.programme.difficulty import DifficultyAct
from conversations.programme.sheet import Column, Sheet
from conversations.reading.show import show_date
from conversations.screens.difficulty_words import kind_words, state_words

if TYPE_CHECKING:
    from conversations.programme.difficulty import Difficulty, Step
    from handlers.difficulty_register import DifficultyRegister

HEAD = (
    "Số", "Đơn vị", "Thuộc", "Tiêu chí", "Loại", "Nội dung", "Số ảnh", "Số tin thoại", "Ngày ghi", "Hiện trạng",
    "Nơi phải trả lời", "Hạn trả lời", "Ngày chuyển lên", "Ngày trả lời", "Trả lời", "Ngày đóng",
)  # fmt: skip
LONG = frozenset({"Đơn vị", "Thuộc", "Nội dung", "Nơi phải trả lời", "Trả lời"})
"""Columns that hold names or sentences."""


def difficulties_file(found: DifficultyRegister, kind: str) -> bytes:
    """One row for each difficulty, as it stood; kind: xlsx, csv, or json with every step."""
    return sheet_file(difficulties_sheet(found), kind, as_of=found.as_of, document=lambda: difficulties_document(found))


def difficulties_sheet(found: DifficultyRegister) -> Sheet:
    """The register as a sheet of a workbook."""
    return Sheet(
        name="Khó khăn, vướng mắc",
        title=("SỔ KHÓ KHĂN, VƯỚNG MẮC", f"{found.unit.title}, đến ngày {show_date(found.as_of)}"),
        columns=tuple(Column(title=title, width=30 if title in LONG else 12) for title in HEAD),
        rows=tuple(_row(one, found) for one in found.difficulties),
        frozen=2,
    )


def _row(one: Difficulty, found: DifficultyRegister) -> tuple[str | int, ...]:
    above = found.above.get(one.unit.parent) if one.unit.parent is not None else None
    answer = one.answer
    closed = next((step for step in one.steps if step.act is DifficultyAct.CLOSE), None)
    settled = answer is not None and answer.act is DifficultyAct.RESOLVE
    return (
        one.id,
        one.unit.title,
        "" if above is None else above.title,
        one.criterion,
        kind_words(one.kind, SOURCE),
        one.text,
        one.attached.photos,
        one.attached.voices,
        show_date(one.at.date()),
        state_words(one.state, SOURCE),
        "" if one.owner is None else one.owner.title,
        show_date(one.last.due) if one.state.waits else "",
        _day(one.climbed),
        _day(answer),
        "Đã giải quyết" if settled else "" if answer is None else answer.text,
        _day(closed),
    )


def _day(step: Step | None) -> str:
    return "" if step is None else show_date(step.at.date())


def difficulties_document(found: DifficultyRegister) -> dict[str, Any]:
    """Everything, with all steps; people are numbers."""
    return {
        "register": "difficulties",
        "unit": found.unit.title,
        "as_of": found.as_of.isoformat(),
        "difficulties": [_document(one) for one in found.difficulties],
    }


def _document(one: Difficulty) -> dict[str, Any]:
    return {
        "number": one.id,
        "unit": one.unit.title,
        "set": one.set_id,
        "criterion": one.criterion,
        "kind": one.kind.value,
        "text": one.text,
        "photos": one.attached.photos,
        "voices": one.attached.voices,
        "state": one.state.value,
        "owner": None if one.owner is None else one.owner.title,
        "due_on": one.last.due.isoformat() if one.state.waits else None,
        "steps": [
            {
                "number": step.number,
                "act": step.act.value,
                "state": step.state.value,
                "owner": None if (place := one.places.get(step.owner)) is None else place.title,
                "due_on": step.due.isoformat(),
                "at": step.at.isoformat(),
                "person": step.by,
                "text": step.text,
            }
            for step in one.steps
        ],
    }
