"""The forms of its own that a unit has for reports, and the reports it can have one for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """report: the code of a rule; "": every report. on: the day from which it counts."""

    report: str
    version: int
    file_name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitForms:
    """forms: the unit's own that count. reports: title by the code of a rule, of what the unit or those below owe."""

    unit: Unit
    forms: tuple[KeptForm, ...]
    reports: dict[str, str]

    def form(self, report: str) -> KeptForm | None:
        """The one for that report."""
        return next((one for one in self.forms if one.report == report), None)
