"""The kinds of documents that become data, each by the word of its verb (`ntm import KIND`)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Mapping


class ImportKind(StrEnum):
    """What a document holds."""

    PLAN = "plan"
    ROADMAP = "roadmap"
    TARGETS = "targets"
    INDICATORS = "indicators"
    MONEY = "money"
    UNITS = "units"
    OFFICES = "offices"
    RULES = "rules"
    COMMUNE_PLAN = "commune-plan"
    CRITERIA = "criteria"
    """A criteria set, for the whole system: `ntm criteria load`."""
    FORM = "form"
    """An office's own Word form of a report: `ntm form put`."""


_OVER = frozenset({Level.PROVINCE, Level.DISTRICT})
_ALL = _OVER | {Level.COMMUNE}
OF_LEVELS: Final[Mapping[ImportKind, frozenset[Level]]] = {
    ImportKind.PLAN: _OVER,
    ImportKind.ROADMAP: _OVER,
    ImportKind.TARGETS: _OVER,
    ImportKind.INDICATORS: _OVER,
    ImportKind.MONEY: _ALL,
    ImportKind.UNITS: _ALL,
    ImportKind.OFFICES: _OVER,
    ImportKind.RULES: _OVER,
    ImportKind.COMMUNE_PLAN: _ALL,
    ImportKind.CRITERIA: _ALL,
    ImportKind.FORM: _ALL,
}
"""Of which units there are such documents, in the order in which they are offered."""


def kinds_for(level: Level, *, top: bool) -> tuple[ImportKind, ...]:
    """What an admin can send of a unit. top: nothing stands above it; a criteria set is for all below."""
    return tuple(
        kind for kind, levels in OF_LEVELS.items() if level in levels and (top or kind is not ImportKind.CRITERIA)
    )
