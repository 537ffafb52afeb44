"""Units by the names people type: "xã tự do", "bevandan", "bvđ", "ddoocj laapj", "em ở xã tự do ạ".

Only the name itself, with or without accents, is exact; everything looser is likely, to be confirmed by a button. Where
accents are typed they decide: Hưng is not Hùng.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from conversations.reading import limits
from conversations.reading.courtesy import without_courtesy
from conversations.reading.fold import accents_agree, glued, has_accents, plain_words, same_accents, telex, tidy
from conversations.reading.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KINDS: Final = (
    ("tỉnh", "tỉnh"),
    ("thành phố", "thành phố, tp"),
    ("huyện", "huyện, h"),
    ("thị xã", "thị xã, tx"),
    ("quận", "quận"),
    ("xã", "xã, x"),
    ("phường", "phường"),
    ("thị trấn", "thị trấn, tt"),
    ("đặc khu", "đặc khu"),
    ("thôn", "thôn"),
    ("xóm", "xóm"),
    ("bản", "bản"),
    ("ấp", "ấp"),
    ("làng", "làng"),
    ("buôn", "buôn"),
    ("khu dân cư", "khu dân cư, kdc"),
    ("tổ dân phố", "tổ dân phố, tdp, tổ"),
    ("phòng", "phòng"),
    ("ban", "ban"),
    ("trạm", "trạm"),
    ("công an", "công an"),
)
"""Kind words with how they are written; the first spelling is the kind's own name."""

_VILLAGES: Final = frozenset({"thôn", "xóm", "bản", "ấp", "làng", "buôn", "khu dân cư", "tổ dân phố"})
"""One and the same level in different provinces: "thôn Lũng Rì" may mean xóm Lũng Rì."""

_OFTEN_IN_NAMES: Final = frozenset({"lang", "ban", "ap", "quan", "h", "x", "to", "tram", "buon"})
"""Not kinds unless their accents are typed: "Lang Son", "Ban Pho", "Quan Hoa" are names."""

_AROUND: Final = re.compile(
    r"^(?:(?:da|em|toi|minh|chau|la|o|thuoc|tai|ben|cua|dang|can bo|cong chuc|lam viec|cong tac|phu trach|bao cao|cho"
    r"|uy ban|nhan dan|ubnd|truong|pho|tu|den tu|nguoi|don vi|chung toi|ban phat trien)\b\s*)+"
)

PREFIX: Final = 3
LIKE_ENOUGH: Final = 0.74
GAP: Final = 0.12
AT_MOST: Final = 6
"""Of more likely names than that a person had better see the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCandidate:
    """A unit that may be meant. kind_name: "xã", "xóm"; empty where the name says it all ("Phòng Y tế")."""

    id: str
    name: str
    kind_name: str = ""
    aliases: tuple[str, ...] = ()

    def spelled(self) -> tuple[str, ...]:
        """Every way to write it."""
        names = (self.name, *self.aliases)
        return (*names, *(f"{self.kind_name} {name}" for name in names)) if self.kind_name else names


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """The very name, and no other unit has it."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """To be confirmed, the likeliest first."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No unit of these."""


NameMatch: TypeAlias = Exact | Likely | Nothing


def split_kind(text: str, kinds: Sequence[tuple[str, str]] = KINDS) -> tuple[str | None, str]:
    """The kind and the name behind it: "tỉnh Hà Giang" is ("tỉnh", "Hà Giang"), "Hà Giang" is (None, "Hà Giang").

    A name may begin with such a word ("bản Khuông", "xã Xa Dung"): try the whole text as a name first.
    """
    text = tidy(text)
    words = text.split()
    typed_accents = has_accents(text)
    for length in (3, 2, 1):
        if len(words) <= length:
            continue
        head, rest = " ".join(words[:length]).rstrip(".:"), " ".join(words[length:])
        for name, spellings in kinds:
            for spelling in spellings.split(", "):
                if _is_kind(head, spelling, typed_accents=typed_accents):
                    return name, rest
    dotted = re.match(r"(?i)(tp|tx|tt|h|x)\.(?=\w)", text)
    return split_kind(f"{dotted[1]} {text[dotted.end() :]}", kinds) if dotted else (None, text)


def match_name(text: str, candidates: Sequence[NameCandidate]) -> NameMatch:
    """The unit that a text names, the ones it may name, or nothing."""
    if len(text) > limits.NAME_TYPED or not glued(text):
        return Nothing()
    said = tidy(text)
    kind, bare = split_kind(_without_surroundings(said))
    for form in dict.fromkeys((said, without_courtesy(said), _without_surroundings(said))):
        found = _named(form, candidates)
        if found:
            return _exact_or_likely(form, found, candidates)
    alike = [candidate for candidate in candidates if _kind_fits(kind, candidate)]
    if kind is not None and (found := _named(bare, alike)):
        return _exact_or_likely(bare, found, alike)
    for stage in (_contained, _slipped, _unspaced, _by_initials, _begun, _resembling):
        for form in dict.fromkeys((without_courtesy(said), _without_surroundings(said), bare)):
            found = stage(form, alike) or stage(form, candidates)
            if found:
                return Likely(ids=tuple(found[:AT_MOST])) if len(found) <= AT_MOST else Nothing()
    return Nothing()


