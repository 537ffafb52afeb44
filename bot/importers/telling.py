"""What is told of every import alike: outcome, changes, disagreements, and the names that a person must explain."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, assert_never

from handlers.trial import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.unit import Unit
    from handlers.named_units import NameQuestion

SHOWN_CHANGES = 40
"""More changes than fit a screen are counted, not listed."""
TRIED = " Chạy thử, chưa ghi gì."


def headline(what: str, outcome: Outcome, *, version: int, dry_run: bool) -> str:
    """what: whose document of which kind, as a sentence begins: "Kế hoạch của huyện Quảng Hòa"."""
    match outcome:
        case Outcome.FIRST:
            said = f"{what}: bản {version}."
        case Outcome.CHANGED:
            said = f"{what} đã thay đổi: bản {version}; các bản trước vẫn giữ."
        case Outcome.UNCHANGED:
            said = f"{what} đúng như bản {version} đã nhập, không đổi gì."
        case _:
            assert_never(outcome)
    return f"{said}{TRIED}" if dry_run else said


def created_lines(created: Sequence[Unit], *, dry_run: bool) -> Iterator[str]:
    """How many units of each kind the document brought; nothing where it brought none."""
    if created:
        counts = Counter(unit.kind.name for unit in created)
        made = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"{'Sẽ tạo' if dry_run else 'Đã tạo'} {made}."


def change_lines(changes: Sequence[str], *, counted: str) -> Iterator[str]:
    """Each change in words, as far as a screen goes. counted: what one of them is, "ô" or "số"."""
    yield f"Thay đổi ({len(changes)} {counted}):"
    for change in changes[:SHOWN_CHANGES]:
        yield f"  - {change}"
    if len(changes) > SHOWN_CHANGES:
        yield f"  … và {len(changes) - SHOWN_CHANGES} {counted} nữa"


def warning_lines(warnings: Sequence[SourceWarning], *, used: str = "") -> Iterator[str]:
    """Each disagreement with its place. used: which figures were taken, said once."""
    if not warnings:
        return
    yield f"Cảnh báo ({len(warnings)}){used}:"
    for one in warnings:
        place = f"{one.place}: " if str(one.place) else ""
        yield f"  - {place}{one.message}"


def warning_rows(warnings: Iterable[SourceWarning]) -> list[dict[str, Any]]:
    """The disagreements of an import's JSON."""
    return [
        {
            "code": one.code,
            "place": str(one.place),
            "stated": one.stated,
            "computed": one.computed,
            "message": one.message,
        }
        for one in warnings
    ]


def question_lines(questions: Sequence[NameQuestion]) -> Iterator[str]:
    """Each name with what it may mean."""
    if questions:
        yield f"Chưa rõ {len(questions)} tên là đơn vị nào:"
    for one in questions:
        for line in lines_of(one):
            yield f"  {line}"


def lines_of(question: NameQuestion) -> Iterator[str]:
    """One of them: the writing with its place, then each unit that it may be, numbered."""
    place = f"{question.place}: " if str(question.place) else ""
    yield f"{place}“{question.writing}”"
    for number, candidate in enumerate(question.candidates, start=1):
        yield f"  {number}. {candidate.title}"
    for title in question.elsewhere:
        yield f"  Nơi khác có {title}, không thuộc đơn vị của văn bản."
    if question.may_be_new:
        yield "  0. Đơn vị mới, chưa có"


def question_rows(questions: Sequence[NameQuestion]) -> list[dict[str, Any]]:
    """The questions of an import's JSON."""
    return [
        {
            "name": one.writing,
            "place": str(one.place),
            "level": one.level.value,
            "candidates": [candidate.title for candidate in one.candidates],
            "elsewhere": list(one.elsewhere),
        }
        for one in questions
    ]
