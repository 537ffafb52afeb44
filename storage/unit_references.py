"""Which rows of which tables name a unit: before a change is taken back, what has come to name its new units since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.programme.ids import UnitId
    from storage.database import Transaction

REFERENCES: Sequence[tuple[str, str, str]] = (
    ("report", "unit", "báo cáo"),
    ("receipt", "superior", "biên nhận báo cáo"),
    ("receipt_number", "superior", "sổ biên nhận"),
    ("role_grant", "unit", "vai trò của người dùng"),
    ("invitation", "unit", "mã mời"),
    ("group_chat", "unit", "nhóm theo dõi"),
    ("plan", "unit", "kế hoạch"),
    ("plan_row", "unit", "dòng kế hoạch"),
    ("target_document", "unit", "bảng chỉ tiêu"),
    ("target_figure", "unit", "dòng chỉ tiêu"),
    ("goal_document", "unit", "văn bản nêu chỉ tiêu"),
    ("goal", "unit", "chỉ tiêu của tỉnh, huyện"),
    ("paper_task", "unit", "nhiệm vụ theo văn bản"),
    ("money_document", "unit", "văn bản về vốn"),
    ("money_line", "unit", "dòng vốn"),
    ("work", "unit", "công trình"),
    ("work_line", "unit", "dòng công trình"),
    ("money_spent", "unit", "số giải ngân"),
    ("money_unspendable", "unit", "phần vốn không giải ngân được"),
    ("money_move", "unit", "lần điều chuyển vốn"),
    ("money_move", "giver", "lần điều chuyển vốn"),
    ("money_move", "taker", "lần điều chuyển vốn"),
    ("money_rules", "unit", "quy định về vốn"),
    ("office_form", "unit", "mẫu báo cáo của cơ quan"),
    ("roadmap", "unit", "lộ trình"),
    ("roadmap_entry", "unit", "dòng lộ trình"),
    ("roadmap_together", "unit", "dòng lộ trình"),
    ("roadmap_bare", "unit", "dòng lộ trình"),
    ("dossier", "unit", "hồ sơ đề nghị công nhận"),
    ("unit_parent", "unit", "lần chuyển cấp trên"),
    ("unit_parent", "parent", "đơn vị trực thuộc"),
    ("unit_alias", "unit", "tên gọi khác"),
    ("unit_name", "unit", "lần đổi tên"),
    ("unit_mark", "unit", "nhóm của đơn vị"),
    ("programme_leave", "unit", "lần thôi tính trong chương trình"),
    ("unit_succession", "predecessor", "lần sáp nhập, chia"),
    ("unit_succession", "successor", "lần sáp nhập, chia"),
    ("indicator_owner", "unit", "phân công cơ quan đánh giá"),
    ("indicator_owner", "office", "phân công cơ quan đánh giá"),
    ("reporting_rule", "unit", "chế độ báo cáo"),
    ("sent_plan", "unit", "tệp kế hoạch đã gửi"),
    ("difficulty", "unit", "khó khăn, vướng mắc"),
    ("difficulty", "owner", "khó khăn, vướng mắc"),
    ("difficulty_step", "owner", "lần xử lý khó khăn"),
    ("public_page", "unit", "trang công khai"),
    ("criterion_cost", "unit", "kinh phí còn cần của tiêu chí"),
    ("register_entry", "unit", "mục sổ ghi"),
    ("register_expectation", "unit", "mức mong đợi của sổ ghi"),
    ("item_review", "office", "chỉ tiêu chờ cơ quan đánh giá"),
    ("review_event", "office", "lần cơ quan đánh giá"),
    ("fall", "unit", "cảnh báo không giữ được"),
    ("assignment", "unit", "phân công chỉ tiêu"),
    ("snooze", "unit", "lần hẹn nhắc lại"),
    ("not_in_charge", "unit", "lần báo không còn phụ trách"),
    ("absence", "unit", "lần báo vắng"),
    ("promised_day", "unit", "lần hẹn ngày gửi"),
    ("digest_hours", "unit", "giờ gửi tổng hợp"),
    ("digest_subscription", "unit", "đăng ký nhận tổng hợp"),
    ("starting_value", "unit", "số liệu khởi đầu"),
)
"""(table, column, what its rows are called). Every reference to unit in the schema is here."""


async def built_on(tx: Transaction, change: int, units: Sequence[UnitId]) -> dict[str, int]:
    """What names these units and was not made by the change itself: its name to how many."""
    own: dict[tuple[str, str], int] = {}
    for row in await tx.all("SELECT of_table, became FROM unit_change_row WHERE change = :change", change=change):
        became = {} if row["became"] is None else orjson.loads(row["became"])
        for table, column, _ in REFERENCES:
            if table == row["of_table"] and became.get(column) in units:
                own[table, column] = own.get((table, column), 0) + 1
    found: dict[str, int] = {}
    for table, column, name in REFERENCES:
        more = -own.get((table, column), 0)
        for unit in units:
            sql = f"SELECT count(*) AS n FROM {table} WHERE {column} = :unit"  # noqa: S608 - names from above
            more += sum(int(row["n"]) for row in await tx.all(sql, unit=unit))
        if more > 0:
            found[name] = found.get(name, 0) + more
    return found


def called(table: str) -> str:
    """What the rows of a table are called."""
    return next((name for known, _, name in REFERENCES if known == table), "dữ liệu của đơn vị")
