"""Why this question: what stands in the database about one phone, read beside the bot and never through it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from bot.simulator.reasons import reason
from conversations.programme.answer import Nature, State
from conversations.reading.show import show_date, show_number
from storage import sessions
from storage.lately import answers_lately
from storage.session_codec import TAGS
from storage.times import moment

if TYPE_CHECKING:
    from conversations.engine.session import Session
    from storage.database import Database
    from storage.lately import Lately

ANSWERS: Final = 8

_STATES: Final = {
    State.MET: "đạt",
    State.UNSTABLE: "đạt, chưa bền vững",
    State.NOT_MET: "chưa đạt",
    State.NOT_APPLICABLE: "không phải xét",
    State.NOT_REPORTED: "chưa có số",
}
_GROUP_STATES: Final = {
    "reachable": "tới được",
    "no_rights": "trợ lý không được viết",
    "removed": "trợ lý không còn ở trong nhóm",
    "topic_gone": "chủ đề đã đóng hoặc xóa",
}
_NATURES: Final = {Nature.OFFICIAL: "số chính thức", Nature.ESTIMATE: "số ước"}


async def explain(database: Database, *, channel: str, address: str) -> dict[str, Any]:
    """The stored session of a chat and what its person stored last; ready for JSON."""
    async with database.read() as tx:
        stored = await sessions.load(tx, channel=channel, address=address)
        if stored is None:
            return {"known": False}
        session = stored.session
        lately = () if session.person is None else await answers_lately(tx, session.person, limit=ANSWERS)
        waiting = await tx.one(
            "SELECT count(*) AS n FROM outbox WHERE channel = :channel AND address = :address AND finished_at IS NULL",
            channel=channel,
            address=address,
        )
    return {
        "known": True,
        "reason": reason(session.top),
        **_session(session),
        "answers": [_answer(one) for one in lately],
        "waiting": 0 if waiting is None else waiting["n"],
    }


async def explain_group(database: Database, *, channel: str, address: str) -> dict[str, Any]:
    """What is stored about a group: the unit it follows, whether it is reached, and what waits for an answer."""
    async with database.read() as tx:
        rows = await tx.all(
            "SELECT g.topic, g.state, g.bound_at, u.name FROM group_chat g JOIN unit u ON u.id = g.unit"
            " WHERE g.channel = :channel AND g.address = :address AND g.ended_at IS NULL ORDER BY g.topic",
            channel=channel,
            address=address,
        )
        asked = await tx.one(
            "SELECT count(*) AS n FROM group_question WHERE channel = :channel AND address = :address"
            " AND answered_at IS NULL",
            channel=channel,
            address=address,
        )
    return {
        "known": True,
        "follows": [
            {
                "topic": row["topic"],
                "unit": row["name"],
                "since": show_date(moment(row["bound_at"]).date()),
                "state": _GROUP_STATES[row["state"]],
            }
            for row in rows
        ],
        "asked": 0 if asked is None else asked["n"],
    }


def _session(session: Session) -> dict[str, Any]:
    shown = session.shown
    return {
        "person": session.person,
        "screen": "" if shown is None else shown.name,
        "takes": [] if shown is None else [str(one) for one in shown.takes],
        "options": [] if shown is None else [{"id": name, "label": label} for name, label in shown.options],
        "revision": session.revision,
        "stack": [
            {
                "frame": TAGS[type(frame)],
                "fields": {name: _plain(value) for name, value in asdict(frame).items() if value},
            }
            for frame in session.stack
        ],
    }


def _answer(one: Lately) -> dict[str, Any]:
    answer = one.answer
    figure = answer.figure
    parts = [] if figure is None or figure.numerator is None else [f"{figure.numerator}/{figure.denominator}"]
    return {
        "indicator": answer.indicator,
        "version": answer.version,
        "counts": one.counts,
        "state": "chưa xét đạt" if figure and answer.state is State.NOT_REPORTED else _STATES[answer.state],
        "value": "" if figure is None else " = ".join([*parts, show_number(figure.value)]),
        "choice": answer.choice,
        "nature": "" if answer.nature is None else _NATURES[answer.nature],
        "as_of": "" if answer.as_of is None else show_date(answer.as_of),
        "reason": "chưa có số mới" if answer.reason == "no_new_figure" else answer.reason,
        "source": answer.source,
        "unit": one.unit,
        "report": one.report,
        "at": answer.at.isoformat(),
    }


def _plain(value: object) -> object:
    """Short, as a label shows it; a report's key as it stands in buttons."""
    match value:
        case {"unit": unit, "rule": rule, "period": period}:
            return f"{unit}.{rule}.{period}"
        case dict():
            return ", ".join(f"{name} {_plain(one)}" for name, one in value.items() if one)
        case tuple() | list():
            return ", ".join(str(one) for one in value)
        case _:
            return str(value)
