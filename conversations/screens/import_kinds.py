"""Kinds of documents in words: how each is called, and what must stand in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.import_kind import ImportKind

if TYPE_CHECKING:
    from conversations.engine.words import Words


def called(kind: ImportKind, words: Words) -> str:
    """What kind of document it is, as an option."""
    match kind:
        case ImportKind.PLAN:
            return words.say("import_kinds", "Kế hoạch tiêu chí từng xã")
        case ImportKind.ROADMAP:
            return words.say("import_kinds", "Lộ trình xã, huyện đạt chuẩn")
        case ImportKind.TARGETS:
            return words.say("import_kinds", "Bảng chỉ tiêu theo huyện")
        case ImportKind.INDICATORS:
            return words.say("import_kinds", "Chỉ tiêu của tỉnh, huyện")
        case ImportKind.MONEY:
            return words.say("import_kinds", "Vốn và công trình")
        case ImportKind.UNITS:
            return words.say("import_kinds", "Danh sách đơn vị")
        case ImportKind.OFFICES:
            return words.say("import_kinds", "Cơ quan phụ trách chỉ tiêu")
        case ImportKind.RULES:
            return words.say("import_kinds", "Nhiệm vụ có thời hạn")
        case ImportKind.COMMUNE_PLAN:
            return words.say("import_kinds", "Kế hoạch chi tiết của xã")
        case ImportKind.CRITERIA:
            return words.say("import_kinds", "Bộ tiêu chí (.toml)")
        case ImportKind.FORM:
            return words.say("import_kinds", "Mẫu báo cáo riêng (.docx)")
        case _:
            assert_never(kind)


def holds(kind: ImportKind, words: Words) -> str:
    """What must stand in the file."""
    match kind:
        case ImportKind.PLAN:
            return words.say(
                "import_kinds", "Bảng mỗi xã một dòng, mỗi tiêu chí một cột: “x” là đã đạt, năm là năm phấn đấu."
            )
        case ImportKind.ROADMAP:
            return words.say(
                "import_kinds", "Văn bản hoặc bảng nêu xã, huyện nào đạt mức nào, năm nào, hạn trình hồ sơ."
            )
        case ImportKind.TARGETS:
            return words.say(
                "import_kinds", "Bảng mỗi huyện một cột; mỗi mức có dòng kết quả, dòng kế hoạch và dòng tổng."
            )
        case ImportKind.INDICATORS:
            return words.say(
                "import_kinds",
                "Nghị quyết, kế hoạch, công văn có phần mục tiêu; bảng các cột tên chỉ tiêu, đơn vị tính, các năm; "
                "hoặc bảng số liệu các cột chỉ tiêu, ngày, giá trị.",
            )
        case ImportKind.MONEY:
            return words.say(
                "import_kinds",
                "Mục nguồn lực của văn bản, bảng vốn theo nguồn và năm, hoặc bảng công trình; ghi đơn vị tính.",
            )
        case ImportKind.UNITS:
            return words.say(
                "import_kinds", "Bảng các cột loại, tên, thuộc; có thể thêm từ ngày, đến ngày, sáp nhập từ."
            )
        case ImportKind.OFFICES:
            return words.say("import_kinds", "Bảng các cột cơ quan, chỉ tiêu; có thể thêm thuộc, từ ngày.")
        case ImportKind.RULES:
            return words.say("import_kinds", "Tệp .csv các cột ma, muc, ai, gui, qua, han, viec, khi.")
        case ImportKind.COMMUNE_PLAN:
            return words.say("import_kinds", "Bảng các cột tiêu chí, nội dung, kinh phí; nhiều xã thì thêm cột xã.")
        case ImportKind.CRITERIA:
            return words.say(
                "import_kinds",
                "Bản mới của bộ tiêu chí (.toml, tối đa 1 MB): xem trước đổi gì, xã nào đổi trạng thái; áp dụng từ "
                "ngày ghi trong tệp, báo cáo đang làm dở giữ bản cũ.",
            )
        case ImportKind.FORM:
            return words.say("import_kinds", "Mẫu Word của cơ quan cho một loại báo cáo.")
        case _:
            assert_never(kind)
