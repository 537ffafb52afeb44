from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from conversations.programme.problem import Problem
from storage import open as opening
from storage.open import open_database


async def test_the_folder_of_an_sqlite_file_is_made(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/new folder/deeper/ntm.db")
    await database.close()
    assert (tmp_path / "new folder" / "deeper" / "ntm.db").exists()


async def test_three_slashes_name_a_file_from_where_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database = await open_database("sqlite:///data/ntm.db")
    await database.close()
    assert (tmp_path / "data" / "ntm.db").exists()


@pytest.mark.parametrize(
    "url", ["", "ntm.db", "sqlite://", "sqlite:///", "sqlite:////", "sqlite:///:memory:", "mysql://u:secret@host/ntm"]
)
async def test_a_wrong_address_is_a_problem_that_does_not_repeat_it(url: str) -> None:
    with pytest.raises(Problem) as refused:
        await open_database(url)
    assert refused.value.code == "database_url"
    assert "secret" not in refused.value.sentence()
    assert refused.value.remedy


async def test_a_file_that_cannot_be_opened_is_a_problem_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Problem) as refused:
        await open_database(f"sqlite:///{tmp_path}/file/ntm.db")
    assert (refused.value.code, refused.value.where) == ("database_not_opened", f"{tmp_path}/file/ntm.db")
    assert refused.value.remedy == "Hãy kiểm tra đường dẫn và quyền ghi của thư mục."


async def test_a_file_that_is_no_database_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "ntm.db").write_text("no database" * 1000)
    with pytest.raises(Problem) as refused:
        await open_database(f"sqlite:///{tmp_path}/ntm.db")
    assert refused.value.code == "database_not_opened"


async def test_a_server_that_is_not_there_is_a_problem() -> None:
    pytest.importorskip("asyncpg")
    with pytest.raises(Problem) as refused:
        await open_database("postgresql://ntm:secret@127.0.0.1:1/ntm")
    assert refused.value.code == "database_not_opened"
    assert "secret" not in refused.value.sentence()


async def test_without_the_driver_postgresql_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        opening, "find_spec", lambda name: None if name == "asyncpg" else importlib.util.find_spec(name)
    )
    with pytest.raises(Problem) as refused:
        await open_database("postgresql://ntm@127.0.0.1:1/ntm")
    assert refused.value.code == "postgresql_not_installed"
