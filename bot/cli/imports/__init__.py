"""`ntm import`: officials' documents become data. A file for each kind of document; what they share is in form.py and
importer.py.
"""

from __future__ import annotations

import click

from bot.cli.imports.importer import PLACES
from bot.cli.verbs import Verbs


@click.group(
    "import",
    cls=Verbs,
    table={kind.value: f"{place}:verb" for kind, place in PLACES.items()},
    short_help="Nhập văn bản: kế hoạch, vốn, chỉ tiêu, nhiệm vụ, đơn vị, cơ quan.",
)
def import_() -> None:
    """Nhập số liệu từ văn bản của cơ quan."""
