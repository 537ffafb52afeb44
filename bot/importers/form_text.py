"""What is said of an office's own form: what it names, and that it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.form_fields import FIELDS, TABLES
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.documents.fill_form import FormNames
    from conversations.programme.unit import Unit

LEFT_SHOWN = 10


def looked_through(names: FormNames, *, unit: str, report: str) -> Iterator[str]:
    """The known fields and tables in words. Raises Problem: it names others as well; it tells both.

    report: the code of the rule it is for; "": every report.
    """
    yield f"Mẫu của {unit} cho {f'báo cáo có mã {report}' if report else 'mọi báo cáo'}."
    known = [f"{{{{{name}}}}}: {FIELDS[name]}" for name in names.fields]
    known += [f"bảng {name}: {', '.join(TABLES[name])}" for name in names.tables]
    if names.faults:
        unknown = "".join(f"\n  - “{one.what}” ở {one.where}" for one in names.faults[:LEFT_SHOWN])
        more = f"\n  - và {len(names.faults) - LEFT_SHOWN} chỗ nữa" if len(names.faults) > LEFT_SHOWN else ""
        right = "".join(f"\n  - {one}" for one in known) if known else " chưa có."
        raise Problem(
            code="form_field_unknown",
            message=f"Mẫu có trường không dùng được ({len(names.faults)}):{unknown}{more}\n"
            f"Dùng được ({len(known)}):{right}",
            remedy="\nHãy sửa trong Word rồi gửi lại; các trường dùng được xem ở mục Mẫu báo cáo riêng.",
        )
    if not known:
        yield "Mẫu không nêu trường nào: báo cáo theo mẫu sẽ không có số liệu."
        return
    yield f"Mẫu nêu {len(known)} trường và bảng, đều dùng được:"
    yield from (f"  - {one}" for one in known)


def kept(unit: Unit, version: int, *, new: bool) -> str:
    """The form counts from now on."""
    return f"{'Đã nạp' if new else 'Không đổi:'} mẫu bản {version} của {unit.title}."
