"""Options that several verbs share: `--settings FILE` (which also sets up the logs), `--json`, days, files to write."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from conversations.programme.person import Role
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cli.days import AsOf
    from bot.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")

DOCUMENTS = frozenset({"csv", "docx", "json", "pdf", "png", "xlsx", "zip"})
"""What a file's name may promise."""


def with_settings(verb: Callable[Concatenate[Settings, P], R]) -> Callable[P, R]:
    """Give the verb the settings as its first argument. Logs and warnings go to stderr from here on."""

    @click.option(
        "--settings",
        "settings_file",
        type=click.Path(path_type=Path),
        metavar="TỆP",
        help="Tệp cài đặt gồm các dòng NTM_…=giá trị (hoặc đặt NTM_SETTINGS_FILE).",
    )
    @functools.wraps(verb)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from bot.logs import set_up_logs
        from bot.settings import load_settings

        file = kwargs.pop("settings_file", None)
        settings, warnings = load_settings(file=file if isinstance(file, Path) else None)
        set_up_logs(settings.log, secrets=settings.secrets())
        for warning in warnings:
            click.echo(warning, err=True)
        return verb(settings, *args, **kwargs)

    return wrapped


def with_as_of(verb: Callable[Concatenate[Settings, AsOf, P], R]) -> Callable[Concatenate[Settings, P], R]:
    """Give the verb, behind its settings, what `--as-of` and `--known-at` ask for. Stands below with_settings."""

    @click.option("--as-of", metavar="NGÀY", help="Số liệu đến hết ngày này; bỏ trống là hôm nay.")
    @click.option("--known-at", metavar="LÚC", help="Chỉ tính những gì đã ghi nhận đến lúc này; bỏ trống là bây giờ.")
    @functools.wraps(verb)
    def wrapped(settings: Settings, /, *args: P.args, **kwargs: P.kwargs) -> R:
        from bot.cli.days import read_as_of

        as_of, known_at = kwargs.pop("as_of", None), kwargs.pop("known_at", None)
        at = read_as_of(settings, None if as_of is None else str(as_of), None if known_at is None else str(known_at))
        return verb(settings, at, *args, **kwargs)

    return wrapped


def with_file(kinds: Sequence[str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Adds `--out` as out: Path and `--format` as the argument kind: where it is not typed, what the file's name ends
    in, the first of kinds where that says nothing. A name that says another kind of document is refused.
    """

    def wrap(verb: Callable[P, R]) -> Callable[P, R]:
        @click.option(
            "--format",
            "kind",
            type=click.Choice(list(kinds)),
            help=f"Dạng tệp; bỏ trống là theo đuôi của tên tệp, không có đuôi thì {kinds[0]}.",
        )
        @click.option("--out", required=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ghi vào tệp này.")
        @functools.wraps(verb)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            if kwargs["kind"] is None:
                kwargs["kind"] = _kind_named(str(kwargs["out"]), kinds)
            return verb(*args, **kwargs)

        return wrapped

    return wrap


def _kind_named(out: str, kinds: Sequence[str]) -> str:
    ending = Path(out).suffix.lower().removeprefix(".")
    if ending in kinds:
        return ending
    if ending in DOCUMENTS:
        raise Problem(
            code="file_kind_unknown",
            where=out,
            message=f"Ở đây không có dạng {ending}.",
            remedy=f"Các dạng: {', '.join(kinds)}.",
        )
    return kinds[0]


with_period = click.option(
    "--period", default="", metavar="KỲ", help="Ví dụ 2023-H1: như đến cuối kỳ ấy; bỏ trống là đến --as-of."
)
"""Adds `--period` as the argument period, of what has a state on a day: see handlers.report_periods.day_of."""

ROLES = click.Choice([role.value for role in Role])
with_role = click.option(
    "--role",
    required=True,
    type=ROLES,
    help="Vai trò, lần lượt là: cán bộ thôn, xóm; cán bộ xã; lãnh đạo xã; cán bộ phòng, ngành đánh giá tiêu chí; "
    "người quản lý chương trình; người theo dõi; người quản trị hệ thống.",
)
"""Adds `--role` as the argument role, a code; the codes in the order of their words."""

with_json = click.option("--json", "as_json", is_flag=True, help="In ra đúng một tài liệu JSON; lời khác ra stderr.")
"""Adds `--json` as the argument as_json."""


def print_json(document: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """The one document of a verb called with --json; Vietnamese letters are left readable."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
