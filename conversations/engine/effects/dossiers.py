"""What is done to dossiers by hand: named, carried further, decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.dossier import DossierAct
    from conversations.programme.dossier_plan import DossierPlan
    from conversations.programme.ids import DossierId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnDossier:
    """Move a dossier along its transition table. seen: the steps it had on the screen; others are a conflict."""

    number: DossierId
    act: DossierAct
    seen: int
    paper_number: str = ""
    paper_day: date | None = None
    text: str = ""
    """The reason, where one is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForDossier:
    """Open a dossier for a unit, give the one there is another year or other days, or begin another round of it.

    seen: the steps of the one that was shown; 0: there was none.
    """

    unit: UnitId
    plan: DossierPlan
    seen: int = 0


OnDossiers = ActOnDossier | NameForDossier
