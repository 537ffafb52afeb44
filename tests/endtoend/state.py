"""What counts in the end: answers, receipts, roles and where everybody stands, without the times at which it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import session_codec

if TYPE_CHECKING:
    from storage.database import Database

TABLES = (
    "answer", "answer_now", "assignment", "channel_account", "consent", "evidence", "evidence_file", "identity",
    "invitation", "person", "receipt", "report", "report_event", "right_request", "role_grant",
)  # fmt: skip
NOT_COMPARED = {"at", "stamp", "try_at", "tries"}
"""When it was, and numbers that only say that something has changed."""


async def state_of(database: Database) -> dict[str, Any]:
    """Equal for two databases in which the same people said the same things."""
    found: dict[str, Any] = {}
    async with database.read() as tx:
        for table in TABLES:
            rows: Any = await tx.all(f"SELECT * FROM {table}")  # noqa: S608 - the tables above
            found[table] = sorted(repr([(column, row[column]) for column in _compared(row)]) for row in rows)
        entries: Any = await tx.all("SELECT chain, number, act, subject, detail FROM audit ORDER BY chain, number")
        found["audit"] = [tuple(entry) for entry in entries]
        for row in await tx.all("SELECT address, state, blocked FROM session ORDER BY address"):
            session = session_codec.load(row["state"])
            found[f"session {row['address']}"] = (session.person, session.language, session.stack, row["blocked"])
    return found


def _compared(row: Any) -> list[str]:
    return [column for column in list(row.keys()) if column not in NOT_COMPARED and not column.endswith("_at")]
