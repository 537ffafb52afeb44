"""Money in words: sources, years, and what is planned and spent of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.money import Nature, Programme, Source
from conversations.programme.money_cells import MoneySums
from conversations.reading.show import show_date, show_money, show_share
from conversations.screens.casing import capital

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.money import Purse
    from conversations.programme.money_cells import Amounts, Pot
    from conversations.programme.money_finding import MoneyShown


def source_words(source: Source | None, words: Words) -> str:
    match source:
        case Source.CENTRAL:
            return words.say("money", "ngân sách trung ương")
        case Source.PROVINCE:
            return words.say("money", "ngân sách tỉnh")
        case Source.DISTRICT:
            return words.say("money", "ngân sách huyện")
        case Source.COMMUNE:
            return words.say("money", "ngân sách xã")
        case Source.LOCAL:
            return words.say("money", "ngân sách địa phương")
        case Source.COMBINED:
            return words.say("money", "vốn lồng ghép")
        case Source.CREDIT:
            return words.say("money", "vốn tín dụng")
        case Source.BUSINESS:
            return words.say("money", "vốn doanh nghiệp")
        case Source.PEOPLE:
            return words.say("money", "đóng góp của nhân dân")
        case None:
            return words.say("money", "nguồn chưa nêu rõ")
        case _:
            assert_never(source)


def programme_words(programme: Programme, words: Words) -> str:
    match programme:
        case Programme.NTM:
            return words.say("money", "nông thôn mới")
        case Programme.POVERTY:
            return words.say("money", "giảm nghèo bền vững")
        case Programme.MINORITIES:
            return words.say("money", "dân tộc thiểu số và miền núi")
        case _:
            assert_never(programme)


def nature_words(nature: Nature, words: Words) -> str:
    match nature:
        case Nature.DEVELOPMENT:
            return words.say("money", "đầu tư phát triển")
        case Nature.RECURRENT:
            return words.say("money", "sự nghiệp")
        case _:
            assert_never(nature)


def year_words(year: int | None, words: Words) -> str:
    return words.say("money", "cả thời kỳ") if year is None else words.say("money", "năm {year}", year=year)


def purse_words(purse: Purse, words: Words) -> str:
    """Such as "ngân sách tỉnh, sự nghiệp, năm 2024"."""
    nature = None if purse.nature is None else nature_words(purse.nature, words)
    return ", ".join(one for one in (source_words(purse.source, words), nature, year_words(purse.year, words)) if one)


def pot_line(pot: Pot, amounts: Amounts, words: Words) -> str:
    """One source and year: planned, spent, the rate, up to which day."""
    named = words.say(
        "money", "{source}, {year}", source=source_words(pot.source, words), year=year_words(pot.year, words)
    )
    if pot.programme is not Programme.NTM:
        named = words.say(
            "money", "chương trình {name}, {rest}", name=programme_words(pot.programme, words), rest=named
        )
    if amounts.within and amounts.within == amounts.planned:
        named = words.say("money", "{money} (nằm trong khoản cả thời kỳ)", money=named)
    elif amounts.within:
        within = show_money(amounts.within)
        named = words.say("money", "{money} ({amount} nằm trong khoản cả thời kỳ)", money=named, amount=within)
    return words.say("money", "{money}: {amounts}", money=capital(named), amounts=amounts_words(amounts, words))


def amounts_words(amounts: Amounts, words: Words) -> str:
    """kế hoạch 1,5 tỷ đồng, giải ngân 650 triệu đồng (43,3%) đến 31/5/2024."""
    planned = words.say("money", "chưa có kế hoạch")
    if amounts.planned is not None:
        planned = words.say("money", "kế hoạch {amount}", amount=show_money(amounts.planned))
    if amounts.spent is None or amounts.on_day is None:
        return words.say("money", "{planned}, chưa có số giải ngân", planned=planned)
    said = words.say(
        "money",
        "{planned}, giải ngân {spent}{rate} đến {day}",
        planned=planned,
        spent=show_money(amounts.spent),
        rate=rate_words(amounts.spent, amounts.planned),
        day=show_date(amounts.on_day),
    )
    return words.say("money", "{amounts} (có số ước)", amounts=said) if amounts.estimate else said


def rate_words(spent: int, planned: int | None) -> str:
    """The share in brackets; nothing where nothing is planned."""
    return f" ({show_share(spent, planned)})" if planned else ""


def pot_lines(shown: MoneyShown, words: Words) -> list[str]:
    """Every programme, source and year of the unit, then all of it."""
    sums = MoneySums(shown.state)
    pots = sums.pots()
    return [pot_line(pot, sums.amounts(shown.state.unit, pot), words) for pot in pots]
