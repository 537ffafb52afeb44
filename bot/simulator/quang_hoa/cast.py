"""Who takes part in the demo: people named by their role, each with a phone, and one group of the district."""

from __future__ import annotations

from typing import Final

from bot.simulator.worlds import GroupOf, Member
from conversations.programme.person import Role

CAST: Final = (
    Member(
        key="phuc_sen",
        name="Cán bộ xã Phúc Sen",
        short="Xã Phúc Sen",
        place="Phụ trách nông thôn mới",
        unit="xã Phúc Sen",
        role=Role.COMMUNE_OFFICER,
        hint="Gõ /baocao rồi trả lời vài chỉ tiêu bằng nút và bằng chữ.",
    ),
    Member(
        key="village",
        name="Trưởng xóm Lũng Vài",
        short="Xóm Lũng Vài",
        place="Xóm Lũng Vài, xã Phúc Sen",
        unit="xóm Lũng Vài",
        role=Role.VILLAGE_OFFICER,
        hint="Câu hỏi của xóm ngắn và không có chữ viết tắt.",
    ),
    Member(
        key="health",
        name="Trạm y tế Phúc Sen",
        short="Trạm y tế",
        place="Cùng trả lời báo cáo của xã",
        unit="xã Phúc Sen",
        role=Role.COMMUNE_OFFICER,
        post="Trạm y tế",
        hint="Cán bộ xã giao chỉ tiêu bằng /phancong.",
    ),
    Member(
        key="leader",
        name="Chủ tịch xã Phúc Sen",
        short="Chủ tịch xã",
        place="Duyệt báo cáo trước khi gửi",
        unit="xã Phúc Sen",
        role=Role.COMMUNE_LEADER,
        hint="Khi cán bộ xã trình, việc duyệt hiện ở đây.",
    ),
    Member(
        key="tu_do",
        name="Cán bộ xã Tự Do",
        short="Xã Tự Do",
        place="Phụ trách nông thôn mới",
        unit="xã Tự Do",
        role=Role.COMMUNE_OFFICER,
        hint="Xã khác, báo cáo riêng: không thấy số của xã Phúc Sen.",
    ),
    Member(
        key="office",
        name="Phòng Tài nguyên và Môi trường",
        short="Phòng TN và MT",
        place="Cơ quan của huyện",
        unit="Phòng Tài nguyên và Môi trường",
        role=Role.OFFICE_REVIEWER,
        hint="Gõ /danhgia khi xã đã gửi: đánh giá từng chỉ tiêu, hoặc đề nghị bổ sung một chỉ tiêu.",
    ),
    Member(
        key="manager",
        name="Phòng Nông nghiệp và PTNT",
        short="Phòng NN và PTNT",
        place="Theo dõi toàn huyện",
        unit="huyện Quảng Hòa",
        role=Role.MANAGER,
        hint="Gõ /tonghop để biết cần gọi ai, /dotxuat để hỏi đột xuất vài xã.",
    ),
    Member(
        key="admin",
        name="Quản trị hệ thống",
        short="Quản trị",
        place="Huyện Quảng Hòa",
        unit="huyện Quảng Hòa",
        role=Role.ADMIN,
        hint="Gõ /taoma để mời, /nguoidung để bàn giao, /hanbaocao để thêm báo cáo. Không xem được câu trả lời.",
    ),
)
OPERATOR: Final = "Ủy ban nhân dân huyện Quảng Hòa"
GROUP: Final = GroupOf(
    title="Nông thôn mới huyện Quảng Hòa",
    short="Nhóm huyện",
    place="Nhóm của huyện",
    members=("manager", "admin", "phuc_sen", "tu_do", "leader"),
)
