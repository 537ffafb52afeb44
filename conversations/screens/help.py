"""Help: short topics, one screen each, in the words the other screens use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.person import Role
from conversations.programme.rights import manages_district

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words

FILLING = frozenset({Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.OFFICE_REVIEWER})
READING = frozenset({Role.MANAGER, Role.OBSERVER})
TOPICS: Mapping[str, frozenset[Role] | None] = {
    "join": None,
    "approve": frozenset({Role.COMMUNE_LEADER}),
    "judge": frozenset({Role.OFFICE_REVIEWER}),
    "follow": READING,
    "manage": frozenset({Role.MANAGER}),
    "invite": frozenset({Role.ADMIN}),
    "run": frozenset({Role.ADMIN}),
    "answer": FILLING,
    "numbers": FILLING,
    "photos": FILLING,
    "sending": FILLING,
    "mistakes": FILLING,
    "stop": None,
    "privacy": None,
    "commands": None,
}
"""In the order of the list, with whose work it is; None: everybody's. The commands come last, because the buttons lead
to the same places.
"""
BEFORE_JOINING = frozenset({"join", "answer", "numbers", "photos", "sending", "mistakes", "stop", "privacy"})


def topics(facts: Facts) -> Screen:
    """The list."""
    words = facts.words
    return Screen(
        name="help",
        text=words.say("help", "Anh/chị cần hướng dẫn về việc gì?"),
        rows=(
            *rows_of(
                *(Option(f"topic:{topic}", title(topic, words)) for topic in TOPICS if _offered(topic, facts)), across=2
            ),
            *rows_of(Option("close", words.say("help", "◀ Quay lại"))),
        ),
    )


def topic(name: str, commands: Sequence[tuple[str, str]], facts: Facts) -> Screen:
    """One topic. commands: name and what it does, of those this person has."""
    words = facts.words
    return Screen(
        name=f"help.{name}",
        text=f"{title(name, words)}\n{_body(name, commands, words)}",
        rows=rows_of(
            Option("list", words.say("help", "Mục khác")), Option("close", words.say("help", "◀ Quay lại")), across=2
        ),
    )


def _offered(name: str, facts: Facts) -> bool:
    """Before joining there are no commands and no roles; afterwards nobody needs to know how to join."""
    if facts.person is None:
        return name in BEFORE_JOINING
    roles = TOPICS[name]
    if name == "join" or roles is None:
        return name != "join"
    return bool(roles & facts.person.roles()) or (roles is FILLING and any(map(manages_district, facts.person.grants)))


def title(name: str, words: Words) -> str:
    """What a topic is called."""
    match name:
        case "join":
            return words.say("help", "Tham gia bằng mã mời")
        case "approve":
            return words.say("help", "Duyệt báo cáo")
        case "judge":
            return words.say("help", "Đánh giá chỉ tiêu")
        case "follow":
            return words.say("help", "Theo dõi tiến độ")
        case "manage":
            return words.say("help", "Điều hành kỳ báo cáo")
        case "invite":
            return words.say("help", "Mời và quản lý người dùng")
        case "run":
            return words.say("help", "Vận hành hệ thống")
        case "answer":
            return words.say("help", "Trả lời câu hỏi")
        case "numbers":
            return words.say("help", "Gõ số liệu")
        case "photos":
            return words.say("help", "Gửi ảnh minh chứng")
        case "sending":
            return words.say("help", "Gửi báo cáo")
        case "mistakes":
            return words.say("help", "Sửa khi nhầm")
        case "stop":
            return words.say("help", "Dừng rồi làm tiếp")
        case "privacy":
            return words.say("help", "Ai xem dữ liệu của tôi")
        case _:
            return words.say("help", "Các lệnh")


def _body(name: str, commands: Sequence[tuple[str, str]], words: Words) -> str:
    match name:
        case "join":
            return words.say(
                "help",
                "Mã mời do cán bộ xã hoặc người quản lý chương trình cấp, gồm 10 chữ và số.\n"
                "1. Gõ mã, bấm đường dẫn hoặc quét mã QR.\n"
                "2. Đọc phần trợ lý lưu gì, rồi bấm “Đồng ý” nếu đồng ý.\n"
                "3. Xác nhận đúng đơn vị của mình.\n"
                "Mỗi mã dành cho một đơn vị; sai đơn vị thì bấm “Không phải”, mã vẫn chưa dùng.",
            )
        case "approve":
            return words.say(
                "help",
                "Báo cáo cần duyệt được chuyển đến anh/chị ngay trong khung chat này; xem lại bằng lệnh /duyet.\n"
                "• “Đồng ý cho gửi”: báo cáo gửi lên cấp trên\n"
                "• “Sửa lại…”: ghi chỗ cần sửa, báo cáo trở về cán bộ\n"
                "• “Xem từng chỉ tiêu”: đọc câu trả lời trước khi quyết định\n"
                "Đã ký trên giấy thì cán bộ nhập số và ngày văn bản, anh/chị không phải duyệt lại ở đây.",
            )
        case "judge":
            return words.say(
                "help",
                "Gõ /danhgia: chỉ tiêu xã báo không giữ được đứng trước, rồi đến mục chờ lâu nhất.\n"
                "Mỗi mục có số xã báo, mức yêu cầu, kỳ trước và minh chứng. Đánh giá đạt, chưa đạt, hoặc "
                "“Đề nghị bổ sung…” rồi ghi cần gì: chỉ mục đó mở lại cho xã, xã trả lời thì mục trở về đây.\n"
                "Mục không đổi có minh chứng thì xác nhận cùng lúc được.\n"
                "Bấm nhầm thì bấm “Xem lại … vừa rồi” và đánh giá lại.",
            )
        case "follow":
            return words.say(
                "help",
                "• /tonghop: bảng tổng hợp, có thể nhận hằng tuần\n"
                "• /bangtieuchi: từng xã, từng tiêu chí, kèm ảnh bảng\n"
                "• /taive: báo cáo Word và bảng Excel\n"
                "• /hoso: hồ sơ đề nghị công nhận đang ở đâu\n"
                "Số phòng đã đánh giá và số xã tự đánh giá luôn ghi riêng.",
            )
        case "manage":
            return words.say(
                "help",
                "• /nhacviec: nhắc nơi chưa gửi báo cáo\n"
                "• /dotxuat: hỏi một số xã hoặc phòng một việc ngoài kỳ\n"
                "• /molai: mở lại báo cáo đã khóa, có lý do; nếu phòng đã đánh giá thì cần thêm một người đồng ý\n"
                "• /danhgia: kết luận khi xã và phòng không thống nhất\n"
                "• /khokhan: trả lời khó khăn xã gửi lên\n"
                "• /hoso: hồ sơ đề nghị công nhận của các xã; trình lên, trả lại, ghi quyết định",
            )
        case "invite":
            return words.say(
                "help",
                "• /taoma: chọn đơn vị và vai trò; nhận mã, đường dẫn và mã QR để gửi người được mời. "
                "Mã nào cũng thu hồi được.\n"
                "• /nguoidung: tìm người, thêm hoặc thôi vai trò, tạm khóa, bàn giao cho người khác\n"
                "• /nhatky: ai đã làm gì, lúc nào",
            )
        case "run":
            return words.say(
                "help",
                "• /hethong: hệ thống có chạy tốt không, lần sao lưu gần nhất\n"
                "• /suco: việc gửi không đi, cách xử lý; tạm dừng lịch nhắc\n"
                "• /saoluu: sao lưu ngay\n"
                "• /donvi: thêm, đổi tên, chuyển, sáp nhập, chia tách đơn vị\n"
                "• /napdulieu: nhập văn bản (kế hoạch, lộ trình, vốn, chỉ tiêu, đơn vị…) và mẫu báo cáo từ tệp\n"
                "• /hanbaocao: hạn và kỳ báo cáo\n"
                "Việc thay đổi dữ liệu nào cũng cho xem trước rồi mới hỏi xác nhận.",
            )
        case "answer":
            return words.say(
                "help",
                "Mỗi lần một câu. Bấm nút để chọn, hoặc gõ chữ trên nút; không cần dấu.\n"
                "Chưa biết thì bấm “Để sau”, câu đó sẽ hỏi lại cuối cùng.\n"
                "Số như kỳ trước thì bấm “Như kỳ trước”. Chưa có số mới thì bấm “Chưa có số mới”.\n"
                "Tiêu chí không thay đổi thì xác nhận nhanh ở “Tiêu chí không đổi…” trên màn hình tổng quan.\n"
                "Cần hỏi đồng nghiệp: bấm “Việc khác…”, rồi chép câu hỏi gửi đi.",
            )
        case "numbers":
            return words.say(
                "help",
                "Gõ số như khi viết tay:\n"
                "• Phần trăm: 95% hoặc 95,5\n"
                "• Số có trên tổng số: 350/400\n"
                "• Số lớn: 1.234,5\n"
                "• Tiền: 45tr hoặc 1,2 tỷ\n"
                "• Diện tích: 12 ha\n"
                "Trợ lý nhắc lại số đã hiểu; số khó hiểu hoặc ít gặp thì hỏi lại trước khi ghi.",
            )
        case "photos":
            return words.say(
                "help",
                "Đang ở câu nào thì gửi ảnh vào câu đó, một hay nhiều ảnh đều được, mỗi ảnh không quá 20 MB.\n"
                "Chưa có ảnh: bấm “Việc khác…”, chọn “Có hồ sơ giấy”, ghi số, ngày và nơi lưu; ảnh gửi sau.\n"
                "Xin không gửi ảnh danh sách tên, căn cước, hồ sơ vụ việc hay nội dung quốc phòng, an ninh.",
            )
        case "sending":
            return words.say(
                "help",
                "Trả lời xong, bấm “Gửi báo cáo” ở màn hình tổng quan để xem lại: còn thiếu gì, có gì thay đổi.\n"
                "Báo cáo của xã gửi sau khi lãnh đạo duyệt; lãnh đạo ký trên giấy thì nhập số và ngày văn bản. "
                "Báo cáo của thôn, xóm gửi thẳng lên xã.\n"
                "Gửi xong có biên nhận đánh số; xem lại bằng lệnh /dagui.\n"
                "Khi cấp trên chưa mở xem, báo cáo vẫn rút lại được.",
            )
        case "mistakes":
            return words.say(
                "help",
                "Bấm “Sửa” ở câu kế tiếp, hoặc vào “Danh sách”, chọn chỉ tiêu rồi trả lời lại.\n"
                "Sửa tin nhắn cũ trong khung chat thì câu trả lời không đổi.\n"
                "Mỗi lần sửa là một bản mới, bản cũ vẫn lưu. Người khác vừa trả lời cùng câu thì trợ lý cho xem trước, "
                "không tự ghi đè.\n"
                "Bấm nhầm nút của câu cũ không ghi gì cả.",
            )
        case "stop":
            return words.say(
                "help",
                "Dừng lúc nào cũng được: câu nào trả lời rồi là đã lưu.\n"
                "• /thoat: thoát ra menu\n"
                "• /tieptuc: trở lại chỗ đang làm dở\n"
                "Mất mạng hay hết pin cũng không mất câu đã lưu. Đang làm dở vẫn gõ lệnh khác được.",
            )
        case "privacy":
            return words.say(
                "help",
                "Trợ lý chỉ lưu họ tên, đơn vị, vai trò, tài khoản nhắn tin, số điện thoại nếu mã mời cần, "
                "và nội dung báo cáo.\n"
                "Báo cáo của đơn vị nào thì đơn vị đó và cấp trên xem: xã, phòng, ngành, người quản lý, "
                "người theo dõi. Thôn khác, xã khác không xem được. Trong nhóm chung không đưa dữ liệu cá nhân.\n"
                "Xem, sửa, rút lại hoặc xóa: gõ /dulieucanhan.",
            )
        case _:
            return "\n".join(f"/{command}: {does}" for command, does in commands)
