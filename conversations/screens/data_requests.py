"""Requests about personal data: what a person asks for and is told, and the queue of whoever runs the system."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from conversations.engine.links import data_requests_place
from conversations.engine.screen import Link, Message, Option, Screen, Takes, rows_of
from conversations.programme.data_request import ANSWER_WITHIN, LONGEST_EXTENSION, RequestAct, RequestKind
from conversations.reading import limits
from conversations.reading.show import show_date
from conversations.screens.paging import LABEL, clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.facts import Facts
    from conversations.engine.frames import AskAboutData, DataRequests
    from conversations.engine.words import Words
    from conversations.programme.data_request import DataRequest

ON_A_PAGE = 5
QUOTED = 500
IN_A_LIST = 80


def kind_words(words: Words, kind: RequestKind) -> str:
    """What is asked for, in small letters."""
    match kind:
        case RequestKind.ACCESS:
            return words.say("data_request", "cung cấp dữ liệu")
        case RequestKind.CORRECTION:
            return words.say("data_request", "sửa dữ liệu")
        case RequestKind.RESTRICTION:
            return words.say("data_request", "hạn chế xử lý")
        case RequestKind.OBJECTION:
            return words.say("data_request", "phản đối xử lý")
        case RequestKind.ERASURE:
            return words.say("data_request", "xóa dữ liệu khác")
        case _:
            assert_never(kind)


def which(facts: Facts) -> Screen:
    """What is asked for."""
    words = facts.words
    return Screen(
        name="ask_about_data",
        text=words.say(
            "data_request",
            "Anh/chị yêu cầu gì về dữ liệu cá nhân của mình?\n"
            "• Họ tên thì tự sửa được, cả dữ liệu thì tự xóa được: /dulieucanhan.\n"
            "• Yêu cầu khác được trả lời cách làm trong {days} ngày làm việc.",
            days=ANSWER_WITHIN,
        ),
        rows=rows_of(
            *(Option(f"kind:{kind.value}", _capital(kind_words(words, kind))) for kind in RequestKind),
            Option("close", words.say("data_request", "◀ Quay lại")),
            across=2,
        ),
    )


def what(frame: AskAboutData, facts: Facts) -> Screen:
    """In the person's own words."""
    words = facts.words
    return Screen(
        name="ask_about_data.what",
        text=words.say(
            "data_request",
            "Yêu cầu: {kind}. Xin anh/chị gõ cụ thể là gì, một vài câu.\n"
            "Ví dụ: số điện thoại của tôi đã đổi; ảnh ở câu 17.1 chụp cả nhà tôi, xin bỏ.",
            kind=kind_words(words, RequestKind(frame.kind)),
        ),
        rows=rows_of(Option("back", words.say("data_request", "◀ Chọn lại"))),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("data_request", "Gõ yêu cầu"),
    )


def sure(frame: AskAboutData, facts: Facts) -> Screen:
    """What would be sent, and to whom."""
    words = facts.words
    return Screen(
        name="ask_about_data.sure",
        text=words.say(
            "data_request",
            "Yêu cầu: {kind}.\n“{text}”\nGửi cho người quản trị hệ thống. Đúng không ạ?",
            kind=kind_words(words, RequestKind(frame.kind)),
            text=frame.typed,
        ),
        rows=rows_of(
            Option("send", words.say("data_request", "Gửi yêu cầu")),
            Option("again", words.say("data_request", "Gõ lại")),
            Option("close", words.say("data_request", "Thôi, không gửi")),
            across=2,
        ),
    )


def too_long(length: int, words: Words) -> str:
    return words.say(
        "data_request",
        "Đoạn vừa gõ dài {length} ký tự, chỉ ghi được tối đa {limit}. Xin anh/chị gõ gọn lại.",
        length=length,
        limit=limits.REASON,
    )


def kept(request: DataRequest, words: Words) -> str:
    """To whoever asked, at once: the number and the days."""
    return words.say(
        "data_request",
        "Đã ghi yêu cầu số {number}. Anh/chị được trả lời cách làm chậm nhất hết ngày {answer}; "
        "xử lý xong chậm nhất hết ngày {finish}.",
        number=request.id,
        answer=show_date(request.answer_by),
        finish=show_date(request.finish_by),
    )


