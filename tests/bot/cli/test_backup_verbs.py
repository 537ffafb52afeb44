"""`ntm backup` and `ntm restore` as a person calls them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.backups.making import Source, make_backup_at
from bot.backups.manifest import is_plain_path
from storage.times import ZONE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm


@pytest.fixture
def filled(ntm: Ntm, tmp_path: Path) -> Path:
    """An installation with a unit and a photo; its folder."""
    assert ntm("unit", "add", "Quảng Hòa", "--kind", "huyện").code == 0
    photo = tmp_path / "data" / "evidence" / "ab" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8\xff photo")
    return tmp_path / "data"


def test_there_and_back(ntm: Ntm, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ntm("backup")
    file = filled / "backups" / "ntm-20221025-090000.zip"
    assert said.code == 0
    assert said.out.startswith(f"Đã sao lưu vào {file}: ")
    assert "1 tệp minh chứng.\nMã của bản kê: " in said.out
    fingerprint = said.out.strip().rpartition(" ")[2]

    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "new"))
    restored = ntm("restore", str(file))
    assert (restored.code, restored.err) == (0, "")
    assert "(sao lưu lúc 09:00 25/10/2022)" in restored.out
    assert f"Mã của bản kê: {fingerprint}\n" in restored.out
    assert (tmp_path / "new" / "evidence" / "ab" / "photo.jpg").read_bytes() == b"\xff\xd8\xff photo"
    assert ntm("unit", "list", "--json").document["units"][0]["name"] == "Quảng Hòa"
    assert ntm("audit", "verify").code == 0

    again = ntm("restore", str(file))
    assert again.code == 2
    assert "Nơi này đã có dữ liệu; chỉ khôi phục vào chỗ trống." in again.err


def test_each_is_one_json_document(ntm: Ntm, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ntm("backup", "--to", str(tmp_path / "usb"), "--json").document
    assert made["file"] == str(tmp_path / "usb" / "ntm-20221025-090000.zip")
    assert (made["database"], made["evidence"], made["missing"], made["note"]) == ("sqlite", 1, [], None)
    named = ntm("backup", "--to", str(tmp_path / "mine.zip"), "--json").document
    assert named["file"] == str(tmp_path / "mine.zip")
    assert named["audit"]["entries"] == made["audit"]["entries"] + 1  # the first backup is in the log
    kept = tmp_path / "kept.json"
    kept.write_text(ntm("backup", "--json").out, encoding="utf-8")
    assert ntm("audit", "verify", "--expect", str(kept)).code == 0

    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "new"))
    restored = ntm("restore", str(tmp_path / "mine.zip"), "--json").document
    assert restored["fingerprint"] == named["fingerprint"]
    assert (restored["database"], restored["evidence"]) == (str(tmp_path / "new" / "ntm.db"), 1)
    assert (restored["conversations"], restored["drafts"], restored["unknown"]) == (0, 0, 0)
    assert filled.exists()


def test_without_a_database_nothing_is_made(ntm: Ntm, tmp_path: Path) -> None:
    said = ntm("backup")
    assert (said.code, said.err.startswith(f"{tmp_path}/data/ntm.db: Chưa có cơ sở dữ liệu")) == (2, True)
    assert not (tmp_path / "data" / "ntm.db").exists()
    missing = ntm("restore", str(tmp_path / "none.zip"))
    assert (missing.code, "Không đọc được tệp này." in missing.err) == (2, True)


def test_postgresql_is_told_its_own_way_and_its_evidence_is_copied(
    ntm: Ntm, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_DATABASE_URL", postgres_url)
    photo = tmp_path / "data" / "evidence" / "ab" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8\xff photo")

    said = ntm("backup", "--to", str(tmp_path / "mine.zip"))
    assert said.code == 0
    assert "pg_dump --format=custom" in said.out
    assert postgres_url not in said.out
    made = ntm("backup", "--json").document
    assert (made["database"], made["evidence"], made["audit"]["whole"]) == ("postgresql", 1, True)
    assert made["audit"]["entries"] > 0
    assert made["migration"] > 0

    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "new"))
    restored = ntm("restore", str(tmp_path / "mine.zip"), "--json").document
    assert (restored["database"], restored["unknown"]) == (None, 0)
    assert (tmp_path / "new" / "evidence" / "ab" / "photo.jpg").read_bytes() == b"\xff\xd8\xff photo"
    monkeypatch.delenv("NTM_DATABASE_URL")
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "newer"))
    assert "pg_restore" in ntm("restore", str(tmp_path / "mine.zip")).err


def test_postgresql_is_restored_by_its_own_tools_first(
    ntm: Ntm, filled: Path, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_DATABASE_URL", postgres_url)
    archive = tmp_path / "evidence.zip"
    source = Source(database=None, evidence=filled / "evidence", version="0.1.0", migration=1)
    make_backup_at(source, archive, now=datetime(2022, 10, 25, 9, tzinfo=ZONE))
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "new"))

    said = ntm("restore", str(archive))

    assert (said.code, "Hãy khôi phục nó bằng pg_restore trước" in said.err) == (2, True)
    assert not (tmp_path / "new" / "evidence").exists()


@pytest.mark.parametrize(
    ("hour", "keep", "name"),
    [("24", "7", "NTM_BACKUP_HOUR"), ("x", "7", "NTM_BACKUP_HOUR"), ("2", "0", "NTM_BACKUP_KEEP")],
)
def test_a_wrong_setting_is_one_sentence(
    ntm: Ntm, monkeypatch: pytest.MonkeyPatch, hour: str, keep: str, name: str
) -> None:
    monkeypatch.setenv("NTM_BACKUP_HOUR", hour)
    monkeypatch.setenv("NTM_BACKUP_KEEP", keep)
    assert ntm("backup").err.startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("evidence/ab/photo.jpg", True),
        ("evidence/ab/c/d.jpg", True),
        ("evidence/../x", False),
        ("/x", False),
        ("a//b", False),
        ("a/.b", False),
        ("a\\b", False),
        ("C:x", False),
        ("a/b/c/d/e", False),
        ("", False),
        ("a/b\n", False),
    ],
)
def test_only_plain_paths_are_taken_out_of_a_backup(name: str, plain: bool) -> None:
    assert is_plain_path(name) is plain
