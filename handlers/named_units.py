"""Units that documents name: the one a document is imported for, those it founds, and names that a person must explain.

A name that is near none or several of the known units is a question, asked once; its answer is kept as another name of
the unit, by which every later document finds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from conversations.programme.problem import Problem
from conversations.programme.unit import Kind, Level, Unit, kind_by_code
from conversations.programme.unit_match import kind_and_name, matches, near
from conversations.reading.fold import accents_agree, same_accents
from storage.unit_names import titled, unit_named, units_named
from storage.units import add_alias, add_unit, lineage, root_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.table import Place
    from storage.database import Transaction

NEW: Final = "0"
"""As an answer: the name is a new unit's."""
_DISTRICT = kind_by_code("huyen")
MOST = 6
"""More candidates than this are not read on a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit that a name may mean, as it is shown: with what stands above it."""

    unit: Unit
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuestion:
    """A name of a document that is no known unit's, or several units'. elsewhere: units so named in other places.
    may_be_new: the document may speak of a unit that is not there yet.
    """

    writing: str
    place: Place
    level: Level
    candidates: tuple[Candidate, ...]
    elsewhere: tuple[str, ...] = ()
    may_be_new: bool = True


class NameInDoubt(Problem):
    """A name that is none of the known units', or several units': said as a problem, or asked with what it may mean.
    alike: the nearest first; none, where nothing known looks like it.
    """

    def __init__(
        self, *, writing: str, place: Place, alike: Sequence[Unit], code: str, message: str, remedy: str
    ) -> None:
        super().__init__(code=code, where=str(place), message=message, remedy=remedy)
        self.writing = writing
        self.place = place
        self.alike = tuple(alike)


async def question_of(tx: Transaction, doubt: NameInDoubt, *, day: date) -> NameQuestion:
    """What is to be asked; only where something known looks like the name."""
    level = doubt.alike[0].kind.level
    asked = await name_question(tx, doubt.writing, doubt.place, level, doubt.alike, day=day)
    return replace(asked, may_be_new=False)


async def name_question(
    tx: Transaction, writing: str, place: Place, level: Level, candidates: Iterable[Unit], *, day: date
) -> NameQuestion:
    """The question to be asked about the name."""
    shown = list(candidates)[:MOST]
    others = [one for one in await units_named(tx, writing, day=day) if one.kind.level is level]
    known = {one.id for one in shown}
    return NameQuestion(
        writing=writing,
        place=place,
        level=level,
        candidates=tuple([Candidate(unit=one, title=await titled(tx, one, day=day)) for one in shown]),
        elsewhere=tuple([await titled(tx, one, day=day) for one in others if one.id not in known]),
    )


async def answers_in(
    tx: Transaction, typed: Sequence[str], known: Sequence[Unit], *, day: date
) -> Mapping[str, Unit | None]:
    """Answers as they are typed, "Bhalê=xã Bha Lê" or "Bhalê=0": the unit by the writing; None: a new one.

    Raises Problem: no "=", nobody of that name, or a unit that the document is not about.
    """
    given: dict[str, Unit | None] = {}
    for text in typed:
        writing, equals, name = (part.strip() for part in text.partition("="))
        if not (writing and equals and name):
            raise Problem(
                code="alias_wrong",
                where=f"“{text}”",
                message="Thiếu tên trong văn bản hoặc tên đơn vị.",
                remedy="Hãy ghi “tên trong văn bản=tên đơn vị”, ví dụ “Bhalê=xã Bha Lê”; đơn vị mới thì ghi “Bhalê=0”.",
            )
        if name == NEW:
            given[writing] = None
            continue
        unit = await unit_named(tx, name, day=day)
        if unit.id not in {one.id for one in known}:
            raise Problem(
                code="alias_elsewhere",
                where=f"“{text}”",
                message=f"{unit.title} không thuộc đơn vị của văn bản.",
                remedy="Hãy ghi một đơn vị trực thuộc.",
            )
        given[writing] = unit
    return given


def answered(answers: Mapping[str, Unit | None], writing: str) -> str | None:
    """The key of the answer about this writing; None: nobody has answered."""
    return next((one for one in answers if same_accents(one, writing)), None)


