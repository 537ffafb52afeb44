"""A criteria table as a PNG for a phone 360 units wide, with the fonts that came with the program and no others.

Two pixels to a unit are as sharp as a picture in a chat gets; a long table has fewer, so that it stays small enough
for a weak network. The same drawing gives the same bytes on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.documents.typesetting import Typesetting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.screens.criteria_table import Drawing, DrawnRow

LARGEST: Final = 200_000
"""Bytes of a picture."""
WIDTH: Final = 360
"""Units of the phone's width."""
SHARPNESS: Final = (144, 108, 90, 72)
"""Points per inch: 144 is 720 pixels wide. The first at which the picture is small enough is taken. At these the cells
end at whole pixels; between them a picture is larger, because no two cells look quite the same.
"""

_INSIDE: Final = WIDTH - 2 * 7
_LETTER: Final = 5.05
"""Width of an average letter of a name."""
_WIDEST_NAME: Final = 104
_SHORTEST_NAME: Final = 48
_MARK: Final = 8.8


class TablePictures:
    """Draws tables, one at a time. The engine and the fonts are loaded with the first; make it once and keep it."""

    def __init__(self) -> None:
        self._typesetting = Typesetting("table_picture.typ", fonts="fonts")

    def draw(self, drawing: Drawing) -> bytes:
        """The PNG. It takes tens of milliseconds: call it in a thread."""
        given, picture = _document(drawing), b""
        for sharpness in SHARPNESS:
            picture = self._typesetting.set(given, "png", sharpness=float(sharpness))
            if len(picture) <= LARGEST:
                break
        return picture

    def print(self, drawing: Drawing) -> bytes:
        """The same as a PDF of one page."""
        return self._typesetting.set(_document(drawing), "pdf")


def _document(drawing: Drawing) -> dict[str, Any]:
    columns = max(1, len(drawing.codes))
    names = [drawing.name_head, drawing.total.name, *(row.name for row in drawing.rows)]
    wide = max(len(name) for name in names) * _LETTER + 5
    name_width = min(max(_SHORTEST_NAME, wide), _WIDEST_NAME)
    met = max(len(text) for text in (drawing.met_head, drawing.total.met, *(row.met for row in drawing.rows)))
    met_width = 8 + met * 5
    # whole pixels, so that all cells look the same; what is left over goes to the names
    cell_width = int((_INSIDE - name_width - met_width) * 2 / columns) / 2
    return {
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "name_head": drawing.name_head,
        "met_head": drawing.met_head,
        "name_width": _INSIDE - met_width - cell_width * columns,
        "met_width": met_width,
        "cell_width": cell_width,
        "mark": _size([cell.sign for row in drawing.rows for cell in row.cells], cell_width),
        "count": _size([cell.sign for cell in drawing.total.cells], cell_width),
        "codes": list(drawing.codes),
        "rows": [_row(row) for row in drawing.rows],
        "total": _row(drawing.total),
        "legend": [{"cell": {"kind": drawn.kind, "sign": drawn.sign}, "words": said} for drawn, said in drawing.legend],
        "named": [{"code": code, "label": label} for code, label in drawing.named],
    }


def _size(signs: Sequence[str], width: float) -> float:
    """The size of letters at which the longest of these fits into a cell."""
    return min(_MARK, width * 1.3 / max((len(sign) for sign in signs), default=1), width * 0.64)


def _row(row: DrawnRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "met": row.met,
        "cells": [{"kind": cell.kind, "sign": cell.sign} for cell in row.cells],
    }
