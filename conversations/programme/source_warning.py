"""A disagreement between what a document states and what its figures give; shown, never repaired."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from conversations.programme.stated import vietnamese
from conversations.programme.table import Place

USED = "Đã dùng số tính lại từ các ô của bảng."


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWarning:
    """One disagreement. code is stable; stated and computed are shown side by side, numbers as numbers."""

    code: str
    place: Place
    stated: int | str
    computed: int | str
    message: str


def average_differs(stated: Decimal, computed: Decimal, place: Place) -> SourceWarning:
    return SourceWarning(
        code="average_differs",
        place=place,
        stated=vietnamese(stated),
        computed=vietnamese(computed),
        message=f"Bình quân ghi {vietnamese(stated)} tiêu chí/xã, tính được {vietnamese(computed)}. {USED}",
    )
