"""A plan's file on its way: what is asked for, that it is being read, what it would change, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.links import import_place
from conversations.engine.screen import Link, Message, Option, Screen, Takes, rows_of
from conversations.programme.sent_plan import PlanState
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.frames import ImportPlan
    from conversations.engine.words import Words
    from conversations.programme.directory import AdministeredUnits
    from conversations.programme.sent_plan import SentPlan
    from conversations.programme.unit import Unit

NAMED = 12
MEGABYTES = 20


def choose(found: AdministeredUnits, facts: Facts) -> Screen:
    """Whose plan it is."""
    words = facts.words
    return Screen(
        name="import_plan.unit",
        text=words.say("import_plan", "Nạp kế hoạch của đơn vị nào? Chọn, hoặc gõ tên đơn vị."),
        rows=(
            *rows_of(*(Option(f"u:{unit.id}", clip(unit.title)) for unit in found.own[:NAMED]), across=2),
            *rows_of(Option("home", words.say("import_plan", "Về menu"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def ask(unit: Unit, found: AdministeredUnits, facts: Facts) -> Screen:
    """The file, and the other way where the channel takes none."""
    words = facts.words
    text = words.say(
        "import_plan",
        "Nạp kế hoạch của {unit}: xin gửi tệp Word (.docx), Excel (.xlsx), .csv hoặc .txt, tối đa {limit} MB, vào "
        "đây. Trợ lý đọc và cho xem trước; chưa ghi gì khi anh/chị chưa đồng ý.\n"
        "Nơi nhắn tin không gửi được tệp thì nạp trên máy chủ: ntm import plan TỆP --unit “{unit}”.",
        unit=unit.title,
        limit=MEGABYTES,
    )
    if unit.parent is None:
        criteria = words.say(
            "import_plan",
            "Bản mới của bộ tiêu chí (.toml, tối đa 1 MB) cũng gửi vào đây: xem trước đổi gì, xã nào đổi trạng thái; "
            "áp dụng từ ngày ghi trong tệp, báo cáo đang làm dở giữ bản cũ.",
        )
        text = f"{text}\n{criteria}"
    others = [one for one in found.own if one.id != unit.id][:NAMED]
    return Screen(
        name="import_plan.ask",
        text=text,
        rows=(
            *rows_of(*(Option(f"u:{one.id}", clip(one.title)) for one in others), across=2),
            *rows_of(Option("home", words.say("import_plan", "Về menu"))),
        ),
        takes=frozenset({Takes.TEXT}) if len(found.own) > 1 else frozenset(),
    )


def unfit(words: Words) -> str:
    """Refused before it is fetched."""
    return words.say(
        "import_plan",
        "Tệp này không nhận được. Xin gửi tệp .docx, .xlsx, .csv hoặc .txt, tối đa {limit} MB; tệp đời cũ hay PDF thì "
        "lưu lại thành .docx hoặc .xlsx rồi gửi.",
        limit=MEGABYTES,
    )


def on_its_way(frame: ImportPlan, sent: SentPlan, facts: Facts) -> Screen:
    """Where the file stands."""
    words = facts.words
    match sent.state:
        case PlanState.SENT:
            text = words.say("import_plan", "Đang đọc tệp “{name}”. Đọc xong sẽ có tin nhắn.", name=sent.name)
            return _screen("reading", text, facts, Option("look", words.say("import_plan", "Xem lại")))
        case PlanState.CONFIRMED:
            text = words.say("import_plan", "Đang nhập tệp “{name}”. Xong sẽ có tin nhắn.", name=sent.name)
            return _screen("writing", text, facts, Option("look", words.say("import_plan", "Xem lại")))
        case PlanState.READY:
            return _read(frame, sent, facts, ready=True)
        case PlanState.DONE | PlanState.FAILED | PlanState.DROPPED:
            return _read(frame, sent, facts, ready=False)
        case _:
            assert_never(sent.state)


def _read(frame: ImportPlan, sent: SentPlan, facts: Facts, *, ready: bool) -> Screen:
    words = facts.words
    lines = [clip(line, 600) for line in sent.said.splitlines()]
    page = page_of(lines, frame.page, most=40)
    title = {
        PlanState.READY: words.say("import_plan", "Tệp “{name}”, xem trước, chưa ghi gì:", name=sent.name),
        PlanState.DONE: words.say("import_plan", "✔ Đã nhập tệp “{name}”.", name=sent.name),
        PlanState.FAILED: words.say("import_plan", "Tệp “{name}” chưa nhập được, không có gì bị ghi:", name=sent.name),
    }.get(sent.state, words.say("import_plan", "Đã bỏ tệp “{name}”, không ghi gì.", name=sent.name))
    options = (
        (
            Option(f"do:{sent.id}", words.say("import_plan", "Nhập")),
            Option(f"drop:{sent.id}", words.say("import_plan", "Bỏ, không nhập")),
        )
        if ready
        else (
            Option("another", words.say("import_plan", "Gửi tệp khác")),
            Option("home", words.say("import_plan", "Về menu")),
        )
    )
    return Screen(
        name=f"import_plan.{sent.state.value}",
        text=fitted([titled(title, page, words), *lines[page.start : page.stop]]),
        rows=(*turning(page, words), *rows_of(*options, across=2)),
    )


def _screen(stage: str, text: str, facts: Facts, *options: Option) -> Screen:
    return Screen(
        name=f"import_plan.{stage}",
        text=text,
        rows=rows_of(*options, Option("home", facts.words.say("import_plan", "Về menu")), across=2),
    )


def told(sent: SentPlan, words: Words) -> Message:
    """To whoever sent it, when something came of it."""
    match sent.state:
        case PlanState.READY:
            text = words.say("import_plan", "Đã đọc xong tệp “{name}”. Xin xem trước rồi quyết định.", name=sent.name)
        case PlanState.DONE:
            text = words.say("import_plan", "Đã nhập xong tệp “{name}”.", name=sent.name)
        case _:
            text = words.say(
                "import_plan", "Tệp “{name}” chưa nhập được: {why}", name=sent.name, why=clip(sent.said, 600)
            )
    link = Link(place=import_place(), label=words.say("import_plan", "Xem"), command="xemtep")
    return Message(name="import_plan", text=text, links=(link,))


def unreachable(words: Words) -> str:
    """The file could not be fetched after many times."""
    return words.say("import_plan", "Chưa tải được tệp từ Telegram. Xin gửi lại.")
