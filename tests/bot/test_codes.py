"""Invitation codes can be typed on any Vietnamese keyboard and are never given twice."""

from bot.codes import ALPHABET, LENGTH, RandomCodes


def test_codes_are_ten_places_of_the_alphabet_and_differ() -> None:
    codes = {RandomCodes().code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


def test_nothing_in_the_alphabet_is_turned_into_an_accent_or_taken_for_another() -> None:
    assert not set(ALPHABET) & set("AEIOUYWD")
    for pair in ("0O", "1I", "1L", "2Z", "5S", "6G", "8B"):
        assert not set(pair) <= set(ALPHABET)
