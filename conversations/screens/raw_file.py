"""Raw answers as rows of a table: one word for each thing, so that they can be filtered, sorted and counted.

Official papers are Vietnamese whatever language their reader speaks, so these words are in no catalogue.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from conversations.engine.words import SOURCE
from conversations.programme.answer import Assessor, Nature
from conversations.programme.report import ReportState
from conversations.programme.sheet import Column
from conversations.programme.unit import Level
from conversations.screens.states import state_words

if TYPE_CHECKING:
    from conversations.programme.raw_answer import RawAnswer

Plain = str | int | bool | None
RawCell = str | int | Decimal | date | None
"""None: it stays empty. A text is always a text, whatever it begins with."""

COLUMNS = (
    Column(title="Mã đơn vị", width=10),
    Column(title="Đơn vị", width=24),
    Column(title="Loại đơn vị", width=12),
    Column(title="Cấp", width=8),
    Column(title="Loại báo cáo", width=12),
    Column(title="Kỳ", width=10),
    Column(title="Báo cáo", width=18),
    Column(title="Bộ câu hỏi", width=20),
    Column(title="Chỉ tiêu", width=9),
    Column(title="Tên chỉ tiêu", width=50),
    Column(title="Kết quả", width=16),
    Column(title="Đơn vị báo", width=16),
    Column(title="Theo", width=14),
    Column(title="Số liệu", width=12),
    Column(title="Đơn vị tính", width=14),
    Column(title="Tử số", width=9),
    Column(title="Mẫu số", width=9),
    Column(title="Câu trả lời", width=24),
    Column(title="Tính chất", width=12),
    Column(title="Số liệu đến ngày", width=14),
    Column(title="Lý do", width=30),
    Column(title="Nguồn", width=30),
    Column(title="Số minh chứng", width=10),
    Column(title="Cơ quan đánh giá", width=30),
    Column(title="Đánh giá", width=12),
    Column(title="Ngày đánh giá", width=14),
    Column(title="Ngày ghi", width=12),
)


def cells(row: RawAnswer) -> tuple[RawCell, ...]:
    """In the order of COLUMNS."""
    answer, figure, verdict = row.answer, row.answer.figure, row.verdict
    return (
        row.unit.id,
        row.unit.title,
        row.unit.kind.name,
        _level(row.unit.kind.level),
        row.rule,
        row.period,
        _report(row.report_state),
        row.set_id,
        row.indicator.code,
        row.indicator.title,
        state_words(SOURCE, row.state),
        state_words(SOURCE, answer.state),
        "tự đánh giá" if row.assessor is Assessor.SELF else "đã đánh giá",
        None if figure is None else figure.value,
        row.indicator.unit,
        None if figure is None else figure.numerator,
        None if figure is None else figure.denominator,
        answer.choice,
        _nature(answer.nature),
        answer.as_of,
        answer.reason,
        answer.source,
        row.evidence,
        "" if verdict is None else verdict.office or "đơn vị quản lý",
        "" if verdict is None else "đạt" if verdict.met else "chưa đạt",
        None if verdict is None else verdict.on,
        answer.at.date(),
    )


def document(row: RawAnswer) -> dict[str, Plain]:
    """The same for programs; a figure is text, since no digit of it may be lost."""
    answer, figure, verdict = row.answer, row.answer.figure, row.verdict
    return {
        "unit_id": row.unit.id,
        "unit": row.unit.title,
        "kind": row.unit.kind.code,
        "level": row.unit.kind.level.value,
        "rule": row.rule,
        "period": row.period,
        "report_state": row.report_state.value,
        "set": row.set_id,
        "indicator": row.indicator.code,
        "title": row.indicator.title,
        "state": row.state.value,
        "said": answer.state.value,
        "assessor": row.assessor.value,
        "value": None if figure is None else format(figure.value, "f"),
        "value_unit": row.indicator.unit,
        "numerator": None if figure is None else figure.numerator,
        "denominator": None if figure is None else figure.denominator,
        "choice": answer.choice,
        "nature": None if answer.nature is None else answer.nature.value,
        "as_of": None if answer.as_of is None else answer.as_of.isoformat(),
        "reason": answer.reason,
        "source": answer.source,
        "evidence": row.evidence,
        "judged_by": None if verdict is None else verdict.office or "manager",
        "judged_met": None if verdict is None else verdict.met,
        "judged_on": None if verdict is None else verdict.on.isoformat(),
        "recorded_on": answer.at.date().isoformat(),
    }


def _nature(nature: Nature | None) -> str:
    match nature:
        case None:
            return ""
        case Nature.OFFICIAL:
            return "chính thức"
        case Nature.ESTIMATE:
            return "ước"
        case _:
            assert_never(nature)


def _level(level: Level) -> str:
    match level:
        case Level.PROVINCE:
            return "tỉnh"
        case Level.DISTRICT:
            return "huyện"
        case Level.COMMUNE:
            return "xã"
        case Level.VILLAGE:
            return "thôn"
        case Level.OFFICE:
            return "cơ quan"
        case _:
            assert_never(level)


def _report(state: ReportState) -> str:
    match state:
        case ReportState.SENT:
            return "đã gửi"
        case ReportState.IN_REVIEW:
            return "đang đánh giá"
        case ReportState.MORE_ASKED:
            return "chờ bổ sung"
        case ReportState.ASSESSED:
            return "đã đánh giá xong"
        case ReportState.REOPENED:
            return "mở lại để sửa"
        case ReportState.CLOSED:
            return "đã chốt kỳ"
        case ReportState.DRAFT | ReportState.WITHDRAWN | ReportState.WAITING_FOR_LEADER:
            return "chưa gửi"
        case _:
            assert_never(state)
