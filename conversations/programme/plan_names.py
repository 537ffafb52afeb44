"""Names as officials write them in headings and cells, and when two of them mean the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conversations.reading.fold import accents_agree, plain_words, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ABBREVIATIONS = {
    "antt": "an ninh trat tu",
    "anqp": "an ninh quoc phong",
    "atgt": "an toan giao thong",
    "attp": "an toan thuc pham",
    "atvstp": "an toan ve sinh thuc pham",
    "csht": "co so ha tang",
    "csvc": "co so vat chat",
    "gd": "giao duc",
    "gddt": "giao duc va dao tao",
    "gt": "giao thong",
    "htct": "he thong chinh tri",
    "httm": "ha tang thuong mai",
    "ktnt": "kinh te nong thon",
    "ntm": "nong thon moi",
    "pctt": "phong chong thien tai",
    "pl": "phap luat",
    "ptkt": "phat trien kinh te",
    "qpan": "quoc phong va an ninh",
    "tctsx": "to chuc san xuat",
    "tcsx": "to chuc san xuat",
    "tttt": "thong tin va truyen thong",
    "ubnd": "uy ban nhan dan",
    "vh": "van hoa",
}
"""As found in the headings of plan tables; spelled out before names are compared."""

_KINDS = ("ủy ban nhân dân xã", "uỷ ban nhân dân xã", "ubnd xã", "xã", "phường", "thị trấn")
"""With their accents: Xá Lượng and Xa Dung are names."""
_NUMBERING = re.compile(
    r"^\s*(?:tiêu chí|tieu chi|tc|TC)?\s*(?:số\s*)?\(?\d{1,2}\)?\s*[.:)\-–]?\s+(?=\D)", re.IGNORECASE
)


def title_key(text: str) -> str:
    """A criterion's name to compare: number before it dropped, abbreviations spelled out, "và" left out."""
    words = plain_words(_NUMBERING.sub("", text)).split()
    spelled = " ".join(_ABBREVIATIONS.get(word, word) for word in words).split()
    return " ".join(word for word in spelled if word != "va")


def commune_name(text: str) -> str:
    """A commune's own name, without the kind before it: "xã Đại Sơn" is "Đại Sơn"."""
    words = tidy(text).split()
    for kind in _KINDS:
        size = len(kind.split())
        if len(words) > size and " ".join(words[:size]).casefold() == kind:
            return " ".join(words[size:])
    return " ".join(words)


def commune_key(text: str) -> str:
    """The search key of a commune's name: without its kind, accents and marks. Of same communes it is the same."""
    return plain_words(commune_name(text))


def grouped(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by their search key, so that each is compared with its few namesakes only."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(commune_key(name), []).append(name)
    return groups


def namesake(name: str, groups: Mapping[str, Sequence[str]]) -> str | None:
    """The name among these groups that is the same commune's; the very same writing before any other."""
    known = groups.get(commune_key(name), ())
    return name if name in known else next((other for other in known if same_commune(name, other)), None)


def same_commune(one: str, other: str) -> bool:
    """Whether two names are the same commune's: Hồng Quang is not Hùng Quang, but Hong Quang may be either."""
    mine, theirs = commune_name(one), commune_name(other)
    return accents_agree(mine, theirs) or accents_agree(theirs, mine)


def capitalised(words: str) -> str:
    """The leading words that begin with a capital letter: the name in "Quảng Hòa xây dựng Kế hoạch"."""
    name: list[str] = []
    for word in words.split():
        bare = word.rstrip(',.;:)”"/')
        if not bare or not bare[0].isupper():
            break
        name.append(bare)
        if bare != word:
            break
    return " ".join(name)
