from dataclasses import replace

import pytest

from conversations.dialogues import on_behalf
from conversations.engine.frames import AskForRight, FillReport, OnBehalf
from conversations.engine.move import Chose, Input, Move, Typed
from tests.dialogues.commune import (
    BELOW,
    COMMUNE,
    LEADER,
    STRAY,
    VILLAGES,
    facts,
    fits,
    ids,
    summary,
    unit_facts,
    village,
)

FRAME = OnBehalf(unit=COMMUNE.id)
KNOWN = facts(unit_found=unit_facts())
HOW = OnBehalf(unit=COMMUNE.id, stage="how", village=VILLAGES[1].id)
WHEN = replace(HOW, stage="when", how="phone")


def test_the_list_says_which_villages_have_reported() -> None:
    screen = fits(on_behalf.show(FRAME, KNOWN))
    assert screen.text.splitlines() == [
        "Báo thay cho xóm nào? Chọn dưới đây hoặc gõ tên.",
        "Lũng Rì: đã gửi báo cáo",
        "Lũng Sâu: đang làm 5/13",
        "Pác Rằng: chưa bắt đầu",
        "xóm 3: chưa bắt đầu",
    ]


@pytest.mark.parametrize(
    ("text", "place"), [("Pác Rằng", 2), ("pac rang", 2), ("xóm Lũng Sâu", 1), ("3", 3), ("xom 3", 3)]
)
def test_a_village_is_found_by_its_typed_name(text: str, place: int) -> None:
    moved = on_behalf.take(FRAME, Typed(text), KNOWN)
    assert moved.frames == (OnBehalf(unit=COMMUNE.id, stage="how", village=VILLAGES[place].id),)


@pytest.mark.parametrize(("text", "offered"), [("Lũng", (0, 1)), ("Lung Xau", (1,)), ("Pac Rawng", (2,))])
def test_a_name_that_is_only_near_is_offered_and_never_taken(text: str, offered: tuple[int, ...]) -> None:
    moved = on_behalf.take(FRAME, Typed(text), KNOWN)
    assert moved.frames == (replace(FRAME, typed=text),)
    screen = fits(on_behalf.show(replace(FRAME, typed=text), KNOWN))
    assert ids(screen) == [*(f"v:{VILLAGES[place].id}" for place in offered), "all", "home"]
    assert on_behalf.take(replace(FRAME, typed=text), Chose("all"), KNOWN).frames == (FRAME,)


def test_two_villages_of_one_name_are_asked_about() -> None:
    twins = (*BELOW, summary(village(9, "Pác Rằng", "thon")))
    known = facts(unit_found=unit_facts(below=twins))
    assert on_behalf.take(FRAME, Typed("Pác Rằng"), known).frames == (replace(FRAME, typed="Pác Rằng"),)


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    moved = on_behalf.take(FRAME, Typed("Hà Nội"), KNOWN)
    assert moved == Move(frames=(FRAME,), lines=("Không thấy thôn, xóm nào tên “Hà Nội”.",))


def test_village_how_and_when_open_its_report_with_the_source_in_place_of_the_questions() -> None:
    (how,) = on_behalf.take(FRAME, Chose(f"v:{VILLAGES[1].id}"), KNOWN).frames
    assert how == HOW
    fits(on_behalf.show(HOW, KNOWN))
    (when,) = on_behalf.take(HOW, Chose("phone"), KNOWN).frames
    assert when == WHEN
    fits(on_behalf.show(WHEN, KNOWN))
    moved = on_behalf.take(WHEN, Chose("today"), KNOWN)
    assert moved.frames == (FillReport(key=BELOW[1].key, source="điện thoại, 7/6/2023"),)


