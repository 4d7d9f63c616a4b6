"""What names are made of."""

from nscl_registration.domain.codes import OrgType

FORMS = {
    OrgType.ENTERPRISE: ("Công ty TNHH", "Công ty Cổ phần", "Công ty TNHH MTV"),
    OrgType.COOPERATIVE: ("HTX", "Hợp tác xã nông nghiệp"),
    OrgType.HOUSEHOLD: ("Hộ kinh doanh", "Cơ sở"),
}
TRADES = (
    "xây dựng",
    "thương mại",
    "sản xuất",
    "khai thác mỏ",
    "chế biến nông sản",
    "du lịch",
    "in",
)
SYLLABLES = (
    "An", "Anh", "Ánh", "Bách", "Bảo", "Bắc", "Bích", "Bình", "Cát", "Cẩm", "Châu", "Chi",
    "Chiến", "Cường", "Danh", "Diệp", "Dũng", "Duy", "Dương", "Đại", "Đan", "Đạt", "Đình",
    "Đoàn", "Đông", "Đồng", "Đức", "Gia", "Giang", "Hà", "Hải", "Hạnh", "Hậu", "Hiền", "Hiếu",
    "Hòa", "Hoàng", "Hồng", "Huệ", "Hùng", "Huy", "Huyền", "Hưng", "Hương", "Khang", "Khánh",
    "Khoa", "Kiên", "Kim", "Kỳ", "Lam", "Lan", "Lâm", "Lạng", "Liên", "Linh", "Loan", "Long",
    "Lộc", "Lợi", "Lừa", "Mai", "Mạnh", "Minh", "Mỹ", "Nam", "Ngân", "Nghĩa", "Ngọc",
    "Nguyên", "Nhân", "Nhật", "Nhung", "Ninh", "Phát", "Phong", "Phú", "Phúc", "Phương",
    "Quang", "Quân", "Quý", "Quyết", "Sáng", "Sen", "Sinh", "Sơn", "Tâm", "Tân", "Thái",
    "Thanh", "Thành", "Thảo", "Thắng", "Thiên", "Thịnh", "Thu", "Thuận", "Thúy", "Thủy",
    "Tiến", "Tín", "Toàn", "Trang", "Trí", "Trung", "Trường", "Tuấn", "Tùng", "Tuyết", "Uyên",
    "Vân", "Việt", "Vinh", "Vượng", "Xuân", "Yến",
)  # fmt: skip
