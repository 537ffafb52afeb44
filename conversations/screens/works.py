"""Works with their money and who builds them: the list, one of them, and its contract as it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.reading.show import show_date, show_money
from conversations.screens.money_words import purse_words
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.two_amounts import two_amounts

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import Works
    from conversations.engine.words import Words
    from conversations.programme.money import Contract, MoneyState, Work

ON_A_PAGE = 8


def works(frame: Works, state: MoneyState, facts: Facts) -> Screen:
    """Every work in a line, those that are owed for first."""
    words = facts.words
    listed = sorted(state.works, key=lambda one: -(one.owed_on(state.day) or 0))
    lines = [f"• {_line(one, state, words)}" for one in listed]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    title = words.say("works", "Công trình · {unit}", unit=state.units[state.unit].title)
    return Screen(
        name="works.list",
        text=fitted(
            [
                titled(title, page, words),
                *(lines[page.start : page.stop] or [words.say("works", "Chưa có danh mục công trình.")]),
            ]
        ),
        rows=(
            *rows_of(*(Option(f"w:{one.id}", clip(one.name)) for one in listed[page.start : page.stop])),
            *turning(page, words),
            *rows_of(
                Option("money", words.say("works", "◀ Vốn")), Option("home", words.say("works", "Về menu")), across=2
            ),
        ),
    )


def _line(one: Work, state: MoneyState, words: Words) -> str:
    who = words.say("works", "chưa ghi nhà thầu")
    if one.contract is not None:
        who = words.say("works", "nhà thầu “{name}”", name=clip(one.contract.contractor, 60))
    owed = one.owed_on(state.day)
    line = words.say("works", "{work} ({unit}): {who}", work=clip(one.name, 80), unit=state.title(one.unit), who=who)
    return words.say("works", "{line}, còn nợ {amount}", line=line, amount=show_money(owed)) if owed else line


def one(work: Work, state: MoneyState, facts: Facts) -> Screen:
    """One work, whole."""
    words = facts.words
    owed = work.owed_on(state.day)
    lines = [
        words.say("works", "{work} · {unit}", work=work.name, unit=state.title(work.unit)),
        words.say("works", "Nguồn: {money}", money=purse_words(work.purse, words)),
        "" if work.cost is None else words.say("works", "Tổng mức: {amount}", amount=show_money(work.cost)),
        "" if work.spent is None else words.say(
            "works", "Đã giải ngân: {amount} đến {day}",
            amount=show_money(work.spent.amount), day=show_date(work.spent.on_day),
        ),
        words.say("works", "Còn nợ: {amount}", amount=show_money(owed)) if owed else "",
        "" if work.settled_on is None
        else words.say("works", "Phê duyệt quyết toán: {day}", day=show_date(work.settled_on)),
        *_contract(work.contract, words),
    ]  # fmt: skip
    label = (
        words.say("works", "Ghi nhà thầu")
        if work.contract is None
        else words.say("works", "Ghi lại nhà thầu, hợp đồng")
    )
    return Screen(
        name="works.one",
        text=fitted(lines),
        rows=rows_of(
            Option("contract", label),
            Option("list", words.say("works", "◀ Danh sách")),
            Option("home", words.say("works", "Về menu")),
        ),
    )


def _contract(contract: Contract | None, words: Words) -> list[str]:
    if contract is None or not contract.contractor:
        return [words.say("works", "Nhà thầu: chưa ghi")]
    return [
        words.say("works", "Nhà thầu: “{name}”", name=contract.contractor),
        words.say("works", "Hợp đồng số: {number}", number=contract.number) if contract.number else "",
        "" if contract.signed_on is None
        else words.say("works", "Ngày ký: {day}", day=show_date(contract.signed_on)),
        "" if contract.amount is None
        else words.say("works", "Giá trị hợp đồng: {amount}", amount=show_money(contract.amount)),
    ]  # fmt: skip


def question(frame: Works, work: Work, facts: Facts) -> Screen:
    """Who, by which contract, of which day, for how much."""
    words = facts.words
    skip: Option | None = Option("skip", words.say("works", "Chưa rõ, bỏ qua"))
    options: tuple[Option | None, ...] = ()
    match frame.stage:
        case "paper":
            asked, takes = words.say("works", "Hợp đồng số mấy? Ví dụ 07/HĐXD."), Takes.TEXT
        case "day":
            asked, takes = words.say("works", "Ký ngày nào? Chọn, hoặc gõ ngày, ví dụ 1/4/2024."), Takes.FIGURE
            options = (
                Option("d:0", words.say("works", "Hôm nay")),
                Option("d:1", words.say("works", "Hôm qua")),
            )
        case "amount":
            asked, takes = words.say("works", "Giá trị hợp đồng bao nhiêu? Ví dụ 950tr, 3,4 tỷ."), Takes.FIGURE
        case _:
            asked, takes = (
                words.say("works", "Nhà thầu nào? Gõ tên doanh nghiệp, đơn vị thi công; không ghi họ tên cá nhân."),
                Takes.TEXT,
            )
            skip = None if work.contract is None else Option("nobody", words.say("works", "Không còn nhà thầu"))
    head = " · ".join(part for part in (clip(work.name, 80), clip(frame.contractor, 60)) if part)
    return Screen(
        name=f"works.{frame.stage}",
        text=fitted([head, asked]),
        rows=(*rows_of(*options, across=2), *rows_of(skip, _stop(words))),
        takes=frozenset({takes}),
    )


def reading(frame: Works, facts: Facts) -> Screen:
    """Which of two readings was meant."""
    return two_amounts("works.reading", frame.amount, frame.other, _stop(facts.words), facts.words)


def preview(frame: Works, work: Work, facts: Facts) -> Screen:
    """All of it once more."""
    words = facts.words
    if not frame.contractor:
        return Screen(
            name="works.preview",
            text=words.say("works", "Ghi là không còn nhà thầu cho công trình “{work}”?", work=work.name),
            rows=rows_of(Option("keep", words.say("works", "Ghi")), _stop(words)),
        )
    lines = [
        words.say("works", "Ghi nhà thầu cho công trình “{work}”?", work=work.name),
        words.say("works", "Nhà thầu: “{name}”", name=frame.contractor),
        words.say("works", "Hợp đồng số: {number}", number=frame.number or words.say("works", "chưa ghi")),
        words.say(
            "works", "Ngày ký: {day}",
            day=words.say("works", "chưa ghi") if frame.day is None else show_date(frame.day),
        ),
        words.say(
            "works", "Giá trị hợp đồng: {amount}",
            amount=words.say("works", "chưa ghi") if frame.amount is None else show_money(frame.amount),
        ),
    ]  # fmt: skip
    return Screen(
        name="works.preview",
        text=fitted(lines),
        rows=(
            *rows_of(Option("keep", words.say("works", "Ghi"))),
            *rows_of(
                Option("contractor", words.say("works", "Sửa nhà thầu")),
                Option("paper", words.say("works", "Sửa số hợp đồng")),
                Option("day", words.say("works", "Sửa ngày")),
                Option("amount", words.say("works", "Sửa giá trị")),
                across=2,
            ),
            *rows_of(_stop(words)),
        ),
    )


def _stop(words: Words) -> Option:
    return Option("stop", words.say("works", "Thôi, không ghi"))


def stopped(words: Words) -> str:
    return words.say("works", "Đã bỏ, chưa ghi gì.")


def stated(work: Work, contract: Contract, words: Words) -> str:
    """The receipt."""
    if not contract.contractor:
        return words.say("works", "✔ Đã ghi công trình “{work}” không còn nhà thầu.", work=clip(work.name, 80))
    return words.say("works", "✔ Đã ghi nhà thầu của công trình “{work}”.", work=clip(work.name, 80))
