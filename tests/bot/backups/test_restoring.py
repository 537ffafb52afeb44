"""The restore drill: what comes back is what was there; what is no whole backup leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bot.backups import restoring
from bot.backups.folder import sync
from bot.backups.making import make_backup
from bot.backups.restoring import ASIDE, restore
from bot.backups.source import source_of
from bot.backups.unpacking import unpack
from bot.settings import Settings
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from storage.open import open_database
from storage.outbox import Outgoing, put_later
from storage.schedule import follow, followed
from storage.times import millis
from tests.bot.backups.conftest import dump, files_in
from tests.handlers.reporting_world import DAY, NOW
from tests.stage import BEFORE_THE_DEADLINE, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database
    from tests.bot.backups.conftest import Installation

Change = Callable[[dict[str, bytes]], None]
SETTLED = ("schedule", "audit", "outbox")
"""What a restored database is told of the time that has passed."""


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    """Where nothing is yet."""
    return Settings(data_dir=tmp_path / "restored")


async def test_all_tables_and_all_evidence_come_back(
    installation: Installation, place: Settings, tmp_path: Path
) -> None:
    for number in range(3):
        await installation.photo(number)
    before = dump(installation.file)
    made = await installation.backed_up()

    aside = tmp_path / "aside"
    aside.mkdir()
    unpack(made.file, aside)
    assert dump(aside / "ntm.db") == before

    restored = await restore(made.file, place, now=NOW)

    assert sorted(file.name for file in place.data_dir.iterdir()) == ["evidence", "ntm.db", "run.lock"]
    assert dump(place.data_dir / "ntm.db", without=SETTLED) == {
        name: rows for name, rows in before.items() if name not in SETTLED
    }
    assert files_in(place.evidence_dir) == files_in(installation.settings.evidence_dir)
    assert len(files_in(place.evidence_dir)) == 3
    assert restored.fingerprint == made.fingerprint
    assert restored.drafts is not None
    assert (restored.drafts.reports, restored.drafts.unreadable) == (1, 0)
    after = dump(place.data_dir / "ntm.db")["audit"]
    assert (len(after), len(set(after) - set(before["audit"]))) == (len(before["audit"]) + 1, 1)


async def test_an_open_report_goes_on_where_it_stood(
    sqlite_database: Database, place: Settings, tmp_path: Path
) -> None:
    stage = Stage(sqlite_database)
    await stage.load()
    officer = await stage.joined("Nông Thị Lan", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    await officer.says("/baocao")
    await officer.chooses("▶ Tiếp tục")
    await officer.chooses("Đạt")
    at = officer.screen()
    settings = Settings(data_dir=tmp_path / "data", database_url=f"sqlite:///{tmp_path}/ntm.db")
    made = make_backup(await source_of(settings), folder=settings.backup_folder, now=BEFORE_THE_DEADLINE, keep=1)
    await officer.says("/trogiup")  # what came after the backup is lost

    await restore(made.file, place, now=BEFORE_THE_DEADLINE + DAY)
    database = await open_database(place.database_url)
    try:
        again = Stage(database)
        again._updates = stage._updates
        phone = again.phone("Nông Thị Lan")
        await phone.says("/tieptuc")
        assert phone.screen().splitlines()[-4:] == at.splitlines()[-4:]
    finally:
        await database.close()


async def test_what_the_calendar_may_have_sent_since_is_never_sent_again(
    installation: Installation, place: Settings
) -> None:
    async with installation.database.write() as tx:
        follow(tx, NOW)
        for key in ("reminder:1:2023-06-05:1", None):
            row = Outgoing(channel="telegram", address="7", kind="reminder", body=b"{}", key=key)
            put_later(tx, row, at=millis(NOW))
    made = await installation.backed_up()

    restored = await restore(made.file, place, now=NOW + DAY)

    assert restored.settled.unknown == 1
    database = await open_database(place.database_url)
    try:
        async with database.read() as tx:
            rows = await tx.all("SELECT key, state FROM outbox ORDER BY id DESC LIMIT 2")
            known = await followed(tx)
    finally:
        await database.close()
    assert [(row["key"], row["state"]) for row in rows] == [(None, "queued"), ("reminder:1:2023-06-05:1", "unknown")]
    assert known is not None
    assert known.ticked_until == NOW + DAY


@pytest.mark.parametrize("there", ["ntm.db", "ntm.db-wal", "evidence/aa/photo.png"])
async def test_a_place_that_holds_data_is_left_as_it_is(
    installation: Installation, place: Settings, there: str
) -> None:
    made = await installation.backed_up()
    held = place.data_dir / there
    held.parent.mkdir(parents=True)
    held.write_bytes(b"theirs")

    with pytest.raises(Problem, match="Nơi này đã có dữ liệu") as refused:
        await restore(made.file, place, now=NOW)

    assert "NTM_DATA_DIR" in refused.value.remedy
    found = files_in(place.data_dir)
    found.pop("run.lock", None)
    assert found == {there: b"theirs"}


async def test_an_empty_folder_for_evidence_is_an_empty_place(installation: Installation, place: Settings) -> None:
    await installation.photo(1)
    made = await installation.backed_up()
    place.evidence_dir.mkdir(parents=True)
    await restore(made.file, place, now=NOW)
    assert files_in(place.evidence_dir) == files_in(installation.settings.evidence_dir)


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The archive with its parts changed by somebody."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def manifest(**changes: Any) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | changes).encode()

    return change


def a_byte_of_the_evidence(parts: dict[str, bytes]) -> None:
    name = next(name for name in parts if name.startswith("evidence/"))
    parts[name] = parts[name][:-1] + b"\x00"


def a_row_of_the_database(parts: dict[str, bytes], folder: Path) -> None:
    """Altered by somebody who also brought the file's digest in the manifest up to date."""
    file = folder / "changed.db"
    file.write_bytes(parts["ntm.db"])
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE identity SET name = 'Kẻ khác'")
        connection.commit()
    parts["ntm.db"] = file.read_bytes()
    document = json.loads(parts["manifest.json"])
    for kept in document["files"]:
        if kept["name"] == "ntm.db":
            kept |= {"size": len(parts["ntm.db"]), "sha256": hashlib.sha256(parts["ntm.db"]).hexdigest()}
    parts["manifest.json"] = json.dumps(document).encode()


