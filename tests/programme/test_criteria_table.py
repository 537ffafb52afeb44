"""What a cell of the criteria table says, and how a table that is too long is parted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from conversations.programme.answer import Assessor, State
from conversations.programme.criteria import CriteriaSet, Criterion
from conversations.programme.criteria_table import MOST_ROWS, Cell, Mark, Tables, cell_of, met, tables_of
from conversations.programme.ids import SetId, UnitId
from conversations.programme.status import CommuneStatus, CriterionStatus, Status
from conversations.programme.unit import Level, Unit, kind_by_code

YEAR = 2023
FORM = CriteriaSet(
    id=SetId("set"),
    version=1,
    title="Bộ tiêu chí",
    level=Level.COMMUNE,
    criteria=tuple(Criterion(code=code, title=f"Tiêu chí {code}", indicators=()) for code in ("1", "2")),
    valid_from=date(2022, 1, 1),
)
PROVINCE = Unit(id=UnitId(1), kind=kind_by_code("tinh"), name="Cao Bằng", parent=None)


def district(number: int) -> Unit:
    return Unit(id=UnitId(number), kind=kind_by_code("huyen"), name=f"Huyện {number}", parent=PROVINCE.id)


def commune(number: int, state: State = State.MET) -> CommuneStatus:
    unit = Unit(id=UnitId(1000 + number), kind=kind_by_code("xa"), name=f"Xã {number}", parent=None)
    met_one = CriterionStatus(state=State.MET)
    return CommuneStatus(unit=unit, criteria={"1": met_one, "2": CriterionStatus(state=state)})


def status(*communes: CommuneStatus, form: CriteriaSet | None = FORM) -> Status:
    return Status(unit=PROVINCE, as_of=date(YEAR, 6, 5), form=form, communes=communes)


def tables(found: Status, groups: dict[UnitId, Unit] | None = None) -> Tables:
    made = tables_of(found, groups)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("found", "cell"),
    [
        (CriterionStatus(state=State.MET), Cell(mark=Mark.MET)),
        (CriterionStatus(state=State.MET, target_year=2022), Cell(mark=Mark.MET)),
        (CriterionStatus(state=State.MET, assessor=Assessor.OFFICE), Cell(mark=Mark.CONFIRMED)),
        (CriterionStatus(state=State.UNSTABLE), Cell(mark=Mark.UNSTABLE)),
        (CriterionStatus(state=State.NOT_APPLICABLE), Cell(mark=Mark.NOT_APPLICABLE)),
        (CriterionStatus(state=State.NOT_REPORTED, target_year=2022), Cell(mark=Mark.NOT_REPORTED)),
        (CriterionStatus(state=State.NOT_MET), Cell(mark=Mark.NOT_MET)),
        (CriterionStatus(state=State.NOT_MET, lost=True), Cell(mark=Mark.LOST)),
        (CriterionStatus(state=State.NOT_MET, target_year=2022), Cell(mark=Mark.OVERDUE, year=2022)),
        (CriterionStatus(state=State.NOT_MET, target_year=2023), Cell(mark=Mark.PROMISED, year=2023)),
        (CriterionStatus(state=State.NOT_MET, target_year=2025), Cell(mark=Mark.LATER, year=2025)),
    ],
)
def test_a_cell_says_what_the_status_and_the_year_say(found: CriterionStatus, cell: Cell) -> None:
    assert cell_of(found, year=YEAR) == cell
    assert met(cell) == found.state.counts_as_met


def test_totals_count_what_counts_as_met() -> None:
    table = tables(status(commune(1), commune(2, State.NOT_MET), commune(3, State.UNSTABLE))).whole
    assert (table.total_met, table.average, table.by_criterion, table.confirmed) == (5, Fraction(5, 3), (3, 2), 0)


def test_a_verdict_of_an_office_is_told_apart_from_the_communes_word() -> None:
    judged = CriterionStatus(state=State.MET, assessor=Assessor.OFFICE)
    one = CommuneStatus(unit=commune(1).unit, criteria={"1": judged, "2": CriterionStatus(state=State.MET)})
    table = tables(status(one)).whole
    assert [cell.mark for cell in table.rows[0].cells] == [Mark.CONFIRMED, Mark.MET]
    assert table.confirmed == 1


def test_thirty_communes_stand_in_one_table_and_one_more_parts_it() -> None:
    thirty = tables(status(*(commune(number) for number in range(MOST_ROWS))))
    assert (thirty.several, thirty.parts) == (False, (thirty.whole,))
    more = tables(status(*(commune(number) for number in range(MOST_ROWS + 1))))
    assert [(len(part.rows), part.number, part.of) for part in more.parts] == [(15, 1, 2), (16, 2, 2)]


def test_a_province_has_a_part_for_each_district_and_every_commune_stands_in_exactly_one() -> None:
    communes = [commune(number) for number in range(70)]
    groups = {one.unit.id: district(10 if number < 8 else 11) for number, one in enumerate(communes[:-2])}
    made = tables(status(*communes), groups)
    named = [(part.group and part.group.name, len(part.rows), part.number, part.of) for part in made.parts]
    assert named == [("Huyện 10", 8, 0, 0), ("Huyện 11", 30, 1, 2), ("Huyện 11", 30, 2, 2), ("Cao Bằng", 2, 0, 0)]
    assert [row for part in made.parts for row in part.rows] == list(made.whole.rows)
    assert (made.part(0), made.part(2), made.part(5), made.part(-1)) == (made.whole, made.parts[1], None, None)


def test_parts_stand_by_name_and_the_units_own_communes_last() -> None:
    communes = [commune(number) for number in range(40)]
    named = ("Tây Giang", "Đại Lộc", "Phú Ninh")
    units = [replace(district(10 + place), name=name) for place, name in enumerate(named)]
    groups = {one.unit.id: units[number % 3] for number, one in enumerate(communes[1:])}
    made = tables(status(*communes), groups)
    assert [part.group and part.group.name for part in made.parts] == ["Đại Lộc", "Phú Ninh", "Tây Giang", "Cao Bằng"]


def test_without_a_criteria_set_there_is_no_table() -> None:
    bare = Unit(id=UnitId(5), kind=kind_by_code("xa"), name="Tự Do", parent=None)
    assert tables_of(status(CommuneStatus(unit=bare, criteria={}), form=None)) is None
