"""`ntm digest`: a digest as it would be sent, without sending it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import print_json, with_json, with_settings

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Settings
    from conversations.programme.digest import Audience, Digest, DigestKind


@click.command(short_help="Bản tổng hợp như sẽ gửi, nhưng không gửi.")
@click.option("--unit", required=True, metavar="TÊN", help="Tỉnh, huyện hoặc một xã.")
@click.option("--at", metavar="LÚC", help="Tính đến lúc này; bỏ trống là bây giờ.")
@click.option(
    "--audience",
    type=click.Choice(["manager", "observer", "group"]),
    default="manager",
    show_default=True,
    help="Gửi riêng người quản lý, người theo dõi, hay gửi nhóm.",
)
@click.option(
    "--kind",
    type=click.Choice(["weekly", "daily"]),
    default="weekly",
    show_default=True,
    help="Hằng tuần, hay hằng ngày trong tuần trước hạn.",
)
@click.option("--text", "as_text", is_flag=True, help="In lời (mặc định), kèm bảng bằng chữ nếu có gửi bảng.")
@click.option(
    "--png", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP", help="Ghi bảng tiêu chí thành ảnh."
)
@with_json
@with_settings
def digest(
    settings: Settings,
    *,
    unit: str,
    at: str | None,
    audience: str,
    kind: str,
    as_text: bool,
    png: Path | None,
    as_json: bool,
) -> None:
    """Bản tổng hợp của một đơn vị tại một thời điểm: ai cần gọi, phòng nào còn giữ, thay đổi, lộ trình, bảng tiêu chí.

    Cùng một lúc thì số ở đây và ở ntm show status là một. Tỉnh có nhiều xã thì mỗi huyện thêm một ảnh, tên tệp thêm số.
    """
    from bot.cli.days import read_moment
    from bot.clock import Clock
    from conversations.programme.digest import Audience, DigestKind
    from conversations.programme.problem import Problem

    if as_text and as_json:
        raise Problem(
            code="text_or_json",
            where="--text, --json",
            message="Chỉ in được một trong hai dạng.",
            remedy="Hãy bỏ bớt một lựa chọn.",
        )
    clock = Clock(settings.clock)
    moment = clock.now() if at is None else read_moment(at, option="--at")
    wanted = (Audience(audience), DigestKind(kind))
    found, texts, pictures = asyncio.run(
        _made(settings, unit=unit, at=moment, wanted=wanted, with_pictures=png is not None)
    )
    if png is not None:
        for number, picture in enumerate(pictures):
            file = png if number == 0 else png.with_stem(f"{png.stem}-{number}")
            file.write_bytes(picture)
            click.echo(str(file), err=True)
    if as_json:
        from bot.cli.digest_json import as_document

        print_json(as_document(found, texts))
    elif as_text or png is None:
        click.echo("\n\n".join(texts) or "Không có gì để gửi.")


async def _made(
    settings: Settings,
    *,
    unit: str,
    at: datetime,
    wanted: tuple[Audience, DigestKind],
    with_pictures: bool,
) -> tuple[Digest, list[str], list[bytes]]:
    from bot.cli.database import opened_database
    from bot.making.pictures import Pictures
    from conversations.engine.words import SOURCE
    from conversations.programme.digest import Audience
    from conversations.programme.problem import Problem
    from conversations.screens.picture_recipe import TableRecipe
    from handlers.digest import compose_digest, load_digest
    from storage.criteria import CriteriaSets
    from storage.unit_names import unit_named

    audience, kind = wanted
    sets = CriteriaSets()
    async with opened_database(settings) as database:
        async with database.read() as tx:
            named = await unit_named(tx, unit, day=at.date())
            found = await load_digest(tx, sets, unit=named.id, at=at, persons=audience is Audience.MANAGER)
            if found is None:
                raise Problem(
                    code="digest_of_office",
                    where=named.title,
                    message="Cơ quan không có bản tổng hợp riêng.",
                    remedy="Hãy xem theo xã hoặc huyện.",
                )
            told = await compose_digest(tx, sets, unit=named.id, at=at, audience=audience, kind=kind, words=SOURCE)
        pictures: list[bytes] = []
        tables = found.tables
        if with_pictures and tables is not None:
            maker = Pictures(database=database, words={"vi": SOURCE})
            for part in range(len(tables.parts) + 1 if tables.several else 1):
                recipe = TableRecipe(unit=named.id, as_of=at.date(), known_at=at, part=part)
                made = await maker.made(str(recipe))
                if made is not None:
                    pictures.append(made)
    return found, [one.text for one in told], pictures
