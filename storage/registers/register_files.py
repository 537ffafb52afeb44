"""Reads the files of registers (TOML): the kinds there are, and what a document expects of the units below one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conversations.programme.problem import Problem
from conversations.programme.register import (
    THOUSANDTHS,
    Counting,
    Expectation,
    Measured,
    RegisterKind,
    SubKind,
)
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,16}$")]
_Text = Annotated[str, Field(min_length=1, max_length=500)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class _Sub(_Model):
    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,16}$")]
    name: _Text
    measured: Measured
    unit: _Text


class _Kind(_Model):
    id: _Id
    name: _Text
    counting: Counting
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    asks: _Text
    paper: str = ""
    paper_needed: bool = False
    of: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,16}$")] = ""
    rest: str = ""
    debts_first: bool = False
    source: _Text
    subs: Annotated[tuple[_Sub, ...], Field(min_length=1)]


class _Kinds(_Model):
    kinds: Annotated[tuple[_Kind, ...], Field(min_length=1)]


class _Expected(_Model):
    kind: _Id
    sub: str = ""
    level: Level
    least: Annotated[int, Field(gt=0)]
    most: Annotated[int, Field(gt=0)] | None = None
    by: date | None = None
    own: bool = False
    under_floor: Annotated[str, Field(max_length=500)] = ""
    quote: _Text


class _ExpectedFile(_Model):
    source: _Text
    expected: Annotated[tuple[_Expected, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFile:
    """What one document expects. text: the file as it is."""

    source: str
    text: str
    expected: tuple[Expectation, ...]


def read_kinds(text: str, *, name: str) -> tuple[RegisterKind, ...]:
    """The kinds of a file. Raises Problem: what stands there is no such file."""
    try:
        read = _Kinds.model_validate(_parsed(text, name))
    except ValidationError as wrong:
        raise _refused(wrong, name) from None
    return tuple(
        RegisterKind(
            id=one.id,
            name=one.name,
            counting=one.counting,
            levels=frozenset(one.levels),
            asks=one.asks,
            paper=one.paper,
            subs=tuple(SubKind(id=sub.id, name=sub.name, measured=sub.measured, unit=sub.unit) for sub in one.subs),
            source=one.source,
            paper_needed=one.paper_needed,
            of=one.of,
            rest=one.rest,
            debts_first=one.debts_first,
        )
        for one in read.kinds
    )


def read_expected(text: str, *, name: str, kinds: tuple[RegisterKind, ...]) -> ExpectedFile:
    """The expectations of a file, about these kinds. Raises Problem as `read_kinds`."""
    try:
        read = _ExpectedFile.model_validate(_parsed(text, name))
    except ValidationError as wrong:
        raise _refused(wrong, name) from None
    known = {one.id: one for one in kinds}
    found = []
    for place, one in enumerate(read.expected, start=1):
        kind = known.get(one.kind)
        sub = None if kind is None else kind.sub(one.sub) if one.sub else _common(kind)
        if sub is None:
            said = f"{one.kind}.{one.sub}" if one.sub else one.kind
            raise Problem(
                code="register_file_wrong",
                where=f"{name}, expected {place}",
                message=f"Không có sổ nào tên “{said}”, hoặc các loại trong sổ không cộng được với nhau.",
                remedy="Xem các sổ: ntm register kinds.",
            )
        scale = THOUSANDTHS if sub.measured is Measured.QUANTITY else 1
        found.append(
            Expectation(
                kind=one.kind,
                sub=one.sub,
                level=one.level,
                least=one.least * scale,
                most=None if one.most is None else one.most * scale,
                by=one.by,
                own=one.own,
                under_floor=one.under_floor,
                quote=one.quote,
                source=read.source,
            )
        )
    return ExpectedFile(source=read.source, text=text, expected=tuple(found))


def _common(kind: RegisterKind) -> SubKind | None:
    """Any sort of a kind whose sorts are measured alike; None: they cannot be added up."""
    return kind.subs[0] if len({(one.measured, one.unit) for one in kind.subs}) == 1 else None


def _parsed(text: str, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise Problem(
            code="register_file_wrong",
            where=name,
            message="Tệp không đúng cú pháp TOML.",
            remedy="Hãy sửa tệp rồi nạp lại.",
        ) from None


def _refused(wrong: ValidationError, name: str) -> Problem:
    """The first place that is refused."""
    keys = wrong.errors(include_url=False)[0]["loc"]
    place = ", ".join(str(key + 1) if isinstance(key, int) else f"“{key}”" for key in keys)
    return Problem(
        code="register_file_wrong",
        where=name,
        message=f"Không đọc được ở {place}.",
        remedy="Hãy sửa tệp rồi nạp lại; chưa có gì được ghi.",
    )
