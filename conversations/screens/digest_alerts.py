"""The parts of a digest that warn: items that fell and wait for a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_day
from conversations.screens.digest_parts import NAMED, bullet
from conversations.screens.paging import clip, name_of

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.digest import Digest
    from conversations.programme.fall import OpenFall
    from conversations.programme.ids import UnitId

ITEMS = 4
"""So many items of one unit are named."""


def fall_lines(digest: Digest, words: Words) -> list[str]:
    """Items that fell and that nobody has confirmed or corrected, by unit, the oldest first."""
    by_unit: dict[UnitId, list[OpenFall]] = {}
    for one in digest.falls:
        by_unit.setdefault(one.unit.id, []).append(one)
    listed = list(by_unit.values())
    lines = []
    for falls in listed[:NAMED]:
        items = "; ".join(
            words.say(
                "digest",
                "{item} (từ {day})",
                item=f"{one.indicator.code} {clip(one.indicator.title, 40)}",
                day=show_day(one.raised_at.date()),
            )
            for one in falls[:ITEMS]
        )
        if len(falls) > ITEMS:
            items = words.say("digest", "{items} và {rest} chỉ tiêu nữa", items=items, rest=len(falls) - ITEMS)
        lines.append(bullet(words.say("digest", "{unit}: {items}", unit=name_of(falls[0].unit, 30), items=items)))
    if len(listed) > NAMED:
        count = sum(len(falls) for falls in listed[NAMED:])
        lines.append(
            bullet(words.say("digest", "{rest} xã khác: {count} chỉ tiêu", rest=len(listed) - NAMED, count=count))
        )
    return lines
