"""A roadmap: which units are to be recognised at which standard in which year, and by when their dossiers go up.

All as a document says it; what it does not say is None. Source: Quảng Nam's plan 2024-2025, II.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from conversations.programme.plan_targets import Standard
    from conversations.programme.unit import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is to be reached at one standard by units of one level. part: of which of them ("miền núi"); "": of all."""

    level: Level
    standard: Standard
    part: str = ""
    by_year: int | None = None
    added: int | None = None
    """At least so many newly …"""
    kept: int | None = None
    """… besides those that had reached it before and keep it …"""
    total_low: int | None = None
    """… make so many together, or within a range …"""
    total_high: int | None = None
    share: Fraction | None = None
    """… which is at least this share …"""
    of_count: int | None = None
    """… of so many units."""
    to_find: int | None = None
    """So many of the new ones are still to be named."""
    review_first_by: date | None = None
    """Last good day for those that keep it to hand in that they do."""
    review_second_by: date | None = None
    """Last good day for the level above to pass it on."""
    notice_by: date | None = None
    """Last good day for the notice that they keep it."""
