"""Files are made in processes of their own, so that no answer waits for one: not for the interpreter, not for memory,
not for native code that ends its process. Photos are only read, and read here.

A process is started with the first file, gets the next ones as well, and ends when it has had nothing to do for a
while; it ends, too, when this one is gone. At most two are at work.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import orjson

from bot.attachments import Attachment, Photos
from conversations.programme.problem import Problem
from conversations.screens.evidence_recipe import EvidenceRecipe

if TYPE_CHECKING:
    from asyncio.subprocess import Process

AT_ONCE: Final = 2
IDLE_SECONDS: Final = 300.0
"""A started process has loaded the libraries, which takes about a second, and holds tens of megabytes."""
MOST_SECONDS: Final = 300.0
"""For one file; then its process is ended, and the file is tried again like one that could not leave."""
_ENDS_WITHIN: Final = 2.0


class NotMade(OSError):
    """The process of a file ended, took too long, or could not make it; its log says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a process needs to know. folder: where photos are kept. logs, secrets: as in `set_up_logs`."""

    database_url: str
    folder: str
    logs: str = "text"
    secrets: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class _Maker:
    process: Process
    ending: asyncio.TimerHandle | None = field(default=None)


class Workshop:
    """Makes what recipes name. See bot.attachments.Maker."""

    def __init__(self, start: Start, *, photos: Photos, idle: float = IDLE_SECONDS, most: float = MOST_SECONDS) -> None:
        self._start = start
        self._photos = photos
        self._idle_seconds = idle
        self._most_seconds = most
        self._room = asyncio.Semaphore(AT_ONCE)
        self._idle: list[_Maker] = []
        self._busy: set[_Maker] = set()
        self._ended: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> tuple[int, ...]:
        """Processes that wait for the next file."""
        return tuple(maker.process.pid for maker in self._idle)

    @property
    def busy(self) -> tuple[int, ...]:
        """Processes that make a file."""
        return tuple(maker.process.pid for maker in self._busy)

    async def made(self, recipe: str) -> Attachment | None:
        """The file of a recipe; None: it names nothing that is there. Raises NotMade, and Problem with its sentence."""
        if EvidenceRecipe.read(recipe) is not None:
            return await self._photos.made(recipe)
        async with self._room:
            maker = self._taken() or _Maker(await self._started())
            self._busy.add(maker)
            try:
                async with asyncio.timeout(self._most_seconds):
                    made = await _asked(maker.process, recipe)
            except (NotMade, Problem):
                self._put_back(maker)
                raise
            except BaseException as cut_off:
                await _ended(maker.process, within=0)
                if isinstance(cut_off, Exception):  # too late, gone, or what it said is no answer
                    raise NotMade(type(cut_off).__name__) from cut_off
                raise
            else:
                self._put_back(maker)
                return made
            finally:
                self._busy.discard(maker)

    async def close(self) -> None:
        """End the processes that wait."""
        for maker in self._idle:
            if maker.ending is not None:
                maker.ending.cancel()
        waiting, self._idle = self._idle, []
        await asyncio.gather(*(_ended(maker.process) for maker in waiting), *self._ended)

    async def _started(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",  # whatever lies in the folder that the bot was started in
            "-m",
            "bot.making.process",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the bot, which ends it in good order
        )
        if process.stdin is not None:
            # not as an argument: an address may hold a password; whether it arrives is seen with the first recipe
            process.stdin.write(orjson.dumps(self._start) + b"\n")
        return process

    def _taken(self) -> _Maker | None:
        while self._idle:
            maker = self._idle.pop()
            if maker.ending is not None:
                maker.ending.cancel()
            if maker.process.returncode is None:
                return maker
        return None

    def _put_back(self, maker: _Maker) -> None:
        maker.ending = asyncio.get_running_loop().call_later(self._idle_seconds, self._let_go, maker)
        self._idle.append(maker)

    def _let_go(self, maker: _Maker) -> None:
        self._idle.remove(maker)
        task = asyncio.create_task(_ended(maker.process))
        self._ended.add(task)
        task.add_done_callback(self._ended.discard)


async def _asked(process: Process, recipe: str) -> Attachment | None:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    # as JSON: whatever is in it, it is one line and has one answer
    process.stdin.write(orjson.dumps(recipe) + b"\n")
    await process.stdin.drain()
    head = orjson.loads(await process.stdout.readuntil())
    match head["came"]:
        case "file":
            content = await process.stdout.readexactly(head["size"])
            return Attachment(file_name=head["file_name"], kind=head["kind"], title=head["title"], content=content)
        case "nothing":
            return None
        case "problem":
            raise Problem(**head["problem"])
        case _:
            raise NotMade(head["fault"])


async def _ended(process: Process, *, within: float = _ENDS_WITHIN) -> None:
    """It has ended: by itself, when there is nothing more to read for it, else it is killed."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(within):
            await process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
