"""A dossier's way: no walk through the table leaves it, and nobody skips a level."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.dossier import (
    DOSSIER_TRANSITIONS,
    Dossier,
    DossierAct,
    DossierDates,
    DossierKind,
    DossierState,
    DossierStep,
    above_of,
    after,
    in_order,
)
from conversations.programme.ids import DossierId, UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Unit, kind_by_code


@given(st.lists(st.sampled_from(DossierAct), max_size=40))
def test_no_walk_leaves_the_table_and_what_holds_was_handed_up_before(acts: list[DossierAct]) -> None:
    state, way = DossierState.PREPARING, [DossierState.PREPARING]
    for act in acts:
        following = after(state, act)
        if following is None:
            continue
        if following.recognised:
            assert state in {DossierState.SUBMITTED, DossierState.PASSED_UP}
        if following is DossierState.REVOKED:
            assert state.recognised
        state = following
        way.append(state)
    assert set(way) <= set(DossierState)
    if DossierState.PASSED_UP in way:
        assert DossierState.SUBMITTED in way[: way.index(DossierState.PASSED_UP)]


def test_every_state_is_reached_and_every_act_but_opening_has_its_place() -> None:
    assert set(DOSSIER_TRANSITIONS.values()) == set(DossierState)
    assert {act for _, act in DOSSIER_TRANSITIONS} == set(DossierAct) - {DossierAct.OPEN}


def test_other_days_never_change_where_an_open_dossier_stands() -> None:
    moved = {state: to for (state, act), to in DOSSIER_TRANSITIONS.items() if act is DossierAct.MOVED}
    assert moved == {state: state for state in DossierState if state.open}


def unit(number: int, kind: str, name: str) -> Unit:
    return Unit(id=UnitId(number), kind=kind_by_code(kind), name=name, parent=None)


def test_who_passes_up_and_who_recognises_depends_on_the_level() -> None:
    province, district, commune = unit(1, "tinh", "Cao Bằng"), unit(2, "huyen", "Quảng Hòa"), unit(3, "xa", "Phúc Sen")
    village = unit(4, "xom", "Pác Rằng")
    assert above_of((commune, district, province)) == (district, province)
    assert above_of((village, commune, district, province)) == (district, district)
    assert above_of((district, province)) == (province, province)
    # where a level has ended
    assert above_of((commune, province)) == (province, province)
    assert above_of((village, commune, province)) == (province, province)
    assert above_of((province,)) == (None, None)


def test_dossiers_of_one_day_stand_by_name_as_people_look_it_up() -> None:
    def dossier(number: int, name: str) -> Dossier:
        commune = unit(number, "xa", name)
        step = DossierStep(
            number=1, act=DossierAct.OPEN, state=DossierState.PREPARING, at=datetime(2024, 1, 2, tzinfo=UTC)
        )
        return Dossier(
            id=DossierId(number), unit=commune, opened_for=commune, standard=Standard.NTM,
            kind=DossierKind.RECOGNITION, dates=DossierDates(year=2024, first_by=date(2024, 10, 31), second_by=None),
            steps=(step,), superior=None, recogniser=None,
        )  # fmt: skip

    found = in_order([dossier(1, "Tam Xuân"), dossier(2, "Đại Hồng"), dossier(3, "Ea Ral")], date(2024, 2, 1))
    assert [one.unit.name for one in found] == ["Đại Hồng", "Ea Ral", "Tam Xuân"]
