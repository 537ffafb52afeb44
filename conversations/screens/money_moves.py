"""What cannot be spent and what was moved of a unit's money: the list, the questions, the look before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.money import Purse
from conversations.programme.money_moves import newest, purse_code, undoable
from conversations.reading import limits
from conversations.reading.show import show_date, show_day, show_money
from conversations.screens.casing import capital
from conversations.screens.money_words import purse_words
from conversations.screens.paging import clip, clip_inside, fitted, page_of, titled, turning
from conversations.screens.two_amounts import two_amounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import MoneyMoves
    from conversations.engine.words import Words
    from conversations.programme.ids import UnitId
    from conversations.programme.money import MoneyState
    from conversations.programme.money_moves import Moved, Unspendable

ON_A_PAGE = 8
NO_PURSE = Purse(source=None, year=None)
"""In place of one that a code does not name: nobody holds it."""


def coded(held: Mapping[Purse, int]) -> Mapping[str, int]:
    """By the code of each."""
    return {purse_code(purse): amount for purse, amount in held.items()}


def unspendable_line(one: Unspendable, state: MoneyState, words: Words) -> str:
    """xã Tự Do, ngân sách tỉnh, năm 2023: không giải ngân được 100 triệu đồng (“chưa có mặt bằng”), ghi 5/6/2023."""
    where = f"{state.title(one.unit)}, {purse_words(one.purse, words)}"
    day = show_date(one.on_day)
    if not one.amount:
        return words.say("money_moves", "{money}: giải ngân hết được, ghi ngày {day}", money=where, day=day)
    return words.say(
        "money_moves",
        "{money}: không giải ngân được {amount} (“{reason}”), ghi ngày {day}",
        money=where,
        amount=show_money(one.amount),
        reason=clip(one.reason, limits.PAPER_NUMBER),
        day=day,
    )


def moved_line(one: Moved, state: MoneyState, words: Words) -> str:
    """xã Tự Do → xã Phúc Sen: 100 triệu đồng, ngân sách tỉnh, năm 2023, ngày 1/11/2023, văn bản 12/QĐ-UBND."""
    return words.say(
        "money_moves",
        "{giver} → {taker}: {amount}, {money}, ngày {day}, văn bản {paper}",
        giver=state.title(one.giver),
        taker=state.title(one.taker),
        amount=show_money(one.amount),
        money=purse_words(one.purse, words),
        day=show_date(one.on_day),
        paper=one.paper,
    )


def recorded(frame: MoneyMoves, state: MoneyState, facts: Facts) -> Screen:
    """Everything stated and moved so far, and what can be recorded."""
    words = facts.words
    said = [f"• {unspendable_line(one, state, words)}" for one in newest(state.unspendable)]
    moves = list(reversed(state.moved))
    told = [
        words.say("money_moves", "• số {number}: {move}", number=one.id, move=moved_line(one, state, words))
        for one in moves
    ]
    lines = [*said, *told]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    shown = moves[max(0, page.start - len(said)) : max(0, page.stop - len(said))]
    title = words.say("money_moves", "Không giải ngân được và điều chuyển · {unit}", unit=state.units[state.unit].title)
    return Screen(
        name="money_moves.list",
        text=fitted(
            [
                titled(title, page, words),
                *(lines[page.start : page.stop] or [words.say("money_moves", "Chưa ghi gì.")]),
            ]
        ),
        rows=(
            *rows_of(
                Option("new:cannot", words.say("money_moves", "Ghi không giải ngân được")),
                Option("new:move", words.say("money_moves", "Ghi điều chuyển")),
            ),
            *rows_of(*(_of_move(one, words) for one in shown), across=2),
            *turning(page, words),
            *rows_of(
                Option("money", words.say("money_moves", "◀ Vốn")),
                Option("home", words.say("money_moves", "Về menu")),
                across=2,
            ),
        ),
    )


def _of_move(one: Moved, words: Words) -> Option:
    return Option(
        f"m:{one.id}", words.say("money_moves", "Số {number} · {day}", number=one.id, day=show_day(one.on_day))
    )


def one(frame: MoneyMoves, state: MoneyState, facts: Facts) -> Screen:
    """One move, and whether it never was."""
    words = facts.words
    (move,) = (each for each in state.moved if each.id == frame.number)
    line = capital(moved_line(move, state, words))
    if frame.stage == "sure":
        return Screen(
            name="money_moves.sure",
            text=words.say(
                "money_moves",
                "Bỏ lần điều chuyển số {number} vì ghi nhầm? Kế hoạch vốn của hai đơn vị trở lại đúng như trước.\n"
                "{move}.",
                number=move.id,
                move=line,
            ),
            rows=rows_of(
                Option("do", words.say("money_moves", "Đồng ý")), Option("back", words.say("money_moves", "◀ Thôi"))
            ),
        )
    return Screen(
        name="money_moves.one",
        text=words.say("money_moves", "Điều chuyển số {number}\n{move}.", number=move.id, move=line),
        rows=rows_of(
            Option("undo", words.say("money_moves", "Bỏ vì ghi nhầm")) if undoable(state, move.id) else None,
            Option("list", words.say("money_moves", "◀ Danh sách")),
            Option("home", words.say("money_moves", "Về menu")),
        ),
    )


def _head(frame: MoneyMoves, state: MoneyState, words: Words) -> str:
    """What was said up to here: "Điều chuyển · xã Tự Do"."""
    said = (
        words.say("money_moves", "Điều chuyển vốn")
        if frame.act == "move"
        else words.say("money_moves", "Vốn không giải ngân được")
    )
    parts = [said, "" if frame.giver is None else state.title(frame.giver)]
    if frame.amount is not None:
        parts.append(show_money(frame.amount))
    return " · ".join(part for part in parts if part)


def giver(frame: MoneyMoves, units: Sequence[UnitId], state: MoneyState, facts: Facts) -> Screen:
    """Whose money."""
    words = facts.words
    asked = (
        words.say("money_moves", "Chuyển vốn của đơn vị nào đi? Chọn, hoặc gõ tên.")
        if frame.act == "move"
        else words.say("money_moves", "Đơn vị nào không giải ngân hết? Chọn, hoặc gõ tên.")
    )
    if not units:
        asked = words.say("money_moves", "Chưa có đơn vị nào được giao vốn.")
    return _units(asked, units, frame, state, facts)


def taker(frame: MoneyMoves, units: Sequence[UnitId], state: MoneyState, facts: Facts) -> Screen:
    """To whom."""
    return _units(
        facts.words.say("money_moves", "Chuyển cho đơn vị nào? Chọn, hoặc gõ tên."), units, frame, state, facts
    )


def _units(asked: str, units: Sequence[UnitId], frame: MoneyMoves, state: MoneyState, facts: Facts) -> Screen:
    words = facts.words
    page = page_of([state.title(unit) for unit in units], frame.page, most=ON_A_PAGE)
    return Screen(
        name=f"money_moves.{frame.stage}",
        text=fitted([titled(_head(frame, state, words), page, words), asked]),
        rows=(
            *rows_of(
                *(Option(f"u:{unit}", clip_inside(state.title(unit))) for unit in units[page.start : page.stop]),
                across=2,
            ),
            *turning(page, words),
            *rows_of(_stop(words)),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def money(frame: MoneyMoves, held: Mapping[Purse, int], state: MoneyState, facts: Facts) -> Screen:
    """Which money, with what is left of each."""
    words = facts.words
    lines = [
        words.say(
            "money_moves",
            "Khoản {n}: {money}, còn {amount}",
            n=number,
            money=purse_words(purse, words),
            amount=show_money(amount),
        )
        for number, (purse, amount) in enumerate(held.items(), start=1)
    ]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    purses = list(held)[page.start : page.stop]
    return Screen(
        name="money_moves.money",
        text=fitted(
            [
                titled(_head(frame, state, words), page, words),
                words.say("money_moves", "Nguồn nào?"),
                *lines[page.start : page.stop],
            ]
        ),
        rows=(
            *rows_of(
                *(
                    Option(f"p:{purse_code(purse)}", words.say("money_moves", "Khoản {n}", n=number))
                    for number, purse in enumerate(purses, start=page.start + 1)
                ),
                across=2,
            ),
            *turning(page, words),
            *rows_of(_stop(words)),
        ),
    )


def amount(frame: MoneyMoves, purse: Purse, held: int, state: MoneyState, facts: Facts) -> Screen:
    """How much of it."""
    words = facts.words
    left = words.say(
        "money_moves",
        "{money}: chưa giải ngân {amount}.",
        money=capital(purse_words(purse, words)),
        amount=show_money(held),
    )
    return Screen(
        name="money_moves.amount",
        text=fitted(
            [_head(frame, state, words), left, words.say("money_moves", "Bao nhiêu tiền? Ví dụ 45tr, 1,2 tỷ.")]
        ),
        rows=rows_of(
            Option("all", words.say("money_moves", "Tất cả: {amount}", amount=show_money(held))) if held else None,
            Option("none", words.say("money_moves", "Giải ngân hết được")) if frame.act == "cannot" else None,
            _stop(words),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def too_much(held: int, words: Words) -> str:
    """More than there is, or nothing."""
    return words.say(
        "money_moves", "Chỉ nhận số lớn hơn 0 và không quá {amount} chưa giải ngân.", amount=show_money(held)
    )


def reading(frame: MoneyMoves, facts: Facts) -> Screen:
    """Which of two readings was meant."""
    return two_amounts("money_moves.reading", frame.amount, frame.other, _stop(facts.words), facts.words)


def reason(frame: MoneyMoves, state: MoneyState, facts: Facts) -> Screen:
    """Why."""
    words = facts.words
    return Screen(
        name="money_moves.reason",
        text=fitted([_head(frame, state, words), words.say("money_moves", "Vì sao không giải ngân được?")]),
        rows=rows_of(_stop(words)),
        takes=frozenset({Takes.TEXT}),
    )


def day(frame: MoneyMoves, state: MoneyState, facts: Facts) -> Screen:
    """When."""
    words = facts.words
    asked = words.say("money_moves", "Điều chuyển từ ngày nào? Chọn, hoặc gõ ngày, ví dụ 1/11/2024.")
    return Screen(
        name="money_moves.day",
        text=fitted([_head(frame, state, words), asked]),
        rows=(
            *rows_of(
                Option("d:0", words.say("money_moves", "Hôm nay")),
                Option("d:1", words.say("money_moves", "Hôm qua")),
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def paper(frame: MoneyMoves, state: MoneyState, facts: Facts) -> Screen:
    """By which decision."""
    words = facts.words
    asked = words.say("money_moves", "Theo văn bản số nào? Ví dụ 3126/QĐ-UBND.")
    return Screen(
        name="money_moves.paper",
        text=fitted([_head(frame, state, words), asked]),
        rows=rows_of(_stop(words)),
        takes=frozenset({Takes.TEXT}),
    )


def preview(frame: MoneyMoves, purse: Purse, state: MoneyState, facts: Facts) -> Screen:
    """All of it once more."""
    words = facts.words
    moving = frame.act == "move"
    lines = [
        words.say("money_moves", "Ghi điều chuyển vốn?")
        if moving
        else words.say("money_moves", "Ghi vốn không giải ngân được?"),
        words.say("money_moves", "Của: {unit}", unit="" if frame.giver is None else state.title(frame.giver)),
        words.say("money_moves", "Cho: {unit}", unit=state.title(frame.taker)) if frame.taker is not None else "",
        words.say("money_moves", "Nguồn: {money}", money=purse_words(purse, words)),
        words.say("money_moves", "Số tiền: {amount}", amount=show_money(frame.amount or 0)),
        words.say("money_moves", "Từ ngày: {day}", day=show_date(frame.day)) if frame.day is not None else "",
        "" if not frame.text
        else words.say("money_moves", "Văn bản: {paper}", paper=frame.text)
        if moving
        else words.say("money_moves", "Lý do: “{reason}”", reason=frame.text),
    ]  # fmt: skip
    return Screen(
        name="money_moves.preview",
        text=fitted(lines),
        rows=(
            *rows_of(Option("keep", words.say("money_moves", "Ghi"))),
            *rows_of(
                Option("amount", words.say("money_moves", "Sửa số tiền")),
                Option("taker", words.say("money_moves", "Sửa nơi nhận")) if moving else None,
                Option("day", words.say("money_moves", "Sửa ngày")) if moving else None,
                Option("paper", words.say("money_moves", "Sửa văn bản")) if moving else None,
                Option("reason", words.say("money_moves", "Đổi lý do")) if not moving and frame.amount else None,
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
    )


def _stop(words: Words) -> Option:
    return Option("stop", words.say("money_moves", "Thôi, không ghi"))


def stopped(words: Words) -> str:
    return words.say("money_moves", "Đã bỏ, chưa ghi gì.")


def stated(unit: str, amount: int, words: Words) -> str:
    """The receipt of a statement."""
    if not amount:
        return words.say("money_moves", "✔ Đã ghi {unit} giải ngân hết được.", unit=unit)
    said = show_money(amount)
    return words.say("money_moves", "✔ Đã ghi {unit} không giải ngân được {amount}.", unit=unit, amount=said)


def moved(number: int, words: Words) -> str:
    """The receipt of a move."""
    return words.say(
        "money_moves", "✔ Đã ghi điều chuyển số {number}; kế hoạch vốn của hai đơn vị đã đổi.", number=number
    )


def undone(number: int, words: Words) -> str:
    """The receipt of a move that was taken back."""
    return words.say(
        "money_moves", "✔ Đã bỏ lần điều chuyển số {number}; kế hoạch vốn trở lại như trước.", number=number
    )
