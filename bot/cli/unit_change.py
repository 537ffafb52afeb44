"""`ntm unit rename|move|merge|split|end|leave|changes|undo`: what becomes of units on a day, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.engine.words import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings
    from conversations.programme.unit_change import Beginning, Change, Made
    from handlers.unit_changes.by_name import Done

_on = click.option("--on", required=True, metavar="NGÀY", help="Ngày đầu tiên có hiệu lực, ví dụ 1/7/2025.")
_source = click.option("--source", default="", metavar="VĂN BẢN", help="Văn bản quyết định.")
_dry_run = click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")


def add_to(group: click.Group) -> None:
    """Make these verbs of the group."""
    for command in (rename, move, merge, split, end, leave, changes, undo):
        group.add_command(command)


@click.command(short_help="Đổi tên (hoặc loại) từ một ngày.")
@click.argument("name", metavar="TÊN")
@click.option("--to", required=True, metavar="TÊN MỚI", help="Tên mới.")
@click.option("--kind", metavar="LOẠI", help="Loại mới cùng cấp, ví dụ xã thành thị trấn.")
@_on
@_source
@_dry_run
@with_json
@with_settings
def rename(
    settings: Settings, *, name: str, to: str, kind: str | None, on: str, source: str, dry_run: bool, as_json: bool
) -> None:
    """Vẫn là đơn vị ấy; trước ngày đó vẫn ghi tên cũ, và gõ tên cũ vẫn tìm thấy."""
    from bot.cli.days import read_day
    from handlers.unit_changes.by_name import rename_named

    day = read_day(on, option="--on")
    done = _run(
        settings,
        lambda database, _sets, now: rename_named(
            database, name=name, to=to, kind=kind, on=day, source=source, now=now, keep=not dry_run
        ),
    )
    _tell(done, dry_run=dry_run, as_json=as_json)


@click.command(short_help="Chuyển về cấp trên khác từ một ngày.")
@click.argument("name", metavar="TÊN")
@click.option("--to", required=True, metavar="CẤP TRÊN", help="Cấp trên mới.")
@_on
@_source
@_dry_run
@with_json
@with_settings
def move(settings: Settings, *, name: str, to: str, on: str, source: str, dry_run: bool, as_json: bool) -> None:
    """Những gì trực thuộc cùng chuyển theo; số liệu trước ngày đó vẫn tính cho cấp trên cũ."""
    from bot.cli.days import read_day
    from handlers.unit_changes.by_name import move_named

    day = read_day(on, option="--on")
    done = _run(
        settings,
        lambda database, _sets, now: move_named(
            database, name=name, to=to, on=day, source=source, now=now, keep=not dry_run
        ),
    )
    _tell(done, dry_run=dry_run, as_json=as_json)


@click.command(short_help="Sáp nhập nhiều đơn vị thành một.")
@click.argument("names", nargs=-1, required=True, metavar="ĐƠN VỊ…")
@click.option("--into", required=True, metavar="TÊN", help="Tên đơn vị mới, hoặc đơn vị nhận các đơn vị kia.")
@click.option("--kind", metavar="LOẠI", help="Loại của đơn vị mới; bỏ trống thì như đơn vị thứ nhất.")
@click.option("--parent", metavar="TÊN", help="Cấp trên của đơn vị mới; cần khi các đơn vị cũ khác cấp trên.")
@_on
@_source
@_dry_run
@with_json
@with_settings
def merge(
    settings: Settings,
    *,
    names: tuple[str, ...],
    into: str,
    kind: str | None,
    parent: str | None,
    on: str,
    source: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Số liệu cũ giữ nguyên dưới tên cũ; đơn vị mới bắt đầu với những gì suy ra được theo quy tắc của từng chỉ tiêu."""
    from bot.cli.days import read_day
    from handlers.unit_changes.by_name import merge_named

    day = read_day(on, option="--on")
    done = _run(
        settings,
        lambda database, sets, now: merge_named(
            database, sets, names=names, into=into, kind=kind, parent=parent, on=day, source=source, now=now,
            keep=not dry_run,
        ),
    )  # fmt: skip
    _tell(done, dry_run=dry_run, as_json=as_json)


