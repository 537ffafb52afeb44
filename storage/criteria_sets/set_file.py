"""Reads a criteria-set file (TOML) into a CriteriaSet, or says which line and key to repair.

Every title and threshold names one of the file's own sources, and every source says how sure it is. A value from a
source marked "background" is no rule: it may stand under `unverified`, which is checked for its form and then left out.
"""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from conversations.programme.criteria import (
    UNJUDGED,
    WITHOUT_FIGURE,
    Combining,
    Content,
    CriteriaSet,
    Criterion,
    Direction,
    Feed,
    Floor,
    Gate,
    Indicator,
    Measure,
    Part,
    Purpose,
    Threshold,
)
from conversations.programme.ids import SetId
from conversations.programme.money import Nature, Programme, Purse, Source
from conversations.programme.problem import Problem
from conversations.programme.rule_checks import Revocation, YearlyGain
from conversations.programme.unit import Level
from storage.criteria_sets.set_problem import located, not_toml, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

UNCHECKED = "câu chữ chưa đối chiếu với văn bản"
"""Said beside the legal basis of an indicator whose title was recalled, not read."""


_GATES = {Gate.SATISFACTION: Measure.PERCENT, Gate.DEBT: Measure.MONEY, Gate.SECURITY: Measure.STATUS}


class Confidence(StrEnum):
    """How sure a source is."""

    SEED = "seed"
    """Quoted from a document of a district or province."""
    FOUND = "found"
    """Read in a public page."""
    OFFICIAL = "official"
    """Copied from the deciding document itself."""
    EXAMPLE = "example"
    """Made up as an example."""
    BACKGROUND = "background"
    """Recalled, not checked: never a rule."""


def _wrong(message: str) -> PydanticCustomError:
    """A refusal in words that a person reads."""
    return PydanticCustomError("said", "{message}", {"message": message})


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,6}(\.[0-9A-Za-z]{1,4}){0,2}$")]
Text = Annotated[str, Field(min_length=1, max_length=1000)]


class SourceInFile(_Model):
    """One of the file's sources."""

    confidence: Confidence
    text: Text


class RegionInFile(_Model):
    """A region or group of units that thresholds may name."""

    code: Annotated[str, Field(pattern=r"^[0-9a-z_-]{1,20}$")]
    name: Text
    note: str = ""


class ThresholdInFile(_Model):
    """A value to reach, perhaps of one region or one year only."""

    value: Decimal
    region: str | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None


class FeedInFile(_Model):
    """A village count as a part of a commune's figure."""

    indicator: Code
    part: Part


class PurseInFile(_Model):
    """Which money is asked about."""

    programme: Programme = Programme.NTM
    source: Source | None = None
    nature: Nature | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None


class IndicatorInFile(_Model):
    """One chỉ tiêu."""

    code: Code
    title: Text
    measure: Measure
    title_source: str
    unit: str = ""
    direction: Direction = Direction.AT_LEAST
    thresholds: tuple[ThresholdInFile, ...] = ()
    unverified: tuple[ThresholdInFile, ...] = ()
    threshold_source: str = ""
    set_by: str = ""
    ask: str = ""
    judged: bool = True
    may_not_apply: bool = False
    lapses: bool = False
    hard: bool = False
    confidential: bool = False
    dated: bool = True
    office: str = ""
    post: str = ""
    options: tuple[Text, ...] = ()
    feeds: tuple[FeedInFile, ...] = ()
    combining: Combining | None = None
    """What becomes of its values when units are merged; without it, by the measure."""
    gate: Gate | None = None
    """The condition of recognition that its answer tells, in a dossier's checklist."""
    content: Content | None = None
    """Which part of a periodic report the answer is."""
    purse: PurseInFile | None = None
    new: bool = False
    """Added by this set; not in the one before."""
    note: str = ""

    @model_validator(mode="after")
    def _fits_its_measure(self) -> Self:
        if self.measure is Measure.CHOICE:
            if len(self.options) < 2:
                raise _wrong("một câu chọn cần ít nhất hai lựa chọn trong `options`")
        elif self.options:
            raise _wrong('`options` chỉ dùng với measure = "choice"')
        if self.measure in UNJUDGED and self.judged:
            raise _wrong(
                "câu chọn, câu trả lời bằng lời và số thường không có đạt hay chưa đạt: hãy ghi `judged = false`"
            )
        if (self.measure in WITHOUT_FIGURE or self.measure in UNJUDGED) and (self.thresholds or self.unverified):
            raise _wrong("chỉ tiêu không có số thì không có mức yêu cầu")
        if (self.thresholds or self.unverified) and not self.threshold_source:
            raise _wrong("có mức yêu cầu thì phải ghi nguồn trong `threshold_source`")
        if self.combining in {Combining.SUM, Combining.SHARE} and self.measure in WITHOUT_FIGURE:
            raise _wrong("chỉ tiêu không có số thì không cộng được khi sáp nhập: hãy bỏ `combining`")
        if self.gate is not None and self.measure is not _GATES[self.gate]:
            raise _wrong(f'`gate = "{self.gate.value}"` cần measure = "{_GATES[self.gate].value}"')
        if self.content is not None:
            wanted = Measure.MONEY if self.content is Content.SPENT else Measure.TEXT
            if self.measure is not wanted or self.judged:
                raise _wrong(f'`content = "{self.content.value}"` cần measure = "{wanted.value}" và `judged = false`')
        if self.purse is not None and self.content is not Content.SPENT:
            raise _wrong('`purse` chỉ dùng với content = "spent"')
        if self.combining is Combining.SHARE and self.measure is not Measure.PERCENT:
            raise _wrong('`combining = "share"` chỉ dùng với measure = "percent"')
        if self.confidential and self.measure is not Measure.STATUS:
            raise _wrong('chỉ tiêu bảo mật chỉ ghi đạt hay chưa đạt: measure = "status"')
        places = [(threshold.region, threshold.year) for threshold in self.thresholds]
        if len(set(places)) < len(places):
            raise _wrong("một vùng, một năm chỉ có một mức yêu cầu")
        return self


