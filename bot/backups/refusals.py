"""Why a backup is not made, not taken for one, or not restored: what a person reads about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path


def nothing_there(place: Path) -> Problem:
    return Problem(
        code="backup_nothing",
        where=str(place),
        message="Chưa có cơ sở dữ liệu nào ở đây để sao lưu.",
        remedy="Hãy kiểm tra NTM_DATA_DIR hoặc NTM_DATABASE_URL.",
    )


def busy(folder: Path) -> Problem:
    return Problem(
        code="backup_running",
        where=str(folder),
        message="Một lần sao lưu khác đang chạy vào thư mục này.",
        remedy="Hãy đợi lần đó xong.",
    )


def no_room(folder: Path, *, needed: int, free: int, restoring: bool = False) -> Problem:
    """needed: bytes; free: those that may be filled."""
    return Problem(
        code="backup_no_room",
        where=str(folder),
        message=f"Không đủ chỗ trống: cần {size_words(needed)}, chỉ dùng được {size_words(max(free, 0))}.",
        remedy="Hãy dọn ổ đĩa hoặc chọn một ổ khác."
        if restoring
        else "Hãy dọn ổ đĩa, giảm NTM_BACKUP_KEEP hoặc đặt NTM_BACKUP_DIR sang ổ khác.",
    )


def not_written(place: Path, problem: OSError) -> Problem:
    return Problem(
        code="backup_not_written",
        where=str(place),
        message=f"Không ghi được bản sao lưu ({problem.strerror or type(problem).__name__}).",
        remedy="Hãy kiểm tra quyền ghi và chỗ trống của thư mục.",
    )


def already_there(place: Path) -> Problem:
    return Problem(
        code="backup_already_there",
        where=str(place),
        message="Tệp này đã có, không ghi đè.",
        remedy="Hãy chọn tên khác hoặc một thư mục.",
    )


def stopping() -> Problem:
    return Problem(
        code="backup_stopped",
        message="Chương trình đang dừng nên chưa sao lưu xong.",
        remedy="Lần chạy sau sẽ làm lại.",
    )


def not_read(file: Path) -> Problem:
    return Problem(
        code="backup_not_read",
        where=str(file),
        message="Không đọc được tệp này.",
        remedy="Hãy kiểm tra đường dẫn và quyền đọc.",
    )


def foreign(file: Path) -> Problem:
    return Problem(
        code="backup_foreign",
        where=str(file),
        message="Đây không phải là một bản sao lưu nguyên vẹn của chương trình này.",
        remedy="Hãy chọn tệp ntm-….zip do ntm backup tạo và chép lại cho đủ.",
    )


def altered(file: Path, name: str) -> Problem:
    return Problem(
        code="backup_altered",
        where=str(file),
        message=f"Bản sao lưu đã bị sửa hoặc hỏng ({name} không còn như lúc tạo).",
        remedy="Hãy dùng một bản khác.",
    )


def newer(file: Path, version: str) -> Problem:
    return Problem(
        code="backup_newer",
        where=str(file),
        message=f"Bản sao lưu do phiên bản mới hơn ({version}) tạo.",
        remedy="Hãy cài phiên bản đó rồi khôi phục.",
    )


def drafts_unreadable(file: Path, number: int) -> Problem:
    return Problem(
        code="backup_drafts",
        where=str(file),
        message=f"Có {number} cuộc trò chuyện hoặc báo cáo dở trong bản sao lưu không đọc được.",
        remedy="Hãy dùng một bản khác.",
    )


def occupied(place: Path) -> Problem:
    return Problem(
        code="restore_occupied",
        where=str(place),
        message="Nơi này đã có dữ liệu; chỉ khôi phục vào chỗ trống.",
        remedy="Hãy đặt NTM_DATA_DIR sang một thư mục mới, hoặc chuyển dữ liệu cũ đi nơi khác rồi làm lại.",
    )


def database_first(file: Path) -> Problem:
    return Problem(
        code="restore_database_first",
        where=str(file),
        message="Cơ sở dữ liệu PostgreSQL còn trống.",
        remedy="Hãy khôi phục nó bằng pg_restore trước, rồi gọi lại lệnh này.",
    )


def other_database(file: Path, *, kept: str) -> Problem:
    """kept: the kind of database the backup was made of."""
    if kept == "postgresql":
        message = "Bản này của một hệ thống dùng PostgreSQL: chỉ có ảnh minh chứng, không có cơ sở dữ liệu."
        remedy = "Hãy đặt NTM_DATABASE_URL=postgresql://… và khôi phục cơ sở dữ liệu bằng pg_restore."
    else:
        message = "Bản này chứa một cơ sở dữ liệu SQLite, không khôi phục được vào PostgreSQL."
        remedy = "Hãy bỏ NTM_DATABASE_URL khi khôi phục."
    return Problem(code="restore_other_database", where=str(file), message=message, remedy=remedy)


def size_words(size: int) -> str:
    """As in "12,3 MB"."""
    number, unit = (size / 1_000_000, "MB") if size >= 1_000_000 else (size / 1_000, "kB")
    return f"{number:.1f} {unit}".replace(".", ",")
