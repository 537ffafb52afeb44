"""Opens the database that an address names: `sqlite:////absolute/path.db`, `sqlite:///relative.db`, `postgresql://…`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from storage.postgres import PostgresDatabase
    from storage.sqlite import SqliteDatabase

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")


def sqlite_file(url: str) -> Path | None:
    """The file that an address names; None where it names none."""
    path = unquote(url.removeprefix(SQLITE).partition("?")[0])
    if not url.startswith(SQLITE) or not path.strip("/") or path.endswith(("/", ":memory:")):
        return None
    return Path(path)


async def open_database(url: str) -> SqliteDatabase | PostgresDatabase:
    """Open it; SQLite's file and folder are made where they are missing. The schema is brought up by `migrate`."""
    # one driver or the other is loaded, not both: asyncpg is an extra and takes its time
    if url.startswith(POSTGRESQL):
        if find_spec("asyncpg") is None:
            raise Problem(
                code="postgresql_not_installed",
                message="Chương trình chưa được cài phần dùng PostgreSQL.",
                remedy='Hãy cài thêm bằng lệnh: pip install "ntm-reporting-bot[postgres]".',
            )
        from storage.postgres import PostgresDatabase  # noqa: PLC0415 - see above

        return await PostgresDatabase.open(url)
    path = sqlite_file(url)
    if path is None:
        # the address is not repeated: it may hold a password
        raise Problem(
            code="database_url",
            message="Địa chỉ cơ sở dữ liệu không đúng dạng.",
            remedy="Hãy dùng sqlite:////duong/dan/ntm.db hoặc postgresql://nguoi_dung@may_chu/ten.",
        )
    from storage.sqlite import SqliteDatabase  # noqa: PLC0415 - see above

    return await SqliteDatabase.open(path)
