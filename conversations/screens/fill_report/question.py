"""One question at a time, with the last known value, the requirement, and how to answer; and what must be asked
before it is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.answer import Nature, State
from conversations.programme.criteria import WITHOUT_FIGURE, Measure
from conversations.programme.figures import figure_doubt, natures, village_figure
from conversations.programme.rights import may_record_difficulty
from conversations.reading import limits
from conversations.reading.plausible import Why
from conversations.reading.show import show_date, show_number
from conversations.screens.fill_report.heading import reporting_for
from conversations.screens.fill_report.periodic import below_option, beside_lines, beside_rows
from conversations.screens.paging import clip, fitted
from conversations.screens.states import (
    answer_words,
    choice_words,
    figure_words,
    known_words,
    nature_words,
    state_words,
    threshold_words,
    value_words,
)

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import FillReport, Pending
    from conversations.engine.words import Words
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report


def question(frame: FillReport, report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """The question itself."""
    return Screen(
        name="fill_report.question",
        text=fitted(_question_lines(frame, report, indicator, facts)),
        rows=_question_rows(frame, report, indicator, facts),
        takes=frozenset({Takes.PHOTO, Takes.PLACE, *_typed(indicator)}),
    )


def _typed(indicator: Indicator) -> tuple[Takes, ...]:
    """What may be typed. A text may also be a bare number, so its options bear letters too."""
    if indicator.measure is Measure.TEXT:
        return Takes.TEXT, Takes.FIGURE
    return (Takes.FIGURE if is_figure(indicator) else Takes.NAME,)


def is_figure(indicator: Indicator) -> bool:
    """Whether a number is asked for."""
    return indicator.measure not in WITHOUT_FIGURE


def _question_lines(frame: FillReport, report: Report, indicator: Indicator, facts: Facts) -> list[str]:
    words = facts.words
    place = report.form.places[indicator.code] + 1
    lines = [
        reporting_for(report, facts),
        words.say(
            "question", "{code} · {title} ({place}/{total})",
            code=indicator.code, title=indicator.question, place=place, total=report.total,
        ),
    ]  # fmt: skip
    answer = report.answers.get(indicator.code)
    if answer is not None and answer.given:
        said = answer_words(words, indicator, answer, most=limits.ANSWER_TEXT)
        lines.append(words.say("question", "Đã trả lời: {answer}", answer=said))
        if answer.source:
            lines.append(words.say("question", "Nguồn: {source}", source=answer.source))
    beside = beside_lines(report, indicator, words)
    if not beside:
        lines += [_last_line(report, indicator, words), _required(report, indicator, words)]
    if total := report.village_sums.get(indicator.code):
        lines.append(_village_line(total.numerator, total.denominator, total.reported, total.villages, words))
    lines += beside or [_how_to_answer(indicator, words)]
    if is_figure(indicator) and indicator.dated and frame.nature is not None and frame.as_of is not None:
        lines.append(words.say("question", "Số liệu: {nature}", nature=nature_words(words, frame.nature, frame.as_of)))
    if frame.item_source:
        lines.append(words.say("question", "Nguồn sẽ ghi: {source}", source=frame.item_source))
    return lines


def _required(report: Report, indicator: Indicator, words: Words) -> str:
    return threshold_words(words, indicator, form=report.form, region=report.region, year=report.period.year)


def _last_line(report: Report, indicator: Indicator, words: Words) -> str:
    known = report.last.get(indicator.code)
    if known is None:
        cell = report.plan.get(indicator.criterion)
        if cell is None or not indicator.judged:
            return ""
        if cell.met:
            return words.say("question", "Trước đây: xã tự đánh giá cả tiêu chí đạt ({day})", day=show_date(cell.on))
        if cell.target_year is not None:
            return words.say("question", "Lộ trình: tiêu chí này đạt năm {year}", year=cell.target_year)
        return ""
    return known_words(words, indicator, known)


def _village_line(numerator: int, denominator: int | None, reported: int, villages: int, words: Words) -> str:
    figure = f"{numerator}/{denominator}" if denominator else str(numerator)
    return words.say(
        "question", "Các thôn, xóm báo: {figure} ({reported}/{villages} thôn, xóm đã báo)",
        figure=figure, reported=reported, villages=villages,
    )  # fmt: skip


def _how_to_answer(indicator: Indicator, words: Words) -> str:
    match indicator.measure:
        case Measure.STATUS | Measure.CHOICE:
            return ""
        case Measure.TEXT:
            return words.say(
                "question", "Trả lời bằng lời, nhiều nhất {limit} ký tự", limit=show_number(limits.ANSWER_TEXT)
            )
        case Measure.NUMBER:
            return words.say("question", "Nhập một số, không kèm đơn vị, ví dụ 12 hoặc 2,5")
        case Measure.PERCENT:
            return words.say("question", "Nhập số phần trăm, hoặc số có trên tổng số, ví dụ 350/400")
        case Measure.MONEY:
            return words.say("question", "Nhập số {unit}, ví dụ 45,5", unit=indicator.unit)
        case Measure.AREA_PER_PERSON:
            return words.say("question", "Nhập số {unit}, ví dụ 2,5", unit=indicator.unit)
        case Measure.COUNT:
            return words.say("question", "Nhập số {unit}, ví dụ 12", unit=indicator.unit)
        case _:
            assert_never(indicator.measure)


def _question_rows(
    frame: FillReport, report: Report, indicator: Indicator, facts: Facts
) -> tuple[tuple[Option, ...], ...]:
    words = facts.words
    rows: tuple[tuple[Option, ...], ...] = ()
    if indicator.measure is Measure.STATUS:
        rows = state_rows(indicator, words)
    elif indicator.measure is Measure.TEXT:
        rows = beside_rows(report, indicator, facts)
    elif indicator.measure is Measure.CHOICE:
        rows = rows_of(
            *(Option(f"choice:{place}", clip(text)) for place, text in enumerate(indicator.options)), across=2
        )
    else:
        known = report.last.get(indicator.code)
        same = None
        if known is not None and known.figure is not None:
            value = value_words(indicator, known.figure.value)
            same = Option("same", clip(words.say("question", "Như kỳ trước {value}", value=value)))
        sums = (
            Option("villages", words.say("question", "Lấy số các thôn, xóm"))
            if village_figure(report, indicator) is not None
            else None
        )
        never = known is None or known.figure is None
        none_yet = Option(
            "none_yet", words.say("question", "Chưa có số") if never else words.say("question", "Chưa có số mới")
        )
        not_applicable = (
            Option("state:not_applicable", words.say("question", "Không phải xét")) if indicator.may_not_apply else None
        )
        rows = rows_of(same, sums, below_option(report, indicator, words)) + rows_of(none_yet, not_applicable, across=2)
    return (
        *rows,
        *rows_of(
            Option("later", words.say("question", "Để sau")),
            None if frame.only else _earlier(frame, report, facts),
            Option("list", words.say("question", "Danh sách")),
            Option("more", words.say("question", "Việc khác…")),
            across=2,
        ),
    )


def _earlier(frame: FillReport, report: Report, facts: Facts) -> Option | None:
    if frame.previous:
        return Option("fix", facts.words.say("question", "Sửa {code}", code=frame.previous))
    return _previous(frame, report, facts)


def _previous(frame: FillReport, report: Report, facts: Facts) -> Option | None:
    """Nothing comes before the first question, and a correction has only one."""
    if frame.only or not report.before(frame.item, facts.somebody.posts_at(report.unit.id)):
        return None
    return Option("previous", facts.words.say("question", "◀ Câu trước"))


def state_rows(indicator: Indicator, words: Words) -> tuple[tuple[Option, ...], ...]:
    """The verdicts a person can give; "not applicable" only where the indicator says "nếu có"."""
    return rows_of(
        Option("state:met", words.say("question", "✅ Đạt")),
        None if indicator.confidential else Option("state:unstable", words.say("question", "⚠ Đạt, chưa bền vững")),
        Option("state:not_met", words.say("question", "❌ Chưa đạt")),
        Option("state:not_applicable", words.say("question", "Không phải xét")) if indicator.may_not_apply else None,
        across=2,
    )


def more(frame: FillReport, report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """Everything else that can be done at a question."""
    words = facts.words
    return Screen(
        name="fill_report.more",
        text=words.say(
            "question",
            "{code} · {title}\nAnh/chị muốn làm gì?",
            code=indicator.code,
            title=indicator.question,
        ),
        rows=rows_of(
            Option("colleague", words.say("question", "Chép câu hỏi để gửi đồng nghiệp")),
            Option("source", words.say("question", "Ghi nguồn (ai cung cấp số)")),
            Option("paper", words.say("question", "Có hồ sơ giấy")),
            Option("difficulty", words.say("question", "Ghi khó khăn, vướng mắc"))
            if may_record_difficulty(facts.somebody, report.unit)
            else None,
            Option("nature", words.say("question", "Đổi ngày số liệu"))
            if is_figure(indicator) and indicator.dated
            else None,
            _previous(frame, report, facts),
            Option("overview", words.say("question", "◀ Tổng quan")),
            Option("back", words.say("question", "◀ Câu hỏi")),
        ),
    )


def which_reading(pending: Pending, indicator: Indicator, facts: Facts) -> Screen:
    """A figure that can be read two ways is asked back with both."""
    words = facts.words
    readings = [figure for figure in (pending.figure, pending.other) if figure is not None]
    return Screen(
        name="fill_report.which_reading",
        text=words.say("question", "Số vừa nhập có thể hiểu hai cách. Anh/chị muốn nói số nào?"),
        rows=(
            *rows_of(
                *(
                    Option(f"reading:{place}", clip(figure_words(indicator, figure)))
                    for place, figure in enumerate(readings)
                )
            ),
            *rows_of(Option("again", words.say("question", "Nhập lại"))),
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def unlikely(pending: Pending, report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """A figure out of range or far from the last one: one question, is it right?"""
    words = facts.words
    figure = figure_words(indicator, pending.figure) if pending.figure is not None else ""
    known = report.last.get(indicator.code)
    doubt = figure_doubt(report, indicator, pending.figure) if pending.figure is not None else None
    if pending.counted:
        text = words.say(
            "question", "{code}: câu này hỏi số {unit}, mà anh/chị gõ “{counted}”. Có đúng là {figure} không ạ?",
            code=indicator.code, unit=indicator.unit, counted=pending.counted, figure=figure,
        )  # fmt: skip
    elif doubt is not None and doubt.why is Why.FAR_FROM_LAST and known is not None and known.figure is not None:
        text = words.say(
            "question", "{code} = {figure}, khác nhiều so với kỳ trước ({last}). Có đúng không ạ?",
            code=indicator.code, figure=figure, last=figure_words(indicator, known.figure),
        )  # fmt: skip
    elif doubt is not None and doubt.why is Why.BELOW_LAST:
        text = words.say(
            "question", "{code} = {figure}, ít hơn số lũy kế lần trước ({last}). Có đúng không ạ?",
            code=indicator.code, figure=figure, last=value_words(indicator, doubt.beside),
        )  # fmt: skip
    elif doubt is not None and doubt.why is Why.ABOVE_PLAN:
        text = words.say(
            "question", "{code} = {figure}, vượt kế hoạch được giao ({plan}). Có đúng không ạ?",
            code=indicator.code, figure=figure, plan=value_words(indicator, doubt.beside),
        )  # fmt: skip
    else:
        text = words.say(
            "question", "{code} = {figure}, một con số ít gặp. Có đúng không ạ?", code=indicator.code, figure=figure
        )
    return Screen(
        name="fill_report.unlikely",
        text=text,
        rows=rows_of(
            Option("yes", words.say("question", "Đúng")), Option("again", words.say("question", "Nhập lại")), across=2
        ),
        takes=frozenset({Takes.FIGURE}),
    )


def assess(pending: Pending, report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """Where the requirement is not known the commune gives its own verdict."""
    words = facts.words
    figure = figure_words(indicator, pending.figure) if pending.figure is not None else ""
    text = words.say(
        "question",
        "{code} = {figure}. Hệ thống chưa có mức yêu cầu, nên xin anh/chị tự đánh giá: chỉ tiêu này đạt hay chưa?",
        code=indicator.code,
        figure=figure,
    )
    return Screen(
        name="fill_report.assess",
        text="\n".join(line for line in (reporting_for(report, facts), text) if line),
        rows=(*state_rows(indicator, words), *rows_of(Option("again", words.say("question", "Nhập lại")))),
        takes=frozenset({Takes.FIGURE}),
    )


def nature(report: Report, indicator: Indicator, pending: Pending | None, facts: Facts) -> Screen:
    """As of which day, official or estimate: said once, kept for the figures that follow."""
    words = facts.words
    figure = pending.figure if pending is not None else None
    head = f"{indicator.code} = {figure_words(indicator, figure)}. " if figure is not None else ""
    back = words.say("question", "◀ Câu hỏi")
    options = []
    for name, day, kind in natures(report, facts.today):
        if kind is Nature.OFFICIAL:
            label = words.say("question", "Đến {day}, số chính thức", day=show_date(day))
        elif name == "year":
            label = words.say("question", "Ước cả năm {year}", year=day.year)
        else:
            label = words.say("question", "Ước đến {day}", day=show_date(day))
        options.append(Option(f"nature:{name}", label))
    return Screen(
        name="fill_report.nature",
        text=head
        + words.say(
            "question", "Số này tính đến ngày nào? Chọn, hoặc gõ ngày (ví dụ 31/5). Các số sau cũng tính như vậy."
        ),
        rows=rows_of(*options, Option("again", words.say("question", "Nhập lại số") if figure is not None else back)),
        takes=frozenset({Takes.TEXT}),
    )


def reason(pending: Pending, report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """Why it was lost, or why it does not apply."""
    words = facts.words
    if pending.state is State.NOT_APPLICABLE:
        text = words.say(
            "question",
            "{code}: vì sao không phải xét? Xin ghi ngắn, ví dụ: xã không có làng nghề.",
            code=indicator.code,
        )
    else:
        text = words.say(
            "question",
            "{code}: trước đây đạt, nay chưa đạt. Vì sao không giữ được? Xin ghi ngắn.",
            code=indicator.code,
        )
    return Screen(
        name="fill_report.reason",
        text="\n".join(line for line in (reporting_for(report, facts), text) if line),
        rows=rows_of(Option("again", words.say("question", "Trả lời lại"))),
        takes=frozenset({Takes.TEXT}),
    )


def conflict(pending: Pending, report: Report, indicator: Indicator, facts: Facts) -> Screen:
    """A colleague answered meanwhile: shown, never overwritten unseen."""
    words = facts.words
    answer = report.answers[indicator.code]
    mine = choice_words(indicator, pending.choice)
    if pending.figure is not None:
        mine = figure_words(indicator, pending.figure)
    elif not mine:
        mine = state_words(words, pending.state or State.NOT_REPORTED)
    return Screen(
        name="fill_report.conflict",
        text=words.say(
            "question",
            "Câu {code} vừa có người khác trả lời: {theirs}. Anh/chị muốn giữ câu đó hay thay bằng: {mine}?",
            code=indicator.code,
            theirs=answer_words(words, indicator, answer),
            mine=mine,
        ),
        rows=rows_of(
            Option("keep", words.say("question", "Giữ câu đó")),
            Option("replace", words.say("question", "Thay bằng câu của tôi")),
            across=2,
        ),
    )
