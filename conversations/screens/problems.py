"""Why something was not done, in a sentence and what to do next. Nothing is lost: such a turn writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportState
from conversations.reading.show import show_date
from conversations.screens.locks import last_day_taken, only_a_manager

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.unit import Unit


def not_yours(words: Words) -> Refusal:
    """The same sentence whether the thing is another's or is not there at all."""
    return Refusal(
        code="not_yours",
        message=words.say("problems", "Anh/chị không có quyền làm việc này."),
        remedy=words.say("problems", "Gõ /lienhe để biết ai có thể giúp."),
    )


def request_not_so(number: int, words: Words) -> Problem:
    """A request about personal data that is not there, or not to be treated so now."""
    return Problem(
        code="request_not_so",
        message=words.say(
            "problems", "Yêu cầu số {number} không có, đã xong, hoặc việc này đã làm rồi.", number=number
        ),
        remedy=words.say("problems", "Gõ /dulieucanhan để xem các yêu cầu đang chờ."),
    )


def sentence_wrong(limit: int, words: Words) -> Problem:
    """Nothing was said, or too much."""
    return Problem(
        code="sentence_wrong",
        message=words.say("problems", "Cần một đoạn từ 1 đến {limit} ký tự.", limit=limit),
        remedy=words.say("problems", "Xin anh/chị gõ lại."),
    )


def extension_too_long(limit: int, words: Words) -> Problem:
    """Longer than the law allows."""
    return Problem(
        code="extension_too_long",
        message=words.say("problems", "Chỉ được gia hạn một lần, từ 1 đến {limit} ngày.", limit=limit),
        remedy=words.say("problems", "Xin anh/chị chọn số ngày khác."),
    )


def nothing_stuck(words: Words) -> Problem:
    """Somebody else was quicker, or it has left by itself."""
    return Problem(
        code="nothing_stuck",
        message=words.say("problems", "Tin này không còn kẹt nên không gửi lại."),
        remedy=words.say("problems", "Gõ /suco để xem những tin còn kẹt."),
    )


def unit_replaced(unit: Unit, after: str, words: Words) -> Problem:
    """after: what stands in the unit's place now."""
    return Problem(
        code="unit_replaced",
        message=words.say(
            "problems", "{unit} đã được thay bằng {after} từ ngày {day}; điều vừa gửi không ghi được.",
            unit=unit.title, after=after, day="" if unit.valid_to is None else show_date(unit.valid_to),
        ),
        remedy=words.say("problems", "Số đã nhập trước đó vẫn giữ. Gõ /baocao để báo cáo cho {after}.", after=after),
    )  # fmt: skip


def period_locked(period: Period, words: Words) -> Problem:
    return Problem(
        code="period_locked",
        message=words.say(
            "problems",
            "{title} nhận đến hết ngày {until}, nay đã khóa nên không ghi thêm được.",
            title=period.title,
            until=show_date(last_day_taken(period)),
        ),
        remedy=only_a_manager(words),
    )


def not_open_yet(period: Period, words: Words) -> Problem:
    return Problem(
        code="period_not_open",
        message=words.say("problems", "{title} chưa đến kỳ nhập.", title=period.title),
        remedy=words.say("problems", "Gõ /baocao để mở báo cáo đang đến hạn."),
    )


def report_moved(state: ReportState, number: str, words: Words) -> Problem:
    """The report is not where the person believed it to be: somebody was quicker. number: its receipt's."""
    match state:
        case ReportState.DRAFT | ReportState.WITHDRAWN:
            message = words.say("problems", "Báo cáo này đang được nhập, chưa trình duyệt.")
        case ReportState.WAITING_FOR_LEADER:
            message = words.say("problems", "Báo cáo này đã trình và đang chờ lãnh đạo duyệt.")
        case ReportState.REOPENED:
            message = words.say("problems", "Báo cáo này đã được mở lại để sửa.")
        case ReportState.CLOSED:
            message = words.say("problems", "Báo cáo này đã chốt kỳ.")
        case ReportState.SENT | ReportState.IN_REVIEW | ReportState.MORE_ASKED | ReportState.ASSESSED:
            message = (
                words.say("problems", "Báo cáo này đã gửi rồi, biên nhận số {number}.", number=number)
                if number
                else words.say("problems", "Báo cáo này đã gửi rồi.")
            )
        case _:
            assert_never(state)
    return Problem(code="report_state", message=message, remedy=words.say("problems", "Không có gì bị ghi hai lần."))


