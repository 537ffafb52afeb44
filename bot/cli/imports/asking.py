"""Names of a document that a person must explain: asked on a terminal, answered by --alias."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from bot.importers.telling import lines_of
from conversations.programme.problem import Problem
from handlers.named_units import NEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.named_units import NameQuestion

R = TypeVar("R")


def with_aliases(verb: Callable[..., R]) -> Callable[..., R]:
    """Give the verb `aliases`: the answers that are given on the command line."""
    return click.option(
        "--alias",
        "aliases",
        multiple=True,
        metavar="TÊN=ĐƠN VỊ",
        help="Tên trong văn bản là đơn vị nào, ví dụ “Bhalê=xã Bha Lê”; “Bhalê=0” là xã mới. Dùng được nhiều lần.",
    )(verb)


def can_ask(*, dry_run: bool, as_json: bool) -> bool:
    """Whether a person sits there to answer."""
    return not dry_run and not as_json and sys.stdin.isatty() and sys.stdout.isatty()


def asked(questions: Sequence[NameQuestion]) -> tuple[str, ...]:
    """An answer to each, as --alias would give it."""
    return tuple(f"{one.writing}={_answer(one)}" for one in questions)


def _answer(question: NameQuestion) -> str:
    for line in lines_of(question):
        click.echo(line)
    first = 0 if question.may_be_new else 1
    number: int = click.prompt("Là đơn vị số mấy", type=click.IntRange(first, len(question.candidates)))
    return NEW if number == 0 else question.candidates[number - 1].title


def not_answered(questions: Sequence[NameQuestion]) -> Problem:
    """Nothing is imported while a name is in doubt."""
    first = questions[0]
    title = first.candidates[0].title if first.candidates else NEW
    return Problem(
        code="names_in_doubt",
        message=f"Chưa ghi gì: còn {len(questions)} tên chưa rõ là đơn vị nào.",
        remedy=f"Hãy trả lời từng tên bằng --alias, ví dụ --alias “{first.writing}={title}”.",
    )
