"""The engine's promises: a stale press writes nothing, a form waits, text is never a guess, nothing raises."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.engine import frames as f
from conversations.engine.asks import DigestOf, DigestWanted
from conversations.engine.effects import BeginReport
from conversations.engine.events import (
    Blocked,
    Commanded,
    Event,
    Joined,
    Opened,
    Pressed,
    Said,
    SentContact,
    SentOther,
    SentPhoto,
    SentPlace,
)
from conversations.engine.facts import Needs
from conversations.engine.links import progress_place, report_place
from conversations.engine.rule_draft import draft_of
from conversations.engine.screen import Takes
from conversations.engine.session import Session
from conversations.engine.step import FORMS_WAITING, needs, step
from conversations.engine.topmost import needs_of
from conversations.programme.answer import Figure, State
from conversations.programme.ids import PersonId, RuleId
from conversations.programme.report import ReportKey, ReportState
from conversations.programme.unit import Level
from tests.dialogues.commune import (
    COMMUNE,
    DISTRICT,
    FORM,
    H1,
    H1_RULE,
    HEAD,
    HEALTH,
    KEY,
    LEADER,
    NURSE,
    OFFICER,
    VILLAGE_FORM,
    VILLAGES,
    answer,
    report,
)
from tests.engine.walk import Walk, everything

QUESTION = f.FillReport(key=KEY, stage="question", item="1.2")
STALE = "Nút vừa bấm thuộc câu cũ nên không ghi gì. Đây là chỗ anh/chị đang làm:"


def walk(*stack: f.Frame) -> Walk:
    return Walk().at(*(stack or (f.Menu(), QUESTION)))


# presses


def test_a_press_of_the_screen_that_is_shown_is_taken_once() -> None:
    phone = walk()
    press = phone.button("state:met")
    taken = phone.does(press)
    assert [(save.indicator, save.state) for save in phone.saved] == [("1.2", State.MET)]
    assert taken.session.last_press == (press.token, "state:met")


def test_the_same_press_again_writes_nothing_and_only_the_toast_says_so() -> None:
    phone = walk()
    press = phone.button("state:met")
    phone.does(press)
    again = phone.does(press)
    assert (again.effects, again.lines, again.toast, again.show) == ((), (), "Đã nhận rồi ạ.", False)


def test_a_stale_press_writes_nothing_and_shows_where_the_person_stands() -> None:
    phone = walk()
    old = phone.button("state:not_met")
    phone.presses("later")
    stack = phone.session.stack
    taken = phone.does(old)
    assert (taken.effects, taken.lines, taken.toast) == ((), (STALE,), "Nút này đã cũ, không ghi gì.")
    assert taken.session.stack == stack
    assert phone.text.startswith(STALE + "\n\n")


@pytest.mark.parametrize("option", ["state:unheard_of", "send", "page:-1", "r:1.2.2023-H1", "", "state:met:more"])
def test_an_option_that_is_not_on_the_screen_is_not_taken_even_with_its_token(option: str) -> None:
    phone = walk()
    assert phone.session.shown is not None
    taken = phone.does(Pressed(token=phone.session.shown.token, option=option))
    assert (taken.effects, taken.lines) == ((), (STALE,))


# commands


def test_a_command_in_the_middle_of_a_form_opens_above_it_and_tieptuc_returns_to_the_very_question() -> None:
    phone = walk()
    phone.does(Commanded(name="trogiup"))
    assert phone.stands() == (f.Menu(), QUESTION, f.Help())
    phone.does(Commanded(name="tieptuc"))
    assert phone.stands() == (f.Menu(), QUESTION)


def test_a_deadline_half_written_waits_below_a_command_and_one_that_is_looked_at_does_not() -> None:
    draft = f.RuleDraft(unit=KEY.unit, title="Báo cáo tháng")
    writing = f.Deadlines(stage="due", draft=draft)
    phone = walk(f.Menu(), writing)
    phone.does(Commanded(name="trogiup"))
    assert phone.stands() == (f.Menu(), writing, f.Help())
    phone.does(Commanded(name="tieptuc"))
    assert phone.stands() == (f.Menu(), writing)

    phone = walk(f.Menu(), f.Deadlines(stage="rule", draft=draft))
    phone.does(Commanded(name="trogiup"))
    assert phone.stands() == (f.Menu(), f.Help())


def test_what_is_no_form_does_not_wait_below_a_command() -> None:
    phone = walk(f.Menu(), f.Help(topic="figures"))
    phone.does(Commanded(name="taikhoan"))
    assert phone.stands() == (f.Menu(), f.Account())


def test_tieptuc_without_a_form_opens_what_is_due() -> None:
    phone = walk(f.Menu())
    phone.does(Commanded(name="tieptuc"))
    assert phone.stands() == (f.Menu(), f.FillReport(key=KEY))


def test_only_so_many_forms_wait_the_latest_ones() -> None:
    forms = tuple(
        f.FillReport(key=ReportKey(unit=unit.id, rule=RuleId(4), period="2023-X1"), stage="question", item="1.1")
        for unit in VILLAGES
    )
    phone = walk(f.Menu(), *forms, QUESTION)
    phone.does(Commanded(name="trogiup"))
    assert phone.stands() == (f.Menu(), *forms[-FORMS_WAITING + 1 :], QUESTION, f.Help())


def test_the_report_that_is_open_already_is_not_opened_twice() -> None:
    phone = walk()
    phone.does(Commanded(name="baocao"))
    assert phone.stands() == (f.Menu(), f.FillReport(key=KEY))


def test_an_unknown_command_is_said_to_be_unknown_and_nothing_moves() -> None:
    phone = walk()
    taken = phone.does(Commanded(name="khongco"))
    assert taken.lines == ("Không có lệnh /khongco. Gõ /menu để xem các việc làm được.",)
    assert taken.session.stack == (f.Menu(), QUESTION)


def test_a_command_above_ones_role_is_refused_on_a_screen_of_its_own_and_the_form_waits() -> None:
    phone = walk()
    phone.does(Commanded(name="duyet"))
    assert phone.stands() == (f.Menu(), QUESTION, f.AskForRight(command="duyet"))


def test_before_joining_only_help_and_a_code_lead_anywhere() -> None:
    stranger = Walk(who=None).at(f.Welcome())
    for name in ("baocao", "duyet", "tiendo", "menu", "dulieucanhan", "thoat"):
        assert stranger.does(Commanded(name=name)).session.stack == (f.Welcome(),)
    assert stranger.does(Commanded(name="trogiup")).session.stack == (f.Welcome(), f.Help())
    assert stranger.does(Commanded(name="start", arguments="ABCD")).session.top == f.Join(code="ABCD")


# typed text


@pytest.mark.parametrize("text", ["menu", "Menu", "/menu", "/ menu", "MENU"])
def test_a_bare_word_is_a_command_where_no_free_text_is_asked(text: str) -> None:
    phone = walk()
    assert phone.says(text).session.stack == (f.Menu(), QUESTION, f.Menu())


def test_a_bare_word_is_an_answer_where_free_text_is_asked() -> None:
    reason = replace(QUESTION, item="17.1", stage="reason", pending=f.Pending(state=State.NOT_MET), seen=1)
    phone = walk(f.Menu(), reason)
    phone.says("menu")
    assert [save.reason for save in phone.saved] == ["menu"]
    again = walk(f.Menu(), reason)
    assert again.says("/menu").session.top == f.Menu()


def test_a_label_on_the_screen_wins_over_a_command_of_the_same_words() -> None:
    phone = walk(f.Menu())
    assert ("progress", "Tiến độ") in {(option.id, option.label) for option in phone.screen.options}
    assert phone.says("tiến độ").session.top == f.Progress(unit=COMMUNE.id)


@pytest.mark.parametrize("text", ["1", "Đạt", "đạt", "dat", "✅ Đạt", "dạ đạt ạ"])
def test_number_label_and_label_without_accents_choose_the_same(text: str) -> None:
    phone = walk()
    phone.says(text)
    assert [save.state for save in phone.saved] == [State.MET]


def test_chua_dat_is_never_dat() -> None:
    phone = Walk(found=report(plan={}, last={})).at(f.Menu(), replace(QUESTION, item="8.1"))
    phone.says("chưa đạt")
    assert [save.state for save in phone.saved] == [State.NOT_MET]


def test_what_fits_two_options_is_asked_back_with_both() -> None:
    phone = walk(f.Menu(), f.ChooseReport())
    assert phone.session.shown is not None
    two = replace(phone.session.shown, options=(("a", "Tự Do"), ("b", "Tư Do")))
    taken = step(replace(phone.session, shown=two), Said(text="tu do"), phone.facts)
    assert taken.lines == ("Câu trả lời có thể hiểu nhiều cách: Tự Do / Tư Do. Xin anh/chị chọn một.",)
    assert taken.effects == ()


def test_text_that_means_nothing_here_is_said_not_to_be_understood_and_is_clipped() -> None:
    taken = walk().says("x" * 300)
    assert taken.lines == (f"Chưa hiểu “{'x' * 39}…”. Xin anh/chị chọn một trong các mục dưới đây.",)


def test_where_a_figure_is_asked_options_go_by_letters_and_a_number_is_a_figure() -> None:
    phone = walk(f.Menu(), replace(QUESTION, item="2.1"))
    assert phone.session.shown is not None
    assert Takes.FIGURE in phone.session.shown.takes
    phone.says("1")
    assert phone.top == replace(
        QUESTION, item="2.1", stage="assess", pending=f.Pending(figure=Figure(value=Decimal(1)))
    )
    letter = "abcdefgh"[[option for option, _ in phone.session.shown.options].index("again")]
    phone.says(letter)
    assert phone.top == replace(QUESTION, item="2.1")


def test_a_number_chooses_on_a_free_text_screen_only_where_options_are_numbered() -> None:
    reason = replace(QUESTION, item="17.1", stage="reason", pending=f.Pending(state=State.NOT_MET), seen=1)
    without = walk(f.Menu(), reason)
    without.plain = True
    without.says("1.")
    assert without.saved == []
    assert without.session.top == replace(QUESTION, item="17.1", seen=1)


@pytest.mark.parametrize(("typed", "plain"), [("1", False), ("(2)", False), ("1️⃣", False), ("7", False), ("7", True)])
def test_a_bare_number_where_words_are_asked_for_is_asked_back_and_never_stored(typed: str, plain: bool) -> None:
    reason = replace(QUESTION, item="17.1", stage="reason", pending=f.Pending(state=State.NOT_MET), seen=1)
    phone = walk(f.Menu(), reason)
    phone.plain = plain
    taken = phone.says(typed)
    assert taken.lines[0].endswith(" chưa rõ ý: xin anh/chị chọn một mục dưới đây, hoặc gõ bằng lời.")
    assert (phone.saved, phone.top) == ([], reason)
    phone.says("2 xóm mất nước vì mó cạn")
    assert [save.reason for save in phone.saved] == ["2 xóm mất nước vì mó cạn"]


def test_text_before_any_screen_only_shows_one() -> None:
    taken = step(Session(), Said(text="xin chào"), everything(None, report()))
    assert (taken.effects, taken.lines, taken.show) == ((), (), True)


CODE = "HJKM2345PQ"


@pytest.mark.parametrize("below", [f.Help(), f.Help(topic="join")])
@pytest.mark.parametrize("text", [CODE, "mã của em là hjkm-2345-pq ạ"])
def test_a_stranger_may_type_the_code_on_any_screen(below: f.Frame, text: str) -> None:
    phone = Walk(who=None).at(f.Welcome(), below)
    phone.says(text)
    assert phone.stands() == (f.Welcome(), f.Join(code=CODE))


def test_another_code_may_be_typed_while_one_is_asked_about() -> None:
    phone = Walk(who=None).at(f.Welcome(), f.Join(code="QQQQ2345PQ"))
    phone.says("đồng ý 123")
    assert phone.stands() == (f.Welcome(), f.Join(code="QQQQ2345PQ"))
    phone.says(CODE)
    assert phone.stands() == (f.Welcome(), f.Join(code=CODE))


@pytest.mark.parametrize("item", ["1.2", "17.1"])
def test_whoever_has_joined_may_type_a_further_code_and_the_form_waits(item: str) -> None:
    phone = walk(f.Menu(), replace(QUESTION, item=item))
    phone.says(CODE)
    assert phone.stands() == (f.Menu(), replace(QUESTION, item=item), f.Join(code=CODE))
    assert phone.saved == []


# links, invitations, blocks


def test_a_link_opens_above_the_running_form() -> None:
    phone = walk()
    phone.does(Opened(place=progress_place(COMMUNE.id)))
    assert phone.stands() == (f.Menu(), QUESTION, f.Progress(unit=COMMUNE.id))


def test_a_correction_opens_above_the_report_it_belongs_to_and_goes_back_to_the_very_question() -> None:
    phone = walk()
    phone.does(Opened(place=report_place(KEY, "17.1")))
    correction = f.FillReport(key=KEY, stage="question", item="17.1", seen=1, only=True)
    assert phone.stands() == (f.Menu(), QUESTION, correction)
    phone.presses("later")
    assert phone.stands() == (f.Menu(), QUESTION)


def test_the_answer_that_a_correction_shows_counts_as_seen() -> None:
    phone = walk(f.Menu())
    phone.does(Opened(place=report_place(KEY, "1.1")))
    phone.presses("state:unstable")
    assert [(save.indicator, save.seen) for save in phone.saved] == [("1.1", 1)]
    assert phone.stands() == (f.Menu(),)


@pytest.mark.parametrize("place", ["", "report:7", "progress:x", "report:1.2.2023-H1\x00", "account"])
def test_a_forged_link_opens_nothing_and_takes_nothing_away(place: str) -> None:
    phone = walk()
    taken = phone.does(Opened(place=place))
    assert (taken.effects, taken.toast) == ((), "Đường dẫn này không còn dùng được.")
    assert taken.session.stack == (f.Menu(), QUESTION)


def test_a_link_opens_nothing_for_somebody_who_has_not_joined() -> None:
    stranger = Walk(who=None).at(f.Welcome())
    assert stranger.does(Opened(place=report_place(KEY))).session.stack == (f.Welcome(),)
    assert needs(stranger.session, Opened(place=report_place(KEY))) == Needs()


def test_an_invitation_opens_over_everything_and_one_takes_the_place_of_another() -> None:
    phone = walk()
    phone.does(Joined(payload="ABCD"))
    phone.does(Joined(payload="EFGH"))
    assert phone.stands() == (f.Menu(), QUESTION, f.Join(code="EFGH"))


def test_whoever_blocks_the_bot_is_shown_nothing_and_loses_nothing() -> None:
    phone = walk()
    before = phone.session
    taken = phone.does(Blocked(blocked=True))
    assert (taken.session, taken.show, taken.effects) == (before, False, ())


# needs


def test_needs_are_those_of_the_screen_that_must_answer() -> None:
    session = walk().session
    for event in (Pressed(token="x", option="y"), Said(text="95,5"), SentPhoto(reference="p", size=1)):
        assert needs(session, event) == needs_of(QUESTION)
    assert needs(session, Said(text="baocao")) == needs(session, Commanded(name="baocao")) == Needs(due=True)
    assert needs(session, Opened(place=progress_place(COMMUNE.id))) == Needs(unit=COMMUNE.id)
    assert needs(session, Opened(place="?")) == needs(session, Blocked(blocked=True)) == Needs()


def test_what_only_a_screen_tells_is_not_waited_for_by_whoever_presses_there() -> None:
    session = Walk().at(f.Menu(), f.Digest(unit=COMMUNE.id)).session
    for event in (Pressed(token="x", option="money"), Said(text="95,5")):
        assert needs(session, event) == Needs(asks=(DigestWanted(COMMUNE.id),))
    assert needs_of(session.top).shown == (DigestOf(COMMUNE.id),)


# whatever happens

VILLAGE_KEY = ReportKey(unit=VILLAGES[1].id, rule=RuleId(4), period="2023-X1")
WORLDS = (
    (OFFICER, report()),
    (OFFICER, report(state=ReportState.WAITING_FOR_LEADER, has_leader=False)),
    (OFFICER, report(state=ReportState.SENT)),
    (NURSE, report(answers={"15.1": answer("15.1", by=PersonId(9))})),
    (LEADER, report(state=ReportState.WAITING_FOR_LEADER)),
    (HEAD, report(key=VILLAGE_KEY, unit=VILLAGES[1], superior=COMMUNE, form=VILLAGE_FORM, plan={}, last={}, posts={})),
    (OFFICER, report(form=replace(FORM, criteria=()))),
    (OFFICER, report(period=replace(H1, locks_on=H1.last_good_day))),
    (None, report()),
)
STAGES = (
    "overview", "list", "criterion", "unchanged", "question", "which_reading", "unlikely", "assess", "nature", "reason",
    "conflict", "more", "colleague", "colleague_source", "paper", "photo_for", "photo_warning", "part_done", "summary",
    "paper_approval", "sent", "withdraw",
)  # fmt: skip
FIGURE = Figure(value=Decimal("87.5"), numerator=350, denominator=400)
OTHER_FRAMES: tuple[f.Frame, ...] = (
    f.Menu(),
    f.ChooseReport(),
    f.Progress(unit=COMMUNE.id),
    f.Assign(unit=COMMUNE.id),
    f.Assign(unit=COMMUNE.id, stage="post", post=HEALTH),
    f.OnBehalf(unit=COMMUNE.id),
    f.OnBehalf(unit=COMMUNE.id, stage="when", village=VILLAGES[1].id, how="phone"),
    f.Approve(),
    f.Approve(key=KEY),
    f.Approve(key=KEY, stage="send_back"),
    f.Receipts(),
    f.History(unit=COMMUNE.id),
    f.History(unit=COMMUNE.id, item="1.1"),
    f.Help(),
    f.Account(stage="rename"),
    f.MyData(),
    f.Contact(),
    f.AskForRight(command="duyet"),
    f.Deadlines(),
    f.Deadlines(stage="unit"),
    f.Deadlines(stage="check", draft=draft_of(H1_RULE)),
    f.Deadlines(stage="due", draft=f.RuleDraft(unit=DISTRICT.id, title="Báo cáo tháng", owes=Level.COMMUNE)),
    f.Deadlines(stage="rule", draft=f.RuleDraft(unit=DISTRICT.id, rule=RuleId(99))),
    f.Deadlines(stage="only", draft=f.RuleDraft(unit=DISTRICT.id, title="Báo cáo tháng", owes=Level.VILLAGE)),
    f.Join(code="ABCD"),
    f.Welcome(),
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["95,5", "1.200", "350/400", "0", "-3", "31/5", "30/2", "menu", "/thoat", "đạt", "không", "17.4", "vâng ạ", "a"]
    ),
)
EVENTS: st.SearchStrategy[Event | int] = st.one_of(
    st.integers(0, 30),
    TEXTS.map(lambda text: Said(text=text)),
    st.builds(Pressed, token=st.text("0123456789abcdef", max_size=3), option=st.text(max_size=12)),
    st.builds(Commanded, name=st.sampled_from(["baocao", "tieptuc", "menu", "lichsu", "thoat", "x"]), arguments=TEXTS),
    st.builds(SentPhoto, reference=st.just("p"), size=st.just(1), album=st.sampled_from(["", "a", "b"]), caption=TEXTS),
    st.just(SentPlace(latitude=22.6, longitude=106.4)),
    st.just(SentContact(phone="0900000000", own=False)),
    st.sampled_from(["sticker", "voice", "file", "unheard"]).map(lambda kind: SentOther(kind=kind)),
    st.sampled_from([report_place(KEY), report_place(KEY, "17.1"), report_place(KEY, "99"), "menu", "?"]).map(
        lambda place: Opened(place=place)
    ),
    st.just(Joined(payload="ABCD")),
    st.booleans().map(lambda blocked: Blocked(blocked=blocked)),
)


@st.composite
def frames_of(draw: st.DrawFn, key: ReportKey) -> f.Frame:
    if draw(st.booleans()):
        return draw(st.sampled_from(OTHER_FRAMES))
    return f.FillReport(
        key=key,
        stage=draw(st.sampled_from(STAGES)),
        item=draw(st.sampled_from(["1.1", "1.2", "2.1", "15.1", "17.1", "19.1", "4.1", "99", ""])),
        criterion=draw(st.sampled_from(["1", "17", "99", ""])),
        pending=draw(
            st.sampled_from([None, f.Pending(), f.Pending(figure=FIGURE, other=FIGURE), f.Pending(state=State.MET)])
        ),
        previous=draw(st.sampled_from(["", "3.1", "5"])),
        photos=draw(st.sampled_from([(), ("p",)])),
        photo_item=draw(st.sampled_from(["", "19.1"])),
        only=draw(st.booleans()),
    )


@settings(max_examples=300)
@given(st.data())
def test_whatever_happens_wherever_one_stands_nothing_raises_and_a_press_of_no_shown_button_writes_nothing(
    data: st.DataObject,
) -> None:
    who, found = WORLDS[data.draw(st.integers(0, len(WORLDS) - 1))]
    phone = Walk(who=who, found=found, plain=data.draw(st.booleans()))
    below = () if who is None else (f.Menu(),)
    phone.at(*below, data.draw(frames_of(found.key)))
    for drawn in data.draw(st.lists(EVENTS, min_size=1, max_size=6)):
        assert phone.session.shown is not None
        options = phone.session.shown.options
        if not isinstance(drawn, int):
            event = drawn
        elif options:
            event = Pressed(token=phone.session.shown.token, option=options[drawn % len(options)][0])
        else:
            continue
        known = {(phone.session.shown.token, option) for option, _ in phone.session.shown.options}
        stack = phone.session.stack
        taken = phone.does(event)
        if isinstance(event, Pressed) and (event.token, event.option) not in known:
            assert taken.effects == ()
            assert taken.session.stack == stack
        assert taken.session.stack
        assert not any(isinstance(effect, BeginReport) for effect in taken.effects) or who is not None
