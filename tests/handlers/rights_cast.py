"""Who tries, and what they try it on: everybody's roles, and one of each thing that somebody may do or see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.channels.telegram.render import TelegramRenderer
from conversations.engine import effects as e
from conversations.programme.crosswalk import Crosswalk
from conversations.programme.data_request import Clocks, RequestKind
from conversations.programme.difficulty import DifficultyKind
from conversations.programme.dossier import DossierDates, DossierKind
from conversations.programme.goal import Bound, Goal, GoalKind
from conversations.programme.goal_set import Paper
from conversations.programme.ids import DifficultyId, EntryId
from conversations.programme.import_kind import ImportKind
from conversations.programme.paper_tasks import PaperTask
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.register import Said
from conversations.programme.sent_plan import SentName
from conversations.programme.unit import kind_by_code
from conversations.programme.wanted_change import ChangeKind, WantedChange
from handlers.import_money import import_money
from handlers.suspending import suspend_person
from storage.crosswalks import add_crosswalk
from storage.data_requests import add_request
from storage.document_versions import NewVersion
from storage.dossiers import open_dossier
from storage.goals import add_goals, goal_codes
from storage.invitations import add_invitation
from storage.office_forms import add_form
from storage.offices import Ownership, put_owners
from storage.paper_tasks import add_tasks, task_codes
from storage.people import add_person, open_account
from storage.roadmaps import RoadmapText, add_roadmap
from storage.roles import end_role, grant_role
from storage.rules import rules_of_unit
from storage.sent_plans import ask_names
from storage.targets import add_targets
from storage.units import add_unit, put_parent
from tests.handlers.money_world import as_csv
from tests.handlers.reporting_world import CHANNEL, DAY, NOW, make_world
from tests.handlers.rights_world import (
    CODE,
    FORM,
    ITEM,
    POST,
    STRANGER,
    Everybody,
    ask_units,
)
from tests.monthly_world import CENTRAL as MONEY
from tests.monthly_world import assign_money

if TYPE_CHECKING:
    from storage.database import Database

_COLUMNS: dict[str, tuple[Role, str, str]] = {
    "village": (Role.VILLAGE_OFFICER, "village", ""),
    "village, other": (Role.VILLAGE_OFFICER, "other village", ""),
    "officer": (Role.COMMUNE_OFFICER, "commune", ""),
    "post": (Role.COMMUNE_OFFICER, "commune", POST),
    "officer, other": (Role.COMMUNE_OFFICER, "neighbour", ""),
    "leader": (Role.COMMUNE_LEADER, "commune", ""),
    "leader, other": (Role.COMMUNE_LEADER, "neighbour", ""),
    "office": (Role.OFFICE_REVIEWER, "economy", ""),
    "office, other": (Role.OFFICE_REVIEWER, "health", ""),
    "office, away": (Role.OFFICE_REVIEWER, "office elsewhere", ""),
    "manager": (Role.MANAGER, "district", ""),
    "manager, above": (Role.MANAGER, "province", ""),
    "manager, other": (Role.MANAGER, "other district", ""),
    "observer": (Role.OBSERVER, "district", ""),
    "observer, above": (Role.OBSERVER, "province", ""),
    "observer, below": (Role.OBSERVER, "commune", ""),
    "observer, other": (Role.OBSERVER, "other district", ""),
    "admin": (Role.ADMIN, "district", ""),
    "admin, above": (Role.ADMIN, "province", ""),
    "admin, below": (Role.ADMIN, "commune", ""),
    "admin, other": (Role.ADMIN, "other district", ""),
}
_OWN = ("village", "officer", "leader", "office", "manager", "observer", "admin")
"""All of these are held by whoever held them until yesterday, and by whoever is suspended."""
ENDED = "ended yesterday"
SUSPENDED = "suspended"
NAMES = (*_COLUMNS, ENDED, SUSPENDED, STRANGER)


async def everybody(database: Database) -> Everybody:
    """Two districts under a province; the report is that of xã Phúc Sen in the first."""
    world = await make_world(database)
    world.services = replace(world.services, renderers={CHANNEL: TelegramRenderer()})
    async with database.write() as tx:
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=NOW)
        await put_parent(tx, world.district, province, valid_from=None, at=NOW)
        elsewhere = await add_unit(tx, kind=kind_by_code("huyen"), name="Trùng Khánh", parent=province, at=NOW)
        offices = [
            await add_unit(tx, kind=kind_by_code("co_quan"), name=name, parent=parent, at=NOW)
            for name, parent in (
                ("Phòng Kinh tế và Hạ tầng", world.district),
                ("Phòng Y tế", world.district),
                ("Phòng Kinh tế và Hạ tầng", elsewhere),
            )
        ]
        owners = [
            Ownership(office=offices[0], indicators=(ITEM, "1.2"), source="KH"),
            Ownership(office=offices[1], indicators=("15.1",), source="KH"),
        ]
        await put_owners(tx, world.district, FORM, owners, valid_from=date(2023, 1, 1), plan=None, at=NOW)
        other_village = await add_unit(tx, kind=kind_by_code("xom"), name="Đoỏng", parent=world.neighbour, at=NOW)
    found = Everybody(
        world=world,
        places={
            "province": province,
            "district": world.district,
            "other district": elsewhere,
            "commune": world.commune,
            "neighbour": world.neighbour,
            "village": world.villages[0],
            "other village": other_village,
            "economy": offices[0],
            "health": offices[1],
            "office elsewhere": offices[2],
        },
    )
    await _people(found)
    await _things(found)
    return found


async def _people(found: Everybody) -> None:
    world = found.world
    for name, (role, place, post) in _COLUMNS.items():
        found.people[name] = await world.person(role, found.places[place], post=post, name=name)
    async with world.database.write() as tx:
        for name in (ENDED, SUSPENDED):
            person = await add_person(tx, name=name, language="vi", now=NOW)
            open_account(tx, person, channel=CHANNEL, address=f"chat-{person}", now=NOW)
            found.people[name] = person
            for held in _OWN:
                role, place, _ = _COLUMNS[held]
                await grant_role(tx, person, unit=found.places[place], role=role, by=None, now=NOW - 10 * DAY)
                if name == ENDED:
                    await end_role(tx, person, unit=found.places[place], role=role, by=None, now=NOW - DAY)
        await suspend_person(tx, found.who(SUSPENDED), by=None, now=NOW)
    found.people[STRANGER] = None


async def _things(found: Everybody) -> None:
    """An invitation, goal and roadmap of the district, requests about data and ad hoc, a message that did not leave."""
    world = found.world
    walk = Crosswalk(old_set="xa-ntm-2021-2025", new_set="xa-ntm-2026-2030", valid_from=NOW.date(), items=())
    async with world.database.write() as tx:
        await add_crosswalk(tx, walk, digest="x", file_name="", at=NOW)
        found.invitation = await add_invitation(
            tx,
            code=CODE,
            unit=world.commune,
            role=Role.COMMUNE_OFFICER,
            post="",
            uses=5,
            asks_phone=False,
            expires_at=NOW + 200 * DAY,
            by=None,
            now=NOW,
        )
        goal = Goal(
            name="hộ dân dùng nước sạch",
            kind=GoalKind.SHARE,
            bound=Bound.AT_LEAST,
            by_year=2025,
            target=Decimal(55),
        )
        await goal_codes(tx, world.district, ["hộ dân dùng nước sạch"])
        paper = await add_goals(
            tx,
            unit=world.district,
            source="12/nq",
            digest="",
            paper=Paper(title="Nghị quyết", number="12/NQ", dated=date(2022, 1, 1), day_known=True),
            file_name="nghi_quyet.txt",
            goals=((1, goal),),
            at=NOW,
        )
        await task_codes(tx, world.district, ["rà soát hộ nghèo"])
        add_tasks(tx, paper, [(1, PaperTask(number="1", text="Rà soát hộ nghèo", who="Các xã", due=""))])
        await add_roadmap(
            tx,
            NewVersion(
                unit=world.district,
                version=1,
                digest="",
                title="Lộ trình",
                number="13/KH",
                file_name="lo_trinh.txt",
                dated_on=date(2022, 1, 1),
                at=NOW,
            ),
            text=RoadmapText(floor=None, covers_all=False, bare=()),
            entries=(),
            goals=(),
        )
        targets = NewVersion(
            unit=world.district,
            version=1,
            digest="",
            title="Chỉ tiêu",
            number="14/NQ",
            file_name="chi_tieu.txt",
            dated_on=date(2022, 1, 1),
            at=NOW,
        )
        await add_targets(tx, targets, floor=None, average=None, lines=())
        clocks = Clocks(answer_by=date(2023, 6, 7), finish_by=date(2023, 6, 15))
        found.data_request = await add_request(
            tx, found.who("officer"), RequestKind.ACCESS, text="xin xem", clocks=clocks, now=NOW
        )
        at = int(NOW.timestamp() * 1000)
        await tx.run(
            "INSERT INTO outbox (id, channel, address, kind, priority, body, key, state, attempts, next_at, created_at,"
            " finished_at, error) VALUES (1001, :channel, 'chat-1', 'reminder', 3, :body, 'reminder:1', 'failed', 1,"
            " :at, :at, :at, 'unreachable: x')",
            channel=CHANNEL,
            body=b"{}",
            at=at,
        )
        found.dossier = await open_dossier(
            tx,
            unit=world.commune,
            standard=Standard.ADVANCED,
            kind=DossierKind.KEEPING,
            dates=DossierDates(year=2023, first_by=None, second_by=None),
            roadmap=None,
            now=NOW,
        )
    await world.does(found.who("manager"), ask_units(found.places["district"]))
    difficulty = e.RecordDifficulty(
        unit=world.commune, kind=DifficultyKind.MONEY, criterion=ITEM, text="thiếu vốn", photos=("p1",)
    )
    await world.does(found.who("officer"), difficulty)
    model = Said(sub="khac", amount=1, day=NOW.date(), text="vườn rau chung")
    await world.does(
        found.who("officer"), e.RecordEntry(unit=world.commune, kind="mo-hinh", said=model, photos=("p2",))
    )
    async with world.database.write() as tx:
        await assign_money(tx, world.district, {world.commune: {MONEY: 9}}, dated=date(2023, 1, 1), at=NOW)
    listed = "ĐVT: đồng\nTên công trình;Xã;Tổng mức đầu tư;Ngày phân bổ vốn\nĐường;Phúc Sen;9000;1/1/2023\n"
    await import_money(world.database, as_csv(listed), unit="huyện Quảng Hòa", now=NOW)
    gone = e.MoveMoney(
        unit=world.district,
        giver=world.commune,
        taker=world.neighbour,
        purse=MONEY,
        amount=1_000,
        on_day=NOW.date(),
        paper="11/QĐ-UBND",
    )
    await world.does(found.who("manager"), gone)
    on = (NOW + 30 * DAY).date()
    village = WantedChange(unit=found.places["other village"], kind=ChangeKind.RENAME, name="Đoỏng Mới", on=on)
    await world.does(found.who("admin, above"), e.ChangeUnits(wanted=village))
    sent = e.SendPlan(unit=world.district, kind=ImportKind.PLAN, reference="tep-1", name="ke hoach.docx", size=5000)
    await world.does(found.who("admin"), sent)
    async with world.database.write() as tx:
        await tx.run("UPDATE sent_plan SET state = 'ready'")
        (change,) = await tx.all("SELECT id FROM unit_change")
        (plan,) = await tx.all("SELECT id FROM sent_plan")
        found.unit_change, found.plan = change["id"], plan["id"]
        doubtful = SentName(number=1, writing="Phúc Xen", place="", candidates=("xã Phúc Sen, huyện Quảng Hòa",))
        ask_names(tx, found.plan, [doubtful])
        await add_form(tx, world.district, kind="", file_name="mau.docx", content=b"form", now=NOW)
        (recorded,) = await tx.all("SELECT id FROM difficulty")
        found.difficulty = DifficultyId(recorded["id"])
        (model_entry,) = await tx.all("SELECT id FROM register_entry")
        (work,) = await tx.all("SELECT id FROM work")
        found.work = work["id"]
        (move,) = await tx.all("SELECT id FROM money_move")
        found.move = move["id"]
        found.entry = EntryId(model_entry["id"])
        (account,) = await tx.all("SELECT id FROM channel_account WHERE person = :person", person=found.who("officer"))
        found.account = account["id"]
        found.request = next(rule.id for rule in await rules_of_unit(tx, world.district) if rule.code == "DX1")