def no_leader(words: Words) -> Problem:
    return Problem(
        code="no_leader",
        message=words.say("problems", "Chưa có lãnh đạo nào của đơn vị tham gia trợ lý này."),
        remedy=words.say("problems", "Nếu lãnh đạo đã ký trên giấy, xin anh/chị nhập số và ngày văn bản."),
    )


def paper_needed(words: Words) -> Problem:
    return Problem(
        code="paper_needed",
        message=words.say("problems", "Báo cáo phải được lãnh đạo duyệt trước khi gửi."),
        remedy=words.say("problems", "Xin anh/chị trình lãnh đạo duyệt, hoặc nhập số và ngày văn bản đã ký."),
    )


def request_untitled(words: Words) -> Problem:
    """A request that says not what it is about."""
    return Problem(
        code="request_untitled",
        message=words.say("problems", "Yêu cầu chưa có tên, hoặc tên dài quá."),
        remedy=words.say("problems", "Xin anh/chị ghi tên ngắn rồi gửi lại; chưa gửi cho ai."),
    )


def request_without_questions(most: int, words: Words) -> Problem:
    """A request with no question, too many, or one that cannot be asked."""
    return Problem(
        code="request_without_questions",
        message=words.say("problems", "Yêu cầu cần từ 1 đến {most} câu hỏi đọc được.", most=most),
        remedy=words.say("problems", "Xin anh/chị xem lại câu hỏi rồi gửi lại; chưa gửi cho ai."),
    )


def request_too_late(words: Words) -> Problem:
    """A request whose last day is over."""
    return Problem(
        code="request_too_late",
        message=words.say("problems", "Hạn trả lời đã qua."),
        remedy=words.say("problems", "Xin anh/chị chọn hạn từ hôm nay trở đi; chưa gửi cho ai."),
    )


def request_to_nobody(words: Words) -> Problem:
    """A request that asks no unit."""
    return Problem(
        code="request_to_nobody",
        message=words.say("problems", "Chưa có nơi nào để hỏi."),
        remedy=words.say("problems", "Xin anh/chị chọn nơi nhận rồi gửi lại; chưa gửi cho ai."),
    )


def report_empty(words: Words) -> Problem:
    return Problem(
        code="report_empty",
        message=words.say("problems", "Báo cáo chưa có câu trả lời nào nên chưa gửi được."),
        remedy=words.say("problems", "Xin anh/chị trả lời ít nhất một câu."),
    )


def reason_needed(words: Words) -> Problem:
    return Problem(
        code="reason_needed",
        message=words.say("problems", "Việc này cần ghi lý do, ngắn gọn."),
        remedy=words.say("problems", "Xin anh/chị ghi một câu để người nhận biết cần làm gì."),
    )


def item_judged(code: str, words: Words) -> Problem:
    """An office has judged the item: another answer only when it asks for one."""
    return Problem(
        code="item_judged",
        message=words.say("problems", "Chỉ tiêu {code} đã được đánh giá nên không sửa trực tiếp được.", code=code),
        remedy=words.say("problems", "Gõ /hoilai để xin sửa hoặc nêu ý kiến."),
    )


def item_moved(code: str, words: Words) -> Problem:
    """Somebody else was quicker: another figure, or another word on it."""
    return Problem(
        code="item_moved",
        message=words.say("problems", "Chỉ tiêu {code} vừa có thay đổi, lời vừa rồi chưa ghi.", code=code),
        remedy=words.say("problems", "Xin anh/chị xem lại rồi quyết định."),
    )


def nothing_to_judge(code: str, words: Words) -> Problem:
    """Nothing is reported, so nothing can be met."""
    return Problem(
        code="nothing_to_judge",
        message=words.say("problems", "Chỉ tiêu {code} xã chưa có số nên chưa đánh giá đạt được.", code=code),
        remedy=words.say("problems", "Xin anh/chị đề nghị xã bổ sung trước."),
    )


