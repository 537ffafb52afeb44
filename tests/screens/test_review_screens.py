"""Every screen of a review fits the weakest channel, however long the titles and what people wrote are."""

from __future__ import annotations

from dataclasses import replace

from conversations.engine.frames import Reopen
from conversations.programme.answer import Answer, Assessor, LastKnown, State
from conversations.programme.ids import UnitId
from conversations.programme.report import Report, ReportState
from conversations.programme.review import (
    Desk,
    Event,
    ItemAct,
    ItemReview,
    ItemState,
    Queue,
    QueuedItem,
    ReviewedItem,
    SentReport,
)
from conversations.programme.unit import kind_by_code
from conversations.screens import answer_office, reopen, review_notices, review_report
from tests.dialogues.commune import COMMUNE, DISTRICT, FORM, H1, KEY, NOW, OFFICER, facts, fits

LONG = ("lý do rất dài của xã " * 24)[:500]
OFFICE = replace(DISTRICT, name="Phòng Nông nghiệp và Phát triển nông thôn " * 3, kind=kind_by_code("co_quan"))
UNIT = replace(COMMUNE, name="Thị trấn có tên gọi dài đúng bằng giới hạn của hệ thống " * 2)
TITLED = max(FORM.indicators, key=lambda one: len(one.title))
ANSWER = Answer(
    indicator=TITLED.code, version=1, state=State.NOT_MET, reason=LONG, source=LONG[:200], by=OFFICER.id,
    channel="telegram", at=NOW,
)  # fmt: skip
REVIEW = ItemReview(
    indicator=TITLED.code, state=ItemState.NOT_MET, version=1, office=OFFICE, reason=LONG, since=NOW, fell=True
)
QUEUED = QueuedItem(key=KEY, unit=UNIT, period=H1, indicator=TITLED, answer=ANSWER, review=REVIEW)
ITEM = ReviewedItem(
    key=KEY, unit=UNIT, period=H1, form=FORM, region=None, indicator=TITLED, answer=ANSWER, review=REVIEW,
    last=LastKnown(state=State.MET, reported_on=NOW.date(), assessor=Assessor.OFFICE, judged_by=OFFICE.title),
    events=tuple(Event(act=act, by=OFFICE.title, at=NOW, version=1, reason=LONG) for act in ItemAct),
    judges=True, decides=True, following=(KEY, "1.1"),
)  # fmt: skip
DESK = Desk(
    unit=OFFICE, waiting=11_000, fell=400, asked=300, together=200, disputed=3, unowned=4, oldest=NOW.date(),
    items=(QUEUED,), pages=300, page=7, of=11_000,
)  # fmt: skip
SENT = SentReport(
    key=KEY, unit=UNIT, period=H1, state=ReportState.ASSESSED, sent_on=NOW.date(), judged=57, of=57, wished=True,
    wished_by="Nguyễn " * 11, reason=LONG, manages=True,
)  # fmt: skip
REPORT = Report(
    key=KEY, unit=UNIT, period=H1, form=FORM, region=None, answers={TITLED.code: ANSWER}, reviews={TITLED.code: REVIEW}
)


def test_every_screen_of_a_review_fits() -> None:
    known = facts()
    items = tuple(
        replace(
            QUEUED, key=replace(KEY, unit=UnitId(100 + n)), indicator=replace(TITLED, code=f"{n % 19 + 1}.{n % 7 + 1}")
        )
        for n in range(40)
    )
    fits(review_report.which(tuple(replace(OFFICE, id=UnitId(n)) for n in range(9)), known))
    fits(review_report.desk(DESK, known))
    for queue in Queue:
        fits(review_report.listed(replace(DESK, queue=queue, items=items[:8]), known))
    fits(review_report.together(replace(DESK, items=items), known))
    for state in ItemState:
        for act in (ItemAct.ASK, ItemAct.FAIL, ItemAct.DECIDE_MET):
            shown = replace(ITEM, review=replace(REVIEW, state=state, final=state.judged))
            fits(review_report.item(shown, known))
            fits(review_report.reason(shown, act, known))
    for act in (ItemAct.REPLY, ItemAct.DISPUTE, ItemAct.WISH):
        fits(answer_office.write(REPORT, REVIEW, act, known))
    fits(answer_office.item(REPORT, REVIEW, known))
    for page in (0, 3, 99):
        fits(answer_office.choose(items, page, known))
    reports = tuple(replace(SENT, key=replace(KEY, unit=UnitId(100 + n))) for n in range(200))
    for page in (0, 3, 99):
        fits(reopen.listed(reports, Reopen(page=page), known))
    for stands in ReportState:
        fits(reopen.report(replace(SENT, state=stands), known))
        fits(reopen.reason(replace(SENT, state=stands), known))
        fits(reopen.sure(replace(SENT, state=stands), known))


def test_every_notice_of_a_review_fits() -> None:
    words = facts().words
    said = review_notices.Said(
        key=KEY, unit=UNIT, period=H1, indicator=TITLED, office=OFFICE.title, reason=LONG, silent=False
    )
    notices = [
        review_notices.asked(said, words),
        review_notices.answered(said, ItemAct.REPLY, words),
        review_notices.answered(said, ItemAct.WISH, words),
        review_notices.disputed(said, words),
        review_notices.not_met(said, words),
        review_notices.decided(said, met=True, words=words),
        review_notices.reopened(KEY, UNIT, H1, reason=LONG, to_commune=True, words=words),
        review_notices.reopening_wished(KEY, UNIT, H1, who="Nguyễn " * 11, reason=LONG, words=words),
    ]
    for notice in notices:
        assert 0 < len(notice.text) <= 2000, notice.name
