"""Why the phone shows what it shows: one sentence for each place where a conversation can stand."""

from __future__ import annotations

from typing import Final, assert_never

from conversations.engine import frames as f

FILLING: Final[dict[f.FillStage, str]] = {
    "overview": "Báo cáo mở ở trang tổng quan: còn gì chưa có, hạn còn bao lâu.",
    "list": "Người báo cáo muốn tự chọn tiêu chí, nên trợ lý đưa danh sách.",
    "criterion": "Tiêu chí đã chọn; trợ lý liệt kê các chỉ tiêu của nó.",
    "unchanged": "Kỳ trước đã có số; hỏi một lần xem cả tiêu chí có đổi không cho nhanh.",
    "question": "Chỉ tiêu này chưa có câu trả lời ở kỳ này; những số khó (thu nhập, nghèo) để sau cùng.",
    "which_reading": "Chữ số vừa gõ đọc được hai cách, nên trợ lý hỏi lại chứ không đoán.",
    "unlikely": "Số vừa gõ khác xa kỳ trước hoặc vượt mức có thể, nên xin xác nhận trước khi lưu.",
    "assess": "Không có mức yêu cầu trong hệ thống, nên xã tự đánh giá đạt hay chưa.",
    "nature": "Chưa rõ số này là chính thức hay ước; số nào cũng phải có tính chất.",
    "reason": "Kỳ trước đạt mà nay không, hoặc không phải xét: hỏi thêm một câu vì sao.",
    "conflict": "Người khác vừa trả lời cùng chỉ tiêu; không ai ghi đè mà không được thấy.",
    "judged": "Phòng đã đánh giá chỉ tiêu này; muốn sửa thì đề nghị phòng, không tự ghi đè.",
    "more": "Các việc khác với chỉ tiêu này: minh chứng, đồng nghiệp, lịch sử.",
    "colleague": "Đồng nghiệp không dùng trợ lý; đây là câu hỏi để chép gửi cho họ.",
    "colleague_source": "Số do người khác cho; hỏi theo lời ai để ghi nguồn.",
    "paper": "Minh chứng là hồ sơ giấy; cần số, ngày và nơi giữ.",
    "photo_for": "Ảnh vừa gửi chưa rõ của chỉ tiêu nào.",
    "photo_warning": "Chỉ tiêu này hay có danh sách tên, giấy tờ; trợ lý nhắc trước khi nhận ảnh.",
    "part_done": "Phần được giao đã xong; các chỉ tiêu khác của xã do đồng nghiệp trả lời.",
    "summary": "Trước khi gửi: thiếu gì, đổi gì, gì không giữ được, gì là ước.",
    "paper_approval": "Lãnh đạo đã duyệt trên giấy; cần số và ngày văn bản.",
    "sent": "Báo cáo đã đi; đây là giấy nhận có số.",
    "withdraw": "Rút lại được khi cấp trên chưa mở.",
    "locked": "Kỳ đã khóa khi báo cáo chưa gửi: chỉ xem được, kèm người có thể mở lại.",
}


def reason(frame: f.Frame) -> str:
    """One sentence."""
    if isinstance(frame, f.FrameOfEveryone):
        return _of_everyone(frame)
    if isinstance(frame, f.FrameOfReporting):
        return _of_reporting(frame)
    if isinstance(frame, f.FrameOfManaging):
        return _of_managing(frame)
    return _of_reviewing(frame) if isinstance(frame, f.FrameOfReviewing) else _of_running(frame)


