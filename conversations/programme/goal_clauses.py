"""A paragraph of goals parted into clauses, each with its own figure, its brackets, and what it is a part of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.goal_figures import figures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = re.compile(
    r"^(?:[-–+•*]\s*|[a-zđ]\)\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s+)*(?P<label>[^:;.%]{2,90}:(?!\s*$)\s*)?", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)?")
_MARKS = re.compile(r"[⁽⁾¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_FOOTNOTE_DIGIT = re.compile(r"(?<=[^\W\d_])\d(?=\s)")
_SENTENCE = re.compile(r"(?<=[^\d\s])\.\s+(?=[A-ZĐÀ-Ỹ])|(?<=\d)\.\s+(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")
_WITHIN = re.compile(r",?\s*trong đó,?\s+(?:có\s+)?", re.IGNORECASE)
_JOINT = re.compile(r"(?P<comma>,\s+)|(?P<also>\s+và\s+)|\s+để\s+(?=nâng tổng số)")
NONE_LEFT = re.compile(r"\bkhông còn\b", re.IGNORECASE)
_KIND = r"(?:huyện|thành phố|thị xã|tỉnh|xã|thị trấn)"
_NAME = r"[A-ZĐÀ-Ỹ][\w'’]*(?:\s+[A-ZĐÀ-Ỹ][\w'’]*){0,3}"
NAMED = re.compile(
    rf"^(?:có\s+)?(?P<names>{_KIND}\s+{_NAME}(?:(?:,\s*|\s+và\s+)(?:{_KIND}\s+)?{_NAME})*|{_NAME})\s+"
    r"(?P<what>(?:được công nhận|đạt chuẩn|hoàn thành nhiệm vụ)\b.*)$"
)
BASICALLY = re.compile(
    r"(?:^|,\s+)(?P<what>cơ bản\s+(?:các\s+)?(?:huyện|xã|thôn)\b[^\d%]*\bđạt chuẩn\b[^\d%]*)$", re.IGNORECASE
)
"""A goal without a figure: "cơ bản các huyện đạt chuẩn nông thôn mới"."""
_TOTAL = re.compile(r"^nâng tổng số\b", re.IGNORECASE)
GRADED = re.compile(r"^(?P<name>.+?)\s+(?:được xếp|đạt|xếp)\s+loại\s+(?P<grade>rất tốt|tốt|khá|trung bình|yếu|kém)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause. within: it is a part of the clause before that is not within itself ("trong đó")."""

    text: str
    brackets: tuple[str, ...]
    within: bool
    quote: str


def lead_of(text: str) -> tuple[str, str]:
    """A paragraph's label ("Xã NTM") without number and colon, and the rest."""
    found = _LABEL.match(text)
    if found is None:
        return "", text
    label = (found["label"] or "").rstrip(": ")
    if label and any(True for _ in figures_of(label)):
        return "", text[found.start("label") :]
    return label, text[found.end() :]


def clauses_of(text: str) -> Iterator[Clause]:
    """In order; a clause without any figure stays with the one before where they are one sentence."""
    bare, brackets = _without_brackets(text)
    for part in (piece for half in bare.split(";") for piece in _SENTENCE.split(half)):
        first, *rest = _WITHIN.split(part)
        for within, run in ((False, first), *((True, one) for one in rest)):
            for piece in _parted(run):
                said = _put_back(piece, brackets)
                if said.strip(' .,”"“'):
                    yield Clause(
                        text=_put_back(piece, ()).strip(" .,"),
                        brackets=tuple(brackets[int(n)] for n in re.findall(r"\x01(\d+)\x02", piece)),
                        within=within,
                        quote=said.strip(" .,"),
                    )


def _without_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    """Brackets with a digit or of some length are put aside; a short one ("(PCI)") is part of the name."""
    held: list[str] = []

    def aside(found: re.Match[str]) -> str:
        inside = found["inside"].strip()
        if len(inside) < 12 and not any(char.isdigit() for char in inside):
            return found[0]
        held.append(inside)
        return f"\x01{len(held) - 1}\x02"

    bare = _FOOTNOTE_DIGIT.sub("", _MARKS.sub("", text))
    return _BRACKETS.sub(aside, bare), tuple(held)


def _put_back(piece: str, brackets: tuple[str, ...]) -> str:
    if not brackets:
        return re.sub(r"\x01\d+\x02", "", piece)
    return re.sub(r"\x01(\d+)\x02", lambda found: f" ({brackets[int(found[1])]})", piece)


def _parted(run: str) -> Iterator[str]:
    """Parted before a piece that has a figure of its own, where the piece before has one too."""
    pieces: list[str] = []
    joints: list[str] = []
    last = 0
    for found in _JOINT.finditer(run):
        pieces.append(run[last : found.start()])
        joints.append(found[0])
        last = found.end()
    pieces.append(run[last:])
    held = pieces[0]
    for joint, piece in zip(joints, pieces[1:], strict=True):
        if stands_alone(held) and (stands_alone(piece) or _TOTAL.match(piece)):
            yield held
            held = piece
        else:
            held = f"{held}{joint}{piece}"
    yield held


def stands_alone(piece: str) -> bool:
    """Whether a piece says a goal by itself."""
    bare = _put_back(piece, ()).strip()
    return (
        any(True for _ in figures_of(bare))
        or NONE_LEFT.search(bare) is not None
        or NAMED.match(bare) is not None
        or BASICALLY.search(bare) is not None
        or GRADED.match(bare) is not None
    )
