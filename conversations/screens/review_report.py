"""What an office has to judge: how much, what, and one item with all that a verdict needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never
from zlib import crc32

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.answer import EvidenceKind, EvidenceState
from conversations.programme.review import ItemAct, ItemState, Queue
from conversations.programme.unit import Level
from conversations.reading.show import show_date
from conversations.screens.casing import capital, small
from conversations.screens.paging import clip, clip_words, fitted, turning_of
from conversations.screens.review_words import event_line, many, standing_line
from conversations.screens.states import answer_words, known_words, nature_words, threshold_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.review import Desk, QueuedItem, ReviewedItem
    from conversations.programme.unit import Unit

EVENTS = 6
"""So many of the last things said stand under an item."""
NOTE = 200
"""Characters of what the commune has noted."""
OWN = 14
"""So many of an office's own indicators are named where nothing waits."""
TITLE = 70
"""Characters of an indicator's title there."""
TITLES = 24
"""Items confirmed together are named up to so many a line."""


def which(desks: tuple[Unit, ...], facts: Facts) -> Screen:
    """Somebody with several desks: which of them."""
    words = facts.words
    return Screen(
        name="review_report.which",
        text=words.say("review", "Anh/chị xem việc của đơn vị nào?"),
        rows=rows_of(
            *(Option(f"u:{unit.id}", clip(unit.title)) for unit in desks),
            Option("home", words.say("review", "Về menu")),
        ),
    )


def desk(desk: Desk, facts: Facts, *, last: str = "") -> Screen:
    """How much waits, what fell, and the ways into it. last: code of what was judged just now."""
    words = facts.words
    return Screen(
        name="review_report.desk",
        text=fitted([capital(desk.unit.title), *_desk_lines(desk, words)]),
        rows=rows_of(
            Option("go", words.say("review", "▶ Xem lần lượt")) if desk.items else None,
            Option("together", clip(words.say("review", "Xác nhận {n} mục không đổi…", n=many(desk.together, words))))
            if desk.together
            else None,
            Option(f"q:{Queue.WAITING}", words.say("review", "Danh sách chờ")) if desk.waiting else None,
            Option(f"q:{Queue.ASKED}", words.say("review", "Đang chờ xã bổ sung")) if desk.asked else None,
            Option(f"q:{Queue.DISPUTED}", words.say("review", "Xã có ý kiến khác")) if desk.disputed else None,
            Option(f"q:{Queue.UNOWNED}", words.say("review", "Chưa có phòng phụ trách")) if desk.unowned else None,
            _again(last, words),
            Option("home", words.say("review", "Về menu")),
        ),
    )


def _again(last: str, words: Words) -> Option | None:
    """The way back to what was judged just now, for a slip of the finger."""
    return Option("last", clip(words.say("review", "Xem lại {code} vừa rồi", code=last))) if last else None


def _desk_lines(desk: Desk, words: Words) -> list[str]:
    lines = []
    if desk.waiting:
        lines.append(words.say("review", "{n} chỉ tiêu chờ đánh giá", n=many(desk.waiting, words)))
        if desk.oldest is not None:
            lines[0] += words.say("review", ", lâu nhất từ {day}", day=show_date(desk.oldest))
    if desk.fell:
        n = many(desk.fell, words)
        lines.append(words.say("review", "Trong đó {n} chỉ tiêu xã báo không giữ được, xin xem trước", n=n))
    if desk.asked:
        lines.append(words.say("review", "{n} chỉ tiêu đã đề nghị bổ sung, xã chưa trả lời", n=many(desk.asked, words)))
    if desk.disputed:
        lines.append(words.say("review", "{n} chỉ tiêu xã không thống nhất, chờ kết luận", n=desk.disputed))
    if desk.unowned:
        lines.append(words.say("review", "{n} chỉ tiêu chưa có phòng nào phụ trách", n=desk.unowned))
    return lines or [words.say("review", "Hiện không có chỉ tiêu nào chờ."), *_own_lines(desk, words)]


def _own_lines(desk: Desk, words: Words) -> list[str]:
    """What an empty desk will hold one day, and when."""
    if desk.unit.kind.level is not Level.OFFICE:
        return []
    if not desk.own:
        return [
            words.say(
                "review", "Chưa có chỉ tiêu nào giao cho đơn vị này. Xin hỏi người quản lý chương trình (/lienhe)."
            )
        ]
    lines = [words.say("review", "Đơn vị phụ trách đánh giá {n} chỉ tiêu:", n=len(desk.own))]
    lines += [f"• {one.code} {clip_words(one.title, TITLE)}" for one in desk.own[:OWN]]
    if len(desk.own) > OWN:
        lines.append(words.say("review", "• và {n} chỉ tiêu nữa", n=len(desk.own) - OWN))
    return [
        *lines,
        words.say("review", "Khi có xã gửi báo cáo, trợ lý báo cho anh/chị và các chỉ tiêu này hiện ở đây."),
    ]


