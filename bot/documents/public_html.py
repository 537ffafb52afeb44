"""The public pages as HTML: plain, without scripts, without anything from elsewhere, to be read on a phone 360 wide.

Official papers are Vietnamese whatever language their reader speaks, so these words are in no catalogue.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, Final

from conversations.programme.public_summary import PublicState
from conversations.reading.show import show_date
from conversations.screens.casing import capital

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.ids import UnitId
    from conversations.programme.public_summary import PublicCommune, PublicCriterion
    from conversations.programme.unit import Unit

STYLE: Final = (
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--line:#d0d4d8;--soft:#454b52;--link:#0b4a8a;"
    "--judged:#0b6b3a;--said:#4b5a00;--not-met:#8a1119}"
    "@media (prefers-color-scheme:dark){:root{--ink:#eceff1;--paper:#14181b;--line:#3d454c;--soft:#b6bec6;"
    "--link:#8ec5ff;--judged:#6fd69d;--said:#cddc6a;--not-met:#ff9d9d}}"
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;padding:12px;max-width:45rem;color:var(--ink);"
    "background:var(--paper);overflow-wrap:anywhere}"
    "h1{font-size:1.4rem;line-height:1.3;margin:8px 0}h2{font-size:1.15rem;margin:20px 0 6px}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:6px 4px;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}th:first-child,td:first-child{width:2.2em}"
    "td:nth-child(2){width:36%}"
    ".judged{font-weight:bold;color:var(--judged)}.said{color:var(--said)}.not_met{color:var(--not-met)}"
    ".unknown,.small{color:var(--soft)}a{color:var(--link);display:inline-block;padding:4px 0}ul{padding-left:1.2em}"
    "@media (max-width:17em){thead{display:none}td{display:inline;border:0}td:last-child{display:block}"
    "tr{display:block;border-bottom:1px solid var(--line);padding:6px 0}}"
)
"""Sizes follow the reader's own letters; where those are very large, the cells of a row stand below each other."""
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
STYLED: Final = f"style-src 'sha256-{_STYLE_HASH}'"
"""What lets a browser take the style above."""
POLICY: Final = f"default-src 'none'; {STYLED}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Nothing but the style above; no script, no picture, no frame."""
_WORDS: Final = {
    PublicState.JUDGED: "Phòng, ngành đánh giá: đạt",
    PublicState.SAID: "Xã tự đánh giá đạt, chờ phòng, ngành đánh giá",
    PublicState.NOT_MET: "Chưa đạt",
    PublicState.UNKNOWN: "Chưa có số liệu",
}


def commune_page(found: PublicCommune, *, above: Unit | None, link: str) -> str:
    """One commune. above: in whose list it stands; link: the last part of that list's address."""
    judged, of = found.count(PublicState.JUDGED), len(found.criteria)
    rows = "".join(_criterion(one) for one in found.criteria)
    back = "" if above is None else f'<p><a href="/xa/{escape(link)}">Các xã của {escape(above.title)}</a></p>'
    head, counts = "chưa có số liệu tiêu chí nông thôn mới", "<p>Chưa có số liệu.</p>"
    if found.known:
        head = f"{judged}/{of} tiêu chí nông thôn mới"
        counts = (
            f"<ul><li>Phòng, ngành đã đánh giá đạt: <b>{judged}/{of}</b> tiêu chí</li>"
            f"<li>Xã tự đánh giá đạt, chờ phòng, ngành đánh giá: {found.count(PublicState.SAID)}</li>"
            f"<li>Chưa đạt: {found.count(PublicState.NOT_MET)}</li>"
            f"<li>Chưa có số liệu: {found.count(PublicState.UNKNOWN)}</li></ul>"
        )
    return _page(
        f"{capital(found.unit.title)}: {head}",
        f"<p>Số liệu đến ngày {show_date(found.as_of)}. {escape(found.set_title)}.</p>{counts}"
        f"<table><thead><tr><th>Số</th><th>Tiêu chí</th><th>Hiện trạng</th></tr></thead><tbody>{rows}</tbody></table>"
        f"{back}",
    )


def _criterion(one: PublicCriterion) -> str:
    year = f", kế hoạch năm {one.target_year}" if one.target_year is not None else ""
    return (
        f"<tr><td>{escape(one.code)}</td><td>{escape(one.label)}</td>"
        f'<td class="{one.state.value}">{_WORDS[one.state]}{year}</td></tr>'
    )


def list_page(unit: Unit, communes: Sequence[PublicCommune], names: Mapping[UnitId, str]) -> str:
    """The communes of a district or province."""
    rows = "".join(
        f"<tr><td>{number}</td><td>{_linked(one.unit, names)}</td><td>{_counted(one)}</td></tr>"
        for number, one in enumerate(communes, start=1)
        if one.unit.id in names
    )
    day = f"<p>Số liệu đến ngày {show_date(communes[0].as_of)}.</p>" if communes else "<p>Chưa có số liệu.</p>"
    return _page(
        f"Nông thôn mới ở các xã của {unit.title}",
        f"{day}<table><thead><tr><th>TT</th><th>Xã</th><th>Tiêu chí</th></tr></thead><tbody>{rows}</tbody></table>",
    )


def _counted(one: PublicCommune) -> str:
    if not one.known:
        return _WORDS[PublicState.UNKNOWN]
    judged, said = one.count(PublicState.JUDGED), one.count(PublicState.SAID)
    return f"Phòng, ngành đã đánh giá đạt {judged}/{len(one.criteria)}; xã tự đánh giá đạt {said}"


def _linked(unit: Unit, names: Mapping[UnitId, str]) -> str:
    title = escape(capital(unit.title))
    return f'<a href="/xa/{escape(names[unit.id])}">{title}</a>' if unit.id in names else title


def index_page(groups: Sequence[tuple[Unit, Sequence[Unit]]], names: Mapping[UnitId, str]) -> str:
    """Everything that is open."""
    parts = []
    for head, communes in groups:
        items = "".join(f"<li>{_linked(one, names)}</li>" for one in communes if one.id != head.id)
        parts.append(f"<h2>{_linked(head, names)}</h2>" + (f"<ul>{items}</ul>" if items else ""))
    return _page("Xây dựng nông thôn mới", "".join(parts) or "<p>Chưa có đơn vị nào công khai.</p>")


def missing_page() -> str:
    """There is no such page, or nobody may read it."""
    return _page("Không có trang này", '<p><a href="/xa/">Các đơn vị đã công khai</a></p>')


def sentence_page(title: str, said: str) -> str:
    """One sentence, where there is nothing else to show."""
    return _bare_page(title, f"<p>{escape(said)}</p>")


def _page(title: str, body: str) -> str:
    return _bare_page(
        title,
        f"<h1>{escape(title)}</h1>{body}"
        '<p class="small">Trang này tự cập nhật từ số liệu các xã báo cáo và phòng, ngành đánh giá; không thay cho '
        "quyết định công nhận.</p>",
    )


def _bare_page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>\n"
    )
