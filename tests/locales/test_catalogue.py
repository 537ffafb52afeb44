import pytest

from locales.catalogue import LANGUAGES, Catalogue, load_catalogue, load_catalogues

ENGLISH = Catalogue(
    language="en",
    messages={("menu", "Báo cáo"): ("Report",), ("menu", "{n} xã"): ("{n} commune", "{n} communes")},
)


def test_a_message_is_found_under_its_context_only() -> None:
    assert ENGLISH.text("menu", "Báo cáo") == "Report"
    assert ENGLISH.text("receipt", "Báo cáo") == "Báo cáo"


def test_a_number_chooses_its_form() -> None:
    assert [ENGLISH.count("menu", "{n} xã", "{n} xã", n) for n in (0, 1, 2)] == [
        "{n} communes",
        "{n} commune",
        "{n} communes",
    ]


def test_an_unknown_message_comes_back_as_it_stands_in_the_code() -> None:
    assert [ENGLISH.count("menu", "một", "nhiều", n) for n in (1, 2)] == ["một", "nhiều"]


def test_every_language_of_the_house_is_there() -> None:
    assert tuple(load_catalogues()) == LANGUAGES


def test_vietnamese_stands_in_the_code() -> None:
    assert load_catalogue("vi").text("nowhere", "Xin chào anh/chị") == "Xin chào anh/chị"


def test_a_language_nobody_wrote_is_not_guessed() -> None:
    with pytest.raises(FileNotFoundError):
        load_catalogue("fr")
