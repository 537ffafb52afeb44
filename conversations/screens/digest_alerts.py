"""The parts of a digest that warn: items that fell and wait for a verdict, what rules find, money that presses."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from conversations.programme.answer import Assessor
from conversations.programme.money_finding import Standing
from conversations.programme.money_rules import DebtsFirst, OldWork, SpentShare, YearlyStep, ZeroSpent
from conversations.programme.rule_checks import NoGain, Revocable, UnderFloor, assessor_of
from conversations.programme.stated import rounded
from conversations.reading.show import show_date, show_day, show_money, show_percent, show_share
from conversations.screens.digest_parts import NAMED, bullet
from conversations.screens.paging import and_more, clip, name_of, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.decisions import Decisions
    from conversations.programme.digest import Digest
    from conversations.programme.fall import OpenFall
    from conversations.programme.ids import UnitId
    from conversations.programme.money_finding import MoneyFinding
    from conversations.programme.rule_checks import Finding

ITEMS = 4
"""So many items of one unit are named."""


def fall_lines(digest: Digest, words: Words) -> list[str]:
    """Items that fell and that nobody has confirmed or corrected, by unit, the oldest first."""
    by_unit: dict[UnitId, list[OpenFall]] = {}
    for one in digest.falls:
        by_unit.setdefault(one.unit.id, []).append(one)
    listed = list(by_unit.values())
    lines = []
    for falls in listed[:NAMED]:
        items = "; ".join(
            words.say(
                "digest",
                "{item} (từ {day})",
                item=f"{one.indicator.code} {clip(one.indicator.title, 40)}",
                day=show_day(one.raised_at.date()),
            )
            for one in falls[:ITEMS]
        )
        if len(falls) > ITEMS:
            items = words.say("digest", "{items} và {rest} chỉ tiêu nữa", items=items, rest=len(falls) - ITEMS)
        lines.append(bullet(words.say("digest", "{unit}: {items}", unit=name_of(falls[0].unit, 30), items=items)))
    if len(listed) > NAMED:
        count = sum(len(falls) for falls in listed[NAMED:])
        lines.append(
            bullet(words.say("digest", "{rest} xã khác: {count} chỉ tiêu", rest=len(listed) - NAMED, count=count))
        )
    return lines


def revocation_lines(decisions: Decisions, words: Words) -> list[str]:
    """Recognised communes whose recognition is to be looked at again, with the rule's source and the figures."""
    lines = []
    for revocation, grave in decisions.revocable:
        said = "; ".join(_revocable(one, words) for one in grave[:NAMED])
        units = and_more(said, len(grave) - NAMED, words)
        said = words.say(
            "digest", "Xem xét thu hồi công nhận ({source}): {units}", source=revocation.source, units=units
        )
        lines.append(bullet(said))
    return lines


def finding_lines(digest: Digest, words: Words) -> list[str]:
    """What the other rules find, each with its source; some units by name."""
    findings = digest.findings
    if findings is None:
        return []
    lines = []
    low = [one for one in findings.found if isinstance(one, UnderFloor)]
    if findings.floor is not None and low:
        lines.append(
            words.say(
                "digest",
                "Dưới {criteria} tiêu chí, mức đặt ra đến hết năm {year} ({source}): {count} xã, {whose}: {units}",
                criteria=findings.floor.criteria,
                year=findings.floor.year,
                source=findings.floor.source,
                count=len(low),
                whose=_whose(low, words),
                units=names_of([one.unit for one in low], words, most=NAMED),
            )
        )
    lines += [
        words.say(
            "digest",
            "Trong đó chưa ghi “{what}” ({source}): {count} xã: {units}",
            what=lack.what,
            source=lack.source,
            count=len(lack.units),
            units=names_of(lack.units, words, most=NAMED),
        )
        for lack in findings.missing
    ]
    for gain in findings.gains:
        still = [one for one in findings.found if isinstance(one, NoGain) and one.rule is gain]
        if still:
            lines.append(
                words.say(
                    "digest",
                    "Năm {year} chưa tăng đủ {least} tiêu chí ({source}): {count} xã, {whose}: {units}",
                    year=still[0].year,
                    least=gain.at_least,
                    source=gain.source,
                    count=len(still),
                    whose=_whose(still, words),
                    units=names_of([one.unit for one in still], words, most=NAMED),
                )
            )
    return [bullet(line) for line in lines]


