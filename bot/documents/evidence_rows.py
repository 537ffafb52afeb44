"""The names and the list of a bundle of evidence: plain letters that every system opens, and no person's name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.documents.write_bundle import LIST, BundledFile
from bot.documents.write_rows import csv_bytes
from conversations.engine.words import SOURCE
from conversations.programme.answer import EvidenceKind
from conversations.programme.unit import Level
from conversations.reading.fold import fold
from conversations.reading.show import show_date
from conversations.screens.roles import role_words
from conversations.screens.states import answer_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.documents.write_bundle import Faults
    from conversations.programme.unit import Unit
    from handlers.evidence_bundle import BundledPiece, EvidenceBundle
    from storage.bundled_evidence import KeptPiece

HEAD: Final = (
    "Đơn vị", "Chỉ tiêu", "Nội dung chỉ tiêu", "Đã báo", "Loại minh chứng", "Tệp", "Hồ sơ giấy, vị trí", "SHA-256",
    "Người gửi", "Ngày gửi", "Phòng, ngành đánh giá", "Ghi chú",
)  # fmt: skip
KINDS: Final = {
    EvidenceKind.PHOTO: "ảnh",
    EvidenceKind.PAPER: "hồ sơ giấy",
    EvidenceKind.PLACE: "vị trí",
    EvidenceKind.VOICE: "tin thoại",
}
LONGEST: Final = 60
"""Letters of one part of a name."""
NAMED: Final = 10
"""Communes named in the sentence; of more it says how many."""
_PLAIN: Final = re.compile(r"[a-z0-9]+")
_ENDING: Final = re.compile(r"\.([a-z0-9]{1,5})\Z")


def files_of(found: EvidenceBundle) -> tuple[BundledFile | None, ...]:
    """One for each piece; None: it has no file. Numbers count the photos of one indicator, also what is gone."""
    units = _unit_names(one.unit for one in found.pieces)
    inside = found.unit.kind.level is not Level.COMMUNE
    counted: Counter[str] = Counter()
    files: list[BundledFile | None] = []
    for one in found.pieces:
        unit, code = units[one.unit], _part(one.indicator.code, ".", "muc")
        place = f"{unit}/{code}" if inside else code
        if one.piece.path:
            counted[place] += 1
        if not one.piece.path or one.piece.destroyed:
            files.append(None)
            continue
        ending = _ENDING.search(one.piece.path)
        name = f"{place}/{code}-{unit}-{counted[place]}.{'bin' if ending is None else ending[1]}"
        files.append(BundledFile(name=name, path=one.piece.path, sha256=one.piece.sha256))
    return tuple(files)


def listing(found: EvidenceBundle, files: Sequence[BundledFile | None], faults: Faults) -> bytes:
    """One row a piece, as a spreadsheet opens it."""
    return csv_bytes(HEAD, (_row(one, file, faults) for one, file in zip(found.pieces, files, strict=True)))


def told(found: EvidenceBundle, files: Sequence[BundledFile | None], faults: Faults, out: Path) -> str:
    """What was written, and what is not in it."""
    there = sum(file is not None for file in files) - len(faults.missing)
    lines = [f"Đã ghi {there} tệp và {len(files)} dòng minh chứng của {found.unit.title} vào {out}."]
    if faults.missing:
        lines.append(f"Thiếu {len(faults.missing)} tệp trên đĩa; xem cột Ghi chú trong {LIST}.")
    if faults.damaged:
        lines.append(f"{len(faults.damaged)} tệp không còn như lúc nhận; xem cột Ghi chú trong {LIST}.")
    if found.unsent:
        names = ", ".join(one.title for one in found.unsent)
        lines.append(f"Chưa gửi báo cáo: {names if len(found.unsent) <= NAMED else f'{len(found.unsent)} xã'}.")
    return "\n".join(lines)


def _row(one: BundledPiece, file: BundledFile | None, faults: Faults) -> tuple[str, ...]:
    return (
        one.unit.title,
        one.indicator.code,
        one.indicator.title,
        answer_words(SOURCE, one.indicator, one.answer),
        KINDS[one.piece.kind],
        "" if file is None else file.name,
        one.piece.words,
        one.piece.sha256,
        _giver(one.piece),
        show_date(one.piece.at.date()),
        {True: "đạt", False: "chưa đạt", None: "chưa đánh giá"}[one.met],
        _remark(one.piece, file, faults),
    )


def _giver(piece: KeptPiece) -> str:
    role = "" if piece.role is None else role_words(SOURCE, piece.role)
    return f"{role}, {piece.post}" if piece.post else role


def _remark(piece: KeptPiece, file: BundledFile | None, faults: Faults) -> str:
    if piece.destroyed:
        return "đã hủy khi hết thời hạn lưu"
    if file is not None and file.name in faults.missing:
        return "thiếu tệp trên đĩa"
    return "không còn như lúc nhận" if file is not None and file.name in faults.damaged else ""


def _unit_names(units: Iterable[Unit]) -> dict[Unit, str]:
    """As in "xa-phuc-sen"; two that would be called the same also bear their numbers."""
    named = {unit: _part(unit.title, "-", "don-vi") for unit in units}
    often = Counter(named.values())
    return {unit: name if often[name] == 1 else f"{name}-{unit.id}" for unit, name in named.items()}


def _part(text: str, between: str, otherwise: str) -> str:
    """Small letters and digits only, so that no name is a path or leads anywhere."""
    return between.join(_PLAIN.findall(fold(text)))[:LONGEST].strip(between) or otherwise
