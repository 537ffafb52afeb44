"""An officer's answers while nothing else happens, and while reports and workbooks are made beside them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.attachments import Photos
from bot.bench.micro import AT_QUESTION, Player
from bot.bench.prepare import NOW, database_url
from bot.bench.raw_rows import UNIT
from bot.bench.subjects import DATABASE
from bot.clock import Clock
from bot.making.workshop import Start, Workshop
from bot.wiring import make_services
from conversations.programme.paper import PaperKind
from conversations.screens.paper_recipe import PaperRecipe
from storage.open import open_database
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from pathlib import Path

TURNS: Final = 400
KINDS: Final = (PaperKind.REPORT, PaperKind.PRINT, PaperKind.WORKBOOK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Milliseconds from an update to its answer: the middle and the 99th of a hundred. exports: made meanwhile."""

    calm: tuple[float, float]
    beside: tuple[float, float]
    exports: int
    seconds: tuple[float, ...]
    """What one of each kind took alone."""

    def document(self) -> dict[str, Any]:
        return {
            "calm_ms": [round(one, 2) for one in self.calm],
            "beside_ms": [round(one, 2) for one in self.beside],
            "ratio": [round(beside / calm, 2) for beside, calm in zip(self.beside, self.calm, strict=True)],
            "exports": self.exports,
            "alone_s": {kind.value: round(took, 2) for kind, took in zip(KINDS, self.seconds, strict=True)},
        }

    def line(self) -> str:
        alone = ", ".join(f"{kind.value} {took:.2f} s" for kind, took in zip(KINDS, self.seconds, strict=True))
        return (
            f"Một câu trả lời, giữa và 99%: {self.calm[0]:.1f} và {self.calm[1]:.1f} ms; khi đang xuất tệp liên tục "
            f"({self.exports} tệp): {self.beside[0]:.1f} và {self.beside[1]:.1f} ms. Làm riêng một tệp: {alone}"
        )


async def beside_exports(answers: Path, district: Path) -> Beside:
    """answers: the folder of the prepared interview; district: that of a district whose communes have reported."""
    database = await open_database(database_url(answers / DATABASE))
    url = database_url(district / "ntm.db")
    other = await open_database(url)
    files = Workshop(Start(database_url=url, folder=str(district)), photos=Photos(database=other, folder=district))
    try:
        async with other.read() as tx:
            unit = (await unit_named(tx, UNIT, day=NOW.date())).id
        recipes = [str(PaperRecipe(unit=unit, kind=kind, as_of=NOW.date(), known_at=NOW)) for kind in KINDS]
        alone = [await _took(files, recipe) for recipe in recipes for _ in range(2)][1::2]
        player = Player(database, make_services(Clock(NOW), worker="bench"))
        await player.play(1, turns=AT_QUESTION)
        calm = await player.waits(TURNS)
        made, stop = 0, asyncio.Event()

        async def export() -> None:
            nonlocal made
            while not stop.is_set():
                await files.made(recipes[made % len(recipes)])
                made += 1

        exporting = asyncio.create_task(export())
        beside = await player.waits(TURNS)
        stop.set()
        await exporting
        return Beside(calm=_spread(calm), beside=_spread(beside), exports=made, seconds=tuple(alone))
    finally:
        await files.close()
        await database.close()
        await other.close()


async def _took(files: Workshop, recipe: str) -> float:
    began = time.perf_counter()
    if await files.made(recipe) is None:
        raise LookupError(recipe)
    return time.perf_counter() - began


def _spread(waits: list[float]) -> tuple[float, float]:
    ordered = sorted(waits)
    return 1e3 * ordered[len(ordered) // 2], 1e3 * ordered[int(len(ordered) * 0.99)]
