from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest

from conversations.dialogues import progress
from conversations.engine.asks_of_standing import LackingOf
from conversations.engine.effects import StateCost
from conversations.engine.frames import Approve, FillReport, OnBehalf, Progress
from conversations.engine.move import Chose, Input, Move, Typed
from conversations.programme.answer import Figure, State
from conversations.programme.criteria import CriteriaSet, Indicator, Threshold
from conversations.programme.criterion_cost import CostRow, CriterionCost
from conversations.programme.ids import UnitId
from conversations.programme.nearest import Lacking
from conversations.programme.person import Grant, Role
from conversations.programme.report import ReportState
from conversations.programme.unit import Unit, kind_by_code
from tests.dialogues.commune import (
    COMMUNE,
    FORM,
    HEAD,
    KEY,
    LEADER,
    NURSE,
    OFFICER,
    STRAY,
    VILLAGES,
    answer,
    facts,
    fits,
    ids,
    person,
    report,
    stays,
    summary,
    unit_facts,
    village,
)

FRAME = Progress(unit=COMMUNE.id)


def test_the_overview_tells_what_is_missing_by_post_what_was_promised_and_what_was_lost() -> None:
    screen = fits(progress.show(FRAME, facts(unit_found=unit_facts())))
    assert screen.text.splitlines() == [
        "Tiến độ · xã Phúc Sen",
        "Báo cáo 6 tháng đầu năm 2023",
        "Gửi trước ngày 10/6/2023 (chậm nhất hết ngày 09/6, còn 2 ngày)",
        "Đã có 2/57 chỉ tiêu.",
        "Còn thiếu theo bộ phận:",
        "• Người phụ trách chung: 53 (1.2, 2.1, 2.2, 2.3 và 49 chỉ tiêu nữa)",
        "• Trạm y tế: 2 (15.1, 15.2)",
        "Không giữ được so với kỳ trước: 17.1.",
        "Theo lộ trình 2023: 10 Thu nhập.",
        "Còn nợ lộ trình 2022: 2 Giao thông.",
        "Xóm: 1/4 đã gửi báo cáo, 1 đang làm, 2 chưa bắt đầu.",
        "Chưa gửi: Lũng Sâu, Pác Rằng, xóm 3.",
    ]
    assert ids(screen) == ["go", "lacks", "list", "behalf", "home"]


def test_a_colleague_with_a_post_is_told_what_is_left_for_that_post() -> None:
    text = progress.show(FRAME, facts(NURSE, unit_found=unit_facts())).text
    assert "Phần việc của anh/chị còn: 15.1, 15.2." in text.splitlines()


def test_a_leader_is_offered_to_read_and_approve_what_waits_and_nothing_to_fill() -> None:
    waiting = unit_facts(report=report(state=ReportState.WAITING_FOR_LEADER))
    assert ids(fits(progress.show(FRAME, facts(LEADER, unit_found=waiting)))) == ["approve", "lacks", "list", "home"]
    assert ids(progress.show(FRAME, facts(OFFICER, unit_found=waiting))) == ["go", "lacks", "list", "behalf", "home"]
    assert progress.take(FRAME, Chose("approve"), facts(LEADER, unit_found=waiting)) == Move(
        frames=(FRAME, Approve(key=KEY))
    )


def test_a_village_head_sees_the_village_alone() -> None:
    own = unit_facts(unit=VILLAGES[1], below=(), report=report(unit=VILLAGES[1], posts={}, plan={}, last={}))
    screen = fits(progress.show(Progress(unit=VILLAGES[1].id), facts(HEAD, unit_found=own)))
    assert screen.text.splitlines()[0] == "Tiến độ · xóm Lũng Sâu"
    assert "Đã trả lời 2/57 câu." in screen.text.splitlines()
    assert "chỉ tiêu" not in screen.text
    assert ids(screen) == ["go", "home"]


def demanding(values: dict[str, str], *criteria: str) -> CriteriaSet:
    """These criteria of the shipped set, with thresholds for some indicators."""

    def demand(one: Indicator) -> Indicator:
        value = values.get(one.code)
        return one if value is None else replace(one, thresholds=(Threshold(value=Decimal(value)),))

    kept = [one for one in FORM.criteria if one.code in criteria]
    return replace(FORM, criteria=tuple(replace(one, indicators=tuple(map(demand, one.indicators))) for one in kept))


