"""One's own data as a text to read and as JSON for another system: the same content, made when it leaves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from conversations.engine.screen import Document
from conversations.programme.change_log import LogEntry
from conversations.reading.show import show_date
from conversations.screens.data_requests import own_line
from conversations.screens.log_acts import done
from conversations.screens.own_data import language_words
from conversations.screens.own_data_recipe import OwnDataRecipe
from conversations.screens.roles import role_words
from conversations.screens.states import time_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.data_request import DataRequest
    from conversations.programme.ids import PersonId
    from conversations.programme.own_data import (
        OwnAct,
        OwnAnswer,
        OwnChannel,
        OwnConsent,
        OwnData,
        OwnRole,
        OwnWish,
    )
    from conversations.screens.own_data_recipe import Form

FORMAT = 1
"""Of the JSON; another number where a field changes its meaning."""


def own_documents(words: Words, person: PersonId, at: datetime) -> tuple[Document, ...]:
    """The two files. A channel without files says where the same can be read."""
    elsewhere = words.say("own_data", "Kênh này không gửi được tệp. Xin anh/chị chọn “Xem tất cả” để đọc tại đây.")
    captions: dict[Form, str] = {
        "txt": words.say("own_data", "Dữ liệu của anh/chị, bản để đọc."),
        "json": words.say("own_data", "Dữ liệu của anh/chị, bản cho máy đọc (JSON)."),
    }
    return tuple(
        Document(
            name=f"my_data.{form}",
            recipe=str(OwnDataRecipe(person=person, at=at, form=form, language=words.language)),
            caption=caption,
            text=elsewhere if form == "txt" else "",
        )
        for form, caption in captions.items()
    )


def own_lines(words: Words, data: OwnData) -> tuple[str, ...]:
    """The text, line by line; an empty line before each heading."""
    none = words.say("own_data", "chưa có")
    lines = [
        words.say("own_data", "DỮ LIỆU CÁ NHÂN CỦA {name}", name=data.name or none),
        words.say("own_data", "Lập lúc {moment}", moment=_moment(words, data.made_at)),
        words.say("own_data", "Mã số trong hệ thống: {person}", person=data.person),
        words.say("own_data", "Họ tên: {name}", name=data.name or none),
        words.say("own_data", "Số điện thoại: {phone}", phone=data.phone or none),
        words.say("own_data", "Ngôn ngữ: {language}", language=language_words(words, data.language)),
        words.say("own_data", "Tham gia: {moment}", moment=_moment(words, data.joined_at)),
    ]
    parts = (
        (words.say("own_data", "TÀI KHOẢN NHẮN TIN"), [_channel(words, one) for one in data.channels]),
        (words.say("own_data", "ĐỒNG Ý LƯU THÔNG TIN"), [_consent(words, one) for one in data.consents]),
        (words.say("own_data", "VAI TRÒ"), [_role(words, one) for one in data.roles]),
        (words.say("own_data", "QUYỀN ĐÃ XIN"), [f"/{what}, {_moment(words, at)}" for what, at in data.rights_asked]),
        (words.say("own_data", "YÊU CẦU VỀ DỮ LIỆU"), [_request(words, one) for one in data.requests]),
        (words.say("own_data", "NGHỈ, NHẮC LẠI"), [_wish(words, wish) for wish in data.wishes]),
        (words.say("own_data", "CÂU TRẢ LỜI ĐÃ GHI"), _given(words, data.answers)),
        (words.say("own_data", "MINH CHỨNG ĐÃ GỬI"), _given(words, data.evidence)),
        (words.say("own_data", "VIỆC ĐÃ LÀM, ĐÃ XEM"), [_act(words, one) for one in data.acts]),
    )
    for heading, listed in parts:
        lines += ["", f"{heading} ({len(listed)})"]
        lines += [f"• {line}" for line in listed] or [f"- {none}"]
    return tuple(lines)


def own_json(data: OwnData) -> dict[str, Any]:
    """Times and days as ISO text, roles and acts by their codes."""
    return {
        "format": FORMAT,
        "made_at": _iso(data.made_at),
        "person": data.person,
        "name": data.name,
        "phone": data.phone,
        "language": data.language,
        "joined_at": _iso(data.joined_at),
        "channels": [
            {"channel": one.channel, "address": one.address, "since": _iso(one.since), "until": _iso(one.until)}
            for one in data.channels
        ],
        "consents": [
            {
                "text_version": one.version,
                "channel": one.channel,
                "given_at": _iso(one.given),
                "withdrawn_at": _iso(one.withdrawn),
            }
            for one in data.consents
        ],
        "roles": [
            {
                "role": one.role.value,
                "post": one.post,
                "unit": one.unit,
                "from": _iso(one.since),
                "until": _iso(one.until),
            }
            for one in data.roles
        ],
        "rights_asked": [{"command": what, "at": _iso(at)} for what, at in data.rights_asked],
        "requests": [
            {
                "number": one.id,
                "kind": one.kind.value,
                "text": one.text,
                "at": _iso(one.at),
                "answer_by": _iso(one.answer_by),
                "finish_by": _iso(one.finish_by),
                "answer": one.answer,
                "answered_at": _iso(one.answered_at),
                "extension_reason": one.extension_reason,
                "outcome": one.outcome,
                "done_at": _iso(one.done_at),
            }
            for one in data.requests
        ],
        "wishes": [
            {"kind": one.kind, "about": one.what, "first": _iso(one.first), "last": _iso(one.last)}
            for one in data.wishes
        ],
        "answers": [
            {"report": one.report, "item": one.item, "version": one.version, "at": _iso(one.at)} for one in data.answers
        ],
        "evidence": [{"report": one.report, "item": one.item, "at": _iso(one.at)} for one in data.evidence],
        "acts": [
            {"at": _iso(one.at), "by": one.by, "act": one.act, "subject": one.subject, "item": one.item}
            for one in data.acts
        ],
    }


def _iso(at: datetime | date | None) -> str | None:
    return None if at is None else at.isoformat()


def _moment(words: Words, at: datetime) -> str:
    return words.say("own_data", "{time} ngày {day}", time=time_words(words, at), day=show_date(at.date()))


def _when(words: Words, at: datetime | date) -> str:
    return _moment(words, at) if isinstance(at, datetime) else show_date(at)


def _channel(words: Words, one: OwnChannel) -> str:
    said = words.say(
        "own_data",
        "{channel}, số {address}, từ {since}",
        channel=one.channel.capitalize(),
        address=one.address,
        since=_moment(words, one.since),
    )
    if one.until is None:
        return said
    return words.say("own_data", "{channel}, đến {until}", channel=said, until=_moment(words, one.until))


def _consent(words: Words, one: OwnConsent) -> str:
    said = words.say(
        "own_data",
        "bản {version}, qua {channel}, {moment}",
        version=one.version,
        channel=one.channel.capitalize(),
        moment=_moment(words, one.given),
    )
    if one.withdrawn is None:
        return said
    return words.say("own_data", "{consent}, đã rút lại {moment}", consent=said, moment=_moment(words, one.withdrawn))


def _role(words: Words, one: OwnRole) -> str:
    held = ", ".join(part for part in (role_words(words, one.role), one.post, one.unit) if part)
    if one.until is None:
        return words.say("own_data", "{role}, từ {first}", role=held, first=show_date(one.since))
    return words.say(
        "own_data",
        "{role}, từ {first} đến trước {until}",
        role=held,
        first=show_date(one.since),
        until=show_date(one.until),
    )


def _request(words: Words, one: DataRequest) -> str:
    said = [own_line(one, words), f"“{one.text}”", one.answer, one.extension_reason, one.outcome]
    return " ".join(part for part in said if part)


def _wish(words: Words, one: OwnWish) -> str:
    match one.kind:
        case "absence" if one.first is not None and one.last is not None:
            return words.say(
                "own_data",
                "nghỉ từ {first} đến {last}: {what}",
                first=_when(words, one.first),
                last=show_date(one.last),
                what=one.what,
            )
        case "snooze" if one.first is not None:
            return words.say("own_data", "nhắc lại {moment}: {what}", moment=_when(words, one.first), what=one.what)
        case _:
            return words.say("own_data", "đã báo thôi phụ trách: {what}", what=one.what)


def _given(words: Words, given: Sequence[OwnAnswer]) -> list[str]:
    """Each version and each piece, those of a report together."""
    reports = dict.fromkeys(one.report for one in given)
    return [_one_given(words, one) for report in reports for one in given if one.report == report]


def _one_given(words: Words, one: OwnAnswer) -> str:
    said = words.say(
        "own_data", "{report}, câu {item}, {moment}", report=one.report, item=one.item, moment=_moment(words, one.at)
    )
    return said if one.version < 2 else words.say("own_data", "{said} (lần {version})", said=said, version=one.version)


def _act(words: Words, one: OwnAct) -> str:
    """As the log of changes words it; whose act it was stands before it."""
    entry = LogEntry(
        id=0, at=one.at, who=one.by, act=one.act, subject=one.about, item=one.item, role=one.role, unit=one.unit
    )
    return words.say(
        "own_data",
        "{moment}: {who} {what} ({subject})",
        moment=_moment(words, one.at),
        who=one.by or words.say("own_data", "hệ thống"),
        what=done(entry, words),
        subject=one.subject,
    )
