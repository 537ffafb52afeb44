"""`ntm audit`: whether the log of every change is still as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.audit import ChainEnd, Fault, Verified

SHOWN = 20
"""Faults listed in words; --json tells all that are kept."""


@click.group(short_help="Nhật ký thay đổi: kiểm tra còn nguyên.")
def audit() -> None:
    """Nhật ký ai đã làm gì, chỉ ghi thêm và nối thành chuỗi."""


@audit.command(short_help="Kiểm tra nhật ký còn nguyên.")
@click.option(
    "--expect",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="So với kết quả --json của một lần trước: phần cuối có bị cắt không.",
)
@with_json
@with_settings
def verify(settings: Settings, *, expect: Path | None, as_json: bool) -> int:
    """Tính lại mọi chuỗi; có chỗ sai thì mã thoát là 1.

    Mục bị sửa, bị xóa hay chèn ở giữa thì thấy ngay. Phần cuối bị cắt chỉ thấy khi so với một bản ghi trước: hãy giữ
    kết quả --json ở nơi khác (bản sao lưu nào cũng kèm) và đưa vào --expect.
    """
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.audit import verify_log

    clock = Clock(settings.clock)
    earlier = () if expect is None else _ends_in(expect)

    found = in_database(settings, clock, lambda database: verify_log(database, earlier=earlier))
    if as_json:
        print_json(document_of(found))
    else:
        _say(found)
    return 0 if found.whole else 1


def document_of(found: Verified) -> dict[str, Any]:
    """As --json tells it and --expect reads it."""
    return {
        "whole": found.whole,
        "entries": found.entries,
        "chains": [
            {"chain": end.chain, "entries": end.entries, "last": end.last, "digest": end.digest} for end in found.chains
        ],
        "faults": [{"chain": one.chain, "number": one.number, "kind": one.kind} for one in found.faults],
        "faults_found": found.faults_found,
    }


def _ends_in(file: Path) -> tuple[ChainEnd, ...]:
    from storage.audit import ChainEnd

    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        return tuple(
            ChainEnd(
                chain=int(one["chain"]), entries=int(one["entries"]), last=int(one["last"]), digest=str(one["digest"])
            )
            for one in (document.get("audit") or document)["chains"]
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise Problem(
            code="audit_note",
            where=str(file),
            message="Tệp này không đọc được hoặc không phải kết quả của ntm audit verify --json.",
            remedy="Hãy chọn đúng tệp đã giữ.",
        ) from problem


def _say(found: Verified) -> None:
    if found.whole:
        click.echo(f"Nhật ký còn nguyên: {found.entries} mục trong {len(found.chains)} chuỗi.")
    else:
        click.echo(f"Nhật ký có {found.faults_found} chỗ sai trong {found.entries} mục:")
        for fault in found.faults[:SHOWN]:
            click.echo(f"  chuỗi {fault.chain}, mục {fault.number}: {_fault_words(fault)}")
        if found.faults_found > SHOWN:
            click.echo(f"  … và {found.faults_found - SHOWN} chỗ nữa")
    for end in found.chains:
        click.echo(f"chuỗi {end.chain}: {end.entries} mục, mục cuối {end.last} {end.digest[:16]}…")


def _fault_words(fault: Fault) -> str:
    match fault.kind:
        case "gap":
            return "mất mục ở trước đó"
        case "link":
            return "không nối với mục trước"
        case "changed":
            return "nội dung đã bị sửa"
        case "cut":
            return "lần trước có mục này, nay không còn"
        case _:
            return "khác mục của lần trước"
