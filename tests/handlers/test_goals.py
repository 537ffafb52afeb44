"""Goals of a province are kept with every version, figures come in by day, and what is counted here is never typed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.documents.read_text import read_csv, read_text
from conversations.programme.goal_assessment import read_period
from conversations.programme.goal_state import GoalState
from conversations.programme.goal_value_table import GivenValue, read_goal_values
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from handlers.goal_values import keep_values
from handlers.import_goals import import_goals
from handlers.show_goals import assess_goals, show_goals
from handlers.trial import Outcome
from storage.criteria import CriteriaSets
from storage.times import ZONE
from tests.handlers.digest_world import at, quang_hoa
from tests.programme.goals import HA_TINH, LETTER, QUANG_NAM, source

if TYPE_CHECKING:
    from conversations.programme.goal_set import FollowedGoal, UnitGoals
    from handlers.import_goals import GoalImport
    from storage.database import Database

NOW = datetime(2022, 8, 15, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
DATED = date(2021, 7, 15)
PROVINCE = "tỉnh Hà Tĩnh"
COMMUNES, INSURANCE, POVERTY = 5, 16, 17
DISTRICT = """
ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÒA
Quảng Hòa, ngày 10 tháng 10 năm 2022
I. MỤC TIÊU ĐẾN NĂM 2025
- Phấn đấu đến năm 2025, nâng tổng số xã đạt chuẩn NTM lên ít nhất 9 xã; không còn xã dưới 9 tiêu chí.
- Bình quân toàn huyện đạt trên 16 tiêu chí/xã.
- Tỷ lệ người dân tham gia bảo hiểm y tế đạt trên 95%.
II. NHIỆM VỤ
"""


async def resolution(database: Database, *changes: tuple[str, str], now: datetime = NOW) -> GoalImport:
    return await import_goals(
        database, source(HA_TINH, *changes), unit=PROVINCE, now=now, dated=DATED, number="04-NQ/TU"
    )


async def given(
    database: Database, code: int, text: str, day: str, *, now: datetime = NOW, estimate: bool = False
) -> Outcome:
    one = GivenValue(code=code, name="", text=text, day=date.fromisoformat(day), estimate=estimate)
    _, (kept,) = await keep_values(database, CriteriaSets(), [one], unit=PROVINCE, now=now)
    return kept.outcome


async def shown(database: Database, day: date = TODAY, known: datetime | None = None) -> UnitGoals:
    return await show_goals(database, CriteriaSets(), unit=PROVINCE, as_of=day, known_at=known)


def of_code(found: UnitGoals, code: int) -> FollowedGoal:
    return next(one for one in found.goals if one.coded.code == code)


async def test_a_resolution_is_kept_with_its_province_its_codes_and_where_each_goal_sets_out(
    database: Database,
) -> None:
    done = await resolution(database)
    assert (done.outcome, done.codes, [one.title for one in done.created]) == (
        Outcome.FIRST,
        tuple(range(1, 28)),
        [PROVINCE],
    )
    found = await shown(database)
    assert len(found.goals) == 27
    communes = of_code(found, COMMUNES)
    assert [(one.value, one.of, one.day, one.source) for one in communes.values] == [
        (Decimal(171), 182, DATED, "04-NQ/TU")
    ]
    assert [one.coded.code for one in found.goals if one.coded.parent == 10] == [11, 12]


async def test_the_same_again_changes_nothing_and_a_changed_figure_is_a_version_with_the_same_codes(
    database: Database,
) -> None:
    await resolution(database)
    assert (await resolution(database)).outcome is Outcome.UNCHANGED
    later = NOW + timedelta(days=1)
    changed = await resolution(
        database, ("đạt trên 95%", "đạt trên 97%"), ("có trên 10% số xã", "có ít nhất 30 xã"), now=later
    )
    assert (changed.outcome, changed.paper.version) == (Outcome.CHANGED, 2)
    assert [(one.code, one.before is None, one.after is None) for one in changed.changes] == [
        (28, True, False),
        (INSURANCE, False, False),
        (7, False, True),
    ]
    assert of_code(await shown(database), INSURANCE).coded.goal.target == Decimal(97)
    old = await shown(database, known=NOW)
    assert (of_code(old, INSURANCE).coded.goal.target, len(old.goals)) == (Decimal(95), 27)


async def test_a_trial_and_a_document_that_is_refused_keep_nothing(database: Database) -> None:
    tried = await import_goals(database, source(HA_TINH), unit=PROVINCE, now=NOW, dry_run=True)
    assert (len(tried.codes), tried.paper.day_known) == (27, False)
    with pytest.raises(Problem):
        await import_goals(database, source(HA_TINH, ("2025", "nay")), unit=PROVINCE, now=NOW)
    with pytest.raises(Problem) as caught:
        await import_goals(database, source(HA_TINH), unit="tỉnh Nghệ An", now=NOW)
    assert caught.value.code == "unit_unknown"
    async with database.read() as tx:
        assert await tx.all("SELECT id FROM unit UNION ALL SELECT id FROM goal_document") == []


async def test_a_letters_dated_figure_becomes_one_on_the_way_and_its_others_goals_of_their_own(
    database: Database,
) -> None:
    await resolution(database)
    letter = await import_goals(database, source(LETTER), unit=PROVINCE, now=NOW)
    assert (letter.codes, letter.paper.dated) == ((28, 29, COMMUNES), date(2022, 7, 1))
    found = await shown(database)
    communes = of_code(found, COMMUNES)
    assert communes.coded.goal.by_year == 2025
    assert [(one.year, one.value) for one in communes.coded.goal.interims] == [(2022, Decimal(100))]
    assert communes.coded.goal.interims[0].source.startswith("V/v tập trung lãnh đạo")
    assert [one.coded.goal.by_year for one in found.goals if one.coded.code in {28, 29}] == [2023, 2023]
    await given(database, COMMUNES, "173/182", "2022-06-30")
    standing = of_code(await shown(database), COMMUNES).standing
    assert (standing.state, standing.interim_year) == (GoalState.AT_RISK, 2022)
    before = of_code(await shown(database, date(2022, 6, 30)), COMMUNES)
    assert (before.coded.goal.interims, before.standing.why.value) == ((), "line")


async def test_a_figure_of_a_day_is_replaced_by_a_later_one_and_both_are_kept(database: Database) -> None:
    await resolution(database)
    assert await given(database, INSURANCE, "92,5", "2022-06-30") is Outcome.FIRST
    assert await given(database, INSURANCE, "92,5", "2022-06-30") is Outcome.UNCHANGED
    later = NOW + timedelta(hours=1)
    assert await given(database, INSURANCE, "93,5", "2022-06-30", now=later) is Outcome.CHANGED
    assert await given(database, INSURANCE, "94", "2022-06-30", now=later, estimate=True) is Outcome.FIRST
    assert [str(one.value) for one in of_code(await shown(database), INSURANCE).values] == ["93.5", "94"]
    assert [str(one.value) for one in of_code(await shown(database, known=NOW), INSURANCE).values] == ["92.5"]


async def test_the_same_day_and_moment_are_the_same_a_week_of_changes_later(database: Database) -> None:
    await resolution(database)
    await given(database, INSURANCE, "92,5", "2022-06-30")
    await given(database, POVERTY, "4,8", "2020-12-31")
    first = await shown(database, known=NOW)
    later = NOW + timedelta(days=7)
    await resolution(database, ("đạt trên 95%", "đạt trên 97%"), now=later)
    await import_goals(database, source(LETTER), unit=PROVINCE, now=later)
    await given(database, INSURANCE, "96", "2022-06-30", now=later)
    await given(database, POVERTY, "2,5", "2022-06-30", now=later)
    assert await shown(database, known=NOW) == first
    assert await shown(database) != first


@pytest.mark.parametrize(
    ("code", "text", "day", "problem"),
    [
        (INSURANCE, "nhiều", "2022-06-30", "goal_value_wrong"),
        (26, "giỏi lắm", "2022-06-30", "goal_value_wrong"),
        (1, "50%", "2022-06-30", "goal_value_wrong"),
        (2, "9", "2022-06-30", "goal_value_wrong"),
        (2, "100000%", "2022-06-30", "goal_value_wrong"),
        (INSURANCE, "93", "2022-08-16", "goal_day_ahead"),
        (INSURANCE, "9,3", "2022-07-30", "goal_value_far"),
        (99, "9", "2022-06-30", "goal_unknown"),
    ],
)
async def test_a_figure_that_is_none_or_far_from_the_last_is_asked_back(
    database: Database, code: int, text: str, day: str, problem: str
) -> None:
    await resolution(database)
    await given(database, INSURANCE, "92,5", "2022-06-30")
    with pytest.raises(Problem) as caught:
        await given(database, code, text, day)
    assert caught.value.code == problem


async def test_a_table_of_figures_comes_in_whole_or_not_at_all(database: Database) -> None:
    await resolution(database)
    text = (
        "Mã;Tên chỉ tiêu;Ngày;Giá trị;Ước;Nguồn\n"
        "16;;30/6/2022;93,5;;BHXH tỉnh\n"
        ";thu nhập bình quân đầu người khu vực nông thôn;30/6/2022;41,2;x;\n"
        "26;;31/12/2021;khá;;VCCI\n"
    )
    values = read_goal_values(Document(name="a.csv", blocks=read_csv(text, name="a.csv")), today=NOW.date())
    unit, kept = await keep_values(database, CriteriaSets(), values, unit=PROVINCE, now=NOW)
    assert (unit.title, [one.goal.code for one in kept]) == (PROVINCE, [16, 8, 26])
    found = await shown(database)
    assert [
        (one.standing.state.value, one.standing.newest.estimate)
        for one in found.goals
        if (one.standing.newest is not None and one.coded.code in {8, 26})
    ] == [("on_the_way", True), ("met", False)]
    wrong = read_goal_values(
        Document(name="a.csv", blocks=read_csv(text.replace("khá", "12").replace("93,5", "93,6"), name="a.csv")),
        today=NOW.date(),
    )
    with pytest.raises(Problem) as caught:
        await keep_values(database, CriteriaSets(), wrong, unit=PROVINCE, now=NOW)
    assert caught.value.where == "dòng 4, cột D"
    assert await shown(database) == found


async def test_a_quarter_is_held_against_the_one_before_and_last_years(database: Database) -> None:
    await resolution(database)
    for text, day in (("91", "2021-12-31"), ("92,5", "2022-03-31"), ("96", "2022-06-30")):
        await given(database, INSURANCE, text, day)
    found = await assess_goals(database, CriteriaSets(), unit=PROVINCE, period=read_period("2022-Q2"), as_of=NOW.date())
    assert (found.period.title, found.now.as_of) == ("quý II/2022", date(2022, 6, 30))
    one = next(one for one in found.goals if one.goal.coded.code == INSURANCE)
    assert one.before is not None
    assert (one.goal.standing.state, one.before.state, one.year_ago) == (GoalState.MET, GoalState.ON_THE_WAY, None)
    early = await assess_goals(
        database, CriteriaSets(), unit=PROVINCE, period=read_period("2022"), as_of=date(2022, 4, 1)
    )
    assert early.now.as_of == date(2022, 4, 1)


async def test_what_is_counted_here_is_counted_and_never_typed(database: Database) -> None:
    await quang_hoa(database)
    document = Document(name="quang_hoa.txt", blocks=read_text(DISTRICT))
    now = at(20, month=6)
    await import_goals(database, document, unit="huyện Quảng Hòa", now=now)
    found = await show_goals(database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=now.date())
    counted = {one.coded.goal.name: one for one in found.goals if one.counted}
    assert list(counted) == ["tổng số xã đạt chuẩn NTM", "không còn xã dưới 9 tiêu chí", "Bình quân toàn huyện"]
    for one in counted.values():
        assert one.standing.newest is not None
        assert (one.standing.newest.computed, one.standing.newest.day) == (True, now.date())
    reached = counted["tổng số xã đạt chuẩn NTM"].standing.newest
    assert reached is not None
    assert reached.value == Decimal(1)
    with pytest.raises(Problem) as caught:
        await keep_values(
            database,
            CriteriaSets(),
            [GivenValue(code=None, name="xã đạt chuẩn NTM", text="9", day=now.date())],
            unit="huyện Quảng Hòa",
            now=now,
        )
    assert caught.value.code == "goal_is_counted"


async def test_a_plan_of_another_province_is_told(database: Database) -> None:
    await resolution(database)
    done = await import_goals(database, source(QUANG_NAM), unit=PROVINCE, now=datetime(2024, 2, 1, 9, tzinfo=ZONE))
    assert [(one.code, one.stated) for one in done.warnings][:1] == [("issuer_differs", "tỉnh Quảng Nam")]
