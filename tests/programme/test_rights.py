"""Who may do what: one row for each role, one column for each unit."""

from __future__ import annotations

import pytest

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import Grant, Person, Role
from conversations.programme.rights import (
    may_administer,
    may_answer_difficulty,
    may_approve,
    may_assign,
    may_fill,
    may_record_difficulty,
    may_see_difficulty,
    may_see_evidence,
    may_see_unit,
    may_submit,
    role_fits,
)
from conversations.programme.unit import Level, Unit, kind_by_code


def unit(number: int, kind: str, parent: Unit | None) -> Unit:
    return Unit(id=UnitId(number), kind=kind_by_code(kind), name=str(number), parent=parent.id if parent else None)


PROVINCE = unit(1, "tinh", None)
DISTRICT = unit(2, "huyen", PROVINCE)
COMMUNE = unit(3, "xa", DISTRICT)
VILLAGE = unit(4, "xom", COMMUNE)
OFFICE = unit(5, "co_quan", DISTRICT)
OTHER_DISTRICT = unit(12, "huyen", PROVINCE)
OTHER_COMMUNE = unit(13, "xa", DISTRICT)
OTHER_VILLAGE = unit(14, "xom", COMMUNE)
FAR_VILLAGE = unit(15, "xom", OTHER_COMMUNE)
FAR_OFFICE = unit(16, "co_quan", OTHER_DISTRICT)
UNITS = {
    "province": PROVINCE,
    "district": DISTRICT,
    "commune": COMMUNE,
    "village": VILLAGE,
    "office": OFFICE,
    "other district": OTHER_DISTRICT,
    "other commune": OTHER_COMMUNE,
    "other village": OTHER_VILLAGE,
    "far village": FAR_VILLAGE,
}
PARENTS = {one.id: one for one in (*UNITS.values(), FAR_OFFICE)}


def above(one: Unit) -> frozenset[int]:
    found = set()
    while one.parent is not None:
        one = PARENTS[one.parent]
        found.add(one.id)
    return frozenset(found)


def holding(role: Role, at: Unit, post: str = "") -> Person:
    return Person(id=PersonId(7), name="", grants=(Grant(role=role, unit=at, post=post),))


HOLDERS = {
    "village officer": holding(Role.VILLAGE_OFFICER, VILLAGE),
    "commune officer": holding(Role.COMMUNE_OFFICER, COMMUNE),
    "colleague by post": holding(Role.COMMUNE_OFFICER, COMMUNE, "Trạm y tế"),
    "leader": holding(Role.COMMUNE_LEADER, COMMUNE),
    "reviewer": holding(Role.OFFICE_REVIEWER, OFFICE),
    "far reviewer": holding(Role.OFFICE_REVIEWER, FAR_OFFICE),
    "manager": holding(Role.MANAGER, DISTRICT),
    "observer": holding(Role.OBSERVER, DISTRICT),
    "admin": holding(Role.ADMIN, PROVINCE),
    "nobody": Person(id=PersonId(8), name=""),
}
OWN_DISTRICT = {"commune", "village", "office", "other commune", "other village", "far village"}
FILLS = {
    "village officer": {"village"},
    "commune officer": {"commune", "village", "other village"},
    "colleague by post": {"commune", "village", "other village"},
    "reviewer": {"office"},
    "manager": {"district"},
}
SEES = {
    "village officer": {"village"},
    "commune officer": {"commune", "village", "other village"},
    "colleague by post": {"commune", "village", "other village"},
    "leader": {"commune", "village", "other village"},
    "reviewer": {"office"},
    "manager": OWN_DISTRICT | {"district"},
    "observer": OWN_DISTRICT | {"district"},
}


@pytest.mark.parametrize("who", HOLDERS)
def test_who_fills_and_sends_what(who: str) -> None:
    filled = {name for name, one in UNITS.items() if may_fill(HOLDERS[who], one)}
    assert filled == FILLS.get(who, set())
    assert {name for name, one in UNITS.items() if may_submit(HOLDERS[who], one)} == filled


@pytest.mark.parametrize("who", HOLDERS)
def test_who_sees_what(who: str) -> None:
    assert {name for name, one in UNITS.items() if may_see_unit(HOLDERS[who], one, above(one))} == SEES.get(who, set())


@pytest.mark.parametrize("who", HOLDERS)
def test_evidence_is_seen_by_those_who_report_lead_manage_or_judge_the_item(who: str) -> None:
    judged = {
        name
        for name, one in UNITS.items()
        if may_see_evidence(HOLDERS[who], one, above(one), frozenset({OFFICE.id} if name == "commune" else ()))
    }
    assert judged == {"observer": set(), "reviewer": {"office", "commune"}}.get(who, SEES.get(who, set()))


