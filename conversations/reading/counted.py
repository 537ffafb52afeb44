"""Whether what was counted is what was asked for: "72 hộ" is no answer to how many houses, until it is confirmed."""

from __future__ import annotations

from typing import Final

from conversations.reading.fold import accents_agree, plain_words

_SAME: Final = tuple(
    frozenset(words.split(", "))
    for words in (
        "hộ, hộ dân, hộ gia đình, gia đình",
        "nhà, ngôi nhà, căn nhà, ngôi, căn, cái",
        "người, khẩu, nhân khẩu, người dân, đầu người, ng",
        "học sinh, cháu",
        "hợp tác xã, htx",
        "công trình, cái",
        "mô hình, cái",
        "xóm, thôn, bản, ấp, làng, tổ, khu, cụm",
    )
)


def counts_the_same(said: str, asked: str, question: str) -> bool:
    """said: the noun typed behind a count. asked: the unit of the question, "" where it has none. A closer word for
    the same ("hộ nghèo" for "hộ") counts where the question itself says it.
    """
    if not asked or accents_agree(said, asked) or any({said, asked} <= same for same in _SAME):
        return True
    closer = plain_words(said).startswith(f"{plain_words(asked)} ")
    return closer and f" {plain_words(said)} " in f" {plain_words(question)} "
