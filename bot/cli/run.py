"""`ntm run`: the bot itself, until it is told to stop (SIGTERM, SIGINT). What was begun is finished first."""

from __future__ import annotations

import asyncio
import gc
import signal
from typing import TYPE_CHECKING, Final

import click

from bot.cli.options import with_settings

if TYPE_CHECKING:
    from bot.settings import Settings


GARBAGE_AFTER: Final = 10_000
"""Objects made and not yet gone. A turn leaves next to nothing in circles; Python's 700 looked for it at every turn."""


class WithSettings(click.Command):
    """Its help ends with all settings."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the library's signature
        from bot.settings import describe_settings

        formatter.write("\nCài đặt:\n\n")
        with formatter.indentation():
            for line in describe_settings().splitlines():
                formatter.write(f"  {line}\n")


@click.command(cls=WithSettings, short_help="Chạy bot.")
@with_settings
def run(settings: Settings) -> None:
    """Chạy bot cho đến khi được lệnh dừng (Ctrl+C hoặc SIGTERM)."""
    gc.disable()  # what is loaded at start stays; looking through it for garbage takes a fifth of the time
    from bot.event_loop import new_event_loop
    from bot.settings import check_for_run

    check_for_run(settings)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(serve(settings))


async def serve(settings: Settings) -> None:
    """One life of the bot, ended by a signal."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from bot.only_one import only_one
    from bot.pace import RealPace
    from bot.serving import Serving
    from bot.wiring import wire_telegram

    clock = Clock(settings.clock)
    with only_one(settings):
        async with opened_database(settings, clock) as database:
            serving = Serving(wire_telegram(settings, database, clock=clock, pace=RealPace()))
            loop = asyncio.get_running_loop()
            gc.freeze()
            gc.set_threshold(GARBAGE_AFTER)
            gc.enable()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, serving.stop)
            await serving.run()
