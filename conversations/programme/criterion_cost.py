"""What a unit says it still takes to meet a criterion: the rows of its detailed plan, or one amount that was typed.

Source of the fields: Kế hoạch 01/2024 của tỉnh Quảng Nam, "nội dung, khối lượng, nguồn kinh phí ở đâu, cá nhân, tập thể
nào chịu trách nhiệm, tiến độ, thời gian hoàn thành". A cost that nobody stated is not there, which is not nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One thing to be done. amount: đồng still needed."""

    amount: int
    content: str = ""
    volume: str = ""
    money_from: str = ""
    responsible: str = ""
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionCost:
    """The newest word on one criterion. source: the document it stands in; "": typed by an officer of the unit."""

    criterion: str
    version: int
    said_on: date
    rows: tuple[CostRow, ...]
    source: str = ""

    @property
    def total(self) -> int:
        """Đồng still needed in all."""
        return sum(row.amount for row in self.rows)
