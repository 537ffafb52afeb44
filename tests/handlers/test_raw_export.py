"""Raw answers: what counted as of a day, of the whole subtree, in one order, portion by portion."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conversations.engine.effects import KeepEvidence
from conversations.programme.answer import Assessor, EvidenceKind, State
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportState
from conversations.programme.review import ItemAct
from handlers import raw_export as raw
from storage.criteria import CriteriaSets
from tests.handlers.reporting_world import H1, NOW
from tests.handlers.review_world import PAPER, make_review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.raw_answer import RawAnswer
    from handlers.raw_export import RawExport
    from storage.database import Database
    from tests.handlers.review_world import Review

TODAY = NOW.date()


class Taken:
    """What was handed on, portion by portion."""

    def __init__(self) -> None:
        self.portions: list[Sequence[RawAnswer]] = []

    async def take(self, rows: Sequence[RawAnswer]) -> None:
        self.portions.append(rows)

    @property
    def rows(self) -> list[RawAnswer]:
        return [row for portion in self.portions for row in portion]


async def export(
    database: Database,
    taken: Taken,
    *,
    unit: str = "huyện Quảng Hòa",
    on: date = TODAY,
    periods: tuple[str, ...] = (),
    known: datetime | None = None,
) -> RawExport:
    return await raw.raw_export(
        database, CriteriaSets(), unit=unit, periods=periods, as_of=on, known_at=known, now=NOW, take=taken.take
    )


async def taken(database: Database, **more: Any) -> list[RawAnswer]:
    found = Taken()
    await export(database, found, **more)
    return found.rows


async def _judged(database: Database) -> Review:
    """Phúc Sen sent 2.1, 1.2 and 1.1 with a paper for 1.1; the day after, the office confirmed 1.1."""
    review = await make_review(database)
    paper = KeepEvidence(key=review.world.key, indicator="1.1", kind=EvidenceKind.PAPER, paper="QĐ 12")
    await review.world.does(review.officer, review.world.answer("1.1"), paper)
    for item in ("2.1", "1.2"):
        await review.world.does(review.officer, review.world.answer(item, state=State.NOT_MET, reason="mưa lũ"))
    await review.world.does(review.officer, review.world.act(ReportAct.SEND, paper=PAPER))
    review.world.clock.at += timedelta(days=1)
    await review.world.does(review.reviewer, review.say(ItemAct.FAIL, reason="chưa cứng hóa"))
    return review


async def test_each_answer_is_a_row_with_its_verdict_in_the_order_of_its_form(database: Database) -> None:
    await _judged(database)

    rows = await taken(database, on=TODAY + timedelta(days=1))

    assert [(row.indicator.code, row.answer.state, row.state, row.assessor, row.evidence) for row in rows] == [
        ("1.1", State.MET, State.NOT_MET, Assessor.OFFICE, 1),
        ("1.2", State.NOT_MET, State.NOT_MET, Assessor.SELF, 0),
        ("2.1", State.NOT_MET, State.NOT_MET, Assessor.SELF, 0),
    ]
    first = rows[0]
    assert (first.unit.title, first.rule, first.period, first.report_state) == (
        "xã Phúc Sen",
        "H1",
        H1,
        ReportState.IN_REVIEW,
    )
    assert first.verdict is not None
    assert (first.verdict.met, first.verdict.office, first.verdict.on) == (
        False,
        "Phòng Kinh tế và Hạ tầng",
        TODAY + timedelta(days=1),
    )
    assert "quy hoạch" in first.indicator.title.lower()


async def test_a_verdict_of_tomorrow_is_not_in_todays_rows(database: Database) -> None:
    await _judged(database)

    rows = await taken(database, on=TODAY)

    assert [(row.indicator.code, row.verdict, row.state) for row in rows] == [
        ("1.1", None, State.MET),
        ("1.2", None, State.NOT_MET),
        ("2.1", None, State.NOT_MET),
    ]


async def test_the_same_day_and_moment_give_the_same_rows_whatever_comes_after(database: Database) -> None:
    review = await _judged(database)
    known = review.world.clock.at
    on = known.date()
    before = await taken(database, on=on, known=known)
    review.world.clock.at += timedelta(days=7)
    corrected = review.world.answer("1.2", seen=1)
    paper = KeepEvidence(key=review.world.key, indicator="1.2", kind=EvidenceKind.PAPER, paper="QĐ 13")
    await review.world.does(review.officer, corrected, paper)
    await review.world.does(review.reviewer, review.say(ItemAct.MEET, "1.2", seen=2))
    await review.world.does(review.reviewer, review.say(ItemAct.MEET))

    assert await taken(database, on=on, known=known) == before
    assert await taken(database, on=review.world.clock.at.date()) != before


async def test_a_draft_is_nobodys_word_yet(database: Database) -> None:
    review = await make_review(database)
    await review.world.does(review.officer, review.world.answer("1.1"))

    assert await taken(database) == []


async def test_portions_change_nothing_and_a_neighbour_has_no_rows(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = await _judged(database)
    whole = await taken(database)
    monkeypatch.setattr(raw, "UNITS_AT_ONCE", 1)
    monkeypatch.setattr(raw, "REPORTS_AT_ONCE", 1)

    found = Taken()
    told = await export(database, found)

    assert found.rows == whole
    assert (told.reports, told.rows) == (1, 3)
    assert await taken(database, unit="xã Độc Lập") == []
    assert await taken(database, unit="xã Phúc Sen") == whole
    assert await review.world.count_rows("audit WHERE act = 'raw_exported'") == 4


async def test_only_the_wanted_periods_and_an_unknown_one_is_named(database: Database) -> None:
    await _judged(database)

    assert len(await taken(database, periods=(H1,))) == 3
    with pytest.raises(Problem) as caught:
        await taken(database, periods=(H1, "1999-H1"))
    assert (caught.value.code, caught.value.where) == ("no_such_period", "1999-H1")
    assert f": {H1}. " in caught.value.remedy
