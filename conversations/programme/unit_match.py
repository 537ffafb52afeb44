"""Which of the known units a document's name means: one place for all documents.

Written so, accents and all, is certain; with accents left out it is likely; what is only near is for a person to say.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from conversations.programme.plan_names import commune_name
from conversations.programme.unit import KINDS, Kind, Level, is_named, without_kind, writes_kind
from conversations.reading.fold import accents_agree, glued, has_accents, name_order, plain_words, same_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.programme.unit import Unit

_NEAR = 0.6
"""Names less alike than this are not offered …"""
_BEHIND = 0.15
"""… nor those that are so much less alike than the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """certain: written so, or answered so before. likely: the same with accents left out, where none is certain."""

    certain: tuple[Unit, ...]
    likely: tuple[Unit, ...] = ()

    @property
    def candidates(self) -> tuple[Unit, ...]:
        """The best there are."""
        return self.certain or self.likely


def matches(known: Sequence[Unit], writing: str, default: Kind | None = None) -> Matches:
    """The units, with their aliases, that the name can mean; a kind before it, else the default one, tells between
    several.
    """
    kind, bare = kind_and_name(writing, default)
    named = [one for one in known if _written(one, (writing, bare), one.name)]
    answered = [one for one in known if any(_written(one, (writing, bare), alias) for alias in one.aliases)]
    both = [one for one in named if one in answered]
    certain = both or list(dict.fromkeys((*named, *answered)))
    if certain:
        return Matches(certain=_of_kind(certain, kind))
    likely = [one for one in known if is_named(one, bare) or is_named(one, writing) or _typed_without(one, bare)]
    return Matches(certain=(), likely=_of_kind(likely, kind))


def near(known: Iterable[Unit], writing: str, *, most: int) -> tuple[Unit, ...]:
    """Those whose names look most like it, the nearest first."""
    bare = kind_and_name(writing)[1]
    scored = [(max(_alike(bare, name) for name in (one.name, *one.aliases)), one) for one in known]
    least = max(_NEAR, max((score for score, _ in scored), default=1) - _BEHIND)
    found = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], name_order(pair[1].name)))
    return tuple(one for _, one in found[:most])


@overload
def kind_and_name(text: str, default: Kind) -> tuple[Kind, str]: ...
@overload
def kind_and_name(text: str, default: Kind | None = None) -> tuple[Kind | None, str]: ...
def kind_and_name(text: str, default: Kind | None = None) -> tuple[Kind | None, str]:
    """Kind thành phố and name "Hà Giang" of "TP Hà Giang"; the longest kind's name counts."""
    bare = " ".join(text.replace(".", ". ").split())
    for short, code in _SHORT.items():
        if plain_words(bare).startswith(f"{short} ") and len(bare.split()) > 1:
            return next(one for one in KINDS if one.code == code), " ".join(bare.split()[1:])
    for kind in sorted(KINDS, key=lambda one: len(one.name), reverse=True):
        if kind.level in _PLACES and writes_kind(bare, kind):
            return kind, without_kind(bare, kind)
    return default, commune_name(bare)


_SHORT = {"tp": "thanh_pho", "tx": "thi_xa", "tt": "thi_tran", "h": "huyen"}
_PLACES = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})


def _written(unit: Unit, writings: Iterable[str], name: str) -> bool:
    return any(same_accents(one, name) or same_accents(one, f"{unit.kind.name} {name}") for one in writings)


def _typed_without(unit: Unit, name: str) -> bool:
    """Whether the unit itself was entered without accents."""
    return not has_accents(unit.name) and accents_agree(unit.name, name)


def _of_kind(units: list[Unit], kind: Kind | None) -> tuple[Unit, ...]:
    if kind is not None and len(units) > 1:
        return tuple(one for one in units if one.kind is kind) or tuple(units)
    return tuple(units)


def _alike(one: str, other: str) -> float:
    """Of 1: the same but for accents and spaces; the nearer the higher."""
    return max(
        difflib.SequenceMatcher(None, glued(one), glued(other)).ratio(),
        difflib.SequenceMatcher(None, plain_words(one), plain_words(other)).ratio(),
    )
