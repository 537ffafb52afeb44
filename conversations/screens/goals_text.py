"""A unit's goals as text: how many stand how, then each with its figure, what is missing, by when and by whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.goal_state import GoalState
from conversations.reading.show import show_date
from conversations.screens.goal_words import known_words, left_words, state_words, target_words, wanted_words, why_words
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.words import Words
    from conversations.programme.goal_assessment import AssessedGoal, Assessment
    from conversations.programme.goal_set import FollowedGoal, UnitGoals
    from conversations.programme.goal_state import Standing

NAMED, NAME = 8, 60
"""So many goals at risk are named in a digest, each with so many characters."""
ORDER = (GoalState.AT_RISK, GoalState.ON_THE_WAY, GoalState.MET, GoalState.NOT_KNOWN)
"""What needs a word first."""


def counts_line(found: UnitGoals, words: Words) -> str:
    """How many stand how."""
    return words.say(
        "goals",
        "Đạt {met}, đúng tiến độ {way}, có nguy cơ không đạt {risk}, chưa đủ số liệu {unknown}.",
        met=len(found.in_state(GoalState.MET)),
        way=len(found.in_state(GoalState.ON_THE_WAY)),
        risk=len(found.in_state(GoalState.AT_RISK)),
        unknown=len(found.in_state(GoalState.NOT_KNOWN)),
    )


def goals_text(found: UnitGoals, words: Words) -> str:
    """In sections, one for each state, the first of them the heading."""
    heading = words.say("goals", "Chỉ tiêu của {unit} đến {day}", unit=found.unit.title, day=show_date(found.as_of))
    sections = [f"{heading}\n{counts_line(found, words)}"]
    for state in ORDER:
        goals = found.in_state(state)
        if goals:
            title = words.say("goals", "{state} ({n}):", state=state_words(state, words), n=len(goals))
            sections.append("\n".join([title, *(goal_line(one, words) for one in goals)]))
    return "\n\n".join(sections)


def goal_line(one: FollowedGoal, words: Words) -> str:
    """One goal in one line."""
    name = one.coded.name
    if one.coded.parent is not None:
        name = words.say("goals", "{name} (trong chỉ tiêu {parent})", name=name, parent=one.coded.parent)
    said = "; ".join(_parts(one, words))
    return words.say("goals", "- {code}. {name}: {said}", code=one.coded.code, name=name, said=said)


def _parts(one: FollowedGoal, words: Words) -> Iterator[str]:
    goal, found = one.coded.goal, one.standing
    yield known_words(goal, found, words)
    target = target_words(goal, words)
    yield words.say("goals", "cần {target} đến hết năm {year}", target=target, year=goal.by_year)
    if found.state is GoalState.NOT_KNOWN:
        for one_year in goal.interims:
            wanted = goal.figure(one_year.value)
            if wanted is not None:
                shown = wanted_words(goal, wanted, words)
                yield words.say("goals", "mốc năm {year}: {wanted}", year=one_year.year, wanted=shown)
    for part in (left_words(goal, found, words), why_words(goal, found, words)):
        if part:
            yield part
    if found.newest is not None and found.newest.source:
        yield words.say("goals", "nguồn: {source}", source=found.newest.source)


def assessment_text(found: Assessment, words: Words) -> str:
    """The goals over a period: what has changed since the one before and since last year's."""
    heading = words.say(
        "goals",
        "Đánh giá {period} của {unit}, số liệu đến {day}",
        period=found.period.title,
        unit=found.now.unit.title,
        day=show_date(found.now.as_of),
    )
    against = words.say(
        "goals",
        "So với {before} (kỳ trước) và {year_ago} (cùng kỳ năm trước).",
        before=show_date(found.period.before),
        year_ago=show_date(found.period.year_ago),
    )
    sections = ["\n".join([heading, counts_line(found.now, words), against])]
    for state in ORDER:
        goals = [one for one in found.goals if one.goal.standing.state is state]
        if goals:
            title = words.say("goals", "{state} ({n}):", state=state_words(state, words), n=len(goals))
            sections.append("\n".join([title, *(assessed_line(one, words) for one in goals)]))
    return "\n\n".join(sections)


def goals_lines(found: UnitGoals | None, words: Words, *, named: bool) -> list[str]:
    """How many stand how; named: also which are at risk."""
    if found is None:
        return []
    risk = found.in_state(GoalState.AT_RISK)
    lines = [f"• {counts_line(found, words)}"]
    if named and risk:
        names = "; ".join(clip(one.coded.name, NAME) for one in risk[:NAMED])
        if len(risk) > NAMED:
            names = words.say("goals", "{names} và {n} chỉ tiêu nữa", names=names, n=len(risk) - NAMED)
        lines.append(words.say("goals", "• Có nguy cơ không đạt: {names}", names=names))
    return lines


def assessed_line(one: AssessedGoal, words: Words) -> str:
    """One goal, with the two earlier days."""
    return words.say(
        "goals",
        "{now}. Kỳ trước: {before}. Cùng kỳ năm trước: {year_ago}.",
        now=goal_line(one.goal, words),
        before=then_words(one, one.before, words),
        year_ago=then_words(one, one.year_ago, words),
    )


def then_words(one: AssessedGoal, then: Standing | None, words: Words) -> str:
    """How it stood then, and by what."""
    if then is None:
        return words.say("goals", "chưa có chỉ tiêu này")
    state = state_words(then.state, words).lower()
    if then.newest is None:
        return state
    return f"{state}, {known_words(one.goal.coded.goal, then, words)}"
