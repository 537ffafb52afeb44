"""An installation in a folder of its own: settings, an open database of the present schema, photos on the disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.backups.making import make_backup
from bot.backups.source import source_of
from bot.channels.telegram.files import keep
from bot.settings import Settings
from conversations.engine.effects import KeepEvidence
from conversations.programme.answer import EvidenceKind
from conversations.programme.person import Role
from storage.evidence import file_stored, pending_files
from storage.open import open_database
from tests.handlers.reporting_world import CHANNEL, NOW, World, begin, make_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.backups.making import Made
    from conversations.programme.ids import PersonId
    from storage.database import Database

PICTURE = b"\x89PNG\r\n\x1a\n"


@dataclass(slots=True)
class Installation:
    """What a test needs of one."""

    settings: Settings
    database: Database
    world: World
    officer: PersonId

    @property
    def file(self) -> Path:
        return self.settings.data_dir / "ntm.db"

    async def photo(self, number: int) -> str:
        """The officer sends a photo that is fetched at once; its path."""
        kept = keep(PICTURE + bytes([number]) * 5_000, "png", self.settings.evidence_dir)
        effect = KeepEvidence(
            key=self.world.key, indicator="17.1", kind=EvidenceKind.PHOTO, reference=f"photo-{number}", album=""
        )
        await self.world.does(self.officer, begin(self.world.key), effect)
        async with self.database.write() as tx:
            (pending,) = await pending_files(tx, channel=CHANNEL, now=NOW)
            await file_stored(
                tx, pending.evidence, pending.number, sha256=kept.sha256, size=kept.size, path=kept.path, now=NOW
            )
        return kept.path

    async def backed_up(self, *, at: datetime = NOW, keep_last: int = 7) -> Made:
        return make_backup(await source_of(self.settings), folder=self.settings.backup_folder, now=at, keep=keep_last)


@pytest.fixture
async def installation(tmp_path: Path, sqlite_template: bytes) -> AsyncIterator[Installation]:
    settings = Settings(data_dir=tmp_path / "data")
    settings.data_dir.mkdir()
    (settings.data_dir / "ntm.db").write_bytes(sqlite_template)
    database = await open_database(settings.database_url)
    try:
        world = await make_world(database)
        officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
        yield Installation(settings=settings, database=database, world=world, officer=officer)
    finally:
        await database.close()


def dump(file: Path, *, without: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Every row of every table, sorted."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {
            name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))  # noqa: S608 - names of the schema
            for name in names
            if name not in without
        }


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below the folder with its contents."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
