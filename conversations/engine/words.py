"""The words of one language. Texts stand beside their screen; the catalogue is an argument, so this package stays pure.

`say(context, message, **values)`: context and message are literals, found by the catalogue's extraction; placeholders
are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Words:
    """text(context, message) and plural(context, one, many, n) look a message up; an unknown one comes back as it
    is.
    """

    language: str
    text: Callable[[str, str], str]
    plural: Callable[[str, str, str, int], str]

    def say(self, context: str, message: str, /, **values: object) -> str:
        """The message in this language, its placeholders filled."""
        found = self.text(context, message)
        return found.format_map(values) if values else found

    def count(self, context: str, one: str, many: str, n: int, /, **values: object) -> str:
        """The message in the number that n asks for; {n} is filled with n."""
        return self.plural(context, one, many, n).format_map({"n": n, **values})


SOURCE = Words("vi", lambda _context, message: message, lambda _context, one, many, n: one if n == 1 else many)
"""Vietnamese, the source language, as the texts stand in the code."""
