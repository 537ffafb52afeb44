"""The papers that a report stands on, as its "Căn cứ" lines name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A paper as it was imported. title: with its kind in capitals, "KẾ HOẠCH Thực hiện …", or "V/v …" of a letter.

    number: "123/KH-UBND"; the digits are missing in a draft; "": none was read.
    """

    issuer: Unit
    title: str
    number: str
    dated: date
    party: bool = False
    """Whether a Party body issued it."""

    @property
    def numbered(self) -> bool:
        """Whether number and day are those of a paper that left; a draft's day may be the first of its month."""
        return any(char.isdigit() for char in self.number.partition("/")[0])
