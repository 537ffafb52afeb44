"""A unit's goals as a sheet, and as an official paper; the words of official papers are Vietnamese for every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.goal_state import GoalState
from conversations.programme.paper import Annex, Grid, Heading, Paper, Paragraph
from conversations.programme.sheet import Column, Sheet, Year
from conversations.reading.fold import name_order
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.goal_words import (
    figure_words,
    known_words,
    left_words,
    state_words,
    target_words,
    value_words,
    why_words,
)
from conversations.screens.goals_text import ORDER, counts_line, then_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conversations.programme.goal_assessment import AssessedGoal, Assessment
    from conversations.programme.goal_set import FollowedGoal
    from conversations.programme.paper import Block
    from conversations.programme.sheet import Cell
    from conversations.programme.unit import Unit

BODY = "Ủy ban nhân dân"


def goals_sheet(found: Assessment, *, over: bool) -> Sheet:
    """A line for each goal, those at risk first. over: with the two earlier days."""
    then = (
        (
            Column(title=f"Kỳ trước ({show_date(found.period.before)})", width=30),
            Column(title=f"Cùng kỳ năm trước ({show_date(found.period.year_ago)})", width=30),
        )
        if over
        else ()
    )
    return Sheet(
        name="Chỉ tiêu",
        title=(_title(found, over=over), counts_line(found.now, SOURCE)),
        columns=(
            Column(title="Mã", width=6),
            Column(title="Chỉ tiêu", width=46),
            Column(title="Trong chỉ tiêu", width=8),
            Column(title="Mục tiêu", width=24),
            Column(title="Đến hết năm", width=8),
            Column(title="Kết quả mới nhất", width=24),
            Column(title="Ngày", width=12),
            Column(title="Tính ra", width=14),
            Column(title="Đánh giá", width=20),
            Column(title="Còn thiếu", width=20),
            Column(title="Căn cứ", width=32),
            Column(title="Nguồn số liệu", width=22),
            Column(title="Văn bản", width=22),
            *then,
        ),
        rows=tuple(_row(one, over=over) for one in _ordered(found)),
        frozen=2,
    )


def _ordered(found: Assessment) -> Iterator[AssessedGoal]:
    for state in ORDER:
        yield from (one for one in found.goals if one.goal.standing.state is state)


def _row(one: AssessedGoal, *, over: bool) -> tuple[Cell, ...]:
    coded, found = one.goal.coded, one.goal.standing
    goal, newest = coded.goal, found.newest
    then = (then_words(one, one.before, SOURCE), then_words(one, one.year_ago, SOURCE)) if over else ()
    return (
        coded.code,
        coded.name,
        coded.parent,
        target_words(goal, SOURCE),
        Year(goal.by_year),
        "" if newest is None else value_words(goal, newest, SOURCE) + (" (ước)" if newest.estimate else ""),
        "" if newest is None else show_date(newest.day),
        "" if found.figure is None else figure_words(goal, found.figure, SOURCE),
        state_words(found.state, SOURCE),
        left_words(goal, found, SOURCE),
        why_words(goal, found, SOURCE),
        "" if newest is None else newest.source,
        coded.paper.label,
        *then,
    )


def goals_paper(found: Assessment, superior: Unit | None, *, over: bool) -> Paper:
    """superior: what stands above the unit. Of goals that a Party body sets the head stays empty."""
    unit = found.now.unit
    party = any(one.party for one in found.now.papers)
    issuer = "" if party else f"{BODY} {unit.title}".upper()
    return Paper(
        superior="" if superior is None or party else f"{BODY} {superior.title}".upper(),
        issuer=issuer,
        symbol="" if party else "BC-UBND",
        place=unit.name,
        year=found.now.as_of.year,
        kind="BÁO CÁO",
        subject=_title(found, over=over),
        to=(),
        body=tuple(_body(found, over=over)),
        recipients=("Lưu: VT.",) if not party else ("Lưu Văn phòng.",),
        signer=("",) if party else ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        annexes=(Annex(title="Từng chỉ tiêu", blocks=(_grid(found, over=over),), wide=True),),
        party=party,
    )


def _title(found: Assessment, *, over: bool) -> str:
    unit, day = found.now.unit.title, show_date(found.now.as_of)
    if over:
        return f"Đánh giá chỉ tiêu {found.period.title} của {unit}"
    return f"Kết quả thực hiện chỉ tiêu của {unit} đến {day}"


def _body(found: Assessment, *, over: bool) -> Iterator[Block]:
    yield Heading("I. KẾT QUẢ CHUNG")
    papers = "; ".join(f"{one.label} ({show_date(one.dated)})" for one in found.now.papers)
    yield Paragraph(f"Chỉ tiêu theo: {papers}. Số liệu tính đến ngày {show_date(found.now.as_of)}.")
    yield Paragraph(f"Tổng số {len(found.goals)} chỉ tiêu. {counts_line(found.now, SOURCE)}")
    if over:
        yield Paragraph(
            f"So với cuối kỳ trước ({show_date(found.period.before)}): {_moved(found, year_ago=False)}; so với cùng kỳ "
            f"năm trước ({show_date(found.period.year_ago)}): {_moved(found, year_ago=True)}."
        )
    yield Heading("II. CHỈ TIÊU CÓ NGUY CƠ KHÔNG ĐẠT")
    risk = found.now.in_state(GoalState.AT_RISK)
    if not risk:
        yield Paragraph("Không có.")
    for one in risk:
        goal = one.coded.goal
        parts = (
            known_words(goal, one.standing, SOURCE),
            f"mục tiêu {target_words(goal, SOURCE)} đến hết năm {goal.by_year}",
            left_words(goal, one.standing, SOURCE),
            why_words(goal, one.standing, SOURCE),
        )
        yield Paragraph(f"- {one.coded.name}: {'; '.join(part for part in parts if part)}.")
    yield Heading("III. CHỈ TIÊU CHƯA ĐỦ SỐ LIỆU")
    yield from _unknown(found.now.in_state(GoalState.NOT_KNOWN))


def _unknown(goals: Sequence[FollowedGoal]) -> Iterator[Block]:
    """Listed by who is in charge by the paper; those of nobody come last."""
    if not goals:
        yield Paragraph("Không có.")
    owners = {one.coded.goal.owner for one in goals}
    for owner in sorted(owners, key=lambda one: (not one, name_order(one))):
        own = [one for one in goals if one.coded.goal.owner == owner]
        yield Paragraph(f"{capital(owner) or 'Văn bản chưa ghi cơ quan phụ trách'} ({len(own)} chỉ tiêu):")
        for one in own:
            yield Paragraph(f"- {one.coded.code}. {one.coded.name}.")


def _moved(found: Assessment, *, year_ago: bool) -> str:
    """How many stand better and worse than then, of those that could be told at both times."""
    order = (GoalState.AT_RISK, GoalState.ON_THE_WAY, GoalState.MET)
    pairs = [
        (order.index(then.state), order.index(one.goal.standing.state))
        for one in found.goals
        if (then := one.year_ago if year_ago else one.before) is not None
        and then.state in order
        and one.goal.standing.state in order
    ]
    if not pairs:
        return "chưa có số liệu để so"
    better = sum(1 for then, now in pairs if now > then)
    worse = sum(1 for then, now in pairs if now < then)
    return f"tốt hơn {better}, kém hơn {worse}, không đổi {len(pairs) - better - worse}"


def _grid(found: Assessment, *, over: bool) -> Grid:
    then = ("Kỳ trước", "Cùng kỳ năm trước") if over else ()
    return Grid(
        head=("TT", "Chỉ tiêu", "Mục tiêu", "Kết quả", "Đánh giá", "Còn thiếu", "Căn cứ", *then),
        rows=tuple(_cells(number, one, over=over) for number, one in enumerate(_ordered(found), start=1)),
        widths=(7, 32, 24, 24, 14, 18, 20, *((18, 18) if over else ())),
        centred=frozenset({0}),
    )


def _cells(number: int, one: AssessedGoal, *, over: bool) -> tuple[str, ...]:
    goal, found = one.goal.coded.goal, one.goal.standing
    return (
        str(number),
        one.goal.coded.name,
        f"{target_words(goal, SOURCE)} ({goal.by_year})",
        known_words(goal, found, SOURCE),
        state_words(found.state, SOURCE),
        left_words(goal, found, SOURCE),
        why_words(goal, found, SOURCE),
        *((then_words(one, one.before, SOURCE), then_words(one, one.year_ago, SOURCE)) if over else ()),
    )
