"""A plan's file is read as a trial and imported once confirmed; what cannot be had or read changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.files import Later, NotKept
from bot.channels.telegram.render import TelegramRenderer
from bot.importing import Importing
from bot.simulator.quang_hoa.district import PLAN
from conversations.engine.asks import PlanSent
from conversations.engine.effects import DecidePlan, SendPlan
from conversations.engine.facts import Needs
from conversations.programme.import_kind import ImportKind
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.sent_plan import PlanState, SentPlan
from conversations.programme.unit import kind_by_code
from storage.criteria import CriteriaSets
from storage.units import add_unit
from tests.every_row import everything
from tests.handlers.reporting_world import NOW, World, make_world
from tests.handlers.test_preview_criteria import changed

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from storage.database import Database

OF_THE_FILE = {"sent_plan", "outbox"}
"""What tells of the file; nothing else may change by a trial or a failure."""


class Given:
    """Gives these bytes, or says why it cannot."""

    def __init__(self, found: bytes | NotKept | Later) -> None:
        self.found = found

    async def read(self, reference: str) -> bytes | NotKept | Later:
        assert reference == "file-1"
        return self.found


@pytest.fixture
async def world(database: Database) -> World:
    world = await make_world(database)
    world.services.renderers["telegram"] = TelegramRenderer()  # type: ignore[index] # a test's own dictionary
    return world


async def sends(world: World) -> tuple[PersonId, UnitId]:
    """The admin of a district without communes yet has sent its plan."""
    async with world.database.write() as tx:
        district = await add_unit(tx, kind=kind_by_code("huyen"), name="Hòa An", parent=None, at=NOW)
    admin = await world.person(Role.ADMIN, district)
    await world.does(
        admin, SendPlan(unit=district, kind=ImportKind.PLAN, reference="file-1", name="ke_hoach.txt", size=90_000)
    )
    return admin, district


async def last(world: World, person: PersonId) -> SentPlan:
    ask = PlanSent()
    found = (await world.facts(person, Needs(asks=(ask,)))).answer(ask)
    assert found is not None
    return found


async def reads(world: World, found: bytes | NotKept | Later) -> None:
    importing = Importing(
        channel="telegram", files=Given(found), database=world.database, sets=CriteriaSets(), services=world.services
    )
    await importing.do_due()


async def rest(world: World) -> dict[str, list[str]]:
    return {table: rows for table, rows in (await everything(world.database)).items() if table not in OF_THE_FILE}


async def test_a_trial_changes_nothing_and_a_confirmed_file_is_imported_whole(world: World) -> None:
    admin, _ = await sends(world)
    before = await rest(world)
    await reads(world, PLAN.read_bytes())
    sent = await last(world, admin)
    assert (sent.state, sent.said.splitlines()[0]) == (
        PlanState.READY,
        "Kế hoạch của huyện Hòa An: bản 1. Chạy thử, chưa ghi gì.",
    )
    assert await rest(world) == before
    await world.does(admin, DecidePlan(number=sent.id, keep=True))
    await reads(world, PLAN.read_bytes())
    assert (await last(world, admin)).state is PlanState.DONE
    assert await world.count_rows("plan_row") == 16
    assert await world.count_rows("outbox WHERE kind = 'notice'") == 2


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (b"", "trống"),
        (b"PK\x03\x04 broken", "hỏng"),
        ("STT;Xã;Số TC\n1;Phúc Sen;x\n".encode(), ""),
        (NotKept("gone"), "Tệp không còn trên máy chủ của kênh"),
    ],
)
async def test_what_cannot_be_read_is_told_and_nothing_is_imported(
    world: World, found: bytes | NotKept, said: str
) -> None:
    admin, _ = await sends(world)
    before = await rest(world)
    await reads(world, found)
    sent = await last(world, admin)
    assert sent.state is PlanState.FAILED
    assert said in sent.said
    assert await rest(world) == before


async def test_a_file_that_cannot_be_fetched_is_tried_again_and_given_up_at_last(world: World) -> None:
    admin, _ = await sends(world)
    for tried in range(6):
        sent = await last(world, admin)
        assert (sent.state, sent.tries) == (PlanState.SENT, tried)
        await reads(world, Later("TimedOut"))
        world.clock.at += timedelta(hours=2)
    assert (await last(world, admin)).state is PlanState.FAILED


async def test_a_criteria_set_is_looked_at_then_counts_and_is_for_the_whole_system(world: World) -> None:
    top, below = [await world.person(Role.ADMIN, unit) for unit in (world.district, world.commune)]
    of_set = SendPlan(
        unit=world.district, kind=ImportKind.CRITERIA, reference="file-1", name="Bo_tieu_chi.TOML", size=40_000
    )
    with pytest.raises(Problem) as refused:
        await world.does(below, replace(of_set, unit=world.commune))
    assert refused.value.code == "criteria_for_all"
    with pytest.raises(Problem):
        await world.does(top, replace(of_set, size=2 << 20))
    await world.does(top, of_set)
    before = await rest(world)
    await reads(world, changed().encode())
    sent = await last(world, top)
    assert (sent.state, "Chỉ tiêu mới (1): 17.99." in sent.said.splitlines()) == (PlanState.READY, True)
    assert await rest(world) == before
    await world.does(top, DecidePlan(number=sent.id, keep=True))
    await reads(world, changed().encode())
    sent = await last(world, top)
    assert (sent.state, sent.said.rsplit(": ", 1)[-1]) == (PlanState.DONE, "đã nạp bản 2.")
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    begun = (await world.facts(officer, Needs(unit=world.commune))).unit.report
    assert begun is not None
    assert begun.form.indicator("17.99") is not None


@pytest.mark.parametrize(("found", "said"), [(b"\xff\xfe", "UTF-8"), (b"id = 3", ""), (b"= = =", "")])
async def test_a_criteria_set_that_is_not_right_is_told_with_its_place(world: World, found: bytes, said: str) -> None:
    top = await world.person(Role.ADMIN, world.district)
    await world.does(
        top, SendPlan(unit=world.district, kind=ImportKind.CRITERIA, reference="file-1", name="bo.toml", size=9)
    )
    before = await rest(world)
    await reads(world, found)
    sent = await last(world, top)
    assert (sent.state, said in sent.said, "bo.toml" in sent.said) == (PlanState.FAILED, True, True)
    assert await rest(world) == before


async def test_nobody_else_sends_or_decides(world: World) -> None:
    admin, district = await sends(world)
    await reads(world, PLAN.read_bytes())
    sent = await last(world, admin)
    for role, unit in (
        (Role.MANAGER, world.district),
        (Role.ADMIN, world.commune),
        (Role.COMMUNE_OFFICER, world.commune),
    ):
        other = await world.person(role, unit)
        for effect in (
            SendPlan(unit=district, kind=ImportKind.PLAN, reference="file-1", name="a.txt", size=1),
            DecidePlan(number=sent.id, keep=True),
        ):
            with pytest.raises(Problem) as refused:
                await world.does(other, effect)
            assert refused.value.code == "not_yours"
    for effect in (
        DecidePlan(number=sent.id + 1, keep=True),
        SendPlan(unit=district, kind=ImportKind.PLAN, reference="file-1", name="a.exe", size=1),
        SendPlan(unit=district, kind=ImportKind.PLAN, reference="file-1", name="a.docx", size=1 << 30),
    ):
        with pytest.raises(Problem):
            await world.does(admin, effect)
    assert (await last(world, admin)).state is PlanState.READY


async def test_a_fault_in_one_document_keeps_none_of_those_behind_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, district = await sends(world)
    second = await world.person(Role.ADMIN, district)
    await world.does(
        second, SendPlan(unit=district, kind=ImportKind.PLAN, reference="file-1", name="khac.txt", size=90_000)
    )
    document = Importing._document

    async def faulty(self: Importing, sent: SentPlan, content: bytes, *, trial: bool) -> object:
        if sent.name == "ke_hoach.txt":
            raise RecursionError
        return await document(self, sent, content, trial=trial)

    monkeypatch.setattr(Importing, "_document", faulty)
    await reads(world, PLAN.read_bytes())
    assert [(await last(world, one)).state for one in (first, second)] == [PlanState.SENT, PlanState.READY]
    for _ in range(6):
        world.clock.at += timedelta(hours=2)
        await reads(world, PLAN.read_bytes())
    assert (await last(world, first)).state is PlanState.FAILED
