"""What each command does, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.screens.paging import clip

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.review import InCharge


def description(name: str, words: Words) -> str:
    """What the command does, for the phone's menu and the help: at most 60 characters."""
    match name:
        case "baocao":
            return words.say("commands", "Báo cáo kỳ đang đến hạn")
        case "tieptuc":
            return words.say("commands", "Làm tiếp việc đang dở")
        case "duyet":
            return words.say("commands", "Duyệt báo cáo trước khi gửi")
        case "taive":
            return words.say("commands", "Lấy báo cáo Word, bảng Excel của đơn vị mình")
        case "danhgia":
            return words.say("commands", "Đánh giá các chỉ tiêu xã đã gửi")
        case "molai":
            return words.say("commands", "Mở lại hoặc chốt báo cáo đã gửi")
        case "hoilai":
            return words.say("commands", "Trả lời phòng, xin sửa, nêu ý kiến")
        case "tiendo":
            return words.say("commands", "Đơn vị mình đã có gì, còn thiếu gì")
        case "conthieu":
            return words.say("commands", "Còn thiếu gì, bao nhiêu, ai phụ trách, hạn nào")
        case "phancong":
            return words.say("commands", "Phân công ai trả lời chỉ tiêu nào")
        case "baothay":
            return words.say("commands", "Báo thay thôn, xóm đã báo miệng hoặc trên giấy")
        case "dagui":
            return words.say("commands", "Biên nhận các báo cáo đã gửi")
        case "lichsu":
            return words.say("commands", "Lịch sử một chỉ tiêu, ví dụ: lichsu 13.3")
        case "taoma":
            return words.say("commands", "Mã mời: tạo, xem, thu hồi")
        case "nhatky":
            return words.say("commands", "Nhật ký: ai đã làm gì, lúc nào")
        case "nguoidung":
            return words.say("commands", "Người dùng: tìm, vai trò, bàn giao, tạm ngừng")
        case "khokhan":
            return words.say("commands", "Khó khăn, vướng mắc: ghi, xem, trả lời")
        case "soghi":
            return words.say("commands", "Sổ ghi: đỡ đầu, đóng góp, OCOP, mô hình, kiểm tra")
        case "hoso":
            return words.say("commands", "Hồ sơ đề nghị công nhận: xem, trình, quyết định")
        case "donvi":
            return words.say("commands", "Đơn vị: cây, thêm, đổi tên, sáp nhập, chia")
        case "napdulieu":
            return words.say("commands", "Nạp dữ liệu: gửi tệp, xem trước, nhập")
        case "hanbaocao":
            return words.say("commands", "Hạn báo cáo: xem, thêm, đổi, kết thúc")
        case "tonghop":
            return words.say("commands", "Tổng hợp: cần gọi ai, thay đổi, lộ trình")
        case "bangtieuchi":
            return words.say("commands", "Bảng tiêu chí của các xã")
        case "dotxuat":
            return words.say("commands", "Hỏi đột xuất các đơn vị, xem trả lời")
        case "suco":
            return words.say("commands", "Tin chưa gửi được và vì sao")
        case "menu":
            return words.say("commands", "Các việc làm được")
        case "trogiup":
            return words.say("commands", "Hướng dẫn ngắn")
        case "taikhoan":
            return words.say("commands", "Tôi là ai, quyền của tôi, ngôn ngữ")
        case "dulieucanhan":
            return words.say("commands", "Xem, sửa, rút dữ liệu cá nhân")
        case "lienhe":
            return words.say("commands", "Cần hỗ trợ thì gọi ai")
        case "nhacviec":
            return words.say("commands", "Nhắc ngay đơn vị còn nợ báo cáo")
        case "hethong":
            return words.say("commands", "Hệ thống: phiên bản, tin chờ, sao lưu, lịch")
        case "saoluu":
            return words.say("commands", "Các bản sao lưu, sao lưu ngay")
        case "nhaclai":
            return words.say("commands", "Nhắc lại báo cáo vào hôm sau")
        case "thoiphutrach":
            return words.say("commands", "Báo không còn phụ trách báo cáo")
        case "henngay":
            return words.say("commands", "Báo lý do muộn, hẹn ngày gửi")
        case "guibaocao":
            return words.say("commands", "Gửi phần báo cáo đã có")
        case "thoat":
            return words.say("commands", "Thoát; mọi câu đã trả lời vẫn được lưu")
        case _:
            return words.say("commands", "Bắt đầu")


def in_its_place(asked: str, own: str, words: Words, *, listed: bool) -> str:
    """Above what is opened in place of a command of other roles. listed: the command has a name that people know."""
    if not listed:
        return words.say("commands", "Việc này, với vai trò của anh/chị, là /{own}:", own=own)
    return words.say(
        "commands", "/{asked} không thuộc vai trò của anh/chị; việc tương ứng là /{own}:", asked=asked, own=own
    )


def in_charge(found: InCharge, words: Words) -> str:
    """Which offices judge it."""
    title = f"{found.indicator.code} {clip(found.indicator.title, 60)}"
    if not found.offices:
        return words.say("commands", "{item}: chưa có phòng nào phụ trách đánh giá.", item=title)
    offices = ", ".join(one.title for one in found.offices)
    return words.say("commands", "{item}: {offices} phụ trách đánh giá.", item=title, offices=offices)
