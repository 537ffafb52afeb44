from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.dialogues import history
from conversations.engine.asks import HistoryOf
from conversations.engine.effects import ShowEvidence
from conversations.engine.facts import Facts, HistoryEntry, HistoryPage, Needs
from conversations.engine.frames import History
from conversations.engine.move import Chose, Input, Move, Typed
from conversations.engine.screen import Screen
from conversations.programme.answer import EvidenceCount
from tests.dialogues.commune import (
    COMMUNE,
    KEY,
    NOW,
    STRAY,
    WATER,
    Nothing,
    answer,
    facts,
    fits,
    ids,
    stays,
    unit_facts,
)

ASK = History(unit=COMMUNE.id)
FRAME = History(unit=COMMUNE.id, item="17.1")
UNIT = facts(unit_found=unit_facts(), answers=Nothing())
OLD = HistoryEntry(
    period="Báo cáo năm 2022",
    answer=answer("17.1", unchanged=True, channel="", at=NOW - timedelta(days=200)),
    by="Cán bộ 12",
)
NEW = HistoryEntry(period="Báo cáo 6 tháng đầu năm 2023", answer=WATER, by="Cán bộ văn phòng, Văn phòng")


def having(frame: History, *entries: HistoryEntry, before: Facts = UNIT) -> Facts:
    """The facts of somebody who asks for this page of these versions, newest first."""
    ask = HistoryOf(unit=frame.unit, item=frame.item, skip=frame.page)
    page = HistoryPage(entries=entries[frame.page : frame.page + 6], before=frame.page, total=len(entries))
    return replace(before, answers={ask: page})


def shown(item: str, *entries: HistoryEntry) -> Screen:
    frame = History(unit=COMMUNE.id, item=item)
    return fits(history.show(frame, having(frame, *entries)))


def test_versions_are_told_newest_first_with_nature_reason_source_who_when_and_which_way() -> None:
    assert history.needs(FRAME) == Needs(unit=COMMUNE.id, asks=(HistoryOf(unit=COMMUNE.id, item="17.1"),))
    assert shown("17.1", NEW, OLD).text.splitlines() == [
        "17.1 Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn · xã Phúc Sen",
        "• Báo cáo 6 tháng đầu năm 2023: 87,5% (350/400) · chưa đạt (tính đến 31/5/2023, số chính thức)",
        "Lý do: mất nguồn mó sau lũ",
        "Nguồn: chị cán bộ trạm, 7/6",
        "Cán bộ văn phòng, Văn phòng nhập lúc 21 giờ 42, ngày 7/6/2023, qua Telegram",
        "• Báo cáo năm 2022: đạt",
        "Xác nhận như kỳ trước.",
        "Cán bộ 12 nhập lúc 21 giờ 42, ngày 19/11/2022",
    ]


def test_a_thousand_long_versions_are_turned_through_without_missing_or_repeating_one() -> None:
    entries = [
        replace(NEW, by=f"Người {number}", answer=replace(WATER, at=NOW - timedelta(days=number), reason="vì " * 160))
        for number in range(1000)
    ]
    seen: list[str] = []
    frame = FRAME
    while True:
        here = having(frame, *entries)
        screen = fits(history.show(frame, here))
        people = [line.split(" nhập ")[0] for line in screen.text.splitlines() if line.startswith("Người ")]
        assert 1 <= len(people) <= 6
        assert f"(lần ghi {len(seen) + 1}–{len(seen) + len(people)} trong 1000, mới nhất trước)" in screen.text
        seen += people
        older = [option for option in screen.options if option.label == "Cũ hơn ▶"]
        if not older:
            break
        frame = stays(history.take(frame, Chose(older[0].id), here), History)
    assert seen == [f"Người {number}" for number in range(1000)]
    newer = next(option for option in screen.options if option.label == "◀ Mới hơn")
    assert newer.id == f"page:{frame.page - 6}"
    assert history.take(frame, Chose("page:x"), UNIT).home


def test_evidence_is_counted_once_for_a_report_and_opened_by_whoever_may() -> None:
    count = EvidenceCount(photos=2, papers=1)
    screen = shown("17.1", replace(NEW, key=KEY, evidence=count, may_open=True), replace(NEW, key=KEY), OLD)
    assert screen.text.count("Minh chứng: 2 ảnh, 1 hồ sơ giấy.") == 1
    assert ids(screen) == [f"e:{KEY}", "other", "home"]
    assert history.take(FRAME, Chose(f"e:{KEY}"), UNIT) == Move(
        frames=(FRAME,), effects=(ShowEvidence(key=KEY, indicator="17.1"),)
    )
    assert history.take(FRAME, Chose("e:forged"), UNIT).effects == ()
    closed = shown("17.1", replace(NEW, key=KEY, evidence=count))
    assert ids(closed) == ["other", "home"]


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
    without = having(FRAME, NEW, before=facts(unit_found=unit_facts(report=None)))
    assert fits(history.show(FRAME, without)).text.splitlines()[:2] == [
        "17.1 · xã Phúc Sen",
        "• Báo cáo 6 tháng đầu năm 2023: 87,5 (350/400) · chưa đạt (tính đến 31/5/2023, số chính thức)",
    ]


def test_a_unit_out_of_sight_is_said_to_be_so() -> None:
    assert history.show(FRAME, facts()).name == "history.out_of_sight"
    assert history.take(FRAME, Chose("home"), facts()).home


@pytest.mark.parametrize("given", STRAY)
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    moved = history.take(FRAME, given, facts())
    assert (moved.frames, len(moved.lines), moved.effects) == ((FRAME,), 1, ())