RECORDS = {
    "village officer": {"village"},
    "commune officer": {"commune"},
    "colleague by post": {"commune"},
    "manager": {"district"},
}
ANSWERS = {
    "commune officer": {"commune"},
    "colleague by post": {"commune"},
    "reviewer": {"office"},
    "manager": {"district"},
}
SEES_DIFFICULTIES = {
    "village officer": {"village"},
    "commune officer": {"commune", "village", "other village"},
    "colleague by post": {"commune", "village", "other village"},
    "leader": {"commune", "village", "other village"},
    "reviewer": {"commune"},
    "manager": {"commune", "village", "other commune", "other village", "far village"},
}
"""Of each unit; the office had to answer that of the commune alone."""


@pytest.mark.parametrize("who", HOLDERS)
def test_who_records_answers_and_sees_difficulties(who: str) -> None:
    person = HOLDERS[who]
    assert {name for name, one in UNITS.items() if may_record_difficulty(person, one)} == RECORDS.get(who, set())
    assert {name for name, one in UNITS.items() if may_answer_difficulty(person, one)} == ANSWERS.get(who, set())
    having = {name: one for name, one in UNITS.items() if one.kind.level in {Level.COMMUNE, Level.VILLAGE}}
    seen = {
        name
        for name, one in having.items()
        if may_see_difficulty(person, one, above(one), {OFFICE.id} if name == "commune" else {COMMUNE.id})
    }
    assert seen == SEES_DIFFICULTIES.get(who, set())


@pytest.mark.parametrize("who", HOLDERS)
def test_only_the_leader_of_the_very_unit_approves(who: str) -> None:
    assert {name for name, one in UNITS.items() if may_approve(HOLDERS[who], one)} == (
        {"commune"} if who == "leader" else set()
    )


@pytest.mark.parametrize("who", HOLDERS)
def test_only_the_officer_in_charge_says_who_answers_what(who: str) -> None:
    assert {name for name, one in UNITS.items() if may_assign(HOLDERS[who], one)} == (
        {"commune"} if who == "commune officer" else set()
    )


ADMINS = {
    "admin": set(UNITS),
    "admin of the commune": {"commune", "village", "other village"},
    "admin of the village": {"village"},
}


@pytest.mark.parametrize("who", [*HOLDERS, "admin of the commune", "admin of the village"])
def test_an_admin_administers_the_own_unit_and_what_is_below_it_and_nobody_else_anything(who: str) -> None:
    lower = {"admin of the commune": COMMUNE, "admin of the village": VILLAGE}
    person = holding(Role.ADMIN, lower[who]) if who in lower else HOLDERS[who]
    administered = {name for name, one in UNITS.items() if may_administer(person, one, above(one))}
    assert administered == ADMINS.get(who, set())


FITS = {
    Role.VILLAGE_OFFICER: {"village"},
    Role.COMMUNE_OFFICER: {"commune"},
    Role.COMMUNE_LEADER: {"commune"},
    Role.OFFICE_REVIEWER: {"office"},
    Role.MANAGER: {"province", "district"},
    Role.OBSERVER: {"province", "district", "commune"},
    Role.ADMIN: {"province", "district", "commune", "village", "office"},
}


@pytest.mark.parametrize("role", Role)
def test_a_role_is_held_only_where_it_can_be(role: Role) -> None:
    own = ("province", "district", "commune", "village", "office")
    assert {name for name in own if role_fits(role, UNITS[name])} == FITS[role]


def test_posts_are_those_of_whoever_answers_for_posts_only() -> None:
    both = Person(
        id=PersonId(7),
        name="",
        grants=(
            Grant(role=Role.COMMUNE_OFFICER, unit=COMMUNE, post="Công an"),
            Grant(role=Role.COMMUNE_OFFICER, unit=COMMUNE),
            Grant(role=Role.COMMUNE_OFFICER, unit=OTHER_COMMUNE, post="Trạm y tế"),
            Grant(role=Role.COMMUNE_LEADER, unit=OTHER_COMMUNE, post="Phó Chủ tịch"),
        ),
    )
    assert both.posts_at(COMMUNE.id) == frozenset()
    assert both.posts_at(OTHER_COMMUNE.id) == {"Trạm y tế"}
    assert both.posts_at(VILLAGE.id) == frozenset()
