"""What every test may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

from tests.databases import (  # noqa: F401 - pytest finds fixtures by their names here
    database,
    database_url,
    no_commit_waits_for_the_disk,
    postgres,
    postgres_database,
    postgres_url,
    sqlite_database,
    sqlite_template,
    sqlite_url,
)
from tests.folder_in_memory import keep_files_in_memory

if TYPE_CHECKING:
    import pytest

keep_files_in_memory()


# no time limit for one example: a busy machine is no fault of the code
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-transcripts", action="store_true", help="write the transcripts as Telegram shows them now"
    )
    parser.addoption(
        "--rewrite-screenshots", action="store_true", help="keep the browser's pictures in tests/screenshots"
    )
