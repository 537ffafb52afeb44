"""`ntm criteria`: the criteria sets there are, and files of new ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.criteria_crosswalk import crosswalk
from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.criteria import Measure
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.criteria import CriteriaSet
    from storage.criteria import StoredSet


@click.group(short_help="Bộ tiêu chí: nạp, xem.")
def criteria() -> None:
    """Các bộ tiêu chí; mỗi bộ là một tệp, mỗi lần sửa là một bản mới."""


criteria.add_command(crosswalk)


@criteria.command(short_help="Nạp một tệp bộ tiêu chí.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--from", "valid_from", metavar="NGÀY", help="Bản này áp dụng từ ngày nào; bỏ trống thì theo tệp.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc thử, không ghi gì.")
@with_json
@with_settings
def load(settings: Settings, *, file: Path, valid_from: str | None, dry_run: bool, as_json: bool) -> None:
    """Nạp tệp TOML của một bộ tiêu chí. Nạp lại đúng tệp ấy không đổi gì; tệp đã sửa thành một bản mới.

    Trước ngày áp dụng vẫn dùng bản trước; báo cáo đang làm dở giữ bản đã bắt đầu.
    """
    from bot.cli.database import in_database
    from bot.cli.days import read_day
    from bot.clock import Clock
    from bot.importers.criteria_text import loaded
    from handlers.load_criteria import load_criteria
    from handlers.preview_criteria import dated

    clock = Clock(settings.clock)
    text = dated(text_of(file), None if valid_from is None else read_day(valid_from, option="--from"))

    stored = in_database(
        settings, clock, lambda database: load_criteria(database, text, name=file.name, at=clock.now(), dry_run=dry_run)
    )
    if as_json:
        print_json({**_row(stored), "changed": stored.changed, "dry_run": dry_run})
    else:
        click.echo(loaded(stored, dry_run=dry_run))


@criteria.command(short_help="Xem trước một bản mới: đổi gì, xã nào đổi trạng thái.")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--unit", required=True, metavar="TÊN", help="Thử trên các xã của đơn vị nào.")
@with_json
@with_settings
def preview(settings: Settings, *, file: Path, unit: str, as_json: bool) -> None:
    """So bản mới với bản đang có, và thử đánh giá số liệu kỳ gần nhất theo bản mới. Không ghi gì."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from bot.importers.criteria_text import as_document, in_words
    from handlers.preview_criteria import preview_criteria
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)
    text = text_of(file)

    found = in_database(
        settings,
        clock,
        lambda database: preview_criteria(database, CriteriaSets(), text, name=file.name, unit=unit, day=clock.today()),
    )
    if as_json:
        print_json(as_document(found))
        return
    for line in in_words(found):
        click.echo(line)


def text_of(file: Path) -> str:
    from handlers.load_criteria import criteria_text, unreadable

    try:
        return criteria_text(file.read_bytes(), name=str(file))
    except OSError:
        raise unreadable(str(file)) from None


@criteria.command("list", short_help="Xem các bộ tiêu chí.")
@with_json
@with_settings
def list_(settings: Settings, *, as_json: bool) -> None:
    """Các bộ tiêu chí, bản mới nhất của mỗi bộ."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.load_criteria import list_criteria
    from storage.criteria import CriteriaSets

    listed = in_database(settings, Clock(settings.clock), lambda database: list_criteria(database, CriteriaSets()))
    if as_json:
        print_json({"criteria_sets": [{**_row(stored), **_counts(form)} for stored, form in listed]})
        return
    for stored, form in listed:
        click.echo(f"{stored.id} (bản {stored.version})  {stored.title}\n    {_told(form)}")


def _row(stored: StoredSet) -> dict[str, Any]:
    return {
        "id": stored.id,
        "version": stored.version,
        "title": stored.title,
        "level": stored.level.value,
        "valid_from": stored.valid_from.isoformat(),
        "valid_to": stored.valid_to.isoformat() if stored.valid_to else None,
    }


def _counts(form: CriteriaSet) -> dict[str, Any]:
    return {
        "criteria": len(form.criteria),
        "indicators": len(form.indicators),
        "without_threshold": _without_threshold(form),
        "example": form.example,
        "purpose": form.purpose.value,
    }


def _without_threshold(form: CriteriaSet) -> int:
    """Judged figures of which no threshold is known at all."""
    return sum(
        1
        for indicator in form.indicators
        if indicator.judged and indicator.measure is not Measure.STATUS and not indicator.thresholds
    )


def _told(form: CriteriaSet) -> str:
    indicators = len(form.indicators)
    unknown = _without_threshold(form)
    if not form.of_criteria:
        example = "bản ví dụ, không phải văn bản của tỉnh, " if form.example else ""
        form_words = f"biểu mẫu báo cáo, {indicators} câu hỏi, không phải bộ tiêu chí"
        return f"{example}{form_words}; hiệu lực từ {show_date(form.valid_from)}"
    until = f" đến trước {show_date(form.valid_to)}" if form.valid_to else ""
    parts = (
        "bộ ví dụ, không phải văn bản của tỉnh" if form.example else "",
        f"{len(form.criteria)} tiêu chí",
        f"{indicators} chỉ tiêu" if indicators else "chưa có chỉ tiêu trong hệ thống",
        f"{unknown} chỉ tiêu có số chưa biết mức yêu cầu" if unknown else "",
    )
    return f"{', '.join(part for part in parts if part)}; hiệu lực từ {show_date(form.valid_from)}{until}"