def own_line(request: DataRequest, words: Words) -> str:
    """One of the person's own, with how it stands."""
    kind = kind_words(words, request.kind)
    if not request.open:
        return words.say("data_request", "Yêu cầu số {number} ({kind}): đã xong.", number=request.id, kind=kind)
    if request.answered_at is None:
        return words.say(
            "data_request",
            "Yêu cầu số {number} ({kind}): chờ trả lời, chậm nhất hết ngày {day}.",
            number=request.id,
            kind=kind,
            day=show_date(request.answer_by),
        )
    return words.say(
        "data_request",
        "Yêu cầu số {number} ({kind}): đang xử lý, chậm nhất hết ngày {day}.",
        number=request.id,
        kind=kind,
        day=show_date(request.finish_by),
    )


def queue(requests: Sequence[DataRequest], frame: DataRequests, facts: Facts) -> Screen:
    """All that are open, the next clock first."""
    words = facts.words
    lines = [_queued(one, facts.today, words) for one in requests]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    title = words.say("data_request", "Không có yêu cầu nào về dữ liệu cá nhân đang chờ.")
    if requests:
        title = words.count(
            "data_request",
            "{n} yêu cầu về dữ liệu cá nhân đang chờ. Chọn một yêu cầu để xử lý.",
            "{n} yêu cầu về dữ liệu cá nhân đang chờ. Chọn một yêu cầu để xử lý.",
            len(requests),
        )
    return Screen(
        name="data_requests",
        text=fitted([titled(title, page, words), *lines[page.start : page.stop]]),
        rows=(
            *rows_of(
                *(
                    Option(f"n:{one.id}", words.say("data_request", "Yêu cầu số {number}", number=one.id))
                    for one in requests[page.start : page.stop]
                ),
                across=2,
            ),
            *turning(page, words),
            *rows_of(Option("close", words.say("data_request", "◀ Quay lại"))),
        ),
    )


def _queued(one: DataRequest, today: date, words: Words) -> str:
    return words.say(
        "data_request",
        "• Số {number}: {kind}, {name}. {clock}",
        number=one.id,
        kind=kind_words(words, one.kind),
        name=clip(one.name, IN_A_LIST),
        clock=clock_words(one, today, words),
    )


def clock_words(one: DataRequest, today: date, words: Words) -> str:
    """The clock that runs out next, and whether it has."""
    if one.next_day is None:
        return words.say("data_request", "Đã xong.")
    day = show_date(one.next_day)
    late = today > one.next_day
    if one.answered_at is None:
        if late:
            return words.say("data_request", "QUÁ HẠN trả lời từ hết ngày {day}.", day=day)
        return words.say("data_request", "Trả lời cách làm chậm nhất hết ngày {day}.", day=day)
    if late:
        return words.say("data_request", "QUÁ HẠN xử lý từ hết ngày {day}.", day=day)
    return words.say("data_request", "Xử lý xong chậm nhất hết ngày {day}.", day=day)


def one(request: DataRequest, facts: Facts) -> Screen:
    """A request whole, with what can be done."""
    words = facts.words
    lines = [
        words.say(
            "data_request",
            "Yêu cầu số {number}: {kind}, {name}, gửi ngày {day}.",
            number=request.id,
            kind=kind_words(words, request.kind),
            name=clip(request.name, IN_A_LIST),
            day=show_date(request.at.date()),
        ),
        f"“{clip(request.text, QUOTED)}”",
        clock_words(request, facts.today, words),
    ]
    if request.answer:
        lines.append(words.say("data_request", "Đã trả lời: {text}", text=clip(request.answer, QUOTED)))
    if request.extended:
        lines.append(words.say("data_request", "Đã gia hạn: {text}", text=clip(request.extension_reason, QUOTED)))
    labels = {
        RequestAct.ANSWER: words.say("data_request", "Trả lời cách làm"),
        RequestAct.EXTEND: words.say("data_request", "Gia hạn {days} ngày", days=LONGEST_EXTENSION),
        RequestAct.FINISH: words.say("data_request", "Đã xử lý xong"),
    }
    return Screen(
        name="data_requests.one",
        text=fitted(lines),
        rows=rows_of(
            *(Option(f"act:{act.value}", label) for act, label in labels.items() if request.may(act, facts.today)),
            Option("list", words.say("data_request", "◀ Danh sách")),
        ),
    )


def sentence(request: DataRequest, act: RequestAct, facts: Facts) -> Screen:
    """The sentence that reaches the person."""
    words = facts.words
    return Screen(
        name="data_requests.say",
        text="\n".join((_wanted(act, words), words.say("data_request", "Câu này gửi cho {name}.", name=request.name))),
        rows=rows_of(Option("back", words.say("data_request", "◀ Quay lại"))),
        takes=frozenset({Takes.TEXT}),
        placeholder=words.say("data_request", "Gõ câu gửi đi"),
    )


