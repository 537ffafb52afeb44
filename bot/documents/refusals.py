"""What is said about a file that cannot be read, and what its sender can do."""

from __future__ import annotations

from conversations.programme.problem import Problem

ACCEPTED = "Nhận tệp Excel (.xlsx, .xls), Word (.docx), .csv hoặc văn bản (.txt, .md)."
SAVE_AS_EXCEL = "Hãy mở bằng Excel, chọn “Lưu thành” (Save As) dạng .xlsx rồi gửi lại."
SAVE_AS_WORD = "Hãy mở bằng Word, chọn “Lưu thành” (Save As) dạng .docx rồi gửi lại."


def missing(path: str) -> Problem:
    return Problem(
        code="file_missing", where=path, message="Không tìm thấy tệp này.", remedy="Hãy kiểm tra lại đường dẫn."
    )


def unreadable(name: str) -> Problem:
    return Problem(
        code="file_unreadable", where=name, message="Không mở được tệp này.", remedy="Hãy kiểm tra quyền đọc tệp."
    )


def empty(name: str) -> Problem:
    return Problem(code="file_empty", where=name, message="Tệp trống.", remedy="Hãy chọn lại đúng tệp.")


def wrong_type(name: str, *, message: str = "Không đọc được loại tệp này.", remedy: str = ACCEPTED) -> Problem:
    return Problem(code="file_type_wrong", where=name, message=message, remedy=remedy)


def locked(name: str) -> Problem:
    return Problem(
        code="file_locked",
        where=name,
        message="Tệp được khóa bằng mật khẩu.",
        remedy="Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi.",
    )


def broken(name: str) -> Problem:
    return Problem(
        code="file_broken", where=name, message="Tệp bị hỏng, không mở được.", remedy="Hãy mở và lưu lại tệp rồi gửi."
    )


def too_large(name: str, *, message: str) -> Problem:
    return Problem(
        code="file_too_large", where=name, message=message, remedy="Hãy chép riêng bảng sang một tệp mới rồi gửi lại."
    )
