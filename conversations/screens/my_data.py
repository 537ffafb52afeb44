"""What is stored about a person, and what follows from withdrawing or erasing. Said before, asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import AboutMe, DataRequestsNow, OwnRequestsNow
from conversations.engine.screen import Option, Screen, rows_of
from conversations.screens.data_requests import own_line
from conversations.screens.own_data_file import own_lines
from conversations.screens.paging import clip, page_of, titled, turning

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import MyData
    from conversations.engine.words import Words
    from conversations.programme.own_data import OwnData

REQUESTS = 5
"""The newest of one's own."""
LINES = 24
"""Lines of a page."""
LINE = 200
"""Characters of a line on the screen; the file has all of it."""


def overview(facts: Facts) -> Screen:
    """All of it, and the ways on."""
    words = facts.words
    stored = facts.answer(AboutMe())
    lines = [words.say("my_data", "Trợ lý đang lưu về anh/chị:")]
    lines += [f"• {label}: {value}" for label, value in stored or ()]
    if not stored:
        lines = [words.say("my_data", "Trợ lý không lưu gì về anh/chị.")]
    lines.append(
        words.say(
            "my_data",
            "Ngoài ra là các câu trả lời trong báo cáo: đó là số liệu của đơn vị.\n"
            "Muốn yêu cầu gì khác thì chọn “Yêu cầu khác”; theo quy định, anh/chị được trả lời trong 2 ngày làm việc.",
        )
    )
    lines += [own_line(one, words) for one in (facts.answer(OwnRequestsNow()) or ())[-REQUESTS:]]
    waiting = facts.answer(DataRequestsNow())
    return Screen(
        name="my_data",
        text="\n".join(lines),
        rows=rows_of(
            Option("all", words.say("my_data", "Xem tất cả")),
            Option("files", words.say("my_data", "Nhận tệp")),
            Option("rename", words.say("my_data", "Sửa họ tên")),
            Option("ask", words.say("my_data", "Yêu cầu khác")),
            Option("withdraw", words.say("my_data", "Rút lại sự đồng ý")),
            Option("erase", words.say("my_data", "Xóa dữ liệu của tôi")),
            Option("requests", words.say("my_data", "Hàng chờ yêu cầu ({n})", n=len(waiting)))
            if waiting is not None
            else None,
            Option("close", words.say("my_data", "◀ Quay lại")),
            across=2,
        ),
    )


def everything(frame: MyData, data: OwnData | None, facts: Facts) -> Screen:
    """All of it in words, page by page."""
    words = facts.words
    lines = own_lines(words, data) if data is not None else (words.say("my_data", "Trợ lý không lưu gì về anh/chị."),)
    page = page_of(lines, frame.page, most=LINES)
    shown = "\n".join(clip(line, LINE) for line in lines[page.start : page.stop]).strip("\n")
    heading = titled(words.say("my_data", "Dữ liệu của anh/chị"), page, words)
    return Screen(
        name="my_data.all",
        text=f"{heading}\n\n{shown}",
        rows=(
            *turning(page, words),
            *rows_of(
                Option("files", words.say("my_data", "Nhận tệp")),
                Option("overview", words.say("my_data", "◀ Quay lại")),
                across=2,
            ),
        ),
    )


def withdraw(facts: Facts) -> Screen:
    """The consequences of withdrawing."""
    words = facts.words
    return Screen(
        name="my_data.withdraw",
        text=words.say(
            "my_data",
            "Rút lại sự đồng ý thì ngay từ bây giờ:\n"
            "• anh/chị thôi mọi vai trò, trợ lý không nhắn cho anh/chị nữa;\n"
            "• họ tên vẫn còn bên cạnh các câu đã trả lời; muốn bỏ cả họ tên thì chọn “Xóa dữ liệu của tôi”;\n"
            "• số liệu chính thức của xã và minh chứng đã nộp vẫn giữ.\n"
            "Muốn dùng lại, anh/chị cần mã mời mới. Anh/chị có chắc không ạ?",
        ),
        rows=rows_of(
            Option("yes", words.say("my_data", "Rút lại")), Option("no", words.say("my_data", "Giữ nguyên")), across=2
        ),
    )


def erase(facts: Facts) -> Screen:
    """The consequences of erasing."""
    words = facts.words
    return Screen(
        name="my_data.erase",
        text=words.say(
            "my_data",
            "Xóa dữ liệu thì ngay từ bây giờ:\n"
            "• họ tên, số điện thoại và tài khoản nhắn tin lưu ở trợ lý bị xóa, không lấy lại được;\n"
            "• anh/chị thôi mọi vai trò, trợ lý không nhắn cho anh/chị nữa;\n"
            "• số liệu chính thức của xã và minh chứng đã nộp vẫn giữ, dưới một mã số thay cho họ tên.\n"
            "Anh/chị có chắc không ạ?",
        ),
        rows=rows_of(
            Option("yes", words.say("my_data", "Xóa")), Option("no", words.say("my_data", "Giữ nguyên")), across=2
        ),
    )


def withdrawn(words: Words) -> str:
    return words.say("my_data", "Đã rút lại sự đồng ý. Cảm ơn anh/chị đã tham gia.")


def erased(words: Words) -> str:
    return words.say("my_data", "Đã xóa dữ liệu cá nhân của anh/chị. Cảm ơn anh/chị đã tham gia.")


def kept(words: Words) -> str:
    return words.say("my_data", "Dạ vâng, mọi thứ giữ nguyên.")
