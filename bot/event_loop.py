"""The event loop of the bot: uvloop, which takes a tenth off every turn, and Python's own where uvloop has no build."""

from __future__ import annotations

try:
    from uvloop import new_event_loop
except ImportError:
    from asyncio import new_event_loop  # type: ignore[assignment] # uvloop's loop is one of asyncio's

__all__ = ["new_event_loop"]
