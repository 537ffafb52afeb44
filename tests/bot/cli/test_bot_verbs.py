"""`ntm run` before it serves, `ntm outbox`, and what keeps two bots from one database."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.only_one import only_one
from bot.settings import Settings
from conversations.programme.incident import Cause
from conversations.programme.problem import Problem
from handlers.deliver import Ended, Outbox
from storage.open import open_database
from storage.outbox import Outgoing, put_later
from storage.times import ZONE, millis
from tests.handlers.reporting_world import StoppedClock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.cli.conftest import Ntm

NOW = datetime(2022, 10, 25, 9, 0, tzinfo=ZONE)
REASON = "Bad Request: message is too long"


def test_help_of_run_lists_every_setting(ntm: Ntm) -> None:
    said = ntm("run", "--help")

    assert said.code == 0
    missing = [name for name in Settings.model_fields if f"NTM_{name.upper()}" not in said.out]
    assert missing == []


def test_run_without_a_token_says_what_is_missing(ntm: Ntm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NTM_TELEGRAM_TOKEN", raising=False)

    said = ntm("run")

    assert said.code == 2
    assert said.err.startswith("NTM_TELEGRAM_TOKEN: chưa có mã bot.")


def test_the_clock_is_not_moved_towards_the_real_telegram(ntm: Ntm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NTM_TELEGRAM_TOKEN", "1:" + "x" * 35)
    monkeypatch.delenv("NTM_TELEGRAM_BASE_URL", raising=False)

    said = ntm("run")

    assert (said.code, said.err.split(":")[0]) == (2, "NTM_CLOCK")
    assert "x" * 35 not in said.err


@pytest.fixture
def refused_row(ntm: Ntm, tmp_path: Path) -> int:
    """A message that Telegram refused; its number."""
    assert ntm("outbox").code == 0

    async def refuse() -> int:
        database = await open_database(f"sqlite:///{tmp_path}/data/ntm.db")
        outgoing = Outgoing(channel="telegram", address="700", kind="answer", body=b'{"text":"0912345678"}')
        async with database.write() as tx:
            put_later(tx, outgoing, at=millis(NOW))
        outbox = Outbox(database=database, clock=StoppedClock(NOW), worker="w", channel="telegram")
        (due,) = await outbox.claim(1)
        await outbox.write([Ended(due, "failed", reason=REASON, cause=Cause.REFUSED)])
        await database.close()
        return int(due.id)

    return asyncio.run(refuse())


def test_an_empty_outbox_says_so(ntm: Ntm) -> None:
    assert ntm("outbox").out == "Không có tin nào bị kẹt.\n"
    assert ntm("outbox", "--state", "unknown").out == "Không có tin nào ở trạng thái này.\n"
    assert ntm("outbox", "--json").document == {
        "retried": None,
        "alarms": {"failed": 0, "unknown": 0, "backup": []},
        "rows": [],
    }


def test_what_is_stuck_is_listed_with_its_reason_and_without_what_it_says(ntm: Ntm, refused_row: int) -> None:
    said = ntm("outbox")
    assert said.out == (
        f"{refused_row}  25/10 09:00  câu trả lời cho người chưa có vai trò  không gửi được, 1 lần: "
        f"máy chủ nhắn tin từ chối tin này ({REASON})\nTừ hôm qua đến nay: 1 tin không gửi được.\n"
    )
    assert ntm("outbox", "--state", "failed").out == said.out
    assert ntm("outbox", "--state", "sent").out.startswith("Không có tin nào ở trạng thái này.\n")

    (row,) = ntm("outbox", "--json").document["rows"]
    assert row["finished_at"].startswith("2022-10-25T09:00:0")
    times = {"created_at", "next_at", "finished_at"}
    assert {name: value for name, value in row.items() if name not in times} == {
        "id": refused_row,
        "channel": "telegram",
        "kind": "answer",
        "state": "failed",
        "role": None,
        "unit": None,
        "group": False,
        "attempts": 1,
        "cause": "refused",
        "why": REASON,
        "can_retry": True,
    }


def test_a_row_is_sent_again_once_it_is_asked_for(ntm: Ntm, refused_row: int) -> None:
    said = ntm("outbox", "--retry", str(refused_row))
    assert said.out.startswith(f"Đã xếp tin số {refused_row} vào hàng gửi lại.\n")

    again = ntm("outbox", "--retry", str(refused_row))
    assert again.code == 2
    assert again.err.startswith(f"{refused_row}: Không có tin nào gửi lại được với số này.")


def test_one_bot_at_a_time_on_one_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)

    with only_one(settings):
        with pytest.raises(Problem, match="đang chạy"), only_one(settings):
            pass
        with only_one(Settings(data_dir=tmp_path / "other")):
            pass
    with only_one(settings):
        pass


def test_on_postgresql_any_number_of_bots_may_run(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="postgresql://ntm@127.0.0.1/ntm")

    with only_one(settings), only_one(settings):
        pass
