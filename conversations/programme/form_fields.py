"""The fields that an office's own form of a report may name, and what was filled in for each.

A name is Vietnamese without accents, in small letters with "_" between words. A table's fields stand in a row of the
form's table that begins with {{#xa}} and ends with {{/xa}}; they are named there as they are listed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Final[Mapping[str, str]] = {
    "co_quan": "Cơ quan báo cáo, chữ in hoa",
    "cap_tren": "Cơ quan cấp trên, chữ in hoa; trống nếu không có",
    "don_vi": "Tên đơn vị báo cáo, ví dụ xã Phúc Sen",
    "ten_don_vi": "Tên riêng của đơn vị, ví dụ Phúc Sen",
    "ky_hieu": "Phần sau số của văn bản, ví dụ BC-UBND",
    "dia_danh": "Nơi ban hành",
    "nam": "Năm của số liệu",
    "trich_yeu": "Dòng nói báo cáo về việc gì",
    "kinh_gui": "Nơi nhận báo cáo",
    "can_cu": "Các dòng Căn cứ",
    "ky_bao_cao": "Kỳ báo cáo, ví dụ 6 tháng đầu năm 2023",
    "so_lieu_den": "Ngày của số liệu",
    "so_xa": "Số xã",
    "so_tieu_chi": "Số tiêu chí của bộ tiêu chí",
    "tong_dat": "Tổng số lượt tiêu chí đạt",
    "da_danh_gia": "Trong đó phòng, ngành đã đánh giá đạt",
    "tu_danh_gia": "Trong đó xã tự đánh giá đạt",
    "binh_quan": "Bình quân tiêu chí đạt một xã",
    "ket_qua": "Lời văn: kết quả chung",
    "thay_doi": "Lời văn: thay đổi trong kỳ",
    "lo_trinh": "Lời văn: thực hiện lộ trình năm",
    "giai_ngan": "Lời văn: giải ngân, trong báo cáo tháng và các kỳ đánh giá",
    "kho_khan": "Lời văn: khó khăn, vướng mắc",
    "nhiem_vu": "Lời văn: nhiệm vụ thời gian tới",
    "kien_nghi": "Lời văn: kiến nghị, đề xuất",
}
TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "xa": {
        "tt": "Số thứ tự",
        "ten": "Tên xã",
        "so_dat": "Số tiêu chí đạt",
        "da_danh_gia": "Trong đó phòng, ngành đã đánh giá",
        "tu_danh_gia": "Trong đó xã tự đánh giá",
        "chua_dat": "Các tiêu chí chưa đạt, kèm năm dự kiến",
    },
    "tieu_chi": {
        "so": "Số của tiêu chí",
        "ten": "Tên tiêu chí",
        "so_xa_dat": "Số xã đạt",
        "so_xa_chua_dat": "Số xã chưa đạt",
        "trang_thai": "Của một xã: đạt hay chưa đạt, ai đánh giá",
        "nam": "Của một xã: năm dự kiến đạt",
    },
    "chi_tieu": {
        "so": "Số của chỉ tiêu",
        "ten": "Tên chỉ tiêu",
        "ket_qua": "Số liệu đã báo",
        "xa_danh_gia": "Xã tự đánh giá",
        "phong_danh_gia": "Phòng, ngành đánh giá",
    },
    "nguon_von": {
        "tt": "Số thứ tự",
        "ten": "Nguồn kinh phí, trong báo cáo tháng và các kỳ đánh giá",
        "ke_hoach": "Kế hoạch, triệu đồng",
        "giai_ngan": "Lũy kế giải ngân, triệu đồng",
        "ty_le": "Tỷ lệ giải ngân",
    },
    "vuong_mac": {
        "tt": "Số thứ tự",
        "don_vi": "Nơi gặp khó khăn",
        "noi_dung": "Nội dung",
        "tieu_chi": "Số của tiêu chí",
        "loai": "Loại khó khăn",
        "noi_tra_loi": "Nơi phải trả lời",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """What is filled in. fields: every one of FIELDS. rows: of every table of TABLES, perhaps none; each has all its
    fields. Lines of a text are parted by newlines.
    """

    fields: Mapping[str, str]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]