@click.command(short_help="Chia một đơn vị thành nhiều.")
@click.argument("name", metavar="TÊN")
@click.option(
    "--into", "parts", multiple=True, required=True, metavar="TÊN[: TRỰC THUỘC, …]",
    help="Một đơn vị mới và các thôn, xóm thuộc nó, ví dụ “Phúc Sen: Pác Rằng, Lũng Sâu”; dùng nhiều lần.",
)  # fmt: skip
@_on
@_source
@_dry_run
@with_json
@with_settings
def split(
    settings: Settings, *, name: str, parts: tuple[str, ...], on: str, source: str, dry_run: bool, as_json: bool
) -> None:
    """Người và những gì không nêu tên thuộc về đơn vị mới thứ nhất; các đơn vị mới phải báo cáo lại số liệu."""
    from bot.cli.days import read_day
    from handlers.unit_changes.by_name import split_named
    from handlers.unit_changes.split import read_part

    day = read_day(on, option="--on")
    done = _run(
        settings,
        lambda database, sets, now: split_named(
            database, sets, name=name, parts=[read_part(part) for part in parts], on=day, source=source, now=now,
            keep=not dry_run,
        ),
    )  # fmt: skip
    _tell(done, dry_run=dry_run, as_json=as_json)


@click.command(short_help="Đơn vị thôi hoạt động, trực thuộc về cấp trên (bỏ cấp huyện).")
@click.argument("names", nargs=-1, metavar="ĐƠN VỊ…")
@click.option("--districts-of", "under", metavar="TÊN", help="Mọi huyện, thị xã, thành phố của đơn vị này.")
@_on
@_source
@_dry_run
@with_json
@with_settings
def end(
    settings: Settings, *, names: tuple[str, ...], under: str | None, on: str, source: str, dry_run: bool, as_json: bool
) -> None:
    """Từ ngày đó xã trực thuộc thẳng cấp trên, cơ quan và vai trò ở đơn vị cũ thôi, báo cáo gửi về cấp trên.

    Cả loạt là một thay đổi, hoàn tác một lần. Số liệu trước ngày đó vẫn xem được theo đơn vị cũ.
    """
    from bot.cli.days import read_day
    from handlers.unit_changes.by_name import end_named

    day = read_day(on, option="--on")
    done = _run(
        settings,
        lambda database, _sets, now: end_named(
            database, names=names, under=under, on=day, source=source, now=now, keep=not dry_run
        ),
    )
    _tell(done, dry_run=dry_run, as_json=as_json)


@click.command(short_help="Thôi tính trong chương trình từ một ngày (xã thành thị trấn, phường).")
@click.argument("name", metavar="TÊN")
@_on
@_source
@_dry_run
@with_json
@with_settings
def leave(settings: Settings, *, name: str, on: str, source: str, dry_run: bool, as_json: bool) -> None:
    """Đơn vị vẫn còn; từ ngày đó không ai ở đó phải báo cáo, bảng và tổng hợp chỉ tính đến hết ngày trước đó."""
    from bot.cli.days import read_day
    from handlers.unit_changes.by_name import leave_named

    day = read_day(on, option="--on")
    done = _run(
        settings,
        lambda database, _sets, now: leave_named(database, name=name, on=day, source=source, now=now, keep=not dry_run),
    )
    _tell(done, dry_run=dry_run, as_json=as_json)


@click.command(short_help="Xem những thay đổi đã ghi của một đơn vị.")
@click.argument("name", metavar="TÊN")
@with_json
@with_settings
def changes(settings: Settings, *, name: str, as_json: bool) -> None:
    """Đổi tên, chuyển, sáp nhập, chia; thay đổi mới nhất ở trên, mỗi thay đổi có số để hoàn tác."""
    from bot.clock import Clock
    from conversations.screens.unit_changes import made_line
    from handlers.unit_changes.by_name import changes_named

    today = Clock(settings.clock).today()
    found = _run(settings, lambda database, _sets, _now: changes_named(database, name=name, today=today))
    if as_json:
        print_json({"changes": [_made(one) for one in found]})
        return
    for one in found:
        click.echo(f"{one.id}. {made_line(one, SOURCE)}")
    if not found:
        click.echo("Chưa có thay đổi nào.", err=True)


