"""`ntm export`: files for people who work with tables, a file here for each; what they share is in written.py."""

from __future__ import annotations

import click

from bot.cli.verbs import Verbs

KINDS = {
    "evidence": "bot.cli.exports.evidence:evidence",
    "fields": "bot.cli.exports.fields:fields",
    "indicators": "bot.cli.exports.goals:goals",
    "offices": "bot.cli.exports.offices:offices",
    "money": "bot.cli.exports.money:money",
    "raw": "bot.cli.exports.raw:raw",
    "register": "bot.cli.exports.register:register",
    "report": "bot.cli.exports.report:report",
    "table": "bot.cli.exports.table:table",
    "units": "bot.cli.exports.units:units",
    "workbook": "bot.cli.exports.workbook:workbook",
}
"""What is exported: where its command stands."""


@click.group(cls=Verbs, table=KINDS, short_help="Xuất báo cáo, bảng tiêu chí, sổ theo dõi ra tệp.")
def export() -> None:
    """Xuất tệp số liệu."""
