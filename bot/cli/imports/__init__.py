"""`ntm import`: officials' documents become data. A file for each kind of document; what they share is in form.py."""

from __future__ import annotations

import click

from bot.cli.verbs import Verbs

KINDS = {
    "commune-plan": "bot.cli.imports.commune_plan:commune_plan",
    "money": "bot.cli.imports.money:money",
    "indicators": "bot.cli.imports.goals:goals",
    "offices": "bot.cli.imports.offices:offices",
    "plan": "bot.cli.imports.plan:plan",
    "roadmap": "bot.cli.imports.roadmap:roadmap",
    "rules": "bot.cli.imports.rules:rules",
    "targets": "bot.cli.imports.targets:targets",
    "units": "bot.cli.imports.units:units",
}
"""kind: where its command stands."""


@click.group(
    "import",
    cls=Verbs,
    table=KINDS,
    short_help="Nhập văn bản: kế hoạch, vốn, chỉ tiêu, nhiệm vụ, đơn vị, cơ quan.",
)
def import_() -> None:
    """Nhập số liệu từ văn bản của cơ quan."""