async def keep_answers(
    tx: Transaction, typed: Sequence[str], writings: Sequence[str], known: Sequence[Unit], *, day: date, at: datetime
) -> None:
    """Each answer is kept as another name of its unit. writings: the names of the document; known: what they may mean.

    Raises Problem: as `answers_in` and `unused`, or an answer that the name is a new unit's.
    """
    given = await answers_in(tx, typed, known, day=day)
    unused(given, writings)
    for writing, unit in given.items():
        if unit is None:
            raise Problem(
                code="alias_new",
                where=f"“{writing}”",
                message="Văn bản này chỉ nêu đơn vị đã có.",
                remedy="Nếu là đơn vị mới, hãy thêm trước bằng: ntm unit add.",
            )
        await add_alias(tx, unit.id, writing, at=at)


def unused(answers: Iterable[str], writings: Sequence[str]) -> None:
    """Raises Problem: an answer is about a name that the document does not hold."""
    for one in answers:
        if not any(same_accents(one, writing) for writing in writings):
            raise Problem(
                code="alias_unused",
                where=f"“{one}”",
                message="Văn bản không có tên này.",
                remedy="Hãy ghi đúng như văn bản viết.",
            )


async def issuer_named(
    tx: Transaction, issued_by: str, name: str, *, day: date, at: datetime, created: list[Unit]
) -> Unit:
    """The unit a document is imported for; made where it is missing and the document itself names it, or names nobody
    and the unit is the very first.
    """
    if not await units_named(tx, name, day=day) and issued_by:
        kind, bare = kind_and_name(issued_by, _DISTRICT)
        if any(accents_agree(name, one) for one in (bare, issued_by)):
            return await create(tx, kind, bare, None, day=day, at=at, created=created)
    first = None if issued_by else await very_first(tx, name, day=day, at=at, created=created)
    return first or await unit_named(tx, name, day=day)


async def very_first(tx: Transaction, name: str, *, day: date, at: datetime, created: list[Unit]) -> Unit | None:
    """Made where there is no unit at all yet and the name says its kind: it is no slip for another. None: else."""
    kind, bare = kind_and_name(name)
    if kind is None or await root_units(tx, day=day):
        return None
    return await create(tx, kind, bare, None, day=day, at=at, created=created)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a table's column of names lists. default: what a name is that says no kind; example: of a whole name."""

    default: Kind | None
    words: str
    example: str
    code: str
    remedy: str


UNITS: Final = Sought(
    default=_DISTRICT,
    words="đơn vị",
    example="thành phố …",
    code="target_place_unknown",
    remedy="Hãy sửa tên trong bảng, hoặc thêm đơn vị hay tên gọi khác trước bằng: ntm unit add.",
)
COMMUNES: Final = Sought(
    default=None,
    words="xã",
    example="thị trấn …",
    code="plan_commune_unknown",
    remedy="Nếu là xã mới, hãy thêm trước bằng: ntm unit add.",
)


def listed_unit(known: Sequence[Unit], name: str, place: Place, unit: Unit, *, of: Sought) -> Unit:
    """Which of the known units, with their aliases, a table below this unit means; the one with the very accents first.
    Raises Problem: none, or several.
    """
    candidates = matches(known, name, of.default).candidates
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise NameInDoubt(
            writing=name,
            place=place,
            alike=candidates[:MOST],
            code="unit_ambiguous",
            message=f"“{name}” có thể là {', '.join(one.title for one in candidates)}.",
            remedy=f"Hãy ghi tên đầy đủ trong bảng, ví dụ “{of.example}”.",
        )
    alike = near(known, name, most=MOST)
    raise NameInDoubt(
        writing=name,
        place=place,
        alike=alike,
        code=of.code,
        message=f"{unit.title} không có {of.words} nào tên “{name}”.",
        remedy=(f"Có phải là {' hoặc '.join(one.title for one in alike[:2])}? " if alike else "") + of.remedy,
    )


async def create(
    tx: Transaction, kind: Kind, name: str, parent: Unit | None, *, day: date, at: datetime, created: list[Unit]
) -> Unit:
    """A new unit, added to those created."""
    unit = await add_unit(tx, kind=kind, name=name, parent=None if parent is None else parent.id, at=at)
    made = (await lineage(tx, unit, day=day))[0]
    created.append(made)
    return made
