"""`ntm export`: files for people who work with tables."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.settings import Settings
    from conversations.programme.official_report import OfficialReport
    from conversations.programme.paper import Paper
    from conversations.programme.raw_answer import RawAnswer
    from conversations.programme.status import Status
    from handlers.difficulty_register import DifficultyRegister
    from handlers.raw_export import RawExport


@click.group(short_help="Xuất báo cáo, bảng tiêu chí, sổ theo dõi ra tệp.")
def export() -> None:
    """Xuất tệp số liệu."""


TABLES = ("xlsx", "csv", "json", "pdf", "png")


@export.command(short_help="Bảng tiêu chí: Excel, CSV, PDF, ảnh, JSON.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị có các xã cần xuất.")
@click.option("--format", "kind", type=click.Choice(TABLES), default="xlsx", show_default=True, help="Dạng tệp.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ghi vào tệp này.")
@click.option("--as-of", metavar="NGÀY", help="Hiện trạng đến hết ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="LÚC", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là bây giờ.")
@with_json
@with_settings
def table(
    settings: Settings, *, unit: str, kind: str, out: Path, as_of: str | None, known_at: str | None, as_json: bool
) -> None:
    """Bảng xã × tiêu chí như phụ lục kế hoạch, thêm bảng theo tiêu chí và theo xã.

    Cùng --as-of và --known-at thì cùng một nội dung. PDF và ảnh là bảng cho điện thoại.
    """
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.documents.table_file import table_file
    from handlers.show_status import show_status
    from storage.criteria import CriteriaSets

    at = read_as_of(settings, as_of, known_at)

    async def run() -> Status:
        async with opened_database(settings, at.clock) as database:
            return await show_status(database, CriteriaSets(), unit=unit, as_of=at.day, known_at=at.known)

    status = asyncio.run(run())
    content = table_file(status, kind)
    _written(out, content)
    if as_json:
        print_json(
            {"file": str(out), "rows": len(status.communes), "unit": status.unit.title, "as_of": at.day.isoformat()}
        )
    else:
        click.echo(f"Đã ghi bảng tiêu chí của {status.unit.title} ({len(status.communes)} xã) vào {out}.")


@export.command(short_help="Báo cáo Word theo Nghị định 30/2020.")
@click.option("--unit", required=True, metavar="TÊN", help="Xã, huyện hoặc tỉnh báo cáo.")
@click.option("--period", default="", metavar="KỲ", help="Ví dụ 2023-H1; bỏ trống là kỳ đang phải nộp.")
@click.option("--format", "kind", type=click.Choice(["docx"]), default="docx", show_default=True, help="Dạng tệp.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ghi vào tệp này.")
@click.option("--as-of", metavar="NGÀY", help="Số liệu đến hết ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="LÚC", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là bây giờ.")
@with_json
@with_settings
def report(
    settings: Settings,
    *,
    unit: str,
    period: str,
    kind: str,
    out: Path,
    as_of: str | None,
    known_at: str | None,
    as_json: bool,
) -> None:
    """Báo cáo kỳ: kết quả, thay đổi, lộ trình, khó khăn, đề xuất, phụ lục. Số, ngày, chữ ký để trống."""
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.documents.write_word import word
    from handlers.official_report import official_report
    from storage.criteria import CriteriaSets

    at = read_as_of(settings, as_of, known_at)

    async def run() -> tuple[Paper, OfficialReport]:
        async with opened_database(settings, at.clock) as database:
            return await official_report(
                database, CriteriaSets(), unit=unit, as_of=at.day, period=period, known_at=at.known
            )

    paper, found = asyncio.run(run())
    _written(out, word(paper))
    if as_json:
        told = {"file": str(out), "kind": kind, "unit": found.unit.title, "period": found.period.key}
        print_json({**told, "as_of": at.day.isoformat()})
    else:
        click.echo(f"Đã ghi {found.period.title.lower()} của {found.unit.title} vào {out}.")


@export.command(short_help="Gói minh chứng: ảnh và danh sách trong một tệp ZIP.")
@click.option("--unit", required=True, metavar="TÊN", help="Xã; của huyện, tỉnh thì mỗi xã một thư mục.")
@click.option("--period", default="", metavar="KỲ", help="Ví dụ 2023-H1; bỏ trống là kỳ đang phải nộp.")
@click.option("--criterion", default="", metavar="SỐ", help="Chỉ tiêu chí (9) hoặc chỉ tiêu (9.1) này.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ghi vào tệp này.")
@click.option("--as-of", metavar="NGÀY", help="Minh chứng đã lưu đến hết ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="LÚC", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là bây giờ.")
@with_json
@with_settings
def evidence(
    settings: Settings,
    *,
    unit: str,
    period: str,
    criterion: str,
    out: Path,
    as_of: str | None,
    known_at: str | None,
    as_json: bool,
) -> None:
    """Minh chứng của các báo cáo đã gửi, kèm danh-sach.csv. Mỗi lần xuất được ghi vào nhật ký. Không có họ tên."""
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.documents.evidence_rows import files_of, listing, told
    from bot.documents.write_bundle import write_bundle
    from handlers.evidence_bundle import BundleWish, EvidenceBundle, evidence_bundle
    from storage.criteria import CriteriaSets

    at = read_as_of(settings, as_of, known_at)
    wish = BundleWish(unit=unit, as_of=at.day, period=period, criterion=criterion, known_at=at.known)

    async def run() -> EvidenceBundle:
        async with opened_database(settings, at.clock) as database:
            return await evidence_bundle(database, CriteriaSets(), wish, now=at.clock.now())

    found = asyncio.run(run())
    files = files_of(found)
    with _refused(out):
        faults = write_bundle(out, settings.evidence_dir, files, lambda faults: listing(found, files, faults))
    if as_json:
        document = {
            "file": str(out),
            "files": sum(file is not None for file in files) - len(faults.missing),
            "rows": len(files),
            "missing": sorted(faults.missing),
            "damaged": sorted(faults.damaged),
            "unsent": [one.title for one in found.unsent],
            "unit": found.unit.title,
            "as_of": at.day.isoformat(),
        }
        print_json(document)
    else:
        click.echo(told(found, files, faults, out))


@export.command(short_help="Số liệu gốc: mỗi câu trả lời một dòng.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@click.option(
    "--period", "periods", multiple=True, metavar="KỲ", help="Ví dụ 2023-H1; ghi được nhiều lần. Bỏ trống: mọi kỳ."
)
@click.option(
    "--format", "kind", type=click.Choice(["csv", "json", "xlsx"]), default="csv", show_default=True, help="Dạng tệp."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ghi vào tệp này.")
@click.option("--as-of", metavar="NGÀY", help="Số liệu đến hết ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="LÚC", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là bây giờ.")
@with_json
@with_settings
def raw(
    settings: Settings,
    *,
    unit: str,
    periods: tuple[str, ...],
    kind: str,
    out: Path,
    as_of: str | None,
    known_at: str | None,
    as_json: bool,
) -> None:
    """Mọi câu trả lời còn hiệu lực trong các báo cáo đã gửi, kèm đánh giá của cơ quan phụ trách.

    Ghi dần ra tệp nên nhiều dòng cũng hầu như không tốn thêm bộ nhớ. Lý do và nguồn là nguyên văn lời người báo cáo.
    """
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.documents.raw_file import raw_file
    from handlers.raw_export import raw_export
    from storage.criteria import CriteriaSets

    at = read_as_of(settings, as_of, known_at)

    async def run() -> RawExport:
        async with opened_database(settings, at.clock) as database:
            with _refused(out), raw_file(out, kind, as_of=at.day) as add:

                async def take(rows: Sequence[RawAnswer]) -> None:
                    await asyncio.to_thread(add, rows)

                return await raw_export(
                    database,
                    CriteriaSets(),
                    unit=unit,
                    periods=periods,
                    as_of=at.day,
                    known_at=at.known,
                    now=at.clock.now(),
                    take=take,
                )

    found = asyncio.run(run())
    if as_json:
        told = {"file": str(out), "rows": found.rows, "reports": found.reports, "unit": found.unit.title}
        print_json({**told, "as_of": at.day.isoformat()})
    else:
        click.echo(f"Đã ghi {found.rows} câu trả lời trong {found.reports} báo cáo của {found.unit.title} vào {out}.")


def _written(out: Path, content: bytes) -> None:
    from bot.documents.write_rows import write_whole

    with _refused(out):
        write_whole(out, content)


@contextmanager
def _refused(out: Path) -> Iterator[None]:
    """What the disk refuses is one sentence."""
    from conversations.programme.problem import Problem

    try:
        yield
    except OSError as refused:
        raise Problem(
            code="file_not_written",
            where=str(out),
            message=f"Không ghi được tệp ({refused.strerror}).",
            remedy="Hãy chọn thư mục khác có quyền ghi.",
        ) from None


@export.group(short_help="Các sổ theo dõi.")
def register() -> None:
    """Xuất một sổ theo dõi ra tệp Excel, CSV hoặc JSON."""


@register.command(short_help="Sổ khó khăn, vướng mắc.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@click.option("--format", "kind", type=click.Choice(["csv", "json", "xlsx"]), default="csv", help="Dạng tệp.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ghi vào tệp này.")
@click.option("--as-of", metavar="NGÀY", help="Hiện trạng đến hết ngày này; bỏ trống là hôm nay.")
@click.option("--known-at", metavar="NGÀY", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là bây giờ.")
@with_json
@with_settings
def difficulties(
    settings: Settings, *, unit: str, kind: str, out: Path, as_of: str | None, known_at: str | None, as_json: bool
) -> None:
    """Mỗi khó khăn một dòng: nội dung, tiêu chí, loại, nơi phải trả lời, hạn, trả lời. Không có họ tên người ghi."""
    from bot.cli.database import opened_database
    from bot.cli.days import read_as_of
    from bot.cli.difficulty_rows import register_file
    from handlers.difficulty_register import difficulty_register

    at = read_as_of(settings, as_of, known_at)
    known = at.known or at.clock.now()

    async def run() -> DifficultyRegister:
        async with opened_database(settings, at.clock) as database:
            return await difficulty_register(database, unit=unit, as_of=at.day, known_at=known, now=at.clock.now())

    found = asyncio.run(run())
    _written(out, register_file(found, kind))
    rows = len(found.difficulties)
    if as_json:
        print_json({"file": str(out), "rows": rows, "unit": found.unit.title, "as_of": at.day.isoformat()})
    else:
        click.echo(f"Đã ghi {rows} khó khăn của {found.unit.title} vào {out}.")
