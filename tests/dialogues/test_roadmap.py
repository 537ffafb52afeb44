"""A roadmap on the phone: what is asked for, where options lead, and that all fits any channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from conversations.dialogues import digest, roadmap
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import RoadmapOf
from conversations.engine.facts import Needs
from conversations.engine.move import Chose, Input, Typed
from conversations.programme.ids import UnitId
from conversations.programme.person import Grant, Role
from conversations.programme.plan_targets import Standard
from conversations.programme.roadmap import Goal
from conversations.programme.roadmap_progress import BareDistrict, GoalProgress, RoadmapProgress, YearProgress
from conversations.programme.unit import Level, Unit, kind_by_code
from tests.dialogues.commune import DISTRICT, NOW, OFFICER, STRAY, facts, fits, ids, person

HERE = f.Roadmap(unit=DISTRICT.id)
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
TODAY = NOW.date()


def commune(number: int) -> Unit:
    return Unit(id=UnitId(900 + number), kind=kind_by_code("xa"), name=f"Xã số {number}", parent=DISTRICT.id)


GOAL = Goal(
    level=Level.COMMUNE,
    standard=Standard.NTM,
    by_year=2025,
    added=42,
    kept=112,
    total_low=154,
    total_high=154,
    share=Fraction(4, 5),
    of_count=193,
    to_find=3,
)
YEARS = tuple(
    YearProgress(
        year=year, named=30, in_time=2, recognised=3, open=27, late=tuple(commune(number) for number in range(25))
    )
    for year in range(2023, 2026)
)
STANDARDS = (Standard.NTM, Standard.ADVANCED, Standard.MODEL)
FOUND = RoadmapProgress(
    unit=DISTRICT,
    as_of=TODAY,
    title="Kế hoạch",
    number="12/KH-UBND",
    dated=date(2023, 1, 1),
    version=2,
    goals=(
        *(GoalProgress(goal=replace(GOAL, standard=one), years=YEARS, holding=9) for one in STANDARDS),
        GoalProgress(goal=Goal(level=Level.VILLAGE, standard=Standard.MODEL, part="miền núi"), years=(), holding=None),
    ),
    covers_all=True,
    bare=(BareDistrict(unit=DISTRICT, stated=True, communes=2, named=((commune(1), 2024),)),),
    not_told=(DISTRICT,),
    floor=15,
    under_floor=(),
    keeping=(),
)
KNOWN = facts(MANAGER, answers={RoadmapOf(DISTRICT.id): FOUND})


def test_it_asks_for_the_roadmap_and_tells_whoever_may_not_read_it_only_that() -> None:
    assert roadmap.needs(HERE) == Needs(shown=(RoadmapOf(DISTRICT.id),))
    assert roadmap.show(HERE, facts(OFFICER)).name == "roadmap.out_of_sight"


def test_every_goal_stands_on_exactly_one_page_and_each_page_fits() -> None:
    told = ""
    for page in range(20):
        screen = fits(roadmap.show(replace(HERE, page=page), KNOWN))
        told += f"\n{screen.text}"
        if f"page:{page + 1}" not in ids(screen):
            break
    assert told.count("Xã đạt chuẩn NTM") == 3
    assert "thêm 42, duy trì 112, tổng 154/193, ít nhất 80% đến hết năm 2025." in told
    assert "Văn bản nêu tên 90; đã công nhận 9, còn phải công nhận 33. Hệ thống ghi 9 đang giữ chuẩn." in told
    assert "chậm hạn 25: " in told
    assert "và 15 nơi nữa" in told
    assert "(miền núi): văn bản không nêu số.\nChưa theo dõi được" in told
    assert "(văn bản nêu; hệ thống có 2 xã; phấn đấu: Xã số 1 năm 2024)" in told
    assert "Mục tiêu: không còn xã dưới 15 tiêu chí.\nTrong các xã đã có số liệu, không xã nào dưới mức này." in told


def test_options_lead_to_pages_the_digest_and_home() -> None:
    assert ids(roadmap.show(HERE, KNOWN))[-2:] == ["digest", "home"]
    assert roadmap.take(HERE, Chose("page:1"), KNOWN).frames == (replace(HERE, page=1),)
    assert roadmap.take(HERE, Chose("digest"), KNOWN).frames == (f.Digest(unit=DISTRICT.id),)
    assert roadmap.take(HERE, Chose("home"), KNOWN).home
    from_digest = digest.take(f.Digest(unit=DISTRICT.id), Chose("roadmap"), KNOWN)
    assert from_digest.frames == (f.Digest(unit=DISTRICT.id), HERE)


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    moved = roadmap.take(HERE, given, facts(MANAGER))
    assert (moved.frames, len(moved.lines), moved.effects) == ((HERE,), 1, ())


def test_a_year_without_anybody_late_says_nothing_of_it() -> None:
    calm = replace(FOUND, goals=(GoalProgress(goal=GOAL, years=(replace(YEARS[0], late=()),), holding=0),))
    told = roadmap.show(HERE, facts(MANAGER, answers={RoadmapOf(DISTRICT.id): calm})).text
    assert "• Năm 2023: 30 đơn vị, công nhận 3 (đúng lộ trình 2), đang làm 27." in told
    assert "chậm hạn" not in told
