"""What is stored about a person, and what follows from withdrawing or erasing. Said before, asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words


def overview(facts: Facts) -> Screen:
    """All of it, and the ways on."""
    words = facts.words
    lines = [words.say("my_data", "Trợ lý đang lưu về anh/chị:")]
    lines += [f"• {label}: {value}" for label, value in facts.my_data.lines]
    if not facts.my_data.lines:
        lines = [words.say("my_data", "Trợ lý không lưu gì về anh/chị.")]
    lines.append(
        words.say(
            "my_data",
            "Ngoài ra là các câu trả lời trong báo cáo: đó là số liệu của đơn vị.\n"
            "Yêu cầu khác về dữ liệu: gõ /lienhe; theo quy định, anh/chị được trả lời trong 2 ngày làm việc.",
        )
    )
    return Screen(
        name="my_data",
        text="\n".join(lines),
        rows=rows_of(
            Option("rename", words.say("my_data", "Sửa họ tên")),
            Option("withdraw", words.say("my_data", "Rút lại sự đồng ý")),
            Option("erase", words.say("my_data", "Xóa dữ liệu của tôi")),
            Option("close", words.say("my_data", "◀ Quay lại")),
            across=2,
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
