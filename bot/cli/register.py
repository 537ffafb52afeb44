"""`ntm register`: which registers there are, and what a document expects of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.problem import Problem
from conversations.reading import limits

if TYPE_CHECKING:
    from bot.settings import Settings

_COUNTING = {"thing": "còn cho đến khi kết thúc", "event": "cộng dồn", "newest": "chỉ tính số mới nhất"}


@click.group(short_help="Sổ ghi: các loại sổ, mức cần đạt.")
def register() -> None:
    """Các sổ ghi ngoài tiêu chí: đỡ đầu, đóng góp, OCOP, mô hình, kiểm tra …"""


@register.command(short_help="Các loại sổ và câu trong văn bản đã yêu cầu.")
@with_json
def kinds(*, as_json: bool) -> None:
    """Mỗi sổ: tên, loại mục, đơn vị tính, cấp nào ghi, nguồn."""
    from conversations.programme.register import worded
    from storage.registers import shipped_expected, shipped_kinds

    found = [worded(one, "thôn") for one in shipped_kinds()]
    if as_json:
        print_json(
            {
                "kinds": [
                    {
                        "kind": one.id,
                        "name": one.name,
                        "counting": one.counting.value,
                        "levels": sorted(level.value for level in one.levels),
                        "subs": [
                            {"sub": sub.id, "name": sub.name, "measured": sub.measured.value, "unit": sub.unit}
                            for sub in one.subs
                        ],
                        "source": one.source,
                    }
                    for one in found
                ],
                "expected": [name for name, _ in shipped_expected()],
            }
        )
        return
    for one in found:
        subs = "; ".join(f"{sub.name} ({sub.unit})" for sub in one.subs)
        click.echo(f"{one.id}: {one.name}, {_COUNTING[one.counting.value]}\n  {subs}\n  {one.source}")
    names = ", ".join(name for name, _ in shipped_expected())
    click.echo(f"Mức cần đạt có sẵn: {names} (nạp bằng ntm register expect)")


@register.command(short_help="Nạp mức cần đạt của một văn bản cho một đơn vị.")
@click.argument("name", metavar="TÊN|TỆP")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị ban hành văn bản; tính cho mọi đơn vị ở dưới.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc thử, không ghi gì.")
@with_json
@with_settings
def expect(settings: Settings, *, name: str, unit: str, dry_run: bool, as_json: bool) -> None:
    """Tên một tệp có sẵn (xem ntm register kinds) hoặc đường dẫn tới tệp TOML cùng dạng. Nạp lại thì không đổi gì."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.load_expected import load_expected
    from storage.registers import shipped_expected, shipped_kinds
    from storage.registers.register_files import read_expected

    shipped = dict(shipped_expected())
    file = Path(name)
    read = shipped[name] if name in shipped else read_expected(_text_of(file), name=file.name, kinds=shipped_kinds())
    clock = Clock(settings.clock)

    named, changed = in_database(
        settings,
        clock,
        lambda database: load_expected(
            database, unit=unit, name=file.stem, body=read.text, at=clock.now(), dry_run=dry_run
        ),
    )
    if as_json:
        told = {"unit": named.title, "name": file.stem, "rows": len(read.expected), "source": read.source}
        print_json({**told, "changed": changed, "dry_run": dry_run})
        return
    did = "Đọc thử, chưa ghi" if dry_run else "Đã nạp" if changed else "Đã có từ trước, không đổi"
    click.echo(f"{did}: {len(read.expected)} mức cần đạt của {named.title} ({read.source}).")


def _text_of(file: Path) -> str:
    """The file's text. Raises Problem: it cannot be read, or is no text."""
    try:
        with file.open("rb") as opened:
            content = opened.read(limits.CRITERIA_FILE + 1)
        if len(content) <= limits.CRITERIA_FILE:
            return content.decode("utf-8")
        message = "Tệp quá lớn."
    except (OSError, UnicodeDecodeError):
        message = "Không có tên này trong các tệp có sẵn, và không đọc được tệp nào như vậy."
    raise Problem(
        code="file_unreadable", where=str(file), message=message, remedy="Xem tên có sẵn: ntm register kinds."
    )
