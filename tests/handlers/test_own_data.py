"""One's own data: all of it, nobody else's, as text and as JSON; what waits to leave names it and holds none of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.channels.plain import PlainRenderer
from bot.channels.telegram.render import TelegramRenderer
from conversations.engine.asks import OwnDataNow
from conversations.engine.effects import (
    GoOnLeave,
    KeepEvidence,
    RemindAgain,
    RequestRight,
    ResumePerson,
    SendOwnData,
    ShowEvidence,
    SuspendPerson,
    WithdrawConsent,
)
from conversations.engine.facts import Needs
from conversations.engine.words import SOURCE
from conversations.programme.answer import EvidenceKind, State
from conversations.programme.ids import PersonId
from conversations.programme.own_data import OwnAnswer, OwnChannel, OwnRole
from conversations.programme.person import Role
from conversations.programme.problem import Refusal
from conversations.screens.own_data_file import own_json, own_lines
from conversations.screens.own_data_recipe import OwnDataRecipe
from storage.people import give_consent, set_phone
from tests.handlers.reporting_world import CHANNEL, DAY, NOW, World, begin, make_world

if TYPE_CHECKING:
    from conversations.programme.own_data import OwnData
    from storage.database import Database


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


async def busy(world: World) -> PersonId:
    """An officer who has answered, corrected, sent evidence, looked at it, asked for a right, and goes on leave."""
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn Kiên")
    async with world.database.write() as tx:
        give_consent(tx, officer, text_version="2026-11", channel=CHANNEL, now=NOW)
        set_phone(tx, officer, phone="0900000001")
    evidence = KeepEvidence(key=world.key, indicator="17.1", kind=EvidenceKind.PAPER, paper="BB số 12")
    await world.does(officer, begin(world.key), world.answer("1.1"), evidence)
    await world.does(officer, world.answer("1.1", seen=1, state=State.NOT_MET, reason="chưa có quy hoạch"))
    await world.does(officer, ShowEvidence(key=world.key, indicator="17.1"), RequestRight(what="phancong"))
    day = NOW.date()
    await world.does(officer, RemindAgain(keys=(world.key,)), GoOnLeave(unit=world.commune, first=day, last=day + DAY))
    return officer


async def own(world: World, person: PersonId) -> OwnData:
    facts = await world.facts(person, Needs(asks=(OwnDataNow(),)))
    data = facts.answer(OwnDataNow())
    assert data is not None
    return data


async def test_everything_about_oneself_is_there_and_nothing_of_others(world: World) -> None:
    officer = await busy(world)
    other = await world.person(Role.COMMUNE_LEADER, world.commune, name="Lãnh đạo")
    await world.does(other, RequestRight(what="taoma"))

    data = await own(world, officer)

    assert (data.name, data.phone, data.language) == ("Nông Văn Kiên", "0900000001", "vi")
    assert data.channels == (OwnChannel(channel=CHANNEL, address=f"chat-{officer}", since=NOW),)
    assert [(one.version, one.channel, one.given, one.withdrawn) for one in data.consents] == [
        ("2026-11", CHANNEL, NOW, None)
    ]
    assert data.roles == (OwnRole(role=Role.COMMUNE_OFFICER, post="", unit="xã Phúc Sen", since=NOW.date()),)
    assert data.rights_asked == (("phancong", NOW),)
    report = "Báo cáo 6 tháng đầu năm 2023, xã Phúc Sen"
    assert data.answers == tuple(OwnAnswer(report=report, item="1.1", version=number, at=NOW) for number in (1, 2))
    assert data.evidence == (OwnAnswer(report=report, item="17.1", version=0, at=NOW),)
    assert [(one.kind, one.what) for one in data.wishes] == [("absence", "xã Phúc Sen"), ("snooze", report)]
    assert [one.act for one in data.acts] == ["report_opened", "evidence_viewed", "right_requested", "leave_begun"]
    assert (await own(world, other)).answers == ()


async def test_the_text_and_the_json_say_the_same(world: World) -> None:
    data = await own(world, await busy(world))

    text = "\n".join(own_lines(SOURCE, data))
    read = orjson.loads(orjson.dumps(own_json(data)))

    assert text.startswith("DỮ LIỆU CÁ NHÂN CỦA Nông Văn Kiên\nLập lúc 8 giờ 00 ngày 5/6/2023\n")
    for part in (
        "Số điện thoại: 0900000001",
        "• bản 2026-11, qua Telegram, 8 giờ 00 ngày 5/6/2023",
        "• cán bộ xã, xã Phúc Sen, từ 5/6/2023",
        "CÂU TRẢ LỜI ĐÃ GHI (2)",
        "• Báo cáo 6 tháng đầu năm 2023, xã Phúc Sen, câu 1.1, 8 giờ 00 ngày 5/6/2023 (lần 2)",
        "• 8 giờ 00 ngày 5/6/2023: Nông Văn Kiên mở minh chứng 17.1",
        "17.1 · Báo cáo 6 tháng đầu năm 2023, xã Phúc Sen (evidence:1)",
        "• nghỉ từ 5/6/2023 đến 6/6/2023: xã Phúc Sen",
    ):
        assert part in text
    assert read["channels"] == [
        {
            "channel": "telegram",
            "address": data.channels[0].address,
            "since": "2023-06-05T08:00:00+07:00",
            "until": None,
        }
    ]
    assert [(one["item"], one["version"]) for one in read["answers"]] == [("1.1", 1), ("1.1", 2)]
    assert {name: len(read[name]) for name in ("consents", "roles", "rights_asked", "wishes", "evidence", "acts")} == {
        "consents": 1,
        "roles": 1,
        "rights_asked": 1,
        "wishes": 2,
        "evidence": 1,
        "acts": 4,
    }


async def test_what_others_did_to_one_is_told_by_their_numbers(world: World) -> None:
    officer = await busy(world)
    admin = await world.person(Role.ADMIN, world.district, name="Quản Trị")
    await world.does(admin, SuspendPerson(person=officer))
    await world.does(admin, ResumePerson(person=officer))

    data = await own(world, officer)

    assert [(one.act, one.by) for one in data.acts][-2:] == [
        ("person_suspended", f"người dùng #{admin}"),
        ("person_resumed", f"người dùng #{admin}"),
    ]
    text = "\n".join(own_lines(SOURCE, data))
    assert f"người dùng #{admin} tạm ngừng Nông Văn Kiên (person:{officer})" in text
    assert "Quản Trị" not in text


async def test_two_files_are_named_for_the_person_and_it_is_noted(world: World) -> None:
    officer = await busy(world)

    sent = (await world.does(officer, SendOwnData())).documents

    recipes = [OwnDataRecipe.read(one.recipe) for one in sent]
    assert recipes == [OwnDataRecipe(person=officer, at=NOW, form=form) for form in ("txt", "json")]
    bodies = [TelegramRenderer().document(one, address="7") or b"" for one in sent]
    assert [orjson.loads(body)["method"] for body in bodies] == ["sendDocument"] * 2
    assert not any("Kiên" in body.decode() or "0900000001" in body.decode() for body in bodies)
    plain = [PlainRenderer().document(one, address="7") for one in sent]
    assert [None if body is None else orjson.loads(body)["texts"] for body in plain] == [
        ["Kênh này không gửi được tệp. Xin anh/chị chọn “Xem tất cả” để đọc tại đây."],
        None,
    ]
    assert (await own(world, officer)).acts[-1].act == "own_data_sent"


@pytest.mark.parametrize("erase", [False, True])
async def test_what_was_wished_about_reminders_ends_with_the_consent(world: World, erase: bool) -> None:
    officer = await busy(world)
    assert [await world.count_rows(f"{table} WHERE ended_at IS NULL") for table in ("snooze", "absence")] == [1, 1]
    await world.does(officer, WithdrawConsent(erase=erase))
    assert [await world.count_rows(f"{table} WHERE ended_at IS NULL") for table in ("snooze", "absence")] == [0, 0]


async def test_whoever_is_erased_has_no_data_and_a_stranger_gets_none(world: World) -> None:
    officer = await busy(world)
    await world.does(officer, WithdrawConsent(erase=True))
    facts = await world.facts(officer, Needs(asks=(OwnDataNow(),)))
    assert facts.answer(OwnDataNow()) is None
    with pytest.raises(Refusal):
        await world.joins("stranger", SendOwnData())


def test_a_recipe_reads_back_and_nothing_else_is_one() -> None:
    recipe = OwnDataRecipe(person=PersonId(7), at=NOW, form="json", language="en")
    assert str(recipe) == "ntm:own-data:7:1685926800000:json:en"
    assert OwnDataRecipe.read(str(recipe)) == recipe
    forged = ("", "ntm:own-data:7", f"{recipe} ", "ntm:own-data:7:1:exe:vi", "ntm:own-data:-7:1:txt:vi")
    assert [OwnDataRecipe.read(text) for text in forged] == [None] * len(forged)
