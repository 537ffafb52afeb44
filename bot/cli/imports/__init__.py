"""`ntm import`: officials' documents become data. A file for each kind of document; what they share is in form.py.
What a kind is read and written by stands in bot/importers.
"""

from __future__ import annotations

import click

from bot.cli.verbs import Verbs
from bot.importers.importer import PLACES


@click.group(
    "import",
    cls=Verbs,
    table={kind.value: f"bot.cli.imports.{place}:verb" for kind, place in PLACES.items()},
    short_help="Nhập văn bản: kế hoạch, vốn, chỉ tiêu, nhiệm vụ, đơn vị, cơ quan.",
)
def import_() -> None:
    """Nhập số liệu từ văn bản của cơ quan."""
