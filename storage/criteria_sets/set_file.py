"""What a criteria-set file (TOML) may hold, entry by entry; read_set.py reads it.

Every title and threshold names one of the file's own sources, and every source says how sure it is. A value from a
source marked "background" is no rule: it may stand under `unverified`, which is checked for its form and then left out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from conversations.programme.criteria import (
    UNJUDGED,
    WITHOUT_FIGURE,
    Combining,
    Content,
    Direction,
    Gate,
    Measure,
    Part,
    Purpose,
)
from conversations.programme.money import Nature, Programme, Source
from conversations.programme.unit import Level

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
