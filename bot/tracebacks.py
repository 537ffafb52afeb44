"""Tracebacks for logs: where it happened and of what kind, without the values that errors like to quote.

`int("…")` repeats what was typed, a database driver repeats the row: such errors say their kind only.
"""

from __future__ import annotations

import traceback
from typing import Final

QUOTING: Final = (ValueError, TypeError, KeyError, ArithmeticError)
"""Built-in errors whose message repeats the value that was wrong."""
QUOTING_LIBRARIES: Final = frozenset({"asyncpg", "pydantic", "pydantic_core", "orjson"})
LONGEST_CHAIN: Final = 20


def told_without_values(error: BaseException) -> str:
    """The error and what led to it, oldest first."""
    chain: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in chain and len(chain) < LONGEST_CHAIN:
        chain.append(found)
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return "\n\nwhich led to\n\n".join(_one(one) for one in reversed(chain))


def _one(error: BaseException) -> str:
    lines = ["Traceback (most recent call last):\n", *traceback.format_tb(error.__traceback__), _kind(error)]
    if isinstance(error, BaseExceptionGroup):
        lines += [f"\nwith\n{_one(inner)}" for inner in error.exceptions]
    return "".join(lines)


def _kind(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    quotes = isinstance(error, QUOTING) or kind.__module__.partition(".")[0] in QUOTING_LIBRARIES
    message = "" if quotes else str(error)
    return f"{name}: {message}" if message else name
