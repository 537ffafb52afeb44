"""How large a file may be, with the reason for each number."""

from __future__ import annotations

FILE_BYTES = 20 * 1024 * 1024
"""The largest file a bot can fetch from Telegram; a plan of a district has well under one megabyte."""

UNPACKED_BYTES = 150 * 1024 * 1024
"""All parts of a zipped file together: a district's plan unpacks to one or two megabytes, a zip bomb to gigabytes."""

ARCHIVE_PARTS = 5_000
"""Files inside a zipped file: Word and Excel write some dozens."""

SHEET_CELLS = 4_000_000
"""Rows times columns up to the last used cell: the library holds the whole rectangle in memory, empty or not."""

SHEETS = 100
"""Sheets of one workbook."""
