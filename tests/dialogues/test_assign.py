from dataclasses import replace

import pytest

from conversations.dialogues import assign
from conversations.engine.effects import AssignItems
from conversations.engine.frames import AskForRight, Assign
from conversations.engine.move import Chose, Input, Move, Typed
from conversations.reading import limits
from conversations.screens.assign import mark_of
from tests.dialogues.commune import (
    COLLEAGUES,
    COMMUNE,
    FORM,
    HEALTH,
    NURSE,
    STRAY,
    facts,
    fits,
    ids,
    report,
    unit_facts,
)

FRAME = Assign(unit=COMMUNE.id)
KNOWN = facts(unit_found=unit_facts())
AT_HEALTH = Assign(unit=COMMUNE.id, stage="items", post=HEALTH, criterion="15")


def test_the_overview_says_how_much_each_post_has_and_who_holds_it() -> None:
    screen = fits(assign.show(FRAME, KNOWN))
    lines = screen.text.splitlines()
    assert lines[:2] == [
        "Phân công · xã Phúc Sen: 57 chỉ tiêu",
        "Người phụ trách chung: 55 chỉ tiêu · Cán bộ văn phòng",
    ]
    assert "Trạm y tế: 2 chỉ tiêu · Cán bộ trạm" in lines
    assert "Công an: 0 chỉ tiêu · chưa có người" in lines
    assert "mã mời" in lines[-1]
    assert "/lienhe" in lines[-1]


def test_the_suggestion_is_shown_before_it_is_used_and_called_a_suggestion() -> None:
    (preview,) = assign.take(FRAME, Chose("preset"), KNOWN).frames
    assert preview == Assign(unit=COMMUNE.id, stage="preset")
    screen = fits(assign.show(Assign(unit=COMMUNE.id, stage="preset"), KNOWN))
    assert "gợi ý của trợ lý, không phải quy định" in screen.text
    assert "Trạm y tế: 2 chỉ tiêu (15.3, 15.4)" in screen.text.splitlines()
    assert ids(screen) == ["yes", "overview"]


def test_one_yes_gives_every_post_what_it_does_not_have_yet() -> None:
    moved = assign.take(Assign(unit=COMMUNE.id, stage="preset"), Chose("yes"), KNOWN)
    assert moved.frames == (FRAME,)
    given = {one.post: one.indicators for one in moved.effects if isinstance(one, AssignItems)}
    assert len(given) == len(moved.effects) == 10
    assert given[HEALTH] == ("15.3", "15.4")
    assert sum(len(items) for items in given.values()) == 55
    assert moved.lines == ("✔ Đã phân công 55 chỉ tiêu cho 10 bộ phận.",)


def test_the_suggestion_tells_what_it_would_take_from_other_posts_and_when_there_is_nothing_to_do() -> None:
    other = facts(unit_found=unit_facts(report=report(posts={"15.1": "Công an"})))
    text = assign.show(replace(FRAME, stage="preset"), other).text
    assert "Trong đó 1 chỉ tiêu đang giao cho bộ phận khác sẽ chuyển sang." in text.splitlines()
    done = report(posts={indicator.code: indicator.post for indicator in FORM.indicators})
    same = facts(unit_found=unit_facts(report=done))
    assert ids(assign.show(replace(FRAME, stage="preset"), same)) == ["overview"]
    assert "preset" not in ids(assign.show(FRAME, same))


def test_a_post_leads_to_its_criteria_and_a_criterion_to_its_indicators() -> None:
    (post,) = assign.take(FRAME, Chose(f"p:{mark_of(HEALTH)}"), KNOWN).frames
    assert post == Assign(unit=COMMUNE.id, stage="post", post=HEALTH)
    screen = fits(assign.show(Assign(unit=COMMUNE.id, stage="post", post=HEALTH), KNOWN))
    assert "Đang trả lời 2 chỉ tiêu: 15.1, 15.2." in screen.text.splitlines()
    assert ("c:15", "15 Y tế 2/4") in [(option.id, option.label) for option in screen.options]
    (items,) = assign.take(Assign(unit=COMMUNE.id, stage="post", post=HEALTH), Chose("c:15"), KNOWN).frames
    assert items == AT_HEALTH
    labels = [option.label for option in fits(assign.show(AT_HEALTH, KNOWN)).options]
    assert labels[:6] == ["✔ 15.1", "✔ 15.2", "15.3", "15.4", "Giao cả tiêu chí", "Lấy lại cả tiêu chí"]


