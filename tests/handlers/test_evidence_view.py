"""Evidence opened in the chat: only by whoever may see it, each piece noted, and no bytes in what waits to leave."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.channels.plain import PlainRenderer
from bot.channels.telegram.render import TelegramRenderer
from conversations.engine.effects import KeepEvidence, ShowEvidence
from conversations.engine.screen import Picture
from conversations.programme.answer import EvidenceKind
from conversations.programme.ids import EvidenceId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Refusal
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.unit import kind_by_code
from conversations.screens.evidence_recipe import EvidenceRecipe
from handlers.keep_photos import due_photos, photo_kept, photo_not_kept
from storage.audit import verify
from storage.offices import Ownership, put_owners
from storage.units import add_unit
from tests.handlers.reporting_world import CHANNEL, NOW, World, begin, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database

ITEM = "17.1"


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: TelegramRenderer()})
    return made


def kept(world: World, kind: EvidenceKind, *, key: ReportKey | None = None, **more: str) -> KeepEvidence:
    return KeepEvidence(key=key or world.key, indicator=ITEM, kind=kind, **more)


async def sent(world: World) -> PersonId:
    """An album of two photos, one photo that is lost, one that waits, a paper and a place, for 17.1."""
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    photos = [kept(world, EvidenceKind.PHOTO, reference=f"p{number}", album="m") for number in (1, 2)]
    others = [kept(world, EvidenceKind.PHOTO, reference=reference) for reference in ("lost", "waits")]
    paper = kept(world, EvidenceKind.PAPER, paper="BB số 12, 5/6/2023, lưu tủ hồ sơ")
    place = kept(world, EvidenceKind.PLACE, reference="22.69,106.41")
    await world.does(officer, begin(world.key), *photos, *others, paper, place)
    for photo in await due_photos(world.database, world.services, channel=CHANNEL):
        if photo.reference.startswith("p"):
            await photo_kept(
                world.database, world.services, photo, sha256="a" * 64, size=5, path=f"aa/{photo.reference}.jpg"
            )
        elif photo.reference == "lost":
            await photo_not_kept(world.database, world.services, photo, reason="gone")
    return officer


async def seen(world: World) -> list[tuple[int, str, str]]:
    """Who opened which piece of which kind, in order."""
    async with world.database.read() as tx:
        rows = await tx.all(
            "SELECT a.person, a.detail, e.kind FROM audit a JOIN evidence e ON a.subject = 'evidence:' || e.id"
            " WHERE a.act = 'evidence_viewed' ORDER BY a.id"
        )
        assert (await verify(tx)).faults == ()
    found = []
    for row in rows:
        detail = orjson.loads(row["detail"])
        assert detail == {"report": str(world.key), "indicator": ITEM, "way": "chat"}
        found.append((row["person"], row["kind"], detail["way"]))
    return found


async def offices(world: World, **judged: str) -> list[UnitId]:
    """Offices of the district, each judging one indicator of its communes."""
    async with world.database.write() as tx:
        row = await tx.one("SELECT set_id FROM report")
        assert row is not None
        made = [
            await add_unit(tx, kind=kind_by_code("co_quan"), name=name, parent=world.district, at=NOW)
            for name in judged
        ]
        wanted = [
            Ownership(office=unit, indicators=(code,), source="t")
            for unit, code in zip(made, judged.values(), strict=True)
        ]
        await put_owners(tx, world.district, row["set_id"], wanted, valid_from=NOW.date(), plan=None, at=NOW)
    return made


async def test_whoever_may_see_evidence_gets_its_photos_and_is_told_of_the_rest(world: World) -> None:
    await sent(world)
    leader = await world.person(Role.COMMUNE_LEADER, world.commune)

    shown = await world.does(leader, ShowEvidence(key=world.key, indicator=ITEM))

    assert [one.caption for one in shown.pictures] == [
        "xã Phúc Sen, câu 17.1: ảnh 1/2, gửi lúc 8 giờ 00 ngày 5/6/2023.",
        "xã Phúc Sen, câu 17.1: ảnh 2/2, gửi lúc 8 giờ 00 ngày 5/6/2023.",
    ]
    recipes = [EvidenceRecipe.read(one.recipe) for one in shown.pictures]
    assert [recipe.number for recipe in recipes if recipe is not None] == [1, 2]
    assert shown.lines == (
        "Câu 17.1, hồ sơ giấy: BB số 12, 5/6/2023, lưu tủ hồ sơ (ghi ngày 5/6/2023).",
        "Câu 17.1, vị trí: 22.69,106.41 (gửi ngày 5/6/2023).",
        "Câu 17.1 còn 1 ảnh đang tải về, xin anh/chị mở lại sau ít phút.",
        "Câu 17.1 có 1 ảnh gửi mà không lưu được; người gửi đã được nhắc gửi lại.",
    )
    assert await seen(world) == [(leader, "paper", "chat"), (leader, "place", "chat"), (leader, "photo", "chat")]


async def test_where_no_picture_can_be_shown_photos_are_counted_and_not_noted_as_seen(world: World) -> None:
    officer = await sent(world)
    world.services = replace(world.services, renderers={CHANNEL: PlainRenderer()})

    shown = await world.does(officer, ShowEvidence(key=world.key, indicator=ITEM))

    assert shown.pictures == ()
    assert "Câu 17.1 có 2 ảnh; kênh này không hiện được ảnh, xin anh/chị xem trên Telegram." in shown.lines
    assert [kind for _, kind, _ in await seen(world)] == ["paper", "place"]


async def test_each_role_sees_the_evidence_that_is_theirs_and_a_refusal_leaves_no_trace_in_the_log(
    world: World,
) -> None:
    officer = await sent(world)
    health, police = await offices(world, health=ITEM, police="19.1")
    people = {
        "officer": officer,
        "leader": await world.person(Role.COMMUNE_LEADER, world.commune),
        "own reviewer": await world.person(Role.OFFICE_REVIEWER, health),
        "other reviewer": await world.person(Role.OFFICE_REVIEWER, police),
        "manager": await world.person(Role.MANAGER, world.district),
        "observer": await world.person(Role.OBSERVER, world.district),
        "admin": await world.person(Role.ADMIN, world.district),
        "neighbour": await world.person(Role.COMMUNE_OFFICER, world.neighbour),
        "village": await world.person(Role.VILLAGE_OFFICER, world.villages[0]),
    }
    # a draft is nobody's word yet: the office looks at what has left
    assert await allowed(world, people) == {"officer", "leader", "manager"}
    paper = "12/BC-UBND ngày 5/6/2023"
    await world.does(officer, world.answer(ITEM), world.act(ReportAct.SEND, paper=paper))
    after = await allowed(world, people)
    assert after == {"officer", "leader", "own reviewer", "manager"}
    assert {person for person, _, _ in await seen(world)} == {people[who] for who in after}


async def allowed(world: World, people: dict[str, PersonId]) -> set[str]:
    """Who of these is shown the evidence; only that is noted."""
    found = set()
    for who, person in people.items():
        before = await world.count_rows("audit")
        with suppress(Refusal):
            await world.does(person, ShowEvidence(key=world.key, indicator=ITEM))
            found.add(who)
        assert (await world.count_rows("audit") > before) == (who in found)
    return found


async def test_a_report_that_is_not_there_and_one_that_is_anothers_are_refused_alike(world: World) -> None:
    officer = await sent(world)
    for unit, indicator in ((world.neighbour, ITEM), (UnitId(999), ITEM)):
        with pytest.raises(Refusal, match="không có quyền"):
            await world.does(officer, ShowEvidence(key=replace(world.key, unit=unit), indicator=indicator))
    shown = await world.does(officer, ShowEvidence(key=world.key, indicator="99"))
    assert (shown.pictures, shown.lines) == ((), ("xã Phúc Sen, câu 99: chưa có minh chứng nào.",))


async def test_of_many_photos_the_newest_are_sent(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    photos = [kept(world, EvidenceKind.PHOTO, reference=f"p{number}") for number in range(12)]
    await world.does(officer, begin(world.key), *photos)
    for photo in await due_photos(world.database, world.services, channel=CHANNEL):
        await photo_kept(world.database, world.services, photo, sha256="a" * 64, size=5, path="aa/a.jpg")

    shown = await world.does(officer, ShowEvidence(key=world.key, indicator=ITEM))

    assert shown.lines == ("Câu 17.1: gửi 10 ảnh mới nhất trong 12 ảnh.",)
    assert [one.caption.split(": ")[1].split(",")[0] for one in shown.pictures] == [
        f"ảnh {number}/12" for number in range(3, 13)
    ]
    assert len(await seen(world)) == 10


def test_what_waits_to_leave_names_the_photo_and_holds_no_bytes() -> None:
    picture = Picture(name="t", recipe="ntm:evidence:12:3", caption="Ảnh", text="Ảnh")
    assert orjson.loads(TelegramRenderer().picture(picture, address="7")) == {
        "method": "sendPhoto",
        "chat_id": 7,
        "photo": "ntm:evidence:12:3",
        "caption": "Ảnh",
    }
    assert EvidenceRecipe.read("ntm:evidence:12:3") == EvidenceRecipe(evidence=EvidenceId(12), number=3)
    forged = ("", "ntm:evidence:12", "ntm:evidence:-1:2", "ntm:evidence:1:2 ", "ntm:evidence:1:../x", "ntm:table:1:2")
    assert [EvidenceRecipe.read(text) for text in forged] == [None] * len(forged)