@pytest.mark.parametrize(
    ("how", "said", "source"),
    [
        ("paper", "5/6", "trên giấy, 5/6/2023"),
        ("person", "tuần trước", ""),
        ("person", "5/6/2023", "gặp trực tiếp, 5/6/2023"),
        ("phone", "31/4", ""),
        ("phone", "8/6/2023", ""),
    ],
)
def test_the_day_is_typed_and_a_day_that_is_none_or_has_not_come_is_asked_again(
    how: str, said: str, source: str
) -> None:
    at = replace(WHEN, how=how)
    moved = on_behalf.take(at, Typed(said), KNOWN)
    assert len(moved.lines) == 1
    assert moved.frames == ((FillReport(key=BELOW[1].key, source=source),) if source else (at,))


def test_yesterday_is_one_press() -> None:
    moved = on_behalf.take(WHEN, Chose("yesterday"), KNOWN)
    assert moved.frames == (FillReport(key=BELOW[1].key, source="điện thoại, 6/6/2023"),)


def test_a_village_that_has_reported_says_so_before_anything_is_typed() -> None:
    screen = fits(on_behalf.show(replace(HOW, village=VILLAGES[0].id), KNOWN))
    assert screen.text.splitlines()[1] == (
        "Xóm Lũng Rì đã gửi báo cáo ngày 7/6/2023, biên nhận số 101/2023-X1/01. Muốn sửa thì phải rút lại trước."
    )


def test_every_step_can_be_taken_back() -> None:
    assert on_behalf.take(WHEN, Chose("how"), KNOWN).frames == (HOW,)
    assert on_behalf.take(HOW, Chose("village"), KNOWN).frames == (FRAME,)
    assert on_behalf.take(FRAME, Chose("home"), KNOWN).home


def test_a_village_whose_report_is_gone_meanwhile_is_asked_for_again() -> None:
    known = facts(unit_found=unit_facts(below=BELOW[2:]))
    assert on_behalf.show(WHEN, known).name == "on_behalf.village"
    assert on_behalf.take(WHEN, Chose("today"), known).effects == ()
    assert on_behalf.take(WHEN, Chose("today"), known).frames == (FRAME,)


def test_where_no_village_owes_a_report_it_is_said_plainly() -> None:
    screen = fits(on_behalf.show(FRAME, facts(unit_found=unit_facts(below=()))))
    assert (screen.name, ids(screen)) == ("on_behalf.none", ["home"])


def test_a_leader_is_refused_and_can_ask_for_the_right() -> None:
    known = facts(LEADER, unit_found=unit_facts())
    assert ids(fits(on_behalf.show(FRAME, known))) == ["ask", "home"]
    assert on_behalf.take(FRAME, Chose("ask"), known).frames == (AskForRight(command="baothay"),)
    forged = on_behalf.take(WHEN, Chose("today"), known)
    assert not any(isinstance(frame, FillReport) for frame in forged.frames)
    assert on_behalf.show(FRAME, facts()).name == "on_behalf.out_of_sight"


def test_thirty_villages_stand_on_pages_and_any_of_them_can_be_typed() -> None:
    below = tuple(summary(village(number, f"Xóm Mới {number}")) for number in range(30))
    known = facts(unit_found=unit_facts(below=below))
    screen = fits(on_behalf.show(FRAME, known))
    assert "page:1" in ids(screen)
    (second,) = on_behalf.take(FRAME, Chose("page:1"), known).frames
    assert second == replace(FRAME, page=1)
    assert f"v:{below[10].unit.id}" in ids(fits(on_behalf.show(replace(FRAME, page=1), known)))
    (found,) = on_behalf.take(FRAME, Typed("xom moi 29"), known).frames
    assert found == OnBehalf(unit=COMMUNE.id, stage="how", village=below[29].unit.id)


@pytest.mark.parametrize("given", STRAY)
@pytest.mark.parametrize("frame", [FRAME, HOW, WHEN])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(frame: OnBehalf, given: Input) -> None:
    for known in (facts(), KNOWN):
        moved = on_behalf.take(frame, given, known)
        assert (moved.frames, len(moved.lines), moved.effects) == ((frame,), 1, ())
    assert on_behalf.take(HOW, Typed("chim bồ câu"), KNOWN).frames == (HOW,)