@click.command(short_help="Hoàn tác một thay đổi.")
@click.argument("name", metavar="TÊN")
@click.option("--number", type=int, metavar="SỐ", help="Số của thay đổi (ntm unit changes); bỏ trống là mới nhất.")
@_dry_run
@with_json
@with_settings
def undo(settings: Settings, *, name: str, number: int | None, dry_run: bool, as_json: bool) -> None:
    """Mọi dòng đã ghi trở lại đúng như trước. Nếu sau đó đã có báo cáo hay thay đổi khác thì không hoàn tác."""
    from conversations.screens.unit_changes import made_line
    from handlers.unit_changes.by_name import undo_named

    made = _run(
        settings, lambda database, _sets, now: undo_named(database, name=name, number=number, now=now, keep=not dry_run)
    )
    if as_json:
        print_json({**_made(made), "dry_run": dry_run})
        return
    click.echo(f"{'Hoàn tác được' if dry_run else 'Đã hoàn tác'}. {made_line(made, SOURCE)}.{_tried(dry_run=dry_run)}")


def _run(settings: Settings, work: Callable[..., Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    """Do the work with the database, the sets and the moment."""
    from bot.cli.database import in_database
    from bot.clock import Clock
    from storage.criteria import CriteriaSets

    clock = Clock(settings.clock)

    return in_database(settings, clock, lambda database: work(database, CriteriaSets(), clock.now()))


def _tried(*, dry_run: bool) -> str:
    return " Chạy thử, chưa ghi gì." if dry_run else ""


def _tell(done: Done, *, dry_run: bool, as_json: bool) -> None:
    from conversations.screens.unit_changes import preview

    for line in preview(done.change, SOURCE):
        click.echo(line, err=as_json)
    if as_json:
        number = None if dry_run else done.made.id
        print_json({**_change(done.change), "number": number, "dry_run": dry_run})
        return
    click.echo("Chạy thử, chưa ghi gì." if dry_run else f"Đã ghi, thay đổi số {done.made.id}.")


def _made(made: Made) -> dict[str, Any]:
    return {
        "number": made.id,
        "kind": made.kind.value,
        "on": made.on.isoformat(),
        "said": made.said,
        "source": made.source,
        "recorded_at": made.at.isoformat(),
    }


def _change(change: Change) -> dict[str, Any]:
    from conversations.screens.unit_changes import said

    touched = change.touched
    return {
        "kind": change.kind.value,
        "on": change.on.isoformat(),
        "said": said(change, SOURCE),
        "before": [unit.title for unit in change.before],
        "after": [
            {
                "title": new.title,
                "below": list(new.below_titles),
                "beginnings": [_beginning(one) for one in new.beginnings],
            }
            for new in change.after
        ],
        "parent": None if change.parent is None else change.parent.title,
        "people": [
            {"name": one.name, "role": one.role.value, "post": one.post, "unit": one.unit} for one in touched.people
        ],
        "drafts": [
            {"unit": one.unit, "title": one.title, "given": one.given, "waiting": one.waiting} for one in touched.drafts
        ],
        "below": list(touched.below),
        "plans": list(touched.plans),
        "rules": list(touched.rules),
        "offices": list(touched.offices),
        "groups": list(touched.groups),
        "assignments": touched.assignments,
        "invitations": touched.invitations,
        "absences": touched.absences,
        "warnings": [{"code": one.code.value, "names": list(one.names)} for one in change.warnings],
    }


def _beginning(one: Beginning) -> dict[str, Any]:
    from conversations.programme.plan_rows import Target

    return {
        "set": one.form.id,
        "values": [
            {
                "indicator": value.indicator,
                "rule": value.rule.value,
                "state": value.state.value,
                "value": None if value.figure is None else str(value.figure.value),
                "numerator": None if value.figure is None else value.figure.numerator,
                "denominator": None if value.figure is None else value.figure.denominator,
            }
            for value in one.values
        ],
        "criteria": {
            code: {"met": not isinstance(value, Target), "year": value.year if isinstance(value, Target) else None}
            for code, value in one.cells.items()
        },
    }
