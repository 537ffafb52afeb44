"""`ntm show`: tables and figures on the command line, a file for each."""

from __future__ import annotations

import click

from bot.cli.verbs import Verbs

KINDS = {
    "dossiers": "bot.cli.shows.dossiers:dossiers",
    "findings": "bot.cli.shows.findings:findings",
    "money": "bot.cli.shows.money:money",
    "promises": "bot.cli.shows.promises:promises",
    "roadmap": "bot.cli.shows.roadmap:roadmap",
    "series": "bot.cli.shows.series:series",
    "indicators": "bot.cli.shows.goals:goals",
    "registers": "bot.cli.shows.registers:registers",
    "status": "bot.cli.shows.status:status",
    "targets": "bot.cli.shows.targets:targets",
    "tasks": "bot.cli.shows.tasks:tasks",
}
"""What is shown: where its command stands."""


@click.group(cls=Verbs, table=KINDS, short_help="Xem số liệu.")
def show() -> None:
    """Xem số liệu đã có."""
