"""Asking several units a few questions: one thing at a time, nothing leaves before the one confirmation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from conversations.engine.asks import ReceiversBelow, RequestNow, RequestsOf
from conversations.engine.effects import AskUnits
from conversations.engine.events import Commanded
from conversations.engine.frames import AdHocRequest, AskForRight, Menu
from conversations.programme.ad_hoc_request import YES_NO, Question, Receivers, Request, RequestAnswers
from conversations.programme.answer import Figure, State
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.criteria import Measure
from conversations.programme.ids import RuleId, UnitId
from conversations.programme.person import Grant, Role
from conversations.programme.unit import Level, Unit, kind_by_code
from conversations.reading import limits
from conversations.screens.paging import SCREEN
from tests.dialogues.commune import DISTRICT, H1, OFFICER, VILLAGES, Nothing, answer, fits, person
from tests.dialogues.test_fill_report_forms import questions
from tests.engine.walk import Walk

if TYPE_CHECKING:
    from conversations.engine.asks import AnyAsk
    from conversations.engine.facts import Facts

MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
COMMUNES = tuple(
    Unit(id=UnitId(number), kind=kind_by_code(kind), name=name, parent=DISTRICT.id)
    for number, (kind, name) in enumerate(
        (("xa", "Hồng Định"), ("xa", "Hồng Quang"), ("xa", "Phúc Sen"), ("thi_tran", "Tà Lùng"), ("xa", "Tự Do")), 20
    )
)
OFFICE = Unit(
    id=UnitId(50), kind=kind_by_code("co_quan"), name="Phòng Lao động, Thương binh và Xã hội", parent=DISTRICT.id
)
RECEIVERS = Receivers(
    unit=DISTRICT, units=(*COMMUNES, *VILLAGES, OFFICE), joined=frozenset({COMMUNES[2].id, COMMUNES[4].id})
)
REQUEST = Request(rule=RuleId(9), period=replace(H1, title="Thiệt hại mưa đá"), asked=COMMUNES, answered=frozenset())


@dataclass
class Asking(Walk):
    """A manager's phone."""

    request: RequestAnswers | None = None

    @property
    def facts(self) -> Facts:
        running = (REQUEST if self.request is None else self.request.request,)
        number = REQUEST.rule if self.request is None else self.request.request.rule
        told: dict[AnyAsk, object] = {
            ReceiversBelow(DISTRICT.id): RECEIVERS,
            RequestsOf(DISTRICT.id): running,
            RequestNow(DISTRICT.id, number): self.request,
        }
        return replace(super().facts, answers=Nothing(told))

    @property
    def frame(self) -> AdHocRequest:
        assert isinstance(self.top, AdHocRequest)
        return self.top

    @property
    def asked(self) -> list[AskUnits]:
        return [effect for taken in self.steps for effect in taken.effects if isinstance(effect, AskUnits)]


def phone(**known: Any) -> Asking:
    plain = known.pop("plain", False)
    frame = AdHocRequest(unit=DISTRICT.id, **known)
    walk = Asking(who=MANAGER, plain=bool(plain))
    walk.at(Menu(), frame)
    return walk


ONE = (Question(text="Bao nhiêu nhà tốc mái?", measure=Measure.NUMBER),)
READY = {
    "title": "Thiệt hại mưa đá",
    "questions": ONE,
    "owes": Level.COMMUNE,
    "operator": DueOperator.UNTIL,
    "day": date(2023, 6, 12),
}


