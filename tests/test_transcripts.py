"""Every transcript is what the bot says today, on Telegram and in plain numbered text alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.transcript import play

if TYPE_CHECKING:
    from storage.database import Database

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*/*.md"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("channel", ["telegram", "plain"])
async def test_a_transcript_is_what_the_bot_says(
    path: Path, channel: str, sqlite_database: Database, request: pytest.FixtureRequest
) -> None:
    said = await play(path, sqlite_database, plain=channel == "plain")
    if request.config.getoption("--rewrite-transcripts") and channel == "telegram":
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")
