"""What an admin is asked, shown and told; the way through the questions, and what the one confirmation carries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.dialogues import deadlines
from conversations.engine.asks import DeadlinesOf
from conversations.engine.effects import EndRule, PutRule
from conversations.engine.facts import DeadlinesFacts, Facts, Needs
from conversations.engine.frames import Deadlines, RuleDraft
from conversations.engine.move import Chose, Input, Typed
from conversations.engine.rule_draft import draft_of
from conversations.programme.calendar import DueOperator, Form, Offsets
from conversations.programme.cycle import Cycle
from conversations.programme.ids import PersonId, RuleId, SetId, UnitId
from conversations.programme.person import Grant, Person, Role
from conversations.programme.unit import Level, Unit, kind_by_code
from conversations.reading.deadlines import Due
from tests.dialogues.commune import DEADLINES, DISTRICT, H1_RULE, NOW, VILLAGES, fits, ids

ADMIN = Person(id=PersonId(1), name="quản trị", grants=(Grant(role=Role.ADMIN, unit=DISTRICT),))


def told(found: DeadlinesFacts | None) -> Facts:
    return Facts(now=NOW, person=ADMIN, answers={DeadlinesOf(): found, DeadlinesOf(DISTRICT.id): found})


KNOWN = told(DEADLINES)
MONTHLY = Due(cycle=Cycle.MONTH, operator=DueOperator.BEFORE, day=25)
FULL = RuleDraft(unit=DISTRICT.id, title="Báo cáo tháng", owes=Level.COMMUNE, due=MONTHLY)
OF_H1 = Deadlines(stage="rule", draft=draft_of(H1_RULE))


def after(*given: Input, frame: Deadlines | None = None, facts: Facts = KNOWN) -> Deadlines:
    """Where these inputs lead; every screen on the way fits."""
    at = frame or Deadlines()
    fits(deadlines.show(at, facts))
    for one in given:
        (found,) = deadlines.take(at, one, facts).frames
        assert isinstance(found, Deadlines)
        at = found
        fits(deadlines.show(at, facts))
    return at


def test_the_questions_of_a_new_report_end_in_a_preview_and_one_confirmation() -> None:
    frame = after(
        *(Chose("add"), Chose(f"u:{DISTRICT.id}"), Typed("Báo cáo tháng"), Chose("owes:commune"), Chose("everybody")),
        *(Typed("trước ngày 25 hằng tháng"), Chose("form:xa-ntm-2026-2030"), Chose("offsets"), Typed("3, 0")),
        *(Chose("days"), Typed("2 và 30")),
    )
    draft = replace(
        FULL,
        set_id=SetId("xa-ntm-2026-2030"),
        offsets=Offsets(before=(3, 0), after=(), then_every=0),
        grace=2,
        lock=30,
    )
    assert frame == Deadlines(stage="check", draft=draft)
    screen = deadlines.show(frame, KNOWN)
    assert "Chưa ghi gì. Anh/chị có ghi không ạ?" in screen.text.splitlines()
    assert [line.split(":")[0] for line in screen.text.splitlines() if line.startswith("•")] == [
        "• Báo cáo tháng 6/2023",
        "• Báo cáo tháng 7/2023",
        "• Báo cáo tháng 8/2023",
    ]
    saved = deadlines.take(frame, Chose("save"), KNOWN)
    assert (saved.frames, saved.effects) == ((Deadlines(),), (PutRule(draft=draft),))
    assert saved.lines == ("✔ Đã thêm “Báo cáo tháng”.",)


def test_offices_fill_in_their_own_short_report() -> None:
    office = Unit(id=UnitId(9), kind=kind_by_code("co_quan"), name="Phòng Y tế", parent=DISTRICT.id)
    facts = told(replace(DEADLINES, below=(office,)))
    frame = after(
        Chose("add"), Chose(f"u:{DISTRICT.id}"), Typed("Báo cáo cơ quan"), Chose("everybody"), Typed("15/11 hằng năm"),
        facts=facts,
    )  # fmt: skip
    assert frame.draft is not None
    assert (frame.draft.owes, frame.draft.form) == (Level.OFFICE, Form.OFFICE)


def test_some_units_are_named_and_every_name_must_be_one_unit() -> None:
    only = Deadlines(stage="only", draft=RuleDraft(unit=DISTRICT.id, title="Báo cáo", owes=Level.VILLAGE))
    found = after(Typed("Lũng Rì; xóm 3"), frame=only)
    assert found.stage == "due"
    assert found.draft is not None
    assert found.draft.only == (VILLAGES[0].id, VILLAGES[3].id)
    for typed in ("Lũng Rì; Không Có", "; ;", "xã Phúc Sen"):
        move = deadlines.take(only, Typed(typed), KNOWN)
        assert move.frames == (only,)
        assert move.lines


@pytest.mark.parametrize(
    ("frame", "typed", "said"),
    [
        (Deadlines(stage="title", draft=RuleDraft(unit=DISTRICT.id)), "2024", "Xin gõ tên báo cáo bằng chữ"),
        (Deadlines(stage="due", draft=FULL), "31/4 hằng năm", "Trong lịch không có 31/4. Có lẽ là 30/4?"),
        (Deadlines(stage="due", draft=FULL), "trước ngày 1/6/2023", "Hạn này đã qua."),
        (Deadlines(stage="offsets", draft=FULL), "7, -1", "nằm sau hạn"),
        (Deadlines(stage="offsets", draft=FULL), "7; sau hạn 90", "đã khóa sau hạn 60 ngày"),
        (Deadlines(stage="days", draft=FULL), "2", "Xin ghi hai số ngày"),
        (Deadlines(stage="days", draft=FULL), "60, 60", "gia hạn phải hết trước khi khóa"),
        (Deadlines(stage="days", draft=FULL), "0, 0", "Số ngày khóa sau hạn phải từ 1"),
        (Deadlines(stage="unit"), "huyện Nào", "Không thấy đơn vị nào tên “huyện Nào”"),
    ],
)
def test_what_cannot_be_is_told_at_once_and_asked_again(frame: Deadlines, typed: str, said: str) -> None:
    move = deadlines.take(frame, Typed(typed), KNOWN)
    assert (move.frames, move.effects) == ((frame,), ())
    assert said in move.lines[0]


def test_a_deadline_with_two_meanings_is_chosen_from_both() -> None:
    which = after(Typed("thứ sáu"), frame=Deadlines(stage="due", draft=replace(FULL, due=None)))
    assert which.stage == "which"
    assert ids(deadlines.show(which, KNOWN))[:2] == ["which:0", "which:1"]
    chosen = after(Chose("which:0"), Chose("form:any"), frame=which)
    assert chosen.stage == "check"
    assert chosen.draft is not None
    assert chosen.draft.due == Due(cycle=Cycle.WEEK, operator=DueOperator.UNTIL, day=5)
    assert deadlines.take(which, Chose("which:9"), KNOWN).frames == (which,)


def test_a_change_shows_what_was_before_and_keeps_the_rest() -> None:
    frame = after(Chose("due"), Typed("đến ngày 20/6 hằng năm"), frame=OF_H1)
    screen = deadlines.show(frame, KNOWN)
    assert "Hạn cũ: trước ngày 10/6 hằng năm" in screen.text.splitlines()
    assert "Hạn: đến hết ngày 20/6 hằng năm" in screen.text.splitlines()
    (effect,) = deadlines.take(frame, Chose("save"), KNOWN).effects
    due = Due(cycle=Cycle.YEAR, operator=DueOperator.UNTIL, day=20, month=6)
    assert effect == PutRule(draft=replace(draft_of(H1_RULE), due=due))


def test_an_end_is_confirmed_and_cannot_be_forged_from_another_screen() -> None:
    end = after(Chose("end"), frame=OF_H1)
    assert "Các kỳ đã đến hạn trước hôm nay vẫn giữ nguyên." in deadlines.show(end, KNOWN).text.splitlines()
    assert deadlines.take(end, Chose("stop"), KNOWN).effects == (EndRule(rule=H1_RULE.id),)
    assert deadlines.take(OF_H1, Chose("stop"), KNOWN).effects == ()
    assert deadlines.take(OF_H1, Chose("save"), KNOWN).effects == ()


def test_a_rule_that_has_ended_meanwhile_leads_back_to_the_list() -> None:
    gone = told(replace(DEADLINES, rules=()))
    for stage in ("rule", "due", "check", "end"):
        frame = replace(OF_H1, stage=stage)
        assert deadlines.show(frame, gone).name == "deadlines.list"
        assert deadlines.take(frame, Chose("save"), gone).effects == ()


def test_a_change_begins_from_what_the_rule_says_now() -> None:
    """Another admin changed the reminders while this one was looking at the rule."""
    now = replace(H1_RULE, offsets=Offsets(before=(5,), after=(), then_every=0))
    facts = told(replace(DEADLINES, rules=(now,)))
    frame = after(Chose("due"), frame=OF_H1, facts=facts)
    assert frame.draft == draft_of(now)


def test_many_reports_stand_on_pages() -> None:
    many = tuple(
        replace(H1_RULE, id=RuleId(100 + number), code=f"R{number}", title=f"Báo cáo tình hình thực hiện số {number}")
        for number in range(30)
    )
    facts = told(replace(DEADLINES, rules=many))
    first = fits(deadlines.show(Deadlines(), facts))
    assert "page:1" in ids(first)
    last = fits(deadlines.show(Deadlines(page=99), facts))
    assert f"r:{many[-1].id}" in ids(last)


def test_the_longest_of_everything_fits() -> None:
    weekly = Due(cycle=Cycle.WEEK, operator=DueOperator.BEFORE, day=1, shift=1)
    units = tuple(
        Unit(id=UnitId(500 + number), kind=kind_by_code("xa"), name=f"{'Thượng ' * 8}{number}", parent=DISTRICT.id)
        for number in range(200)
    )
    facts = told(replace(DEADLINES, below=units))
    days = tuple(range(366, 354, -1))
    draft = replace(FULL, title="B" * 120, due=weekly, offsets=Offsets(before=days, after=(1,), then_every=7))
    for stage in ("check", "offsets", "days", "due", "who", "only", "form"):
        fits(deadlines.show(Deadlines(stage=stage, draft=draft), facts))


def test_nobody_else_sees_anything() -> None:
    screen = deadlines.show(Deadlines(), told(None))
    assert screen.name == "deadlines.out_of_sight"
    assert deadlines.take(OF_H1, Chose("end"), told(None)).effects == ()


def test_only_what_the_stage_needs_is_loaded() -> None:
    assert deadlines.needs(Deadlines()) == Needs(asks=(DeadlinesOf(),))
    assert deadlines.needs(OF_H1) == Needs(asks=(DeadlinesOf(DISTRICT.id),))
