"""`ntm audit verify`: whole, with an altered row, and with the end cut off."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from conversations.programme.ids import PersonId
from storage import audit
from storage.open import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from storage.database import Database
    from tests.bot.cli.conftest import Ntm


@pytest.fixture
def log(ntm: Ntm, tmp_path: Path) -> Path:
    """An installation with four entries by two people beside the sets' own; its database's file."""
    assert ntm("outbox").code == 0
    file = tmp_path / "data" / "ntm.db"

    async def write(database: Database) -> None:
        async with database.write() as tx:
            for number, person in enumerate((5, 5, 6, 5)):
                audit.note_later(tx, at=number, person=PersonId(person), act="report_sent", subject="report:1")

    async def fill() -> None:
        database = await open_database(f"sqlite:///{file}")
        try:
            await write(database)
        finally:
            await database.close()

    asyncio.run(fill())
    return file


def test_a_whole_log_shows_how_far_each_chain_goes(ntm: Ntm, log: Path) -> None:
    said = ntm("audit", "verify", "--json")
    document = said.document
    ends = {end["chain"]: (end["entries"], end["last"]) for end in document["chains"]}
    assert (said.code, document["whole"], document["faults"]) == (0, True, [])
    assert (ends[5], ends[6]) == ((3, 3), (1, 1))
    assert sum(entries for entries, _ in ends.values()) == document["entries"]
    digests = {end["chain"]: end["digest"] for end in document["chains"]}
    told = ntm("audit", "verify").out
    assert told.startswith(f"Nhật ký còn nguyên: {document['entries']} mục trong {len(ends)} chuỗi.\n")
    assert f"chuỗi 5: 3 mục, mục cuối 3 {digests[5][:16]}…\n" in told
    with sqlite3.connect(log) as connection:
        (kept,) = connection.execute("SELECT digest FROM audit WHERE chain = 5 AND number = 3").fetchone()
    connection.close()
    assert digests[5] == kept


def test_an_altered_row_is_found_with_its_place(ntm: Ntm, log: Path) -> None:
    _tamper(log, "UPDATE audit SET detail = '{\"x\":1}' WHERE chain = 5 AND number = 2")
    said = ntm("audit", "verify")
    assert said.code == 1
    assert "Nhật ký có 1 chỗ sai" in said.out
    assert "  chuỗi 5, mục 2: nội dung đã bị sửa\n" in said.out
    as_json = ntm("audit", "verify", "--json")
    assert (as_json.code, as_json.document["whole"]) == (1, False)
    assert as_json.document["faults"] == [{"chain": 5, "number": 2, "kind": "changed"}]


def test_an_end_cut_off_is_found_against_what_was_kept(ntm: Ntm, log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(ntm("audit", "verify", "--json").out, encoding="utf-8")
    assert ntm("audit", "verify", "--expect", str(kept)).code == 0
    _tamper(log, "DELETE FROM audit WHERE chain = 5 AND number = 3")

    assert ntm("audit", "verify").code == 0
    said = ntm("audit", "verify", "--expect", str(kept))
    assert (said.code, "chuỗi 5, mục 3: lần trước có mục này, nay không còn" in said.out) == (1, True)


@pytest.mark.parametrize("content", ["", "[]", '{"chains": [{"chain": 1}]}', json.dumps({"chains": 3})])
def test_what_is_no_earlier_result_is_refused(ntm: Ntm, log: Path, tmp_path: Path, content: str) -> None:
    other = tmp_path / "other.json"
    other.write_text(content, encoding="utf-8")
    said = ntm("audit", "verify", "--expect", str(other))
    assert said.code == 2
    assert "không phải kết quả của ntm audit verify --json" in said.err
    assert ntm("audit", "verify", "--expect", str(tmp_path / "missing.json")).err.startswith(
        f"{tmp_path}/missing.json: "
    )
    assert log.exists()


def _tamper(file: Path, sql: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER audit_is_not_changed")
        connection.execute("DROP TRIGGER audit_is_not_deleted")
        connection.execute(sql)
    connection.close()
