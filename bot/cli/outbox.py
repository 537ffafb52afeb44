"""`ntm outbox`: messages that did not leave, to whom, since when and why; one of them sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import print_json, with_json, with_settings
from conversations.programme.incident import SendState

if TYPE_CHECKING:
    from bot.settings import Settings
    from conversations.programme.incident import Alarms, Incident
    from storage.database import Database

STATES = click.Choice([state.value for state in SendState])


@click.command(short_help="Tin chưa gửi được và vì sao.")
@click.option("--state", type=STATES, help="Chỉ các tin ở trạng thái này, kể cả tin đã xong; mới nhất trước.")
@click.option("--retry", "again", type=int, metavar="SỐ", help="Gửi lại tin có số này.")
@with_json
@with_settings
def outbox(settings: Settings, *, state: str | None, again: int | None, as_json: bool) -> None:
    """Liệt kê các tin còn kẹt: số, từ lúc nào, loại tin, cho ai, vì sao; với --retry thì xếp một tin vào hàng gửi lại.

    Không có nội dung tin và không có tên người. Tin không rõ đã tới chưa mà gửi lại thì người nhận có thể thấy hai lần.
    """
    from bot.cli.database import in_database
    from bot.clock import Clock
    from handlers.stuck import count_alarms, list_stuck, retry_row

    clock = Clock(settings.clock)
    wanted = None if state is None else SendState(state)

    async def work(database: Database) -> tuple[tuple[Incident, ...], Alarms]:
        if again is not None:
            await retry_row(database, clock, again)
        return await list_stuck(database, clock, state=wanted), await count_alarms(database, clock)

    rows, alarms = in_database(settings, clock, work)
    if as_json:
        since_yesterday = {"failed": alarms.failed, "unknown": alarms.unknown, "backup": list(alarms.backup)}
        print_json({"retried": again, "alarms": since_yesterday, "rows": [_document(row) for row in rows]})
        return
    _say(rows, alarms, again, wanted)


def _say(rows: tuple[Incident, ...], alarms: Alarms, again: int | None, wanted: SendState | None) -> None:
    from conversations.engine.words import SOURCE
    from conversations.screens.sending import alarm_lines, cause_words, kind_words, recipient_words, state_words

    if again is not None:
        click.echo(f"Đã xếp tin số {again} vào hàng gửi lại.")
    if not rows:
        click.echo("Không có tin nào bị kẹt." if wanted is None else "Không có tin nào ở trạng thái này.")
    for row in rows:
        why = "" if row.state in {SendState.SENT, SendState.SUPERSEDED} else f": {cause_words(SOURCE, row.cause)}"
        detail = f" ({row.detail})" if row.detail else ""
        what = f"{kind_words(SOURCE, row.kind)} cho {recipient_words(SOURCE, row.to)}"
        state = f"{state_words(SOURCE, row.state)}, {row.attempts} lần"
        click.echo(f"{row.number}  {row.since:%d/%m %H:%M}  {what}  {state}{why}{detail}")
    for line in alarm_lines(SOURCE, alarms):
        click.echo(line)


def _document(row: Incident) -> dict[str, Any]:
    ended = None if row.state.waits else row.since.isoformat(timespec="seconds")
    return {
        "id": row.number,
        "channel": row.channel,
        "kind": row.kind,
        "state": row.state.value,
        "role": None if row.to.role is None else row.to.role.value,
        "unit": row.to.unit or None,
        "group": row.to.group,
        "attempts": row.attempts,
        "created_at": row.created_at.isoformat(timespec="seconds"),
        "next_at": row.next_at.isoformat(timespec="seconds"),
        "finished_at": ended,
        "cause": row.cause.value,
        "why": row.detail,
        "can_retry": row.may_be_sent_again,
    }