def leads_out(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        document = json.loads(parts["manifest.json"])
        kept = next(kept for kept in document["files"] if kept["name"] != "ntm.db")
        parts[name] = parts.pop(kept["name"])
        kept["name"] = name
        parts["manifest.json"] = json.dumps(document).encode()

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(a_byte_of_the_evidence, "đã bị sửa hoặc hỏng", id="evidence"),
        pytest.param(None, "đã bị sửa hoặc hỏng", id="row"),
        pytest.param(lambda parts: parts.pop("ntm.db"), "đã bị sửa hoặc hỏng", id="database missing"),
        pytest.param(lambda parts: parts.update(more=b""), "đã bị sửa hoặc hỏng", id="one more"),
        pytest.param(lambda parts: parts.pop("manifest.json"), "không phải là một bản sao lưu", id="no manifest"),
        pytest.param(manifest(kind="other"), "không phải là một bản sao lưu", id="another program's"),
        pytest.param(manifest(tables=[]), "không phải là một bản sao lưu", id="malformed"),
        pytest.param(manifest(tables={}), "đã bị sửa hoặc hỏng", id="tables untold"),
        pytest.param(manifest(format=2, version="9.0"), r"phiên bản mới hơn \(9.0\)", id="newer format"),
        pytest.param(manifest(migration=9999), "phiên bản mới hơn", id="newer schema"),
        pytest.param(leads_out("evidence/../../escaped.png"), "không phải là một bản sao lưu", id="up"),
        pytest.param(leads_out("/tmp/escaped.png"), "không phải là một bản sao lưu", id="absolute"),  # noqa: S108
        pytest.param(leads_out("evidence/..\\escaped.png"), "không phải là một bản sao lưu", id="backslash"),
        pytest.param(leads_out("run.lock"), "không phải là một bản sao lưu", id="elsewhere"),
    ],
)
async def test_what_was_altered_is_refused_and_leaves_nothing(
    installation: Installation,
    place: Settings,
    tmp_path: Path,
    change: Change | None,
    sentence: str,
) -> None:
    await installation.photo(1)
    made = await installation.backed_up()
    rewritten(made.file, (lambda parts: a_row_of_the_database(parts, tmp_path)) if change is None else change)

    with pytest.raises(Problem, match=sentence):
        await restore(made.file, place, now=NOW)

    assert set(files_in(place.data_dir) if place.data_dir.exists() else {}) <= {"run.lock"}
    assert list(tmp_path.rglob("escaped.png")) == []


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
async def test_a_backup_cut_in_the_middle_is_refused(installation: Installation, place: Settings, part: float) -> None:
    await installation.photo(1)
    made = await installation.backed_up()
    content = made.file.read_bytes()
    made.file.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(Problem, match="không phải là một bản sao lưu nguyên vẹn"):
        await restore(made.file, place, now=NOW)
    assert not place.data_dir.exists()


async def test_a_conversation_that_cannot_be_read_stops_the_restore(
    installation: Installation, place: Settings
) -> None:
    async with installation.database.write() as tx:
        await tx.run(
            "INSERT INTO session (channel, address, language, state, revision, updated_at)"
            " VALUES ('telegram', '1', 'vi', '{\"version\":1,\"stack\":[[\"lost\",{}]]}', 1, 1)"
        )
    made = await installation.backed_up()
    with pytest.raises(Problem, match="không đọc được"):
        await restore(made.file, place, now=NOW)
    assert list(files_in(place.data_dir)) == ["run.lock"]


@pytest.mark.parametrize("killed", [False, True])
async def test_a_restore_that_ends_between_its_two_steps_leaves_an_empty_place(
    installation: Installation,
    place: Settings,
    monkeypatch: pytest.MonkeyPatch,
    killed: bool,
) -> None:
    """Killed: nothing of ours runs any more, so what is left must be cleared by the next try."""
    await installation.photo(1)
    made = await installation.backed_up()

    def ends(folder: Path) -> None:
        sync(folder)
        if folder == place.data_dir:
            raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "sync", ends)
        if killed:
            patched.setattr(restoring, "remove", lambda _place: None)
        with pytest.raises(Problem, match="Không ghi được"):
            await restore(made.file, place, now=NOW)
    assert not (place.data_dir / "ntm.db").exists()
    assert (place.data_dir / ASIDE).exists() is killed
    assert place.evidence_dir.exists() is killed

    await restore(made.file, place, now=NOW)
    assert files_in(place.evidence_dir) == files_in(installation.settings.evidence_dir)


async def test_postgresql_and_sqlite_are_not_mixed_up(installation: Installation, tmp_path: Path) -> None:
    made = await installation.backed_up()
    other = Settings(data_dir=tmp_path / "pg", database_url="postgresql://ntm@127.0.0.1:1/ntm")
    with pytest.raises(Problem, match="không khôi phục được vào PostgreSQL"):
        await restore(made.file, other, now=NOW)