@pytest.mark.parametrize("plain", [False, True])
def test_a_request_is_written_step_by_step_and_leaves_with_one_confirmation(*, plain: bool) -> None:
    asking = phone(plain=plain)
    asking.presses("new")
    for said in ("Thiệt hại mưa đá", "Bao nhiêu nhà tốc mái?"):
        asking.says(said)
    asking.presses("kind:number")
    asking.says("Cần hỗ trợ ngay không?")
    asking.presses("kind:yes_no")
    asking.says("Đường đi lại thế nào?")
    asking.presses("kind:choice")
    asking.says("Tốt; Khó đi; Không đi được")
    asking.says("Việc gì cần trước?")
    asking.presses("kind:text")
    asking.presses("done")
    asking.says("Phúc Sen, tự do")
    asking.presses("chosen")
    asking.says("trước ngày 13/6/2023")
    assert asking.asked == []
    assert "Hỏi 2 nơi: Phúc Sen, Tự Do." in asking.text
    assert "Hạn: trước ngày 13/6/2023 (chậm nhất hết ngày 12/6/2023)." in asking.text
    assert "nhắc ngày 09/6, 11/6, 12/6" in asking.text
    asking.presses("send")
    assert asking.asked == [
        AskUnits(
            unit=DISTRICT.id,
            title="Thiệt hại mưa đá",
            questions=(
                *ONE,
                Question(text="Cần hỗ trợ ngay không?", measure=Measure.CHOICE, options=YES_NO),
                Question(
                    text="Đường đi lại thế nào?",
                    measure=Measure.CHOICE,
                    options=("Tốt", "Khó đi", "Không đi được"),
                ),
                Question(text="Việc gì cần trước?", measure=Measure.TEXT),
            ),
            owes=Level.COMMUNE,
            only=(COMMUNES[2].id, COMMUNES[4].id),
            deadline=Deadline(operator=DueOperator.BEFORE, day=date(2023, 6, 13)),
        )
    ]
    assert asking.frame == AdHocRequest(unit=DISTRICT.id)


def test_all_units_of_a_kind_are_one_press_and_those_whom_nobody_answers_for_are_named() -> None:
    asking = phone(title="Hỏi", questions=ONE, stage="units")
    assert asking.options == ["all:commune", "all:village", "all:office", "stop"]
    asking.presses("all:commune")
    asking.presses("day:2023-06-14")
    assert (asking.frame.owes, asking.frame.only) == (Level.COMMUNE, ())
    assert "Hỏi tất cả 5 xã, thị trấn." in asking.text
    assert "Chưa có người tham gia nên chưa nhận được tin: 3 nơi (Hồng Định, Hồng Quang, Tà Lùng)." in asking.text


def test_an_unclear_name_is_asked_back_an_unknown_one_told_and_neither_is_ever_taken() -> None:
    asking = phone(title="Hỏi", questions=ONE, stage="units")
    asking.says("Hồng, Phúc Sen, Nơi Nào Đó")
    assert list(asking.frame.only) == [COMMUNES[2].id]
    assert "Không thấy ở huyện Quảng Hòa: Nơi Nào Đó." in asking.text
    assert "“Hồng” là nơi nào?" in asking.text
    asking.presses(f"u:{COMMUNES[1].id}")
    assert list(asking.frame.only) == [COMMUNES[2].id, COMMUNES[1].id]
    asking.says("Hồng")
    asking.presses("skip")
    assert list(asking.frame.only) == [COMMUNES[2].id, COMMUNES[1].id]
    asking.presses("none")
    assert (asking.frame.only, asking.frame.owes) == ((), None)
    assert "chosen" not in asking.options


def test_an_unclear_commune_beside_a_clear_village_is_still_asked_with_its_names() -> None:
    asking = phone(title="Hỏi", questions=ONE, stage="units")
    asking.says("Hồng, Lũng Rì")
    assert asking.frame.owes is Level.VILLAGE
    assert asking.options == [f"u:{COMMUNES[0].id}", f"u:{COMMUNES[1].id}", "skip"]
    asking.presses(f"u:{COMMUNES[0].id}")
    assert "Mỗi yêu cầu chỉ hỏi một loại nơi nhận, nên chưa ghi: xã Hồng Định." in asking.text
    assert asking.frame.only == (VILLAGES[0].id,)


def test_one_request_asks_one_kind_of_unit() -> None:
    asking = phone(title="Hỏi", questions=ONE, stage="units")
    asking.says("Phòng Lao động, Thương binh và Xã hội; Phúc Sen")
    assert asking.frame.owes is Level.COMMUNE
    assert "Mỗi yêu cầu chỉ hỏi một loại nơi nhận, nên chưa ghi: Phòng Lao động" in asking.text
    villages = phone(title="Hỏi", questions=ONE, stage="units")
    villages.says("Lũng Rì, Pác Rằng")
    assert (villages.frame.owes, len(villages.frame.only)) == (Level.VILLAGE, 2)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("hôm qua", "Hạn này đã qua"),
        ("1/6/2023", "Hạn này đã qua"),
        ("trước ngày 7/6/2023", "Hạn này đã qua"),
        ("31/6/2023", "không có"),
        ("1/1/2025", "xa quá một năm"),
        ("bao giờ cũng được", "Chưa đọc được"),
        ("hằng tháng, trước ngày 25", "không khớp"),
    ],
)
def test_a_day_that_cannot_be_is_told_and_nothing_moves_on(said: str, told: str) -> None:
    asking = phone(**{**READY, "operator": None, "day": None, "stage": "due"})
    asking.says(said)
    assert asking.frame.stage == "due"
    assert asking.frame.day is None
    assert told.casefold() in asking.text.casefold()


