"""Writes the questions of one ad hoc request as the set file they are stored as, read and shown like any other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from conversations.programme.criteria import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from conversations.programme.ad_hoc_request import Question
    from conversations.programme.ids import SetId
    from conversations.programme.unit import Level


def question_set(
    set_id: SetId, *, title: str, level: Level, questions: Sequence[Question], valid_from: date, source: str
) -> str:
    """The file. Each question is a criterion of its own, so a list of them needs no second step; they count from 1."""
    head = set_head(set_id, title=title, level=level, valid_from=valid_from, source=source)
    return "\n".join((*head, *_criteria(questions))) + "\n"


def set_head(set_id: SetId, *, title: str, level: Level, valid_from: date, source: str) -> tuple[str, ...]:
    """The lines above the questions; these rest on the source "asked"."""
    return (
        f"id = {toml_text(set_id)}",
        f"title = {toml_text(title)}",
        f"level = {toml_text(level.value)}",
        f"purpose = {toml_text(Purpose.QUESTIONS.value)}",
        f"valid_from = {valid_from.isoformat()}",
        f"source = {toml_text(source)}",
        "[sources]",
        f'asked = {{ confidence = "official", text = {toml_text(source)} }}',
    )


def _criteria(questions: Sequence[Question]) -> Iterator[str]:
    for number, question in enumerate(questions, start=1):
        yield "[[criteria]]"
        yield f'code = "{number}"'
        yield f"title = {toml_text(question.text)}"
        yield 'title_source = "asked"'
        yield "[[criteria.indicators]]"
        yield f'code = "{number}"'
        yield f"title = {toml_text(question.text)}"
        yield 'title_source = "asked"'
        yield f"measure = {toml_text(question.measure.value)}"
        yield "judged = false"
        yield "dated = false"
        if question.options:
            yield f"options = [{', '.join(toml_text(option) for option in question.options)}]"


def toml_text(text: str) -> str:
    """A basic TOML string: JSON's escapes are TOML's, but for the character 127, which TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
