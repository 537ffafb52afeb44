"""From one criteria set to the next: which indicator became which, each with its source. It shows a commune under both
sets; it never gives an answer that nobody gave.

`same` carries the last figure and is judged anew where measure and unit agree. `merged` is met only where all its parts
were. What was split or is new is unknown, what was dropped is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.programme.answer import State
from conversations.programme.judgement import criterion_state, judge
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from conversations.programme.answer import Figure, LastKnown
    from conversations.programme.criteria import CriteriaSet, Indicator
    from conversations.programme.status import CommuneStatus
    from conversations.programme.unit import Unit


class Relation(StrEnum):
    """What became of indicators."""

    SAME = "same"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkItem:
    """old and new: codes of the two sets. place: where the file says so."""

    relation: Relation
    old: tuple[str, ...]
    new: tuple[str, ...]
    source: str
    place: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """valid_from: the first day on which communes may be shown so."""

    old_set: str
    new_set: str
    valid_from: date
    items: tuple[CrosswalkItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an indicator of the new set is known by. judged: by its own threshold; otherwise the word said then."""

    indicator: str
    relation: Relation
    parts: tuple[str, ...]
    state: State
    figure: Figure | None = None
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneUnder:
    """One commune. own: what it has said under the set itself; carried: all else; dropped: by old code."""

    status: CommuneStatus
    own: frozenset[str]
    carried: tuple[Carried, ...]
    dropped: Mapping[str, State]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusUnder:
    """old: the set the communes are known under, None where it is this one. walk None: nothing is carried over, they
    stand as they have said under this set themselves.
    """

    unit: Unit
    as_of: date
    form: CriteriaSet
    old: CriteriaSet | None
    walk: Crosswalk | None
    communes: tuple[CommuneUnder, ...]


_SIDES = {
    Relation.SAME: (range(1, 2), range(1, 2), "một chỉ tiêu cũ và một chỉ tiêu mới"),
    Relation.SPLIT: (range(1, 2), range(2, 99), "một chỉ tiêu cũ và từ hai chỉ tiêu mới"),
    Relation.MERGED: (range(2, 99), range(1, 2), "từ hai chỉ tiêu cũ và một chỉ tiêu mới"),
    Relation.NEW: (range(1), range(1, 99), "không có chỉ tiêu cũ, ít nhất một chỉ tiêu mới"),
    Relation.DROPPED: (range(1, 99), range(1), "ít nhất một chỉ tiêu cũ, không có chỉ tiêu mới"),
}


def check(walk: Crosswalk, old: CriteriaSet, new: CriteriaSet) -> None:
    """Raises Problem with the place: a code that is not in its set, one named twice or not at all, a relation that
    cannot be, or an item without a source.
    """
    for item in walk.items:
        olds, news, said = _SIDES[item.relation]
        if len(item.old) not in olds or len(item.new) not in news:
            raise Problem(
                code="crosswalk_relation",
                where=item.place,
                message=f"Quan hệ “{item.relation.value}” cần {said}.",
                remedy="Hãy sửa quan hệ hoặc các chỉ tiêu.",
            )
        if not item.source:
            raise Problem(
                code="crosswalk_source",
                where=item.place,
                message="Dòng này không ghi nguồn.",
                remedy="Hãy ghi văn bản nói chỉ tiêu nào thành chỉ tiêu nào.",
            )
    _check_side([(item, item.old) for item in walk.items], old)
    _check_side([(item, item.new) for item in walk.items], new)


def _check_side(named: Iterable[tuple[CrosswalkItem, tuple[str, ...]]], form: CriteriaSet) -> None:
    seen: dict[str, CrosswalkItem] = {}
    for item, codes in named:
        for code in codes:
            if form.indicator(code) is None:
                raise Problem(
                    code="crosswalk_unknown",
                    where=item.place,
                    message=f"{form.title} không có chỉ tiêu “{code}”.",
                    remedy="Hãy sửa mã chỉ tiêu.",
                )
            first = seen.setdefault(code, item)
            if first is not item or codes.count(code) > 1:
                raise Problem(
                    code="crosswalk_twice",
                    where=item.place,
                    message=f"Chỉ tiêu {code} của {form.title} có hai lần, lần kia ở {first.place}.",
                    remedy="Mỗi chỉ tiêu một lần.",
                )
    missing = [one.code for one in form.indicators if one.code not in seen]
    if missing:
        raise Problem(
            code="crosswalk_missing",
            where=form.title,
            message=f"Còn {len(missing)} chỉ tiêu chưa nêu: {', '.join(missing)}.",
            remedy="Chỉ tiêu mới hoàn toàn ghi “new”, chỉ tiêu bỏ ghi “dropped”.",
        )


def carried(
    walk: Crosswalk,
    old: CriteriaSet,
    new: CriteriaSet,
    known: Mapping[str, LastKnown],
    states: Mapping[str, State],
    *,
    region: str | None,
    year: int,
) -> tuple[Carried, ...]:
    """What the new set's indicators are known by, in its order. known: last figures under the old set; states: what
    counts of them, the office's verdict before the commune's word.
    """
    found: dict[str, Carried] = {}
    for item in walk.items:
        for code in item.new:
            indicator = new.indicator(code)
            if indicator is not None:
                found[code] = _carried(item, indicator, old, known, states, region=region, year=year)
    return tuple(found[one.code] for one in new.indicators if one.code in found)


def _carried(
    item: CrosswalkItem,
    indicator: Indicator,
    old: CriteriaSet,
    known: Mapping[str, LastKnown],
    states: Mapping[str, State],
    *,
    region: str | None,
    year: int,
) -> Carried:
    unknown = Carried(indicator=indicator.code, relation=item.relation, parts=item.old, state=State.NOT_REPORTED)
    said = [states.get(code, State.NOT_REPORTED) for code in item.old]
    match item.relation:
        case Relation.MERGED:
            return Carried(
                indicator=indicator.code, relation=item.relation, parts=item.old, state=criterion_state(said)
            )
        case Relation.SAME:
            before, last = old.indicator(item.old[0]), known.get(item.old[0])
            figure = None if last is None else last.figure
            if before is None or (before.measure, before.unit) != (indicator.measure, indicator.unit):
                return unknown
            if figure is None:
                return Carried(indicator=indicator.code, relation=item.relation, parts=item.old, state=said[0])
            state = judge(indicator, figure.exact, region=region, year=year) if indicator.judged else None
            return Carried(
                indicator=indicator.code,
                relation=item.relation,
                parts=item.old,
                state=state or State.NOT_REPORTED,
                figure=figure,
                judged=state is not None,
            )
        case Relation.SPLIT | Relation.NEW | Relation.DROPPED:
            return unknown


def dropped(walk: Crosswalk) -> tuple[str, ...]:
    """Codes of the old set that nothing follows on."""
    return tuple(code for item in walk.items if item.relation is Relation.DROPPED for code in item.old)


def relation_named(text: str) -> Relation | None:
    """A relation as a file writes it, in English or Vietnamese."""
    return _NAMES.get(text.strip().casefold())


_NAMES: Mapping[str, Relation] = {
    **{one.value: one for one in Relation},
    "như cũ": Relation.SAME,
    "giữ nguyên": Relation.SAME,
    "tách": Relation.SPLIT,
    "gộp": Relation.MERGED,
    "mới": Relation.NEW,
    "bỏ": Relation.DROPPED,
}


def codes_of(text: str) -> Sequence[str]:
    """Codes as a cell lists them: "17.1, 17.4"."""
    return [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]
