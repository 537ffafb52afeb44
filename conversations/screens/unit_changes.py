"""A change of units in words: what it is, what it touches, what the new units begin with, what to look at. One wording
for the chat and the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.answer import State
from conversations.programme.combining import StartingValue
from conversations.programme.criteria import Combining
from conversations.programme.plan_rows import Met, Target
from conversations.programme.unit import Level
from conversations.programme.unit_change import WarningCode
from conversations.programme.wanted_change import ChangeKind
from conversations.reading.show import show_date
from conversations.screens.paging import and_more, clip
from conversations.screens.roles import role_words
from conversations.screens.states import figure_words, state_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.unit_change import Beginning, Change, ChangeWarning, Made, PersonHere

NAMED = 12
"""So many people, drafts or places are named in one line."""


def said(change: Change, words: Words) -> str:
    """The change in few words, without its day."""
    before = ", ".join(unit.title for unit in change.before)
    after = ", ".join(unit.title for unit in change.after)
    match change.kind:
        case ChangeKind.RENAME:
            return words.say("unit_changes", "{before} đổi tên thành {after}", before=before, after=after)
        case ChangeKind.MOVE:
            return words.say(
                "unit_changes", "{before} chuyển về {parent}",
                before=before, parent="" if change.parent is None else change.parent.title,
            )  # fmt: skip
        case ChangeKind.MERGE:
            return words.say("unit_changes", "{before} sáp nhập thành {after}", before=before, after=after)
        case ChangeKind.SPLIT:
            return words.say("unit_changes", "{before} chia thành {after}", before=before, after=after)
        case ChangeKind.END:
            ended = ", ".join(unit.title for unit in change.before if unit.kind.level is not Level.OFFICE)
            return words.say(
                "unit_changes", "{before} thôi hoạt động, trực thuộc về {after}", before=ended, after=after
            )
        case ChangeKind.LEAVE:
            return words.say("unit_changes", "{before} thôi tính trong chương trình", before=before)
        case _:
            assert_never(change.kind)


def made_line(made: Made, words: Words) -> str:
    """A change in a list."""
    return words.say("unit_changes", "Từ ngày {day}: {said}", day=show_date(made.on), said=made.said)


def preview(change: Change, words: Words) -> list[str]:
    """All that is to be known before it is made, a line each."""
    return [
        words.say("unit_changes", "Từ ngày {day}: {said}.", day=show_date(change.on), said=said(change, words)),
        *_place(change, words),
        *_kept(change, words),
        *_touched(change, words),
        *(line for new in change.after for one in new.beginnings for line in beginning(one, new.title, words)),
        *(f"⚠ {warning(one, change, words)}" for one in change.warnings),
    ]


def _place(change: Change, words: Words) -> list[str]:
    lines = []
    if change.source:
        lines.append(words.say("unit_changes", "Theo: {source}", source=clip(change.source, 200)))
    if change.kind is ChangeKind.MOVE and change.from_parent is not None:
        lines.append(words.say("unit_changes", "Đến trước ngày đó: {parent}", parent=change.from_parent.title))
    if change.kind in {ChangeKind.MERGE, ChangeKind.SPLIT} and change.parent is not None:
        lines.append(words.say("unit_changes", "Thuộc: {parent}", parent=change.parent.title))
    return lines


def _kept(change: Change, words: Words) -> list[str]:
    match change.kind:
        case ChangeKind.RENAME:
            return [
                words.say(
                    "unit_changes",
                    "Vẫn là đơn vị ấy với mọi số liệu, báo cáo, người phụ trách. Trước ngày đó vẫn ghi tên cũ; "
                    "gõ tên cũ vẫn tìm thấy.",
                )
            ]
        case ChangeKind.MOVE:
            return [
                words.say(
                    "unit_changes", "Vẫn là đơn vị ấy với mọi số liệu; số liệu trước ngày đó vẫn tính cho cấp trên cũ."
                )
            ]
        case ChangeKind.MERGE | ChangeKind.SPLIT:
            return [
                words.say(
                    "unit_changes", "Số liệu cũ giữ nguyên dưới tên cũ; xem bằng /lichsu hoặc xem theo ngày trước đó."
                )
            ]
        case ChangeKind.END:
            return [
                words.say(
                    "unit_changes",
                    "Số liệu trước ngày đó vẫn tính cho đơn vị cũ. Báo cáo phải gửi đơn vị cũ thì từ ngày đó gửi "
                    "{parent}.",
                    parent=change.after[0].title,
                )
            ]
        case ChangeKind.LEAVE:
            return [
                words.say(
                    "unit_changes",
                    "Từ ngày đó không ai ở đây phải báo cáo; bảng và tổng hợp chỉ tính đến hết ngày trước đó.",
                )
            ]
        case _:
            assert_never(change.kind)


def _touched(change: Change, words: Words) -> list[str]:
    touched = change.touched
    goes = change.kind in {ChangeKind.MERGE, ChangeKind.SPLIT}
    new = change.after[0].title
    lines = []
    if touched.people:
        people = _listed([_person(one, words) for one in touched.people], words)
        line = words.say("unit_changes", "Người ({n}): {people}.", n=len(touched.people), people=people)
        if goes:
            goes_to = words.say("unit_changes", "Từ ngày đó làm việc cho {unit}.", unit=new)
            line = f"{line} {goes_to}"
        lines.append(line)
    if touched.drafts:
        drafts = _listed(
            [
                words.say("unit_changes", "{title} của {unit} (đã có {given})", title=one.title, unit=one.unit,
                          given=one.given)
                + (words.say("unit_changes", ", chờ lãnh đạo duyệt") if one.waiting else "")
                for one in touched.drafts
            ],
            words,
        )  # fmt: skip
        line = words.say("unit_changes", "Báo cáo chưa gửi ({n}): {drafts}.", n=len(touched.drafts), drafts=drafts)
        if goes:
            stays = words.say(
                "unit_changes", "Ở lại dưới tên cũ, không mất gì, khóa từ ngày đó; sau đó báo cáo cho {unit}.", unit=new
            )
            line = f"{line} {stays}"
        lines.append(line)
    if change.kind is ChangeKind.SPLIT:
        lines += [
            words.say("unit_changes", "{unit} gồm: {below}.", unit=one.title, below=_listed(one.below_titles, words))
            for one in change.after
            if one.below_titles
        ]
    elif touched.below:
        line = words.say(
            "unit_changes", "Trực thuộc ({n}): {below}.", n=len(touched.below), below=_listed(touched.below, words)
        )
        lines.append(f"{line} {words.say('unit_changes', 'Cùng chuyển theo.')}" if goes else line)
    return [*lines, *_rest(change, words, goes=goes)]


def _rest(change: Change, words: Words, *, goes: bool) -> list[str]:
    touched = change.touched
    lines = []
    if touched.plans:
        plans = _listed([clip(title, 120) for title in touched.plans], words)
        line = words.say("unit_changes", "Kế hoạch: {plans}.", plans=plans)
        stays = words.say("unit_changes", "Bản cũ giữ nguyên; lộ trình mới gộp theo quy tắc dưới đây.")
        lines.append(f"{line} {stays}" if change.kind is ChangeKind.MERGE else line)
    if touched.rules:
        line = words.say("unit_changes", "Chế độ báo cáo: {rules}.", rules=_listed(touched.rules, words))
        lines.append(f"{line} {words.say('unit_changes', 'Tiếp tục cho đơn vị mới.')}" if goes else line)
    if touched.offices:
        lines.append(words.say("unit_changes", "Cơ quan đánh giá: {list}.", list=_listed(touched.offices, words)))
    lines += [
        words.say("unit_changes", "Cơ quan cùng tên nhập làm một: {name}.", name=merger.after[0].title)
        for merger in change.offices
    ]
    numbers = [
        (touched.assignments, words.say("unit_changes", "phân công chỉ tiêu")),
        (touched.invitations, words.say("unit_changes", "mã mời còn dùng được")),
        (touched.absences, words.say("unit_changes", "người đang báo vắng")),
    ]
    found = ", ".join(f"{count} {name}" for count, name in numbers if count)
    if found:
        lines.append(words.say("unit_changes", "Còn có: {list}.", list=found))
    return lines


def _person(one: PersonHere, words: Words) -> str:
    role = role_words(words, one.role)
    return f"{one.name} ({role}, {one.post})" if one.post else f"{one.name} ({role})"


def _listed(names: Sequence[str], words: Words) -> str:
    return and_more("; ".join(names[:NAMED]), len(names) - NAMED, words)


def beginning(found: Beginning, unit: str, words: Words) -> list[str]:
    """What a unit begins with under one set: the criteria, each figure with its rule, and what is unknown."""
    form = found.form
    lines = [words.say("unit_changes", "{unit} bắt đầu theo {set}:", unit=unit, set=form.title)]
    met = [code for code, value in found.cells.items() if isinstance(value, Met)]
    open_ = [
        f"{code} ({value.year})" if value.year else code
        for code, value in found.cells.items()
        if isinstance(value, Target)
    ]
    unknown = [criterion.code for criterion in form.criteria if criterion.code not in found.cells]
    if met:
        lines.append(words.say("unit_changes", "• Tiêu chí đạt ({n}): {codes}", n=len(met), codes=", ".join(met)))
    if open_:
        lines.append(
            words.say("unit_changes", "• Chưa đạt ({n}, năm lộ trình): {codes}", n=len(open_), codes=", ".join(open_))
        )
    if unknown:
        lines.append(words.say("unit_changes", "• Chưa rõ ({n}): {codes}", n=len(unknown), codes=", ".join(unknown)))
    known = [value for value in found.values if value.known]
    lines += [f"• {value_line(form, value, words)}" for value in known]
    anew = [value for value in found.values if not value.known]
    if anew:
        lines.append(
            words.say(
                "unit_changes", "• Chưa biết, phải báo cáo ({n}): {codes}",
                n=len(anew), codes=", ".join(value.indicator for value in anew),
            )
        )  # fmt: skip
    return lines


def value_line(form: CriteriaSet, value: StartingValue, words: Words) -> str:
    """One starting value with the rule it comes by: "17.1: 95,5% (382/400), đạt (tính lại từ tử số và mẫu số)"."""
    indicator = form.indicator(value.indicator)
    parts = []
    if indicator is not None and value.figure is not None:
        parts.append(figure_words(indicator, value.figure))
    if value.state is not State.NOT_REPORTED:
        parts.append(state_words(words, value.state))
    return words.say(
        "unit_changes", "{code}: {value} ({rule})",
        code=value.indicator, value=", ".join(parts), rule=rule_words(value.rule, words),
    )  # fmt: skip


def rule_words(rule: Combining, words: Words) -> str:
    """How a value of several units becomes one."""
    match rule:
        case Combining.SUM:
            return words.say("unit_changes", "cộng lại")
        case Combining.SHARE:
            return words.say("unit_changes", "tính lại từ tử số và mẫu số")
        case Combining.ALL_MET:
            return words.say("unit_changes", "đạt khi mọi nơi đều đạt")
        case Combining.ANEW:
            return words.say("unit_changes", "số không gộp được")
        case _:
            assert_never(rule)


def warning(one: ChangeWarning, change: Change, words: Words) -> str:
    """What somebody should look at."""
    names = _listed(one.names, words)
    match one.code:
        case WarningCode.REGIONS:
            return words.say(
                "unit_changes", "Các đơn vị thuộc vùng có mức yêu cầu khác nhau; đơn vị mới theo vùng của cấp trên."
            )
        case WarningCode.SAME_NAME_BELOW:
            return words.say("unit_changes", "Sẽ có đơn vị trực thuộc trùng tên: {names}. Nên đổi tên.", names=names)
        case WarningCode.RULE_CODE:
            return words.say(
                "unit_changes", "Hai nơi có báo cáo cùng mã; chỉ giữ của nơi thứ nhất, thôi: {names}.", names=names
            )
        case WarningCode.GROUPS if change.kind is ChangeKind.MERGE:
            return words.say(
                "unit_changes", "Từ ngày đó các nhóm này được hỏi một lần có theo dõi {unit} không: {names}.",
                unit=change.after[0].title, names=names,
            )  # fmt: skip
        case WarningCode.GROUPS:
            return words.say("unit_changes", "Nhóm phải gắn lại bằng /gannhom từ ngày đó: {names}.", names=names)
        case WarningCode.NO_PEOPLE:
            units = names or change.after[0].title
            return words.say("unit_changes", "Chưa có ai phụ trách {units}: hãy mời người.", units=units)
        case WarningCode.RULES_ABOVE:
            return words.say(
                "unit_changes", "Từ ngày đó không còn phải gửi cho cấp trên cũ: {names}; bản nháp vẫn giữ.", names=names
            )
        case WarningCode.ROLES_END:
            return words.say(
                "unit_changes", "Thôi vai trò từ ngày đó ({n} người): {names}.", n=len(one.names), names=names
            )
        case WarningCode.UNOWNED:
            return words.say(
                "unit_changes",
                "Từ ngày đó chưa có cơ quan của {unit} đánh giá ({n} chỉ tiêu): {names}.",
                unit=change.after[0].title, n=len(one.names), names=names,
            )  # fmt: skip
        case WarningCode.DRAFTS_WAIT:
            return words.say(
                "unit_changes",
                "Ghi trước ngày có hiệu lực: báo cáo của kỳ sau đang nhập và chỉ tiêu đang chờ đánh giá chuyển về "
                "{names} đúng ngày ấy.",
                names=names,
            )
        case _:
            assert_never(one.code)