def criteria_for_all(top: str, words: Words) -> Problem:
    """A criteria set counts for every unit in the system."""
    return Problem(
        code="criteria_for_all",
        message=words.say("problems", "Bộ tiêu chí dùng chung cho cả hệ thống."),
        remedy=words.say("problems", "Xin quản trị của {unit} gửi tệp này.", unit=top),
    )


def not_assessed(words: Words) -> Problem:
    return Problem(
        code="not_assessed",
        message=words.say("problems", "Báo cáo này còn chỉ tiêu chưa được đánh giá nên chưa chốt được."),
        remedy=words.say("problems", "Gõ /tonghop để xem phòng nào còn chờ."),
    )


def second_person_needed(words: Words) -> Problem:
    return Problem(
        code="second_person_needed",
        message=words.say("problems", "Báo cáo này cần một người khác đồng ý mở lại."),
        remedy=words.say("problems", "Yêu cầu của anh/chị vẫn đang chờ; chưa có gì thay đổi."),
    )


def leave_wrong(words: Words) -> Problem:
    return Problem(
        code="leave_wrong",
        message=words.say("problems", "Chưa ghi được ngày nghỉ này."),
        remedy=words.say("problems", "Xin anh/chị chọn lại ngày và người thay còn làm việc ở đơn vị."),
    )


def schedule_stopped(words: Words) -> Problem:
    return Problem(
        code="schedule_stopped",
        message=words.say("problems", "Quản trị hệ thống đang tạm dừng mọi tin nhắc."),
        remedy=words.say("problems", "Gõ /lienhe để biết gọi ai."),
    )


def promise_wrong(words: Words) -> Problem:
    return Problem(
        code="promise_wrong",
        message=words.say("problems", "Chưa ghi được ngày hẹn này."),
        remedy=words.say("problems", "Xin anh/chị ghi lý do ngắn và hẹn một ngày trước khi báo cáo khóa."),
    )


def difficulty_unsaid(longest: int, words: Words) -> Problem:
    """Nothing was said, or more than fits."""
    return Problem(
        code="difficulty_unsaid",
        message=words.say(
            "problems", "Nội dung còn trống, dài quá {longest} ký tự hoặc quá nhiều tệp.", longest=longest
        ),
        remedy=words.say("problems", "Xin anh/chị ghi gọn lại rồi gửi; chưa ghi gì."),
    )


def difficulty_moved(words: Words) -> Problem:
    """Somebody was quicker, or the clock was."""
    return Problem(
        code="difficulty_moved",
        message=words.say("problems", "Khó khăn này vừa có thay đổi nên chưa ghi việc anh/chị chọn."),
        remedy=words.say("problems", "Gõ /khokhan để xem hiện trạng."),
    )


def entry_moved(words: Words) -> Problem:
    """Somebody has changed an entry of a register meanwhile."""
    return Problem(
        code="entry_moved",
        message=words.say("problems", "Mục này vừa có người sửa nên chưa ghi việc anh/chị chọn."),
        remedy=words.say("problems", "Xin anh/chị mở lại mục đó (gõ /soghi) rồi làm lại."),
    )


def entry_impossible(words: Words) -> Problem:
    """An entry of a register says something that cannot be: an amount, a day, or too long a text."""
    return Problem(
        code="entry_impossible",
        message=words.say("problems", "Số, ngày hoặc nội dung của mục này không hợp lệ nên chưa ghi."),
        remedy=words.say("problems", "Xin anh/chị xem lại rồi ghi lại; ngày không được sau hôm nay."),
    )


def money_impossible(words: Words) -> Problem:
    """More than a unit holds, nowhere to go, a coming day, no paper; or it changed meanwhile."""
    return Problem(
        code="money_impossible",
        message=words.say("problems", "Số tiền, đơn vị, ngày hoặc văn bản không hợp lệ nên chưa ghi."),
        remedy=words.say("problems", "Xin anh/chị xem lại phần vốn còn lại rồi ghi lại."),
    )