def _exact_or_likely(form: str, found: list[str], candidates: Sequence[NameCandidate]) -> NameMatch:
    agreeing = [
        candidate.id
        for candidate in candidates
        if candidate.id in found and any(accents_agree(form, name) for name in candidate.spelled())
    ]
    return Exact(id=agreeing[0]) if len(agreeing) == 1 else Likely(ids=tuple((agreeing or found)[:AT_MOST]))


def _named(form: str, candidates: Sequence[NameCandidate]) -> list[str]:
    """Those with just this name, the very accents first."""
    key = plain_words(form)
    unaccented = [one for one in candidates if any(plain_words(name) == key for name in one.spelled())]
    return (
        _among(unaccented, lambda name: same_accents(form, name))
        or _among(unaccented, lambda name: accents_agree(form, name))
        or [candidate.id for candidate in unaccented]
    )


def _contained(form: str, candidates: Sequence[NameCandidate]) -> list[str]:
    """Names that stand in the text as whole words; a longer one hides those inside it."""
    words = f" {plain_words(form)} "
    there = {
        candidate.id: max(
            (
                len(key)
                for name in candidate.spelled()
                if len(key := plain_words(name)) >= PREFIX and f" {key} " in words
            ),
            default=0,
        )
        for candidate in candidates
    }
    longest = max(there.values(), default=0)
    return [candidate for candidate, length in there.items() if length and length == longest]


def _slipped(form: str, candidates: Sequence[NameCandidate]) -> list[str]:
    key = telex(form) if form.isascii() else ""
    return _among(candidates, lambda name: bool(key) and plain_words(name) == key)


def _unspaced(form: str, candidates: Sequence[NameCandidate]) -> list[str]:
    keys = {glued(form)} | ({glued(telex(form))} if form.isascii() else set())
    return _among(candidates, lambda name: glued(name) in keys)


def _by_initials(form: str, candidates: Sequence[NameCandidate]) -> list[str]:
    key = glued(form)
    if not 2 <= len(key) <= PREFIX + 2 or " " in form.strip():
        return []
    return _among(candidates, lambda name: "".join(word[0] for word in plain_words(name).split()) == key)


def _begun(form: str, candidates: Sequence[NameCandidate]) -> list[str]:
    key = plain_words(form)
    if len(key) < PREFIX:
        return []
    return [candidate.id for candidate in candidates if any(_begins(key, name) for name in candidate.spelled())]


def _begins(key: str, name: str) -> bool:
    there = plain_words(name)
    return there.startswith(key) or there.replace(" ", "").startswith(key)


def _resembling(form: str, candidates: Sequence[NameCandidate]) -> list[str]:
    """The likest names, and those nearly as like; the same words in another order are as like as can be."""
    key = plain_words(form)
    if len(key) <= PREFIX:
        return []
    scores = {
        candidate.id: max(_like(key, plain_words(name)) for name in (candidate.name, *candidate.aliases))
        for candidate in candidates
    }
    best = max(scores.values(), default=0.0)
    near = [(score, candidate) for candidate, score in scores.items() if score >= max(LIKE_ENOUGH, best - GAP)]
    return [candidate for _, candidate in sorted(near, key=lambda pair: -pair[0])]


def _like(key: str, name: str) -> float:
    if Counter(key.split()) == Counter(name.split()):
        return 1.0
    return likeness(key, name, at_least=LIKE_ENOUGH)


def _among(candidates: Sequence[NameCandidate], fits: Callable[[str], bool]) -> list[str]:
    return [candidate.id for candidate in candidates if any(fits(name) for name in candidate.spelled())]


def _without_surroundings(text: str) -> str:
    """The text behind "em ở", "tôi là cán bộ" and the like, with its accents."""
    bare = without_courtesy(text)
    words = bare.split()
    around = _AROUND.match(plain_words(bare))
    skipped = len(around[0].split()) if around else 0
    return " ".join(words[skipped:]) if 0 < skipped < len(words) else bare


def _kind_fits(kind: str | None, candidate: NameCandidate) -> bool:
    if kind is None or not candidate.kind_name:
        return True
    theirs = candidate.kind_name.casefold()
    return kind == theirs or (kind in _VILLAGES and theirs in _VILLAGES)


def _is_kind(head: str, spelling: str, *, typed_accents: bool) -> bool:
    if typed_accents:
        return same_accents(head, spelling)
    return plain_words(spelling) not in _OFTEN_IN_NAMES and accents_agree(head, spelling)
