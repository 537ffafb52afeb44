"""Who answers what: what each post has and who holds it, a ready suggestion, and one post's indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.person import Role
from conversations.screens.fill_report.heading import codes
from conversations.screens.paging import LABEL, clip, fitted, page_of, titled, turning
from conversations.screens.refused import in_charge, names

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, UnitFacts
    from conversations.engine.frames import Assign
    from conversations.engine.words import Words
    from conversations.programme.criteria import Criterion, Indicator
    from conversations.programme.report import Report

POSTS_ON_A_PAGE = 12
CRITERIA_ON_A_PAGE = 20
ITEMS_ON_A_PAGE = 12


def posts_of(found: UnitFacts, report: Report) -> tuple[str, ...]:
    """All posts that are known here: of the set's suggestion, of what is assigned, of the people who have joined."""
    suggested = [indicator.post for indicator in report.form.indicators]
    assigned = sorted(report.posts.values())
    held = [one.post for one in found.colleagues if one.role is Role.COMMUNE_OFFICER]
    return tuple(post for post in dict.fromkeys((*suggested, *assigned, *held)) if post)


def mark_of(post: str) -> str:
    """How a post stands in an option's id: short, ASCII, the same whatever else changes meanwhile."""
    return format(crc32(post.encode()), "x")


def suggested(report: Report) -> dict[str, tuple[str, ...]]:
    """The indicators that would change hands by the set's suggestion, by post."""
    found: dict[str, list[str]] = {}
    for indicator in report.form.indicators:
        if indicator.post and indicator.post != report.post_of(indicator):
            found.setdefault(indicator.post, []).append(indicator.code)
    return {post: tuple(items) for post, items in found.items()}


def items_of(report: Report, post: str) -> tuple[Indicator, ...]:
    """The indicators this post answers; empty: the officer in charge."""
    return tuple(indicator for indicator in report.form.indicators if report.post_of(indicator) == post)


def nothing(found: UnitFacts, facts: Facts) -> Screen:
    """No report is owed, so there are no indicators to give out."""
    words = facts.words
    return Screen(
        name="assign.nothing",
        text=words.say(
            "assign",
            "{unit} hiện không có báo cáo nào đến hạn, nên chưa có chỉ tiêu để phân công.",
            unit=found.unit.title[:1].upper() + found.unit.title[1:],
        ),
        rows=rows_of(Option("home", words.say("assign", "Về menu"))),
    )


def overview(frame: Assign, found: UnitFacts, report: Report, facts: Facts) -> Screen:
    """Posts, how much each has, who holds it."""
    words = facts.words
    posts = posts_of(found, report)
    lines = [_post_line(found, report, post, words) for post in posts]
    page = page_of(lines, frame.page, most=POSTS_ON_A_PAGE)
    title = words.say("assign", "Phân công · {unit}: {total} chỉ tiêu", unit=found.unit.title, total=report.total)
    rest = words.say(
        "assign",
        "Người phụ trách chung: {count} chỉ tiêu · {names}",
        names=names(in_charge(found), words) or words.say("assign", "chưa có người"),
        count=len(items_of(report, "")),
    )
    invited = words.say(
        "assign", "Muốn mời đồng nghiệp: người quản trị tạo mã mời cho từng bộ phận; gõ /lienhe để biết gọi ai."
    )
    return Screen(
        name="assign.overview",
        text=fitted([titled(title, page, words), rest, *lines[page.start : page.stop], invited]),
        rows=(
            *rows_of(Option("preset", words.say("assign", "Dùng phân công mẫu")) if suggested(report) else None),
            *rows_of(*(Option(f"p:{mark_of(post)}", clip(post)) for post in posts[page.start : page.stop]), across=2),
            *turning(page, words),
            *rows_of(
                Option("add", words.say("assign", "Thêm bộ phận")), Option("home", words.say("assign", "Về menu"))
            ),
        ),
    )


def _holders(found: UnitFacts, post: str, words: Words) -> str:
    held = tuple(one for one in found.colleagues if one.role is Role.COMMUNE_OFFICER and one.post == post)
    return names(held, words) or words.say("assign", "chưa có người")


def _post_line(found: UnitFacts, report: Report, post: str, words: Words) -> str:
    return words.say(
        "assign",
        "{post}: {count} chỉ tiêu · {names}",
        post=clip(post, 60),
        names=clip(_holders(found, post, words), 120),
        count=len(items_of(report, post)),
    )


