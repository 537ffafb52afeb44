"""Answering: what is asked before anything is saved, in which order, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from conversations.engine.effects import SaveAnswer
from conversations.engine.frames import FillReport, FillStage, Menu, Pending
from conversations.programme.answer import Figure, LastKnown, Nature, State
from conversations.programme.criteria import Threshold
from conversations.programme.ids import PersonId, RuleId
from conversations.programme.person import Person
from conversations.programme.report import PlanCell, Report, ReportKey, ReportState, VillageSum
from tests.dialogues.commune import (
    COMMUNE,
    FORM,
    HEAD,
    HEALTH,
    KEY,
    NURSE,
    OFFICER,
    VILLAGE_FORM,
    VILLAGES,
    answer,
    report,
)
from tests.engine.walk import Walk

COLLEAGUE = PersonId(9)
VILLAGE_KEY = ReportKey(unit=VILLAGES[1].id, rule=RuleId(4), period="2023-X1")


def at(item: str, found: Report | None = None, who: Person = OFFICER, **more: Any) -> Walk:
    """At the question of an item."""
    found = report() if found is None else found
    known = found.answers.get(item)
    frame = FillReport(key=found.key, stage="question", item=item, seen=known.version if known else 0, **more)
    return Walk(who=who, found=found).at(Menu(), frame)


def frame(phone: Walk) -> FillReport:
    assert isinstance(phone.top, FillReport)
    return phone.top


def threshold(code: str, value: str) -> Report:
    """The report, its indicator with a threshold."""
    criteria = tuple(
        replace(
            criterion,
            indicators=tuple(
                replace(one, thresholds=(Threshold(value=Decimal(value)),)) if one.code == code else one
                for one in criterion.indicators
            ),
        )
        for criterion in FORM.criteria
    )
    return report(form=replace(FORM, criteria=criteria), answers={}, last={}, plan={})


# the order of questions


def test_questions_come_in_the_sets_order_and_the_hard_figures_after_all_others() -> None:
    phone = Walk(found=report(answers={}, last={}, plan={}, posts={})).at(Menu(), FillReport(key=KEY))
    phone.presses("go")
    asked = []
    while frame(phone).stage == "question":
        asked.append(frame(phone).item)
        phone.presses("later")
    easy = [one.code for one in FORM.indicators if not one.hard]
    hard = [one.code for one in FORM.indicators if one.hard]
    assert asked == easy + hard


def test_what_was_put_off_is_asked_once_more_after_the_others_and_then_no_longer_round_and_round() -> None:
    all_but = {one.code: answer(one.code) for one in FORM.indicators if one.code not in {"1.1", "1.2", "8.1"}}
    phone = Walk(found=report(answers=all_but, posts={}, plan={})).at(Menu(), FillReport(key=KEY))
    phone.presses("go")
    phone.presses("later")
    phone.presses("state:met")
    phone.presses("state:met")
    assert [save.indicator for save in phone.saved] == ["1.2", "8.1"]
    assert (frame(phone).stage, frame(phone).item) == ("question", "1.1")
    phone.presses("later")
    assert frame(phone).stage == "summary"
    assert "Còn thiếu: 1.1." in phone.text
    phone.presses("go")
    assert (frame(phone).stage, frame(phone).item) == ("question", "1.1")


def test_the_officer_in_charge_is_asked_what_nobody_was_given_and_the_others_items_only_after_a_look() -> None:
    given = {one.code: HEALTH for one in FORM.indicators if one.code != "8.1"}
    phone = Walk(found=report(answers={}, posts=given, plan={})).at(Menu(), FillReport(key=KEY))
    phone.presses("go")
    assert frame(phone).item == "8.1"
    phone.presses("state:met")
    assert frame(phone).stage == "summary"
    phone.presses("go")
    assert frame(phone).item == "1.1"


def test_a_colleague_is_asked_only_the_items_of_their_post() -> None:
    phone = Walk(who=NURSE).at(Menu(), FillReport(key=KEY))
    phone.presses("go")
    assert frame(phone).item == "15.1"
    phone.presses("later")
    assert frame(phone).item == "15.2"
    assert "previous" in phone.options
    phone.presses("previous")
    assert frame(phone).item == "15.1"
    assert "previous" not in phone.options


def test_nothing_comes_before_the_first_question() -> None:
    assert "previous" not in at("1.1").options
    assert "previous" in at("1.2").options


# what is asked before saving


def test_a_status_is_saved_at_once_and_said_again() -> None:
    phone = at("1.2")
    phone.presses("state:unstable")
    assert phone.saved == [
        SaveAnswer(
            key=KEY, indicator="1.2", seen=0, state=State.UNSTABLE, as_of=date(2023, 6, 7), nature=Nature.OFFICIAL
        )
    ]
    assert phone.text.startswith("✔ 1.2 · xã tự đánh giá: đạt, chưa bền vững\n\n")


def test_two_readings_then_unlikely_then_the_verdict_then_the_day() -> None:
    phone = at("10", report(answers={}, last={"10": LastKnown(state=State.NOT_MET, figure=Figure(value=Decimal(45)))}))
    phone.says("1.200")
    assert frame(phone).stage == "which_reading"
    phone.presses("reading:0")
    assert frame(phone).stage == "unlikely"
    assert "khác nhiều so với kỳ trước" in phone.text
    phone.presses("yes")
    assert frame(phone).stage == "assess"
    phone.presses("state:met")
    assert frame(phone).stage == "nature"
    phone.presses("nature:month")
    assert [(save.figure, save.state, save.as_of) for save in phone.saved] == [
        (Figure(value=Decimal(1200)), State.MET, date(2023, 5, 31))
    ]


@pytest.mark.parametrize("stage", ["which_reading", "unlikely", "assess"])
def test_a_new_figure_may_be_typed_instead_of_choosing(stage: FillStage) -> None:
    pending = Pending(figure=Figure(value=Decimal(120)), other=Figure(value=Decimal("1.2")))
    phone = Walk().at(Menu(), FillReport(key=KEY, stage=stage, item="2.1", pending=pending))
    phone.says("95,5")
    assert (frame(phone).stage, frame(phone).pending) == ("assess", Pending(figure=Figure(value=Decimal("95.5"))))


def test_more_than_a_hundred_percent_is_asked_about_as_such_and_not_as_a_change() -> None:
    phone = at("17.1", report(last={"17.1": LastKnown(state=State.MET, figure=Figure(value=Decimal("87.5")))}))
    phone.says("120")
    assert phone.text == "17.1 = 120%, một con số ít gặp. Có đúng không ạ?"


@pytest.mark.parametrize(
    ("typed", "state"), [("89996/99996", State.NOT_MET), ("90%", State.MET), ("360/400", State.MET)]
)
def test_a_share_at_the_thresholds_edge_is_judged_by_its_parts(typed: str, state: State) -> None:
    phone = at("2.1", threshold("2.1", "90"), nature=Nature.OFFICIAL, as_of=date(2023, 5, 31))
    phone.says(typed)
    assert [save.state for save in phone.saved] == [state]
    assert phone.text.startswith("✔ 2.1 = 90%")


def test_the_nature_is_asked_once_in_a_sitting() -> None:
    phone = at("2.1", report(answers={}, plan={}))
    for typed in ("95,5", "87"):
        phone.says(typed)
        phone.presses("state:met")
        if frame(phone).stage == "nature":
            phone.says("30/4")
    assert [(save.indicator, save.as_of, save.nature) for save in phone.saved] == [
        ("2.1", date(2023, 4, 30), Nature.OFFICIAL),
        ("2.2", date(2023, 4, 30), Nature.OFFICIAL),
    ]
    assert "Số liệu: tính đến 30/4/2023, số chính thức" in phone.text


def test_an_official_figure_cannot_stand_for_a_day_that_has_not_come() -> None:
    phone = at("2.1")
    phone.says("95,5")
    phone.presses("state:met")
    phone.says("31/12/2023")
    assert frame(phone).stage == "nature"
    assert phone.saved == []
    assert phone.text.startswith("Ngày 31/12/2023 chưa đến")
    phone.presses("nature:year")
    assert [(save.as_of, save.nature) for save in phone.saved] == [(date(2023, 12, 31), Nature.ESTIMATE)]


def test_the_day_of_the_figures_can_be_changed_in_between() -> None:
    phone = at("2.1", nature=Nature.OFFICIAL, as_of=date(2023, 4, 30))
    phone.presses("more")
    phone.presses("nature")
    phone.presses("nature:today")
    assert (frame(phone).stage, frame(phone).as_of) == ("question", date(2023, 6, 7))


def test_what_was_met_and_is_not_any_more_needs_its_reason() -> None:
    plan = {"8": PlanCell(met=True, target_year=None, on=date(2022, 10, 1))}
    phone = at("8.1", report(plan=plan))
    phone.presses("state:not_met")
    assert (frame(phone).stage, phone.saved) == ("reason", [])
    phone.says("x" * 501)
    assert frame(phone).stage == "reason"
    phone.says("Bưu cục đã chuyển đi")
    assert [(save.state, save.reason) for save in phone.saved] == [(State.NOT_MET, "Bưu cục đã chuyển đi")]


def test_what_was_not_met_before_needs_none() -> None:
    phone = at("8.1", report(plan={}, last={"8.1": LastKnown(state=State.NOT_MET)}))
    phone.presses("state:not_met")
    assert [save.reason for save in phone.saved] == [""]


def test_not_applicable_needs_its_reason_and_is_offered_only_where_it_may_be() -> None:
    phone = at("13.4")
    phone.presses("state:not_applicable")
    assert "vì sao không phải xét" in phone.text
    phone.says("Xã không có vùng nguyên liệu")
    assert [(save.state, save.reason) for save in phone.saved] == [
        (State.NOT_APPLICABLE, "Xã không có vùng nguyên liệu")
    ]
    assert "state:not_applicable" not in at("13.3").options


def test_answering_anew_instead_of_giving_a_reason_forgets_what_was_pending() -> None:
    phone = at("13.4")
    phone.presses("state:not_applicable")
    phone.presses("again")
    assert (frame(phone).stage, frame(phone).pending, phone.saved) == ("question", None, [])


def test_defence_and_security_take_met_or_not_met_and_nothing_else() -> None:
    assert [option for option in at("19.1").options if option.startswith("state:")] == ["state:met", "state:not_met"]


def test_text_at_a_status_is_no_figure() -> None:
    phone = at("1.2")
    phone.says("95,5")
    assert phone.saved == []


# others at the same report


def test_a_colleagues_answer_is_shown_before_it_can_be_replaced() -> None:
    phone = at("15.2")
    phone.found = report(answers={"15.2": answer("15.2", by=COLLEAGUE)})
    phone.presses("state:not_met")
    assert (frame(phone).stage, phone.saved) == ("conflict", [])
    assert "vừa có người khác trả lời: đạt" in phone.text
    phone.presses("replace")
    assert [(save.seen, save.state) for save in phone.saved] == [(1, State.NOT_MET)]


def test_keeping_the_colleagues_answer_goes_on_with_the_next_question() -> None:
    phone = at("15.2")
    phone.found = report(answers={"15.2": answer("15.2", by=COLLEAGUE)})
    phone.presses("state:not_met")
    phone.presses("keep")
    assert phone.saved == []
    assert (frame(phone).stage, frame(phone).item) == ("question", "15.4")


def test_a_colleagues_no_new_figure_yet_is_answered_without_a_question_and_without_a_fault() -> None:
    phone = at("2.1", nature=Nature.OFFICIAL, as_of=date(2023, 5, 31))
    phone.found = report(answers={"2.1": answer("2.1", State.NOT_REPORTED, by=COLLEAGUE, reason="no_new_figure")})
    phone.says("95,5")
    phone.presses("state:met")
    assert [(save.seen, save.state) for save in phone.saved] == [(1, State.MET)]


def test_no_new_figure_never_takes_a_colleagues_answer_away() -> None:
    phone = at("2.1")
    theirs = answer("2.1", figure=Figure(value=Decimal(95)), by=COLLEAGUE)
    phone.found = report(answers={"2.1": theirs})
    phone.presses("none_yet")
    assert phone.saved == []
    assert phone.text.startswith("Câu 2.1 vừa có người khác trả lời: 95% · đạt, nên giữ câu đó.")


def test_ones_own_answer_from_another_phone_is_followed_without_a_question() -> None:
    phone = at("1.2")
    phone.found = report(answers={"1.2": answer("1.2", by=OFFICER.id)})
    phone.presses("state:not_met")
    assert [(save.seen, save.state) for save in phone.saved] == [(1, State.NOT_MET)]


def test_no_new_figure_keeps_the_item_open_and_goes_on() -> None:
    phone = at("2.1")
    phone.presses("none_yet")
    assert [(save.state, save.reason) for save in phone.saved] == [(State.NOT_REPORTED, "no_new_figure")]
    assert frame(phone).item == "2.2"
    assert not phone.found.answered("2.1")


# the last value, the villages' sums, corrections


def test_the_same_as_last_time_is_saved_as_unchanged() -> None:
    last = {"15.4": LastKnown(state=State.MET, figure=Figure(value=Decimal("87.5")), reported_on=date(2022, 11, 12))}
    phone = at("15.4", report(last=last), nature=Nature.OFFICIAL, as_of=date(2023, 5, 31))
    phone.presses("same")
    assert [(save.figure, save.unchanged) for save in phone.saved] == [(Figure(value=Decimal("87.5")), True)]


def test_the_villages_sum_is_taken_over_as_a_share_and_offered_only_where_it_is_one() -> None:
    sums = {"17.1": VillageSum(numerator=61, denominator=84, reported=1, villages=2)}
    phone = at("17.1", report(answers={}, last={}, village_sums=sums))
    phone.presses("villages")
    assert frame(phone).pending == Pending(figure=Figure(value=Decimal("72.62"), numerator=61, denominator=84))
    wrong = {"17.1": VillageSum(numerator=90, denominator=84, reported=1, villages=2)}
    assert "villages" not in at("17.1", report(village_sums=wrong)).options


def test_the_answer_before_can_be_mended_from_the_next_question() -> None:
    phone = at("1.2")
    phone.presses("state:met")
    phone.presses("fix")
    assert (frame(phone).item, frame(phone).seen) == ("1.2", 1)
    phone.presses("state:unstable")
    assert [(save.indicator, save.seen) for save in phone.saved] == [("1.2", 0), ("1.2", 1)]


def test_a_correction_asks_one_item_and_goes_back() -> None:
    phone = at("17.1", only=True, nature=Nature.OFFICIAL, as_of=date(2023, 5, 31))
    assert {"fix", "previous"}.isdisjoint(phone.options)
    phone.says("95")
    phone.presses("state:met")
    assert phone.stands() == (Menu(),)
    assert [save.indicator for save in phone.saved] == ["17.1"]


@pytest.mark.parametrize("option", ["later", "none_yet"])
def test_a_correction_that_is_left_open_goes_back_too(option: str) -> None:
    phone = at("17.1", only=True)
    phone.presses(option)
    assert phone.stands() == (Menu(),)


def test_what_has_left_is_corrected_here_and_there_and_not_asked_through() -> None:
    phone = at("17.2", report(state=ReportState.SENT))
    phone.presses("later")
    assert frame(phone).stage == "sent"


# sources and villages


def test_a_source_is_of_one_answer_only() -> None:
    phone = at("15.2")
    phone.presses("more")
    phone.presses("source")
    phone.says("chị Hoa, trạm y tế, 7/6")
    phone.presses("state:met")
    phone.says("95")
    phone.presses("nature:month")
    assert [(save.indicator, save.source) for save in phone.saved] == [
        ("15.2", "chị Hoa, trạm y tế, 7/6"),
        ("15.4", ""),
    ]


def test_entering_for_a_village_gives_every_answer_its_source() -> None:
    village = report(
        key=VILLAGE_KEY, unit=VILLAGES[1], superior=COMMUNE, form=VILLAGE_FORM, answers={}, last={}, plan={}, posts={}
    )
    phone = at("1.1", village, source="điện thoại, 7/6/2023")
    phone.says("84")
    phone.says("5")
    assert [(save.indicator, save.source) for save in phone.saved] == [
        ("1.1", "điện thoại, 7/6/2023"),
        ("1.2", "điện thoại, 7/6/2023"),
    ]


def test_a_village_count_is_saved_without_verdict_and_day() -> None:
    village = report(
        key=VILLAGE_KEY, unit=VILLAGES[1], superior=COMMUNE, form=VILLAGE_FORM, answers={}, last={}, plan={}, posts={}
    )
    phone = at("1.1", village, who=HEAD)
    phone.says("84")
    assert [(save.state, save.figure) for save in phone.saved] == [(State.NOT_REPORTED, Figure(value=Decimal(84)))]
    assert phone.text.startswith("✔ 1.1 = 84 hộ\n\n")
    assert phone.found.answered("1.1")


def test_a_choice_is_saved_by_its_words() -> None:
    village = report(
        key=VILLAGE_KEY, unit=VILLAGES[1], superior=COMMUNE, form=VILLAGE_FORM, answers={}, last={}, plan={}, posts={}
    )
    phone = at("4.1", village, who=HEAD)
    phone.says("mó nước")
    assert [save.choice for save in phone.saved] == ["Mó nước"]
