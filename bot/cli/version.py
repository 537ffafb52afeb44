"""`ntm version`: which versions are at work, for whoever reports a fault."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import version as version_of

import click

import bot
from bot.cli.options import print_json, with_json

LIBRARIES = ("python-telegram-bot", "aiohttp", "aiosqlite", "pydantic")


@click.command(short_help="Phiên bản của chương trình và các thư viện.")
@with_json
def version(*, as_json: bool) -> None:
    """Phiên bản của chương trình, Python, SQLite và các thư viện chính."""
    versions = {
        "ntm": bot.__version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{library: version_of(library) for library in LIBRARIES},
    }
    if as_json:
        print_json(versions)
    else:
        click.echo("\n".join(f"{name} {number}" for name, number in versions.items()))