def test_what_is_lacking_is_named_with_how_much_whose_and_by_when() -> None:
    (lacks,) = progress.take(FRAME, Chose("lacks"), facts(unit_found=unit_facts())).frames
    assert lacks == Progress(unit=COMMUNE.id, lacks=True)
    (ask,) = progress.needs(lacks).asks
    assert not progress.needs(FRAME).asks
    offices = {"10": ("Chi cục Thống kê",), "4.2": ("phòng Kinh tế và Hạ tầng",)}
    answers = {
        "10": answer("10", State.NOT_MET, figure=Figure(value=Decimal("35.5"))),
        "6.1": answer("6.1", State.NOT_MET),
        "4.2": answer("4.2", State.NOT_MET, figure=Figure(value=Decimal("87.5"), numerator=350, denominator=400)),
    }
    found = unit_facts(report=report(answers=answers, form=demanding({"4.2": "95", "10": "42"}, "2", "4", "6", "10")))
    assert found.report is not None
    told = Lacking(report=found.report, offices=offices, costs={})
    screen = fits(progress.show(lacks, facts(unit_found=found, answers={ask: told})))
    assert screen.text.splitlines() == [
        "Còn thiếu gì · xã Phúc Sen",
        "Gửi trước ngày 10/6/2023 (chậm nhất hết ngày 09/6, còn 2 ngày)",
        "4 tiêu chí chưa đạt, xếp từ gần đạt nhất (chưa ai ghi kinh phí còn cần).",
        "",
        "10 Thu nhập, lộ trình 2023",
        "• 10: 35,5 triệu đồng/người/năm, cần từ 42 triệu đồng/người/năm: thiếu 6,5 · Chi cục Thống kê",
        "",
        "4 Điện",
        "• 4.2: 87,5% (350/400), cần từ 95%: thiếu 30 trong 400 · Phòng Kinh tế và Hạ tầng",
        "• Chưa có số: 4.1",
        "",
        "6 Cơ sở văn hóa",
        "• 6.1 Xã có nhà văn hóa hoặc hội trường đa năng và sân thể thao p…: chưa đạt",
        "• Chưa có số: 6.2, 6.3",
        "",
        "2 Giao thông, lộ trình 2022",
        "• Chưa có số: 2.1, 2.2, 2.3, 2.4",
    ]
    assert ids(screen) == ["cost", "overview", "home"]
    priced = replace(told, costs={"2": cost("2", 450_000_000), "6": cost("6", 30_000_000)})
    cheapest = fits(progress.show(lacks, facts(HEAD, unit_found=found, answers={ask: priced})))
    heads = [line for line in cheapest.text.splitlines() if line[:1].isdigit()][1:]
    assert [line.split()[0] for line in heads] == ["6", "2", "10", "4"]
    assert "• Còn cần 450 triệu đồng (Kế hoạch xã)" in cheapest.text
    assert "  Đổ bê tông 2 km · nguồn ngân sách huyện · ông Tư · xong 31/12/2023" in cheapest.text
    assert "cost" not in ids(cheapest)
    assert progress.take(lacks, Chose("overview"), facts(unit_found=found)).frames == (FRAME,)


def cost(criterion: str, amount: int) -> CriterionCost:
    row = CostRow(
        amount=amount, content="Đổ bê tông", volume="2 km", money_from="ngân sách huyện", responsible="ông Tư",
        ends_on=date(2023, 12, 31),
    )  # fmt: skip
    return CriterionCost(criterion=criterion, version=1, said_on=date(2023, 1, 5), rows=(row,), source="Kế hoạch xã")


def test_what_a_criterion_takes_is_typed_looked_at_and_said_once() -> None:
    report_ = report()
    told = Lacking(report=report_, offices={}, costs={})
    known = facts(unit_found=unit_facts(report=report_), answers={LackingOf(COMMUNE.id): told})
    frame = Progress(unit=COMMUNE.id, lacks=True)
    for given in (Chose("cost"), Typed("17"), Typed("450tr")):
        frame = stays(progress.take(frame, given, known), Progress)
        fits(progress.show(frame, known))
    assert (frame.costing, frame.criterion, frame.amount) == ("sure", "17", 450_000_000)
    done = progress.take(frame, Chose("state"), known)
    assert done.effects == (StateCost(unit=COMMUNE.id, criterion="17", amount=450_000_000),)
    wrong: tuple[tuple[Literal["which", "how_much"], Input], ...] = (
        ("which", Typed("99")),
        ("how_much", Typed("mấy chục")),
        ("how_much", Chose("state")),
    )
    for at, mistaken in wrong:
        stands = Progress(unit=COMMUNE.id, lacks=True, costing=at, criterion="17")
        assert progress.take(stands, mistaken, known).effects == ()


def test_who_is_in_charge_is_told_above_the_list() -> None:
    told = Lacking(report=report(), offices={"15.1": ("Phòng Y tế",)}, costs={})
    known = facts(unit_found=unit_facts(report=report()), answers={LackingOf(COMMUNE.id): told})
    asked = fits(progress.show(Progress(unit=COMMUNE.id, lacks=True, item="15.1"), known)).text.splitlines()[1]
    assert asked.startswith("15.1 ")
    assert asked.endswith("Phòng Y tế đánh giá; ở xã Trạm y tế trả lời.")
    nothing = fits(progress.show(Progress(unit=COMMUNE.id, lacks=True, item="99"), known)).text
    assert "Không có tiêu chí, chỉ tiêu nào số 99." in nothing


