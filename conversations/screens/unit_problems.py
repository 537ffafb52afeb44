"""Why a unit cannot be changed so: each a sentence that says what to do next. Nothing is half done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.problem import Problem
from conversations.reading.show import show_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.unit import Unit
    from conversations.programme.unit_change import Made


def name_wrong(most: int, words: Words) -> Problem:
    return Problem(
        code="unit_name_wrong",
        message=words.say("unit_problems", "Tên đơn vị phải có từ 1 đến {most} chữ.", most=most),
        remedy=words.say("unit_problems", "Xin ghi lại tên."),
    )


def not_there_then(unit: Unit, on: date, words: Words) -> Problem:
    """It begins on that day or later, or has ended by then."""
    return Problem(
        code="unit_not_there",
        where=unit.title,
        message=words.say("unit_problems", "Đơn vị này không có cả trước và trong ngày {day}.", day=show_date(on)),
        remedy=words.say("unit_problems", "Xin kiểm tra lại tên và ngày."),
    )


def too_few(units: Sequence[Unit], words: Words) -> Problem:
    return Problem(
        code="merge_too_few",
        where=", ".join(unit.title for unit in units),
        message=words.say("unit_problems", "Sáp nhập thì cần ít nhất hai đơn vị khác nhau."),
        remedy=words.say("unit_problems", "Xin ghi đủ các đơn vị được sáp nhập."),
    )


def levels_differ(units: Sequence[Unit], words: Words) -> Problem:
    return Problem(
        code="merge_levels",
        where=", ".join(unit.title for unit in units),
        message=words.say("unit_problems", "Các đơn vị này không cùng cấp nên không sáp nhập thành một được."),
        remedy=words.say("unit_problems", "Xin ghi các đơn vị cùng cấp."),
    )


def parents_differ(titles: Sequence[str], words: Words) -> Problem:
    return Problem(
        code="merge_parents",
        where="; ".join(titles),
        message=words.say("unit_problems", "Các đơn vị này thuộc cấp trên khác nhau."),
        remedy=words.say("unit_problems", "Xin ghi rõ đơn vị mới thuộc cấp trên nào."),
    )


def cannot_stand_under(title: str, parent: Unit, words: Words) -> Problem:
    return Problem(
        code="unit_parent_wrong",
        where=title,
        message=words.say("unit_problems", "Không thể đặt dưới {parent}.", parent=parent.title),
        remedy=words.say("unit_problems", "Xin chọn đơn vị cấp trên khác."),
    )


def exists(title: str, words: Words) -> Problem:
    return Problem(
        code="unit_exists",
        where=title,
        message=words.say("unit_problems", "Ở đó đã có đơn vị tên như vậy."),
        remedy=words.say("unit_problems", "Xin chọn tên khác, hoặc ghi thêm chữ để phân biệt."),
    )


def nothing_changes(unit: Unit, words: Words) -> Problem:
    return Problem(
        code="unit_unchanged",
        where=unit.title,
        message=words.say("unit_problems", "Đơn vị đã như vậy rồi."),
        remedy=words.say("unit_problems", "Không có gì phải ghi."),
    )


def renamed_later(unit: Unit, day: date, words: Words) -> Problem:
    return Problem(
        code="unit_renamed_later",
        where=unit.title,
        message=words.say(
            "unit_problems",
            "Đơn vị này có tên ấy từ ngày {day}, nên không đổi tên từ một ngày trước đó được.",
            day=show_date(day),
        ),
        remedy=words.say("unit_problems", "Xin hoàn tác lần đổi tên ấy trước."),
    )


def kind_of_another_level(unit: Unit, kind: str, words: Words) -> Problem:
    return Problem(
        code="unit_level_wrong",
        where=unit.title,
        message=words.say("unit_problems", "{kind} không cùng cấp với đơn vị này.", kind=kind.capitalize()),
        remedy=words.say("unit_problems", "Xin chọn loại đơn vị cùng cấp."),
    )


def split_too_few(unit: Unit, words: Words) -> Problem:
    return Problem(
        code="split_too_few",
        where=unit.title,
        message=words.say("unit_problems", "Chia thì cần ít nhất hai đơn vị mới, tên khác nhau."),
        remedy=words.say("unit_problems", "Xin ghi đủ tên các đơn vị mới."),
    )


def not_below(name: str, unit: Unit, words: Words) -> Problem:
    return Problem(
        code="split_below",
        where=f"“{name}”",
        message=words.say("unit_problems", "Ngay dưới {unit} không có đúng một đơn vị tên như vậy.", unit=unit.title),
        remedy=words.say("unit_problems", "Xin ghi đúng tên đơn vị trực thuộc, mỗi nơi một lần."),
    )


def nothing_above(unit: Unit, words: Words) -> Problem:
    """Nobody could take over what is below it."""
    return Problem(
        code="end_parents",
        where=unit.title,
        message=words.say(
            "unit_problems", "Chưa ghi đơn vị này thuộc cấp trên nào, nên chưa có nơi nhận những gì trực thuộc."
        ),
        remedy=words.say("unit_problems", "Xin ghi cấp trên của đơn vị trước, rồi làm lại."),
    )


def cannot_end(unit: Unit, words: Words) -> Problem:
    """An office, or another unit is above it than above the others."""
    return Problem(
        code="end_parents",
        where=unit.title,
        message=words.say(
            "unit_problems", "Đơn vị thôi hoạt động phải có một cấp trên chung nhận những gì trực thuộc."
        ),
        remedy=words.say("unit_problems", "Xin ghi các đơn vị cùng cấp trên, mỗi cấp trên một lần."),
    )


def nothing_ends(words: Words) -> Problem:
    return Problem(
        code="end_nothing",
        message=words.say("unit_problems", "Chưa rõ đơn vị nào thôi hoạt động."),
        remedy=words.say("unit_problems", "Xin ghi tên các đơn vị, hoặc mọi huyện của tỉnh nào."),
    )


def twins(unit: Unit, words: Words) -> Problem:
    return Problem(
        code="end_twins",
        where=unit.title,
        message=words.say("unit_problems", "Hai đơn vị cùng tên như vậy sẽ cùng thuộc một cấp trên."),
        remedy=words.say("unit_problems", "Xin đổi tên, hoặc sáp nhập một trong hai trước."),
    )


def no_such_change(words: Words) -> Problem:
    return Problem(
        code="change_unknown",
        message=words.say("unit_problems", "Không có thay đổi nào như vậy để hoàn tác."),
        remedy=words.say("unit_problems", "Xin xem lại danh sách thay đổi của đơn vị."),
    )


def undone_already(made: Made, words: Words) -> Problem:
    return Problem(
        code="change_undone",
        where=made.said,
        message=words.say("unit_problems", "Thay đổi này đã được hoàn tác rồi."),
        remedy=words.say("unit_problems", "Không có gì phải làm thêm."),
    )


def changed_since(made: Made, later: Made, words: Words) -> Problem:
    return Problem(
        code="change_built_upon",
        where=made.said,
        message=words.say(
            "unit_problems", "Sau đó đã có thay đổi khác: {said} (từ ngày {day}).",
            said=later.said, day=show_date(later.on),
        ),
        remedy=words.say("unit_problems", "Xin hoàn tác thay đổi sau trước, rồi làm lại."),
    )  # fmt: skip


def built_upon(made: Made, what: Mapping[str, int], words: Words) -> Problem:
    """what: what its rows are called, to how many there are."""
    return Problem(
        code="change_built_upon",
        where=made.said,
        message=words.say(
            "unit_problems",
            "Không hoàn tác được nữa vì sau đó đã có thêm: {what}.",
            what=", ".join(f"{count} {name}" for name, count in what.items()),
        ),
        remedy=words.say("unit_problems", "Nếu vẫn phải đổi lại, xin ghi một thay đổi mới từ một ngày sau."),
    )


def row_moved(made: Made, name: str, words: Words) -> Problem:
    """name: what the row that is not as it was is called."""
    return Problem(
        code="change_built_upon",
        where=made.said,
        message=words.say("unit_problems", "Không hoàn tác được nữa vì sau đó đã có sửa đổi ở: {name}.", name=name),
        remedy=words.say("unit_problems", "Nếu vẫn phải đổi lại, xin ghi một thay đổi mới từ một ngày sau."),
    )
