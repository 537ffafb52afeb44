"""The paper of a monthly report, of a quarterly, half-yearly or yearly assessment, and of a few questions asked once.

Its parts are those the report must have: results, money spent, difficulties by cause, proposals. Like the report of
criteria it is Vietnamese, whatever language its reader speaks. Source: Quảng Nam's plan 2024-2025, V.4; Hà Tĩnh's
resolution, IV.1.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.criteria import Content
from conversations.programme.cycle import Cycle
from conversations.programme.money import Programme
from conversations.programme.money_names import PROGRAMMES, SOURCES
from conversations.programme.paper import Annex, Grid, Heading, Paper, Paragraph
from conversations.programme.periodic_report import in_millions
from conversations.reading.nothing import says_nothing
from conversations.reading.show import show_date, show_number, show_percent
from conversations.screens.casing import capital
from conversations.screens.fill_report.periodic import dossier_moved
from conversations.screens.grounds import grounds_lines
from conversations.screens.official_money import moves_blocks
from conversations.screens.official_plan import plan_rows
from conversations.screens.official_report import (
    BODY,
    changes,
    criteria_paper,
    difficulties,
    proposals,
    registers,
    results,
)
from conversations.screens.states import answer_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.programme.criteria_table import Table
    from conversations.programme.money_cells import Amounts, Pot
    from conversations.programme.official_report import OfficialReport
    from conversations.programme.paper import Block
    from conversations.programme.periodic_sheet import PeriodicSheet, UnitBelow

LONGEST = 1000
"""Characters of an answer; as many as may be typed."""


def paper_of(found: OfficialReport, table: Table | None) -> Paper:
    """The paper of any report. table: the criteria table of the same day, for a unit with several communes."""
    return criteria_paper(found, table) if found.sheet is None else _paper(found, found.sheet)


def _paper(found: OfficialReport, sheet: PeriodicSheet) -> Paper:
    unit, superior = found.unit, found.superior
    to = _to(sheet)
    return Paper(
        superior="" if superior is None else f"{BODY} {superior.title}".upper(),
        issuer=f"{BODY} {unit.title}".upper(),
        symbol="BC-UBND",
        place=unit.name,
        year=found.as_of.year,
        kind="BÁO CÁO",
        subject=_subject(found, sheet),
        to=to,
        grounds=grounds_lines(found.now.form, found.grounds) if sheet.periodic else (),
        body=tuple(_periodic(found, sheet) if sheet.periodic else _asked(found, sheet)),
        recipients=("Như trên;" if to else "Lãnh đạo UBND;", "Lưu: VT."),
        signer=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        annexes=_annexes(found, sheet),
    )


def _subject(found: OfficialReport, sheet: PeriodicSheet) -> str:
    of = f"của {found.unit.title}"
    if not sheet.periodic:
        return f"{capital(sheet.time)} {of}"
    programme = f"thực hiện Chương trình xây dựng nông thôn mới {sheet.time} {of}"
    return f"Kết quả {programme}" if sheet.cycle is Cycle.MONTH else f"Đánh giá kết quả {programme}"


def _to(sheet: PeriodicSheet) -> tuple[str, ...]:
    """The body it is owed to, then those the rule names besides, each once; what nobody is owed goes to nobody."""
    above = sheet.owed_to
    if above is None:
        return ()
    first = f"{BODY} {above.title}"
    same = {first.casefold(), f"ubnd {above.kind.name}", f"ubnd {above.title}".casefold()}
    named = (one.strip() for one in sheet.via.split(";"))
    return (first, *(capital(one) for one in named if one and one.casefold() not in same))


def _periodic(found: OfficialReport, sheet: PeriodicSheet) -> Iterable[Block]:
    yield Paragraph(
        f"{BODY} {found.unit.title} báo cáo kết quả thực hiện Chương trình xây dựng nông thôn mới {sheet.time}, "
        f"số liệu tính đến ngày {show_date(sheet.day)}, như sau:"
    )
    yield Heading("I. KẾT QUẢ THỰC HIỆN")
    yield from results(found)
    yield from changes(found)
    yield from _year_before(sheet)
    yield from plan_rows(found)
    yield from _dossiers(sheet)
    yield from _said(found, Content.RESULTS, "Kết quả khác trong kỳ")
    yield from registers(found)
    yield from _silent(sheet)
    yield Heading("II. GIẢI NGÂN NGUỒN KINH PHÍ ĐƯỢC GIAO")
    yield from _money(sheet)
    yield from () if found.money is None else moves_blocks(found.money)
    yield Heading("III. KHÓ KHĂN, VƯỚNG MẮC")
    yield from difficulties(found)
    yield Heading("IV. KIẾN NGHỊ, ĐỀ XUẤT")
    said = tuple(_said(found, Content.PROPOSALS, ""))
    yield from said
    if not said or any(one.climbed is not None for one in found.difficulties):
        yield from proposals(found)
    yield Paragraph(f"Trên đây là báo cáo kết quả thực hiện {sheet.time} của {BODY} {found.unit.title}./.")


def _said(found: OfficialReport, content: Content, head: str) -> Iterable[Block]:
    """What was typed, unless it only says that there is nothing."""
    if found.report is None:
        return
    for indicator in found.report.form.indicators:
        answer = found.report.answers.get(indicator.code)
        if indicator.content is content and answer is not None and not says_nothing(answer.choice or "không"):
            text = " ".join(answer.choice.split())
            yield Paragraph(f"{head}: {text}." if head else f"- {capital(text)}.")


def _year_before(sheet: PeriodicSheet) -> Iterable[Block]:
    """The same time of the year before."""
    ago = sheet.year_before
    if ago is None:
        return
    if ago.gained_then is None:
        yield Paragraph("So với cùng kỳ năm trước: chưa có số liệu của cùng kỳ để so sánh.")
        return
    yield Paragraph(
        f"So với cùng kỳ năm trước: trong kỳ đạt thêm {ago.gained} lượt tiêu chí, cùng kỳ năm trước {ago.gained_then}; "
        f"không giữ được {ago.lost}, cùng kỳ năm trước {ago.lost_then or 0}."
    )


def _dossiers(sheet: PeriodicSheet) -> Iterable[Block]:
    """What was handed in, passed up or decided."""
    if sheet.dossiers:
        yield Paragraph(f"Hồ sơ đề nghị công nhận trong kỳ ({len(sheet.dossiers)} hồ sơ):")
    for one in sheet.dossiers:
        yield Paragraph(f"- {capital(dossier_moved(one, SOURCE))} (ngày {show_date(one.on)}).")


def _silent(sheet: PeriodicSheet) -> Iterable[Block]:
    owing = [one for one in sheet.below if one.owes]
    if owing:
        sent = len(owing) - len(sheet.silent)
        rest = ", ".join(one.unit.name for one in sheet.silent)
        yield Paragraph(
            f"Đơn vị trực thuộc đã gửi báo cáo cùng kỳ: {sent}/{len(owing)}" + (f"; chưa gửi: {rest}." if rest else ".")
        )


def _money(sheet: PeriodicSheet) -> Iterable[Block]:
    total = sheet.total
    if total is None or (total.planned is None and total.spent is None):
        yield Paragraph("Chưa có số liệu về kinh phí được giao và giải ngân.")
        return
    if total.planned is None:
        yield Paragraph(f"Lũy kế giải ngân {_millions(total.spent)} triệu đồng; chưa có số kế hoạch được giao.")
    elif total.spent is None:
        yield Paragraph(f"Kinh phí được giao {_millions(total.planned)} triệu đồng; chưa có số giải ngân.")
    else:
        yield Paragraph(
            f"Kinh phí được giao {_millions(total.planned)} triệu đồng, lũy kế giải ngân {_millions(total.spent)} "
            f"triệu đồng, đạt {_rate(total)} kế hoạch."
        )
    rows = [
        (str(number), _source(pot), _millions(amounts.planned), _millions(amounts.spent), _rate(amounts))
        for number, (pot, amounts) in enumerate(sheet.money, start=1)
    ]
    yield Grid(
        head=("TT", "Nguồn kinh phí", "Kế hoạch (triệu đồng)", "Lũy kế giải ngân (triệu đồng)", "Tỷ lệ"),
        rows=(*rows, ("", "Tổng số", _millions(total.planned), _millions(total.spent), _rate(total))),
        widths=(6, 44, 18, 20, 12),
        centred=frozenset({0, 2, 3, 4}),
        total=True,
    )


def _source(pot: Pot) -> str:
    said = "Kinh phí được giao, chưa tách nguồn" if pot.source is None else capital(SOURCES[pot.source])
    if pot.programme is not Programme.NTM:
        said += f", chương trình {PROGRAMMES[pot.programme]}"
    return said if pot.year is None else f"{said}, năm {pot.year}"


def _millions(amount: int | None) -> str:
    return "" if amount is None else show_number(in_millions(amount))


def _rate(amounts: Amounts) -> str:
    if not amounts.planned or amounts.spent is None:
        return ""
    return show_percent(Decimal(amounts.spent) * 100 / amounts.planned, places=1)


def _annexes(found: OfficialReport, sheet: PeriodicSheet) -> tuple[Annex, ...]:
    """What each unit below has sent and spent."""
    if not sheet.below:
        return ()
    kind = sheet.below[0].unit.kind.level.value
    title = {"district": "CÁC HUYỆN", "commune": "CÁC XÃ"}.get(kind, "CÁC ĐƠN VỊ")
    grid = Grid(
        head=(
            "TT",
            "Đơn vị",
            "Báo cáo",
            "Kế hoạch (triệu đồng)",
            "Giải ngân (triệu đồng)",
            "Tỷ lệ",
            "Khó khăn đang mở",
        ),
        rows=(
            *(_below(number, one) for number, one in enumerate(sheet.below, start=1)),
            _sum(sheet),
        ),
        widths=(7, 24, 15, 15, 15, 11, 13),
        centred=frozenset({0, 2, 3, 4, 5, 6}),
        total=True,
    )
    head = f"TÌNH HÌNH BÁO CÁO, GIẢI NGÂN CỦA {title} THUỘC {found.unit.title.upper()}"
    return (Annex(title=head, blocks=(grid,)),)


def _below(number: int, one: UnitBelow) -> tuple[str, ...]:
    sent = show_date(one.sent_on) if one.sent_on is not None else "chưa gửi" if one.owes else "không phải gửi"
    money = one.money
    return (
        str(number), one.unit.title, sent, _millions(money.planned), _millions(money.spent), _rate(money),
        str(one.open),
    )  # fmt: skip


def _sum(sheet: PeriodicSheet) -> tuple[str, ...]:
    """Of the lines above it; what the unit itself was assigned beside them is in part II."""
    owing = sum(one.owes for one in sheet.below)
    planned = [one.money.planned for one in sheet.below if one.money.planned is not None]
    spent = [one.money.spent for one in sheet.below if one.money.spent is not None]
    whole, used = sum(planned) if planned else None, sum(spent) if spent else None
    rate = show_percent(Decimal(used) * 100 / whole, places=1) if whole and used is not None else ""
    return (
        "", "Tổng số", f"{owing - len(sheet.silent)}/{owing}", _millions(whole), _millions(used), rate,
        str(sum(one.open for one in sheet.below)),
    )  # fmt: skip


def _asked(found: OfficialReport, sheet: PeriodicSheet) -> Iterable[Block]:
    """What was asked and answered, one question after the other."""
    asker = "" if sheet.owed_to is None else f" theo yêu cầu của {BODY} {sheet.owed_to.title}"
    yield Paragraph(
        f"{BODY} {found.unit.title} báo cáo{asker} về việc “{sheet.time}”, số liệu tính đến ngày "
        f"{show_date(sheet.day)}, như sau:"
    )
    report = found.report
    if report is None or not report.given:
        yield Paragraph("Chưa có nội dung trả lời trong hệ thống.")
    for number, indicator in enumerate(report.form.indicators if report is not None else (), start=1):
        answer = report.answers.get(indicator.code) if report is not None else None
        if answer is not None and answer.given:
            said = answer.choice or answer_words(SOURCE, indicator, answer, most=LONGEST)
            yield Paragraph(f"{number}. {indicator.title}: {' '.join(said.split())}.")
        else:
            yield Paragraph(f"{number}. {indicator.title}: chưa trả lời.")
    yield Paragraph(f"Trên đây là báo cáo của {BODY} {found.unit.title}./.")
