"""Writes the questions about a unit's goals as the set file they are stored as, read and shown like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.criteria import Measure
from storage.criteria_sets.question_set import set_head, toml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from conversations.programme.goal_form import GoalQuestion
    from conversations.programme.ids import SetId
    from conversations.programme.unit import Level


def goal_question_set(
    set_id: SetId, *, title: str, level: Level, questions: Sequence[GoalQuestion], valid_from: date, source: str
) -> str:
    """The file. Each goal is a criterion of its own, by its own number."""
    head = set_head(set_id, title=title, level=level, valid_from=valid_from, source=source)
    return "\n".join((*head, *_criteria(questions))) + "\n"


def _criteria(questions: Sequence[GoalQuestion]) -> Iterator[str]:
    for one in questions:
        yield "[[criteria]]"
        yield f'code = "{one.code}"'
        yield f"title = {toml_text(one.text)}"
        yield 'title_source = "asked"'
        yield "[[criteria.indicators]]"
        yield f'code = "{one.code}"'
        yield f"title = {toml_text(one.text)}"
        yield 'title_source = "asked"'
        yield f"measure = {toml_text(one.measure.value)}"
        yield "judged = false"
        if one.unit:
            yield f"unit = {toml_text(one.unit)}"
        if one.measure is Measure.CHOICE:
            yield "dated = false"
            yield f"options = [{', '.join(toml_text(option) for option in one.options)}]"
