"""Runs as a process of its own: recipes come in on stdin, a line of JSON each; files go out on stdout. See workshop.py.

The first line says where everything is. Each answer is one line of JSON, and behind that of a file its bytes.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import orjson

from bot.languages import load_words
from bot.logs import set_up_logs
from bot.making.files import FileMaker
from bot.making.pictures import Pictures
from conversations.programme.problem import Problem
from storage.open import open_database, sqlite_file

if TYPE_CHECKING:
    from bot.attachments import Attachment

YIELDS: Final = 10
"""Answers have the processor first."""

_log = logging.getLogger(__name__)


def main() -> None:
    """Make files until there is nothing more to read."""
    os.nice(YIELDS)
    given = orjson.loads(sys.stdin.buffer.readline())
    set_up_logs(given["logs"], secrets=given["secrets"])
    with contextlib.suppress(BrokenPipeError), os.fdopen(os.dup(1), "wb") as out:  # then nobody waits any more
        os.dup2(2, 1)  # whatever a library prints is no answer
        try:
            asyncio.run(_serve(given, out))
        except BrokenPipeError:
            raise
        except Exception:  # noqa: BLE001 - the interpreter itself would print what no log may hold
            _log.exception("files cannot be made")  # while stdout is open: whoever waits ends this process after it
            sys.exit(1)


async def _serve(given: dict[str, Any], out: BinaryIO) -> None:
    file = sqlite_file(given["database_url"])
    if file is not None and not file.is_file():  # to open it would make an empty one, in the way of a restore
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    database = await open_database(given["database_url"])
    try:
        words = load_words()
        files = FileMaker(
            database=database,
            pictures=Pictures(database=database, words=words),
            folder=Path(given["folder"]),
            words=words,
        )
        reading = _reading()
        while line := await reading:
            reading = _reading()
            answer = asyncio.create_task(_answer(files, orjson.loads(line)))
            await asyncio.wait({reading, answer}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():  # nothing is asked before the answer: whoever waited for it is gone
                os._exit(1)
            out.writelines(answer.result())
            out.flush()
    finally:
        await database.close()


def _reading() -> asyncio.Task[bytes]:
    return asyncio.create_task(asyncio.to_thread(sys.stdin.buffer.readline))


async def _answer(files: FileMaker, recipe: str) -> tuple[bytes, ...]:
    try:
        made = await files.made(recipe)
    except Problem as problem:
        return (_line(came="problem", problem=vars(problem)),)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the next file may well be made
        _log.exception("a file could not be made", extra={"recipe": recipe})
        return (_line(came="fault", fault=type(fault).__name__),)
    return (_line(came="nothing"),) if made is None else (_head(made), made.content)


def _head(made: Attachment) -> bytes:
    return _line(came="file", file_name=made.file_name, kind=made.kind, title=made.title, size=len(made.content))


def _line(**said: object) -> bytes:
    return orjson.dumps(said) + b"\n"


if __name__ == "__main__":
    main()
