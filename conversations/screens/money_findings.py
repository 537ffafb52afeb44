"""What rules about money find, in words: how each stands, its figures, its last good day, and where."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from conversations.programme.money_finding import Standing
from conversations.programme.money_rules import (
    AllSettled,
    Assigned,
    Counterpart,
    DebtsFirst,
    OldDebt,
    OldWork,
    Proportional,
    SpentShare,
    StepDone,
    Support,
    YearlyStep,
    ZeroSpent,
)
from conversations.reading import limits
from conversations.reading.show import show_date, show_money, show_percent
from conversations.screens.casing import capital
from conversations.screens.money_words import purse_words, rate_words
from conversations.screens.paging import and_more, clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.ids import UnitId
    from conversations.programme.money_finding import MoneyFinding, MoneyPlace, MoneyShown
    from conversations.programme.money_rules import MoneyRule


def standing_words(standing: Standing, words: Words) -> str:
    match standing:
        case Standing.FINE:
            return words.say("money", "đạt")
        case Standing.OPEN:
            return words.say("money", "chưa đến hạn")
        case Standing.WARN:
            return words.say("money", "cần chú ý")
        case Standing.BROKEN:
            return words.say("money", "không đạt")
        case Standing.PASSED:
            return words.say("money", "đã qua hạn")
        case Standing.NOTE:
            return words.say("money", "mức quy định")
        case Standing.UNKNOWN:
            return words.say("money", "chưa đủ số liệu")
        case _:
            assert_never(standing)


def finding_head(finding: MoneyFinding, words: Words) -> str:
    """The rule, how it stands, and its figures."""
    head = words.say(
        "money",
        "{title}: {standing}",
        title=finding.rule.title,
        standing=standing_words(finding.standing, words),
    )
    figures = _figures(finding, words)
    return f"{head}. {figures}" if figures else f"{head}."


def _figures(finding: MoneyFinding, words: Words) -> str:
    rule = finding.rule
    match rule:
        case SpentShare() | AllSettled():
            percent = rule.percent if isinstance(rule, SpentShare) else Fraction(100)
            parts = [_spent(finding, words)]
            if finding.needed is not None:
                parts.append(
                    words.say(
                        "money",
                        "Cần {amount} ({percent}) {due}.",
                        amount=show_money(finding.needed),
                        percent=show_percent(Decimal(percent.numerator) / percent.denominator),
                        due=_due(finding, words),
                    )
                )
            if finding.missing:
                parts.append(words.say("money", "Còn thiếu {amount}.", amount=show_money(finding.missing)))
            return " ".join(parts)
        case ZeroSpent():
            if not finding.places:
                return words.say("money", "Không có khoản nào được biết là chưa giải ngân đồng nào.")
            return words.say(
                "money",
                "{n} khoản, công trình chưa giải ngân đồng nào, kế hoạch {amount}; {due}.",
                n=len(finding.places),
                amount=show_money(sum(one.missing or 0 for one in finding.places)),
                due=_due(finding, words),
            )
        case YearlyStep():
            left = _spent(finding, words)
            if finding.missing:
                left += " " + words.say("money", "Còn chưa giải ngân {amount}.", amount=show_money(finding.missing))
            return " ".join([left, f"{capital(_due(finding, words))}.", *_step_done(rule, finding, words)])
        case Assigned():
            if finding.missing is None or finding.planned is None:
                return words.say("money", "Chưa có danh mục phân bổ. Hạn {due}.", due=_due(finding, words))
            if not finding.missing:
                return words.say("money", "Đã phân hết {planned}.", planned=show_money(finding.planned))
            return words.say(
                "money",
                "Kế hoạch {planned}, còn {missing} chưa phân cho bên dưới hoặc công trình; {due}.",
                planned=show_money(finding.planned),
                missing=show_money(finding.missing),
                due=_due(finding, words),
            )
        case Counterpart():
            least = show_money(rule.at_least)
            if rule.of is None:
                return words.say("money", "Ít nhất {amount}/{per}.", amount=least, per=rule.per)
            return words.say(
                "money", "Ít nhất {amount}/{per}, trong {of}.", amount=least, per=rule.per, of=show_money(rule.of)
            )
        case Support():
            amount = words.say("money", "{amount}/xã.", amount=show_money(rule.amount))
            if finding.needed is None:
                return amount
            counted = words.say(
                "money", "{n} xã đăng ký: {amount}.", n=len(finding.places), amount=show_money(finding.needed)
            )
            return f"{amount} {counted}"
        case Proportional():
            return words.say(
                "money",
                "Trung ương, tỉnh: {above}. Huyện, xã: {local}.",
                above=_pair(finding.spent, finding.planned, words),
                local=_pair(
                    None if finding.local is None else finding.local.spent,
                    None if finding.local is None else finding.local.planned,
                    words,
                ),
            )
        case OldWork():
            return _old_works(finding, words)
        case OldDebt():
            if finding.missing is None:
                return words.say("money", "Chưa có danh mục công trình của các năm này.")
            if not finding.missing:
                return words.say("money", "Không còn nợ.")
            return words.say(
                "money", "Còn nợ {amount}; {due}.", amount=show_money(finding.missing), due=_due(finding, words)
            )
        case DebtsFirst():
            if finding.missing is None:
                return words.say("money", "Chưa có danh mục công trình.")
            if not finding.places:
                return words.say("money", "Không nơi nào có công trình mới trong năm mà còn nợ công trình trước.")
            return words.say(
                "money",
                "{n} công trình mới trong năm ở nơi còn nợ {amount}.",
                n=len(finding.places),
                amount=show_money(finding.missing),
            )
        case _:
            assert_never(rule)


def _step_done(rule: YearlyStep, finding: MoneyFinding, words: Words) -> list[str]:
    """What was stated and moved; that nothing is known of it once the day is past."""
    said: list[str] = []
    if finding.unspendable is not None:
        said.append(
            words.say("money", "Đã ghi không giải ngân được {amount}.", amount=show_money(finding.unspendable))
            if finding.unspendable
            else words.say("money", "Đã ghi là giải ngân hết được.")
        )
        if rule.done is StepDone.MOVED and finding.unspendable:
            said.append(words.say("money", "Đã điều chuyển {amount}.", amount=show_money(finding.moved)))
    if finding.done_on is not None and finding.due is not None and finding.done_on > finding.due:
        said.append(words.say("money", "Làm xong ngày {day}, sau hạn.", day=show_date(finding.done_on)))
    elif finding.standing is Standing.PASSED:
        said.append(words.say("money", "Việc này đã làm hay chưa, hệ thống chưa biết."))
    return said


def _old_works(finding: MoneyFinding, words: Words) -> str:
    if finding.standing is Standing.UNKNOWN:
        return words.say("money", "Chưa có công trình nào có ngày phân bổ vốn.")
    over = [one for one in finding.places if one.days is not None and one.days < 0]
    near = len(finding.places) - len(over)
    parts = []
    if over:
        owed = words.say("money", "{n} công trình quá hạn, còn nợ {amount}.", n=len(over), amount=_owed(over, words))
        parts.append(owed)
    if near:
        parts.append(words.say("money", "{n} công trình sắp quá hạn.", n=near))
    return " ".join(parts)


def _owed(places: Sequence[MoneyPlace], words: Words) -> str:
    known = [one.missing for one in places if one.missing is not None]
    if not known:
        return words.say("money", "chưa rõ bao nhiêu")
    unclear = len(places) - len(known)
    said = show_money(sum(known))
    return said if not unclear else words.say("money", "{amount} và {n} công trình chưa rõ", amount=said, n=unclear)


def _spent(finding: MoneyFinding, words: Words) -> str:
    if finding.planned is None:
        return words.say("money", "Chưa có kế hoạch vốn.")
    if finding.spent is None:
        return words.say("money", "Kế hoạch {planned}, chưa có số giải ngân.", planned=show_money(finding.planned))
    return words.say(
        "money",
        "Kế hoạch {planned}, đã giải ngân {spent}{rate}.",
        planned=show_money(finding.planned),
        spent=show_money(finding.spent),
        rate=rate_words(finding.spent, finding.planned),
    )


def _pair(spent: int | None, planned: int | None, words: Words) -> str:
    if planned is None:
        return words.say("money", "chưa có kế hoạch")
    if spent is None:
        return words.say("money", "kế hoạch {planned}, chưa có số giải ngân", planned=show_money(planned))
    return words.say(
        "money",
        "giải ngân {spent}/{planned}{rate}",
        spent=show_money(spent),
        planned=show_money(planned),
        rate=rate_words(spent, planned),
    )


def _due(finding: MoneyFinding, words: Words) -> str:
    """By its last good day, and how far that is."""
    if finding.due is None or finding.days is None:
        return ""
    day = show_date(finding.due)
    if finding.standing is Standing.FINE:
        return words.say("money", "chậm nhất hết ngày {day}", day=day)
    if finding.days < 0:
        return words.say("money", "chậm nhất hết ngày {day}, đã quá {n} ngày", day=day, n=-finding.days)
    return words.say("money", "chậm nhất hết ngày {day}, còn {n} ngày", day=day, n=finding.days)


def place_lines(finding: MoneyFinding, shown: MoneyShown, words: Words, *, most: int) -> list[str]:
    """Communes, lines and works the rule finds, as many as fit; then who has stated nothing."""
    lines = [f"• {_place(one, finding.rule, shown, words)}" for one in finding.places[:most]]
    if len(finding.places) > most:
        lines.append(words.say("money", "• và {n} nơi nữa", n=len(finding.places) - most))
    if finding.silent and isinstance(finding.rule, Counterpart):
        lines.append(words.say("money", "• Chưa ghi vốn đối ứng: {n} nơi", n=len(finding.silent)))
    elif finding.silent:
        named = ", ".join(title_of(unit, shown) for unit in finding.silent[:most])
        units = and_more(named, len(finding.silent) - most, words)
        lines.append(words.say("money", "• Chưa có số giải ngân: {units}", units=units))
    return lines


def title_of(unit: UnitId, shown: MoneyShown) -> str:
    return shown.state.units[unit].title


def _place(one: MoneyPlace, rule: MoneyRule, shown: MoneyShown, words: Words) -> str:
    named = title_of(one.unit, shown)
    if one.work:
        named = words.say("money", "{work} ({unit})", work=one.work, unit=named)
    if one.purse is not None:
        named = f"{named}, {purse_words(one.purse, words)}"
    parts = []
    if isinstance(rule, Counterpart) and one.planned is not None:
        parts.append(words.say("money", "đối ứng {amount}", amount=show_money(one.planned)))
    if one.planned is not None and one.spent is not None:
        parts.append(_pair(one.spent, one.planned, words))
    if one.local is not None:
        local = _pair(one.local.spent, one.local.planned, words)
        parts.append(words.say("money", "huyện, xã: {amounts}", amounts=local))
    if one.work and isinstance(rule, AllSettled):
        parts.append(words.say("money", "chưa quyết toán"))
    if one.missing:
        parts += _missing(show_money(one.missing), rule, words, stated=one.purse is not None)
    if one.days is not None:
        late = one.days < 0
        text = (
            words.say("money", "quá {n} ngày", n=-one.days) if late else words.say("money", "còn {n} ngày", n=one.days)
        )
        parts.append(text)
    if one.contractor and isinstance(rule, OldWork):
        parts.append(words.say("money", "nhà thầu “{name}”", name=clip(one.contractor, limits.PERSON_NAME)))
    return f"{named}: {', '.join(parts)}" if parts else named


def _missing(amount: str, rule: MoneyRule, words: Words, *, stated: bool) -> list[str]:
    """stated: of one purse, as it was stated, and not what is left of all."""
    match rule:
        case YearlyStep() if stated:
            return [words.say("money", "còn phải điều chuyển {amount}", amount=amount)]
        case SpentShare():
            return [words.say("money", "thiếu {amount}", amount=amount)]
        case YearlyStep() | AllSettled():
            return [words.say("money", "còn {amount}", amount=amount)]
        case DebtsFirst():
            return [words.say("money", "đơn vị còn nợ {amount}", amount=amount)]
        case OldWork() | OldDebt():
            return [words.say("money", "còn nợ {amount}", amount=amount)]
        case Counterpart():
            return [words.say("money", "thiếu {amount}", amount=amount)]
        case ZeroSpent() | Assigned() | Support() | Proportional():
            return []
        case _:
            assert_never(rule)
