"""What no question asked for, sent in the middle of a report: the answer is polite Vietnamese, the question stays on
the screen, nothing is written, and the next good answer is taken.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from conversations.programme.person import Role
from storage.open import open_database
from tests.endtoend.inside import Inside, inside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.simulator.telegram.phones import Phone

TOO_BIG = (20 << 20) + 1
STALE = "Nút vừa bấm thuộc câu cũ nên không ghi gì. Đây là chỗ anh/chị đang làm:"
CHOOSE = "Xin anh/chị chọn một trong các mục dưới đây."
ONLY_TEXT = "Cảm ơn anh/chị! Trợ lý chỉ đọc được chữ, nên xin trả lời câu dưới đây."


@pytest.fixture
async def bot(folder: Path) -> AsyncIterator[Inside]:
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    try:
        async with inside(database, folder) as found:
            yield found
    finally:
        await database.close()


@pytest.fixture
async def officer(bot: Inside) -> Phone:
    """In front of 1.1, a question of status."""
    phone = await bot.joined("xã Phúc Sen", Role.COMMUNE_OFFICER, "<b>Hoa</b> & \u202eCo")
    await bot.at_the_first_question(phone)
    return phone


@pytest.fixture
async def at_a_figure(officer: Phone) -> Phone:
    """In front of 2.1, a share."""
    for code in ("1.1", "1.2"):
        officer.say("đạt")
        await officer.sees(f"✔ {code}")
    await officer.acknowledged()
    return officer


async def answers(bot: Inside) -> list[tuple[Any, ...]]:
    await bot.settled()
    async with bot.database.read() as tx:
        rows: Any = await tx.all("SELECT indicator, version, state, value FROM answer ORDER BY indicator, version")
    return [tuple(row) for row in rows]


NO_ANSWER: dict[str, tuple[Callable[[Phone], object], str]] = {
    "emoji": (lambda phone: phone.say("👍🏽🎉"), "Chưa hiểu “👍🏽🎉”. " + CHOOSE),
    "a story": (lambda phone: phone.say("x" * 4000), "Chưa hiểu “xxx"),
    "HTML": (lambda phone: phone.say("<script>alert('x')</script>"), "Chưa hiểu “<script>alert('x')</script>”."),
    "braces": (lambda phone: phone.say("{text} {0} %s {"), "Chưa hiểu “{text} {0} %s {”."),
    "a formula": (lambda phone: phone.say("=cmd|'/c calc'!A0"), "Chưa hiểu “=cmd|'/c calc'!A0”."),
    "a figure": (lambda phone: phone.say("95,5"), "Chưa hiểu “95,5”. " + CHOOSE),
    "marks only": (lambda phone: phone.say("\u200f\u061c\u200b"), "Tin nhắn không có chữ nào."),
    "a sticker": (lambda phone: phone.send_sticker(), ONLY_TEXT),
    "a voice": (lambda phone: phone.send_voice(), "Trợ lý chưa nghe được lời nói."),
    "a document": (lambda phone: phone.send_document(), "Trợ lý chưa nhận tệp."),
    "a script that says it is one": (
        lambda phone: phone.send_document(name="x.jpg.exe", mime="application/x-msdownload"),
        "Trợ lý chưa nhận tệp.",
    ),
    "a picture as a file over 20 MB": (
        lambda phone: phone.send_document(name="a.jpg", mime="image/jpeg", size=TOO_BIG),
        "Ảnh này lớn hơn 20 MB nên chưa nhận được. Xin anh/chị gửi lại dưới dạng ảnh",
    ),
    "a contact": (lambda phone: phone.send_contact(), "Ở bước này trợ lý không cần số điện thoại, nên không lưu"),
    "an unknown command": (lambda phone: phone.say("/khongco"), "Không có lệnh /khongco."),
    "a wrong code": (lambda phone: phone.say("/start AAAAAAAAAA"), "Chưa tìm thấy mã mời “AAAAAAAAAA”."),
    "a code of nothing but odd letters": (
        lambda phone: phone.say("/start ../../etc"),
        "Chưa tìm thấy mã mời “../../etc”.",
    ),
}


@pytest.mark.parametrize("oddity", NO_ANSWER)
async def test_what_is_no_answer_gets_a_polite_one_and_writes_nothing(
    bot: Inside, officer: Phone, oddity: str, caplog: pytest.LogCaptureFixture
) -> None:
    do, told = NO_ANSWER[oddity]
    do(officer)
    await officer.sees(told)
    assert await answers(bot) == []

    officer.say("/tieptuc")
    await officer.reply()
    if "1.1 · " not in officer.last().text:
        officer.press("▶ Tiếp tục")
        await officer.reply()
    officer.say("đạt")
    await officer.sees("✔ 1.1 · xã tự đánh giá: đạt")

    assert await answers(bot) == [("1.1", 1, "met", None)]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_five_thousand_letters_come_as_two_messages_and_both_are_answered(bot: Inside, officer: Phone) -> None:
    before = officer.shown()
    officer.say("x" * 5000)
    await bot.world.wait_for(lambda: officer.shown() >= before + 2, chat=officer.id)

    assert await answers(bot) == []
    assert "1.1 · " in officer.last().text


@pytest.mark.parametrize(
    "typed",
    ["đạt", "ĐẠT", "dat", unicodedata.normalize("NFD", "đạt"), "\u200fđạt\u061c", " đạt . ", "đ\u200bạt", "ｄạｔ"],
)
async def test_the_same_word_in_every_writing_is_the_same_answer(bot: Inside, officer: Phone, typed: str) -> None:
    officer.say(typed)
    await officer.sees("✔ 1.1 · xã tự đánh giá: đạt")

    assert await answers(bot) == [("1.1", 1, "met", None)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("abc", "2.1 · "),
        ("-5", "2.1 · "),
        ("500/400", "2.1"),
        ("1e9", "2.1"),
        ("NaN", "2.1 · "),
        ("∞", "2.1 · "),
        ("٩٥", "2.1"),
        ("9" * 4000, "2.1 · "),
        ("1/0", "2.1 · "),
        ("0,0000000001", "2.1"),
        ("95.5.5", "2.1 · "),
        ("350//400", "2.1 · "),
        ("95,5 hay 59,5", "2.1"),
    ],
)
async def test_no_doubtful_figure_is_stored_silently(
    bot: Inside, at_a_figure: Phone, typed: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    at_a_figure.say(typed)
    await at_a_figure.reply()
    await at_a_figure.sees(told)

    assert [row for row in await answers(bot) if row[0] == "2.1"] == []
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_an_edited_message_changes_nothing_and_that_is_said(bot: Inside, officer: Phone) -> None:
    sent = officer.say("đạt")
    await officer.sees("✔ 1.1")
    officer.edit(sent.message_id, "chưa đạt")
    await officer.sees("Sửa tin nhắn đã gửi không làm đổi câu trả lời.")

    assert await answers(bot) == [("1.1", 1, "met", None)]


async def test_a_double_press_is_taken_once(bot: Inside, officer: Phone) -> None:
    await bot.settled()  # which message shows the question is written down after it was sent
    message = officer.last()
    data = next(button.data for row in message.rows for button in row if button.text == "✅ Đạt")
    first = officer.press("✅ Đạt")
    second = officer.forge(str(data), message_id=message.id)

    assert await first.answered() is None
    assert await second.answered() == "Đã nhận rồi ạ."
    assert await answers(bot) == [("1.1", 1, "met", None)]


async def test_a_stale_press_writes_nothing_and_shows_the_present_question(bot: Inside, officer: Phone) -> None:
    data = [str(button.data) for row in officer.last().rows for button in row]
    message = officer.last().id
    officer.say("đạt")
    await officer.sees("✔ 1.1")
    await bot.settled()
    press = officer.forge(data[2], message_id=message)

    assert await press.answered() == "Nút này đã cũ, không ghi gì."
    await officer.sees(STALE)
    assert "1.2 · " in officer.last().text
    assert await answers(bot) == [("1.1", 1, "met", None)]


FORGED = (
    "x" * 64, "x" * 65, "é" * 32, "é" * 33, "", "|", "a|", "|a", "@|", "@|x", "0|state:met", "-1|state:met", "1|1|1|1",
    "ffffffffffffffff|state:met", "\x00|state:met", "1\n|state:met", "@|report:", "@|report:1", "@|report:0.0.",
    "@|report:999999.999999.2023-H1", "@|report:99999999999999999999.1.2023-H1", "@|report:1.1.9999-H9",
    "@|report:١.١.2023-H1", "@|progress:0", "@|progress:999999999999999999", "@|progress:-1", "@|approve:1.1.2023-H1",
    "@|contact", "@|contact:x:y:z", "@|menu:1", "{}", "null", "🎉", "'; DROP TABLE answer; --",
)  # fmt: skip


@pytest.mark.parametrize("data", FORGED)
async def test_forged_data_is_answered_and_writes_nothing(
    bot: Inside, officer: Phone, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    press = officer.forge(data, message_id=officer.last().id)
    await press.answered()
    await officer.acknowledged()

    assert await answers(bot) == []
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    "option", ["state:reported", "state:", "state", "choice:0", "reading:5", "yes", "send", "x" * 50]
)
async def test_an_option_the_screen_does_not_have_is_a_stale_press(
    bot: Inside, officer: Phone, option: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = str(officer.last().rows[0][0].data).partition("|")[0]
    press = officer.forge(f"{token}|{option}", message_id=officer.last().id)

    assert await press.answered() == "Nút này đã cũ, không ghi gì."
    assert await answers(bot) == []
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_markup_in_a_name_is_shown_as_it_was_written(bot: Inside, officer: Phone) -> None:
    officer.say("/taikhoan")
    await officer.sees("Họ tên: <b>Hoa</b> & Co")

    async with bot.database.read() as tx:
        rows = await tx.all("SELECT name FROM identity")
    assert [row["name"] for row in rows] == ["<b>Hoa</b> & Co"]


async def test_a_document_that_only_says_it_is_a_picture_is_not_kept_and_that_is_told(
    bot: Inside, officer: Phone
) -> None:
    officer.send_document(b"MZ this is a program", name="anh.jpg", mime="image/jpeg")
    await officer.sees("đang lưu")
    await bot.until(lambda: "ảnh" in officer.last().text and "đang lưu" not in officer.last().text)
    await bot.settled()

    async with bot.database.read() as tx:
        rows = await tx.all("SELECT state, path FROM evidence_file")
    assert [(row["state"], row["path"]) for row in rows] == [("failed", None)]


async def test_a_flood_of_one_person_is_answered_and_stops_nobody(bot: Inside, officer: Phone) -> None:
    other = await bot.joined("xã Tự Do", Role.COMMUNE_OFFICER, "Đồng nghiệp")
    await bot.at_the_first_question(other)
    for number in range(100):
        officer.say(f"abc {number}")
    other.press("✅ Đạt")
    await other.sees("✔ 1.1")
    await officer.sees("Chưa hiểu “abc 99”.")

    assert [row[:3] for row in await answers(bot)] == [("1.1", 1, "met")]
