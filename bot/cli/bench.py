"""`ntm bench`: how fast the bot is on this machine. It reports and never judges; only 127.0.0.1 is ever called."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bench.dispatching import Dispatched
    from bot.bench.exporting import Beside
    from bot.bench.figures import Figures
    from bot.bench.load import Plan
    from bot.bench.micro import Part
    from bot.bench.pictures import Pictured
    from bot.bench.raw_rows import Exported
    from bot.bench.schedule import Ticking
    from bot.bench.subjects import Subject


def _rows(_ctx: click.Context, _parameter: click.Parameter, value: str) -> int:
    """So many answers, or a nation's."""
    from bot.bench.raw_rows import NATION

    if value == "nation":
        return NATION
    if not (value.isascii() and value.isdecimal() and int(value) <= NATION):
        raise click.BadParameter(f"chỉ nhận một số từ 0 đến {NATION}, hoặc nation.")
    return int(value)


@click.command(short_help="Đo tốc độ của bot trên máy này.")
@click.option(
    "--seconds", default=5.0, show_default=True, type=click.FloatRange(0.5, 60), help="Mỗi đợt đo bao nhiêu giây."
)
@click.option(
    "--officers", default=100, show_default=True, type=click.IntRange(1, 2000), help="Bao nhiêu người cùng trả lời."
)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 20), help="Số vòng; lấy trung vị.")
@click.option(
    "--rate",
    default=200.0,
    show_default=True,
    type=click.FloatRange(0, 5000),
    help="Đợt nhịp đều: bao nhiêu tin một giây; 0 là bỏ đợt này.",
)
@click.option(
    "--mode", default="webhook", show_default=True, type=click.Choice(["webhook", "polling"]), help="Cách nhận tin."
)
@click.option("--peer", is_flag=True, help="Đo cả một bot ConversationHandler của PTB, cùng câu hỏi, để so sánh.")
@click.option("--micro/--no-micro", default=True, show_default=True, help="Đo từng phần của một lượt.")
@click.option(
    "--picture",
    default=10,
    show_default=True,
    type=click.IntRange(0, 1000),
    help="Vẽ ảnh bảng tiêu chí mấy lần để đo; 0 là bỏ.",
)
@click.option(
    "--tick",
    "tick_over",
    default="province",
    show_default=True,
    type=click.Choice(["none", "province", "nation"]),
    help="Đo một nhịp lịch nhắc: một tỉnh, cả nước (vài phút), hay không đo.",
)
@click.option(
    "--dispatch",
    default=10_000,
    show_default=True,
    type=click.IntRange(0, 1_000_000),
    help="Đợt gửi tin nhắc hạn: bao nhiêu tin; 0 là bỏ đợt này.",
)
@click.option(
    "--raw",
    default="100000",
    show_default=True,
    metavar="SỐ|nation",
    callback=_rows,
    help="Xuất số liệu gốc: khoảng bao nhiêu dòng, 0 là bỏ đợt này; nation: 10.000 xã, 4 kỳ, chỉ CSV (nhiều phút).",
)
@click.option("--exports/--no-exports", default=True, show_default=True, help="Đo câu trả lời khi đang xuất tệp.")
@click.option(
    "--profile", type=click.Path(path_type=Path), metavar="TỆP", help="Ghi cProfile của bot; số đo sẽ chậm đi."
)
@with_json
def bench(
    *,
    seconds: float,
    officers: int,
    rounds: int,
    rate: float,
    mode: str,
    peer: bool,
    micro: bool,
    tick_over: str,
    picture: int,
    dispatch: int,
    raw: int,
    exports: bool,
    profile: Path | None,
    as_json: bool,
) -> None:
    """Đo tốc độ: nhiều cán bộ giả định cùng trả lời 19 câu, mỗi câu được ghi chắc chắn rồi mới hỏi câu sau.

    Máy đang bận thì chỉ so sánh các số trong cùng một lần đo.
    """
    from bot.bench.dispatching import listed as listed_dispatch
    from bot.bench.figures import table
    from bot.bench.load import Plan
    from bot.bench.micro import listed
    from bot.bench.subjects import PEER, PRODUCT

    plan = Plan(seconds=seconds, at_once=officers, rate=rate, mode=mode)
    subjects = (PRODUCT, PEER) if peer else (PRODUCT,)
    figures, parts = _run(plan, subjects, rounds=rounds, micro=micro, profile=profile)
    ticks = _ticks(tick_over)
    pictures = _pictures(picture)
    dispatched = _dispatch(dispatch) if dispatch else None
    exported = _raw(raw) if raw else ()
    beside = _exports(officers) if exports else None
    if as_json:
        print_json(
            {
                "seconds": seconds,
                "officers": officers,
                "mode": mode,
                "rate": rate,
                "python": sys.version.split()[0],
                "rounds": [one.document() for one in figures],
                "ticks": [one.document() for one in ticks],
                "pictures": [one.document() for one in pictures],
                "parts_us": {part.name: round(part.microseconds, 1) for part in parts},
                "dispatch": None if dispatched is None else dispatched.document(),
                "raw": [one.document() for one in exported],
                "exports": None if beside is None else beside.document(),
            }
        )
        return
    click.echo(table(figures))
    if parts:
        click.echo(f"\n{listed(parts)}")
    for one in ticks:
        click.echo(f"\n{one.line()}")
    for drawn in pictures:
        click.echo(f"\n{drawn.line()}")
    if dispatched is not None:
        click.echo(f"\n{listed_dispatch(dispatched)}")
    for form in exported:
        click.echo(f"\n{form.line()}")
    if beside is not None:
        click.echo(f"\n{beside.line()}")


