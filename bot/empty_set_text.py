"""What is told to somebody who tries the verbs where the set in force has nothing to answer: why, and how to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conversations.reading.show import show_date

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.criteria import CriteriaSet


EARLIER: Final = "2023-06-05T08:00+07:00"
"""As in the README and in the demo: a week before a deadline under the set of 2021-2025, which has its indicators."""


def empty_set_note(form: CriteriaSet | None, *, today: date) -> str:
    """Empty where there is something to answer."""
    if form is None:
        return ""
    return (
        f"Lưu ý: hôm nay {show_date(today)}, {form.title} đang có hiệu lực nhưng chưa có chỉ tiêu trong hệ thống, "
        "nên cán bộ xã chưa có gì để nhập. Có chỉ tiêu thì nạp bằng: ntm criteria load TỆP. "
        f"Muốn thử với bộ trước: đặt NTM_CLOCK={EARLIER} từ lệnh đầu tiên, với NTM_DATA_DIR là một thư mục mới."
    )
