"""Options that several verbs share: `--settings FILE` (which also sets up the logs) and `--json`."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from bot.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")


def with_settings(verb: Callable[Concatenate[Settings, P], R]) -> Callable[P, R]:
    """Give the verb the settings as its first argument. Logs and warnings go to stderr from here on."""

    @click.option(
        "--settings",
        "settings_file",
        type=click.Path(path_type=Path),
        metavar="TỆP",
        help="Tệp cài đặt gồm các dòng NTM_…=giá trị (hoặc đặt NTM_SETTINGS_FILE).",
    )
    @functools.wraps(verb)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from bot.logs import set_up_logs
        from bot.settings import load_settings

        file = kwargs.pop("settings_file", None)
        settings, warnings = load_settings(file=file if isinstance(file, Path) else None)
        set_up_logs(settings.log, secrets=settings.secrets())
        for warning in warnings:
            click.echo(warning, err=True)
        return verb(settings, *args, **kwargs)

    return wrapped


with_json = click.option("--json", "as_json", is_flag=True, help="In ra đúng một tài liệu JSON; lời khác ra stderr.")
"""Adds `--json` as the argument as_json."""


def print_json(document: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """The one document of a verb called with --json; Vietnamese letters are left readable."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
