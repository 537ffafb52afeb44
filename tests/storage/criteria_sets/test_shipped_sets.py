"""What the sets that come with the program say, and above all what they do not say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from conversations.programme.criteria import (
    Content,
    CriteriaSet,
    Direction,
    Feed,
    Gate,
    Measure,
    Part,
    Purpose,
    Threshold,
    worded,
)
from conversations.programme.ids import UnitId
from conversations.programme.money import Nature, Programme, Purse, Source
from conversations.programme.periodic_report import with_purses
from conversations.programme.unit import Level, kind_by_code
from storage.criteria_sets import shipped_files
from storage.criteria_sets.own_form import form_text
from storage.criteria_sets.read_set import UNCHECKED, read_set

SETS = {name.removesuffix(".toml"): read_set(text, name=name) for name, text in shipped_files()}
PHONE_LINE = 26


@pytest.fixture
def of_2021() -> CriteriaSet:
    return SETS["xa-ntm-2021-2025"]


@pytest.fixture
def village() -> CriteriaSet:
    return SETS["thon-ntm-vi-du"]


def test_every_file_is_named_by_the_id_it_holds() -> None:
    assert {name: form.id for name, form in SETS.items()} == {
        "bao-cao-thang-huyen": "bao-cao-thang-huyen",
        "bao-cao-thang-xa": "bao-cao-thang-xa",
        "co-quan-bao-cao-dinh-ky": "co-quan-bao-cao-dinh-ky",
        "ho-so-xa": "ho-so-xa",
        "thon-ntm-vi-du": "thon-ntm-vi-du",
        "xa-ntm-2021-2025": "xa-ntm-2021-2025",
        "xa-ntm-2026-2030": "xa-ntm-2026-2030",
    }


def test_criteria_hard_to_reach_and_to_keep_are_those_that_the_plan_names(of_2021: CriteriaSet) -> None:
    first = of_2021.hardest_first(of_2021.criteria)
    assert [one.code for one in first[:8]] == ["10", "11", "13", "16", "17", "18", "19", "1"]
    assert len(first) == 19
    assert {name for name, form in SETS.items() if form.hard_to_hold} == {"xa-ntm-2021-2025"}


def test_the_set_of_2021_has_19_criteria_and_57_indicators_in_their_official_numbers(of_2021: CriteriaSet) -> None:
    counts = [len(criterion.indicators) for criterion in of_2021.criteria]
    assert [criterion.code for criterion in of_2021.criteria] == [str(number) for number in range(1, 20)]
    assert counts == [2, 4, 2, 2, 1, 3, 1, 4, 2, 1, 1, 2, 5, 2, 4, 1, 12, 6, 2]
    assert sum(counts) == 57
    for criterion in of_2021.criteria:
        codes = [indicator.code for indicator in criterion.indicators]
        alone = [criterion.code]
        assert codes in (alone, [f"{criterion.code}.{number}" for number in range(1, len(codes) + 1)])


def test_the_set_of_2021_is_answered_by_28_statuses_26_percentages_and_three_other_figures(
    of_2021: CriteriaSet,
) -> None:
    measures = [indicator.measure for indicator in of_2021.indicators]
    assert {measure: measures.count(measure) for measure in set(measures)} == {
        Measure.STATUS: 28,
        Measure.PERCENT: 26,
        Measure.MONEY: 1,
        Measure.AREA_PER_PERSON: 1,
        Measure.COUNT: 1,
    }


def test_only_thresholds_that_were_read_somewhere_are_rules(of_2021: CriteriaSet) -> None:
    known = {
        indicator.code: {(one.region, one.year): one.value for one in indicator.thresholds}
        for indicator in of_2021.indicators
        if indicator.thresholds
    }
    assert known == {
        "15.3": {
            ("tdmnpb", None): Decimal(24),
            ("dbsh", None): Decimal("16.5"),
            ("btb", None): Decimal(25),
            ("dhntb", None): Decimal(22),
            ("tn", None): Decimal("26.5"),
            ("dnb", None): Decimal("14.5"),
            ("dbscl", None): Decimal(19),
        },
        "15.4": {("tdmnpb", None): Decimal(50), ("dbsh", None): Decimal(70)},
    }


def test_a_recalled_value_stays_in_the_file_and_is_no_rule(of_2021: CriteriaSet) -> None:
    text = dict(shipped_files())["xa-ntm-2021-2025.toml"]
    income = of_2021.indicator("10")
    assert income is not None
    assert '{ region = "tdmnpb", year = 2023, value = 42 }' in text
    assert income.threshold(region="tdmnpb", year=2023) is None


def test_what_must_not_be_exceeded_is_marked_so(of_2021: CriteriaSet) -> None:
    assert [one.code for one in of_2021.indicators if one.direction is Direction.AT_MOST] == ["9.1", "11", "15.3"]


def test_only_the_indicator_whose_whole_text_says_if_any_may_not_apply(of_2021: CriteriaSet) -> None:
    assert [one.code for one in of_2021.indicators if one.may_not_apply] == ["13.4"]


def test_what_lapses_silently_is_never_taken_as_unchanged(of_2021: CriteriaSet) -> None:
    lapsing = [one.code for one in of_2021.indicators if one.lapses]
    environment = [f"17.{number}" for number in range(1, 13)]
    assert lapsing == ["10", "11", "13.1", "15.1", "16", *environment, "18.2", "18.3", "18.4", "19.1", "19.2"]


def test_defence_security_and_protected_persons_are_confidential_and_have_no_figures(of_2021: CriteriaSet) -> None:
    confidential = [one for one in of_2021.indicators if one.confidential]
    assert [(one.code, one.measure) for one in confidential] == [
        ("18.5", Measure.STATUS),
        ("19.1", Measure.STATUS),
        ("19.2", Measure.STATUS),
    ]


def test_a_title_that_was_recalled_says_so_beside_its_legal_basis(of_2021: CriteriaSet) -> None:
    recalled, quoted = of_2021.indicator("1.1"), of_2021.indicator("13.3")
    assert recalled is not None
    assert quoted is not None
    assert recalled.source == f"Quyết định 318/QĐ-TTg; {UNCHECKED}"
    assert quoted.source == "Quyết định 318/QĐ-TTg"


def test_every_indicator_has_an_office_and_a_post_to_start_from(of_2021: CriteriaSet) -> None:
    assert [one.code for one in of_2021.indicators if not one.office or not one.post] == []


@pytest.mark.parametrize("name", SETS)
def test_every_criterion_has_a_name_that_fits_a_line_of_a_phone(name: str) -> None:
    assert [one.label for one in SETS[name].criteria if len(one.label) > PHONE_LINE] == []


def test_a_region_is_named_by_its_code(of_2021: CriteriaSet) -> None:
    assert of_2021.region_name("tdmnpb") == "Trung du miền núi phía Bắc"
    assert len(of_2021.regions) == 7


def test_the_frame_of_2026_has_ten_criteria_and_invents_no_indicator() -> None:
    frame = SETS["xa-ntm-2026-2030"]
    assert len(frame.criteria) == 10
    assert frame.indicators == ()
    assert frame.valid_from == date(2026, 2, 15)
    assert frame.valid_from == SETS["xa-ntm-2021-2025"].valid_to


def test_the_village_set_is_an_example_and_says_so(village: CriteriaSet) -> None:
    assert (village.level, village.example, village.legal_basis) == (Level.VILLAGE, True, "")
    assert "ví dụ" in village.title


def test_the_village_set_asks_in_the_words_of_the_place(village: CriteriaSet) -> None:
    first = worded(village, kind_by_code("xom")).indicators[0]
    assert (first.title, first.ask) == ("Số hộ của xóm", "Xóm mình có bao nhiêu hộ?")
    said = [text for one in worded(village, kind_by_code("thon")).indicators for text in (one.title, one.ask)]
    assert [text for text in said if "{" in text] == []


def test_every_village_question_is_plain_and_counts_are_not_judged(village: CriteriaSet) -> None:
    for one in village.indicators:
        assert one.ask
        assert "quy chuẩn" not in one.ask
        assert one.judged is (one.measure is Measure.STATUS)


def test_a_village_count_adds_up_to_indicators_that_the_commune_set_has(village: CriteriaSet) -> None:
    feeds = {one.code: one.feeds for one in village.indicators if one.feeds}
    assert feeds["1.1"] == tuple(
        Feed(indicator=code, part=Part.DENOMINATOR) for code in ("9.2", "17.1", "17.8", "17.11")
    )
    assert feeds["4.2"] == (Feed(indicator="17.1", part=Part.NUMERATOR),)
    communes = SETS["xa-ntm-2021-2025"]
    assert [
        feed.indicator for all_ in feeds.values() for feed in all_ if communes.indicator(feed.indicator) is None
    ] == []


def test_the_offices_report_is_a_form_in_words_that_judges_nothing_and_names_its_source() -> None:
    form = SETS["co-quan-bao-cao-dinh-ky"]
    assert (form.level, form.purpose, form.legal_basis) == (Level.OFFICE, Purpose.FORM, "")
    assert "VI.4" in form.source
    assert "không phải biểu mẫu" in form.source
    assert [(one.code, one.measure, one.judged, one.source) for one in form.indicators] == [
        (code, Measure.TEXT, False, "") for code in "1234"
    ]


def test_only_the_forms_and_the_checklist_are_no_criteria_sets() -> None:
    assert [name for name, form in SETS.items() if not form.of_criteria] == [
        "bao-cao-thang-huyen",
        "bao-cao-thang-xa",
        "co-quan-bao-cao-dinh-ky",
        "ho-so-xa",
    ]


@pytest.mark.parametrize("name", ["bao-cao-thang-xa", "bao-cao-thang-huyen"])
def test_the_monthly_form_has_the_three_parts_of_its_source_and_is_the_operators_own(name: str) -> None:
    form = SETS[name]
    assert (form.purpose, form.periodic, form.legal_basis) == (Purpose.FORM, True, "")
    assert "V.4" in form.source
    assert "không phải biểu mẫu" in form.source
    assert [(one.code, one.content, one.judged, one.dated) for one in form.indicators] == [
        ("1", Content.RESULTS, False, False),
        ("2", Content.SPENT, False, False),
        ("3", Content.DIFFICULTIES, False, False),
        ("4", Content.PROPOSALS, False, False),
    ]


def test_a_form_made_for_one_unit_reads_as_the_same_form_again() -> None:
    purses = (
        Purse(source=Source.CENTRAL, nature=Nature.RECURRENT, year=2024),
        Purse(source=Source.CENTRAL, nature=Nature.DEVELOPMENT, year=2024),
        Purse(programme=Programme.POVERTY, source=None, year=None),
    )
    form = with_purses(SETS["bao-cao-thang-xa"], UnitId(12), purses)
    assert (form.id, [one.code for one in form.indicators]) == (
        "bao-cao-thang-xa-12",
        ["1", "2.1", "2.2", "2.3", "3", "4"],
    )
    assert [one.purse for one in form.indicators][1:4] == [purses[1], purses[0], purses[2]]
    assert read_set(form_text(form), name="x.toml") == form


def test_the_checklist_of_a_dossier_is_an_example_that_tells_the_conditions_and_invents_no_rate() -> None:
    form = SETS["ho-so-xa"]
    assert (form.level, form.purpose, form.example) == (Level.COMMUNE, Purpose.QUESTIONS, True)
    assert [(one.gate, one.code, one.thresholds) for one in form.indicators if one.gate is not None] == [
        (Gate.SATISFACTION, "2.2", ()),
        (Gate.DEBT, "3.2", (Threshold(value=Decimal(0)),)),
        (Gate.SECURITY, "4.1", ()),
    ]
    assert all(not one.judged for one in form.indicators)