def test_tomorrow_is_a_day_too() -> None:
    asking = phone(**{**READY, "operator": None, "day": None, "stage": "due"})
    asking.says("ngày mai")
    assert (asking.frame.stage, asking.frame.operator, asking.frame.day) == (
        "preview",
        DueOperator.UNTIL,
        date(2023, 6, 8),
    )


def test_a_day_without_its_year_that_has_just_passed_is_asked_back() -> None:
    asking = phone(**{**READY, "operator": None, "day": None, "stage": "due"})
    asking.says("1/6")
    assert asking.frame.stage == "which_due"
    asking.presses("due:0")
    assert "Hạn này đã qua" in asking.text
    asking.says("hết ngày 20/6")
    assert (asking.frame.stage, asking.frame.day) == ("preview", date(2023, 6, 20))


def test_a_preview_that_stood_until_its_day_was_over_is_not_sent() -> None:
    asking = phone(**{**READY, "day": date(2023, 6, 6), "stage": "preview", "complete": True})
    asking.presses("send")
    assert asking.asked == []
    assert asking.frame.stage == "due"
    assert "Hạn này đã qua" in asking.text


def test_every_part_can_be_corrected_from_the_preview_and_leads_back_to_it() -> None:
    asking = phone(**READY, stage="preview", complete=True)
    asking.presses("title")
    asking.says("Thiệt hại gió lốc")
    assert asking.frame.stage == "preview"
    asking.presses("question")
    asking.presses("drop")
    assert asking.frame.questions == ()
    asking.says("Bao nhiêu nhà đổ?")
    asking.presses("kind:number")
    asking.presses("done")
    asking.presses("units")
    asking.presses("all:village")
    asking.presses("due")
    asking.presses("day:2023-06-10")
    assert asking.frame.stage == "preview"
    assert (asking.frame.title, asking.frame.owes, asking.frame.day) == (
        "Thiệt hại gió lốc",
        Level.VILLAGE,
        date(2023, 6, 10),
    )


def test_without_a_question_or_a_receiver_there_is_no_way_on() -> None:
    assert "done" not in phone(title="Hỏi", stage="question").options
    assert "chosen" not in phone(title="Hỏi", questions=ONE, stage="units").options
    nobody = phone(title="Hỏi", questions=ONE, stage="preview", operator=DueOperator.UNTIL, day=date(2023, 6, 12))
    nobody.presses("send")
    assert nobody.asked == []
    assert nobody.frame.stage == "units"


@pytest.mark.parametrize(
    ("stage", "said", "told"),
    [
        ("title", "x" * (limits.REQUEST_TITLE + 1), "chỉ nhận tối đa 60"),
        ("title", "???", "Xin ghi tên bằng chữ"),
        ("question", "x" * (limits.QUESTION + 1), "chỉ nhận tối đa 200"),
        ("question", "...", "Xin gõ câu hỏi bằng chữ"),
        ("options", "Tốt", "Cần từ 2 đến 8 mục"),
        ("options", "Tốt; tot", "hai mục giống nhau"),
        ("options", f"Tốt; {'x' * 33}", "không vừa nút bấm"),
    ],
)
def test_what_does_not_fit_is_asked_again(stage: str, said: str, told: str) -> None:
    asking = phone(title="Hỏi", text="Thế nào?", stage=stage)
    before = asking.frame
    asking.says(said)
    assert asking.frame == before
    assert told in asking.text


def test_ten_questions_are_enough() -> None:
    asking = phone(title="Hỏi", questions=ONE * 9, text="Câu cuối?", stage="kind")
    asking.presses("kind:text")
    assert asking.frame.stage == "units"
    assert "nhiều nhất 10 câu" in asking.text


def test_a_word_typed_as_a_title_or_question_is_no_command_but_a_slash_is_and_the_request_waits() -> None:
    asking = phone(title="Hỏi", stage="question")
    asking.says("menu")
    assert asking.frame.text == "menu"
    asking.does(Commanded(name="menu"))
    assert asking.top == Menu()
    asking.does(Commanded(name="tieptuc"))
    assert (asking.frame.title, asking.frame.text) == ("Hỏi", "menu")


