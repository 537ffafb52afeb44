"""The worlds a demo can play in: a province or district out of its public documents, and who takes part.

Each is loaded through the same use cases as the verbs, from an empty database, and each step is told as a verb: whoever
wants to follow types the lines, nothing is reached that they do not reach.
"""

from __future__ import annotations

import importlib
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.engine.words import SOURCE
from handlers.invite import invite

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from conversations.programme.person import Role
    from handlers.ports import Secrets
    from storage.database import Database

WORLDS: Final = {
    "quang-hoa": "bot.simulator.quang_hoa.world",
    "quang-nam": "bot.simulator.quang_nam.world",
    "ha-giang": "bot.simulator.ha_giang.world",
    "ha-tinh": "bot.simulator.ha_tinh.world",
}
"""name: the module whose WORLD it is."""
USES: Final = 4
"""Of each invitation: the same person may join from a channel without buttons too, or anew after leaving."""

Step = tuple["datetime", tuple[str, ...]]
"""What was typed, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person. name: as the phone shows it and the assistant hears it; a role, never somebody's own name."""

    key: str
    name: str
    short: str
    """On a tab."""
    place: str
    """A few words under the name: where the person works."""
    unit: str
    role: Role
    post: str = ""
    hint: str = ""
    """What is worth trying on this phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOf:
    """The group of the world. members by their keys, the founder first."""

    title: str
    short: str
    """On its tab."""
    place: str
    """Under its title."""
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWorld:
    """Everything that tells one demo from another. load fills an empty database and tells its steps."""

    title: str
    """Of which unit: "huyện Quảng Hòa"."""
    starts: datetime
    operator: str
    """Who runs the assistant, as the consent text says."""
    cast: tuple[Member, ...]
    group: GroupOf
    load: Callable[[Database], Awaitable[tuple[Step, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A member of the cast with the invitation that lets them in."""

    member: Member
    code: str


def world_named(name: str) -> DemoWorld:
    """Its module is only read when it is played. Raises KeyError for a name that is none of WORLDS."""
    world = importlib.import_module(WORLDS[name]).WORLD
    if not isinstance(world, DemoWorld):
        raise TypeError(name)
    return world


async def invite_cast(
    database: Database, cast: Iterable[Member], *, secrets: Secrets, now: datetime
) -> tuple[tuple[Ticket, ...], tuple[str, ...]]:
    """An invitation for everybody; the verbs that do the same."""
    tickets, told = [], []
    for member in cast:
        made = await invite(
            database, unit=member.unit, role=member.role, post=member.post, uses=USES, words=SOURCE, secrets=secrets,
            now=now,
        )  # fmt: skip
        tickets.append(Ticket(member=member, code=made.code))
        post = ("--post", member.post) if member.post else ()
        told.append(verb("invite", "--unit", member.unit, "--role", member.role.value, *post, "--uses", str(USES)))
    return tuple(tickets), tuple(told)


def verb(*arguments: str) -> str:
    """The line that a reader can type."""
    return shlex.join(["./ntm", *arguments])


def tell(print_line: Callable[[str], None], *, data: Path, steps: tuple[Step, ...]) -> None:
    """The lines to type for the same, with the settings that they share."""
    print_line(f"export NTM_DATA_DIR={shlex.quote(str(data))}")
    for at, lines in steps:
        print_line(f"export NTM_CLOCK={at.isoformat(timespec='minutes')}")
        for line in lines:
            print_line(line)
