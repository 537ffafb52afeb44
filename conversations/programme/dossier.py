"""Dossiers (hồ sơ đề nghị công nhận): a unit asks for a standard, its superior passes it up, the level above decides.

Each is a checklist with a state and two last good days, first the unit's own, then its superior's; every step is kept.
Sources: Quảng Nam's plan 2024-2025, part II (commune to district, district to province; villages are recognised by the
district, communes by the province, districts by the centre); Quyết định 18/2022/QĐ-TTg (conditions, revocation).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from conversations.programme.unit import Level
from conversations.reading.fold import name_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from conversations.programme.ids import DossierId, PersonId
    from conversations.programme.plan_targets import Standard
    from conversations.programme.report import ReportKey
    from conversations.programme.unit import Unit


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
    """A roadmap or a person names the unit, the standard and the year."""
    MOVED = "moved"
    """A later document or a person sets another year or other days."""
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    """Taken back by the unit before anybody above has gone on with it."""
    PASS_UP = "pass_up"  # noqa: S105 - to pass it up, no password
    SEND_BACK = "send_back"
    RECOGNISE = "recognise"
    KEEP = "keep"
    REFUSE = "refuse"
    RESUME = "resume"
    """What was refused or revoked is prepared once more, and what was kept is reviewed again."""
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
    (DossierState.KEPT, DossierAct.RESUME): DossierState.PREPARING,
    (DossierState.REVOKED, DossierAct.RESUME): DossierState.PREPARING,
}
"""The whole table after OPEN, which makes one that is prepared; what is not here cannot happen. From SUBMITTED it is
recognised, kept or refused only where the unit above itself recognises.
"""

NEED_PAPER: Final = frozenset(
    {
        DossierAct.SUBMIT,
        DossierAct.PASS_UP,
        DossierAct.RECOGNISE,
        DossierAct.KEEP,
        DossierAct.REFUSE,
        DossierAct.REVOKE,
    }
)
"""Acts by hand that a signed document stands behind: its number and its day are kept with the step."""
HANDING_IN: Final = frozenset({DossierAct.SUBMIT, DossierAct.WITHDRAW})
"""Acts of the unit whose dossier it is."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One dossier with its steps, the first of which opened it."""

    id: DossierId
    unit: Unit
    """Whose it is now: of a unit that was merged, its successor's."""
    opened_for: Unit
    """The unit it was opened for."""
    region: str | None = None
    """The region or group by which a threshold is looked up."""
    standard: Standard
    kind: DossierKind
    dates: DossierDates
    steps: tuple[DossierStep, ...]
    superior: Unit | None
    """The unit right above, which passes it up; None: none is known."""
    recogniser: Unit | None
    """The unit whose managers record the decision; None: none is known."""
    report: ReportKey | None = None
    """The report that fills its checklist, and sends it; None: it is handed in on paper, and that is recorded."""
    commune: Unit | None = None
    """Of a village: the commune that hands it in."""

    @property
    def last(self) -> DossierStep:
        """What happened last."""
        return self.steps[-1]

    @property
    def state(self) -> DossierState:
        """Where it stands."""
        return self.last.state

    @property
    def hands_in(self) -> Unit:
        """Whose people prepare it and hand it in."""
        return self.commune or self.unit

    @property
    def since(self) -> DossierStep:
        """The step that brought it to where it stands."""
        found = self.last
        for step in reversed(self.steps):
            if step.state is not self.state:
                break
            found = step
        return found

    @property
    def decided(self) -> DossierStep | None:
        """The newest step that a signed document stands behind."""
        return next((step for step in reversed(self.steps) if step.paper_day is not None), None)

    @property
    def direct(self) -> bool:
        """Whether the unit above itself recognises, so nothing is passed up. A district's goes on to the centre."""
        return (
            self.superior is not None
            and self.recogniser is not None
            and self.superior.id == self.recogniser.id
            and self.unit.kind.level is not Level.DISTRICT
        )

    @property
    def with_unit(self) -> bool:
        """Whether it is with the unit itself: not handed in, or not any more."""
        return self.state in {DossierState.PREPARING, DossierState.REFUSED, DossierState.REVOKED}

    @property
    def due(self) -> date | None:
        """The last good day of whoever has it now; None: no document names one."""
        match self.state:
            case DossierState.PREPARING:
                return self.dates.first_by or self.dates.second_by
            case DossierState.SUBMITTED:
                return self.dates.second_by
            case _:
                return None

    def days_late(self, today: date) -> int:
        """So many days after the last good day of whoever has it; 0: in time, or no day is known."""
        return max(0, (today - self.due).days) if self.due is not None else 0

    def possible(self, act: DossierAct) -> bool:
        """Whether the act can be done by hand to it as it stands, whoever does it."""
        if after(self.state, act) is None:
            return False
        match act:
            case DossierAct.OPEN | DossierAct.MOVED:
                return False
            case DossierAct.SUBMIT | DossierAct.WITHDRAW:
                return self.report is None
            case DossierAct.PASS_UP:
                return not self.direct
            case DossierAct.RECOGNISE:
                return self._at_the_end and self.kind is DossierKind.RECOGNITION
            case DossierAct.KEEP:
                return self._at_the_end and self.kind is DossierKind.KEEPING
            case DossierAct.REFUSE:
                return self._at_the_end
            case DossierAct.RESUME:
                return self.state is not DossierState.KEPT  # that one takes a new year and new days
            case DossierAct.SEND_BACK | DossierAct.REVOKE:
                return True
            case _:
                assert_never(act)

    @property
    def _at_the_end(self) -> bool:
        """Whether it is with whoever recognises."""
        return self.state is DossierState.PASSED_UP or self.direct

    def actor(self, act: DossierAct) -> Unit | None:
        """The unit whose managers do the act as it stands; None: nobody is known to."""
        match act:
            case DossierAct.SUBMIT | DossierAct.WITHDRAW:
                return self.unit if self.unit.kind.level is Level.DISTRICT else self.superior
            case DossierAct.PASS_UP | DossierAct.RESUME:
                return self.superior
            case DossierAct.SEND_BACK:
                return self.recogniser if self.state is DossierState.PASSED_UP else self.superior
            case DossierAct.RECOGNISE | DossierAct.KEEP | DossierAct.REFUSE | DossierAct.REVOKE:
                return self.recogniser
            case DossierAct.OPEN | DossierAct.MOVED:
                return None
            case _:
                assert_never(act)


def above_of(line: Sequence[Unit]) -> tuple[Unit | None, Unit | None]:
    """Who passes a unit's dossier up, and who recognises. line: the unit, then what stands above it up to the root.

    A village is recognised by the unit above its commune, which its dossier goes to at once; a commune by the province,
    the highest unit known; of a district the province records what the centre decides.
    """
    above = tuple(line[1:])
    if not above:
        return None, None
    if line[0].kind.level is Level.VILLAGE:
        recogniser = above[1] if len(above) > 1 else None
        return recogniser, recogniser
    return above[0], above[-1]


def in_order(dossiers: Iterable[Dossier], today: date) -> tuple[Dossier, ...]:
    """Late ones first, the latest of them before; then by the day that is next, and by name."""
    return tuple(
        sorted(
            dossiers,
            key=lambda one: (
                -one.days_late(today),
                one.due or date.max,
                name_order(one.unit.name),
                one.standard,
                one.id,
            ),
        )
    )


def after(state: DossierState, act: DossierAct) -> DossierState | None:
    """Where the act leads; None: it cannot happen there."""
    return DOSSIER_TRANSITIONS.get((state, act))
