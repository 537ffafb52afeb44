"""What a database refuses becomes one of our problems, in one function for both databases.

Faults of our own (a wrong statement, a missing table) stay what they are: nobody could repair them by reading about
them. The database's own error is kept as the cause, for the log; it never reaches a person.
"""

from __future__ import annotations

import sqlite3

from conversations.programme.problem import Problem

ALREADY_THERE = "already_there"
UNKNOWN_REFERENCE = "unknown_reference"
OUT_OF_RANGE = "out_of_range"
VALUE_MISSING = "value_missing"
APPEND_ONLY = "append_only"
DATABASE_BUSY = "database_busy"
DATABASE_FULL = "database_full"
DATABASE_BROKEN = "database_broken"
DATABASE_READ_ONLY = "database_read_only"
DATABASE_UNREACHABLE = "database_unreachable"

APPEND_ONLY_STATE = "NTM01"
"""The SQLSTATE with which our own triggers refuse on PostgreSQL; on SQLite they are the only triggers that refuse."""

TEXTS = {
    ALREADY_THERE: ("Dữ liệu này đã có từ trước, không ghi thêm.", "Xin xem lại bản đã lưu."),
    UNKNOWN_REFERENCE: ("Dữ liệu nhắc tới một mục không có, hoặc mục đang được dùng ở nơi khác.", "Xin kiểm tra lại."),
    OUT_OF_RANGE: ("Giá trị nằm ngoài mức cho phép nên không được ghi.", "Xin kiểm tra lại giá trị."),
    VALUE_MISSING: ("Còn thiếu một giá trị bắt buộc nên chưa ghi được.", "Xin bổ sung rồi làm lại."),
    APPEND_ONLY: ("Nhật ký chỉ được ghi thêm, không được sửa hoặc xóa.", ""),
    DATABASE_BUSY: ("Cơ sở dữ liệu đang bận.", "Xin thử lại sau ít phút."),
    DATABASE_FULL: ("Ổ đĩa của máy chủ đã đầy nên không ghi được.", "Hãy giải phóng chỗ trống rồi thử lại."),
    DATABASE_BROKEN: ("Tệp cơ sở dữ liệu bị hỏng hoặc không đọc được.", "Hãy dừng chương trình và dùng bản sao lưu."),
    DATABASE_READ_ONLY: (
        "Cơ sở dữ liệu đang ở chế độ chỉ đọc.",
        "Hãy kiểm tra quyền ghi của tệp và của thư mục chứa tệp.",
    ),
    DATABASE_UNREACHABLE: (
        "Không kết nối được với cơ sở dữ liệu.",
        "Hãy kiểm tra máy chủ cơ sở dữ liệu và địa chỉ kết nối.",
    ),
}

_SQLITE = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: ALREADY_THERE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: ALREADY_THERE,
    sqlite3.SQLITE_CONSTRAINT_ROWID: ALREADY_THERE,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: UNKNOWN_REFERENCE,
    sqlite3.SQLITE_CONSTRAINT_CHECK: OUT_OF_RANGE,
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: VALUE_MISSING,
    sqlite3.SQLITE_CONSTRAINT_TRIGGER: APPEND_ONLY,
}
_SQLITE_FAMILIES = {
    sqlite3.SQLITE_BUSY: DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: DATABASE_BUSY,
    sqlite3.SQLITE_READONLY: DATABASE_READ_ONLY,
    sqlite3.SQLITE_IOERR: DATABASE_BROKEN,
    sqlite3.SQLITE_CORRUPT: DATABASE_BROKEN,
    sqlite3.SQLITE_NOTADB: DATABASE_BROKEN,
    sqlite3.SQLITE_FULL: DATABASE_FULL,
    sqlite3.SQLITE_CANTOPEN: DATABASE_UNREACHABLE,
}
_POSTGRESQL = {
    "23505": ALREADY_THERE,
    "23503": UNKNOWN_REFERENCE,
    "23001": UNKNOWN_REFERENCE,
    "23514": OUT_OF_RANGE,
    "23502": VALUE_MISSING,
    APPEND_ONLY_STATE: APPEND_ONLY,
    "40001": DATABASE_BUSY,
    "40P01": DATABASE_BUSY,
    "55P03": DATABASE_BUSY,
    "53300": DATABASE_BUSY,
    "53100": DATABASE_FULL,
    "25006": DATABASE_READ_ONLY,
    "3D000": DATABASE_UNREACHABLE,
}
_POSTGRESQL_FAMILIES = {
    "08": DATABASE_UNREACHABLE,
    "28": DATABASE_UNREACHABLE,
    "57": DATABASE_UNREACHABLE,
    "XX": DATABASE_BROKEN,
}


def refused(error: Exception) -> Exception:
    """Our problem for a driver's error, with the error as its cause; any other error is given back."""
    code = _code(error)
    if code is None:
        return error
    return refusal(code, error)


def refusal(code: str, cause: Exception | None = None) -> Problem:
    """The problem of a code."""
    message, remedy = TEXTS[code]
    problem = Problem(code=code, message=message, remedy=remedy)
    problem.__cause__ = cause
    return problem


def is_outage(problem: Problem) -> bool:
    """Whether it is the database that is away, full, busy or closing, and not the work that is wrong."""
    return problem.code in {
        DATABASE_BUSY,
        DATABASE_FULL,
        DATABASE_BROKEN,
        DATABASE_READ_ONLY,
        DATABASE_UNREACHABLE,
        "database_closed",
    }


def _code(error: Exception) -> str | None:
    if isinstance(error, sqlite3.Error):
        number = getattr(error, "sqlite_errorcode", None)
        if number is None:
            return None
        return _SQLITE.get(number) or _SQLITE_FAMILIES.get(number & 0xFF)
    # asyncpg is not imported here: it is an extra, and its errors tell their SQLSTATE
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRESQL.get(state) or _POSTGRESQL_FAMILIES.get(state[:2])
    if isinstance(error, OSError):
        return DATABASE_UNREACHABLE
    return None