def _run(
    plan: Plan, subjects: Sequence[Subject], *, rounds: int, micro: bool, profile: Path | None
) -> tuple[list[Figures], tuple[Part, ...]]:
    from bot.bench.load import live
    from bot.bench.micro import parts
    from bot.bench.prepare import prepare
    from bot.bench.processes import LOAD_CORE, pinned
    from bot.bench.subjects import DATABASE

    figures: list[Figures] = []
    found: tuple[Part, ...] = ()
    with pinned(LOAD_CORE), tempfile.TemporaryDirectory(prefix="ntm-bench-") as made:
        prepared = Path(made) / DATABASE
        asyncio.run(prepare(prepared, officers=plan.officers))
        for number in range(rounds):
            for subject in subjects:
                click.echo(f"Vòng {number + 1}/{rounds}: {subject.name}", err=True)
                folder = Path(made) / f"{number}-{subject.peer}"
                folder.mkdir()
                if not subject.peer:
                    shutil.copy(prepared, folder)
                written = None if profile is None or subject.peer else profile.absolute()
                figures.append(asyncio.run(live(subject, plan, folder, profile=written)))
                shutil.rmtree(folder)
        if micro:
            click.echo("Từng phần của một lượt", err=True)
            found = asyncio.run(parts(Path(made)))
    return figures, found


def _pictures(times: int) -> tuple[Pictured, ...]:
    if not times:
        return ()
    from bot.bench.pictures import pictured

    click.echo("Ảnh bảng tiêu chí", err=True)
    with tempfile.TemporaryDirectory(prefix="ntm-bench-") as made:
        return asyncio.run(pictured(Path(made), times=times))


def _ticks(over: str) -> tuple[Ticking, ...]:
    from bot.bench.schedule import NATION, PROVINCE, ticking

    sizes = {"none": (), "province": (PROVINCE,), "nation": (PROVINCE, NATION)}[over]
    found: list[Ticking] = []
    for size in sizes:
        click.echo(f"Một nhịp lịch, {size.name}", err=True)
        with tempfile.TemporaryDirectory(prefix="ntm-bench-") as made:
            found.append(asyncio.run(ticking(Path(made), size)))
    return tuple(found)


def _dispatch(rows: int) -> Dispatched:
    from bot.bench.dispatching import dispatch
    from bot.bench.processes import LOAD_CORE, pinned

    click.echo("Gửi tin nhắc hạn", err=True)
    with pinned(LOAD_CORE), tempfile.TemporaryDirectory(prefix="ntm-bench-") as made:
        return asyncio.run(dispatch(Path(made) / "dispatch.db", rows=rows))


def _exports(officers: int) -> Beside:
    from bot.bench.exporting import beside_exports
    from bot.bench.prepare import prepare
    from bot.bench.raw_rows import fill
    from bot.bench.subjects import DATABASE

    click.echo("Một câu trả lời khi đang xuất tệp", err=True)
    with tempfile.TemporaryDirectory(prefix="ntm-bench-") as made:
        answers, district = Path(made) / "answers", Path(made) / "district"
        answers.mkdir()
        district.mkdir()

        async def run() -> Beside:
            await prepare(answers / DATABASE, officers=officers)
            await fill(district, rows=16 * 57 * 2)
            return await beside_exports(answers, district)

        return asyncio.run(run())


def _raw(rows: int) -> tuple[Exported, ...]:
    from bot.bench.raw_rows import exported, fill

    click.echo("Xuất số liệu gốc", err=True)
    with tempfile.TemporaryDirectory(prefix="ntm-bench-") as made:
        return exported(Path(made), asyncio.run(fill(Path(made), rows=rows)))
