"""How large a file may be, with the reason for each number."""

from __future__ import annotations

FILE_BYTES = 20 * 1024 * 1024
"""The largest file a bot can fetch from Telegram; a plan of a district has well under one megabyte."""

UNPACKED_BYTES = 150 * 1024 * 1024
"""All parts of a zipped file together: a district's plan unpacks to one or two megabytes, a zip bomb to gigabytes."""

ARCHIVE_PARTS = 5_000
"""Files inside a zipped file: Word and Excel write some dozens."""

SHEET_CELLS = 500_000
"""Rows times columns up to the last used cell: the library holds the whole rectangle in memory, empty or not."""

SHEETS = 100
"""Sheets of one workbook."""

CHILD_MEMORY_BYTES = 1536 * 1024 * 1024
"""Address space of the process that opens a workbook: room for the largest sheet allowed, not for a hostile one."""

CHILD_SECONDS = 60
"""The largest sheet allowed takes a few seconds on a slow machine."""