def money_lines(digest: Digest, words: Words) -> list[str]:
    """The share of the year's money that is next due or overdue, what nothing is spent of, and works that are too old;
    nothing where nothing presses.
    """
    if digest.money is None:
        return []
    pressing = [one for one in digest.money.findings if one.standing in {Standing.WARN, Standing.BROKEN}]
    shares = [one for one in pressing if isinstance(one.rule, SpentShare) and one.missing]
    parts = [_share(one, words) for one in sorted(shares, key=lambda one: one.due or digest.today)[:1]]
    for one in pressing:
        if isinstance(one.rule, ZeroSpent):
            parts.append(words.say("digest", "{n} khoản, công trình chưa giải ngân đồng nào", n=len(one.places)))
        if isinstance(one.rule, YearlyStep) and one.unspendable is not None:
            parts.append(_step(one, words))
        if isinstance(one.rule, DebtsFirst):
            parts.append(words.say("digest", "{n} công trình mới ở nơi còn nợ xây dựng", n=len(one.places)))
        if isinstance(one.rule, OldWork) and (old := sum((place.days or 0) < 0 for place in one.places)):
            years = one.rule.after_years
            parts.append(words.say("digest", "{n} công trình quá {years} năm chưa quyết toán", n=old, years=years))
    return [bullet("; ".join(parts))] if parts else []


def _step(one: MoneyFinding, words: Words) -> str:
    """Báo cáo UBND tỉnh phần không giải ngân hết: còn 3 nơi, chậm nhất hết ngày 09/10/2024."""
    return words.say(
        "digest",
        "{title}: còn {n} nơi, chậm nhất hết ngày {due}",
        title=one.rule.title,
        n=len(one.places),
        due="" if one.due is None else show_date(one.due),
    )


def _share(one: MoneyFinding, words: Words) -> str:
    """Giải ngân vốn 2024: 38,2% đến 31/5, còn thiếu 1,2 tỷ đồng để đạt 50% trước hết ngày 29/6."""
    if not isinstance(one.rule, SpentShare) or one.due is None or one.planned is None or one.spent is None:
        return ""
    percent = one.rule.percent
    return words.say(
        "digest",
        "Giải ngân vốn {year}: {rate}{until}, còn thiếu {missing} để đạt {percent}, chậm nhất hết ngày {due}",
        year=one.rule.year,
        rate=show_share(one.spent, one.planned) if one.planned else "0%",
        until="" if one.on_day is None else words.say("digest", " đến {day}", day=show_day(one.on_day)),
        missing=show_money(one.missing or 0),
        percent=show_percent(Decimal(percent.numerator) / percent.denominator),
        due=show_date(one.due),
    )


def _revocable(one: Revocable, words: Words) -> str:
    figures = {
        "unit": name_of(one.unit, 30),
        "failing": len(one.failing),
        "of": one.of,
        "share": show_percent(rounded(Fraction(len(one.failing) * 100, one.of), 1)),
        "whose": _whose((one,), words),
    }
    if not one.critical:
        return words.say("digest", "{unit} chưa đạt {failing}/{of} tiêu chí ({share}), {whose}", **figures)
    critical = ", ".join(f"{criterion.code} {criterion.label}" for criterion in one.critical)
    return words.say(
        "digest",
        "{unit} chưa đạt {failing}/{of} tiêu chí ({share}), có {critical}, {whose}",
        **figures,
        critical=critical,
    )


def _whose(found: Sequence[Finding], words: Words) -> str:
    """The offices' word only where all that was counted is."""
    if all(assessor_of(one) is Assessor.OFFICE for one in found):
        return words.say("digest", "phòng đánh giá")
    by_offices = sum(one.by_offices for one in found)
    if not by_offices:
        return words.say("digest", "xã tự đánh giá")
    return words.say("digest", "{count} lượt do phòng đánh giá, còn lại xã tự đánh giá", count=by_offices)
