"""What an office's own form is filled in with: the very words and figures of the official report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.words import SOURCE
from conversations.programme.answer import Assessor, State
from conversations.programme.form_fields import FormValues
from conversations.programme.paper import Grid, Heading, Paragraph
from conversations.reading.show import show_average, show_date
from conversations.screens.casing import capital
from conversations.screens.difficulty_words import kind_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.official_report import OfficialReport
    from conversations.programme.paper import Paper
    from conversations.programme.status import CommuneStatus, CriterionStatus, Status

Rows = tuple["Mapping[str, str]", ...]
UNKNOWN = "–"
"""In place of a count where nothing is known."""

_SECTIONS = {
    "1. Kết quả chung": "ket_qua",
    "2. Thay đổi trong kỳ": "thay_doi",
    "3. Thực hiện lộ trình": "lo_trinh",
    "I. KẾT QUẢ": "ket_qua",
    "II. GIẢI NGÂN": "giai_ngan",
    "II. KHÓ KHĂN": "kho_khan",
    "III. KHÓ KHĂN": "kho_khan",
    "III. NHIỆM VỤ": "nhiem_vu",
    "IV. KIẾN NGHỊ": "kien_nghi",
}


def values_of(paper: Paper, found: OfficialReport) -> FormValues:
    """All fields and rows, from the paper and what it stands on."""
    now = found.now
    form = now.form
    return FormValues(
        fields={
            "co_quan": paper.issuer,
            "cap_tren": paper.superior,
            "don_vi": found.unit.title,
            "ten_don_vi": found.unit.name,
            "ky_hieu": paper.symbol,
            "dia_danh": paper.place,
            "nam": str(paper.year),
            "trich_yeu": paper.subject,
            "kinh_gui": "; ".join(paper.to),
            "can_cu": "\n".join(paper.grounds),
            "ky_bao_cao": found.period.title.removeprefix("Báo cáo ").strip(),
            "so_lieu_den": show_date(found.as_of),
            "so_xa": str(len(now.communes)),
            "so_tieu_chi": "" if form is None else str(len(form.criteria)),
            "tong_dat": _count(now.total_met, known=bool(now.known)),
            "da_danh_gia": _count(now.total_confirmed, known=bool(now.known)),
            "tu_danh_gia": _count(now.total_met - now.total_confirmed, known=bool(now.known)),
            "binh_quan": UNKNOWN if now.average is None else show_average(now.average),
            **_told(paper),
        },
        rows={
            "xa": tuple(_commune(number, one, now) for number, one in enumerate(now.communes, start=1)),
            "tieu_chi": _criteria(now, of_commune=found.of_commune),
            "chi_tieu": _indicators(paper) if found.report is not None and found.sheet is None else (),
            "nguon_von": _money(paper) if found.sheet is not None else (),
            "vuong_mac": _difficulties(found),
        },
    )


def _told(paper: Paper) -> Mapping[str, str]:
    """The paragraphs below each heading; the last one of all closes the paper and belongs to none."""
    told: dict[str, list[str]] = {field: [] for field in dict.fromkeys(_SECTIONS.values())}
    field = ""
    for block in paper.body[:-1]:
        match block:
            case Heading():
                field = next((name for head, name in _SECTIONS.items() if block.text.startswith(head)), "")
            case Paragraph() if field:
                told[field].append(block.text)
            case _:
                continue
    return {field: "\n".join(lines) for field, lines in told.items()}


def _commune(number: int, one: CommuneStatus, now: Status) -> Mapping[str, str]:
    met = [status for status in one.criteria.values() if status.state.counts_as_met]
    judged = sum(status.assessor is Assessor.OFFICE for status in met)
    return {
        "tt": str(number),
        "ten": one.unit.name,
        "so_dat": _count(len(met), known=one.known),
        "da_danh_gia": _count(judged, known=one.known),
        "tu_danh_gia": _count(len(met) - judged, known=one.known),
        "chua_dat": lacking(one, now),
    }


def _count(count: int, *, known: bool) -> str:
    return str(count) if known else UNKNOWN


def lacking(one: CommuneStatus, now: Status) -> str:
    """The criteria that are not met, with the year of the plan; then those of which nothing is known, by number."""
    if not one.known:
        return "chưa có số liệu"
    open_ones, unknown = [], []
    for criterion in () if now.form is None else now.form.criteria:
        status = one.criteria[criterion.code]
        if status.state is State.NOT_REPORTED:
            unknown.append(criterion.code)
        elif not status.state.counts_as_met:
            year = f" ({status.target_year})" if status.target_year else ""
            open_ones.append(f"{criterion.code}. {criterion.label}{year}")
    if unknown:
        open_ones.append(f"chưa có số liệu: {', '.join(unknown)}")
    return "; ".join(open_ones)


def _criteria(now: Status, *, of_commune: bool) -> Rows:
    rows = []
    for criterion in () if now.form is None else now.form.criteria:
        found = [one.criteria[criterion.code] for one in now.communes]
        met = sum(status.state.counts_as_met for status in found)
        own = found[0] if of_commune and found else None
        rows.append(
            {
                "so": criterion.code,
                "ten": criterion.label,
                "so_xa_dat": str(met),
                "so_xa_chua_dat": str(sum(status.state is State.NOT_MET for status in found)),
                "trang_thai": "" if own is None else _state(own),
                "nam": "" if own is None or own.target_year is None else str(own.target_year),
            }
        )
    return tuple(rows)


def _state(status: CriterionStatus) -> str:
    if status.state is State.NOT_REPORTED:
        return "chưa có số liệu"
    if not status.state.counts_as_met:
        return "chưa đạt"
    return "đạt (phòng, ngành đánh giá)" if status.assessor is Assessor.OFFICE else "đạt (xã tự đánh giá)"


def _indicators(paper: Paper) -> Rows:
    """The annex of a commune's own report."""
    names = ("so", "ten", "ket_qua", "xa_danh_gia", "phong_danh_gia")
    grids = [block for annex in paper.annexes for block in annex.blocks if isinstance(block, Grid)]
    return tuple(dict(zip(names, row, strict=True)) for row in grids[0].rows) if grids else ()


def _money(paper: Paper) -> Rows:
    """The table by source of a monthly report or an assessment."""
    names = ("tt", "ten", "ke_hoach", "giai_ngan", "ty_le")
    grid = next((block for block in paper.body if isinstance(block, Grid) and len(block.head) == len(names)), None)
    return () if grid is None else tuple(dict(zip(names, row, strict=True)) for row in grid.rows)


def _difficulties(found: OfficialReport) -> Rows:
    return tuple(
        {
            "tt": str(number),
            "don_vi": capital(one.unit.title),
            "noi_dung": one.text or "có ảnh, ghi âm kèm theo",
            "tieu_chi": one.criterion,
            "loai": kind_words(one.kind, SOURCE),
            "noi_tra_loi": "" if one.owner is None else one.owner.title,
        }
        for number, one in enumerate(found.difficulties, start=1)
    )
