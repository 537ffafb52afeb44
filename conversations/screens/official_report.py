"""The official report of a unit in words: what counts, changes, promises and difficulties say, and nothing else.

Official papers are Vietnamese whatever language their reader speaks, so these words are in no catalogue. What the
communes say themselves is never called anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.answer import State
from conversations.programme.difficulty import DifficultyState
from conversations.programme.paper import Annex, Grid, Heading, Paper, Paragraph
from conversations.reading.show import show_average, show_date
from conversations.screens.casing import capital
from conversations.screens.criteria_table import NOTHING, sign
from conversations.screens.difficulty_words import kind_words
from conversations.screens.grounds import grounds_lines
from conversations.screens.official_money import money_annex, money_blocks
from conversations.screens.official_plan import plan_rows
from conversations.screens.register_words import rest_lines, sums_words
from conversations.screens.states import answer_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from conversations.programme.criteria import Criterion, Indicator
    from conversations.programme.criteria_table import Table
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.digest import Change
    from conversations.programme.official_report import OfficialReport
    from conversations.programme.paper import Block
    from conversations.programme.report import Report

BODY = "Ủy ban nhân dân"


def criteria_paper(found: OfficialReport, table: Table | None) -> Paper:
    """The paper. table: the criteria table of the same day, for a unit with several communes."""
    unit, superior = found.unit, found.superior
    to = () if superior is None else (f"{BODY} {superior.title}",)
    return Paper(
        superior="" if superior is None else f"{BODY} {superior.title}".upper(),
        issuer=f"{BODY} {unit.title}".upper(),
        symbol="BC-UBND",
        place=unit.name,
        year=found.as_of.year,
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện Chương trình xây dựng nông thôn mới {_period(found)} của {unit.title}",
        to=to,
        grounds=grounds_lines(found.now.form, found.grounds),
        body=(
            Paragraph(_opening(found)),
            Heading("I. KẾT QUẢ THỰC HIỆN"),
            Heading("1. Kết quả chung", 2),
            *results(found),
            Heading("2. Thay đổi trong kỳ", 2),
            *changes(found),
            Heading(f"3. Thực hiện lộ trình năm {found.period.year}", 2),
            *_plan(found),
            *plan_rows(found),
            *_with_heading(registers(found)),
            *(() if found.money is None else money_blocks(found.money, 5 if found.registers else 4)),
            Heading("II. KHÓ KHĂN, VƯỚNG MẮC"),
            *difficulties(found),
            Heading("III. NHIỆM VỤ TRONG THỜI GIAN TỚI"),
            *_tasks(found),
            Heading("IV. KIẾN NGHỊ, ĐỀ XUẤT"),
            *proposals(found),
            Paragraph(f"Trên đây là báo cáo kết quả thực hiện {_period(found)} của {BODY} {unit.title}./."),
        ),
        recipients=("Như trên;" if to else "Lãnh đạo UBND;", "Lưu: VT."),
        signer=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        annexes=_annexes(found, table),
    )


def _period(found: OfficialReport) -> str:
    """The period without the word that every title begins with: "6 tháng đầu năm 2023"."""
    return found.period.title.removeprefix("Báo cáo ").strip()


def _opening(found: OfficialReport) -> str:
    return (
        f"{BODY} {found.unit.title} báo cáo kết quả thực hiện Chương trình xây dựng nông thôn mới {_period(found)}, "
        f"số liệu tính đến ngày {show_date(found.as_of)}, như sau:"
    )


def results(found: OfficialReport) -> Iterable[Block]:
    """Where the unit stands on the day."""
    now = found.now
    form = now.form
    if form is None or now.average is None:
        yield Paragraph("Chưa có số liệu trong hệ thống.")
        return
    whose = _whose(now.total_met, now.total_confirmed)
    if found.of_commune:
        (commune,) = now.communes
        yield Paragraph(f"{capital(found.unit.title)} đạt {commune.met}/{len(form.criteria)} tiêu chí {whose}.")
        yield Paragraph(f"Tiêu chí đạt: {_named(_in(found, met=True)) or 'chưa có'}.")
        yield Paragraph(f"Tiêu chí chưa đạt: {_named(_in(found, met=False)) or 'không có'}.")
        if open_ones := _in(found, met=None):
            yield Paragraph(f"Tiêu chí chưa có số liệu: {_named(open_ones)}.")
        return
    yield Paragraph(
        f"Toàn {found.unit.kind.name} có {len(now.communes)} xã, tổng số tiêu chí đạt là {now.total_met} lượt {whose}, "
        f"bình quân {show_average(now.average)} tiêu chí/xã."
    )
    for one in now.brackets:
        said = f"{one.low}" if one.low == one.high else f"từ {one.low} đến {one.high}"
        yield Paragraph(f"- Đạt {said} tiêu chí: {one.communes} xã.")
    if unknown := len(now.communes) - len(now.known):
        yield Paragraph(f"- Chưa có số liệu: {unknown} xã (không tính vào bình quân).")


def _whose(met: int, confirmed: int) -> str:
    if not confirmed:
        return "(số liệu do xã tự đánh giá)"
    return f"(trong đó phòng, ngành đã đánh giá {confirmed}, còn lại {met - confirmed} do xã tự đánh giá)"


def _in(found: OfficialReport, *, met: bool | None) -> list[Criterion]:
    """met None: those of which nothing is known."""
    form = found.now.form
    commune = found.now.communes[0]
    if form is None:
        return []
    return [one for one in form.criteria if _met(commune.criteria[one.code].state) is met]


def _met(state: State) -> bool | None:
    return None if state is State.NOT_REPORTED else state.counts_as_met


def _named(criteria: Iterable[Criterion]) -> str:
    return "; ".join(f"số {one.code} {one.label}" for one in criteria)


def changes(found: OfficialReport) -> Iterable[Block]:
    """What was gained and lost since the period began."""
    compared = found.changes
    since = show_date(found.then.as_of)
    if compared is None:
        yield Paragraph(f"Chưa có số liệu của ngày {since} để so sánh.")
        return
    if not compared.gained and not compared.lost:
        yield Paragraph(f"So với ngày {since}, số tiêu chí đạt không thay đổi.")
        return
    for what, listed in (("đạt thêm", compared.gained), ("không giữ được", compared.lost)):
        if listed:
            number = sum(len(one.criteria) for one in listed)
            yield Paragraph(f"So với ngày {since}, {what} {number} lượt tiêu chí:")
            yield from _by_unit(found, listed)
    yield from _why_lost(found)


def _by_unit(found: OfficialReport, changes: Sequence[Change]) -> Iterable[Block]:
    for one in changes:
        named = _named(one.criteria)
        yield Paragraph(f"- {capital(named)}." if found.of_commune else f"- {capital(one.unit.title)}: {named}.")


def _why_lost(found: OfficialReport) -> Iterable[Block]:
    if found.report is None:
        return
    for indicator in found.report.lost():
        answer = found.report.answers.get(indicator.code)
        if answer is not None and answer.reason:
            yield Paragraph(f"- Nguyên nhân chỉ tiêu {indicator.code} không giữ được: {answer.reason}.")


def _plan(found: OfficialReport) -> Iterable[Block]:
    kept, still_open = found.promised(kept=True), found.promised(kept=False)
    done = sum(len(one.criteria) for one in kept)
    rest = sum(len(one.criteria) for one in still_open)
    if not done and not rest:
        yield Paragraph(f"Kế hoạch không giao tiêu chí nào cho năm {found.period.year}.")
        return
    yield Paragraph(
        f"Theo kế hoạch, năm {found.period.year} phấn đấu {done + rest} lượt tiêu chí; đến nay đạt {done}, còn {rest}."
    )


def _with_heading(blocks: Iterable[Block]) -> Iterable[Block]:
    told = tuple(blocks)
    return (Heading("4. Kết quả khác", 2), *told) if told else ()


def registers(found: OfficialReport) -> Iterable[Block]:
    """What was entered in registers; nothing where nothing was."""
    if not found.registers:
        return
    yield Grid(
        head=("TT", "Nội dung", "Trong kỳ", "Đến nay"),
        rows=tuple(
            (
                str(number),
                book.kind.name,
                sums_words(book.added, book.kind, SOURCE),
                ". ".join([sums_words(book.sums, book.kind, SOURCE), *rest_lines(book, SOURCE)]),
            )
            for number, book in enumerate(found.registers, start=1)
        ),
        widths=(6, 34, 30, 30),
        centred=frozenset({0}),
    )


def difficulties(found: OfficialReport) -> Iterable[Block]:
    """What nobody has settled, by cause."""
    if not found.difficulties:
        yield Paragraph("Trong kỳ không có khó khăn, vướng mắc nào được ghi nhận mà chưa giải quyết.")
        return
    by_kind: dict[str, list[Difficulty]] = {}
    for one in found.difficulties:
        by_kind.setdefault(kind_words(one.kind, SOURCE), []).append(one)
    for kind, listed in by_kind.items():
        yield Paragraph(f"{capital(kind)} ({len(listed)} vướng mắc):")
        yield from (Paragraph(f"- {_difficulty(one, found)}") for one in listed)


def _difficulty(one: Difficulty, found: OfficialReport) -> str:
    where = "" if found.of_commune and one.unit.id == found.unit.id else f"{capital(one.unit.title)}: "
    criterion = f" (tiêu chí {one.criterion})" if one.criterion else ""
    return f"{where}{one.text or 'có ảnh, ghi âm kèm theo'}{criterion}."


def _tasks(found: OfficialReport) -> Iterable[Block]:
    still_open = found.promised(kept=False)
    if not still_open:
        yield Paragraph("Tiếp tục duy trì, nâng cao chất lượng các tiêu chí đã đạt.")
        return
    yield Paragraph(f"Tập trung hoàn thành các tiêu chí theo kế hoạch năm {found.period.year}:")
    yield from _by_unit(found, still_open)
    yield Paragraph("Duy trì, nâng cao chất lượng các tiêu chí đã đạt.")


def proposals(found: OfficialReport) -> Iterable[Block]:
    """What waits for a higher level to settle it."""
    climbed = [one for one in found.difficulties if one.state is DifficultyState.CLIMBED]
    if not climbed:
        yield Paragraph("Không có.")
        return
    for one in climbed:
        who = "cấp có thẩm quyền" if one.owner is None else one.owner.title
        yield Paragraph(f"- Đề nghị {who} xem xét, giải quyết: {_difficulty(one, found)}")


def _annexes(found: OfficialReport, table: Table | None) -> tuple[Annex, ...]:
    if found.report is not None:
        title = f"KẾT QUẢ TỪNG CHỈ TIÊU CỦA {found.unit.title.upper()}"
        return (Annex(title=title, blocks=(_indicators(found.report, found.verdicts),)),)
    if found.of_commune:
        return ()
    resources = () if found.money is None else (money_annex(found.money),)
    if table is None:
        return resources
    title = f"HIỆN TRẠNG TIÊU CHÍ CÁC XÃ CỦA {found.unit.title.upper()}"
    legend = (
        "Đ: phòng, ngành đánh giá đạt; x: xã tự đánh giá đạt; ~: chưa bền vững; !: không giữ được; số: năm dự kiến."
    )
    return (Annex(title=title, wide=True, blocks=(_communes(table), Paragraph(legend))), *resources)


def _indicators(report: Report, verdicts: Mapping[str, bool]) -> Grid:
    return Grid(
        head=("Số", "Chỉ tiêu", "Kết quả", "Xã tự đánh giá", "Phòng, ngành đánh giá"),
        rows=tuple(_indicator(report, indicator, verdicts) for indicator in report.form.indicators),
        widths=(8, 44, 18, 14, 16),
        centred=frozenset({0, 3, 4}),
    )


def _indicator(report: Report, indicator: Indicator, verdicts: Mapping[str, bool]) -> tuple[str, ...]:
    answer = report.answers.get(indicator.code)
    verdict = {True: "đạt", False: "chưa đạt", None: ""}[verdicts.get(indicator.code)]
    if answer is None or not answer.given:
        return indicator.code, indicator.title, "", "chưa có số", verdict
    words = answer_words(SOURCE, indicator, answer).split(" · ")
    said = words[-1] if answer.state is not State.NOT_REPORTED else ""
    figure = " · ".join(words[:-1]) if said else " · ".join(words)
    return indicator.code, indicator.title, figure, said, verdict


def _communes(table: Table) -> Grid:
    codes = [criterion.code for criterion in table.form.criteria]
    return Grid(
        head=("TT", "Xã", *codes, "Đạt"),
        rows=(
            *(
                (
                    str(number),
                    row.unit.name,
                    *(sign(cell) for cell in row.cells),
                    str(row.met) if row.known else NOTHING,
                )
                for number, row in enumerate(table.rows, start=1)
            ),
            (
                "",
                "Tổng số",
                *(str(count) if table.known else NOTHING for count in (*table.by_criterion, table.total_met)),
            ),
        ),
        widths=(4, 14, *(4 for _ in codes), 6),
        centred=frozenset({0, *range(2, len(codes) + 3)}),
        total=True,
    )
