"""`ntm invite` and `ntm user`: what they print and what they refuse."""

from __future__ import annotations

import asyncio
import base64
import sqlite3
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from bot.codes import ALPHABET

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

DISTRICT = "huyện Quảng Hòa"
COMMUNE = "xã Phúc Sen"


@pytest.fixture
def district(ntm: Ntm, monkeypatch: pytest.MonkeyPatch) -> Ntm:
    monkeypatch.delenv("NTM_TELEGRAM_TOKEN", raising=False)
    assert ntm("unit", "add", "Quảng Hòa", "--kind", "huyện").code == 0
    assert ntm("unit", "add", "Phúc Sen", "--kind", "xã", "--parent", DISTRICT).code == 0
    return ntm


def test_an_invitation_as_json_has_exactly_these_keys(district: Ntm) -> None:
    said = district("invite", "--unit", "Phúc Sen", "--role", "commune_officer", "--json")
    document = said.document
    assert list(document) == ["code", "link", "qr", "unit", "role", "expires", "uses"]
    assert (document["unit"], document["role"], document["uses"]) == (COMMUNE, "commune_officer", 1)
    assert document["expires"].startswith("2022-11-08T09:00:0")
    assert len(document["code"]) == 10
    assert set(document["code"]) <= set(ALPHABET)
    picture = base64.b64decode(document["qr"].removeprefix("data:image/png;base64,"))
    assert picture.startswith(b"\x89PNG")
    assert document["link"] == ""
    assert said.err.startswith("Chưa có liên kết: chưa đặt NTM_TELEGRAM_TOKEN.")


def test_an_invitation_in_words_shows_the_code_and_a_square_to_print(district: Ntm) -> None:
    said = district("invite", "--unit", COMMUNE, "--role", "commune_leader", "--uses", "3", "--expires", "1/11/2022")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("Mã mời: ")
    assert lines[1:3] == [
        "Đơn vị: xã Phúc Sen; vai trò: lãnh đạo xã; số lượt: 3",
        "Dùng được đến 00:00 ngày 02/11/2022",
    ]
    assert "█" in said.out


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (("--role", "village_officer"), "role_unfit"),
        (("--role", "manager"), "role_unfit"),
        (("--role", "commune_officer", "--uses", "0"), "uses_wrong"),
        (("--role", "commune_officer", "--expires", "24/10/2022"), "expiry_wrong"),
        (("--role", "commune_officer", "--expires", "31/2/2023"), "date_wrong"),
        (("--role", "commune_officer", "--expires", "400"), "expiry_wrong"),
        (("--role", "king"), "usage"),
    ],
)
def test_what_makes_no_sense_is_refused_and_no_invitation_is_made(
    district: Ntm, tmp_path: Path, more: tuple[str, ...], problem: str
) -> None:
    said = district("invite", "--unit", COMMUNE, *more, "--json")
    assert (said.code, said.document["problem"]["code"]) == (2, problem)
    assert rows(tmp_path, "SELECT code FROM invitation") == []


