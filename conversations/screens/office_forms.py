"""An office's own Word forms of its reports: which there are, for which report a new one is, what it can name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.form_fields import FIELDS, TABLES
from conversations.reading.limits import FORM_FILE
from conversations.reading.show import show_date
from conversations.screens.paging import clip, clip_inside, fitted
from conversations.screens.text_pages import paged, text_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.frames import HeldFile
    from conversations.engine.words import Words
    from conversations.programme.office_form import KeptForm, UnitForms

MEGABYTES = FORM_FILE >> 20
SHOWN = 12


def forms(found: UnitForms, words: Words) -> Screen:
    """Those that count now."""
    lines = [
        words.say(
            "office_forms",
            "Mẫu báo cáo Word riêng của {unit}; dùng cho đơn vị này và mọi đơn vị ở dưới chưa có mẫu riêng.",
            unit=found.unit.title,
        ),
        *(_line(one, found, words) for one in found.forms[:SHOWN]),
    ]
    if not found.forms:
        lines.append(
            words.say("office_forms", "Chưa có mẫu riêng nào: báo cáo theo mẫu của cấp trên hoặc theo thể thức chung.")
        )
    return Screen(
        name="office_forms",
        text=fitted(lines),
        rows=rows_of(
            Option("new", words.say("office_forms", "Nạp mẫu mới")),
            *(
                Option(
                    f"end:{one.report}",
                    clip_inside(
                        words.say("office_forms", "Thôi dùng: {report}", report=_called(one.report, found, words))
                    ),
                )
                for one in found.forms[:SHOWN]
            ),
            Option("fields", words.say("office_forms", "Các trường dùng được")),
            Option("back", words.say("office_forms", "◀ Quay lại")),
        ),
    )


def _line(one: KeptForm, found: UnitForms, words: Words) -> str:
    return words.say(
        "office_forms",
        "- {report}: bản {version}, tệp “{file}”, từ {day}.",
        report=_called(one.report, found, words),
        version=one.version,
        file=clip(one.file_name, 60),
        day=show_date(one.on),
    )


def _called(report: str, found: UnitForms, words: Words) -> str:
    return found.reports.get(report, report) if report else words.say("office_forms", "Mọi báo cáo")


def which_report(found: UnitForms, held: HeldFile | None, words: Words) -> Screen:
    """For which report the new form is. held: it has been sent already."""
    if held is None:
        text = words.say("office_forms", "Mẫu mới của {unit} dùng cho báo cáo nào?", unit=found.unit.title)
    else:
        text = words.say(
            "office_forms",
            "Tệp “{name}” là mẫu của {unit} cho báo cáo nào?",
            name=clip(held.name, 80),
            unit=found.unit.title,
        )
    return Screen(
        name="office_forms.report",
        text=text,
        rows=rows_of(
            Option("report:", _called("", found, words)),
            *(Option(f"report:{code}", clip_inside(title)) for code, title in list(found.reports.items())[:SHOWN]),
            Option("back", words.say("office_forms", "◀ Quay lại")),
        ),
    )


def ask(found: UnitForms, report: str, words: Words) -> Screen:
    """The file, and what becomes of the form before it."""
    before = found.form(report)
    lines = [
        words.say(
            "office_forms",
            "Mẫu cho {report} của {unit}: xin gửi tệp Word (.docx), tối đa {limit} MB, vào đây. Chỗ cần điền ghi tên "
            "trường trong hai ngoặc nhọn, ví dụ {example}.",
            report=_inside(_called(report, found, words)),
            unit=found.unit.title,
            limit=MEGABYTES,
            example="{{ten_don_vi}}",
        ),
        words.say(
            "office_forms",
            "Trợ lý cho xem trường nào dùng được, trường nào không; chưa ghi gì khi anh/chị chưa đồng ý.",
        ),
    ]
    if before is not None:
        lines.append(
            words.say("office_forms", "Mẫu mới thay bản {version}; các bản cũ vẫn giữ.", version=before.version)
        )
    return Screen(
        name="office_forms.file",
        text=fitted(lines),
        rows=rows_of(
            Option("fields", words.say("office_forms", "Các trường dùng được")),
            Option("back", words.say("office_forms", "◀ Quay lại")),
        ),
    )


def _inside(title: str) -> str:
    return title[:1].lower() + title[1:]


def sure(found: UnitForms, report: str, words: Words) -> Screen:
    """Before a form ends."""
    text = words.say(
        "office_forms",
        "Thôi dùng mẫu riêng của {unit} cho {report}? Từ nay báo cáo theo mẫu của cấp trên, không có thì theo thể thức "
        "chung. Các bản cũ vẫn giữ.",
        unit=found.unit.title,
        report=_inside(_called(report, found, words)),
    )
    return Screen(
        name="office_forms.end",
        text=text,
        rows=rows_of(
            Option("ended", words.say("office_forms", "Thôi dùng")),
            Option("back", words.say("office_forms", "Không, giữ lại")),
        ),
    )


def ended(found: UnitForms, report: str, words: Words) -> str:
    """Above the list: it counts no more."""
    return words.say(
        "office_forms", "✔ Đã thôi dùng mẫu riêng cho {report}.", report=_inside(_called(report, found, words))
    )


def fields(page: int, words: Words) -> Screen:
    """What a form can name."""
    head = words.say(
        "office_forms",
        "Các trường dùng được trong mẫu. Dòng của bảng đặt giữa {begin} và {end}.",
        begin="{{#xa}}",
        end="{{/xa}}",
    )
    sections = [_section(head, FIELDS.items())]
    for name, columns in TABLES.items():
        title = words.say("office_forms", "Bảng {name}:", name=name)
        sections.append(_section(title, columns.items()))
    back = Option("back", words.say("office_forms", "◀ Quay lại"))
    return text_page("office_forms.fields", paged("\n\n".join(sections)), page, words, back)


def _section(title: str, named: Iterable[tuple[str, str]]) -> str:
    return "\n".join([title, *(f"- {name}: {meaning}" for name, meaning in named)])


def unfit(words: Words) -> str:
    """Refused before it is fetched."""
    return words.say(
        "office_forms", "Tệp này không nhận được. Mẫu phải là tệp Word (.docx), tối đa {limit} MB.", limit=MEGABYTES
    )
