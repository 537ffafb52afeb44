"""Commands: one table of what can be typed at any time, and who may; where each leads: given_command.py.

The same words work with or without slash, accents and spaces. Each person is shown only the commands of their roles; a
refusal is a screen that says whose the command is and offers to ask for the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.dialogues import register, reopen, review_report, take_papers
from conversations.dialogues.choose_unit import COMMUNE, IN_COMMUNE
from conversations.programme.person import REMINDED, Person, Role
from conversations.programme.rights import manages_district

if TYPE_CHECKING:
    from collections.abc import Mapping


OFFICERS = frozenset({Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.OFFICE_REVIEWER})
"""Whoever fills in the report of their own unit; an office's is filled in by those who judge there."""
LEADERS = frozenset({Role.COMMUNE_LEADER})
ADMINS = frozenset({Role.ADMIN})
READERS = frozenset({Role.MANAGER, Role.OBSERVER})
"""Who reads digests and tables."""
MANAGERS = frozenset({Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Command:
    """roles None: everybody, also before joining."""

    name: str
    roles: frozenset[Role] | None = None
    district: bool = False
    """Also for a district's managers, who report for it."""
    listed: bool = True
    """False: a word that a message names where there are no buttons; no phone lists it."""


COMMANDS: tuple[Command, ...] = (
    Command("baocao", OFFICERS, district=True),
    Command("tieptuc"),
    Command("duyet", LEADERS),
    Command("danhgia", review_report.ROLES),
    Command("tiendo", IN_COMMUNE),
    Command("phancong", COMMUNE),
    Command("baothay", COMMUNE),
    Command("dagui", OFFICERS | LEADERS, district=True),
    Command("lichsu", IN_COMMUNE, district=True),
    Command("khokhan", OFFICERS | MANAGERS),
    Command("soghi", register.ROLES),
    Command("hoso", COMMUNE | LEADERS | READERS),
    Command("nhacviec", MANAGERS),
    Command("taoma", ADMINS),
    Command("nguoidung", ADMINS),
    Command("nhatky", ADMINS),
    Command("donvi", ADMINS),
    Command("napdulieu", ADMINS),
    Command("hanbaocao", ADMINS),
    Command("hethong", ADMINS),
    Command("saoluu", ADMINS),
    Command("tonghop", READERS),
    Command("bangtieuchi", READERS),
    Command("taive", take_papers.ROLES),
    Command("dotxuat", MANAGERS),
    Command("molai", reopen.ROLES),
    Command("suco", ADMINS),
    Command("menu"),
    Command("trogiup"),
    Command("taikhoan"),
    Command("dulieucanhan"),
    Command("lienhe"),
    Command("thoat"),
    Command("start"),
    Command("nhaclai", REMINDED, listed=False),
    Command("thoiphutrach", REMINDED, listed=False),
    Command("henngay", OFFICERS, district=True, listed=False),
    Command("guibaocao", OFFICERS, district=True, listed=False),
    Command("xemtep", ADMINS, listed=False),
    Command("hoilai", COMMUNE, listed=False),
    Command("conthieu", IN_COMMUNE | READERS, listed=False),
)
"""In the order in which a phone's menu lists them."""
ALIASES = {
    "batdau": "start",
    "huongdan": "trogiup",
    "help": "trogiup",
    "giupdo": "trogiup",
    "thoi": "thoat",
    "ngonngu": "taikhoan",
}
INSTEAD: Mapping[str, tuple[str, ...]] = {
    "baocao": ("duyet", "tonghop"),
    "tiendo": ("tonghop", "danhgia"),
    "conthieu": ("danhgia",),
    "tonghop": ("tiendo", "danhgia"),
    "bangtieuchi": ("tiendo",),
    "duyet": ("danhgia",),
    "danhgia": ("duyet", "hoilai"),
    "hoilai": ("danhgia",),
    "molai": ("hoilai",),
    "dagui": ("molai",),
}
"""Command to those that are the same for people of other roles; the first that they may give is opened for them."""


def commands_for(person: Person | None) -> tuple[Command, ...]:
    """The commands this person is shown."""
    return tuple(
        command for command in COMMANDS if command.listed and command.name != "start" and may_give(command, person)
    )


def may_give(command: Command, person: Person | None) -> bool:
    if command.roles is None or person is None:
        return command.roles is None
    return bool(command.roles & person.roles()) or (command.district and any(map(manages_district, person.grants)))
