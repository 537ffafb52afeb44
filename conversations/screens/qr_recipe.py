"""Recipes of QR pictures: named by what is in them, drawn when they leave."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RECIPE = re.compile(r"ntm:qr:(?P<text>[!-~]{1,200})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class QrRecipe:
    """text: a link or a code, ASCII without blanks."""

    text: str

    def __str__(self) -> str:
        """The form in which a row of the outbox carries it."""
        return f"ntm:qr:{self.text}"

    @classmethod
    def read(cls, text: str) -> QrRecipe | None:
        """The recipe in that form; None for anything else."""
        found = _RECIPE.fullmatch(text)
        return None if found is None else cls(text=found["text"])
