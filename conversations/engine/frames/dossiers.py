"""Where those stand who look at dossiers, carry them further, and name units for new ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conversations.programme.ids import DossierId, UnitId

DossierStage = Literal["list", "villages", "one", "checklist", "paper", "reason", "sure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossiers:
    """The dossiers of the units one works at, or manages and observes with all below; one of them."""

    stage: DossierStage = "list"
    state: str = ""
    """Only those that stand there; "" all."""
    page: int = 0
    number: DossierId = DossierId(0)  # noqa: RUF009 - a number
    """The one that is looked at."""
    seen: int = 0
    """Its steps when it was shown."""
    act: str = ""
    """What is about to be done to it …"""
    paper_number: str = ""
    """… by which signed document …"""
    paper_day: str = ""
    """… of which day, as ISO text …"""
    reason: str = ""
    """… and why."""


OpenDossierStage = Literal["place", "what", "year", "first", "second", "sure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDossier:
    """A unit is named for a standard, a year and two days; kept only at the end."""

    stage: OpenDossierStage = "place"
    at: UnitId = UnitId(0)  # noqa: RUF009 - a number
    """Below which a unit is chosen; 0: where the person starts."""
    page: int = 0
    unit: UnitId = UnitId(0)  # noqa: RUF009 - a number
    standard: str = ""
    kind: str = ""
    year: int = 0
    first_by: str = ""
    """As ISO text; "" none."""
    second_by: str = ""
