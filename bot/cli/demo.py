"""`ntm demo`: try everything on this machine, without a token, a phone or the network."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime


@click.command(short_help="Chạy thử tại máy: điện thoại, huyện mẫu, đồng hồ vặn được.")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Cổng của trang; 0: cổng trống."
)
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), metavar="THƯ MỤC",
    help="Giữ dữ liệu ở đây (phải trống); bỏ trống là thư mục tạm, xóa khi kết thúc.",
)  # fmt: skip
@click.option("--at", metavar="LÚC", help="Bắt đầu từ lúc này. Mặc định: 2023-06-05T08:00+07:00.")
def demo(*, port: int, no_browser: bool, data: Path | None, at: str | None) -> None:
    """Nạp huyện Quảng Hòa, chạy bot với một Telegram mô phỏng và mở một trang có điện thoại của mọi vai.

    Kết thúc bằng Ctrl+C.
    """
    start = None if at is None else _moment(at)
    if data is not None:
        _check_empty(data)
    held: AbstractContextManager[str] = (
        tempfile.TemporaryDirectory(prefix="ntm-demo-") if data is None else nullcontext(str(data.absolute()))
    )
    with held as folder:
        asyncio.run(play(Path(folder), port=port, at=start, browser=not no_browser))


async def play(data: Path, *, port: int, at: datetime | None, browser: bool) -> None:
    """One demo, until it is told to stop."""
    from bot.simulator.demo import WEEK_BEFORE, Demo
    from bot.simulator.quang_hoa.district import tell
    from conversations.programme.problem import Problem

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    try:
        async with Demo(data=data, at=at or WEEK_BEFORE, port=port) as running:
            click.echo("Huyện mẫu đã nạp từ cơ sở dữ liệu trống, như gõ những lệnh này:\n", err=True)
            tell(lambda line: click.echo(f"  {line}", err=True), data=data, steps=running.steps)
            click.echo(err=True)
            click.echo(f"Trang chạy thử: {running.url}")
            click.echo(f"Nhật ký của bot: {running.bot.log}\nKết thúc: Ctrl+C.", err=True)
            if browser:
                await asyncio.to_thread(_open, running.url)
            await stop.wait()
    except OSError as problem:
        raise Problem(
            code="port_taken", where="--port", message=f"Không mở được cổng {port} ({problem.strerror}).",
            remedy="Hãy chọn cổng khác, ví dụ --port 0.",
        ) from problem  # fmt: skip
    click.echo("Đã dừng.", err=True)


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)


def _moment(text: str) -> datetime:
    """Raises Problem."""
    from datetime import datetime

    from bot.clock import ZONE
    from conversations.programme.problem import Problem

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(
            code="time_wrong", where="--at", message=f"“{text}” không phải là thời điểm.",
            remedy="Ví dụ: 2023-06-05T08:00+07:00.",
        ) from None  # fmt: skip
    return found if found.tzinfo is not None else found.replace(tzinfo=ZONE)


def _check_empty(data: Path) -> None:
    """Raises Problem: somebody's data must not be mixed with a demo's."""
    from conversations.programme.problem import Problem

    if data.exists() and any(data.iterdir()):
        raise Problem(
            code="data_not_empty", where=str(data), message="Thư mục này không trống.",
            remedy="Hãy chọn thư mục khác, hoặc bỏ --data để dùng thư mục tạm.",
        )  # fmt: skip
