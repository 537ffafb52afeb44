"""What an entry of the log says was done, in plain words; no figure, no verdict, nothing that anybody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.screens.roles import role_words

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.change_log import LogEntry


def done(entry: LogEntry, words: Words) -> str:
    """As it follows the name of whoever did it."""
    for of in (_people, _own_data, _items, _reports, _running):
        found = of(entry, words)
        if found:
            return found
    return words.say("log", "thao tác khác")


def _people(entry: LogEntry, words: Words) -> str:
    name = entry.subject
    role = "" if entry.role is None else role_words(words, entry.role)
    held = f"{role} · {entry.unit}" if entry.unit else role
    match entry.act:
        case "role_granted" if name == entry.who:
            return words.say("log", "nhận vai trò {role}", role=held)
        case "role_granted":
            return words.say("log", "cấp cho {name} vai trò {role}", name=name, role=held)
        case "role_ended":
            return words.say("log", "kết thúc vai trò {role} của {name}", name=name, role=held)
        case "role_handed_over":
            return words.say("log", "bàn giao {role} từ {name} sang {to}", name=name, role=held, to=entry.to)
        case "person_suspended":
            return words.say("log", "tạm ngừng {name}", name=name)
        case "person_resumed":
            return words.say("log", "cho {name} hoạt động lại", name=name)
        case "person_renamed":
            return words.say("log", "sửa họ tên của mình")
        case "invitation_made":
            return words.say("log", "tạo mã mời {role}", role=held)
        case "invitation_withdrawn":
            return words.say("log", "thu hồi một mã mời của {unit}", unit=entry.unit)
        case "charge_left":
            return words.say("log", "báo thôi phụ trách {unit}", unit=entry.unit)
        case "charge_taken":
            return words.say("log", "phụ trách lại {unit}", unit=entry.unit)
        case "leave_begun":
            return words.say("log", "báo nghỉ ở {unit}", unit=entry.unit)
        case "leave_ended":
            return words.say("log", "báo đã đi làm lại ở {unit}", unit=entry.unit)
        case "channel_linked" | "account_opened":
            return words.say("log", "nối thêm một kênh")
        case "channel_unlinked":
            return words.say("log", "gỡ một kênh")
        case "page_opened":
            return words.say("log", "bật trang công khai của {unit}", unit=entry.unit)
        case "page_closed":
            return words.say("log", "tắt trang công khai của {unit}", unit=entry.unit)
        case "link_opened":
            return words.say("log", "tải một tệp qua liên kết")
        case "link_code_made":
            return words.say("log", "lấy mã nối kênh")
        case "right_requested":
            return words.say("log", "đề nghị cấp quyền")
        case "language_set":
            return words.say("log", "đổi ngôn ngữ")
        case "group_bound":
            return words.say("log", "gắn một nhóm với {unit}", unit=entry.unit)
        case "group_unbound":
            return words.say("log", "gỡ một nhóm khỏi {unit}", unit=entry.unit)
        case "digest_wish":
            return words.say("log", "đổi việc nhận tổng hợp của {unit}", unit=entry.unit)
        case _:
            return ""


def _own_data(entry: LogEntry, words: Words) -> str:
    match entry.act:
        case "consent_given":
            return words.say("log", "đồng ý lưu thông tin")
        case "consent_withdrawn":
            return words.say("log", "rút lại đồng ý")
        case "person_erased":
            return words.say("log", "xóa dữ liệu của mình")
        case "person_forgotten":
            return words.say("log", "xóa dữ liệu cá nhân của {name}", name=entry.subject)
        case "evidence_destroyed":
            return words.say("log", "hủy tệp minh chứng theo thời hạn lưu")
        case "own_data_sent":
            return words.say("log", "nhận bản dữ liệu của mình")
        case "data_requested":
            return words.say("log", "gửi yêu cầu về dữ liệu cá nhân")
        case "evidence_viewed":
            return words.say("log", "mở minh chứng {item} · {report}", item=entry.item, report=entry.subject)
        case act if act.startswith("data_request_"):
            return words.say("log", "xử lý một yêu cầu về dữ liệu cá nhân")
        case _:
            return ""


def _items(entry: LogEntry, words: Words) -> str:
    values = {"item": entry.item, "report": entry.subject}
    match entry.act:
        case "answer_saved":
            return words.say("log", "trả lời {item} · {report}", **values)
        case "evidence_kept":
            return words.say("log", "gửi minh chứng {item} · {report}", **values)
        case "item_ask":
            return words.say("log", "đề nghị bổ sung {item} · {report}", **values)
        case "item_reply" | "item_change":
            return words.say("log", "bổ sung {item} · {report}", **values)
        case "item_meet" | "item_fail":
            return words.say("log", "đánh giá {item} · {report}", **values)
        case "item_wish":
            return words.say("log", "xin sửa {item} · {report}", **values)
        case "item_dispute":
            return words.say("log", "đề nghị xem lại {item} · {report}", **values)
        case act if act.startswith("item_decide_"):
            return words.say("log", "kết luận {item} · {report}", **values)
        case "items_assigned":
            return words.say("log", "phân công chỉ tiêu của {unit}", unit=entry.unit)
        case _:
            return ""


def _reports(entry: LogEntry, words: Words) -> str:
    report = entry.subject
    match entry.act:
        case "report_opened":
            return words.say("log", "mở {report}", report=report)
        case "report_submitted":
            return words.say("log", "trình lãnh đạo {report}", report=report)
        case "report_approved":
            return words.say("log", "duyệt {report}", report=report)
        case "report_sent_back":
            return words.say("log", "trả lại để sửa {report}", report=report)
        case "report_sent":
            return words.say("log", "gửi {report}", report=report)
        case "report_withdrawn":
            return words.say("log", "rút lại {report}", report=report)
        case "report_promised":
            return words.say("log", "hẹn ngày gửi {report}", report=report)
        case "report_reopened":
            return words.say("log", "mở lại {report}", report=report)
        case "report_closed":
            return words.say("log", "đóng {report}", report=report)
        case "report_assessed":
            return words.say("log", "đánh giá xong {report}", report=report)
        case "report_in_review" | "report_more_asked":
            return words.say("log", "{report} sang bước đánh giá", report=report)
        case "receipt_given":
            return words.say("log", "nhận biên nhận {report}", report=report)
        case "reopening_wished":
            return words.say("log", "đề nghị mở lại {report}", report=report)
        case "reopening_refused":
            return words.say("log", "không đồng ý mở lại {report}", report=report)
        case "register_exported":
            return words.say("log", "xuất sổ theo dõi")
        case "raw_exported":
            return words.say("log", "xuất số liệu gốc")
        case "workbook_exported":
            return words.say("log", "xuất sổ tổng hợp")
        case "units_asked":
            return words.say("log", "hỏi đột xuất các đơn vị")
        case "reminded_now":
            return words.say("log", "nhắc các đơn vị còn nợ báo cáo")
        case act if act.startswith("dossier_"):
            return words.say("log", "xử lý một hồ sơ đề nghị công nhận")
        case act if act.startswith("difficulty_"):
            return words.say("log", "xử lý một khó khăn, vướng mắc")
        case "unspendable_stated":
            return words.say("log", "ghi phần vốn không giải ngân được của {unit}", unit=entry.unit)
        case "money_moved":
            return words.say("log", "ghi điều chuyển vốn ở {unit}", unit=entry.unit)
        case "contract_stated":
            return words.say("log", "ghi nhà thầu một công trình của {unit}", unit=entry.unit)
        case "money_move_undone":
            return words.say("log", "bỏ một lần điều chuyển vốn ở {unit}", unit=entry.unit)
        case "task_done":
            return words.say("log", "ghi một nhiệm vụ theo văn bản của {unit} đã xong", unit=entry.unit)
        case "goal_filled":
            return words.say("log", "ghi số liệu chỉ tiêu của {unit}", unit=entry.unit)
        case "paper_sent":
            return words.say("log", "lấy tệp báo cáo, bảng của {unit}", unit=entry.unit)
        case "cost_stated":
            return words.say("log", "ghi kinh phí còn cần của {unit}", unit=entry.unit)
        case "register_expected":
            return words.say("log", "nạp mức mong đợi của sổ ghi")
        case act if act.startswith("entry_"):
            return words.say("log", "ghi sổ của {unit}", unit=entry.unit)
        case _:
            return ""


def _running(entry: LogEntry, words: Words) -> str:
    match entry.act:
        case "rule_added" | "rule_changed" | "rule_ended":
            return words.say("log", "đổi hạn báo cáo của {unit}", unit=entry.unit)
        case "digest_hours_set":
            return words.say("log", "đổi giờ gửi tổng hợp của {unit}", unit=entry.unit)
        case "plan_sent" | "plan_confirmed" | "plan_dropped" | "plan_name_explained":
            return words.say("log", "nạp văn bản của {unit}", unit=entry.unit)
        case "form_kept" | "form_dropped":
            return words.say("log", "đổi mẫu báo cáo riêng của {unit}", unit=entry.unit)
        case "schedule_stopped":
            return words.say("log", "dừng các tin theo lịch")
        case "schedule_resumed":
            return words.say("log", "cho gửi lại các tin theo lịch")
        case "message_sent_again":
            return words.say("log", "gửi lại một tin bị kẹt")
        case "backup_wanted" | "backup_made":
            return words.say("log", "sao lưu")
        case "restored":
            return words.say("log", "khôi phục từ bản sao lưu")
        case act if act.startswith("unit"):
            return words.say("log", "đổi đơn vị {unit}", unit=entry.unit)
        case _:
            return ""
