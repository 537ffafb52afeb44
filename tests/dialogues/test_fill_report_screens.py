"""Every screen of every stage fits the weakest channel, for every indicator of every shipped set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from conversations.dialogues import fill_report
from conversations.engine.frames import FillReport, FillStage, Pending
from conversations.programme.answer import Assessor, Figure, LastKnown, Nature, State
from conversations.programme.criteria import Indicator, Measure, worded
from conversations.programme.person import Grant, Role
from conversations.programme.report import PlanCell, Report, ReportState, VillageSum
from conversations.reading import limits
from tests.dialogues.commune import COMMUNE, KEY, RECEIPT, SETS, VILLAGES, answer, facts, fits, person, report

LONG = "x" * limits.REASON
UNIT = replace(COMMUNE, name="Thị trấn Nông trường Việt Lâm và vùng phụ cận phía Đông Nam")
BOTH = person(
    Grant(role=Role.COMMUNE_OFFICER, unit=UNIT, post="Văn phòng - thống kê và các bộ phận khác"),
    Grant(role=Role.VILLAGE_OFFICER, unit=VILLAGES[0]),
)
FIGURE = Figure(value=Decimal("1234567.89"), numerator=123456, denominator=1234567)


def fullest(name: str, *, state: ReportState = ReportState.DRAFT) -> Report:
    """A report in which everything is said that can be said, at its longest."""
    form = worded(SETS[name], VILLAGES[0].kind)
    answers = {
        one.indicator: one
        for one in (
            answer(
                indicator.code,
                State.NOT_MET,
                version=number,
                figure=FIGURE if indicator.measure is not Measure.STATUS else None,
                choice=max(indicator.options, key=len, default=""),
                nature=Nature.ESTIMATE,
                as_of=date(2023, 12, 31),
                reason=LONG,
                source="y" * limits.SOURCE,
            )
            for number, indicator in enumerate(form.indicators, start=1)
        )
    }
    last = {
        indicator.code: LastKnown(
            state=State.UNSTABLE,
            figure=FIGURE if indicator.measure is not Measure.STATUS else None,
            reported_on=date(2022, 11, 12),
            assessor=Assessor.OFFICE,
            judged_by="Phòng Nông nghiệp và Phát triển nông thôn huyện Quảng Hòa",
        )
        for indicator in form.indicators
    }
    half = dict(list(answers.items())[::2])
    return report(
        form=form,
        unit=UNIT,
        state=state,
        answers=half,
        last=last,
        plan={
            one.code: PlanCell(met=False, target_year=2022 + (place % 2), on=date(2022, 10, 1))
            for place, one in enumerate(form.criteria)
        },
        posts={indicator.code: indicator.post or "Bộ phận chưa có tên" for indicator in form.indicators},
        village_sums={
            indicator.code: VillageSum(numerator=1, denominator=3, reported=1, villages=99)
            for indicator in form.indicators
        },
        villages=99,
        villages_reported=9,
        leader_note=LONG,
        receipt=replace(RECEIPT, approved_on_paper="z" * limits.PAPER_NUMBER),
        superior=replace(UNIT, name=UNIT.name * 2),
    )


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("stage", get_args(FillStage))
@pytest.mark.parametrize("state", ReportState)
def test_every_screen_of_every_stage_fits_with_the_longest_texts(
    name: str, stage: FillStage, state: ReportState
) -> None:
    found = fullest(name, state=state)
    known = facts(BOTH, report_found=found)
    items = found.form.indicators or (Indicator(code="", criterion="", title="", measure=Measure.STATUS),)
    pending = Pending(figure=FIGURE, other=FIGURE, state=State.NOT_APPLICABLE, choice="x" * 64, reason=LONG)
    frame = FillReport(
        key=KEY,
        stage=stage,
        pending=pending,
        item_source="y" * limits.SOURCE,
        nature=Nature.OFFICIAL,
        as_of=date(2023, 5, 31),
    )
    for before, item in zip((items[-1], *items), items, strict=False):
        shown = replace(frame, item=item.code, previous=before.code, photo_item=item.code, criterion=item.criterion)
        fits(fill_report.show(shown, known))


@pytest.mark.parametrize("name", SETS)
def test_a_fresh_report_fits_at_every_stage(name: str) -> None:
    found = report(form=SETS[name], answers={}, last={}, plan={}, posts={})
    for stage in get_args(FillStage):
        for one in found.form.indicators:
            frame = FillReport(
                key=KEY, stage=stage, item=one.code, criterion=one.criterion, previous="0", photo_item=one.code
            )
            screen = fits(fill_report.show(frame, facts(report_found=found)))
            assert screen.name.startswith("fill_report.")
