"""Administrative units: a dated tree of any depth. Nothing here knows how many levels there are or their names.

Source of the rule: the district level ended on 01/07/2025 and communes were merged; history stays readable under the
old names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conversations.reading.fold import accents_agree, fold, same_accents

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from conversations.programme.ids import UnitId


class Level(StrEnum):
    """What a kind of unit is for the programme: which criteria sets apply to it and which roles sit there."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of unit as people call it. rank: 1 is highest; a name without its kind means the highest unit so named."""

    code: str
    name: str
    level: Level
    rank: int


def _kind(code: str, name: str, level: Level, rank: int) -> Kind:
    return Kind(code=code, name=name, level=level, rank=rank)


KINDS: tuple[Kind, ...] = (
    _kind("tinh", "tỉnh", Level.PROVINCE, 1),
    _kind("thanh_pho_tw", "thành phố trực thuộc trung ương", Level.PROVINCE, 1),
    _kind("thanh_pho", "thành phố", Level.DISTRICT, 2),
    _kind("huyen", "huyện", Level.DISTRICT, 2),
    _kind("thi_xa", "thị xã", Level.DISTRICT, 2),
    _kind("quan", "quận", Level.DISTRICT, 2),
    _kind("xa", "xã", Level.COMMUNE, 3),
    _kind("phuong", "phường", Level.COMMUNE, 3),
    _kind("thi_tran", "thị trấn", Level.COMMUNE, 3),
    _kind("dac_khu", "đặc khu", Level.COMMUNE, 3),
    _kind("thon", "thôn", Level.VILLAGE, 4),
    _kind("xom", "xóm", Level.VILLAGE, 4),
    _kind("ban", "bản", Level.VILLAGE, 4),
    _kind("ap", "ấp", Level.VILLAGE, 4),
    _kind("lang", "làng", Level.VILLAGE, 4),
    _kind("khu_dan_cu", "khu dân cư", Level.VILLAGE, 4),
    _kind("to_dan_pho", "tổ dân phố", Level.VILLAGE, 4),
    _kind("co_quan", "cơ quan", Level.OFFICE, 5),
)
"""An office (phòng, chi cục, công an huyện …) is one kind, "cơ quan": its own name already says what it is."""


def kind_by_code(code: str) -> Kind:
    """The kind of a stored unit. Raises KeyError for a code no version of the product ever wrote."""
    for kind in KINDS:
        if kind.code == code:
            return kind
    raise KeyError(code)


def title_of(kind: Kind, name: str) -> str:
    """A name as it stands in a sentence: an office's name says already what it is."""
    return name if kind.level is Level.OFFICE else f"{kind.name} {name}"


def kind_named(text: str) -> Kind | None:
    """A kind as a person writes it: "xã", "xa", "Xóm", or its code."""
    wanted = fold(text)
    for kind in KINDS:
        if wanted in {fold(kind.name), kind.code}:
            return kind
    return None


def kind_before(name: str, level: Level) -> Kind | None:
    """The kind written before a name: "thị trấn Quảng Uyên". Of villages none: "Bản Cải" is a name."""
    if level is Level.VILLAGE:
        return None
    written = [kind for kind in KINDS if kind.level is level and writes_kind(name, kind)]
    return max(written, key=lambda kind: len(kind.name), default=None)


def without_kind(name: str, kind: Kind) -> str:
    """The bare name where the kind is written before it: "xã Phúc Sen" of kind xã is "Phúc Sen".

    The kind is written with its own accents or without any: Xá Lượng is a name.
    """
    words = name.split()
    size = len(kind.name.split())
    head = " ".join(words[:size])
    if len(words) > size and fold(head) == fold(kind.name) and (same_accents(head, kind.name) or head.isascii()):
        return " ".join(words[size:])
    return " ".join(words)


def writes_kind(text: str, kind: Kind) -> bool:
    """Whether the kind stands before the name. "Quan" without accents begins names more often than it is a quận."""
    words = text.split()
    return without_kind(text, kind) != " ".join(words) and not (kind.code == "quan" and words[0].isascii())


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One administrative unit or office. valid_to is the first day on which it no longer exists; None: it exists."""

    id: UnitId
    kind: Kind
    name: str
    parent: UnitId | None
    region: str | None = None
    """The threshold region or group of the criteria set, inherited from above where None."""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    left_on: date | None = None
    """The first day on which it is not counted in the programme any more, though it lives on; None: it is counted."""

    @property
    def title(self) -> str:
        """The name as it stands in a sentence: "xã Phúc Sen", "Phòng Y tế"."""
        return title_of(self.kind, self.name)

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return (self.valid_from is None or self.valid_from <= day) and not self.ended_by(day)

    def counted_on(self, day: date) -> bool:
        """Whether the programme counts it on that day."""
        return self.left_on is None or day < self.left_on

    def ended_by(self, day: date) -> bool:
        """Whether the unit is no more on that day."""
        return self.valid_to is not None and self.valid_to <= day


def highest_named(units: Iterable[Unit], text: str) -> tuple[Unit, ...]:
    """The units that a typed name can mean: with its kind, exactly; without, the highest units of that exact name.

    Accents may be left out, but those that were typed must be the unit's own; a unit with the very accents typed comes
    before others. More than one: ask, never guess.
    """
    by_title: list[Unit] = []
    by_name: list[Unit] = []
    for unit in units:
        names = (unit.name, *unit.aliases)
        if any(accents_agree(text, f"{unit.kind.name} {name}") for name in names):
            by_title.append(unit)
        elif any(accents_agree(text, name) for name in names):
            by_name.append(unit)
    found = by_title or by_name
    exact = [unit for unit in found if same_accents(text, unit.name) or same_accents(text, unit.title)]
    found = exact or found
    if not found:
        return ()
    top = min(unit.kind.rank for unit in found)
    return tuple(unit for unit in found if unit.kind.rank == top)


def is_named(unit: Unit, text: str) -> bool:
    """Whether the text names the unit: with or without its kind, by an alias, accents left out or right."""
    names = (unit.name, *unit.aliases)
    return any(accents_agree(text, name) or accents_agree(text, f"{unit.kind.name} {name}") for name in names)


def readings(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How a typed name can be cut into a unit's own name and those above it: whole, then at each comma from the right.

    A comma may belong to the name itself ("Phòng Lao động, Thương binh và Xã hội") or lead to the unit above
    ("xã Đại Sơn, huyện Quảng Hòa").
    """
    parts = [part.strip() for part in text.split(",")]
    cuts = [(", ".join(parts[:at]), tuple(parts[at:])) for at in range(len(parts) - 1, 0, -1)]
    return ((text, ()), *((name, above) for name, above in cuts if name and all(above)))
