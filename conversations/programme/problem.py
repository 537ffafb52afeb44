"""A problem has a code and says where, what, and what to do next. Its texts are read by people, so they are
Vietnamese.
"""

from __future__ import annotations


class Problem(Exception):
    """Something a person can repair or must be told.

    code: stable, ASCII snake case. where: the place ("dòng 7, cột C"), may be empty. message: one sentence.
    remedy: what to do next, may be empty.
    """

    def __init__(self, *, code: str, message: str, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
        self.remedy = remedy

    def sentence(self) -> str:
        """Where, what and what to do, as one line of text."""
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{remedy}"


class Refusal(Problem):
    """Somebody asked for what is not theirs. Logged; the answer leaks nothing about what was refused."""
