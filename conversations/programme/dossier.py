"""Dossiers (hồ sơ đề nghị công nhận): a unit asks for a standard, its superior passes it up, the level above decides.

Each is a checklist with a state and two last good days, first the unit's own, then its superior's; every step is kept.
Sources: Quảng Nam's plan 2024-2025, part II (commune to district, district to province; villages are recognised by the
district, communes by the province, districts by the centre); Quyết định 18/2022/QĐ-TTg (conditions, revocation).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from conversations.programme.ids import PersonId


class DossierKind(StrEnum):
    """What it asks for."""

    RECOGNITION = "recognition"
    KEEPING = "keeping"
    """That a standard reached earlier is kept."""


class DossierState(StrEnum):
    """Where a dossier stands."""

    PREPARING = "preparing"
    """With the unit itself."""
    SUBMITTED = "submitted"
    """With the unit above."""
    PASSED_UP = "passed_up"
    """With whoever recognises."""
    RECOGNISED = "recognised"
    KEPT = "kept"
    """A notice says that what was recognised before is still held."""
    REFUSED = "refused"
    REVOKED = "revoked"

    @property
    def open(self) -> bool:
        """Whether it is still on its way."""
        return self in {DossierState.PREPARING, DossierState.SUBMITTED, DossierState.PASSED_UP}

    @property
    def recognised(self) -> bool:
        """Whether the unit holds the standard by it."""
        return self in {DossierState.RECOGNISED, DossierState.KEPT}


class DossierAct(StrEnum):
    """What happens to a dossier."""

    OPEN = "open"
    """A roadmap names the unit, the standard and the year."""
    MOVED = "moved"
    """A later document sets other days."""
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    """Taken back by the unit before anybody above has gone on with it."""
    PASS_UP = "pass_up"  # noqa: S105 - to pass it up, no password
    SEND_BACK = "send_back"
    RECOGNISE = "recognise"
    KEEP = "keep"
    REFUSE = "refuse"
    RESUME = "resume"
    """What was refused or revoked is prepared once more."""
    REVOKE = "revoke"


DOSSIER_TRANSITIONS: Mapping[tuple[DossierState, DossierAct], DossierState] = {
    (DossierState.PREPARING, DossierAct.MOVED): DossierState.PREPARING,
    (DossierState.PREPARING, DossierAct.SUBMIT): DossierState.SUBMITTED,
    (DossierState.SUBMITTED, DossierAct.MOVED): DossierState.SUBMITTED,
    (DossierState.SUBMITTED, DossierAct.WITHDRAW): DossierState.PREPARING,
    (DossierState.SUBMITTED, DossierAct.SEND_BACK): DossierState.PREPARING,
    (DossierState.SUBMITTED, DossierAct.PASS_UP): DossierState.PASSED_UP,
    (DossierState.SUBMITTED, DossierAct.RECOGNISE): DossierState.RECOGNISED,
    (DossierState.SUBMITTED, DossierAct.KEEP): DossierState.KEPT,
    (DossierState.SUBMITTED, DossierAct.REFUSE): DossierState.REFUSED,
    (DossierState.PASSED_UP, DossierAct.MOVED): DossierState.PASSED_UP,
    (DossierState.PASSED_UP, DossierAct.SEND_BACK): DossierState.PREPARING,
    (DossierState.PASSED_UP, DossierAct.RECOGNISE): DossierState.RECOGNISED,
    (DossierState.PASSED_UP, DossierAct.KEEP): DossierState.KEPT,
    (DossierState.PASSED_UP, DossierAct.REFUSE): DossierState.REFUSED,
    (DossierState.REFUSED, DossierAct.RESUME): DossierState.PREPARING,
    (DossierState.RECOGNISED, DossierAct.REVOKE): DossierState.REVOKED,
    (DossierState.KEPT, DossierAct.REVOKE): DossierState.REVOKED,
    (DossierState.REVOKED, DossierAct.RESUME): DossierState.PREPARING,
}
"""The whole table after OPEN, which makes one that is prepared; what is not here cannot happen. From SUBMITTED it is
recognised, kept or refused only where the unit above itself recognises.
"""

NEED_PAPER: Final = frozenset(
    {DossierAct.PASS_UP, DossierAct.RECOGNISE, DossierAct.KEEP, DossierAct.REFUSE, DossierAct.REVOKE}
)
"""Acts that a signed document stands behind: its number and its day are kept with the step."""
NEED_REASON: Final = frozenset({DossierAct.SEND_BACK, DossierAct.REFUSE, DossierAct.REVOKE})
"""Acts that the unit is told the reason of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDates:
    """What a roadmap says of a dossier; days are last good ones, None: it says nothing."""

    year: int | None
    first_by: date | None
    """For the unit itself to hand it in."""
    second_by: date | None
    """For the level above to pass it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStep:
    """One thing that happened to a dossier. number: from 1. by None: a document or the clock."""

    number: int
    act: DossierAct
    state: DossierState
    """After it."""
    at: datetime
    by: PersonId | None = None
    paper_number: str = ""
    paper_day: date | None = None
    text: str = ""
    roadmap: int | None = None
    """The version of a roadmap by which it was opened or moved."""


def after(state: DossierState, act: DossierAct) -> DossierState | None:
    """Where the act leads; None: it cannot happen there."""
    return DOSSIER_TRANSITIONS.get((state, act))
