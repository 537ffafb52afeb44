"""Naming a unit for a dossier: its place, the standard, the year, two days, and a look at all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.dossier import DossierKind
from conversations.programme.dossier_plan import LEVELS, PlanOutcome
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from conversations.screens.casing import capital
from conversations.screens.dossier_words import kind_words, state_words, two_days_words
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.facts import Facts
    from conversations.engine.frames import OpenDossier
    from conversations.engine.words import Words
    from conversations.programme.dossier import Dossier
    from conversations.programme.dossier_plan import DossierPlan, NamedUnit, NamingPlace
    from conversations.programme.unit import Unit

ON_A_PAGE = 10
STANDARDS = (Standard.NTM, Standard.ADVANCED, Standard.MODEL)
"""What is offered; another one comes with a roadmap."""
YEARS_OFFERED = 3


def place(frame: OpenDossier, found: NamingPlace, facts: Facts) -> Screen:
    """The units below, a page of them, and perhaps the unit itself."""
    words = facts.words
    lines = [one.title for one in found.below]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    if found.unit is None:
        head = words.say("open_dossier", "Mở hồ sơ cho nơi nào? Chọn, hoặc gõ tên.")
    elif found.below or found.itself:
        head = words.say("open_dossier", "Mở hồ sơ cho nơi nào ở {unit}? Chọn, hoặc gõ tên.", unit=found.unit.title)
    else:
        head = words.say(
            "open_dossier", "{unit} chưa có thôn nào trong hệ thống. Quản trị thêm bằng /donvi.",
            unit=capital(found.unit.title),
        )  # fmt: skip
    itself = found.unit if found.itself and not page.number else None
    return Screen(
        name="open_dossier.place",
        text=titled(head, page, words),
        rows=(
            *rows_of(Option(f"u:{itself.id}", clip(capital(itself.title))) if itself is not None else None),
            *rows_of(
                *(Option(option_of(one), clip(one.title)) for one in found.below[page.start : page.stop]), across=2
            ),
            *turning(page, words),
            *rows_of(
                Option("start", words.say("open_dossier", "◀ Từ đầu")) if frame.at else None,
                Option("close", words.say("open_dossier", "◀ Thôi")),
                across=2,
            ),
        ),
        takes=frozenset({Takes.NAME, Takes.FIGURE}),
        placeholder=words.say("open_dossier", "Chọn, hoặc gõ tên"),
    )


def option_of(unit: Unit) -> str:
    """A village is named; of anything else one looks below first."""
    return f"{'u' if unit.kind.level is Level.VILLAGE else 'in'}:{unit.id}"


def no_place(words: Words) -> str:
    """What was typed names none, or several."""
    return words.say("open_dossier", "Chưa thấy nơi nào tên như vậy ở đây. Xin chọn trong danh sách, hoặc gõ đủ tên.")


def offers(found: NamingPlace, number: int) -> bool:
    """Whether the unit of that number can be named there."""
    named = {one.id for one in found.below if one.kind.level in LEVELS}
    if found.itself and found.unit is not None:
        named.add(found.unit.id)
    return number in named


def what(unit: NamedUnit, facts: Facts) -> Screen:
    """Which standard, for the first time or kept; what there is already stands above."""
    words = facts.words
    there = [
        words.say("open_dossier", "• đã có số {number}: {what}, {state}",
                  number=one.id, what=kind_words(one.standard, one.kind, one.dates.year, words),
                  state=state_words(one.state, words))
        for one in unit.dossiers
    ]  # fmt: skip
    return Screen(
        name="open_dossier.what",
        text=fitted(
            [words.say("open_dossier", "{unit}: hồ sơ đề nghị gì?", unit=capital(_called(unit, words))), *there]
        ),
        rows=(
            *rows_of(
                *(
                    Option(f"w:{kind.value}:{standard.value}", capital(kind_words(standard, kind, None, words)))
                    for kind in DossierKind
                    for standard in STANDARDS
                )
            ),
            *rows_of(
                Option("back", words.say("open_dossier", "◀ Chọn nơi khác")),
                Option("close", words.say("open_dossier", "◀ Thôi")),
                across=2,
            ),
        ),
    )


def _called(unit: NamedUnit, words: Words) -> str:
    if unit.hands_in.id == unit.unit.id:
        return unit.unit.title
    return words.say("open_dossier", "{unit}, {above}", unit=unit.unit.title, above=unit.hands_in.title)


def _head(unit: NamedUnit, standard: Standard, kind: DossierKind, year: int | None, words: Words) -> str:
    return words.say(
        "open_dossier", "{unit}: {what}.",
        unit=capital(_called(unit, words)), what=kind_words(standard, kind, year, words),
    )  # fmt: skip


def year(unit: NamedUnit, standard: Standard, kind: DossierKind, facts: Facts) -> Screen:
    """Of which year it is."""
    words, this = facts.words, facts.today.year
    return Screen(
        name="open_dossier.year",
        text="\n".join(
            (
                _head(unit, standard, kind, None, words),
                words.say("open_dossier", "Xét cho năm nào? Chọn, hoặc gõ năm."),
            )
        ),
        rows=(
            *rows_of(
                *(Option(f"y:{one}", str(one)) for one in range(this, this + YEARS_OFFERED)), across=YEARS_OFFERED
            ),
            *rows_of(Option("back", words.say("open_dossier", "◀ Chọn lại"))),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def first(frame: OpenDossier, unit: NamedUnit, standard: Standard, kind: DossierKind, facts: Facts) -> Screen:
    """By when it is handed in."""
    words = facts.words
    asked = words.say(
        "open_dossier", "{who} nộp hồ sơ chậm nhất hết ngày nào? Xin gõ ngày, ví dụ 30/10/{year}.",
        who=capital(unit.hands_in.title), year=frame.year,
    )  # fmt: skip
    return _day("first", f"{_head(unit, standard, kind, frame.year, words)}\n{asked}", words)


def second(frame: OpenDossier, unit: NamedUnit, standard: Standard, kind: DossierKind, facts: Facts) -> Screen:
    """By when the level above passes it up, or decides."""
    words = facts.words
    above = unit.superior
    who = words.say("open_dossier", "Cấp trên") if above is None else capital(above.title)
    if unit.direct:
        asked = words.say("open_dossier", "{who} quyết định chậm nhất hết ngày nào? Xin gõ ngày.", who=who)
    else:
        asked = words.say("open_dossier", "{who} trình lên chậm nhất hết ngày nào? Xin gõ ngày.", who=who)
    return _day("second", f"{_head(unit, standard, kind, frame.year, words)}\n{asked}", words)


def _day(name: str, text: str, words: Words) -> Screen:
    return Screen(
        name=f"open_dossier.{name}",
        text=text,
        rows=rows_of(
            Option("none", words.say("open_dossier", "Chưa định ngày")),
            Option("back", words.say("open_dossier", "◀ Chọn lại năm")),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def sure(unit: NamedUnit, plan: DossierPlan, outcome: PlanOutcome, facts: Facts) -> Screen:
    """What is about to be kept."""
    words = facts.words
    there = unit.there(plan.standard, plan.kind)
    return Screen(
        name="open_dossier.sure",
        text=fitted(
            [
                _doing(outcome, there, words),
                _head(unit, plan.standard, plan.kind, plan.dates.year, words),
                two_days_words(
                    plan.dates, hands_in=unit.hands_in, above=unit.superior, direct=unit.direct, words=words
                ),
                words.say("open_dossier", "Trợ lý nhắc các nơi này quanh các hạn đó.")
                if plan.dates.first_by or plan.dates.second_by
                else "",
            ]
        ),
        rows=rows_of(
            Option("do", words.say("open_dossier", "Đồng ý")) if outcome is not PlanOutcome.SAME else None,
            Option("back", words.say("open_dossier", "◀ Sửa năm, hạn")),
            Option("close", words.say("open_dossier", "◀ Thôi")),
        ),
    )


def _doing(outcome: PlanOutcome, there: Dossier | None, words: Words) -> str:
    if there is None or outcome is PlanOutcome.OPENS:
        return words.say("open_dossier", "Mở hồ sơ mới?")
    match outcome:
        case PlanOutcome.AGAIN:
            return words.say(
                "open_dossier", "Mở đợt mới cho hồ sơ số {number} ({state})?",
                number=there.id, state=state_words(there.state, words),
            )  # fmt: skip
        case PlanOutcome.MOVES:
            return words.say("open_dossier", "Đổi năm, hạn của hồ sơ số {number}?", number=there.id)
        case _:
            return not_again(outcome, words)


def not_again(outcome: PlanOutcome, words: Words) -> str:
    """Why nothing is opened; "" where something is."""
    match outcome:
        case PlanOutcome.HELD:
            return words.say("open_dossier", "Nơi này đã được công nhận chuẩn đó; có thể mở hồ sơ duy trì.")
        case PlanOutcome.BY_REPORT:
            return words.say("open_dossier", "Hồ sơ này theo lộ trình, hạn đổi khi nhập lộ trình mới.")
        case PlanOutcome.SAME:
            return words.say("open_dossier", "Hồ sơ đã có đúng năm và hạn này.")
        case _:
            return ""


def no_year(words: Words) -> str:
    """What was typed is no year of the programme."""
    return words.say("open_dossier", "Xin gõ một năm, ví dụ 2025.")


def no_day(words: Words) -> str:
    """What was typed is no day."""
    return words.say("open_dossier", "Xin gõ một ngày cụ thể, ví dụ 30/10/2024.")


def too_early(first_by: date, words: Words) -> str:
    """The level above cannot be done before the unit has handed in."""
    return words.say("open_dossier", "Hạn này phải từ ngày nộp {day} trở đi.", day=show_date(first_by))
