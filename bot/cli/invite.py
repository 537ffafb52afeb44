"""`ntm invite`: a code for a role at a unit, as a link and a QR code to print."""

from __future__ import annotations

import asyncio
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import click

from bot.cli.options import print_json, with_json, with_role, with_settings
from conversations.programme.person import Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.invite import Invited

ASK_WITHIN: Final = 5.0
"""Seconds that the bot's own name may take to come; without it the invitation is made all the same, as a code."""


@click.command(short_help="Tạo mã mời tham gia.")
@click.option("--unit", required=True, metavar="TÊN", help="Đơn vị, ví dụ “xã Phúc Sen”.")
@with_role
@click.option("--post", default="", metavar="TÊN", help="Vị trí công tác, ví dụ “Trạm y tế”.")
@click.option("--uses", default=1, show_default=True, type=int, metavar="SỐ", help="Số người dùng được mã.")
@click.option("--expires", metavar="NGÀY", help="Ngày cuối dùng được (5/6/2023), hoặc số ngày. Mặc định 14 ngày.")
@click.option("--phone", is_flag=True, help="Người nhận phải gửi số điện thoại của chính mình.")
@with_json
@with_settings
def invite(
    settings: Settings,
    *,
    unit: str,
    role: str,
    post: str,
    uses: int,
    expires: str | None,
    phone: bool,
    as_json: bool,
) -> None:
    """Tạo mã mời cho một vai trò ở một đơn vị. Người nhận bấm liên kết, quét mã QR hoặc gõ mã."""
    from bot.cli.database import opened_database
    from bot.clock import Clock
    from bot.codes import RandomCodes
    from bot.documents.qr_picture import qr_address, qr_text
    from conversations.engine.words import SOURCE
    from conversations.screens.roles import role_words
    from handlers.invite import invite as make_invitation
    from handlers.invite import link_of

    clock = Clock(settings.clock)

    async def run() -> tuple[Invited, str, str]:
        async with opened_database(settings, clock) as database:
            made = await make_invitation(
                database,
                unit=unit,
                role=Role(role),
                words=SOURCE,
                secrets=RandomCodes(),
                now=clock.now(),
                post=post,
                uses=uses,
                expires_at=None if expires is None else _until(expires, clock.now()),
                asks_phone=phone,
            )
        base, why_not = await _link_base(settings)
        return made, link_of(base, made.code), why_not

    made, link, why_not = asyncio.run(run())
    if as_json:
        document = {
            "code": made.code,
            "link": link,
            "qr": qr_address(link or made.code),
            "unit": made.unit.title,
            "role": made.role.value,
            "expires": made.expires_at.isoformat(timespec="seconds"),
            "uses": made.uses,
        }
        print_json(document)
        if not link:
            click.echo(f"Chưa có liên kết: {why_not}", err=True)
        return
    click.echo(f"Mã mời: {made.code}")
    click.echo(f"Đơn vị: {made.unit.title}; vai trò: {role_words(SOURCE, made.role)}; số lượt: {made.uses}")
    click.echo(f"Dùng được đến {made.expires_at:%H:%M ngày %d/%m/%Y}")
    click.echo(f"Liên kết: {link}" if link else f"Chưa có liên kết: {why_not}")
    click.echo(qr_text(link or made.code))


def _until(text: str, now: datetime) -> datetime:
    """So many days from now, or the end of the day named. Raises Problem: neither."""
    from bot.cli.days import read_day

    if text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) <= 4:
        return now + timedelta(days=int(text))
    return datetime.combine(read_day(text, option="--expires") + timedelta(days=1), time(), now.tzinfo)


async def _link_base(settings: Settings) -> tuple[str, str]:
    """Where links begin ("https://t.me/<bot>"), or nothing and why. The bot's name is asked of Telegram itself."""
    if settings.telegram_token is None:
        return "", "chưa đặt NTM_TELEGRAM_TOKEN. Người nhận gõ mã vào cuộc trò chuyện với bot."
    import aiohttp
    import orjson

    from bot.channels.telegram.connection import Connection

    connection = Connection(base_url=settings.telegram_base_url, token=settings.telegram_token.get_secret_value())
    try:
        async with asyncio.timeout(ASK_WITHIN):
            _, answer = await connection.post("getMe", b"{}")
        username = orjson.loads(answer)["result"]["username"]
    except (TimeoutError, OSError, aiohttp.ClientError, ValueError, LookupError, TypeError):
        return "", "không hỏi được tên bot ở Telegram. Người nhận gõ mã vào cuộc trò chuyện với bot."
    finally:
        await connection.close()
    return f"https://t.me/{username}", ""