def _of_everyone(frame: f.FrameOfEveryone) -> str:
    match frame:
        case f.Welcome():
            return "Chưa biết đây là ai, nên trợ lý chỉ hỏi mã mời và chưa lưu gì."
        case f.Join(stage=stage):
            return {
                "consent": "Có mã mời hợp lệ; phải đồng ý rồi mới lưu họ tên.",
                "unit": "Đã đồng ý; hỏi lại đơn vị để không báo nhầm cho nơi khác.",
                "phone": "Mã mời này cần số điện thoại của chính người nhận.",
                "wrong_unit": "Người nhận nói mã mời không đúng đơn vị.",
            }[stage]
        case f.Menu():
            return "Không có việc dở; trang này chỉ có việc mà vai trò được làm."
        case f.ChooseUnit():
            return "Người này có vai trò ở nhiều đơn vị: hỏi đơn vị nào, không tự chọn."
        case f.Help():
            return "Lệnh /trogiup."
        case f.Account():
            return "Lệnh /taikhoan: tôi là ai, có quyền gì, dùng tiếng nào."
        case f.MyData():
            return "Lệnh /dulieucanhan: xem, sửa, rút lại, xóa."
        case f.AskAboutData():
            return "Từ /dulieucanhan: yêu cầu về dữ liệu của mình; gửi rồi mới ghi, kèm thời hạn theo luật."
        case f.Contact():
            return "Lệnh /lienhe: gọi ai khi cần."
        case f.AskForRight():
            return "Lệnh vừa rồi bị từ chối; từ đây xin được quyền."
        case _:
            assert_never(frame)


def _of_reporting(frame: f.FrameOfReporting) -> str:
    match frame:
        case f.ChooseReport():
            return "Có nhiều báo cáo đến hạn, nên hỏi làm báo cáo nào trước."
        case f.FillReport(stage=stage):
            return FILLING[stage]
        case f.Progress():
            return "Lệnh /tiendo: đơn vị đang ở đâu, còn thiếu gì."
        case f.Assign():
            return "Lệnh /phancong: giao chỉ tiêu theo vị trí công tác."
        case f.OnBehalf():
            return "Lệnh /baothay: nhập hộ xóm đã báo qua điện thoại hay trên giấy."
        case f.Approve():
            return "Lệnh /duyet: lãnh đạo đọc báo cáo trước khi gửi đi."
        case f.Receipts():
            return "Lệnh /dagui: các giấy nhận của đơn vị."
        case f.History():
            return "Lệnh /lichsu: mọi lần ghi của một chỉ tiêu."
        case f.Difficulties():
            return "Lệnh /khokhan: ghi khó khăn, trả lời, chuyển lên; bấm đồng ý rồi mới ghi."
        case f.Register():
            return "Lệnh /soghi: các sổ ghi của đơn vị và các nơi ở dưới; ghi, sửa, bỏ đều là bước mới, xem trước đã."
        case f.Snooze():
            return "Bấm trên tin nhắc: hẹn nhắc lại ngay, bỏ hẹn được."
        case f.NotInCharge():
            return "Người này báo thôi phụ trách; hỏi lại một lần rồi báo cấp trên."
        case f.PromiseDay():
            return "Báo cáo đã quá hạn: hỏi lý do và ngày hẹn để cấp trên biết."
        case f.Leave():
            return "Từ /taikhoan: báo nghỉ, nhờ đồng nghiệp được nhắc thay."
        case _:
            assert_never(frame)


