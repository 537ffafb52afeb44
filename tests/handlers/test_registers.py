"""Registers as they are stored: new steps only, sums of a unit are the sums of its parts, merged units keep theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.plain import PlainRenderer
from conversations.engine.asks_of_registers import OneEntry, RegistersOf
from conversations.engine.effects import ChangeEntry, RecordEntry
from conversations.engine.facts import Needs
from conversations.engine.words import SOURCE
from conversations.programme.ids import EntryId, PersonId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.register import (
    Counting,
    Entry,
    EntryAct,
    EntryStep,
    Measured,
    RegisterKind,
    Said,
    SubKind,
    counted,
    sums,
)
from conversations.programme.unit import Level, Unit, kind_by_code
from conversations.screens.register_words import stands_lines
from handlers.import_money import import_money
from handlers.load_expected import load_expected
from handlers.registers import books_of
from storage.register_entries import add_entry
from storage.registers import shipped_expected, shipped_kinds
from storage.units import add_succession, add_unit, lineage, put_parent, units_below
from tests.handlers.money_world import as_csv
from tests.handlers.reporting_world import CHANNEL, NOW, make_world

if TYPE_CHECKING:
    from conversations.programme.register import Book, Books, EntryView
    from storage.database import Database
    from tests.handlers.reporting_world import World

TODAY = NOW.date()
MODEL = Said(sub="khac", amount=1, day=TODAY, text="vườn rau chung")


@pytest.fixture
async def world(database: Database) -> World:
    made = await make_world(database)
    made.services = replace(made.services, renderers={CHANNEL: PlainRenderer()})
    return made


async def books(world: World, by: PersonId, unit: UnitId, kind: str = "") -> Books:
    ask = RegistersOf(unit, kind)
    found = (await world.facts(by, Needs(asks=(ask,)))).answer(ask)
    assert found is not None
    return found


async def entry(world: World, by: PersonId, number: int) -> EntryView:
    ask = OneEntry(EntryId(number))
    found = (await world.facts(by, Needs(asks=(ask,)))).answer(ask)
    assert found is not None
    return found


async def test_an_entry_is_corrected_ended_and_struck_by_new_steps_only(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, RecordEntry(unit=world.commune, kind="mo-hinh", said=MODEL, photos=("p1", "p2")))
    (number,) = await _numbers(world)
    better = replace(MODEL, amount=2, text="hai vườn rau")
    await world.does(officer, ChangeEntry(number=number, act=EntryAct.CORRECT, seen=1, said=better))
    (book,) = (await books(world, officer, world.commune, "mo-hinh")).books
    assert [(one.amount, one.entries) for one in book.sums] == [(2, 1)]
    end = ChangeEntry(number=number, act=EntryAct.END, seen=2, ended_on=TODAY)
    await world.does(officer, end)
    (book,) = (await books(world, officer, world.commune, "mo-hinh")).books
    assert (book.sums, len(book.entries)) == ((), 1)
    with pytest.raises(Problem, match="vừa có người sửa"):
        await world.does(officer, replace(end, act=EntryAct.STRIKE))
    await world.does(officer, ChangeEntry(number=number, act=EntryAct.STRIKE, seen=3))
    view = await entry(world, officer, number)
    assert [step.act.value for step in view.steps] == ["record", "correct", "end", "strike"]
    assert [step.said.text for step in view.steps] == ["vườn rau chung", "hai vườn rau", "hai vườn rau", "hai vườn rau"]
    assert not view.keeps
    (book,) = (await books(world, officer, world.commune, "mo-hinh")).books
    assert book.entries == ()
    with pytest.raises(Problem, match="chỉ được ghi thêm"):
        async with world.database.write() as tx:
            await tx.run("UPDATE register_step SET amount = 9")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("mo-hinh", replace(MODEL, sub="no-such")),
        ("mo-hinh", replace(MODEL, amount=0)),
        ("mo-hinh", replace(MODEL, amount=10**15)),
        ("mo-hinh", replace(MODEL, whole=3)),
        ("mo-hinh", replace(MODEL, day=TODAY + timedelta(days=1))),
        ("mo-hinh", replace(MODEL, text="x" * 301)),
        ("tap-huan", replace(MODEL, sub="", amount=3)),
        ("tap-huan", replace(MODEL, sub="", amount=3, whole=2)),
        ("thon-dang-ky", replace(MODEL, sub="dat-chuan", amount=25)),
    ],
)
async def test_what_cannot_be_is_not_recorded(world: World, kind: str, said: Said) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    with pytest.raises(Problem, match="không hợp lệ"):
        await world.does(officer, RecordEntry(unit=world.commune, kind=kind, said=said))
    assert await _numbers(world) == []


async def test_a_village_writes_in_its_own_registers_and_only_in_those_of_villages(world: World) -> None:
    head = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    await world.does(head, RecordEntry(unit=world.villages[0], kind="mo-hinh", said=MODEL))
    for unit, kind in ((world.villages[1], "mo-hinh"), (world.commune, "mo-hinh"), (world.villages[0], "ocop")):
        with pytest.raises(Refusal):
            await world.does(head, RecordEntry(unit=unit, kind=kind, said=MODEL))
    assert len(await _numbers(world)) == 1
    mine = await books(world, head, world.villages[0])
    assert {book.kind.id for book in mine.books} == {one.id for one in shipped_kinds() if Level.VILLAGE in one.levels}


async def test_villages_are_called_as_the_place_calls_them(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    named = {book.kind.id: book.kind for book in (await books(world, officer, world.commune)).books}
    assert named["thon-dang-ky"].name == "Xóm đăng ký đạt chuẩn"
    assert named["thon-dang-ky"].asks == "Xóm nào?"
    assert {sub.unit for sub in named["thon-dang-ky"].subs} == {"xóm"}


async def test_what_is_expected_counts_below_whoever_loaded_it_and_nowhere_else(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    (before,) = (await books(world, officer, world.commune, "mo-hinh")).books
    assert before.towards == ()
    name, file = shipped_expected()[0]
    load = partial(load_expected, world.database, unit="huyện Quảng Hòa", name=name, body=file.text, at=NOW)
    assert [(await load(dry_run=trial))[1] for trial in (True, False, False)] == [True, True, False]
    await world.does(officer, RecordEntry(unit=world.commune, kind="mo-hinh", said=replace(MODEL, amount=8)))
    (book,) = (await books(world, officer, world.commune, "mo-hinh")).books
    assert [(one.reached, one.expectation.least, one.met) for one in book.towards] == [(8, 10, False)]
    manager = await world.person(Role.MANAGER, world.district)
    (whole,) = (await books(world, manager, world.district, "mo-hinh")).books
    # fifty of its own are wanted of a district: those of its communes are not among them
    assert [(one.reached, one.expectation.least, one.expectation.own) for one in whole.towards] == [
        (0, 50, True),
        (0, 1, False),
    ]


async def test_a_plan_that_was_issued_is_recorded_with_its_paper_and_wanted_of_every_commune(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    name, file = shipped_expected()[0]
    await load_expected(world.database, unit="huyện Quảng Hòa", name=name, body=file.text, at=NOW)
    plan = replace(MODEL, sub="", amount=1, text="Kế hoạch 2024-2025", paper="12/QĐ-UBND ngày 5/3/2024")
    for reached in (0, 1):
        (book,) = (await books(world, officer, world.commune, "ke-hoach")).books
        assert [(one.reached, one.expectation.least, one.met) for one in book.towards] == [(reached, 1, reached == 1)]
        await world.does(officer, RecordEntry(unit=world.commune, kind="ke-hoach", said=plan))


async def test_a_merged_commune_has_what_both_have_recorded(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, RecordEntry(unit=world.commune, kind="mo-hinh", said=MODEL))
    on = date(2023, 9, 1)
    async with world.database.write() as tx:
        other = await add_unit(tx, kind=kind_by_code("xa"), name="Tự Do", parent=world.district, at=NOW)
        await add_entry(tx, unit=other, kind="mo-hinh", said=MODEL, person=officer, channel="", now=NOW)
        merged = await add_unit(tx, kind=kind_by_code("xa"), name="Phúc Tự", parent=None, at=NOW, valid_from=on)
        await put_parent(tx, merged, world.district, valid_from=on, at=NOW)
        for old in (world.commune, other):
            await add_succession(tx, predecessor=old, successor=merged, kind="merged", on=on, at=NOW)
    found: dict[tuple[date, UnitId], int] = {}
    for day in (on - timedelta(days=1), on):
        async with world.database.read() as tx:
            for unit in (world.commune, other, merged, world.district):
                line = await lineage(tx, unit, day=day)
                if line and line[0].exists_on(day):
                    below = await units_below(tx, unit, day=day)
                    (book,) = await books_of(tx, line, below, day=day, kind="mo-hinh")
                    found[day, unit] = sum(one.amount for one in book.sums)
    before = on - timedelta(days=1)
    assert found == {
        (before, world.commune): 1,
        (before, other): 1,
        (before, world.district): 2,
        (on, merged): 2,
        (on, world.district): 2,
    }


async def test_of_a_district_the_sums_are_those_of_its_parts(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    head = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    manager = await world.person(Role.MANAGER, world.district)
    gift = Said(sub="tien", amount=45_500_000, day=TODAY, text="làm đường")
    for by, unit, said in (
        (officer, world.commune, gift),
        (head, world.villages[0], replace(gift, amount=1_000)),
        (officer, world.commune, replace(gift, sub="dat", amount=5_000_000)),
    ):
        await world.does(by, RecordEntry(unit=unit, kind="dong-gop", said=said))
    (whole,) = (await books(world, manager, world.district, "dong-gop")).books
    assert [(one.sub.id, one.amount) for one in whole.sums] == [("tien", 45_501_000), ("dat", 5_000_000)]
    assert _added(whole) == {one.sub.id: one.amount for one in whole.sums}


async def test_what_people_gave_is_used_and_settled_with_a_paper_and_the_rest_is_told(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    head = await world.person(Role.VILLAGE_OFFICER, world.villages[0])
    manager = await world.person(Role.MANAGER, world.district)
    gave = Said(sub="tien", amount=45_500_000, day=TODAY, text="làm đường", paper="12/NQ-HĐND")
    work = replace(gave, sub="cong", amount=30)
    for kind, by, unit, said in (
        ("dong-gop", officer, world.commune, gave),
        ("dong-gop", head, world.villages[0], work),
        ("dong-gop-dung", officer, world.commune, replace(gave, amount=40_000_000)),
        ("dong-gop-qt", officer, world.commune, replace(gave, amount=15_500_000, paper="31/QĐ-UBND")),
        ("dong-gop-qt", head, world.villages[0], replace(work, amount=31)),
    ):
        await world.does(by, RecordEntry(unit=unit, kind=kind, said=said))
    with pytest.raises(Problem, match="không hợp lệ"):
        await world.does(officer, RecordEntry(unit=world.commune, kind="dong-gop-qt", said=replace(gave, paper=" ")))
    shown = [(await books(world, manager, world.district, listed)).books for listed in ("dong-gop", "")]
    for book in (one for listed in shown for one in listed if one.kind.id == "dong-gop"):
        assert [(one.of.id, [(left.sub.id, left.amount) for left in one.sums]) for one in book.rests] == [
            ("dong-gop-dung", [("tien", 5_500_000), ("cong", 30)]),
            ("dong-gop-qt", [("tien", 30_000_000), ("cong", -1)]),
        ]
    assert stands_lines(shown[0][0], SOURCE)[2:] == [
        "Chưa ghi sử dụng: tiền: 5,5 triệu đồng; ngày công: 30 ngày công",
        "Chưa ghi quyết toán: tiền: 30 triệu đồng; ngày công: đã ghi nhiều hơn số đóng góp 1 ngày công",
    ]
    (village,) = (await books(world, head, world.villages[0], "dong-gop")).books
    assert [[left.amount for left in one.sums] for one in village.rests] == [[30], [-1]]


async def test_a_new_work_beside_debts_is_recorded_and_told_to_the_managers(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    work = Said(sub="", amount=1_200_000_000, day=TODAY, text="nhà văn hóa")
    record = RecordEntry(unit=world.commune, kind="cong-trinh-moi", said=work)
    assert (await world.does(officer, record)).messages == ()
    works = (
        "ĐVT: triệu đồng\nTên công trình;Xã;Nguồn vốn;Ngày phân bổ vốn;Tổng mức đầu tư;Còn nợ\n"
        "Đường liên xóm;xã Phúc Sen;Ngân sách trung ương;15/3/2020;3500;412,5\n"
    )
    await import_money(world.database, as_csv(works), unit="huyện Quảng Hòa", now=NOW)
    done = await world.does(officer, record)
    assert "Còn nợ xây dựng 412,5 triệu đồng: ưu tiên trả nợ trước khi đầu tư mới." in done.lines
    (told,) = done.messages
    assert told.person == manager
    assert told.message.text == (
        "Xã Phúc Sen ghi công trình mới 1.200 triệu đồng (“nhà văn hóa”) trong khi còn nợ xây dựng 412,5 triệu đồng."
    )
    assert len(await _numbers(world)) == 2
    (whole,) = (await books(world, manager, world.district, "cong-trinh-moi")).books
    assert (whole.owed, whole.sums[0].amount) == (412_500_000, 2_400_000_000)


async def test_an_office_keeps_the_communes_it_is_assigned_to_and_its_visits(world: World) -> None:
    async with world.database.write() as tx:
        office = await add_unit(tx, kind=kind_by_code("co_quan"), name="Phòng Nội vụ", parent=world.district, at=NOW)
    reviewer = await world.person(Role.OFFICE_REVIEWER, office)
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    manager = await world.person(Role.MANAGER, world.district)
    said = Said(sub="", amount=1, day=TODAY, text="xã Phúc Sen, UBND huyện phân công", paper="9/QĐ-UBND")
    for kind in ("phu-trach", "kiem-tra"):
        await world.does(reviewer, RecordEntry(unit=office, kind=kind, said=said))
    with pytest.raises(Refusal):
        await world.does(officer, RecordEntry(unit=world.commune, kind="phu-trach", said=said))
    seen = {book.kind.id: book.sums for book in (await books(world, manager, world.district)).books if book.sums}
    assert {kind: [one.amount for one in sums_] for kind, sums_ in seen.items()} == {"phu-trach": [1], "kiem-tra": [1]}
    (number, _) = await _numbers(world)
    await world.does(reviewer, ChangeEntry(number=number, act=EntryAct.END, seen=1, ended_on=TODAY))
    (book,) = (await books(world, reviewer, office, "phu-trach")).books
    assert (book.sums, len(book.entries)) == ((), 1)


def _added(book: Book) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in book.parts:
        for one in part.sums:
            found[one.sub.id] = found.get(one.sub.id, 0) + one.amount
    return found


async def _numbers(world: World) -> list[EntryId]:
    async with world.database.read() as tx:
        return [EntryId(row["id"]) for row in await tx.all("SELECT id FROM register_entry ORDER BY id")]


UNITS = [Unit(id=UnitId(number), kind=kind_by_code("xa"), name=f"x{number}", parent=UnitId(9)) for number in (1, 2, 3)]
SUBS = (
    SubKind(id="a", name="a", measured=Measured.MONEY, unit="đồng"),
    SubKind(id="b", name="b", measured=Measured.SHARE, unit="hộ"),
    SubKind(id="c", name="c", measured=Measured.YEAR, unit="xóm"),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    sub = draw(st.sampled_from(SUBS))
    amount = draw(st.integers(2020, 2025) if sub.measured is Measured.YEAR else st.integers(1, 10**12))
    whole = draw(st.integers(amount, 10**13)) if sub.measured is Measured.SHARE else None
    day = draw(st.dates(date(2023, 1, 1), date(2023, 12, 31)))
    said = Said(sub=sub.id, amount=amount, whole=whole, day=day, text="")
    act = draw(st.sampled_from([EntryAct.RECORD, EntryAct.CORRECT, EntryAct.END, EntryAct.STRIKE]))
    ended = day + timedelta(days=draw(st.integers(0, 200))) if act is EntryAct.END else None
    step = EntryStep(number=1, act=act, said=said, ended_on=ended, by=PersonId(1), at=NOW)
    number = EntryId(draw(st.integers(1, 10**6)))
    return Entry(id=number, unit=draw(st.sampled_from(UNITS)), kind="k", last=step, recorded_at=NOW)


@given(
    st.lists(entries(), max_size=30, unique_by=lambda one: one.id),
    st.sampled_from(Counting),
    st.dates(date(2023, 1, 1), date(2024, 12, 31)),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_recorded_the_whole_is_the_sum_of_its_parts(
    listed: list[Entry], counting: Counting, day: date
) -> None:
    kind = RegisterKind(
        id="k", name="k", counting=counting, levels=frozenset(Level), asks="", paper="", subs=SUBS, source=""
    )
    whole = {(one.sub.id, one.year): (one.entries, one.amount, one.whole) for one in sums(kind, listed, day=day)}
    parts: dict[tuple[str, int | None], tuple[int, int, int | None]] = {}
    for unit in UNITS:
        for one in sums(kind, [each for each in listed if each.unit.id == unit.id], day=day):
            entries_, amount, of = parts.get((one.sub.id, one.year), (0, 0, 0 if one.whole is not None else None))
            total = None if one.whole is None or of is None else of + one.whole
            parts[one.sub.id, one.year] = (entries_ + one.entries, amount + one.amount, total)
    assert whole == parts
    there = counted(kind, listed, day=day)
    assert not [one for one in there if one.struck or one.said.day > day]


async def test_every_register_is_kept_in_all_its_sorts_and_read_above(world: World) -> None:
    """Sponsors, contributions, OCOP, models, roads, gardens, villages by year, training, visits, the survey, cement."""
    keepers = {
        Level.COMMUNE: (await world.person(Role.COMMUNE_OFFICER, world.commune), world.commune),
        Level.VILLAGE: (await world.person(Role.VILLAGE_OFFICER, world.villages[0]), world.villages[0]),
        Level.DISTRICT: (await world.person(Role.MANAGER, world.district), world.district),
    }
    amounts = {Measured.SHARE: (12, 15), Measured.YEAR: (2025, None)}
    wanted: dict[str, dict[str, tuple[int, int, int | None]]] = {}
    for kind in shipped_kinds():
        for level in kind.levels & keepers.keys():
            by, unit = keepers[level]
            for sub in kind.subs:
                amount, whole = amounts.get(sub.measured, (7, None))
                said = Said(sub=sub.id, amount=amount, whole=whole, day=TODAY, text="kể rõ", paper="12/NQ-HĐND")
                await world.does(by, RecordEntry(unit=unit, kind=kind.id, said=said))
                number, total, of = wanted.setdefault(kind.id, {}).get(sub.id, (0, 0, None if whole is None else 0))
                counts = 1 if sub.measured is Measured.YEAR else amount
                wanted[kind.id][sub.id] = (number + 1, total + counts, None if whole is None else (of or 0) + whole)
    manager = keepers[Level.DISTRICT][0]
    seen = {
        book.kind.id: {one.sub.id: (one.entries, one.amount, one.whole) for one in book.sums}
        for book in (await books(world, manager, world.district)).books
    }
    assert seen == wanted
    assert seen.keys() == {kind.id for kind in shipped_kinds()}
    (contributions,) = (await books(world, manager, world.district, "dong-gop")).books
    assert {one.said.paper for one in contributions.entries} == {"12/NQ-HĐND"}
