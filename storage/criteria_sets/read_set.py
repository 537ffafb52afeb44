"""Reads a criteria-set file (TOML) into a CriteriaSet, or says which line and key to repair."""

from __future__ import annotations

import hashlib
import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from conversations.programme.criteria import (
    CriteriaSet,
    Criterion,
    Feed,
    Floor,
    Indicator,
    Threshold,
)
from conversations.programme.ids import SetId
from conversations.programme.money import Purse
from conversations.programme.problem import Problem
from conversations.programme.rule_checks import Revocation, YearlyGain
from storage.criteria_sets.set_file import (
    Confidence,
    CriterionInFile,
    FloorInFile,
    HardToHoldInFile,
    IndicatorInFile,
    RevocationInFile,
    RuleInFile,
    SetInFile,
    ThresholdInFile,
)
from storage.criteria_sets.set_problem import located, not_toml, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

UNCHECKED = "câu chữ chưa đối chiếu với văn bản"
"""Said beside the legal basis of an indicator whose title was recalled, not read."""


def digest_of(text: str) -> str:
    """By which the same file is known again, whatever its line ends."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


@lru_cache(maxsize=64)
def read_set(text: str, *, name: str) -> CriteriaSet:
    """The set a file holds, as version 0: its number comes when it is stored. Raises Problem with line and key.

    The same text is read once (10 ms): a set that is stored is read again when it is first asked for.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise not_toml(wrong, name=name) from None
    try:
        found = SetInFile.model_validate(raw)
    except ValidationError as wrong:
        raise refused(wrong, raw, text=text, name=name) from None
    _check(found, text=text, name=name)
    return _in_programme(found)


def _check(found: SetInFile, *, text: str, name: str) -> None:
    """What no single entry can see: codes once, sources and regions that exist, no recalled value used as a rule."""
    regions = {region.code for region in found.regions}
    seen: set[str] = set()

    def wrong(message: str, *keys: str | int) -> Problem:
        return located(message, keys, text=text, name=name)

    if found.valid_to is not None and found.valid_to <= found.valid_from:
        raise wrong("Ngày hết hiệu lực phải sau ngày có hiệu lực.", "valid_to")
    if list(found.brackets) != sorted(set(found.brackets), reverse=True):
        raise wrong("Các mức phân nhóm phải ghi từ cao xuống thấp, mỗi mức một lần.", "brackets")
    _check_rules(found, wrong)
    for number, floor in enumerate(found.floors):
        if floor.year in {other.year for other in found.floors[:number]}:
            raise wrong(f"Năm {floor.year} có hai mức sàn.", "floors", number, "year")
    for number, criterion in enumerate(found.criteria):
        here: tuple[str | int, ...] = ("criteria", number)
        if criterion.code in {other.code for other in found.criteria[:number]}:
            raise wrong(f"Tiêu chí {criterion.code} có hai lần.", *here, "code")
        if criterion.title_source not in found.sources:
            raise wrong(f"Nguồn “{criterion.title_source}” không có trong [sources].", *here, "title_source")
        for place, indicator in enumerate(criterion.indicators):
            there = (*here, "indicators", place)
            if indicator.code in seen:
                raise wrong(f"Chỉ tiêu {indicator.code} có hai lần.", *there, "code")
            seen.add(indicator.code)
            if indicator.title_source not in found.sources:
                raise wrong(f"Nguồn “{indicator.title_source}” không có trong [sources].", *there, "title_source")
            if indicator.threshold_source and indicator.threshold_source not in found.sources:
                raise wrong(
                    f"Nguồn “{indicator.threshold_source}” không có trong [sources].", *there, "threshold_source"
                )
            for threshold in (*indicator.thresholds, *indicator.unverified):
                if threshold.region is not None and threshold.region not in regions:
                    raise wrong(f"Vùng “{threshold.region}” không có trong [[regions]].", *there, "thresholds")
            if indicator.thresholds and found.sources[indicator.threshold_source].confidence is Confidence.BACKGROUND:
                raise wrong(
                    "Mức chưa kiểm chứng không dùng để đánh giá: hãy ghi dưới `unverified`.", *there, "thresholds"
                )