class CriterionInFile(_Model):
    """One tiêu chí. A frame without indicators is allowed: then nothing of it can be judged yet."""

    code: Code
    title: Text
    title_source: str
    short: Annotated[str, Field(max_length=30)] = ""
    variants: tuple[Text, ...] = ()
    indicators: tuple[IndicatorInFile, ...] = ()
    note: str = ""


class FloorInFile(_Model):
    """By the end of that year no unit shall meet fewer criteria."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    criteria: Annotated[int, Field(ge=1, le=1000)]
    source: str


class HardToHoldInFile(_Model):
    """Criteria that are hard to reach and hard to keep: told first."""

    codes: Annotated[tuple[Code, ...], Field(min_length=1)]
    source: str


class RuleInFile(_Model):
    """A rule that holds between two days; without them as long as the set."""

    source: str
    valid_from: date | None = None
    valid_to: date | None = None


class GainInFile(RuleInFile):
    """Whoever does not meet all criteria yet gains so many more each year."""

    at_least: Annotated[int, Field(ge=1, le=100)]


class RevocationInFile(RuleInFile):
    """At which shares of failing criteria a recognition is to be looked at again."""

    percent: Annotated[int, Field(ge=1, le=100)]
    percent_with_critical: Annotated[int, Field(ge=1, le=100)]
    """Where one of the critical criteria fails."""
    critical: Annotated[tuple[Code, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _critical_is_stricter(self) -> Self:
        if self.percent_with_critical > self.percent:
            raise _wrong("`percent_with_critical` không được lớn hơn `percent`")
        return self


class SetInFile(_Model):
    """The whole file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    title: Text
    level: Level
    valid_from: date
    valid_to: date | None = None
    legal_basis: str = ""
    cite: str = ""
    """The legal basis in few words, for the question; empty: the legal basis."""
    source: str = ""
    note: str = ""
    example: bool = False
    purpose: Purpose = Purpose.CRITERIA
    sources: dict[str, SourceInFile]
    regions: tuple[RegionInFile, ...] = ()
    brackets: tuple[Annotated[int, Field(ge=1, le=1000)], ...] = ()
    """Lower ends of the groups in which units are counted by criteria met, highest first."""
    floors: tuple[FloorInFile, ...] = ()
    gains: tuple[GainInFile, ...] = ()
    revocations: tuple[RevocationInFile, ...] = ()
    hard_to_hold: tuple[HardToHoldInFile, ...] = ()
    criteria: Annotated[tuple[CriterionInFile, ...], Field(min_length=1)]


def digest_of(text: str) -> str:
    """By which the same file is known again, whatever its line ends."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


def read_set(text: str, *, name: str) -> CriteriaSet:
    """The set a file holds, as version 0: its number comes when it is stored. Raises Problem with line and key."""
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