def test_stopping_keeps_nothing() -> None:
    asking = phone(**READY, stage="preview", complete=True)
    asking.presses("stop")
    assert asking.frame == AdHocRequest(unit=DISTRICT.id)
    assert "Đã bỏ yêu cầu, chưa gửi cho ai." in asking.text
    assert asking.asked == []


def test_whoever_is_no_manager_is_refused_the_command_and_a_forged_frame_shows_nothing() -> None:
    officer = Asking(who=OFFICER)
    officer.at(Menu())
    officer.does(Commanded(name="dotxuat"))
    assert officer.top == AskForRight(command="dotxuat")
    officer.at(Menu(), AdHocRequest(unit=DISTRICT.id, rule=RuleId(9), stage="answers"))
    assert "Không xem được mục này" in officer.text
    assert "mưa đá" not in officer.text


def test_the_manager_sees_who_has_answered_what_with_sums_and_who_has_not() -> None:
    form = questions(Measure.NUMBER, Measure.CHOICE, Measure.TEXT)
    said = {
        COMMUNES[2].id: {
            "1": answer("1", State.NOT_REPORTED, figure=Figure(value=Decimal("12.5"))),
            "2": answer("2", State.NOT_REPORTED, choice="Có"),
            "3": answer("3", State.NOT_REPORTED, choice="lợp lại mái trường"),
        },
        COMMUNES[4].id: {
            "1": answer("1", State.NOT_REPORTED, figure=Figure(value=Decimal(3))),
            "2": answer("2", State.NOT_REPORTED, choice="Không"),
        },
    }
    found = RequestAnswers(request=replace(REQUEST, answered=frozenset(said)), form=form, answers=said)
    asking = Asking(who=MANAGER, request=found)
    asking.at(Menu(), AdHocRequest(unit=DISTRICT.id))
    assert "2/5 nơi đã trả lời" in asking.text
    assert "Chưa trả lời: Hồng Định, Hồng Quang, Tà Lùng." in asking.text
    asking.presses("r:9")
    assert asking.text.splitlines()[6:] == [
        "Cộng câu 1: 15,5 (2 nơi)",
        "Câu 2: Có 1, Không 1",
        "• Phúc Sen: 1) 12,5; 2) Có; 3) “lợp lại mái trường”",
        "• Tự Do: 1) 3; 2) Không; 3) chưa trả lời",
        "Chưa trả lời: Hồng Định, Hồng Quang, Tà Lùng",
    ]


def test_the_answers_of_a_whole_province_turn_page_by_page_and_every_unit_is_on_one() -> None:
    units = tuple(replace(COMMUNES[0], id=UnitId(1000 + number), name=f"Xã số {number}") for number in range(193))
    words = "rất nhiều việc phải làm ngay " * 30
    said = {
        unit.id: {str(code): answer(str(code), State.NOT_REPORTED, choice=words) for code in range(1, 11)}
        for unit in units[:100]
    }
    form = questions(*[Measure.TEXT] * 10)
    found = RequestAnswers(request=replace(REQUEST, asked=units, answered=frozenset(said)), form=form, answers=said)
    asking = Asking(who=MANAGER, request=found)
    asking.at(Menu(), AdHocRequest(unit=DISTRICT.id, stage="answers", rule=RuleId(9)))
    seen = ""
    while True:
        assert asking.screen is not None
        fits(asking.screen)
        assert len(asking.text) < SCREEN, "the last unit of a page would be cut"
        seen += asking.text + "\n"
        following = [option for option in asking.options if option == f"page:{asking.frame.page + 1}"]
        if not following:
            break
        asking.presses(following[0])
    assert [unit.name for unit in units if f"{unit.name}" not in seen] == []


def test_every_screen_fits_a_plain_channel_however_long_everything_is() -> None:
    most = Question(text="x" * limits.QUESTION, measure=Measure.CHOICE, options=("y" * 30 + "1", "y" * 30 + "2"))
    longest = {**READY, "title": "x" * limits.REQUEST_TITLE, "questions": (most,) * 10, "text": "x" * limits.QUESTION}
    for stage in ("overview", "title", "question", "kind", "options", "units", "due", "preview"):
        asking = phone(**longest, stage=stage)
        assert asking.screen is not None
        fits(asking.screen)