def test_the_link_is_made_with_the_name_that_the_channel_tells(district: Ntm, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server runs in the same loop as the verb's own question would; so the question is asked directly."""
    from bot.cli.invite import _link_base
    from bot.settings import load_settings

    async def me(request: web.Request) -> web.Response:
        assert request.path == "/bot12345:AbC/getMe"
        return web.json_response({"ok": True, "result": {"id": 1, "is_bot": True, "username": "ntm_bot"}})

    async def ask() -> tuple[str, str]:
        app = web.Application()
        app.router.add_post("/{method:.*}", me)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            port = runner.addresses[0][1]
            monkeypatch.setenv("NTM_TELEGRAM_TOKEN", "12345:AbC")
            monkeypatch.setenv("NTM_TELEGRAM_BASE_URL", f"http://127.0.0.1:{port}/bot")
            return await _link_base(load_settings()[0])
        finally:
            await runner.cleanup()

    assert asyncio.run(ask()) == ("https://t.me/ntm_bot", "")


def test_without_the_channel_the_invitation_is_made_all_the_same(
    district: Ntm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_TELEGRAM_TOKEN", "12345:AbC")
    monkeypatch.setenv("NTM_TELEGRAM_BASE_URL", "http://127.0.0.1:1/bot")
    said = district("invite", "--unit", COMMUNE, "--role", "commune_officer", "--json")
    assert (said.code, said.document["link"]) == (0, "")
    assert "12345:AbC" not in said.out + said.err


def test_roles_are_listed_granted_once_and_ended(district: Ntm, tmp_path: Path) -> None:
    assert district("user", "list", "--json").document == {"users": []}
    with sqlite3.connect(tmp_path / "data" / "ntm.db") as connection:
        connection.execute("INSERT INTO person (created_at) VALUES (1)")
        connection.execute("INSERT INTO identity (person, name) VALUES (1, 'Cán bộ huyện')")
    connection.close()
    grant = ("--person", "1", "--unit", DISTRICT, "--role", "manager")
    assert district("user", "grant", *grant, "--json").document["changed"] is True
    assert district("user", "grant", *grant, "--json").document["changed"] is False
    listed = {"person": 1, "name": "Cán bộ huyện", "role": "manager", "post": "", "unit": DISTRICT, "suspended": False}
    assert district("user", "list", "--json").document == {"users": [listed]}
    assert district("user", "list", "--unit", COMMUNE, "--json").document == {"users": []}
    assert district("user", "list").out == "1  Cán bộ huyện  người quản lý chương trình [manager]  huyện Quảng Hòa\n"
    ended = district("user", "end", *grant)
    assert ended.out == "Người dùng 1, người quản lý chương trình ở huyện Quảng Hòa: đã kết thúc.\n"
    assert district("user", "end", *grant, "--json").document["problem"]["code"] == "role_not_held"
    assert district("user", "list", "--json").document == {"users": []}
    assert [row[0] for row in rows(tmp_path, "SELECT act FROM audit ORDER BY id")] == ["role_granted", "role_ended"]


def test_nobody_is_granted_a_role_that_does_not_fit_or_without_having_joined(district: Ntm) -> None:
    said = district("user", "grant", "--person", "9", "--unit", DISTRICT, "--role", "manager", "--json")
    assert (said.code, said.document["problem"]["code"]) == (2, "person_unknown")


OFFICERS = """
INSERT INTO person (created_at) VALUES (1), (1), (1);
INSERT INTO identity (person, name, phone) VALUES (1, 'Nông Văn Đức', '+84912000111'), (2, 'Hà Thị Bé', ''),
    (3, 'C', '');
INSERT INTO channel_account (channel, address, person, opened_at) VALUES ('telegram', '11', 1, 1),
    ('telegram', '12', 2, 1);
"""


@pytest.fixture
def officers(district: Ntm, tmp_path: Path) -> Ntm:
    """Người 1 is the commune's officer, 2 has joined without a role, 3 has left every channel."""
    with sqlite3.connect(tmp_path / "data" / "ntm.db") as connection:
        connection.executescript(OFFICERS)
    connection.close()
    granted = district("user", "grant", "--person", "1", "--unit", COMMUNE, "--role", "commune_officer")
    assert granted.code == 0
    return district


@pytest.mark.parametrize(
    ("wanted", "found"), [("duc", 1), ("nong van", 1), ("111", 1), ("0912000111", 1), ("phuc sen", 1), ("be", 0)]
)
def test_people_are_found_without_accents_by_telephone_or_unit(officers: Ntm, wanted: str, found: int) -> None:
    assert len(officers("user", "list", "--find", wanted, "--json").document["users"]) == found


def test_a_card_names_roles_with_dates_channels_and_nothing_written(officers: Ntm) -> None:
    assert officers("user", "end", "--person", "1", "--unit", COMMUNE, "--role", "commune_officer").code == 0
    officers("user", "grant", "--person", "1", "--unit", COMMUNE, "--role", "commune_officer", "--post", "Công an")
    card = officers("user", "show", "1", "--json").document
    role = {"role": "commune_officer", "unit": COMMUNE, "since": "2022-10-25"}
    assert card == {
        "person": 1,
        "name": "Nông Văn Đức",
        "phone": "+84912000111",
        "joined": "1970-01-01",
        "suspended_since": None,
        "roles": [role | {"post": "Công an", "until": None}],
        "past_roles": [role | {"post": "", "until": "2022-10-25"}],
        "channels": [{"channel": "telegram", "since": "1970-01-01", "reachable": True}],
        "not_in_charge": [],
        "away": [],
        "last_active": None,
    }
    assert officers("user", "show", "9", "--json").document["problem"]["code"] == "person_unknown"


def test_suspending_is_undone_by_one_verb_and_told_when_nothing_changed(officers: Ntm, tmp_path: Path) -> None:
    assert officers("user", "suspend", "--person", "1", "--json").document == {
        "person": 1, "suspended": True, "changed": True,
    }  # fmt: skip
    assert officers("user", "suspend", "--person", "1", "--json").document["changed"] is False
    assert officers("user", "list", "--json").document["users"][0]["suspended"] is True
    assert officers("user", "resume", "--person", "1").out == "Người dùng 1: đang hoạt động.\n"
    assert officers("user", "resume", "--person", "1", "--json").document["changed"] is False
    acts = [row[0] for row in rows(tmp_path, "SELECT act FROM audit WHERE act LIKE 'person_%' ORDER BY id")]
    assert acts == ["person_suspended", "person_resumed"]
    assert rows(tmp_path, "SELECT address, kind, state FROM outbox") == [("11", "notice", "queued")]


def test_an_officer_is_handed_over_in_one_command_and_both_are_told(officers: Ntm, tmp_path: Path) -> None:
    looked = officers("user", "handover", "--person", "1", "--to", "2", "--dry-run", "--json").document
    assert (looked["done"], rows(tmp_path, "SELECT count(*) FROM outbox")) == (False, [(0,)])
    done = officers("user", "handover", "--person", "1", "--to", "2", "--json").document
    assert done == looked | {"done": True}
    assert done["roles"] == [{"role": "commune_officer", "post": "", "unit": COMMUNE}]
    assert [row["person"] for row in officers("user", "list", "--json").document["users"]] == [2]
    assert {row[0] for row in rows(tmp_path, "SELECT address FROM outbox")} == {"11", "12"}
    again = officers("user", "handover", "--person", "1", "--to", "2", "--json")
    assert (again.code, again.document["problem"]["code"]) == (2, "nothing_to_hand_over")
    unreachable = officers("user", "handover", "--person", "2", "--to", "3", "--json")
    assert unreachable.document["problem"]["code"] == "successor_out_of_reach"
    assert [row["person"] for row in officers("user", "list", "--json").document["users"]] == [2]


def rows(tmp_path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(tmp_path / "data" / "ntm.db")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
