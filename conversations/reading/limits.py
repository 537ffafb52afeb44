"""How long a text may be, in characters, and why. What is longer is asked for again; nothing is cut silently."""

from __future__ import annotations

from typing import Final

MESSAGE: Final = 4096
"""A typed message. Telegram's own limit; what a channel lets through beyond it is no answer to anything."""

DIFFICULTY: Final = 800
"""A difficulty, and what is answered to it: both must come back on one screen of 2,000 characters."""

ENTRY: Final = 300
"""What is said of a register's entry: several stand on one screen."""

REQUEST_TITLE: Final = 60
"""What a manager asks about, in few words: it stands in lists and reminders among other reports."""

QUESTION: Final = 200
"""A question of a manager's own. Ten of them must fit on the screen that is looked at before they leave."""

ANSWER_TEXT: Final = 1000
"""An answer in one's own words. It must come back on one screen together with its question."""

REASON: Final = 500
"""Why something was lost, is late, is sent back. It stands in tables and in others' messages."""

PLAN_FILE: Final = 20 * 1024 * 1024
"""Bytes: the largest file that a bot can fetch from Telegram."""
CRITERIA_FILE: Final = 1024 * 1024
"""Bytes of a criteria set's file; the largest one shipped has a thirtieth of it."""
FORM_FILE: Final = 2 * 1024 * 1024
"""Bytes of an office's own form; one with a coat of arms has some tens of thousands."""
UNIT_PARTS: Final = 12
"""So many units one is split into at most; more would be a slip."""

PERSON_NAME: Final = 80
"""A person's name as shown to others."""

UNIT_NAME: Final = 120
"""A unit's name with its kind; the longest office names have about 70."""

PAPER_NUMBER: Final = 60
""""Số 123/BC-UBND" and the longest numbers of documents in use."""

PLACE_KEPT: Final = 120
"""Where a paper file is kept."""

SOURCE: Final = 200
"""Who gave a figure and when: "chị Hoa, trạm y tế, 7/6"."""

FIGURE: Final = 200
"""A figure with the words around it ("dạ xã em có 350 hộ trên tổng số 400 hộ ạ"). Longer is a story with figures."""

DATE: Final = 80
"""A date in words, with the words around it."""

DEADLINE: Final = 120
"""A deadline as a document words it, with how often."""

NAME_TYPED: Final = 200
"""A sentence in which a unit's name is looked for."""

CHOICE: Final = 200
"""An answer that is compared with labels. Labels have at most 64."""

COMMAND: Final = 300
"""A typed command with its arguments."""

DIGITS: Final = 15
"""Digits of a whole number: in đồng still a 64-bit integer, and above any sum of the programme."""

DECIMALS: Final = 6
"""Decimals of a figure; more are a calculator's, and are asked for rounded."""
