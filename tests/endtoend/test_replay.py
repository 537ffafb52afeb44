"""Every transcript is played once more with updates that come twice, late, or as presses of buttons long gone. It ends
where the clean run ends.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conversations.engine.events import Pressed
from handlers.turn import Incoming, Turned
from storage.open import open_database
from tests import transcript
from tests.endtoend.state import state_of
from tests.stage import Stage
from tests.transcript import play

if TYPE_CHECKING:
    from storage.database import Database

TRANSCRIPTS = sorted((Path(__file__).parents[1] / "transcripts").glob("*/*.md"))


class Twice(Stage):
    """Every update comes twice, at once."""

    async def take(self, incoming: Incoming) -> Turned:
        turned = await super().take(incoming)
        assert await super().take(incoming) == Turned(duplicate=True)
        return turned


class Late(Stage):
    """After every update all earlier ones come once more, the latest first."""

    def __init__(self, database: Database, *, plain: bool = False) -> None:
        super().__init__(database, plain=plain)
        self.taken: list[Incoming] = []

    async def take(self, incoming: Incoming) -> Turned:
        turned = await super().take(incoming)
        for earlier in reversed(self.taken):
            assert await super().take(earlier) == Turned(duplicate=True)
        self.taken.append(incoming)
        return turned


class Stale(Stage):
    """After every update the person presses the button again that they had pressed two turns before."""

    def __init__(self, database: Database, *, plain: bool = False) -> None:
        super().__init__(database, plain=plain)
        self.pressed: list[Incoming] = []
        self.pressed_again = 0

    async def take(self, incoming: Incoming) -> Turned:
        turned = await super().take(incoming)
        phone = self.phones[incoming.address]
        old = [one for one in self.pressed if one.address == incoming.address]
        if old:
            menu = phone.menu
            await super().take(replace(old[max(-2, -len(old))], key=f"late {self.pressed_again}"))
            self.pressed_again += 1
            assert phone.menu == menu
        if isinstance(incoming.event, Pressed):
            self.pressed.append(incoming)
        return turned


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
async def test_a_transcript_ends_where_the_clean_run_ends(
    path: Path, sqlite_template: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = {}
    for stage in (Stage, Twice, Late, Stale):
        monkeypatch.setattr(transcript, "Stage", stage)
        place = tmp_path / f"{stage.__name__}.db"
        place.write_bytes(sqlite_template)
        database = await open_database(f"sqlite:///{place}")
        try:
            await play(path, database, plain=False)
            ends[stage.__name__] = await state_of(database)
        finally:
            await database.close()

    clean = ends.pop("Stage")
    assert len(clean["audit"]) > 0
    assert ends == {"Twice": clean, "Late": clean, "Stale": clean}
