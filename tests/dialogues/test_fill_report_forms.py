"""Forms that judge nothing: answers in words, plain numbers, questions instead of chỉ tiêu, no leader in between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conversations.engine.effects import ActOnReport
from conversations.engine.events import Commanded
from conversations.engine.frames import ChooseReport, FillReport, Menu
from conversations.programme.answer import LastKnown, State
from conversations.programme.criteria import CriteriaSet, Criterion, Indicator, Measure, Purpose
from conversations.programme.ids import PersonId, SetId, UnitId
from conversations.programme.person import Grant, Person, Role
from conversations.programme.report import Report, ReportAct, ReportState
from conversations.programme.unit import Level, Unit, kind_by_code
from conversations.reading import limits
from tests.dialogues.commune import DISTRICT, KEY, OFFICER, SETS, answer, fits, person, report
from tests.engine.walk import Walk

OFFICE = Unit(id=UnitId(50), kind=kind_by_code("co_quan"), name="Phòng Y tế", parent=DISTRICT.id)
REVIEWER = person(Grant(role=Role.OFFICE_REVIEWER, unit=OFFICE))
OFFICE_FORM = SETS["co-quan-bao-cao-dinh-ky.toml"]


def questions(*measures: Measure) -> CriteriaSet:
    criteria = tuple(
        Criterion(
            code=str(number),
            title=f"Câu {number}",
            indicators=(
                Indicator(
                    code=str(number),
                    criterion=str(number),
                    title=f"Câu hỏi thứ {number}?",
                    measure=measure,
                    judged=False,
                    dated=False,
                    options=("Có", "Không") if measure is Measure.CHOICE else (),
                ),
            ),
        )
        for number, measure in enumerate(measures, start=1)
    )
    return CriteriaSet(
        id=SetId("hoi-1"),
        version=1,
        title="Hỏi về mưa đá",
        level=Level.COMMUNE,
        criteria=criteria,
        valid_from=report().period.covers_from,
        source="huyện Quảng Hòa hỏi ngày 05/6/2023",
        purpose=Purpose.QUESTIONS,
    )


def office(**more: Any) -> Report:
    known = {"key": replace(KEY, unit=OFFICE.id), "unit": OFFICE, "form": OFFICE_FORM, "answers": {}, "last": {}}
    return report(**(known | {"plan": {}, "posts": {}, "has_leader": False} | more))


def asked(*measures: Measure, **more: Any) -> Report:
    return report(**({"form": questions(*measures), "answers": {}, "last": {}, "plan": {}, "posts": {}} | more))


def at(found: Report, item: str = "1", *, plain: bool = False, who: Person = REVIEWER) -> Walk:
    known = found.answers.get(item)
    frame = FillReport(key=found.key, stage="question", item=item, seen=known.version if known else 0)
    return Walk(who=who, found=found, plain=plain).at(Menu(), frame)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("text", ["1", "12", "menu", "baocao", "thoát", "có", "không", "a b", "95,5%"])
def test_whatever_is_typed_at_a_question_in_words_is_the_answer(text: str, *, plain: bool) -> None:
    phone = at(office(), plain=plain)
    phone.says(text)
    assert [(one.indicator, one.choice, one.figure, one.state) for one in phone.saved] == [
        ("1", text, None, State.NOT_REPORTED)
    ]
    assert phone.text.startswith(f"✔ 1 = “{text}”")
    assert phone.found.answered("1")


def test_in_plain_text_the_options_beside_a_text_are_chosen_by_letter_or_label() -> None:
    for said in ("a", "A", "để sau", "De sau"):
        phone = at(office(), plain=True)
        assert phone.screen is not None
        assert phone.screen.lettered
        phone.says(said)
        assert phone.saved == []
        assert isinstance(phone.top, FillReport)
        assert phone.top.item == "2"
    where_buttons_are = at(office())
    where_buttons_are.says("a")
    assert [one.choice for one in where_buttons_are.saved] == ["a"]


def test_a_command_with_its_slash_still_works_there() -> None:
    phone = at(office())
    phone.does(Commanded(name="baocao"))
    assert phone.saved == []
    assert phone.top == FillReport(key=phone.found.key)
    plain = at(office(), plain=True)
    plain.says("/baocao")
    assert plain.saved == []


def test_a_text_as_long_as_allowed_is_taken_whole_and_one_longer_is_asked_again() -> None:
    longest = "một câu dài " * (limits.ANSWER_TEXT // 12)
    longest = longest + "x" * (limits.ANSWER_TEXT - len(longest))
    phone = at(office())
    phone.says(longest + "x")
    assert phone.saved == []
    assert "dài 1001 ký tự, chỉ nhận tối đa 1000" in phone.text
    phone.says(longest)
    assert [one.choice for one in phone.saved] == [longest]
    phone.presses("fix")
    assert longest in phone.text


def test_lines_of_an_answer_are_kept_and_shown_in_one_so_that_none_looks_like_an_option() -> None:
    phone = at(office())
    phone.says("nhà tốc mái:\n1. xóm Lũng Vài\n2. xóm Pác Rằng")
    assert phone.saved[0].choice == "nhà tốc mái:\n1. xóm Lũng Vài\n2. xóm Pác Rằng"
    assert phone.text.startswith("✔ 1 = “nhà tốc mái: 1. xóm Lũng Vài 2. xóm Pác Rằng”\n")


def test_marks_without_a_word_are_no_answer() -> None:
    phone = at(office())
    phone.says("...")
    assert phone.saved == []
    assert "Xin trả lời bằng một câu ngắn" in phone.text


def test_what_was_answered_last_time_stands_beside_the_question_and_another_s_answer_is_never_replaced_unseen() -> None:
    before = LastKnown(state=State.NOT_REPORTED, choice="thiếu kinh phí", reported_on=KEY_DAY)
    phone = at(office(last={"3": before}), "3")
    assert "Kỳ trước: “thiếu kinh phí” (báo 12/11/2022)" in phone.text
    theirs = answer("3", State.NOT_REPORTED, choice="không", by=PersonId(9))
    phone.found = replace(phone.found, answers={"3": theirs})
    phone.says("thiếu cán bộ")
    assert phone.saved == []
    assert "“không”" in phone.text
    assert "“thiếu cán bộ”" in phone.text
    phone.presses("replace")
    assert [(one.choice, one.seen) for one in phone.saved] == [("thiếu cán bộ", 1)]


def test_a_plain_number_is_taken_as_typed_and_never_off_by_a_unit() -> None:
    phone = at(asked(Measure.NUMBER), who=OFFICER)
    for wrong in ("45 triệu", "500 m2", "3 ha", "80%", "-3", "nhiều lắm"):
        phone.says(wrong)
        assert phone.saved == []
    assert "Nhập một số" in phone.text
    phone.says("1.500")
    assert phone.saved == []
    assert phone.options == ["reading:0", "reading:1", "again"]
    phone.presses("again")
    phone.says("12,5")
    assert [(str(one.figure.value) if one.figure else "", one.nature) for one in phone.saved] == [
        ("12.5", phone.saved[0].nature)
    ]
    assert phone.text.startswith("✔ 1 = 12,5\n")


def test_yes_and_no_are_understood_as_they_are_said() -> None:
    for said, meant in (("có", "Có"), ("dạ có", "Có"), ("ko", "Không"), ("không ạ", "Không")):
        phone = at(asked(Measure.CHOICE), who=OFFICER)
        phone.says(said)
        assert [one.choice for one in phone.saved] == [meant]


def test_a_form_speaks_of_questions_and_says_where_it_is_from() -> None:
    phone = Walk(who=REVIEWER, found=office()).at(Menu(), FillReport(key=office().key))
    assert "Đã trả lời 0/4 câu" in phone.text
    assert OFFICE_FORM.source in phone.text
    assert "chỉ tiêu" not in phone.text
    phone.presses("list")
    assert "Chọn một mục, hoặc gõ số câu" in phone.text


def test_nobody_is_told_for_which_office_they_report_who_has_only_one() -> None:
    assert "Đang báo cho" not in at(office()).text
    other = replace(OFFICE, id=UnitId(51), name="Phòng Nội vụ")
    two = person(*REVIEWER.grants, Grant(role=Role.OFFICE_REVIEWER, unit=other))
    assert "Đang báo cho Phòng Y tế" in at(office(), who=two).text


@pytest.mark.parametrize(
    ("found", "who", "ways"),
    [
        (office(answers={"1": answer("1", choice="đã làm")}), REVIEWER, ["send", "go", "overview"]),
        (asked(Measure.TEXT, answers={"1": answer("1", choice="đã rõ")}), OFFICER, ["send", "overview"]),
        (report(has_leader=False), OFFICER, ["paper", "go", "overview"]),
    ],
)
def test_an_office_and_whoever_answers_a_few_questions_send_without_a_leader(
    found: Report, who: Person, ways: list[str]
) -> None:
    phone = Walk(who=who, found=found).at(Menu(), FillReport(key=found.key, stage="summary"))
    assert phone.options == ways
    if "send" in ways:
        step = phone.presses("send")
        assert step.effects == (ActOnReport(key=found.key, act=ReportAct.SEND),)
        assert phone.found.state is ReportState.SENT


def test_an_office_reviewer_reports_by_the_command_and_by_the_menu() -> None:
    phone = Walk(who=REVIEWER, found=office()).at(Menu())
    assert "report" in phone.options
    phone.does(Commanded(name="baocao"))
    assert phone.top == FillReport(key=office().key)
    assert ChooseReport() not in phone.stands()


def test_every_screen_of_a_form_fits_a_plain_channel_with_answers_as_long_as_can_be() -> None:
    words = "chữ " * (limits.ANSWER_TEXT // 4)
    full = office(answers={code: answer(code, State.NOT_REPORTED, choice=words) for code in "1234"})
    for stage in ("overview", "list", "question", "more", "summary"):
        phone = Walk(who=REVIEWER, found=full).at(Menu(), FillReport(key=full.key, stage=stage, item="2", seen=1))
        assert phone.screen is not None
        fits(phone.screen)


KEY_DAY = report().period.deadline.day.replace(year=2022, month=11, day=12)
