"""Dossiers (hồ sơ đề nghị công nhận): a unit asks for a standard, its superior passes it up, the level above decides.

Each is a checklist with a state and two last good days, first the unit's own, then its superior's; every step is kept.
Sources: Quảng Nam's plan 2024-2025, part II (commune to district, district to province; villages are recognised by the
district, communes by the province, districts by the centre); Quyết định 18/2022/QĐ-TTg (conditions, revocation).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    def pending(self) -> bool:
        """Whether somebody must still do something with it."""
        return self in {DossierState.PREPARING, DossierState.SUBMITTED, DossierState.PASSED_UP}

    @property
    def recognised(self) -> bool:
        """Whether the unit holds the standard by it."""
        return self in {DossierState.RECOGNISED, DossierState.KEPT}


class DossierAct(StrEnum):
    """What happens to a dossier."""

    OPENED = "opened"
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
    """What was refused is prepared once more."""
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
}
"""The whole table after OPENED, which makes one that is prepared; what is not here cannot happen. From SUBMITTED it is
recognised, kept or refused only where the unit above itself recognises.
"""

NEED_PAPER: Final = frozenset(
    {DossierAct.PASS_UP, DossierAct.RECOGNISE, DossierAct.KEEP, DossierAct.REFUSE, DossierAct.REVOKE}
)
"""Acts that a signed document stands behind: its number and its day are kept with the step."""
NEED_REASON: Final = frozenset({DossierAct.SEND_BACK, DossierAct.REFUSE, DossierAct.REVOKE})
"""Acts that the unit is told the reason of."""


def after(state: DossierState, act: DossierAct) -> DossierState | None:
    """Where the act leads; None: it cannot happen there."""
    return DOSSIER_TRANSITIONS.get((state, act))
