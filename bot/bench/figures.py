"""What was measured, as numbers, as one JSON document, and as a table to read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """cpu_ms: of the bot's process, for each update whose next screen was shown. load_busy: well under 1, or the load
    generator was what limited it.
    """

    seconds: float
    updates: int
    per_second: float
    cpu_ms: float | None
    calls: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    bot_busy: float | None
    load_busy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Of the answers whose next question was shown: how many are stored exactly once with the right value."""

    acknowledged: int
    right: int
    missing: int
    wrong: int
    twice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One life of one bot. stuck: officers whose last press brought nothing. ran_dry: more officers were needed."""

    subject: str
    start_s: float
    idle_mb: float | None
    loaded_mb: float | None
    saturated: Phase
    paced: Phase | None
    interviews: int
    stuck: int
    ran_dry: bool
    brought_again: int
    calls: Mapping[str, int]
    checked: Checked

    def document(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def percentile(ordered: Sequence[float], share: float) -> float:
    """In milliseconds; 0 where nothing was measured."""
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def table(rounds: Sequence[Figures]) -> str:
    """Medians over the rounds of each bot, and how many times dearer a peer's update is."""
    subjects = list(dict.fromkeys(one.subject for one in rounds))
    columns = [[one for one in rounds if one.subject == subject] for subject in subjects]
    lines = [_line("", subjects)]
    lines += [_line(title, [_shown(read, column) for column in columns]) for title, read in _ROWS]
    if len(columns) > 1:
        own, peer = (_middle(lambda one: one.saturated.cpu_ms, column) for column in columns[:2])
        if own and peer:
            lines.append(_line("CPU của bot kia / của ntm", [f"{peer / own:.1f}"]))
    return "\n".join(lines)


def _line(title: str, cells: Sequence[str]) -> str:
    return f"{title:<44}" + "".join(f"{cell:>26}" for cell in cells)


def _shown(read: Any, column: Sequence[Figures]) -> str:  # noqa: ANN401 - a reader of one figure
    value = _middle(read, column)
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3f}" if value < 10 else f"{value:.1f}"


def _middle(read: Any, column: Sequence[Figures]) -> float | None:  # noqa: ANN401 - as above
    values = [value for one in column if (value := read(one)) is not None]
    return median(values) if values else None


_ROWS: tuple[tuple[str, Any], ...] = (
    ("bão hòa: tin/giây", lambda one: one.saturated.per_second),
    ("bão hòa: CPU ms/tin", lambda one: one.saturated.cpu_ms),
    ("bão hòa: tin/giây một lõi", lambda one: 1000 / one.saturated.cpu_ms if one.saturated.cpu_ms else None),
    ("bão hòa: p50 ms", lambda one: one.saturated.p50_ms),
    ("bão hòa: p95 ms", lambda one: one.saturated.p95_ms),
    ("bão hòa: p99 ms", lambda one: one.saturated.p99_ms),
    ("bão hòa: lời gọi Bot API/tin", lambda one: one.saturated.calls),
    ("bão hòa: bot bận (phần của lõi)", lambda one: one.saturated.bot_busy),
    ("bão hòa: bộ tạo tải bận", lambda one: one.saturated.load_busy),
    ("nhịp đều: tin/giây", lambda one: one.paced and one.paced.per_second),
    ("nhịp đều: CPU ms/tin", lambda one: one.paced and one.paced.cpu_ms),
    ("nhịp đều: p50 ms", lambda one: one.paced and one.paced.p50_ms),
    ("nhịp đều: p95 ms", lambda one: one.paced and one.paced.p95_ms),
    ("nhịp đều: p99 ms", lambda one: one.paced and one.paced.p99_ms),
    ("khởi động đến tin đầu tiên, giây", lambda one: one.start_s),
    ("bộ nhớ lúc rảnh, MB", lambda one: one.idle_mb),
    ("bộ nhớ sau tải, MB", lambda one: one.loaded_mb),
    ("câu đã xác nhận", lambda one: one.checked.acknowledged),
    ("  có đúng một lần, đúng số", lambda one: one.checked.right),
    ("  mất", lambda one: one.checked.missing),
    ("  sai", lambda one: one.checked.wrong),
    ("  hai lần", lambda one: one.checked.twice),
    ("cuộc trò chuyện bị kẹt", lambda one: one.stuck),
)