def listed(desk: Desk, facts: Facts) -> Screen:
    """One queue, page by page."""
    words = facts.words
    match desk.queue:
        case Queue.WAITING:
            title = words.say("review", "Chờ đánh giá: {n} chỉ tiêu", n=many(desk.of, words))
        case Queue.ASKED:
            title = words.say("review", "Chờ xã bổ sung: {n} chỉ tiêu", n=many(desk.of, words))
        case Queue.TOGETHER:
            title = words.say("review", "Không đổi, có minh chứng: {n} chỉ tiêu", n=many(desk.of, words))
        case Queue.DISPUTED:
            title = words.say("review", "Xã không thống nhất: {n} chỉ tiêu", n=many(desk.of, words))
        case Queue.UNOWNED:
            title = words.say("review", "Chưa có phòng phụ trách: {n} chỉ tiêu", n=many(desk.of, words))
        case _:
            assert_never(desk.queue)
    lines = [_line(one, words) for one in desk.items]
    return Screen(
        name="review_report.listed",
        text=fitted([title, *lines]),
        rows=(
            *rows_of(
                *(
                    Option(f"i:{one.key}:{one.indicator.code}", clip(f"{one.indicator.code} · {one.unit.title}"))
                    for one in desk.items
                ),
                across=2,
            ),
            *turning_of(desk.page, desk.pages, words),
            *rows_of(Option("desk", words.say("review", "◀ Tổng quan"))),
        ),
    )


def _line(one: QueuedItem, words: Words) -> str:
    said = answer_words(words, one.indicator, one.answer)
    fell = words.say("review", " (không giữ được)") if one.review.fell else ""
    return words.say(
        "review",
        "• {code} · {unit}: {said}{fell}",
        code=one.indicator.code,
        unit=one.unit.title,
        said=clip(said, 60),
        fell=fell,
    )


def together(desk: Desk, facts: Facts) -> Screen:
    """Unchanged items, named, for one yes."""
    words = facts.words
    by_item: dict[str, list[str]] = {}
    for one in desk.items:
        by_item.setdefault(one.indicator.code, []).append(one.unit.name)
    lines = [f"• {code}: {clip(', '.join(units), 200)}" for code, units in by_item.items()]
    head = words.say(
        "review",
        "Đánh giá đạt cùng lúc {n} chỉ tiêu xã báo không đổi, có minh chứng hoặc kỳ trước phòng đã đánh giá đạt:",
        n=len(desk.items),
    )
    return Screen(
        name="review_report.together",
        text=fitted([head, *lines[:TITLES]]) if desk.items else words.say("review", "Hiện không có chỉ tiêu nào chờ."),
        rows=rows_of(
            Option(
                f"confirm:{list_code(desk.items)}",
                clip(words.say("review", "✅ Đánh giá đạt {n} chỉ tiêu", n=len(desk.items))),
            )
            if desk.items
            else None,
            Option(f"q:{Queue.TOGETHER}", words.say("review", "Xem từng mục")) if desk.items else None,
            Option("desk", words.say("review", "◀ Tổng quan")),
        ),
    )


def list_code(items: Sequence[QueuedItem]) -> str:
    """Names the list with its answers: another list, or another answer in it, has another code."""
    named = " ".join(f"{one.key}:{one.indicator.code}:{one.answer.version}" for one in items)
    return f"{crc32(named.encode()):08x}"


def list_moved(words: Words) -> str:
    """Above the list, where it was not confirmed because it is another one now."""
    return words.say("review", "Danh sách vừa thay đổi nên chưa đánh giá mục nào. Xin anh/chị xem lại.")


def confirmed_together(count: int, words: Words) -> str:
    """Above the desk."""
    return words.say("review", "✔ Đã đánh giá đạt {n} chỉ tiêu.", n=count)


def item(item: ReviewedItem, facts: Facts, *, last: str = "") -> Screen:
    """All that a verdict needs, and what can be said. last: code of what was judged just now."""
    words = facts.words
    return Screen(
        name="review_report.item",
        text=fitted([*_head(item, words), *_said_by_commune(item, words), *_discussed(item, words)]),
        rows=(*_verdicts(item, words), *_ways_on(item, words, last)),
    )


def _head(item: ReviewedItem, words: Words) -> list[str]:
    return [
        words.say("review", "{code} · {title}", code=item.indicator.code, title=item.indicator.title),
        words.say("review", "{unit} · {period}", unit=capital(item.unit.title), period=small(item.period.title)),
    ]


def _said_by_commune(item: ReviewedItem, words: Words) -> list[str]:
    answer = item.answer
    said = answer_words(words, item.indicator, answer)
    lines = [words.say("review", "{kind} tự đánh giá: {said}", kind=capital(item.unit.kind.name), said=said)]
    if answer.figure is not None and answer.nature is not None and answer.as_of is not None:
        lines.append(capital(nature_words(words, answer.nature, answer.as_of)))
    lines.append(threshold_words(words, item.indicator, form=item.form, region=item.region, year=item.period.year))
    if item.last is not None:
        lines.append(known_words(words, item.indicator, item.last))
    if item.review.fell:
        lines.append(words.say("review", "⚠ Trước đây đạt, nay không giữ được"))
    if answer.reason:
        lines.append(words.say("review", "Lý do: {reason}", reason=clip(answer.reason, NOTE)))
    if answer.source:
        lines.append(words.say("review", "Nguồn: {source}", source=clip(answer.source, NOTE)))
    lines.append(_evidence(item, words))
    return lines


