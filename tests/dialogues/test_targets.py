"""A table of targets on the phone: what is asked for, where options lead, and that all fits any channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from conversations.dialogues import digest, targets
from conversations.engine import frames as f
from conversations.engine.asks_of_standing import TargetsOf
from conversations.engine.facts import Needs
from conversations.engine.move import Chose, Input, Typed
from conversations.programme.ids import UnitId
from conversations.programme.person import Grant, Role
from conversations.programme.plan_targets import Standard
from conversations.programme.target_lines import TargetKey
from conversations.programme.target_progress import LineProgress, PlaceProgress, TargetsProgress
from conversations.programme.unit import Level, Unit, kind_by_code
from tests.dialogues.commune import DISTRICT, NOW, OFFICER, STRAY, facts, fits, ids, person

HERE = f.Targets(unit=DISTRICT.id)
MANAGER = person(Grant(role=Role.MANAGER, unit=DISTRICT))
TODAY = NOW.date()


def place(number: int, *, reached: int | None = 2, recognised: int | None = 1, proposed: int = 1) -> PlaceProgress:
    return PlaceProgress(
        unit=Unit(id=UnitId(900 + number), kind=kind_by_code("huyen"), name=f"Số {number}", parent=DISTRICT.id),
        as_of=TODAY if number else date(2023, 1, 31),
        result=1,
        planned=4,
        communes=9,
        recognised=recognised,
        reached=reached,
        proposed=proposed if reached is not None else None,
    )


def line(standard: Standard, *places: PlaceProgress, level: Level = Level.COMMUNE) -> LineProgress:
    key = TargetKey(level=level, standard=standard)
    return LineProgress(key=key, title="", base_year=2022, by_year=2025, places=places)


FOUND = TargetsProgress(
    unit=DISTRICT,
    as_of=TODAY,
    title="Nghị quyết",
    number="28-NQ/TU",
    dated=date(2022, 7, 25),
    version=1,
    lines=(
        *(line(one, *(place(number) for number in range(30))) for one in (Standard.NTM, Standard.ADVANCED)),
        line(Standard.NTM, place(31, reached=None), place(32, reached=None, recognised=None), place(33, reached=5)),
        line(Standard.MODEL, place(34, reached=None), level=Level.VILLAGE),
    ),
    floor=13,
    under_floor=(),
    average_wanted=Decimal(16),
    average=Fraction(31, 2),
)
KNOWN = facts(MANAGER, answers={TargetsOf(DISTRICT.id): FOUND})


def test_it_asks_for_the_table_and_tells_whoever_may_not_read_it_only_that() -> None:
    assert targets.needs(HERE) == Needs(shown=(TargetsOf(DISTRICT.id),))
    assert targets.show(HERE, facts(OFFICER)).name == "targets.out_of_sight"


def test_every_target_stands_on_exactly_one_page_and_each_page_fits() -> None:
    told = ""
    for page in range(20):
        screen = fits(targets.show(replace(HERE, page=page), KNOWN))
        told += f"\n{screen.text}"
        if f"page:{page + 1}" not in ids(screen):
            break
    assert told.count("chỉ tiêu 150 đến hết năm 2025.") == 2
    assert told.count("Đã đạt 60 (") == 2
    assert "• huyện Số 7: 2/5, tự đánh giá đủ 1, còn thiếu 3" in told
    assert "• huyện Số 0 (đến 31/1/2023, ngày cuối): 2/5" in told
    assert "• huyện Số 31: chỉ tiêu 5; mới ghi 1 được công nhận, chưa đủ để tính" in told
    assert "• huyện Số 32: chỉ tiêu 5; chưa có số liệu" in told
    assert "• huyện Số 33: 5/5, tự đánh giá đủ 1\n" in told
    assert "kiểu mẫu: chỉ tiêu 5 đến hết năm 2025.\nChưa theo dõi được: hệ thống chưa có số liệu đạt chuẩn" in told
    assert "Mục tiêu: không còn xã dưới 13 tiêu chí.\nTrong các xã đã có số liệu, không xã nào dưới mức này." in told
    assert "Mục tiêu: bình quân trên 16 tiêu chí/xã.\nHiện nay: 15,5 tiêu chí/xã." in told


def test_options_lead_to_pages_the_digest_and_home() -> None:
    assert ids(targets.show(HERE, KNOWN))[-2:] == ["digest", "home"]
    assert targets.take(HERE, Chose("page:1"), KNOWN).frames == (replace(HERE, page=1),)
    assert targets.take(HERE, Chose("digest"), KNOWN).frames == (f.Digest(unit=DISTRICT.id),)
    assert targets.take(HERE, Chose("home"), KNOWN).home
    from_digest = digest.take(f.Digest(unit=DISTRICT.id), Chose("targets"), KNOWN)
    assert from_digest.frames == (f.Digest(unit=DISTRICT.id), HERE)


@pytest.mark.parametrize("given", [*STRAY, Typed("xin chào")])
def test_whatever_else_comes_is_answered_in_one_line_and_changes_nothing(given: Input) -> None:
    moved = targets.take(HERE, given, facts(MANAGER))
    assert (moved.frames, len(moved.lines), moved.effects) == ((HERE,), 1, ())
