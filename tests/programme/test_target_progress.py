"""A commune has reached a target by a plan's word or the offices'; its own word alone is told apart."""

from __future__ import annotations

from datetime import date

from conversations.programme.answer import Assessor, State
from conversations.programme.ids import UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.status import CommuneStatus, CriterionStatus
from conversations.programme.target_lines import TargetKey
from conversations.programme.target_progress import PlaceProgress, Standing, place_progress, under_floor
from conversations.programme.unit import Level, Unit, kind_by_code

DISTRICT = Unit(id=UnitId(1), kind=kind_by_code("huyen"), name="Yên Minh", parent=None)
OFFICE, SELF = Assessor.OFFICE, Assessor.SELF
DAY = date(2023, 6, 1)


def commune(number: int, *criteria: tuple[State, Assessor]) -> CommuneStatus:
    unit = Unit(id=UnitId(number), kind=kind_by_code("xa"), name=f"Xã {number}", parent=DISTRICT.id)
    stand = {str(at): CriterionStatus(state=state, assessor=by) for at, (state, by) in enumerate(criteria, 1)}
    return CommuneStatus(unit=unit, criteria=stand)


MET, BY_ITSELF = (State.MET, OFFICE), (State.MET, SELF)
COMMUNES = (
    commune(11, MET, MET, (State.NOT_APPLICABLE, OFFICE)),
    commune(12, MET, BY_ITSELF, MET),
    commune(13, MET, (State.NOT_MET, OFFICE), MET),
    commune(14, (State.NOT_REPORTED, SELF), (State.NOT_REPORTED, SELF), (State.NOT_REPORTED, SELF)),
)


def counted(standard: Standard, *recognised: int, level: Level = Level.COMMUNE, known: bool = True) -> PlaceProgress:
    standing = Standing(
        communes=COMMUNES if known else (),
        recognised={standard: frozenset(UnitId(one) for one in recognised)},
        as_of=DAY,
    )
    return place_progress(TargetKey(level=level, standard=standard), DISTRICT, result=1, planned=2, standing=standing)


def figures(one: PlaceProgress) -> tuple[int | None, ...]:
    return (one.communes, one.recognised, one.reached, one.proposed, one.left)


def test_what_offices_confirmed_is_reached_and_what_a_commune_says_itself_is_proposed() -> None:
    assert figures(counted(Standard.NTM)) == (4, 0, 1, 1, 2)


def test_a_recognised_commune_counts_once_whatever_its_criteria() -> None:
    assert figures(counted(Standard.NTM, 11, 13)) == (4, 2, 2, 1, 1)
    assert figures(counted(Standard.NTM, 11, 12, 13, 14)) == (4, 4, 4, 0, 0)
    assert figures(counted(Standard.NTM, 99)) == (4, 0, 1, 1, 2)


def test_criteria_of_ntm_say_nothing_of_a_higher_standard() -> None:
    assert figures(counted(Standard.ADVANCED, 12)) == (4, 1, 1, 0, 2)


def test_what_is_not_reported_is_not_followed() -> None:
    assert figures(counted(Standard.NTM, level=Level.VILLAGE)) == (4, None, None, None, None)
    assert figures(counted(Standard.NTM, known=False)) == (0, None, None, None, None)


def test_recognised_villages_are_reached_where_they_are_no_fewer_than_were_stated() -> None:
    def villages(*recognised: int) -> PlaceProgress:
        ids = frozenset(UnitId(one) for one in recognised)
        standing = Standing(communes=COMMUNES, recognised={Standard.NTM: ids}, as_of=DAY, villages=ids)
        key = TargetKey(level=Level.VILLAGE, standard=Standard.NTM)
        return place_progress(key, DISTRICT, result=2, planned=3, standing=standing)

    assert figures(villages(31, 32, 33)) == (4, 3, 3, 0, 2)
    assert figures(villages(31)) == (4, 1, None, None, None)
    assert figures(villages()) == (4, None, None, None, None)


def test_under_the_floor_are_only_communes_of_which_something_is_known() -> None:
    assert [one.unit.id for one in under_floor(COMMUNES, 3)] == [13]
    assert under_floor(COMMUNES, None) == ()
