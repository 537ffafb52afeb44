"""What all imports share: their options, and the way from a file to what is said."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli.imports.asking import asked, can_ask, not_answered
from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from bot.importers.importer import Done, Wish
    from bot.settings import Settings
    from conversations.programme.import_kind import ImportKind

R = TypeVar("R")

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


def run_import(kind: ImportKind, settings: Settings, file: Path, wish: Wish, *, as_json: bool) -> None:
    """Read the file, import it and tell what came of it; names in doubt are asked where a person sits there."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from bot.importers.importer import House, importer_of
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    importer = importer_of(kind)
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
