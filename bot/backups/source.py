"""What an installation backs up: its SQLite file or, where PostgreSQL has its own way, only the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import bot
from bot.backups.making import Source
from handlers.audit import verify_log
from handlers.backups import Finished, migration_of
from storage.open import sqlite_file

if TYPE_CHECKING:
    from bot.backups.making import Made
    from bot.settings import Settings
    from storage.database import Database

POSTGRESQL_NOTE: Final = (
    "Bản này chỉ có ảnh minh chứng; cơ sở dữ liệu PostgreSQL được sao lưu ngay trước đó bằng công cụ của nó: pg_dump"
    ' --format=custom --file=ntm.dump "$NTM_DATABASE_URL".'
)


async def source_of(settings: Settings, database: Database | None = None) -> Source:
    """database: open, where it is PostgreSQL."""
    if database is not None and database.dialect == "sqlite":
        database = None
    return Source(
        database=sqlite_file(settings.database_url),
        evidence=settings.evidence_dir,
        version=bot.__version__,
        migration=0 if database is None else await migration_of(database),
        audit=None if database is None else await verify_log(database),
    )


def finished(made: Made) -> Finished:
    """What is written down of it."""
    return Finished(
        place=str(made.file.absolute()),
        size=made.size,
        files=len(made.manifest.evidence),
        missing=len(made.manifest.missing),
        fingerprint=made.fingerprint,
        log_broken=made.manifest.audit is not None and not made.manifest.audit.whole,
    )