def _check_rules(found: SetInFile, wrong: Callable[..., Problem]) -> None:
    """Every rule names a source that was read, days in order, and criteria of this set."""
    codes = {criterion.code for criterion in found.criteria}
    rules: dict[str, Sequence[FloorInFile | RuleInFile | HardToHoldInFile]] = {
        "floors": found.floors,
        "gains": found.gains,
        "revocations": found.revocations,
        "hard_to_hold": found.hard_to_hold,
    }
    for here, rule in (((key, number), rule) for key in rules for number, rule in enumerate(rules[key])):
        source = found.sources.get(rule.source)
        if source is None:
            raise wrong(f"Nguồn “{rule.source}” không có trong [sources].", *here, "source")
        if source.confidence is Confidence.BACKGROUND:
            raise wrong("Quy định chưa kiểm chứng không dùng để kiểm tra: hãy ghi nguồn hoặc bỏ đi.", *here, "source")
        if isinstance(rule, RuleInFile):
            begins, ends = rule.valid_from or found.valid_from, rule.valid_to or found.valid_to
            if ends is not None and ends <= begins:
                raise wrong("Ngày hết hiệu lực phải sau ngày có hiệu lực.", *here, "valid_to")
        if isinstance(rule, RevocationInFile):
            _check_codes(rule.critical, codes, wrong, *here, "critical")
        if isinstance(rule, HardToHoldInFile):
            _check_codes(rule.codes, codes, wrong, *here, "codes")


def _check_codes(named: Iterable[str], codes: set[str], wrong: Callable[..., Problem], *here: str | int) -> None:
    for code in named:
        if code not in codes:
            raise wrong(f"Bộ này không có tiêu chí {code}.", *here)


def _in_programme(found: SetInFile) -> CriteriaSet:
    return CriteriaSet(
        id=SetId(found.id),
        version=0,
        title=found.title,
        level=found.level,
        criteria=tuple(_criterion(criterion, found) for criterion in found.criteria),
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        legal_basis=found.legal_basis,
        source=found.source,
        example=found.example,
        purpose=found.purpose,
        regions=tuple((region.code, region.name) for region in found.regions),
        brackets=found.brackets,
        floors=tuple(
            Floor(year=floor.year, criteria=floor.criteria, source=found.sources[floor.source].text)
            for floor in found.floors
        ),
        gains=tuple(
            YearlyGain(
                at_least=rule.at_least,
                source=found.sources[rule.source].text,
                valid_from=rule.valid_from,
                valid_to=rule.valid_to,
            )
            for rule in found.gains
        ),
        revocations=tuple(
            Revocation(
                share=Fraction(rule.percent, 100),
                share_with_critical=Fraction(rule.percent_with_critical, 100),
                critical=rule.critical,
                source=found.sources[rule.source].text,
                valid_from=rule.valid_from,
                valid_to=rule.valid_to,
            )
            for rule in found.revocations
        ),
        hard_to_hold=frozenset(code for one in found.hard_to_hold for code in one.codes),
    )


def _criterion(criterion: CriterionInFile, found: SetInFile) -> Criterion:
    return Criterion(
        code=criterion.code,
        title=criterion.title,
        short=criterion.short,
        variants=criterion.variants,
        indicators=tuple(_indicator(indicator, criterion.code, found) for indicator in criterion.indicators),
    )


def _indicator(indicator: IndicatorInFile, criterion: str, found: SetInFile) -> Indicator:
    basis = found.cite or found.legal_basis
    checked = found.sources[indicator.title_source].confidence is not Confidence.BACKGROUND
    return Indicator(
        code=indicator.code,
        criterion=criterion,
        title=indicator.title,
        measure=indicator.measure,
        unit=indicator.unit,
        direction=indicator.direction,
        thresholds=_thresholds(indicator.thresholds),
        ask=indicator.ask,
        judged=indicator.judged,
        may_not_apply=indicator.may_not_apply,
        lapses=indicator.lapses,
        hard=indicator.hard,
        confidential=indicator.confidential,
        dated=indicator.dated,
        source=basis if checked or not basis else f"{basis}; {UNCHECKED}",
        office=indicator.office,
        post=indicator.post,
        options=indicator.options,
        feeds=tuple(Feed(indicator=feed.indicator, part=feed.part) for feed in indicator.feeds),
        combining=indicator.combining,
        gate=indicator.gate,
        content=indicator.content,
        purse=None if indicator.purse is None else Purse(**dict(indicator.purse)),
    )


def _thresholds(values: Iterable[ThresholdInFile]) -> tuple[Threshold, ...]:
    return tuple(Threshold(value=value.value, region=value.region, year=value.year) for value in values)
