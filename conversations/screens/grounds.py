"""The papers that an official report stands on ("Căn cứ …"), first the law. Source of the form: Nghị định
30/2020/NĐ-CP, Phụ lục I: they are named in full, each line ends with a semicolon, the last with a full stop.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from conversations.programme.unit import Level

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.ground import Ground

MOST: Final = 8
"""More lines are read by nobody."""
_KINDS: Final = (
    "Kế hoạch", "Nghị quyết", "Quyết định", "Chỉ thị", "Kết luận", "Chương trình", "Đề án", "Thông báo", "Hướng dẫn",
    "Công văn",
)  # fmt: skip
_PARTY: Final = {Level.PROVINCE: "Tỉnh ủy", Level.DISTRICT: "Huyện ủy", Level.COMMUNE: "Đảng ủy"}
_COMMITTEE: Final = re.compile(r"của ban chấp hành đảng bộ (tỉnh|thành phố|huyện|thị xã|xã)\b", re.IGNORECASE)
_PARTY_NUMBER: Final = re.compile(r"-\w+/(TU|HU|ĐU)\b")
_LETTER: Final = re.compile(r"v/v\s+", re.IGNORECASE)
_UNNUMBERED: Final = re.compile(r"^(Quyết định|Nghị quyết|Thông tư) (\d)")
_APPENDIX: Final = re.compile(r",\s*Phụ lục.*")


def grounds_lines(form: CriteriaSet | None, grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    """The lines as they are printed."""
    law = () if form is None or not form.legal_basis else (_law(form),)
    said = [*law, *(_line(one) for one in grounds)][:MOST]
    return tuple(f"Căn cứ {one}{'.' if place == len(said) else ';'}" for place, one in enumerate(said, start=1))


def _law(form: CriteriaSet) -> str:
    basis = _UNNUMBERED.sub(r"\1 số \2", _APPENDIX.sub("", form.legal_basis))
    title = form.title[:1].lower() + form.title[1:] if form.title[:2] != "Bộ" else form.title
    return f"{basis} ban hành {title}" if basis.startswith("Quyết định") else basis


def _line(ground: Ground) -> str:
    kind, about = _read(ground.title)
    parts = [kind]
    if ground.number:
        parts.append(f"số {ground.number}" if ground.numbered else f"số        {ground.number}")
    if ground.numbered:
        parts.append(f"ngày {_day(ground.dated)}")
    committee = _COMMITTEE.match(about)
    about = about if committee is None else about[committee.end() :].strip()
    parts.append(f"của {_body(ground, committee=committee is not None)}")
    return " ".join((*parts, about))


def _read(title: str) -> tuple[str, str]:
    """The kind of paper, and what it is about, as it goes on in a sentence."""
    letter = _LETTER.match(title)
    if letter is not None:
        return "Công văn", f"về việc {title[letter.end() :]}"
    kind = next((one for one in _KINDS if title.casefold().startswith(f"{one.casefold()} ")), "")
    about = title[len(kind) :].strip()
    if not kind:
        return "văn bản", f"“{title}”"
    return kind, about[:1].lower() + about[1:]


def _body(ground: Ground, *, committee: bool) -> str:
    unit = ground.issuer
    if committee:
        return f"Ban Chấp hành Đảng bộ {unit.title}"
    if "HĐND" in ground.number:
        return f"Hội đồng nhân dân {unit.title}"
    if ground.party or _PARTY_NUMBER.search(ground.number):
        return f"{_PARTY.get(unit.kind.level, 'Đảng ủy')} {unit.name}"
    return f"Ủy ban nhân dân {unit.title}"


def _day(day: date) -> str:
    """As Nghị định 30 writes it: two digits for days under ten and for January and February."""
    return f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"