@pytest.mark.parametrize(
    ("option", "post", "items"),
    [
        ("i:15.3", HEALTH, ("15.3",)),
        ("i:15.1", "", ("15.1",)),
        ("all", HEALTH, ("15.3", "15.4")),
        ("none", "", ("15.1", "15.2")),
    ],
)
def test_an_indicator_or_a_whole_criterion_changes_hands_and_back(
    option: str, post: str, items: tuple[str, ...]
) -> None:
    moved = assign.take(AT_HEALTH, Chose(option), KNOWN)
    assert moved.frames == (AT_HEALTH,)
    assert moved.effects == (AssignItems(unit=COMMUNE.id, post=post, indicators=items),)
    assert moved.lines == (f"✔ {', '.join(items)}: {post or 'người phụ trách chung'}",)


def test_a_post_is_added_by_its_name_and_a_known_one_keeps_its_spelling() -> None:
    asking = replace(FRAME, stage="ask_post")
    fits(assign.show(asking, KNOWN))
    assert assign.take(asking, Typed("  Đoàn  Thanh niên "), KNOWN).frames == (
        Assign(unit=COMMUNE.id, stage="post", post="Đoàn Thanh niên"),
    )
    assert assign.take(asking, Typed("tram y te"), KNOWN).frames == (
        Assign(unit=COMMUNE.id, stage="post", post=HEALTH),
    )
    screen = fits(assign.show(Assign(unit=COMMUNE.id, stage="post", post="Đoàn Thanh niên"), KNOWN))
    assert screen.text.splitlines()[:2] == ["Đoàn Thanh niên · chưa có người", "Chưa được giao chỉ tiêu nào."]


@pytest.mark.parametrize("text", ["…", "x" * (limits.PERSON_NAME + 1)])
def test_a_name_that_is_none_or_too_long_is_asked_again(text: str) -> None:
    asking = replace(FRAME, stage="ask_post")
    moved = assign.take(asking, Typed(text), KNOWN)
    assert (moved.frames, len(moved.lines)) == ((asking,), 1)


def test_a_colleague_with_a_post_is_refused_and_told_who_can() -> None:
    known = facts(NURSE, unit_found=unit_facts())
    screen = fits(assign.show(FRAME, known))
    assert screen.text.splitlines() == [
        "Lệnh này chỉ dành cho cán bộ phụ trách nông thôn mới của xã Phúc Sen.",
        "Anh/chị có thể hỏi: Cán bộ văn phòng (0900000007).",
    ]
    assert assign.take(FRAME, Chose("ask"), known).frames == (AskForRight(command="phancong"),)
    forged = assign.take(AT_HEALTH, Chose("all"), known)
    assert forged.effects == ()
    nobody = facts(NURSE, unit_found=unit_facts(colleagues=COLLEAGUES[1:]))
    assert "/lienhe" in assign.show(FRAME, nobody).text


def test_without_a_report_there_is_nothing_to_give_out() -> None:
    assert assign.show(FRAME, facts()).name == "assign.out_of_sight"
    assert assign.show(FRAME, facts(unit_found=unit_facts(report=None))).name == "assign.nothing"
    assert assign.take(FRAME, Chose("home"), facts()) == Move(frames=(), home=True)


def test_a_criterion_that_is_gone_leads_back_to_the_post() -> None:
    gone = replace(AT_HEALTH, criterion="99")
    assert assign.show(gone, KNOWN).name == "assign.post"
    assert assign.take(gone, Chose("all"), KNOWN) == Move(frames=(FRAME,))


def test_many_posts_with_long_names_stand_on_pages() -> None:
    posts = {indicator.code: f"{indicator.code} {'bộ phận ' * 9}" for indicator in FORM.indicators}
    known = facts(unit_found=unit_facts(report=report(posts=posts)))
    screen = fits(assign.show(FRAME, known))
    assert "page:1" in ids(screen)
    (second,) = assign.take(FRAME, Chose("page:1"), known).frames
    assert second == replace(FRAME, page=1)
    fits(assign.show(replace(FRAME, page=1), known))
    fits(assign.show(replace(FRAME, stage="preset"), known))
    fits(assign.show(Assign(unit=COMMUNE.id, stage="items", post=posts["17.1"], criterion="17"), known))


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    for known in (facts(), KNOWN, facts(NURSE, unit_found=unit_facts())):
        moved = assign.take(FRAME, given, known)
        assert (moved.frames, len(moved.lines), moved.effects) == ((FRAME,), 1, ())
