"""Which standard a commune holds on a day, and by what: the word of a plan, or the decision behind a dossier.

Recognition is a fact of its own beside the criteria that are met: it begins with a paper and ends with one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.programme.dossier import DossierAct
from conversations.programme.plan_targets import Standard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

IMPLIED: Final[Mapping[Standard, tuple[Standard, ...]]] = {
    Standard.NTM: (Standard.NTM, Standard.ADVANCED, Standard.MODEL),
    Standard.ADVANCED: (Standard.ADVANCED, Standard.MODEL),
    Standard.MODEL: (Standard.MODEL,),
    Standard.MODERN: (Standard.MODERN,),
}
"""Levels build on each other: what is recognised at a higher one is at the lower ones too."""

BUILDS_ON: Final[Mapping[Standard, Standard]] = {
    Standard.ADVANCED: Standard.NTM,
    Standard.MODEL: Standard.ADVANCED,
    Standard.MODERN: Standard.NTM,
}
"""What a unit must hold before it can be recognised at the higher one. Source: Quảng Nam's plan 2024-2025, II."""

GIVES: Final = frozenset({DossierAct.RECOGNISE, DossierAct.KEEP})
"""Acts from whose day on a unit holds the standard; REVOKE ends that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """One fact about one standard. act None: a plan says that the standard is held and to be kept."""

    standard: Standard
    day: date
    """Of the paper."""
    act: DossierAct | None = None
    paper_number: str = ""

    @property
    def holds(self) -> bool:
        """Whether the standard is held from that day on."""
        return self.act is None or self.act in GIVES


def held_on(facts: Iterable[Recognition], day: date) -> Mapping[Standard, Recognition]:
    """What each standard is held by on that day, by the latest fact about it; of two of one day the later named."""
    found: dict[Standard, Recognition] = {}
    for fact in sorted((one for one in facts if one.day <= day), key=lambda one: one.day):
        found[fact.standard] = fact
    return {standard: fact for standard, fact in found.items() if fact.holds}


def holds(held: Mapping[Standard, Recognition], standard: Standard) -> bool:
    """Whether the standard is held, itself or by a higher one."""
    return any(higher in held for higher in IMPLIED[standard])
