"""Amounts, sums and expectations of registers in words: one wording for chat, files and papers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from conversations.programme.register import THOUSANDTHS, Counting, Measured
from conversations.reading.show import show_average, show_date, show_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.words import Words
    from conversations.programme.register import Book, Entry, PeriodBook, RegisterKind, SubKind, Sum, Towards

_MILLION = 1_000_000


def amount_words(sub: SubKind, amount: int, whole: int | None, words: Words) -> str:
    """An amount with its unit: "45,5 triệu đồng", "1,2 km", "12/15 cán bộ (80%)", "năm 2025"."""
    match sub.measured:
        case Measured.MONEY:
            return money_words(amount, words)
        case Measured.COUNT:
            return f"{show_number(amount)} {sub.unit}"
        case Measured.QUANTITY:
            return f"{show_number(Decimal(amount) / THOUSANDTHS)} {sub.unit}"
        case Measured.SHARE:
            return f"{_of(amount, whole)} {sub.unit}{_percent(amount, whole)}"
        case Measured.YEAR:
            return words.say("register", "năm {year}", year=amount)
        case _:
            assert_never(sub.measured)


def money_words(amount: int, words: Words) -> str:
    """Đồng as officials say it."""
    if amount >= _MILLION:
        return words.say("register", "{n} triệu đồng", n=show_number(Decimal(amount) / _MILLION))
    return words.say("register", "{n} đồng", n=show_number(amount))


def _of(amount: int, whole: int | None) -> str:
    return f"{show_number(amount)}/{show_number(whole or 0)}"


def _percent(amount: int, whole: int | None) -> str:
    if not whole:
        return ""
    return f" ({show_average(Fraction(amount * 100, whole), 1).removesuffix(',0')}%)"


def entry_amount(entry: Entry, kind: RegisterKind, words: Words) -> str:
    """An entry's amount, with its sort where the kind has several."""
    sub = kind.sub(entry.said.sub)
    if sub is None:
        return show_number(entry.said.amount)
    said = amount_words(sub, entry.said.amount, entry.said.whole, words)
    return f"{said} ({sub.name})" if len(kind.subs) > 1 else said


def sum_words(one: Sum, kind: RegisterKind, words: Words) -> str:
    """What one sort comes to: "3 sao: 2 sản phẩm", "tiền: 45 triệu đồng", "đạt chuẩn năm 2025: 3 xóm"."""
    if one.year is not None:
        return words.say(
            "register",
            "{name}, năm {year}: {n} {unit}",
            name=one.sub.name,
            year=one.year,
            n=one.entries,
            unit=one.sub.unit,
        )
    said = amount_words(one.sub, one.amount, one.whole, words)
    return f"{one.sub.name}: {said}" if len(kind.subs) > 1 else said


def sums_words(found: Iterable[Sum], kind: RegisterKind, words: Words) -> str:
    """All sorts in a row; "chưa có" where there is nothing."""
    return "; ".join(sum_words(one, kind, words) for one in found) or words.say("register", "chưa có")


def towards_words(one: Towards, words: Words) -> str:
    """How far: "8/10 mô hình", "1/1-2 mô hình", "12/15 cán bộ (80%), cần 100%"."""
    expected = one.expectation
    if one.sub.measured is Measured.SHARE:
        said = amount_words(one.sub, one.reached, one.whole, words) if one.whole else words.say("register", "chưa có")
        return words.say("register", "{reached}, cần {least}%", reached=said, least=expected.least)
    reached, least = _bare(one.sub, one.reached), _bare(one.sub, expected.least)
    wanted = least if expected.most is None else f"{least}-{_bare(one.sub, expected.most)}"
    name = f" {one.sub.name}" if expected.sub else ""
    return f"{reached}/{wanted} {one.sub.unit}{name}"


def _bare(sub: SubKind, amount: int) -> str:
    return show_number(Decimal(amount) / THOUSANDTHS if sub.measured is Measured.QUANTITY else amount)


def towards_line(one: Towards, words: Words) -> str:
    """The same with its day and its source."""
    by = one.expectation.by
    said = towards_words(one, words)
    source = one.expectation.source
    if by is None:
        return words.say("register", "Mức cần: {said} ({source})", said=said, source=source)
    return words.say("register", "Mức cần đến {day}: {said} ({source})", said=said, day=show_date(by), source=source)


def book_line(book: Book, words: Words) -> str:
    """A register in one line of a list."""
    said = sums_words(book.sums, book.kind, words)
    if book.towards:
        said = "; ".join(towards_words(one, words) for one in book.towards)
    return f"• {book.kind.name}: {said}"


def rest_lines(book: Book | PeriodBook, words: Words) -> list[str]:
    """What is left of it after each register that takes away: "Chưa quyết toán: tiền: 12 triệu đồng"."""
    return [f"{one.of.rest}: {'; '.join(_left(left, words) for left in one.sums)}" for one in book.rests]


def _left(one: Sum, words: Words) -> str:
    if one.amount >= 0:
        return f"{one.sub.name}: {amount_words(one.sub, one.amount, None, words)}"
    over = amount_words(one.sub, -one.amount, None, words)
    return words.say("register", "{name}: đã ghi nhiều hơn số đóng góp {amount}", name=one.sub.name, amount=over)


def stands_lines(book: Book, words: Words) -> list[str]:
    """What a register comes to, by its nature, and what is left of it."""
    return [*_stands(book, words), *rest_lines(book, words), *debt_lines(book.owed, words)]


def debt_lines(owed: int, words: Words) -> list[str]:
    """What is owed for works, where a new one is weighed against it."""
    if not owed:
        return []
    amount = money_words(owed, words)
    return [words.say("register", "Còn nợ xây dựng {amount}: ưu tiên trả nợ trước khi đầu tư mới.", amount=amount)]


def _stands(book: Book, words: Words) -> list[str]:
    kind = book.kind
    match kind.counting:
        case Counting.THING:
            return [words.say("register", "Hiện có: {sums}", sums=sums_words(book.sums, kind, words))]
        case Counting.EVENT:
            return [
                words.say("register", "Năm nay: {sums}", sums=sums_words(book.year, kind, words)),
                words.say("register", "Từ trước đến nay: {sums}", sums=sums_words(book.sums, kind, words)),
            ]
        case Counting.NEWEST:
            return [words.say("register", "Số mới nhất: {sums}", sums=sums_words(book.sums, kind, words))]
        case _:
            assert_never(kind.counting)
