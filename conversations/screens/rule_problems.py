"""Why a reporting rule cannot be, in a sentence and what to do next. Nothing half done: such a rule is not written."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.problem import Problem
from conversations.programme.rule_faults import LONGEST, TITLE, RuleFault
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.calendar import ReportingRule
    from conversations.programme.unit import Unit


def rule_problem(fault: RuleFault, rule: ReportingRule, words: Words) -> Problem:
    """What is wrong with this rule."""
    where = f"“{rule.title}”" if rule.title else ""
    message, remedy = _told(fault, rule, words)
    return Problem(code=f"rule_{fault}", where=where, message=message, remedy=remedy)


def _told(fault: RuleFault, rule: ReportingRule, words: Words) -> tuple[str, str]:
    match fault:
        case RuleFault.NO_TITLE:
            return (
                words.say("rules", "Báo cáo chưa có tên."),
                words.say("rules", "Xin ghi tên, không ghi năm, ví dụ “Báo cáo tháng”."),
            )
        case RuleFault.LONG_TITLE:
            return (
                words.say("rules", "Tên báo cáo dài quá {limit} ký tự.", limit=TITLE),
                words.say("rules", "Xin ghi gọn lại, nội dung chi tiết để trong mẫu."),
            )
        case RuleFault.CODE:
            return (
                words.say("rules", "Mã “{code}” không dùng được.", code=rule.code[:40]),
                words.say(
                    "rules", "Mã chỉ gồm chữ không dấu, chữ số và gạch nối, dài không quá 12, ví dụ H1, Y, THON-H1."
                ),
            )
        case RuleFault.PAST:
            return (
                words.say("rules", "Hạn này đã qua."),
                words.say("rules", "Việc một lần phải có hạn từ hôm nay trở đi; xin ghi ngày khác."),
            )
        case RuleFault.NEVER:
            return (
                words.say("rules", "Báo cáo bắt đầu hoặc kết thúc trước khi đến hạn, nên không ai phải gửi."),
                words.say("rules", "Xin xem lại ngày bắt đầu và hạn."),
            )
        case RuleFault.LOCK:
            return (
                words.say("rules", "Số ngày khóa sau hạn phải từ 1 đến {most}.", most=LONGEST),
                words.say("rules", "Thường dùng 60 ngày."),
            )
        case RuleFault.GRACE_AFTER_LOCK:
            return (
                words.say(
                    "rules",
                    "Gia hạn {grace} ngày mà khóa sau hạn {lock} ngày: gia hạn phải hết trước khi khóa.",
                    grace=rule.grace_after.days,
                    lock=rule.lock_after.days,
                ),
                words.say("rules", "Xin bớt ngày gia hạn hoặc khóa muộn hơn."),
            )
        case RuleFault.OFFSET_AFTER_LOCK:
            return (
                words.say(
                    "rules",
                    "Có lần nhắc sau hạn {day} ngày, nhưng báo cáo đã khóa sau hạn {lock} ngày.",
                    day=max(rule.offsets.after, default=0),
                    lock=rule.lock_after.days,
                ),
                words.say("rules", "Xin bớt lần nhắc đó hoặc khóa muộn hơn."),
            )
        case _:
            assert_never(fault)


def list_empty(words: Words) -> Problem:
    return Problem(
        code="rule_units_empty",
        message=words.say("rules", "Danh sách đơn vị phải gửi đang trống."),
        remedy=words.say("rules", "Xin ghi tên ít nhất một đơn vị, cách nhau bằng dấu chấm phẩy."),
    )


def not_below(unit: Unit, superior: Unit, words: Words) -> Problem:
    """A listed unit that does not stand below the one to which it would owe, or is no such kind."""
    return Problem(
        code="rule_unit_elsewhere",
        where=unit.title,
        message=words.say("rules", "Đơn vị này không thuộc loại phải gửi ở dưới {unit}.", unit=superior.title),
        remedy=words.say("rules", "Mỗi báo cáo chỉ do một loại đơn vị gửi; xin xem lại danh sách."),
    )


def rule_unknown(code: str, unit: Unit, words: Words) -> Problem:
    return Problem(
        code="rule_unknown",
        where=f"“{code[:40]}”",
        message=words.say(
            "rules", "{unit} không có báo cáo nào mang mã này, hoặc báo cáo đã kết thúc.", unit=unit.title
        ),
        remedy=words.say("rules", "Xem các báo cáo: /hanbaocao, hoặc ntm rule list."),
    )


def ends_too_early(day: date, words: Words) -> Problem:
    """An end before today would take reports away that were owed and perhaps sent."""
    return Problem(
        code="rule_end_past",
        where=show_date(day),
        message=words.say("rules", "Báo cáo không thể kết thúc từ một ngày đã qua: các kỳ đã gửi phải còn nguyên."),
        remedy=words.say("rules", "Xin chọn hôm nay hoặc một ngày sau."),
    )


def changes_later(day: date, words: Words) -> Problem:
    """A change that begins later would bring the rule back to life after its end."""
    return Problem(
        code="rule_changes_later",
        where=show_date(day),
        message=words.say("rules", "Báo cáo này đã được đổi, có hiệu lực từ ngày trên, sau ngày muốn kết thúc."),
        remedy=words.say("rules", "Xin kết thúc từ ngày đó trở đi."),
    )