def dossier_moved(words: Words) -> Problem:
    """Somebody was quicker, or it stands elsewhere than the person believes."""
    return Problem(
        code="dossier_moved",
        message=words.say("problems", "Hồ sơ này vừa có thay đổi nên chưa ghi việc anh/chị chọn."),
        remedy=words.say("problems", "Gõ /hoso để xem hiện trạng."),
    )


def dossier_dates_wrong(words: Words) -> Problem:
    """No year of the programme, or the level above would come before the unit itself."""
    return Problem(
        code="dossier_dates_wrong",
        message=words.say("problems", "Năm hoặc thứ tự hai hạn không đúng nên chưa ghi."),
        remedy=words.say("problems", "Hạn nộp phải trước hoặc cùng ngày với hạn của cấp trên."),
    )


def dossier_went_on(words: Words) -> Problem:
    """The unit wants to take back what the level above has carried further."""
    return Problem(
        code="dossier_went_on",
        message=words.say("problems", "Cấp trên đã trình hoặc quyết định hồ sơ này nên không rút lại được nữa."),
        remedy=words.say("problems", "Gõ /hoso để xem hiện trạng; cần sửa thì đề nghị cấp trên trả lại."),
    )


def dossier_stopped(why: str, words: Words) -> Problem:
    """A condition does not hold. why: which, and what to do."""
    return Problem(
        code="dossier_stopped",
        message=why,
        remedy=words.say("problems", "Chưa ghi gì; xin anh/chị xem lại sau khi đã bổ sung."),
    )


def document_needed(words: Words) -> Problem:
    """Number and day of the document are missing, or the day lies ahead."""
    return Problem(
        code="document_needed",
        message=words.say("problems", "Việc này cần số và ngày văn bản, ngày không sau hôm nay."),
        remedy=words.say("problems", "Ví dụ: 512/QĐ-UBND ngày 5/12/2024."),
    )


def nobody_above(words: Words) -> Problem:
    """No level above has anybody who answers."""
    return Problem(
        code="nobody_above",
        message=words.say("problems", "Cấp trên chưa có ai trong hệ thống để trả lời."),
        remedy=words.say("problems", "Gõ /lienhe để biết gọi ai; nếu gấp, xin anh/chị báo bằng văn bản."),
    )


def opened_above(words: Words) -> Problem:
    return Problem(
        code="opened_above",
        message=words.say("problems", "Cấp trên đã mở xem báo cáo nên không rút lại được nữa."),
        remedy=words.say("problems", "Anh/chị vẫn sửa được từng chỉ tiêu; bản cũ được lưu và lãnh đạo được báo."),
    )


def only_met_or_not(words: Words) -> Problem:
    return Problem(
        code="only_met_or_not",
        message=words.say("problems", "Chỉ tiêu này chỉ ghi đạt hoặc chưa đạt, không ghi số liệu chi tiết."),
    )


def invitation_unusable(problem: str, words: Words) -> Problem:
    """problem: "unknown", "expired", "used_up" or "withdrawn"."""
    match problem:
        case "expired":
            message = words.say("problems", "Mã mời này đã hết hạn.")
        case "used_up":
            message = words.say("problems", "Mã mời này đã dùng hết lượt.")
        case "withdrawn":
            message = words.say("problems", "Mã mời này đã được thu hồi.")
        case _:
            message = words.say("problems", "Không có mã mời này.")
    return Problem(
        code=f"invitation_{problem}",
        message=message,
        remedy=words.say("problems", "Xin anh/chị hỏi lại người đã gửi mã."),
    )


def phone_needed(words: Words) -> Problem:
    return Problem(
        code="phone_needed",
        message=words.say("problems", "Mã mời này cần số điện thoại của chính anh/chị."),
        remedy=words.say("problems", "Xin anh/chị bấm nút gửi số điện thoại."),
    )


def name_wrong(longest: int, words: Words) -> Problem:
    return Problem(
        code="name_wrong",
        message=words.say("problems", "Họ tên phải có từ 1 đến {longest} ký tự.", longest=longest),
        remedy=words.say("problems", "Xin anh/chị ghi lại."),
    )


def language_unknown(words: Words) -> Problem:
    return Problem(code="language_unknown", message=words.say("problems", "Trợ lý chưa nói được ngôn ngữ này."))
