"""One person's card and a handover, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.engine.words import SOURCE
from conversations.screens.roles import role_words

if TYPE_CHECKING:
    from conversations.programme.directory import HeldSince
    from conversations.programme.handover import Handover
    from handlers.user_roles import UserCard


def card_document(found: UserCard) -> dict[str, Any]:
    """Days as ISO text; no texts that anybody wrote."""
    card = found.card
    return {
        "person": card.id,
        "name": card.name,
        "phone": card.phone,
        "joined": card.joined_on.isoformat(),
        "suspended_since": None if card.suspended_since is None else card.suspended_since.isoformat(),
        "roles": [_held(held) for held in card.roles],
        "past_roles": [_held(held) for held in card.past],
        "channels": [
            {"channel": one.name, "since": one.since.isoformat(), "reachable": one.reachable} for one in card.channels
        ],
        "not_in_charge": [found.titles.get(unit, "") for unit in card.left],
        "away": [
            {"unit": found.titles.get(unit, ""), "first": first.isoformat(), "last": last.isoformat()}
            for unit, first, last in card.away
        ],
        "last_active": None if card.last_active is None else card.last_active.isoformat(timespec="seconds"),
    }


def card_lines(found: UserCard) -> list[str]:
    """For a terminal."""
    card = found.card
    lines = [f"{card.id}  {card.name}", f"Tham gia: {card.joined_on:%d/%m/%Y}"]
    if card.phone:
        lines.append(f"Điện thoại: {card.phone}")
    if card.suspended_since is not None:
        lines.append(f"Đang tạm ngừng từ {card.suspended_since:%d/%m/%Y}")
    lines += [f"Vai trò: {_in_words(held)} từ {held.since:%d/%m/%Y}" for held in card.roles]
    lines += [
        f"Vai trò cũ: {_in_words(held)} từ {held.since:%d/%m/%Y}"
        + (f" đến {held.until:%d/%m/%Y}" if held.until is not None else "")
        for held in card.past
    ]
    lines += [
        f"Kênh: {one.name} từ {one.since:%d/%m/%Y}" + ("" if one.reachable else ", đã chặn") for one in card.channels
    ]
    lines += [f"Đã báo thôi phụ trách: {found.titles.get(unit, '')}" for unit in card.left]
    lines += [
        f"Nghỉ ở {found.titles.get(unit, '')} từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}"
        for unit, first, last in card.away
    ]
    if card.last_active is not None:
        lines.append(f"Hoạt động lần cuối: {card.last_active:%H:%M ngày %d/%m/%Y}")
    return lines


def _held(held: HeldSince) -> dict[str, Any]:
    return {
        "role": held.role.value,
        "post": held.post,
        "unit": held.unit.title,
        "since": held.since.isoformat(),
        "until": None if held.until is None else held.until.isoformat(),
    }


def _in_words(held: HeldSince) -> str:
    return f"{role_of(held)}, {held.unit.title}"


def role_of(held: HeldSince) -> str:
    """The role in words, with its post."""
    role = role_words(SOURCE, held.role)
    return f"{role} ({held.post})" if held.post else role


def handover_document(made: Handover, *, done: bool) -> dict[str, Any]:
    """What passed, or would pass."""
    return {
        "from": made.giver,
        "to": made.successor,
        "done": done,
        "roles": [{"role": grant.role.value, "post": grant.post, "unit": grant.unit.title} for grant in made.grants],
        "open": [
            {
                "report": str(one.key),
                "title": one.period.title,
                "unit": one.unit.title,
                "state": one.state.value,
                "given": one.given,
                "of": one.of,
                "last_good_day": one.period.last_good_day.isoformat(),
                "promised": None if one.promised is None else one.promised.day.isoformat(),
            }
            for one in made.open
        ],
        "below": [{"title": one.period.title, "unit": one.unit.title, "units": one.units} for one in made.below],
        "asked": [{"title": one.period.title, "unit": one.unit.title, "items": list(one.codes)} for one in made.asked],
        "desks": [{"unit": one.unit.title, "waiting": one.waiting, "asked": one.asked} for one in made.desks],
        "coming": [
            {"title": period.title, "unit": unit.title, "last_good_day": period.last_good_day.isoformat()}
            for unit, period in made.coming
        ],
    }
