from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.dialogues import history
from conversations.engine.facts import HistoryEntry, Needs
from conversations.engine.frames import History
from conversations.engine.move import Chose, Move, Typed
from conversations.engine.screen import Screen
from tests.dialogues.commune import COMMUNE, NOW, STRAY, WATER, answer, facts, fits, ids, unit_facts

ASK = History(unit=COMMUNE.id)
FRAME = History(unit=COMMUNE.id, item="17.1")
UNIT = facts(unit_found=unit_facts())
OLD = HistoryEntry(
    period="Báo cáo năm 2022",
    answer=answer("17.1", unchanged=True, channel="", at=NOW - timedelta(days=200)),
    by="Cán bộ 12",
)
NEW = HistoryEntry(period="Báo cáo 6 tháng đầu năm 2023", answer=WATER, by="Cán bộ văn phòng, Văn phòng")


def shown(item: str, *entries: HistoryEntry) -> Screen:
    return fits(history.show(History(unit=COMMUNE.id, item=item), replace(UNIT, history=entries)))


def test_versions_are_told_newest_first_with_nature_reason_source_who_when_and_which_way() -> None:
    assert history.needs(FRAME) == Needs(unit=COMMUNE.id, history=(COMMUNE.id, "17.1"))
    assert shown("17.1", OLD, NEW).text.splitlines() == [
        "17.1 Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn · xã Phúc Sen",
        "• Báo cáo 6 tháng đầu năm 2023: 87,5% (350/400) · chưa đạt (tính đến 31/5/2023, số chính thức)",
        "Lý do: mất nguồn mó sau lũ",
        "Nguồn: chị cán bộ trạm, 7/6",
        "Cán bộ văn phòng, Văn phòng nhập lúc 21 giờ 42, ngày 7/6/2023, qua Telegram",
        "• Báo cáo năm 2022: đạt",
        "Xác nhận như kỳ trước.",
        "Cán bộ 12 nhập lúc 21 giờ 42, ngày 19/11/2022",
    ]


def test_many_long_versions_stand_on_pages_of_six_at_most() -> None:
    entries = [
        replace(NEW, by=f"Người {number}", answer=replace(WATER, at=NOW - timedelta(days=number), reason="vì " * 160))
        for number in range(20)
    ]
    seen: list[str] = []
    for page in range(20):
        screen = fits(history.show(replace(FRAME, page=page), replace(UNIT, history=tuple(entries))))
        people = [line for line in screen.text.splitlines() if line.startswith("Người ")]
        assert 1 <= len(people) <= 6
        seen += people
        if f"page:{page + 1}" not in ids(screen):
            break
    assert [line.split(" nhập ")[0] for line in seen] == [f"Người {number}" for number in range(20)]
    assert history.take(FRAME, Chose("page:1"), UNIT).frames == (replace(FRAME, page=1),)


@pytest.mark.parametrize(
    ("text", "code"), [("13.3", "13.3"), ("tiêu chí 13,3", "13.3"), ("1", "1"), ("chỉ tiêu 5.", "5")]
)
def test_without_a_code_it_is_asked_for_and_read_as_people_type_it(text: str, code: str) -> None:
    assert history.needs(ASK) == Needs(unit=COMMUNE.id)
    fits(history.show(ASK, UNIT))
    assert history.take(ASK, Typed(text), UNIT) == Move(frames=(History(unit=COMMUNE.id, item=code),))


def test_a_text_without_a_number_is_asked_again() -> None:
    moved = history.take(ASK, Typed("nước sạch"), UNIT)
    assert (moved.frames, len(moved.lines)) == ((ASK,), 1)


def test_a_criterion_offers_its_indicators_unless_it_is_its_own_only_one() -> None:
    screen = shown("15")
    assert ids(screen) == ["i:15.1", "i:15.2", "i:15.3", "i:15.4", "home"]
    assert history.take(History(unit=COMMUNE.id, item="15"), Chose("i:15.2"), UNIT).frames == (
        History(unit=COMMUNE.id, item="15.2"),
    )
    assert shown("10").text.splitlines() == [
        "10 Thu nhập bình quân đầu người · xã Phúc Sen",
        "Chưa có ai trả lời chỉ tiêu này ở đây.",
    ]


def test_an_unknown_code_is_told_kindly_and_another_can_be_typed_at_once() -> None:
    screen = shown("99.9")
    assert screen.text.splitlines()[1] == (
        "Bộ tiêu chí của xã Phúc Sen không có chỉ tiêu số 99.9. Xin anh/chị xem lại số rồi gõ lại, ví dụ 1.1."
    )
    asked = history.take(History(unit=COMMUNE.id, item="99.9"), Typed("17.1"), UNIT)
    assert asked.frames == (FRAME,)
    assert history.take(FRAME, Chose("other"), UNIT).frames == (ASK,)


def test_a_figure_of_an_older_set_is_shown_by_its_code_alone() -> None:
    without = facts(unit_found=unit_facts(report=None), history=(NEW,))
    assert fits(history.show(FRAME, without)).text.splitlines()[:2] == [
        "17.1 · xã Phúc Sen",
        "• Báo cáo 6 tháng đầu năm 2023: 87,5 (350/400) · chưa đạt (tính đến 31/5/2023, số chính thức)",
    ]


def test_a_unit_out_of_sight_is_said_to_be_so() -> None:
    assert history.show(FRAME, facts()).name == "history.out_of_sight"
    assert history.take(FRAME, Chose("home"), facts()).home


@pytest.mark.parametrize("given", STRAY)
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: object) -> None:
    moved = history.take(FRAME, given, facts())  # type: ignore[arg-type]
    assert (moved.frames, len(moved.lines), moved.effects) == ((FRAME,), 1, ())