def _wanted(act: RequestAct, words: Words) -> str:
    match act:
        case RequestAct.ANSWER:
            return words.say("data_request", "Xin gõ cách làm và các bước xử lý yêu cầu này.")
        case RequestAct.EXTEND:
            return words.say("data_request", "Xin gõ lý do gia hạn. Mỗi yêu cầu chỉ gia hạn được một lần.")
        case RequestAct.FINISH:
            return words.say("data_request", "Xin gõ kết quả: đã làm gì, hoặc vì sao không làm được.")
        case _:
            assert_never(act)


def check(request: DataRequest, frame: DataRequests, act: RequestAct, facts: Facts) -> Screen:
    """What would be sent, before it is."""
    words = facts.words
    if act is RequestAct.EXTEND:
        request = replace(request, finish_by=request.finish_by + timedelta(days=LONGEST_EXTENSION))
    return Screen(
        name="data_requests.check",
        text=told(request, act, frame.typed, words).text
        + "\n\n"
        + words.say("data_request", "Gửi cho {name}, đúng không ạ?", name=request.name),
        rows=rows_of(
            Option("send", words.say("data_request", "Gửi")),
            Option("again", words.say("data_request", "Gõ lại")),
            Option("back", words.say("data_request", "Thôi, không gửi")),
            across=2,
        ),
    )


def told(request: DataRequest, act: RequestAct, text: str, words: Words) -> Message:
    """What the person is told. request: as it is afterwards."""
    kind = kind_words(words, request.kind)
    match act:
        case RequestAct.ANSWER:
            said = words.say(
                "data_request",
                "Yêu cầu số {number} của anh/chị ({kind}): {text}\nXử lý xong chậm nhất hết ngày {day}.",
                number=request.id,
                kind=kind,
                text=text,
                day=show_date(request.finish_by),
            )
        case RequestAct.EXTEND:
            said = words.say(
                "data_request",
                "Yêu cầu số {number} của anh/chị ({kind}) cần thêm thời gian, đến hết ngày {day}. Lý do: {text}",
                number=request.id,
                kind=kind,
                day=show_date(request.finish_by),
                text=text,
            )
        case RequestAct.FINISH:
            said = words.say(
                "data_request",
                "Yêu cầu số {number} của anh/chị ({kind}) đã xử lý xong: {text}",
                number=request.id,
                kind=kind,
                text=text,
            )
        case _:
            assert_never(act)
    return Message(name="data_request.told", text=said)


def came(request: DataRequest, words: Words) -> Message:
    """To whoever runs the system: somebody asks for something."""
    return Message(
        name="data_request.came",
        text=words.say(
            "data_request",
            "Yêu cầu số {number} về dữ liệu cá nhân: {kind}. Theo luật: trả lời cách làm chậm nhất hết ngày {answer}; "
            "xử lý xong chậm nhất hết ngày {finish}.",
            number=request.id,
            kind=kind_words(words, request.kind),
            answer=show_date(request.answer_by),
            finish=show_date(request.finish_by),
        ),
        links=(_link(request, words),),
    )


def clock(request: DataRequest, today: date, words: Words) -> Message:
    """To whoever runs the system: a clock runs out, or has."""
    return Message(
        name="data_request.clock",
        text=words.say(
            "data_request",
            "Yêu cầu số {number} về dữ liệu cá nhân ({kind}): {clock}",
            number=request.id,
            kind=kind_words(words, request.kind),
            clock=clock_words(request, today, words),
        ),
        links=(_link(request, words),),
    )


def _link(request: DataRequest, words: Words) -> Link:
    label = words.say("data_request", "Xem yêu cầu")
    return Link(place=data_requests_place(request.id), label=clip(label, LABEL), command="dulieucanhan")


def done(act: RequestAct, *, reached: bool, words: Words) -> str:
    """To whoever did it, above the next screen."""
    if not reached:
        return words.say("data_request", "Đã ghi, nhưng người này không còn kênh nhắn tin nào. Xin báo bằng cách khác.")
    if act is RequestAct.EXTEND:
        return words.say("data_request", "Đã gia hạn và báo cho người yêu cầu.")
    return words.say("data_request", "Đã ghi và gửi cho người yêu cầu.")


def gone(words: Words) -> str:
    """Somebody else was quicker."""
    return words.say("data_request", "Yêu cầu này không còn chờ việc đó nữa.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
