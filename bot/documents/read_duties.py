"""A table of dated duties (CSV): ma, muc, ai, gui, qua, han, viec, khi. Lines that begin with # are remarks."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from bot.documents import refusals
from bot.documents.limits import FILE_BYTES
from bot.documents.read_text import text_of
from conversations.programme.duties import Duty
from conversations.programme.problem import Problem
from conversations.programme.rule_faults import CODE
from conversations.reading.fold import tidy

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("ma", "muc", "ai", "gui", "qua", "han", "viec", "khi")
LONGEST_CODE = 9
"""A level's mark is put behind it, and a rule's code has 12 characters at most."""


def read_duties(path: Path) -> tuple[Duty, ...]:
    """The duties in the order of the table. Raises Problem: no such file, not this table, a code twice or too long."""
    try:
        if path.stat().st_size > FILE_BYTES:
            raise refusals.too_large(path.name, message="Tệp này lớn quá.")
        text = text_of(path.read_bytes(), name=path.name)
    except FileNotFoundError:
        raise refusals.missing(str(path)) from None
    except OSError:
        raise refusals.unreadable(path.name) from None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if not line.startswith("#")]
    rows = list(csv.reader(line for _, line in lines))
    if not rows:
        raise refusals.empty(path.name)
    if tuple(fold.strip() for fold in rows[0]) != COLUMNS:
        raise Problem(
            code="duties_columns_wrong",
            where=path.name,
            message="Đây không phải bảng nhiệm vụ: dòng đầu phải có đúng các cột.",
            remedy=f"Các cột: {', '.join(COLUMNS)}.",
        )
    duties = [
        _duty(row, place=f"dòng {number}") for row, (number, _) in zip(rows[1:], lines[1:], strict=False) if any(row)
    ]
    twice = next((duty for duty in duties if sum(one.code == duty.code for one in duties) > 1), None)
    if twice is not None:
        raise _code_wrong(twice, "Mã này có ở nhiều dòng.")
    return tuple(duties)


def _duty(row: list[str], *, place: str) -> Duty:
    cells = [tidy(cell) for cell in row] + [""] * len(COLUMNS)
    duty = Duty(
        code=cells[0], section=cells[1], who=cells[2], to=cells[3], via=cells[4], due=cells[5], what=cells[6],
        condition=cells[7], place=place,
    )  # fmt: skip
    if not CODE.fullmatch(duty.code) or len(duty.code) > LONGEST_CODE:
        raise _code_wrong(duty, "Mã này không dùng được.")
    return duty


def _code_wrong(duty: Duty, message: str) -> Problem:
    return Problem(
        code="duty_code_wrong",
        where=f"{duty.place}, “{duty.code[:40]}”",
        message=message,
        remedy=f"Mỗi dòng một mã riêng gồm chữ không dấu, chữ số, gạch nối, dài không quá {LONGEST_CODE}.",
    )
