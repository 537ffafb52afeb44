"""Flood control, when it is asked for: who sends too fast gets 429 and the seconds to wait.

Telegram publishes only the order of magnitude (about one message a second in a chat, twenty a minute in a group,
thirty a second in all); the windows here are unverified. Time is the world's clock.
"""

from collections import deque
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from bot.simulator.telegram.chats import Chat
from bot.simulator.telegram.refusals import too_many

SENDS: Final = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendLocation", "sendMediaGroup"})
PRIVATE: Final = (5, timedelta(seconds=5))
GROUP: Final = (20, timedelta(minutes=1))
OVERALL: Final = (30, timedelta(seconds=1))


class FloodControl:
    def __init__(self) -> None:
        self._overall: deque[datetime] = deque()
        self._by_chat: dict[int, deque[datetime]] = {}

    def admit(self, chat: Chat, now: datetime) -> None:
        """Count one message, or refuse it with the seconds after which it would be taken."""
        limit, window = PRIVATE if chat.private else GROUP
        sent = self._by_chat.setdefault(chat.id, deque())
        for moments, most, span in ((sent, limit, window), (self._overall, *OVERALL)):
            while moments and moments[0] + span <= now:
                moments.popleft()
            if len(moments) >= most:
                raise too_many(max(1, ceil((moments[0] + span - now).total_seconds())))
        sent.append(now)
        self._overall.append(now)
