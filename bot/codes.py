"""Invitation codes: random, short enough to type from a printed sheet, and proof against Vietnamese keyboards.

Without vowels, W and D neither Telex nor VNI turns what is typed into accents; of 0/O, 1/I, 2/Z, 5/S, 6/G and 8/B at
most one is there. 21 characters at 10 places are 16 million millions; they expire, and guessing is slowed down.
"""

from __future__ import annotations

import secrets
from typing import Final

from conversations.reading import invitation_code

ALPHABET: Final = invitation_code.LETTERS
LENGTH: Final = invitation_code.LENGTH


class RandomCodes:
    """The port handlers.ports.Secrets."""

    def code(self) -> str:
        """A code nobody can guess."""
        return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
