"""What stands beside the items of a periodic report: criteria won and lost, the plan of the money, what is open."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, rows_of
from conversations.programme.criteria import Content
from conversations.programme.periodic_report import below_figure, in_dong, in_millions
from conversations.programme.rights import may_record_difficulty
from conversations.reading.show import show_average, show_date, show_number, show_percent
from conversations.screens.dossier_words import kind_words, state_words
from conversations.screens.paging import clip, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.criteria import Criterion, Indicator
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.periodic_report import Beside, DossierMoved, MoneyKnown, YearBefore
    from conversations.programme.report import Report

NAMED = 6
"""Criteria, or difficulties, in a list."""
TEXT = 90
"""Characters of a difficulty in a list."""


def beside_lines(report: Report, indicator: Indicator, words: Words) -> list[str]:
    """What is known of the item, and how it is answered; nothing for items of other forms."""
    beside = report.beside
    if beside is None or indicator.content is None:
        return []
    match indicator.content:
        case Content.RESULTS:
            return [
                *results_lines(beside, words),
                *dossier_lines(beside, words),
                words.say("periodic", "Xin gõ việc đã làm, hoặc chọn “Không có gì thêm”."),
            ]
        case Content.SPENT:
            return money_lines(beside, beside.money.get(indicator.code), words)
        case Content.DIFFICULTIES:
            return _difficulty_lines(beside.difficulties, report, words)
        case Content.PROPOSALS:
            return [words.say("periodic", "Xin gõ bằng lời, hoặc chọn “Không có”.")]
        case _:
            assert_never(indicator.content)


def results_lines(beside: Beside, words: Words) -> list[str]:
    """Criteria met, won and lost in the period."""
    found = beside.results
    if found is None:
        return [words.say("periodic", "Chưa có số liệu tiêu chí trong hệ thống.")]
    start = words.say("periodic", "chưa có số liệu") if found.before is None else str(found.before)
    if found.communes == 1:
        head = words.say(
            "periodic", "Đến {day}: đạt {met}/{of} tiêu chí (đầu kỳ {before}).",
            day=show_date(beside.day), met=found.met, of=found.of, before=start,
        )  # fmt: skip
    else:
        head = words.say(
            "periodic", "Đến {day}: {n} xã đạt {met} tiêu chí, bình quân {average} (đầu kỳ {before}).",
            day=show_date(beside.day), n=found.known, met=found.met,
            average=show_average(Decimal(found.met) / found.known), before=start,
        )  # fmt: skip
    lines = [head]
    if found.known < found.communes:
        lines.append(words.say("periodic", "Chưa có số liệu: {n} xã.", n=found.communes - found.known))
    lines += _owing_lines(beside, words)
    if found.gained:
        lines.append(words.say("periodic", "Đạt thêm: {criteria}.", criteria=_named(found.gained, words)))
    if found.lost:
        lines.append(words.say("periodic", "Không giữ được: {criteria}.", criteria=_named(found.lost, words)))
    if not found.gained and not found.lost:
        lines.append(words.say("periodic", "Trong kỳ không thêm, không mất tiêu chí nào."))
    if (before := found.year_before) is not None:
        lines.append(_year_before(before, words))
    return lines


def _year_before(found: YearBefore, words: Words) -> str:
    if found.gained_then is None:
        return words.say("periodic", "Cùng kỳ năm trước: chưa có số liệu.")
    return words.say(
        "periodic", "Cùng kỳ năm trước: thêm {gained}, mất {lost} (kỳ này thêm {now}, mất {now_lost}).",
        gained=found.gained_then, lost=found.lost_then or 0, now=found.gained, now_lost=found.lost,
    )  # fmt: skip


def _owing_lines(beside: Beside, words: Words) -> list[str]:
    """Who below has not sent."""
    if not beside.owing:
        return []
    names = names_of(beside.owing, words, most=NAMED, limit=40)
    return [
        words.say(
            "periodic", "Chưa gửi báo cáo cùng kỳ: {n}/{of} ({names}).", n=len(beside.owing), of=beside.of, names=names
        )
    ]


def dossier_lines(beside: Beside, words: Words) -> list[str]:
    """What became of dossiers in the period."""
    if not beside.dossiers:
        return []
    said = [dossier_moved(one, words) for one in beside.dossiers[:NAMED]]
    if len(beside.dossiers) > NAMED:
        said.append(words.say("periodic", "và {rest} hồ sơ nữa", rest=len(beside.dossiers) - NAMED))
    return [words.say("periodic", "Hồ sơ trong kỳ: {dossiers}.", dossiers="; ".join(said))]


def dossier_moved(one: DossierMoved, words: Words) -> str:
    """Like "xã Phúc Sen, NTM 2024: đã nộp"."""
    return words.say(
        "periodic", "{unit}, {what}: {state}", unit=one.unit.title,
        what=kind_words(one.standard, one.kind, one.year, words), state=state_words(one.state, words),
    )  # fmt: skip


def _named(changes: Sequence[tuple[str, Criterion]], words: Words) -> str:
    said = [
        f"{criterion.code} {criterion.label}" + (f" ({commune})" if commune else "")
        for commune, criterion in changes[:NAMED]
    ]
    if len(changes) > NAMED:
        said.append(words.say("periodic", "và {rest} tiêu chí nữa", rest=len(changes) - NAMED))
    return ", ".join(said)


def money_lines(beside: Beside, known: MoneyKnown | None, words: Words) -> list[str]:
    """Plan, last statement and its share, what the units below have stated, and how the figure is typed."""
    lines = []
    if known is not None and known.planned is not None:
        lines.append(words.say("periodic", "Kế hoạch: {amount}", amount=money_words(known.planned, words)))
    if known is not None and known.last is not None:
        lines.append(
            words.say(
                "periodic", "Lần trước: {amount}, tính đến {day}{share}",
                amount=money_words(known.last.amount, words), day=show_date(known.last.on_day),
                share=_share(known.last.amount, known.planned),
            )
        )  # fmt: skip
    if known is not None and known.below is not None and not known.below.stated:
        lines.append(words.say("periodic", "Chưa xã nào báo số này."))
    elif known is not None and known.below is not None:
        lines.append(
            words.say(
                "periodic", "Các xã báo: {amount} ({stated}/{units} xã đã có số)",
                amount=money_words(known.below.amount, words), stated=known.below.stated, units=known.below.units,
            )
        )  # fmt: skip
    lines.append(
        words.say(
            "periodic", "Nhập số lũy kế tính đến {day}, ví dụ 45tr hoặc 1,2 tỷ", day=show_date(beside.day)
        )
    )  # fmt: skip
    return lines


def below_option(report: Report, indicator: Indicator, words: Words) -> Option | None:
    """One press takes over what the communes have stated together."""
    figure = below_figure(report, indicator)
    if figure is None:
        return None
    return Option(
        "below", clip(words.say("periodic", "Lấy số các xã: {amount} triệu đồng", amount=show_number(figure.value)))
    )


def summary_beside(report: Report, words: Words) -> list[str]:
    """What a periodic report says in figures: criteria of the period, what is spent of each source."""
    if report.beside is None:
        return []
    lines = [*results_lines(report.beside, words), *dossier_lines(report.beside, words)]
    for indicator in report.form.indicators:
        answer = report.answers.get(indicator.code)
        known = report.beside.money.get(indicator.code)
        if known is None or answer is None or answer.figure is None:
            continue
        spent = in_dong(answer.figure.value)
        lines.append(
            words.say(
                "periodic", "{title}: giải ngân {amount}{share}.",
                title=indicator.title, amount=money_words(spent, words), share=_share(spent, known.planned),
            )
        )  # fmt: skip
    return lines


def money_words(amount: int, words: Words) -> str:
    """An amount of đồng: "1.200 triệu đồng"."""
    return words.say("periodic", "{amount} triệu đồng", amount=show_number(in_millions(amount)))


def _share(amount: int, planned: int | None) -> str:
    return f" ({show_percent(Decimal(amount) * 100 / planned, places=1)})" if planned else ""


def _difficulty_lines(found: Sequence[Difficulty], report: Report, words: Words) -> list[str]:
    if not found:
        return [words.say("periodic", "Sổ khó khăn chưa có việc nào còn mở. Có việc mới thì gõ vào đây để ghi sổ.")]
    lines = [words.say("periodic", "Đang ghi trong sổ ({n}):", n=len(found))]
    lines += [
        words.say("periodic", "• Số {number}: {text}", number=one.id, text=_of_whom(one, report, words))
        for one in found[:NAMED]
    ]
    if len(found) > NAMED:
        lines.append(words.say("periodic", "và {rest} việc nữa", rest=len(found) - NAMED))
    return [*lines, words.say("periodic", "Có việc mới thì gõ vào đây để ghi sổ.")]


def _of_whom(one: Difficulty, report: Report, words: Words) -> str:
    said = difficulty_text(one, words)
    return said if one.unit.id == report.unit.id else f"{one.unit.title}: {said}"


def difficulty_text(one: Difficulty, words: Words) -> str:
    """What it says, in one line."""
    said = " ".join(one.text.split())
    return clip(said, TEXT) if said else words.say("periodic", "(bằng ảnh hoặc tin thoại)")


def beside_rows(report: Report, indicator: Indicator, facts: Facts) -> tuple[tuple[Option, ...], ...]:
    """The answers that need no typing."""
    words = facts.words
    match indicator.content:
        case Content.RESULTS:
            return rows_of(Option("say:nothing", words.say("periodic", "Không có gì thêm")))
        case Content.PROPOSALS:
            return rows_of(Option("say:nothing", words.say("periodic", "Không có")))
        case Content.DIFFICULTIES:
            found = report.beside.difficulties if report.beside is not None else ()
            return rows_of(
                Option("say:register", words.say("periodic", "Đúng, còn {n} việc trong sổ", n=len(found)))
                if found
                else Option("say:nothing", words.say("periodic", "Không có khó khăn")),
                Option("new_difficulty", words.say("periodic", "Ghi khó khăn mới"))
                if may_record_difficulty(facts.somebody, report.unit)
                else None,
            )
        case Content.SPENT | None:
            return ()
        case _:
            assert_never(indicator.content)