def _of_managing(frame: f.FrameOfManaging) -> str:
    match frame:
        case f.Digest():
            return "Lệnh /tonghop: bản tổng hợp của đơn vị, tính ngay lúc hỏi."
        case f.Lacks():
            return "Từ /tonghop: các xã còn thiếu gì, thiếu bao nhiêu, ai phụ trách; rẻ nhất và gần đạt nhất ở trên."
        case f.CriteriaTable():
            return "Lệnh /bangtieuchi: bảng tiêu chí; ảnh được vẽ ngay trước khi gửi."
        case f.Goals():
            return "Chỉ tiêu của tỉnh, huyện: trạng thái tính ngay lúc hỏi từ số liệu đã có."
        case f.Money():
            return "Vốn của đơn vị: kế hoạch, giải ngân theo nguồn và năm, quy định đến hạn; chỉ người quản lý mở."
        case f.MoneyMoves():
            return "Từ Vốn: phần không giải ngân được và lần điều chuyển, xem trước rồi mới ghi, bỏ được lần ghi nhầm."
        case f.Works():
            return "Từ Vốn: công trình, còn nợ bao nhiêu, ai thi công; ghi nhà thầu thì xem trước rồi mới ghi."
        case f.Roadmap():
            return "Lộ trình của tỉnh: ai được nêu tên năm nào, ai đã công nhận, tính ngay lúc hỏi từ hồ sơ đã ghi."
        case f.Targets():
            return "Bảng chỉ tiêu của tỉnh: mỗi huyện đã đạt bao nhiêu, tính ngay lúc hỏi từ số liệu đã xác nhận."
        case f.RemindNow():
            return "Lệnh /nhacviec: người quản lý nhắc ngay các đơn vị còn nợ."
        case f.AdHocRequest():
            return "Lệnh /dotxuat: hỏi các đơn vị vài câu có hạn, và xem trả lời; chưa bấm gửi thì chưa ghi gì."
        case f.FillGoals():
            return "Từ Chỉ tiêu của /tonghop: người quản lý ghi số chỉ tiêu không có cơ quan nào báo; xem trước đã."
        case f.Tasks():
            return "Từ /tonghop: nhiệm vụ theo công văn, nghị quyết; người quản lý ghi văn bản báo xong, xem trước đã."
        case f.PublicPage():
            return "Từ /tonghop: người quản lý xem trước rồi bật hoặc tắt trang mà ai cũng đọc được."
        case f.TakePapers():
            return "Lệnh /taive: báo cáo Word, bảng Excel và gói minh chứng, lập từ số đã báo ngay khi gửi."
        case f.Dossiers():
            return "Lệnh /hoso: hồ sơ đề nghị công nhận; trình lên, trả lại, công nhận đều xem trước rồi mới ghi."
        case f.OpenDossier():
            return "Từ /hoso: nêu tên xã, thôn cho một chuẩn, năm và hai hạn; xem trước rồi mới mở hồ sơ."
        case _:
            assert_never(frame)


def _of_reviewing(frame: f.FrameOfReviewing) -> str:
    match frame:
        case f.ReviewReport():
            return "Lệnh /danhgia: phòng đánh giá từng chỉ tiêu của mình; người quản lý kết luận khi hai bên khác ý."
        case f.AnswerOffice():
            return "Xã trả lời phòng, xin sửa số đã đánh giá, hoặc nêu ý kiến khác."
        case f.Reopen():
            return "Lệnh /molai: người quản lý mở lại hoặc chốt báo cáo đã gửi; đã đánh giá rồi thì cần người thứ hai."
        case _:
            assert_never(frame)


def _of_running(frame: f.FrameOfRunning) -> str:
    match frame:
        case f.Deadlines():
            return "Lệnh /hanbaocao: người quản trị xem, thêm, đổi hạn báo cáo; ghi rồi mới có hiệu lực."
        case f.Incidents():
            return "Lệnh /suco: tin nào chưa gửi được, vì sao, và cho gửi lại."
        case f.Schedule():
            return "Từ /hethong: quản trị dừng hoặc cho gửi lại các tin theo lịch."
        case f.System():
            return "Lệnh /hethong: phiên bản, cơ sở dữ liệu, tin chờ, sao lưu, đồng hồ, các kênh."
        case f.Backups():
            return "Lệnh /saoluu: các bản sao lưu; bấm xác nhận thì bot làm một bản, ngoài lượt trò chuyện này."
        case f.DataRequests():
            return "Từ /dulieucanhan của người quản trị: trả lời, gia hạn, báo xong các yêu cầu về dữ liệu."
        case f.ImportPlan():
            return "Lệnh /napdulieu: tệp được đọc ngoài lượt trò chuyện; xem trước rồi mới nhập, sai thì không nhập gì."
        case f.OfficeForms():
            return "Từ /napdulieu: mẫu Word riêng của cơ quan; xem trường nào dùng được rồi mới nhập; thôi dùng được."
        case f.Units():
            return "Lệnh /donvi: người quản trị xem cây đơn vị, thêm, đổi tên, chuyển, sáp nhập, chia, hoàn tác."
        case f.Users():
            return "Lệnh /nguoidung: quản trị tìm người, cấp, kết thúc, bàn giao vai trò, tạm ngừng; xem trước đã."
        case f.Invite():
            return "Lệnh /taoma: quản trị tạo mã mời, xem mã còn dùng được, thu hồi."
        case f.Log():
            return "Lệnh /nhatky: quản trị xem ai đã làm gì, lúc nào; chỉ trong phạm vi của mình."
        case _:
            assert_never(frame)
