"""What all imports share: their options, and how outcome, changes and disagreements are told."""

from __future__ import annotations

import asyncio
import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, assert_never

import click

from bot.cli.imports.asking import asked, can_ask, not_answered
from bot.cli.imports.importer import House
from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.problem import Problem
from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.cli.imports.importer import Done, Importer, Wish
    from bot.settings import Settings
    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.unit import Unit

D = TypeVar("D")
R = TypeVar("R")

SHOWN_CHANGES = 40
"""More changes than fit a screen are counted, not listed."""
NOT_OF_THIS_KIND = frozenset(
    {
        "duties_columns_wrong",
        "goals_missing",
        "money_missing",
        "plan_table_missing",
        "roadmap_missing",
        "table_missing",
        "target_table_missing",
    }
)
"""Problems of a document in which nothing of what the verb reads was found."""
TRIED = " Chạy thử, chưa ghi gì."


def imports_document(*, of: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Give the verb the settings, then file: Path, unit: str, dry_run and as_json. of: the help of --unit."""

    def wrap(verb: Callable[..., R]) -> Callable[..., R]:
        verb = with_json(with_settings(_which_other(verb)))
        verb = click.option("--dry-run", is_flag=True, help="Chỉ đọc và so sánh, không ghi gì.")(verb)
        verb = click.option("--unit", required=True, metavar="TÊN", help=of)(verb)
        return click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")(verb)

    return wrap


def _which_other(verb: Callable[..., R]) -> Callable[..., R]:
    """Where the document is none of its kind, say where the other kinds are told."""

    @functools.wraps(verb)
    def wrapped(*args: Any, **kwargs: Any) -> R:  # noqa: ANN401 - whatever the verb takes
        try:
            return verb(*args, **kwargs)
        except Problem as problem:
            if problem.code in NOT_OF_THIS_KIND:
                problem.remedy += " Nếu là loại văn bản khác, xem lệnh cho từng loại: ntm import --help."
            raise

    return wrapped


def run_import(importer: Importer[D], settings: Settings, file: Path, wish: Wish, *, as_json: bool) -> None:
    """Read the file, import it and tell what came of it; names in doubt are asked where a person sits there."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    document = importer.read(file)

    async def run(wanted: Wish) -> Done:
        async with opened_database(settings, clock) as database:
            house = House(database=database, sets=CriteriaSets(), now=clock.now())
            return await importer.tried(house, document, wanted)

    done = asyncio.run(run(wish))
    while done.questions and can_ask(dry_run=wish.dry_run, as_json=as_json):
        wish = replace(wish, answers=(*wish.answers, *asked(done.questions)))
        done = asyncio.run(run(wish))
    if done.problem is not None:
        raise done.problem
    click.echo(done.words, err=as_json)
    if as_json:
        print_json(done.rows())
    if done.questions and not wish.dry_run:
        raise not_answered(done.questions)


def headline(what: str, outcome: Outcome, *, version: int, dry_run: bool) -> str:
    """what: whose document of which kind, as a sentence begins: "Kế hoạch của huyện Quảng Hòa"."""
    match outcome:
        case Outcome.FIRST:
            said = f"{what}: bản {version}."
        case Outcome.CHANGED:
            said = f"{what} đã thay đổi: bản {version}; các bản trước vẫn giữ."
        case Outcome.UNCHANGED:
            said = f"{what} đúng như bản {version} đã nhập, không đổi gì."
        case _:
            assert_never(outcome)
    return f"{said}{TRIED}" if dry_run else said


def created_lines(created: Sequence[Unit], *, dry_run: bool) -> Iterator[str]:
    """How many units of each kind the document brought; nothing where it brought none."""
    if created:
        counts = Counter(unit.kind.name for unit in created)
        made = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"{'Sẽ tạo' if dry_run else 'Đã tạo'} {made}."


def change_lines(changes: Sequence[str], *, counted: str) -> Iterator[str]:
    """Each change in words, as far as a screen goes. counted: what one of them is, "ô" or "số"."""
    yield f"Thay đổi ({len(changes)} {counted}):"
    for change in changes[:SHOWN_CHANGES]:
        yield f"  - {change}"
    if len(changes) > SHOWN_CHANGES:
        yield f"  … và {len(changes) - SHOWN_CHANGES} {counted} nữa"


def warning_lines(warnings: Sequence[SourceWarning], *, used: str = "") -> Iterator[str]:
    """Each disagreement with its place. used: which figures were taken, said once."""
    if not warnings:
        return
    yield f"Cảnh báo ({len(warnings)}){used}:"
    for one in warnings:
        place = f"{one.place}: " if str(one.place) else ""
        yield f"  - {place}{one.message}"


def warning_rows(warnings: Iterable[SourceWarning]) -> list[dict[str, Any]]:
    """The disagreements of an import's JSON."""
    return [
        {
            "code": one.code,
            "place": str(one.place),
            "stated": one.stated,
            "computed": one.computed,
            "message": one.message,
        }
        for one in warnings
    ]
