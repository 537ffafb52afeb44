"""`ntm export register`: what is kept in registers, as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.exports.written import tell_rows, written
from bot.cli.options import with_as_of, with_file, with_json, with_period, with_settings
from conversations.programme.register import worded
from storage.registers import shipped_kinds

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.days import AsOf
    from bot.settings import Settings
    from conversations.programme.register import RegisterKind
    from handlers.difficulty_register import DifficultyRegister
    from handlers.dossier_register import DossierRegister
    from handlers.register_at import RegistersAt
    from storage.database import Database

ALL = "tat-ca"
"""The name of all registers."""


class Registers(click.Group):
    """Without the name of a register all of them are meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        whole = bool(args) and args[0].startswith("-") and args[0] not in ctx.help_option_names
        return super().parse_args(ctx, [ALL, *args] if whole else args)


@click.group(cls=Registers, short_help="Các sổ theo dõi.")
def register() -> None:
    """Xuất một sổ theo dõi ra tệp Excel, CSV hoặc JSON; không ghi tên sổ thì mọi sổ vào một tệp Excel hoặc JSON."""


@register.command(ALL, short_help="Mọi sổ có nội dung, mỗi sổ một trang.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@with_period
@with_file(("xlsx", "json"))
@with_json
@with_settings
@with_as_of
def every(settings: Settings, at: AsOf, *, unit: str, period: str, kind: str, out: Path, as_json: bool) -> None:
    """Sổ khó khăn, sổ hồ sơ và các sổ theo dõi khác có nội dung."""
    from bot.cli.database import in_database
    from bot.documents.registers_file import registers_file
    from handlers.difficulty_register import difficulty_register
    from handlers.dossier_register import dossier_register
    from handlers.register_at import register_taken
    from handlers.report_periods import day_of

    now = at.clock.now()
    known = at.known or now

    async def work(database: Database) -> tuple[DifficultyRegister, DossierRegister, RegistersAt]:
        day = await day_of(database, unit=unit, period=period, as_of=at.day)
        return (
            await difficulty_register(database, unit=unit, as_of=day, known_at=known, now=now),
            await dossier_register(database, unit=unit, as_of=day, known_at=known, now=now),
            await register_taken(database, unit=unit, as_of=day, known_at=known, kind="", now=now),
        )

    difficulties, dossiers, others = in_database(settings, at.clock, work)
    written(out, registers_file(difficulties, dossiers, others, kind))
    rows = sum(len(book.entries) for book in others.books)
    rows += len(difficulties.difficulties) + len(dossiers.dossiers)
    tell_rows(out, rows, "mục", others.unit, others.as_of, as_json=as_json)


@register.command(short_help="Sổ khó khăn, vướng mắc.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@with_period
@with_file(("csv", "json", "xlsx"))
@with_json
@with_settings
@with_as_of
def difficulties(settings: Settings, at: AsOf, *, unit: str, period: str, kind: str, out: Path, as_json: bool) -> None:
    """Mỗi khó khăn một dòng: nội dung, tiêu chí, loại, nơi phải trả lời, hạn, trả lời. Không có họ tên người ghi."""
    from bot.cli.database import in_database
    from bot.documents.difficulty_file import difficulties_file
    from handlers.difficulty_register import difficulty_register
    from handlers.report_periods import day_of

    known = at.known or at.clock.now()

    async def work(database: Database) -> DifficultyRegister:
        day = await day_of(database, unit=unit, period=period, as_of=at.day)
        return await difficulty_register(database, unit=unit, as_of=day, known_at=known, now=at.clock.now())

    found = in_database(settings, at.clock, work)
    written(out, difficulties_file(found, kind))
    tell_rows(out, len(found.difficulties), "khó khăn", found.unit, found.as_of, as_json=as_json)


@register.command(short_help="Sổ theo dõi hồ sơ đề nghị công nhận.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
@with_period
@with_file(("csv", "json", "xlsx"))
@with_json
@with_settings
@with_as_of
def dossiers(settings: Settings, at: AsOf, *, unit: str, period: str, kind: str, out: Path, as_json: bool) -> None:
    """Mỗi hồ sơ một dòng: đơn vị, mức, hạn nộp, hạn trình, hiện trạng, văn bản trình, quyết định."""
    from bot.cli.database import in_database
    from bot.documents.dossier_file import dossiers_file
    from handlers.dossier_register import dossier_register
    from handlers.report_periods import day_of

    async def work(database: Database) -> DossierRegister:
        day = await day_of(database, unit=unit, period=period, as_of=at.day)
        return await dossier_register(database, unit=unit, as_of=day, known_at=at.known, now=at.clock.now())

    found = in_database(settings, at.clock, work)
    written(out, dossiers_file(found, kind))
    tell_rows(out, len(found.dossiers), "hồ sơ", found.unit, found.as_of, as_json=as_json)


def _of_kind(register_kind: RegisterKind) -> click.Command:
    """The command that exports one kind of register."""

    @click.command(register_kind.id, short_help=f"Sổ: {_in_words(register_kind)}.")
    @click.option("--unit", required=True, metavar="TÊN", help="Đơn vị này và mọi đơn vị ở dưới.")
    @with_period
    @with_file(("csv", "json", "xlsx"))
    @with_json
    @with_settings
    @with_as_of
    def taken(settings: Settings, at: AsOf, *, unit: str, period: str, kind: str, out: Path, as_json: bool) -> None:
        """Mỗi mục một dòng, mới nhất ở trên; mục đã bỏ vì ghi nhầm không có trong tệp. Không có họ tên người ghi."""
        from bot.cli.database import in_database
        from bot.documents.register_file import register_file
        from handlers.register_at import register_taken
        from handlers.report_periods import day_of

        now = at.clock.now()

        async def work(database: Database) -> RegistersAt:
            day = await day_of(database, unit=unit, period=period, as_of=at.day)
            return await register_taken(
                database, unit=unit, as_of=day, known_at=at.known or now, kind=register_kind.id, now=now
            )

        found = in_database(settings, at.clock, work)
        written(out, register_file(found, kind))
        tell_rows(out, len(found.books[0].entries), "mục", found.unit, found.as_of, as_json=as_json)

    return taken


def _in_words(kind: RegisterKind) -> str:
    return worded(kind, "thôn").name


for _kind in shipped_kinds():
    register.add_command(_of_kind(_kind))
