"""Photos, papers and colleagues: which item a piece belongs to, and what is never stored without a warning."""

from __future__ import annotations

from typing import Any

from conversations.engine.effects import KeepEvidence
from conversations.engine.events import SentPhoto, SentPlace
from conversations.engine.frames import FillReport, Menu
from conversations.programme.answer import EvidenceKind
from tests.dialogues.commune import KEY
from tests.engine.walk import Walk


def at(item: str, **more: Any) -> Walk:
    return Walk().at(Menu(), FillReport(key=KEY, stage="question", item=item, **more))


def photo(reference: str, album: str = "", caption: str = "") -> SentPhoto:
    return SentPhoto(reference=reference, size=80_000, album=album, caption=caption)


def kept(phone: Walk) -> list[tuple[str, str, str]]:
    return [
        (effect.indicator, effect.reference, effect.album)
        for taken in phone.steps
        for effect in taken.effects
        if isinstance(effect, KeepEvidence) and effect.kind is EvidenceKind.PHOTO
    ]


def stage(phone: Walk) -> str:
    assert isinstance(phone.top, FillReport)
    return phone.top.stage


def test_a_photo_at_the_first_question_is_of_that_question() -> None:
    phone = at("1.2")
    phone.does(photo("a"))
    assert kept(phone) == [("1.2", "a", "")]
    assert phone.text.startswith("Đã nhận ảnh cho câu 1.2, đang lưu.\n\n")


def test_a_photo_between_two_questions_is_asked_for_and_given_to_either() -> None:
    for option in ("photo:1.1", "photo:1.2"):
        phone = at("1.2", previous="1.1")
        phone.does(photo("a"))
        assert (stage(phone), kept(phone)) == ("photo_for", [])
        phone.presses(option)
        assert kept(phone) == [(option.partition(":")[2], "a", "")]
        assert stage(phone) == "question"


def test_a_photo_that_is_dropped_is_not_stored() -> None:
    phone = at("1.2", previous="1.1")
    phone.does(photo("a", "album"))
    phone.presses("drop")
    assert kept(phone) == []
    assert phone.text.startswith("Đã bỏ ảnh, không lưu.")


def test_pieces_of_an_album_wait_together_and_late_ones_follow_without_a_question() -> None:
    phone = at("1.2", previous="1.1")
    phone.does(photo("a", "album"))
    phone.does(photo("b", "album"))
    phone.presses("photo:1.1")
    phone.does(photo("c", "album"))
    assert kept(phone) == [("1.1", "a", "album"), ("1.1", "b", "album"), ("1.1", "c", "album")]
    phone.does(photo("d", "another"))
    assert stage(phone) == "photo_for"


def test_a_late_piece_belongs_to_its_album_even_when_the_next_question_is_asked() -> None:
    phone = at("1.2")
    phone.does(photo("a", "album"))
    phone.presses("state:met")
    phone.does(photo("b", "album"))
    assert kept(phone) == [("1.2", "a", "album"), ("1.2", "b", "album")]


def test_another_photo_while_one_waits_is_asked_to_come_later() -> None:
    phone = at("1.2", previous="1.1")
    phone.does(photo("a"))
    phone.does(photo("b"))
    phone.presses("photo:1.2")
    assert kept(phone) == [("1.2", "a", "")]


def test_a_photo_of_what_must_be_protected_is_stored_only_after_a_warning() -> None:
    for item in ("18.5", "19.1", "19.2"):
        phone = at(item)
        phone.does(photo("a", "album"))
        assert (stage(phone), kept(phone)) == ("photo_warning", [])
        assert "xin không gửi ảnh danh sách tên" in phone.text
        phone.does(photo("b", "album"))
        phone.presses(f"clean:{item}")
        assert kept(phone) == [(item, "a", "album"), (item, "b", "album")]


def test_a_protected_item_is_warned_of_also_when_it_is_chosen_afterwards() -> None:
    phone = at("19.2", previous="19.1")
    phone.does(photo("a"))
    phone.presses("photo:19.1")
    assert (stage(phone), kept(phone)) == ("photo_warning", [])
    phone.presses("drop")
    assert kept(phone) == []


def test_words_under_a_photo_are_said_not_to_be_stored() -> None:
    phone = at("2.1")
    taken = phone.does(photo("a", caption="95,5%"))
    assert taken.lines == (
        "Đã nhận ảnh cho câu 2.1, đang lưu.",
        "Chữ ghi kèm ảnh không được lưu. Nếu là câu trả lời, xin anh/chị gõ riêng.",
    )
    assert phone.saved == []


def test_a_photo_while_something_must_still_be_asked_is_kept_and_the_question_stands() -> None:
    phone = at("2.1")
    phone.says("95,5")
    phone.does(photo("a"))
    assert (stage(phone), kept(phone)) == ("assess", [("2.1", "a", "")])
    phone.presses("state:met")
    assert stage(phone) == "nature"


def test_a_place_is_kept_for_the_question() -> None:
    phone = at("7")
    taken = phone.does(SentPlace(latitude=22.6, longitude=106.4))
    assert taken.effects == (
        KeepEvidence(key=KEY, indicator="7", kind=EvidenceKind.PLACE, reference="22.600000,106.400000"),
    )


def test_a_paper_is_kept_by_its_number_and_the_question_is_asked_again() -> None:
    phone = at("8.1")
    phone.presses("more")
    phone.presses("paper")
    assert phone.says("x" * 181).effects == ()
    taken = phone.says("BB số 12, 5/6/2023, tủ hồ sơ")
    assert taken.effects == (
        KeepEvidence(key=KEY, indicator="8.1", kind=EvidenceKind.PAPER, paper="BB số 12, 5/6/2023, tủ hồ sơ"),
    )
    assert stage(phone) == "question"


def test_a_photo_of_the_paper_may_come_at_once() -> None:
    phone = at("8.1")
    phone.presses("more")
    phone.presses("paper")
    phone.does(photo("a"))
    assert kept(phone) == [("8.1", "a", "")]


def test_the_text_for_a_colleague_says_whose_report_what_and_by_when() -> None:
    phone = at("15.2")
    phone.presses("more")
    phone.presses("colleague")
    assert phone.text.splitlines()[2:] == [
        "Nhờ anh/chị cung cấp số liệu báo cáo nông thôn mới của xã Phúc Sen:",
        "15.2 Xã đạt tiêu chí quốc gia về y tế",
        "Tính đến 7/6/2023. Xin trả lời chậm nhất hết ngày 09/6. Cảm ơn anh/chị!",
    ]


def test_after_asking_a_colleague_one_goes_on_or_in_a_correction_back() -> None:
    phone = at("15.2")
    phone.presses("more")
    phone.presses("colleague")
    phone.presses("later")
    assert isinstance(phone.top, FillReport)
    assert phone.top.skipped == ("15.2",)
    correction = at("15.2", only=True)
    correction.presses("more")
    correction.presses("colleague")
    correction.presses("later")
    assert correction.stands() == (Menu(),)


def test_a_source_that_is_too_long_is_asked_for_again() -> None:
    phone = at("15.2")
    phone.presses("more")
    phone.presses("source")
    phone.says("x" * 201)
    assert stage(phone) == "colleague_source"
    phone.says("chị Hoa")
    assert "Nguồn sẽ ghi: chị Hoa" in phone.text
