"""What is done to dossiers by hand, by the managers of the unit above and of the unit that recognises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.dossier import DossierAct
    from conversations.programme.ids import DossierId


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


OnDossiers = ActOnDossier
