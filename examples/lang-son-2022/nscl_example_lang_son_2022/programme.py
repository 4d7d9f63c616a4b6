"""Legal basis, projects and activities: the published part, put into our words."""

from __future__ import annotations

from datetime import date

from nscl_example_lang_son_2022.model import Activity, Plan, Project

PLANS = (
    Plan(
        key="programme",
        kind="national_programme",
        number="1322/QĐ-TTg",
        signed_on=date(2020, 8, 31),
        issuer="Thủ tướng Chính phủ",
        title=(
            "Chương trình quốc gia hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng "
            "sản phẩm, hàng hóa giai đoạn 2021–2030"
        ),
        period_from=2021,
        period_to=2030,
        parent=None,
    ),
    Plan(
        key="five-years",
        kind="provincial_plan",
        number="79/KH-UBND",
        signed_on=date(2021, 4, 5),
        issuer="Ủy ban nhân dân tỉnh Lạng Sơn",
        title="Kế hoạch nâng cao năng suất và chất lượng của tỉnh giai đoạn 2021–2025",
        period_from=2021,
        period_to=2025,
        parent="programme",
    ),
    Plan(
        key="year",
        kind="yearly_plan",
        number="73/KH-UBND",
        signed_on=date(2022, 4, 4),
        issuer="Ủy ban nhân dân tỉnh Lạng Sơn",
        title="Kế hoạch nâng cao năng suất và chất lượng của tỉnh năm 2022",
        period_from=2022,
        period_to=2022,
        parent="five-years",
    ),
)

PROJECTS = (
    Project(
        code="P1",
        topic=(
            "Chứng nhận hợp chuẩn, hợp quy; công bố hợp chuẩn; xây dựng tiêu chuẩn cơ sở (TCCS)"
        ),
    ),
    Project(
        code="P2",
        topic="Mô hình điểm áp dụng đồng bộ hệ thống quản lý, công cụ cải tiến và tiêu chuẩn",
    ),
    Project(
        code="P3",
        topic=("Hệ thống quản lý và công cụ cải tiến năng suất chất lượng, cơ bản và chuyên ngành"),
    ),
    Project(code="P4", topic="Thực hành nông nghiệp tốt (GAP, GAHP) và sản xuất hữu cơ"),
    Project(code="P5", topic="Hệ thống truy xuất nguồn gốc sản phẩm"),
    Project(code="P6", topic="Công nghệ thông tin, chuyển đổi số trong quản trị"),
)

# Days and numbers of participants were not published and are not made up.
ACTIVITIES = (
    Activity(
        key="training-units",
        kind="training",
        audience="Doanh nghiệp và hợp tác xã",
        title="Tập huấn kiến thức, công cụ nâng cao năng suất và chất lượng",
    ),
    Activity(
        key="training-students",
        kind="training",
        audience="Sinh viên các trường cao đẳng, trường nghề",
        title="Đào tạo kiến thức cơ bản về năng suất và chất lượng cho sinh viên",
    ),
)