def test_with_nothing_lacking_nothing_is_offered_and_an_old_button_says_so() -> None:
    found = unit_facts(report=report(answers={}, last={}, plan={}))
    assert "lacks" not in ids(progress.show(FRAME, facts(unit_found=found)))
    assert found.report is not None
    nothing = Lacking(report=found.report, offices={}, costs={})
    known = facts(unit_found=found, answers={LackingOf(COMMUNE.id): nothing})
    text = fits(progress.show(Progress(unit=COMMUNE.id, lacks=True), known)).text
    assert text.splitlines()[-1] == "Chưa báo tiêu chí nào là chưa đạt. Chỉ tiêu chưa có số không tính ở đây."


def test_whoever_reports_for_two_villages_can_look_at_the_other() -> None:
    two = person(*(Grant(role=Role.VILLAGE_OFFICER, unit=unit) for unit in VILLAGES[:2]))
    own = unit_facts(unit=VILLAGES[0], below=())
    assert f"u:{VILLAGES[1].id}" in ids(fits(progress.show(FRAME, facts(two, unit_found=own))))
    moved = progress.take(FRAME, Chose(f"u:{VILLAGES[1].id}"), facts(two, unit_found=own))
    assert moved == Move(frames=(Progress(unit=VILLAGES[1].id),))


def test_what_is_opened_from_here_stands_above_it() -> None:
    known = facts(unit_found=unit_facts())
    assert progress.take(FRAME, Chose("go"), known).frames == (FRAME, FillReport(key=KEY))
    assert progress.take(FRAME, Chose("behalf"), known).frames == (FRAME, OnBehalf(unit=COMMUNE.id))
    assert progress.take(FRAME, Chose("home"), known).home


def test_the_list_says_of_every_village_where_it_stands() -> None:
    moved = progress.take(FRAME, Chose("list"), facts(unit_found=unit_facts()))
    assert moved.frames == (Progress(unit=COMMUNE.id, page=1),)
    screen = fits(progress.show(Progress(unit=COMMUNE.id, page=1), facts(unit_found=unit_facts())))
    assert screen.text.splitlines() == [
        "Danh sách xóm · xã Phúc Sen",
        "Báo cáo 6 tháng đầu năm 2023, chậm nhất hết ngày 09/6",
        "Lũng Rì: đã gửi, 13/13",
        "Lũng Sâu: chưa gửi, đang làm 5/13",
        "Pác Rằng: chưa gửi, chưa bắt đầu",
        "xóm 3: chưa gửi, chưa bắt đầu",
    ]


def test_forty_communes_stand_on_pages_each_exactly_once() -> None:
    names = [f"Xã có tên rất dài thứ {number}" for number in range(40)]
    xa = kind_by_code("xa")
    below = tuple(summary(replace(village(number, name), kind=xa)) for number, name in enumerate(names))
    district = Unit(id=UnitId(1), kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None)
    known = facts(unit_found=unit_facts(unit=district, below=below, report=None))
    fits(progress.show(FRAME, known))
    shown: list[str] = []
    frame = replace(FRAME, page=1)
    for _ in range(9):
        screen = fits(progress.show(frame, known))
        shown += [line.partition(":")[0] for line in screen.text.splitlines()[2:]]
        if f"page:{frame.page + 1}" not in ids(screen):
            break
        frame = stays(progress.take(frame, Chose(f"page:{frame.page + 1}"), known), Progress)
    assert shown == names


def test_a_list_that_became_shorter_shows_its_last_page() -> None:
    screen = progress.show(replace(FRAME, page=9), facts(unit_found=unit_facts()))
    assert screen == progress.show(replace(FRAME, page=1), facts(unit_found=unit_facts()))


def test_the_longest_overview_still_fits_the_weakest_channel() -> None:
    posts = {
        indicator.code: f"Bộ phận có tên dài {indicator.code} " + "x" * 60 for indicator in report().form.indicators
    }
    many = tuple(summary(village(number, "Xóm tên dài " * 9)) for number in range(40))
    full = unit_facts(report=report(posts=posts, leader_note="sửa " * 120), below=many)
    fits(progress.show(FRAME, facts(unit_found=full)))


def test_a_unit_out_of_sight_or_without_a_report_is_said_to_be_so() -> None:
    assert progress.show(FRAME, facts()).name == "progress.out_of_sight"
    bare = progress.show(FRAME, facts(HEAD, unit_found=unit_facts(report=None, below=())))
    assert (
        bare.text
        == "Tiến độ · xã Phúc Sen\nHiện không có báo cáo theo bộ tiêu chí nào đến hạn. Báo cáo khác, hồ sơ: gõ /baocao."
    )


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    for known in (facts(), facts(unit_found=unit_facts())):
        moved = progress.take(FRAME, given, known)
        assert (moved.frames, len(moved.lines), moved.effects) == ((FRAME,), 1, ())
