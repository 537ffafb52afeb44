"""Crafted links, forged buttons and stale ones around reviews: answered kindly, nothing written, nothing leaked."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from conversations.engine.events import Event, Opened, Pressed
from conversations.engine.frames import Menu
from conversations.engine.session import Session
from conversations.programme.ids import RuleId
from conversations.programme.person import Role
from conversations.programme.review import ItemAct
from handlers.turn import Incoming, take_turn
from storage import sessions
from storage.roles import end_role
from tests.handlers.reporting_world import CHANNEL
from tests.handlers.rights_cast import NAMES, everybody
from tests.handlers.rights_world import ITEM, STRANGER, Everybody

if TYPE_CHECKING:
    from storage.database import Database

SECRET = "hồ sơ thiếu chữ ký"
UNIT = "Phúc Sen"
KEPT = ("report", "answer", "item_review", "review_event", "report_event", "reopening", "evidence")
SEE_ITEM = {"office", "manager"}
SEE_REPORT = {"officer", "post", "leader"} | {name for name in NAMES if name.startswith(("manager", "observer"))}
SEE_REPORT -= {"manager, other", "observer, other"}
SEE_REOPENING = {"manager", "manager, above"}
UPDATES = count(1)


@pytest.fixture
async def asked(sqlite_database: Database) -> Everybody:
    """The office asks for more of the item, in words that only some may read."""
    found = await everybody(sqlite_database)
    async for state in found.states():
        if state == "sent":
            break
    await found.world.does(found.who("office"), found.say(ItemAct.ASK, reason=SECRET))
    async with found.world.database.write() as tx:
        for person in found.people.values():
            if person is not None:
                session = Session(person=person, stack=(Menu(),))
                sessions.save_later(tx, channel=CHANNEL, address=f"chat-{person}", session=session, at=0)
    return found


async def turn(found: Everybody, name: str, event: Event) -> str:
    """What leaves for whoever does it."""
    incoming = Incoming(
        channel=CHANNEL,
        key=str(next(UPDATES)),
        kind="message",
        address=f"chat-{found.people[name]}",
        sender=name,
        language="vi",
        event=event,
    )
    turned = await take_turn(found.world.database, incoming, found.world.services)
    return " ".join(due.body.decode() for due in turned.outgoing)


async def session_of(found: Everybody, name: str) -> Session:
    async with found.world.database.read() as tx:
        stored = await sessions.load(tx, channel=CHANNEL, address=f"chat-{found.people[name]}")
    assert stored is not None
    return stored.session


async def kept(found: Everybody) -> dict[str, list[tuple[object, ...]]]:
    """All that could be written, but for who has opened the report."""
    rows = {}
    async with found.world.database.read() as tx:
        for table in KEPT:
            columns = "id, state, sent_at, leader_note" if table == "report" else "*"
            rows[table] = [tuple(row) for row in await tx.all(f"SELECT {columns} FROM {table}")]  # noqa: S608 - names from the catalogue
    return rows


def shows(text: str) -> bool:
    """Whether it tells anything of the report."""
    return UNIT in text or SECRET in text


async def test_a_crafted_link_shows_a_review_only_to_whoever_may_see_it(asked: Everybody) -> None:
    before = await kept(asked)
    key = asked.key
    links = {f"review:{key}:{ITEM}": SEE_ITEM, f"said:{key}:{ITEM}": SEE_REPORT, f"reopen:{key}": SEE_REOPENING}
    for place, see in links.items():
        for name in NAMES:
            if name != STRANGER:
                text = await turn(asked, name, Opened(place=place))
                told = SECRET in text if place.startswith("said") else "2023" in text
                assert told == (name in see), (place, name, text)
    assert await kept(asked) == before


async def test_a_link_to_what_is_not_there_says_the_same_to_everybody(asked: Everybody) -> None:
    before = await kept(asked)
    key = asked.key
    places = [
        f"review:{asked.nowhere}:{ITEM}",
        f"review:{key}:99.99",
        f"review:{key}:{'9' * 300}",
        f"review:{'9' * 18}.{'9' * 18}.2023-H1:{ITEM}",
        f"review:{replace(key, rule=RuleId(10**17))}:{ITEM}",
        f"review:{replace(key, period='2023-H2')}:{ITEM}",
        f"review:{replace(key, unit=asked.world.neighbour)}:{ITEM}",
        f"said:{asked.nowhere}:{ITEM}",
        f"said:{key}:99.99",
        f"said:{replace(key, unit=asked.world.neighbour)}:{ITEM}",
        f"reopen:{asked.nowhere}",
        f"reopen:{replace(key, period='9999-H1')}",
    ]
    for place in places:
        for name in ("office", "manager", "officer", "office, other", "admin"):
            text = await turn(asked, name, Opened(place=place))
            assert text, (place, name)
            assert SECRET not in text, (place, name)
    for place in ("review::", "review:1:1", "said:", "said:a.b.c:1.1", "reopen:", "reopen:abc", f"reopen:{key}:x:y"):
        await turn(asked, "office", Opened(place=place))
    assert await kept(asked) == before


@pytest.mark.parametrize(
    ("name", "place"),
    [("office", "review:{key}:1.1"), ("officer", "said:{key}:1.1"), ("manager", "reopen:{key}"), ("office", "review")],
)
async def test_an_option_that_the_screen_does_not_offer_does_nothing(asked: Everybody, name: str, place: str) -> None:
    before = await kept(asked)
    await turn(asked, name, Opened(place=place.format(key=asked.key)))
    shown = (await session_of(asked, name)).shown
    assert shown is not None
    offered = {option for option, _ in shown.options}
    names = (
        "act:hack act: act act:decide_met act:change q:hack q: page:-1 page:x i:x:y i u:999999 u:x confirm together go"
        " yes agree refuse open close r:x list fix:x later:x desk:1 evidence:x"
    )
    forged = {*names.split(), f"page:{10**30}", f"i:{asked.nowhere}:1.1", f"r:{asked.nowhere}", ""} - offered
    for option in sorted(forged):
        text = await turn(asked, name, Pressed(token=shown.token, option=option))
        assert "trục trặc" not in text, option
        text = await turn(asked, name, Pressed(token="0", option=option))
        assert "trục trặc" not in text, option
        shown = (await session_of(asked, name)).shown
        assert shown is not None
    assert await kept(asked) == before


async def test_a_button_of_an_item_that_somebody_else_has_judged_meanwhile_writes_nothing(asked: Everybody) -> None:
    await turn(asked, "office", Opened(place=f"review:{asked.key}:{ITEM}"))
    shown = (await session_of(asked, "office")).shown
    assert shown is not None
    assert "act:meet:1" in {option for option, _ in shown.options}
    await asked.world.does(asked.who("office"), asked.say(ItemAct.MEET))
    before = await kept(asked)
    for _ in range(2):
        text = await turn(asked, "office", Pressed(token=shown.token, option="act:meet:1"))
        assert "trục trặc" not in text
    assert await kept(asked) == before


async def test_a_reviewer_whose_role_has_ended_presses_in_vain(asked: Everybody) -> None:
    await turn(asked, "office", Opened(place=f"review:{asked.key}:{ITEM}"))
    shown = (await session_of(asked, "office")).shown
    assert shown is not None
    async with asked.world.database.write() as tx:
        await end_role(
            tx, asked.who("office"), unit=asked.places["economy"], role=Role.OFFICE_REVIEWER, by=None,
            now=asked.world.clock.at,
        )  # fmt: skip
    asked.world.services.caches.forget_person()
    before = await kept(asked)
    text = await turn(asked, "office", Pressed(token=shown.token, option="act:meet:1"))
    assert not shows(text)
    assert await kept(asked) == before
