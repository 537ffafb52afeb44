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

    from bot.simulator.worlds import DemoWorld


@click.command(short_help="Chạy thử tại máy: điện thoại, huyện hay tỉnh mẫu, đồng hồ vặn được.")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Cổng của trang; 0: cổng trống."
)
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), metavar="THƯ MỤC",
    help="Giữ dữ liệu ở đây (phải trống); bỏ trống là thư mục tạm, xóa khi kết thúc.",
)  # fmt: skip
@click.option(
    "--with", "name", default="quang-hoa", show_default=True, metavar="NƠI",
    help="Văn bản của nơi nào: quang-hoa, quang-nam, ha-giang, ha-tinh.",
)  # fmt: skip
@click.option("--at", metavar="LÚC", help="Bắt đầu từ lúc này, ví dụ 2023-06-05T08:00+07:00; bỏ trống: lúc của nơi ấy.")
def demo(*, port: int, no_browser: bool, data: Path | None, name: str, at: str | None) -> None:
    """Nạp văn bản của một huyện hay tỉnh, chạy bot với một Telegram mô phỏng, mở một trang có điện thoại của mọi vai.

    Kết thúc bằng Ctrl+C.
    """
    place = _place(name)
    start = None if at is None else _moment(at)
    if data is not None:
        _check_empty(data)
    held: AbstractContextManager[str] = (
        tempfile.TemporaryDirectory(prefix="ntm-demo-") if data is None else nullcontext(str(data.absolute()))
    )
    with held as folder:
        asyncio.run(play(Path(folder), place=place, port=port, at=start, browser=not no_browser))


async def play(data: Path, *, place: DemoWorld, port: int, at: datetime | None, browser: bool) -> None:
    """One demo, until it is told to stop."""
    from bot.simulator.demo import Demo
    from bot.simulator.worlds import tell
    from conversations.programme.problem import Problem

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    try:
        async with Demo(data=data, place=place, at=at, port=port) as running:
            click.echo(f"Đã nạp {place.title} vào cơ sở dữ liệu trống, như gõ những lệnh này:\n", err=True)
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


def _place(name: str) -> DemoWorld:
    """Raises Problem."""
    from bot.simulator.worlds import WORLDS, world_named
    from conversations.programme.problem import Problem

    if name not in WORLDS:
        raise Problem(
            code="demo_unknown", where="--with", message=f"Không có bản chạy thử “{name}”.",
            remedy=f"Các nơi có sẵn: {', '.join(WORLDS)}.",
        )  # fmt: skip
    return world_named(name)


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
