"""What the log says was done: each act that a use case notes has words of its own, in the log and in one's own data."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import handlers
from conversations.engine.words import SOURCE
from conversations.programme.change_log import LogEntry
from conversations.screens.log_acts import done

NOTED = re.compile(r"""(?:\.note\(\s*|\bact=)(?:"([a-z_]+)" if [^,]+ else )?"([a-z_]+)\"""")


def test_every_act_that_is_noted_has_words_of_its_own() -> None:
    files = Path(handlers.__file__).parent.rglob("*.py")
    acts = {act for file in files for found in NOTED.findall(file.read_text(encoding="utf-8")) for act in found if act}
    assert {"plan_confirmed", "plan_dropped", "task_done", "role_granted"} < acts
    other = done(entry("never_noted"), SOURCE)
    assert {act for act in acts if done(entry(act), SOURCE) == other} == set()


def entry(act: str) -> LogEntry:
    return LogEntry(id=1, at=datetime(2023, 6, 5, tzinfo=UTC), who="Lý", act=act, unit="xã Phúc Sen")
