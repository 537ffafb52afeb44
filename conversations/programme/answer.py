"""What was said of one indicator: a state, perhaps a figure with its nature, by whom, when and on whose word.

Self-assessed, office-assessed and planned are different things and never share a total.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from conversations.programme.ids import EvidenceId, PersonId


class State(StrEnum):
    """The five states of an indicator or a criterion."""

    MET = "met"
    UNSTABLE = "unstable"
    """Met, but not lastingly ("đạt, chưa bền vững"); counts as met."""
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    """"(nếu có)": counts as met, with a reason."""
    NOT_REPORTED = "not_reported"

    @property
    def counts_as_met(self) -> bool:
        """Whether a criterion whose indicators are all in such states is met."""
        return self in {State.MET, State.UNSTABLE, State.NOT_APPLICABLE}


class Assessor(StrEnum):
    """Whose word a state is."""

    SELF = "self"
    OFFICE = "office"


class Nature(StrEnum):
    """What kind of figure it is: on 15/11 the year is not over."""

    OFFICIAL = "official"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as it was understood. numerator/denominator are kept where it was given as households of households."""

    value: Decimal
    numerator: int | None = None
    denominator: int | None = None

    @property
    def exact(self) -> Fraction:
        """What is compared with a threshold: a share by its parts, so that 89,996% never becomes 90%."""
        if self.numerator is not None and self.denominator:
            return Fraction(self.numerator * 100, self.denominator)
        return Fraction(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One version of one indicator's answer in one report. Versions count from 1; the highest is the answer."""

    indicator: str
    version: int
    state: State
    """NOT_REPORTED with a note says "no new figure yet": the item stays open."""
    figure: Figure | None = None
    choice: str = ""
    """The option chosen, or the text of an answer in one's own words."""
    as_of: date | None = None
    nature: Nature | None = None
    reason: str = ""
    """Why it was lost, or why it does not apply."""
    source: str = ""
    """On whose word and how it came, where not the sender's own: "chị Hoa, trạm y tế, 7/6"."""
    unchanged: bool = False
    """Confirmed as in the period before."""
    by: PersonId
    channel: str
    at: datetime

    @property
    def given(self) -> bool:
        """Whether the item is no longer open."""
        return self.state is not State.NOT_REPORTED or self.figure is not None or bool(self.choice)


class EvidenceKind(StrEnum):
    """How evidence is kept."""

    PHOTO = "photo"
    PAPER = "paper"
    PLACE = "place"
    VOICE = "voice"
    """A voice note; only of a difficulty."""


class EvidenceState(StrEnum):
    """A photo counts only when its bytes are stored."""

    PENDING = "pending"
    STORED = "stored"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence: an album is one piece."""

    id: EvidenceId
    indicator: str
    kind: EvidenceKind
    state: EvidenceState
    pieces: int = 1
    paper: str = ""
    """Number, date and where the paper is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCount:
    """How much there is to be seen: stored photos, papers, places."""

    photos: int = 0
    papers: int = 0
    places: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LastKnown:
    """What was last known of an indicator before this report."""

    state: State
    figure: Figure | None = None
    choice: str = ""
    reported_on: date | None = None
    carried_on: date | None = None
    """On which day the unit began with it, where it comes from the units in whose place it stands."""
    assessor: Assessor = Assessor.SELF
    judged_by: str = ""
    """The office that judged, where one did."""
