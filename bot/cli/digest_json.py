"""The JSON of `ntm digest`: the sums of a digest beside its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cli.shows.findings_text import as_document as as_findings
from conversations.programme.goal_state import GoalState
from conversations.programme.stated import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.programme.digest import Change, Compared, Digest
    from conversations.programme.reporting_rate import Standing


def as_document(digest: Digest, texts: Sequence[str]) -> dict[str, Any]:
    """Rates in percent to one decimal, as DHIS2 defines them; the average to four decimals, as `ntm show status`."""
    now = digest.now
    forecast = digest.forecast
    floor = digest.floor
    return {
        "unit": digest.unit.title,
        "at": digest.at.isoformat(),
        "texts": list(texts),
        "total_met": now.total_met if now.known else None,
        "average": None if now.average is None else float(rounded(now.average, 4)),
        "communes": len(now.communes),
        "known": len(now.known),
        "brackets": [{"from": one.low, "to": one.high, "communes": one.communes} for one in now.brackets],
        "floor": None
        if floor is None
        else {
            "criteria": floor.criteria,
            "year": floor.year,
            "below": [one.unit.name for one in digest.under_floor],
        },
        "periods": [_standing(one) for one in digest.standings],
        "locked": [_standing(one) for one in digest.locked],
        "offices": [
            {
                "office": one.office.title,
                "waiting": one.waiting,
                "oldest": None if one.oldest is None else one.oldest.isoformat(),
                "promised_open": one.promised_open,
            }
            for one in digest.offices
        ],
        "difficulties": [
            {
                "number": one.id,
                "unit": one.unit.title,
                "criterion": one.criterion,
                "kind": one.kind.value,
                "recorded_on": one.at.date().isoformat(),
                "owner": None if one.owner is None else one.owner.title,
                "due_on": one.last.due.isoformat(),
            }
            for one in digest.difficulties
        ],
        "falls": [
            {
                "name": one.unit.name,
                "indicator": one.indicator.code,
                "since": one.raised_at.date().isoformat(),
            }
            for one in digest.falls
        ],
        "findings": None if digest.findings is None else as_findings(digest.findings)["findings"],
        "goals": None
        if digest.goals is None
        else {
            "counts": {state.value: len(digest.goals.in_state(state)) for state in GoalState},
            "at_risk": [one.coded.name for one in digest.goals.in_state(GoalState.AT_RISK)],
        },
        "since_week": _compared(digest.since_week),
        "since_month": _compared(digest.since_month),
        "table_changed": digest.table_changed,
        "promised_open": _changes(digest.promised_open),
        "overdue": _changes(digest.overdue),
        "finishing": [
            {"name": one.unit.name, "lacking": [criterion.code for criterion in one.lacking]}
            for one in digest.finishing
        ],
        "forecast": {
            "verdict": forecast.verdict.value,
            "promised": forecast.promised,
            "done": forecast.done,
            "per_month": float(rounded(forecast.pace, 2)),
            "needed_per_month": None if forecast.needed is None else float(rounded(forecast.needed, 2)),
            "reported": forecast.reported,
        },
    }


def _standing(standing: Standing) -> dict[str, Any]:
    rate, on_time = standing.rate, standing.on_time_rate
    return {
        "period": standing.period.key,
        "title": standing.period.title,
        "last_good_day": standing.period.last_good_day.isoformat(),
        "expected": standing.expected,
        "sent": standing.sent,
        "on_time": standing.on_time,
        "reporting_rate": None if rate is None else float(rounded(rate, 1)),
        "on_time_rate": None if on_time is None else float(rounded(on_time, 1)),
        "unsent": [report.unit.name for report in standing.unsent],
    }


def _compared(found: Compared | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "since": found.since.isoformat(),
        "total_met": found.total,
        "gained": _changes(found.gained),
        "lost": _changes(found.lost),
    }


def _changes(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [
        {"name": change.unit.name, "criteria": [criterion.code for criterion in change.criteria]} for change in changes
    ]