def _evidence(item: ReviewedItem, words: Words) -> str:
    photos = sum(one.pieces for one in item.evidence if one.kind is EvidenceKind.PHOTO and _stored(one.state))
    papers = sum(one.kind is EvidenceKind.PAPER for one in item.evidence)
    places = sum(one.kind is EvidenceKind.PLACE for one in item.evidence)
    if not (photos or papers or places):
        return words.say("review", "Chưa có minh chứng")
    named = [
        words.say("review", "{n} ảnh", n=photos) if photos else "",
        words.say("review", "{n} hồ sơ giấy", n=papers) if papers else "",
        words.say("review", "{n} vị trí", n=places) if places else "",
    ]
    return words.say("review", "Minh chứng: {named}", named=", ".join(one for one in named if one))


def _stored(state: EvidenceState) -> bool:
    return state is EvidenceState.STORED


def _discussed(item: ReviewedItem, words: Words) -> list[str]:
    if not item.events and item.review.state is ItemState.WAITING:
        return [] if item.review.office is not None else [words.say("review", "Chưa có phòng nào phụ trách.")]
    return [standing_line(item.review, words), *(event_line(one, words) for one in item.events[-EVENTS:])]


def _verdicts(item: ReviewedItem, words: Words) -> tuple[tuple[Option, ...], ...]:
    may = item.review.allows
    given = item.answer.given
    options: list[Option | None] = []
    if item.judges:
        options += [
            _act(item, ItemAct.MEET, words.say("review", "✅ Đánh giá đạt")) if given and may(ItemAct.MEET) else None,
            _act(item, ItemAct.FAIL, words.say("review", "❌ Đánh giá chưa đạt")) if may(ItemAct.FAIL) else None,
            _act(item, ItemAct.ASK, words.say("review", "Đề nghị bổ sung…")) if may(ItemAct.ASK) else None,
        ]
    if item.decides and may(ItemAct.DECIDE_MET):
        options += [
            _act(item, ItemAct.DECIDE_MET, words.say("review", "Kết luận: đạt…")) if given else None,
            _act(item, ItemAct.DECIDE_NOT_MET, words.say("review", "Kết luận: chưa đạt…")),
        ]
    return rows_of(*options)


def _act(item: ReviewedItem, act: ItemAct, label: str) -> Option:
    """It carries the version of the answer that it was offered for."""
    return Option(f"act:{act}:{item.answer.version}", label)


def _ways_on(item: ReviewedItem, words: Words, last: str) -> tuple[tuple[Option, ...], ...]:
    return rows_of(
        Option("evidence", words.say("review", "Xem minh chứng")) if item.evidence else None,
        Option("history", words.say("review", "Lịch sử")),
        Option("later", words.say("review", "Để sau")) if item.following is not None else None,
        _again(last, words),
        Option("desk", words.say("review", "◀ Tổng quan")),
        Option("home", words.say("review", "Về menu")),
        across=2,
    )


def reason(item: ReviewedItem, act: ItemAct, facts: Facts) -> Screen:
    """Why; the commune reads it as it is written."""
    words = facts.words
    if act is ItemAct.ASK:
        ask = words.say(
            "review",
            "Cần bổ sung gì? Xin ghi ngắn, ví dụ: gửi ảnh biên bản nghiệm thu. Chỉ chỉ tiêu này mở lại cho xã.",
        )
    elif act is ItemAct.FAIL:
        ask = words.say("review", "Vì sao chưa đạt? Xin ghi một câu để xã biết.")
    else:
        ask = words.say("review", "Xin ghi lý do của kết luận; xã và phòng đều nhận được.")
    return Screen(
        name="review_report.reason",
        text=fitted([*_head(item, words), standing_line(item.review, words), ask]),
        rows=rows_of(Option("item", words.say("review", "◀ Quay lại"))),
        takes=frozenset({Takes.TEXT}),
    )


def say_why(words: Words) -> str:
    """To whoever typed nothing that can be read."""
    return words.say("review", "Xin ghi một câu để người nhận biết cần làm gì.")


def said(item: ReviewedItem, act: ItemAct, words: Words) -> str:
    """What was done, above the next item."""
    code, unit = item.indicator.code, item.unit.title
    match act:
        case ItemAct.MEET | ItemAct.DECIDE_MET:
            return words.say("review", "✔ {code} · {unit}: đạt", code=code, unit=unit)
        case ItemAct.FAIL | ItemAct.DECIDE_NOT_MET:
            return words.say("review", "✔ {code} · {unit}: chưa đạt", code=code, unit=unit)
        case ItemAct.ASK:
            return words.say("review", "✔ {code} · {unit}: đã đề nghị bổ sung", code=code, unit=unit)
        case ItemAct.REPLY | ItemAct.CHANGE | ItemAct.WISH | ItemAct.DISPUTE:
            return words.say("review", "✔ {code} · {unit}: đã gửi", code=code, unit=unit)
        case _:
            assert_never(act)
