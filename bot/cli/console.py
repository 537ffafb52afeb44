"""`ntm console`: one person on the plain channel in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.options import with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.database import Database


@click.command(short_help="Trò chuyện với trợ lý ngay trong cửa sổ lệnh.")
@click.option(
    "--as", "name", default="nguoi-dung", show_default=True, metavar="TÊN", help="Vào vai ai; mỗi tên là một máy."
)
@with_settings
def console(settings: Settings, *, name: str) -> None:
    """Một người dùng kênh chữ thuần: câu hỏi và lựa chọn như trên điện thoại, trả lời bằng số hoặc chữ.

    Người mới thì gõ mã mời. Kết thúc bằng Ctrl+D.
    """
    from bot.cli.database import in_database
    from bot.clock import Clock
    from bot.console import Console, talk
    from bot.empty_set_text import empty_set_note
    from bot.pace import RealPace
    from handlers.empty_set import set_without_indicators
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)

    async def work(database: Database) -> None:
        today = clock.now().date()
        empty = await set_without_indicators(database, CriteriaSets(), day=today)
        if note := empty_set_note(empty, today=today):
            click.echo(f"{note}\n", err=True)
        opened = Console(
            database=database,
            clock=clock,
            pace=RealPace(),
            address=name,
            write=click.echo,
            operator=settings.operator,
            file_links=settings.file_links,
        )
        try:
            await talk(opened)
        finally:
            await opened.close()

    in_database(settings, clock, work)