def preset(report: Report, facts: Facts) -> Screen:
    """What would change, before anything does."""
    words = facts.words
    changes = suggested(report)
    if not changes:
        text = words.say("assign", "Phân công hiện nay đã đúng như mẫu, không có gì phải đổi.")
        return Screen(
            name="assign.preset", text=text, rows=rows_of(Option("overview", words.say("assign", "◀ Phân công")))
        )
    changing = [indicator for indicator in report.form.indicators if indicator.code in changes.get(indicator.post, ())]
    taken = sum(bool(report.post_of(indicator)) for indicator in changing)
    lines = [
        words.say(
            "assign", "Phân công mẫu là gợi ý của trợ lý, không phải quy định; anh/chị sửa lại lúc nào cũng được."
        )
    ]
    for post, items in changes.items():
        given = [indicator for indicator in changing if indicator.code in items]
        lines.append(
            words.say(
                "assign",
                "{post}: {count} chỉ tiêu ({codes})",
                post=clip(post, 40),
                count=len(items),
                codes=codes(given, words, 6),
            )
        )
    if taken:
        lines.append(
            words.say("assign", "Trong đó {count} chỉ tiêu đang giao cho bộ phận khác sẽ chuyển sang.", count=taken)
        )
    lines.append(words.say("assign", "Anh/chị có dùng phân công này không ạ?"))
    return Screen(
        name="assign.preset",
        text=fitted(lines),
        rows=rows_of(
            Option("yes", words.say("assign", "Dùng")), Option("overview", words.say("assign", "Không dùng")), across=2
        ),
    )


def post(frame: Assign, found: UnitFacts, report: Report, facts: Facts) -> Screen:
    """One post: what it answers now, and the criteria to change that."""
    words = facts.words
    own = items_of(report, frame.post)
    criteria = [criterion for criterion in report.form.criteria if criterion.indicators]
    labels = [_criterion_label(criterion, report, frame.post) for criterion in criteria]
    page = page_of(labels, frame.page, most=CRITERIA_ON_A_PAGE)
    title = words.say("assign", "{post} · {names}", post=clip(frame.post, 80), names=_holders(found, frame.post, words))
    if own:
        now = words.say(
            "assign", "Đang trả lời {count} chỉ tiêu: {codes}.", count=len(own), codes=codes(own, words, 30)
        )
    else:
        now = words.say("assign", "Chưa được giao chỉ tiêu nào.")
    return Screen(
        name="assign.post",
        text=fitted([titled(title, page, words), now, words.say("assign", "Chọn tiêu chí để giao hoặc lấy lại:")]),
        rows=(
            *rows_of(
                *(
                    Option(f"c:{criterion.code}", label)
                    for criterion, label in zip(
                        criteria[page.start : page.stop], labels[page.start : page.stop], strict=True
                    )
                ),
                across=2,
            ),
            *turning(page, words),
            *rows_of(Option("overview", words.say("assign", "◀ Phân công"))),
        ),
    )


def _criterion_label(criterion: Criterion, report: Report, post: str) -> str:
    own = sum(report.post_of(indicator) == post for indicator in criterion.indicators)
    count = f" {own}/{len(criterion.indicators)}"
    return clip(f"{criterion.code} {criterion.label}", LABEL - len(count)) + count


def items(frame: Assign, criterion: Criterion, report: Report, facts: Facts) -> Screen:
    """The indicators of one criterion, each with who answers it now."""
    words = facts.words
    own = [report.post_of(indicator) == frame.post for indicator in criterion.indicators]
    lines = [
        f"{indicator.code} {clip(indicator.title, 60)}: {_who(report.post_of(indicator), words)}"
        for indicator in criterion.indicators
    ]
    page = page_of(lines, frame.page, most=ITEMS_ON_A_PAGE)
    title = words.say(
        "assign",
        "Tiêu chí {code} {title} · giao cho: {post}",
        code=criterion.code,
        title=criterion.label,
        post=clip(frame.post, 80),
    )
    return Screen(
        name="assign.items",
        text=fitted(
            [
                titled(title, page, words),
                *lines[page.start : page.stop],
                words.say("assign", "Bấm một chỉ tiêu để giao hoặc lấy lại."),
            ]
        ),
        rows=(
            *rows_of(
                *(
                    Option(f"i:{indicator.code}", f"✔ {indicator.code}" if mine else indicator.code)
                    for indicator, mine in zip(
                        criterion.indicators[page.start : page.stop], own[page.start : page.stop], strict=True
                    )
                ),
                across=3,
            ),
            *turning(page, words),
            *rows_of(
                Option("all", words.say("assign", "Giao cả tiêu chí")) if not all(own) else None,
                Option("none", words.say("assign", "Lấy lại cả tiêu chí")) if any(own) else None,
                across=2,
            ),
            *rows_of(
                Option("post", words.say("assign", "◀ Các tiêu chí")), Option("overview", words.say("assign", "Xong"))
            ),
        ),
    )


def _who(post: str, words: Words) -> str:
    return clip(post, 40) or words.say("assign", "người phụ trách chung")


def ask_post(facts: Facts) -> Screen:
    """The name of a post that is not in the list."""
    words = facts.words
    return Screen(
        name="assign.ask_post",
        text=words.say(
            "assign",
            "Tên bộ phận là gì? Ví dụ: Đoàn Thanh niên. "
            "Khi mời đồng nghiệp, người quản trị ghi đúng tên này thì người đó thấy phần việc của mình.",
        ),
        rows=rows_of(Option("overview", words.say("assign", "◀ Phân công"))),
        takes=frozenset({Takes.TEXT}),
    )
