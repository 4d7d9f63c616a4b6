"""Sectors of the economy: sections and divisions of VSIC 2018.

Source: Decision 27/2018/QĐ-TTg (06/07/2018), annex I: 21 sections, 88 divisions.  The gazette's
text was not at hand: counts by a provincial statistics office (thongkehd.gov.vn), names and
sections by public reproductions of the annex, which agree with one another.

Decision 36/2025/QĐ-TTg (29/09/2025) replaces it from 15/11/2025: 22 sections A to V, 87 divisions;
from J on letters mean other sections.  Its table is not here, its text could not be confirmed;
all that is stored is by VSIC 2018, and its section V is refused.  A later classification is
another table with its own days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nscl_shared.kernel import InvalidInput

SOURCE = "27/2018/QĐ-TTg"
CODE = re.compile(r"[A-U]|[0-9]{2,5}")

SECTIONS: Mapping[str, tuple[str, range]] = {
    "A": ("Nông nghiệp, lâm nghiệp và thủy sản", range(1, 4)),
    "B": ("Khai khoáng", range(5, 10)),
    "C": ("Công nghiệp chế biến, chế tạo", range(10, 34)),
    "D": (
        "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí",
        range(35, 36),
    ),
    "E": ("Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải", range(36, 40)),
    "F": ("Xây dựng", range(41, 44)),
    "G": ("Bán buôn và bán lẻ; sửa chữa ô tô, mô tô, xe máy và xe có động cơ khác", range(45, 48)),
    "H": ("Vận tải kho bãi", range(49, 54)),
    "I": ("Dịch vụ lưu trú và ăn uống", range(55, 57)),
    "J": ("Thông tin và truyền thông", range(58, 64)),
    "K": ("Hoạt động tài chính, ngân hàng và bảo hiểm", range(64, 67)),
    "L": ("Hoạt động kinh doanh bất động sản", range(68, 69)),
    "M": ("Hoạt động chuyên môn, khoa học và công nghệ", range(69, 76)),
    "N": ("Hoạt động hành chính và dịch vụ hỗ trợ", range(77, 83)),
    "O": (
        (
            "Hoạt động của Đảng Cộng sản, tổ chức chính trị - xã hội, quản lý nhà nước, "
            "an ninh quốc phòng; bảo đảm xã hội bắt buộc"
        ),
        range(84, 85),
    ),
    "P": ("Giáo dục và đào tạo", range(85, 86)),
    "Q": ("Y tế và hoạt động trợ giúp xã hội", range(86, 89)),
    "R": ("Nghệ thuật, vui chơi và giải trí", range(90, 94)),
    "S": ("Hoạt động dịch vụ khác", range(94, 97)),
    "T": (
        (
            "Hoạt động làm thuê các công việc trong các hộ gia đình, sản xuất sản phẩm vật chất "
            "và dịch vụ tự tiêu dùng của hộ gia đình"
        ),
        range(97, 99),
    ),
    "U": ("Hoạt động của các tổ chức và cơ quan quốc tế", range(99, 100)),
}

DIVISIONS: Mapping[str, str] = {
    "01": "Nông nghiệp và hoạt động dịch vụ có liên quan",
    "02": "Lâm nghiệp và hoạt động dịch vụ có liên quan",
    "03": "Khai thác, nuôi trồng thủy sản",
    "05": "Khai thác than cứng và than non",
    "06": "Khai thác dầu thô và khí đốt tự nhiên",
    "07": "Khai thác quặng kim loại",
    "08": "Khai khoáng khác",
    "09": "Hoạt động dịch vụ hỗ trợ khai khoáng",
    "10": "Sản xuất, chế biến thực phẩm",
    "11": "Sản xuất đồ uống",
    "12": "Sản xuất sản phẩm thuốc lá",
    "13": "Dệt",
    "14": "Sản xuất trang phục",
    "15": "Sản xuất da và các sản phẩm có liên quan",
    "16": "Chế biến gỗ và sản xuất sản phẩm từ gỗ, tre, nứa (trừ giường, tủ, bàn, ghế); "
    "sản xuất sản phẩm từ rơm, rạ và vật liệu tết bện",
    "17": "Sản xuất giấy và sản phẩm từ giấy",
    "18": "In, sao chép bản ghi các loại",
    "19": "Sản xuất than cốc, sản phẩm dầu mỏ tinh chế",
    "20": "Sản xuất hóa chất và sản phẩm hóa chất",
    "21": "Sản xuất thuốc, hóa dược và dược liệu",
    "22": "Sản xuất sản phẩm từ cao su và plastic",
    "23": "Sản xuất sản phẩm từ khoáng phi kim loại khác",
    "24": "Sản xuất kim loại",
    "25": "Sản xuất sản phẩm từ kim loại đúc sẵn (trừ máy móc, thiết bị)",
    "26": "Sản xuất sản phẩm điện tử, máy vi tính và sản phẩm quang học",
    "27": "Sản xuất thiết bị điện",
    "28": "Sản xuất máy móc, thiết bị chưa được phân vào đâu",
    "29": "Sản xuất ô tô và xe có động cơ khác",
    "30": "Sản xuất phương tiện vận tải khác",
    "31": "Sản xuất giường, tủ, bàn, ghế",
    "32": "Công nghiệp chế biến, chế tạo khác",
    "33": "Sửa chữa, bảo dưỡng và lắp đặt máy móc và thiết bị",
    "35": "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí",
    "36": "Khai thác, xử lý và cung cấp nước",
    "37": "Thoát nước và xử lý nước thải",
    "38": "Hoạt động thu gom, xử lý và tiêu hủy rác thải; tái chế phế liệu",
    "39": "Xử lý ô nhiễm và hoạt động quản lý chất thải khác",
    "41": "Xây dựng nhà các loại",
    "42": "Xây dựng công trình kỹ thuật dân dụng",
    "43": "Hoạt động xây dựng chuyên dụng",
    "45": "Bán, sửa chữa ô tô, mô tô, xe máy và xe có động cơ khác",
    "46": "Bán buôn (trừ ô tô, mô tô, xe máy và xe có động cơ khác)",
    "47": "Bán lẻ (trừ ô tô, mô tô, xe máy và xe có động cơ khác)",
    "49": "Vận tải đường sắt, đường bộ và vận tải đường ống",
    "50": "Vận tải đường thủy",
    "51": "Vận tải hàng không",
    "52": "Kho bãi và các hoạt động hỗ trợ cho vận tải",
    "53": "Bưu chính và chuyển phát",
    "55": "Dịch vụ lưu trú",
    "56": "Dịch vụ ăn uống",
    "58": "Hoạt động xuất bản",
    "59": "Hoạt động điện ảnh, sản xuất chương trình truyền hình, ghi âm và xuất bản âm nhạc",
    "60": "Hoạt động phát thanh, truyền hình",
    "61": "Viễn thông",
    "62": "Lập trình máy vi tính, dịch vụ tư vấn và các hoạt động khác liên quan đến máy vi tính",
    "63": "Hoạt động dịch vụ thông tin",
    "64": "Hoạt động dịch vụ tài chính (trừ bảo hiểm và bảo hiểm xã hội)",
    "65": "Bảo hiểm, tái bảo hiểm và bảo hiểm xã hội (trừ bảo đảm xã hội bắt buộc)",
    "66": "Hoạt động tài chính khác",
    "68": "Hoạt động kinh doanh bất động sản",
    "69": "Hoạt động pháp luật, kế toán và kiểm toán",
    "70": "Hoạt động của trụ sở văn phòng; hoạt động tư vấn quản lý",
    "71": "Hoạt động kiến trúc; kiểm tra và phân tích kỹ thuật",
    "72": "Nghiên cứu khoa học và phát triển công nghệ",
    "73": "Quảng cáo và nghiên cứu thị trường",
    "74": "Hoạt động chuyên môn, khoa học và công nghệ khác",
    "75": "Hoạt động thú y",
    "77": "Cho thuê máy móc, thiết bị (không kèm người điều khiển); cho thuê đồ dùng cá nhân "
    "và gia đình; cho thuê tài sản vô hình phi tài chính",
    "78": "Hoạt động dịch vụ lao động và việc làm",
    "79": "Hoạt động của các đại lý du lịch, kinh doanh tua du lịch và các dịch vụ hỗ trợ, "
    "liên quan đến quảng bá và tổ chức tua du lịch",
    "80": "Hoạt động điều tra bảo đảm an toàn",
    "81": "Hoạt động dịch vụ vệ sinh nhà cửa, công trình và cảnh quan",
    "82": "Hoạt động hành chính, hỗ trợ văn phòng và các hoạt động hỗ trợ kinh doanh khác",
    "84": "Hoạt động của Đảng Cộng sản, tổ chức chính trị - xã hội, quản lý nhà nước, "
    "an ninh quốc phòng, đối ngoại và bảo đảm xã hội bắt buộc",
    "85": "Giáo dục và đào tạo",
    "86": "Hoạt động y tế",
    "87": "Hoạt động chăm sóc, điều dưỡng tập trung",
    "88": "Hoạt động trợ giúp xã hội không tập trung",
    "90": "Hoạt động sáng tác, nghệ thuật và giải trí",
    "91": "Hoạt động của thư viện, lưu trữ, bảo tàng và các hoạt động văn hóa khác",
    "92": "Hoạt động xổ số, cá cược và đánh bạc",
    "93": "Hoạt động thể thao, vui chơi và giải trí",
    "94": "Hoạt động của các hiệp hội, tổ chức khác",
    "95": "Sửa chữa máy vi tính, đồ dùng cá nhân và gia đình",
    "96": "Hoạt động dịch vụ phục vụ cá nhân khác",
    "97": "Hoạt động làm thuê công việc gia đình trong các hộ gia đình",
    "98": "Hoạt động sản xuất sản phẩm vật chất và dịch vụ tự tiêu dùng của hộ gia đình",
    "99": "Hoạt động của các tổ chức và cơ quan quốc tế",
}


def check_sector(code: str) -> str:
    """Return the code of a section, a division or anything below a division.

    Raises:
        InvalidInput: ``sector-unknown``.
    """
    code = code.strip().upper()
    if not CODE.fullmatch(code) or (code not in SECTIONS and code[:2] not in DIVISIONS):
        raise InvalidInput("sector-unknown", field="sector", sector=code)
    return code


def section_of(code: str) -> str:
    """Return the letter of the section that a known code belongs to."""
    if code in SECTIONS:
        return code
    return next(letter for letter, (_, span) in SECTIONS.items() if int(code[:2]) in span)


def sector_name(code: str) -> str:
    """Return the official name of the section or division of a known code."""
    return SECTIONS[code][0] if code in SECTIONS else DIVISIONS[code[:2]]
