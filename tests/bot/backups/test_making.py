"""A backup while others write: one moment, whole, never half under its name, the newest N kept."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import zipfile
from collections import namedtuple
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.backups.folder import backups_in, unfinished, writing_in
from bot.backups.making import Source, Wish, make_backup, make_backup_at
from bot.backups.source import source_of
from conversations.programme.problem import Problem
from storage.audit import note_later
from storage.sqlite_copy import FILES_KEPT_IN, contents_of
from tests.bot.backups.conftest import dump, files_in
from tests.handlers.reporting_world import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database, Transaction
    from tests.bot.backups.conftest import Installation


async def test_the_manifest_tells_what_is_in_it(installation: Installation) -> None:
    paths = {await installation.photo(number) for number in range(3)}
    (installation.settings.evidence_dir / "ab").mkdir(exist_ok=True)
    (installation.settings.evidence_dir / "ab" / "half.7.part").write_bytes(b"half")

    made = await installation.backed_up()

    assert made.file.name == "ntm-20230605-080000.zip"
    assert made.file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(made.file) as archive:
        names = sorted(archive.namelist())
        document = json.loads(archive.read("manifest.json"))
        digests = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names if name != "manifest.json"}
        sizes = {name: archive.getinfo(name).file_size for name in digests}
    assert names == sorted(["manifest.json", "ntm.db", *(f"evidence/{path}" for path in paths)])
    assert {file["name"]: (file["sha256"], file["size"]) for file in document["files"]} == {
        name: (digests[name], sizes[name]) for name in digests
    }
    rows = dump(installation.file)
    assert {name: table["rows"] for name, table in document["tables"].items()} == {
        name: len(found) for name, found in rows.items()
    }
    assert (document["missing"], document["audit"]["entries"]) == ([], len(rows["audit"]))
    assert document["made_at"] == "2023-06-05T08:00:00+07:00"


async def test_a_backup_under_running_writes_is_one_moment(installation: Installation, tmp_path: Path) -> None:
    """Each turn writes two entries that belong together; in no picture does one stand without the other."""
    done = asyncio.Event()

    async def one(tx: Transaction) -> None:
        for act in ("first", "second"):
            note_later(tx, at=1, person=installation.officer, act=act, subject="report:1")

    async def writing() -> int:
        turns = 0
        while not done.is_set():
            await asyncio.gather(*(installation.database.turn(one) for _ in range(20)))
            turns += 20
        return turns

    writer = asyncio.create_task(writing())
    source = await source_of(installation.settings)
    for number in range(3):
        await asyncio.sleep(0)
        made = await asyncio.to_thread(make_backup_at, source, tmp_path / f"backup-{number}.zip", now=NOW)
        with zipfile.ZipFile(made.file) as archive:
            archive.extract("ntm.db", tmp_path / str(number))
        acts = [row.split(", ")[5] for row in dump(tmp_path / str(number) / "ntm.db")["audit"]]
        assert acts.count("'first'") == acts.count("'second'")
        assert made.manifest.audit is not None
        assert made.manifest.audit.whole
    done.set()
    turns = await writer
    assert turns > 0
    assert len(dump(installation.file)["audit"]) >= 2 * turns


async def test_missing_and_damaged_evidence_is_told(installation: Installation) -> None:
    gone, damaged, whole = [await installation.photo(number) for number in range(3)]
    (installation.settings.evidence_dir / gone).unlink()
    (installation.settings.evidence_dir / damaged).write_bytes(b"\x89PNG other")

    made = await installation.backed_up()

    assert set(made.manifest.missing) == {gone, damaged}
    assert f"evidence/{whole}" in {file.name for file in made.manifest.evidence}


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt(), "given up"])
async def test_what_is_cut_off_is_never_taken_for_a_backup(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, fault: BaseException | str
) -> None:
    await installation.photo(1)
    wish = Wish()

    def cut(*_arguments: object, **_more: object) -> None:
        if isinstance(fault, BaseException):
            raise fault
        wish.give_up()
        wish.check()

    monkeypatch.setattr(zipfile.ZipFile, "writestr", cut)
    folder = installation.settings.backup_folder
    with pytest.raises((Problem, KeyboardInterrupt)):
        make_backup(await source_of(installation.settings), folder=folder, now=NOW, keep=7, wish=wish)
    assert list(files_in(folder)) == [".ntm-backup.lock"]


async def test_what_a_killed_one_left_is_removed_by_the_next(installation: Installation) -> None:
    folder = installation.settings.backup_folder
    folder.mkdir()
    unfinished(folder, "archive-1").write_bytes(b"half")
    (folder / "foreign.part").write_bytes(b"somebody else's")
    made = await installation.backed_up()
    assert sorted(files_in(folder)) == [".ntm-backup.lock", "foreign.part", made.file.name]


async def test_the_newest_are_kept_and_foreign_files_are_never_touched(installation: Installation) -> None:
    folder = installation.settings.backup_folder
    folder.mkdir()
    (folder / "ntm-my-own.zip").write_bytes(b"mine")
    made = [await installation.backed_up(at=NOW + timedelta(days=night), keep_last=2) for night in range(4)]
    assert backups_in(folder) == (made[3].file, made[2].file)
    assert made[3].dropped == (made[1].file.name,)
    assert (folder / "ntm-my-own.zip").exists()


async def test_two_in_one_second_have_two_names(installation: Installation) -> None:
    first, second = [await installation.backed_up() for _ in range(2)]
    assert (first.file.name, second.file.name) == ("ntm-20230605-080000.zip", "ntm-20230605-080000-002.zip")


async def test_refusals_are_sentences(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = await source_of(installation.settings), installation.settings.backup_folder
    with writing_in(folder), pytest.raises(Problem, match="đang chạy"):
        make_backup(source, folder=folder, now=NOW, keep=7)
    made = await installation.backed_up()
    with pytest.raises(Problem, match="không ghi đè"):
        make_backup_at(source, made.file, now=NOW)
    nowhere = Source(database=folder / "no.db", evidence=source.evidence, version="0")
    with pytest.raises(Problem, match="Chưa có cơ sở dữ liệu"):
        make_backup(nowhere, folder=folder, now=NOW, keep=7)
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil's
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(10, 9, 1))
    with pytest.raises(Problem, match="Không đủ chỗ trống") as refused:
        make_backup(source, folder=folder, now=NOW, keep=7)
    assert "chỉ dùng được 0,0 kB" in refused.value.message
    assert backups_in(folder) == (made.file,)


async def test_every_table_that_names_files_is_known(sqlite_database: Database) -> None:
    async with sqlite_database.read() as tx:
        rows = await tx.all(
            "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table'"
            " AND 2 = (SELECT count(*) FROM pragma_table_info(m.name) WHERE name IN ('sha256', 'path'))"
        )
    assert sorted(row["name"] for row in rows) == sorted(FILES_KEPT_IN)


def test_contents_of_what_is_no_database_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(Problem, match="bị hỏng"):
        contents_of(tmp_path / "x.db")
