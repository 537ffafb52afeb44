"""A document on its way: what is asked for, whom its names mean, what it would change, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.links import import_place
from conversations.engine.screen import Link, Message, Option, Screen, Takes, rows_of
from conversations.programme.import_kind import ImportKind
from conversations.programme.sent_plan import PlanState
from conversations.screens.import_kinds import called, holds
from conversations.screens.paging import clip, clip_inside, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import HeldFile, ImportPlan
    from conversations.engine.words import Words
    from conversations.programme.directory import AdministeredUnits
    from conversations.programme.sent_plan import SentName, SentPlan
    from conversations.programme.unit import Unit

NAMED = 12
ELSEWHERE = 3
MEGABYTES = 20


def choose(found: AdministeredUnits, facts: Facts) -> Screen:
    """Whose document it is."""
    words = facts.words
    return Screen(
        name="import_plan.unit",
        text=words.say("import_plan", "Nạp văn bản của đơn vị nào? Chọn, hoặc gõ tên đơn vị."),
        rows=(
            *rows_of(*(Option(f"u:{unit.id}", clip(unit.title)) for unit in found.own[:NAMED]), across=2),
            *rows_of(Option("home", words.say("import_plan", "Về menu"))),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def which_kind(
    unit: Unit, kinds: Sequence[ImportKind], found: AdministeredUnits, facts: Facts, *, held: HeldFile | None
) -> Screen:
    """What the document is. held: it has been sent already."""
    words = facts.words
    if held is None:
        text = words.say(
            "import_plan",
            "Nạp văn bản của {unit}. Anh/chị chọn loại, hoặc gửi luôn tệp Word (.docx), Excel (.xlsx), .csv hoặc .txt, "
            "tối đa {limit} MB. Trợ lý đọc và cho xem trước; chưa ghi gì khi anh/chị chưa đồng ý.",
            unit=unit.title,
            limit=MEGABYTES,
        )
    else:
        text = words.say(
            "import_plan", "Tệp “{name}” của {unit} là loại nào?", name=clip(held.name, 80), unit=unit.title
        )
        kinds = [kind for kind in kinds if kind is not ImportKind.CRITERIA]
    return Screen(
        name="import_plan.kind",
        text=text,
        rows=(
            *rows_of(*(Option(f"kind:{kind.value}", called(kind, words)) for kind in kinds)),
            *_others(unit, found),
            *rows_of(Option("home", words.say("import_plan", "Về menu"))),
        ),
        takes=frozenset({Takes.TEXT}) if len(found.own) > 1 else frozenset(),
    )


def _others(unit: Unit, found: AdministeredUnits) -> tuple[tuple[Option, ...], ...]:
    """Other units whose document it could be."""
    others = [one for one in found.own if one.id != unit.id][:NAMED]
    return rows_of(*(Option(f"u:{one.id}", clip(one.title)) for one in others), across=2)


def ask(unit: Unit, kind: ImportKind, found: AdministeredUnits, facts: Facts) -> Screen:
    """The file, and the other way where the channel takes none."""
    words = facts.words
    what = words.say("import_plan", "{kind} của {unit}", kind=called(kind, words), unit=unit.title)
    if kind is ImportKind.CRITERIA:
        sent = words.say("import_plan", "Xin gửi tệp vào đây. Chưa ghi gì khi anh/chị chưa đồng ý.")
        command = words.say(
            "import_plan", "Nơi nhắn tin không gửi được tệp thì nạp trên máy chủ: ntm criteria load TỆP."
        )
    else:
        sent = words.say(
            "import_plan",
            "Xin gửi tệp {files}, tối đa {limit} MB, vào đây. Trợ lý đọc và cho xem trước; chưa ghi gì khi anh/chị "
            "chưa đồng ý.",
            files=_files(kind, words),
            limit=MEGABYTES,
        )
        command = words.say(
            "import_plan",
            "Nơi nhắn tin không gửi được tệp thì nạp trên máy chủ: ntm import {verb} TỆP --unit “{unit}”.",
            verb=kind.value,
            unit=unit.title,
        )
    return Screen(
        name="import_plan.ask",
        text=fitted([f"{what}. {holds(kind, words)}", sent, command]),
        rows=(
            *rows_of(Option("kinds", words.say("import_plan", "Loại văn bản khác"))),
            *_others(unit, found),
            *rows_of(Option("home", words.say("import_plan", "Về menu"))),
        ),
        takes=frozenset({Takes.TEXT}) if len(found.own) > 1 else frozenset(),
    )


def _files(kind: ImportKind, words: Words) -> str:
    if kind is ImportKind.RULES:
        return ".csv"
    return words.say("import_plan", "Word (.docx), Excel (.xlsx), .csv hoặc .txt")


def _name(sent: SentPlan, name: SentName, facts: Facts) -> Screen:
    """Whom the first name in doubt means."""
    words = facts.words
    place = f" ({name.place})" if name.place else ""
    unit = sent.unit_name.split(", ")[0]
    lines = [
        words.say("import_plan", "Tệp “{name}”, chưa ghi gì.", name=clip(sent.name, 80)),
        words.say("import_plan", "“{writing}”{place} là đơn vị nào?", writing=clip(name.writing, 120), place=place),
        *(
            words.say("import_plan", "Nơi khác có {unit}, không thuộc đơn vị của văn bản.", unit=title)
            for title in name.elsewhere[:ELSEWHERE]
        ),
        words.say("import_plan", "Câu trả lời được nhớ là tên gọi khác của đơn vị ấy, khi anh/chị đồng ý nhập."),
    ]
    lines.append(words.say("import_plan", "Không có ở các lựa chọn thì gõ tên đơn vị."))
    rest = len(sent.in_doubt) - 1
    if rest:
        lines.append(words.say("import_plan", "Sau câu này còn {count} tên nữa.", count=rest))
    choices = [
        Option(f"name:{sent.id}:{name.number}:{at}", clip_inside(title.removesuffix(f", {unit}")))
        for at, title in enumerate(name.candidates)
    ]
    fresh = Option(f"name:{sent.id}:{name.number}:new", words.say("import_plan", "Đơn vị mới, chưa có"))
    return Screen(
        name="import_plan.name",
        text=fitted(lines),
        rows=rows_of(
            *choices,
            fresh if name.new else None,
            Option(f"drop:{sent.id}", words.say("import_plan", "Bỏ, không nhập")),
        ),
        takes=frozenset({Takes.TEXT}),
    )


def which_unit(words: Words) -> str:
    """What was typed is no unit, or several."""
    return words.say("import_plan", "Chưa rõ là đơn vị nào; xin gõ đủ tên, ví dụ “xã Phúc Sen, huyện Quảng Hòa”.")


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
        case PlanState.READY if sent.in_doubt:
            return _name(sent, sent.in_doubt[0], facts)
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
        case PlanState.READY if sent.in_doubt:
            text = words.say(
                "import_plan",
                "Đã đọc tệp “{name}”; còn {count} tên chưa rõ là đơn vị nào, xin anh/chị trả lời.",
                name=sent.name,
                count=len(sent.in_doubt),
            )
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
