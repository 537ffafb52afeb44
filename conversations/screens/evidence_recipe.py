"""Recipes of evidence: a stored photo is named by its piece and its number; its bytes are read when it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conversations.programme.ids import EvidenceId

_RECIPE = re.compile(r"ntm:evidence:(?P<evidence>\d{1,18}):(?P<number>\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecipe:
    """One photo of one piece. number: from 1, within the piece."""

    evidence: EvidenceId
    number: int

    def __str__(self) -> str:
        """The form in which a row of the outbox carries it."""
        return f"ntm:evidence:{self.evidence}:{self.number}"

    @classmethod
    def read(cls, text: str) -> EvidenceRecipe | None:
        """The recipe in that form; None for anything else."""
        found = _RECIPE.fullmatch(text)
        return None if found is None else cls(evidence=EvidenceId(int(found["evidence"])), number=int(found["number"]))
