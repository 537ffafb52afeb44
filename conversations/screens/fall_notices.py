"""What offices, managers and subscribers are told when items fell, and how that ended. No person is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine.links import digest_place, review_place
from conversations.engine.screen import Link, Message
from conversations.programme.answer import Assessor
from conversations.programme.fall import Closing
from conversations.screens.casing import capital
from conversations.screens.paging import clip
from conversations.screens.states import figure_words, state_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.criteria import Indicator
    from conversations.programme.fall import Side
    from conversations.programme.ids import UnitId
    from conversations.programme.report import ReportKey
    from conversations.programme.unit import Unit

LISTED = 8
"""So many items of one report are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """One item of the message. closing None: it has just fallen, and nobody above has judged it."""

    indicator: Indicator
    before: Side
    after: Side
    reason: str = ""
    """Why it was lost; left out where the item is confidential."""
    closing: Closing | None = None

    @property
    def item(self) -> str:
        """The item in a sentence."""
        return f"{self.indicator.code} ({clip(self.indicator.title, 60)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened. follows: the unit whose digest the reader follows; None: the reader judges the item."""

    key: ReportKey
    unit: Unit
    follows: UnitId | None
    silent: bool = False


def fallen(place: Place, items: Sequence[Fallen], words: Words) -> Message:
    """Items were met and are not met any more."""
    unit = capital(place.unit.title)
    if len(items) == 1:
        text = words.say(
            "fall", "{unit} không giữ được chỉ tiêu {item}: {change}", unit=unit, item=items[0].item,
            change=_change(items[0], words),
        )  # fmt: skip
    else:
        head = words.count(
            "fall", "{unit} không giữ được {n} chỉ tiêu:", "{unit} không giữ được {n} chỉ tiêu:", len(items), unit=unit
        )
        text = _listed(head, items, [f"{one.item}: {_change(one, words)}" for one in items], words)
    return Message(name="fall_notices.fallen", text=text, links=(_link(place, items, words),), silent=place.silent)


def ended(place: Place, items: Sequence[Fallen], words: Words) -> Message:
    """The alarm ends, to the same people: confirmed by a verdict, or met again."""
    unit = capital(place.unit.title)
    if len(items) == 1:
        text = words.say(
            "fall", "{unit}, chỉ tiêu {item}: {end}. Cảnh báo không giữ được đã khép lại.", unit=unit,
            item=items[0].item, end=_end(items[0], words),
        )  # fmt: skip
    else:
        head = words.say("fall", "{unit}, các cảnh báo không giữ được đã khép lại:", unit=unit)
        text = _listed(head, items, [f"{one.item}: {_end(one, words)}" for one in items], words)
    return Message(name="fall_notices.ended", text=text, links=(_link(place, items, words),), silent=place.silent)


def side_words(indicator: Indicator, side: Side, words: Words) -> str:
    """A state, its figure, and whose word it is: "87,5%, đạt (phòng đánh giá)"."""
    said = state_words(words, side.state)
    if side.figure is not None and not indicator.confidential:
        said = f"{figure_words(indicator, side.figure)}, {said}"
    if side.assessor is None:
        return words.say("fall", "{said} (xã rà soát trong kế hoạch)", said=said)
    if side.assessor is Assessor.OFFICE:
        return words.say("fall", "{said} (phòng đánh giá)", said=said)
    return words.say("fall", "{said} (xã tự đánh giá)", said=said)


def _change(one: Fallen, words: Words) -> str:
    before, after = side_words(one.indicator, one.before, words), side_words(one.indicator, one.after, words)
    said = f"{before} → {after}."
    if one.reason and not one.indicator.confidential:
        said += words.say("fall", " Lý do: “{reason}”.", reason=clip(one.reason, 200))
    return said


def _end(one: Fallen, words: Words) -> str:
    if one.closing is Closing.CONFIRMED:
        return words.say("fall", "đã được xác nhận chưa đạt")
    return words.say("fall", "nay {state}", state=side_words(one.indicator, one.after, words))


def _listed(head: str, items: Sequence[Fallen], lines: Sequence[str], words: Words) -> str:
    shown = [f"• {clip(line, 200)}" for line in lines[:LISTED]]
    if len(items) > LISTED:
        shown.append(words.say("fall", "• và {rest} chỉ tiêu nữa", rest=len(items) - LISTED))
    return "\n".join((head, *shown))


def _link(place: Place, items: Sequence[Fallen], words: Words) -> Link:
    if place.follows is not None:
        return Link(place=digest_place(place.follows), label=words.say("fall", "Xem tổng hợp"), command="tonghop")
    if len(items) > 1:
        return Link(place="review", label=words.say("review", "Đánh giá"), command="danhgia")
    code = items[0].indicator.code
    label = words.say("review", "Xem {code}", code=code)
    return Link(place=review_place(place.key, code), label=label, command="danhgia")
