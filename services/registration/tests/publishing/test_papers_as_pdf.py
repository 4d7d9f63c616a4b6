"""The papers in both forms say the same, in the same order."""

import io
import re

import pytest
from docx import Document
from docx.table import Table

from nscl_registration.publishing.form_paper import FormPaper, form_paper, page_foot
from nscl_shared.documents.layout import saved
from nscl_shared.documents.pdf import pdf_of
from nscl_shared.testing.papers import read_pdf, scan_pdf

CASE = "2022-DA05-0001"
ADDRESS = f"https://nscl.lang-son.example/registration/applications/0195f1a0-77aa#{CASE}"


def paper(wishes, **form):
    wish = {"item_code": "HT-01", "product_name": "Chè Ô long", "system": "TCVN ISO 9001:2015"}
    return FormPaper(
        application={
            "case_number": CASE,
            "supports": [wish] * wishes,
            "estimated_cost_vnd": 80_000_000 if form else None,
            "form": form,
        },
        firm={
            "name": "Công ty TNHH khai thác mỏ Huyền Sơn",
            "tax_code": "4900123456",
            "address": "Số 5, phường Kỳ Lừa, tỉnh Lạng Sơn",
            "representative_name": "Hoàng Thị Ngữ",
        },
        project={"code": "DA-05", "year": 2022, "topic": "Nâng cao năng suất, chất lượng"},
        agency={"name": "CHI CỤC TIÊU CHUẨN ĐO LƯỜNG CHẤT LƯỢNG"},
        items={"HT-01": "Hệ thống quản lý chất lượng ISO 9001"},
        papers=["Bản sao giấy chứng nhận đăng ký doanh nghiệp"],
        address=ADDRESS,
    )


def words_of_docx(data):
    """Return the words of a .docx in their order, checkboxes as the PDF draws them."""
    texts = []
    for part in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            texts += [cell.text for row in part.rows for cell in row.cells]
        else:
            texts.append(part.text)
    return " ".join(texts).replace("☐", "□").split()


def words_of_pdf(data):
    """Return the words of a PDF in their order, without the foot of the pages."""
    texts = [page.text for page in read_pdf(data)]
    return re.sub(rf"Hồ sơ {CASE}\s+Trang \d+/\d+", " ", "\n".join(texts)).split()


@pytest.mark.parametrize(
    ("wishes", "form"),
    [(0, {}), (3, {"own_vnd": 40_000_000, "starts_on": "2022-05-01", "ends_on": "2022-11-30"})],
)
def test_the_form_says_the_same_as_pdf_and_as_docx(wishes, form):
    document = form_paper(paper(wishes, **form))
    drawn = pdf_of(document, foot=page_foot(paper(wishes)))
    assert sorted(words_of_pdf(drawn)) == sorted(words_of_docx(saved(document)))
    headings = re.findall(r"^[IV]+\. .*$", "\n".join(p.text for p in read_pdf(drawn)), re.MULTILINE)
    assert headings == [
        "I. Thông tin đơn vị",
        "II. Nội dung đề nghị hỗ trợ",
        "III. Kinh phí và thời gian",
        "IV. Hồ sơ kèm theo",
        "V. Cam kết",
    ]


def test_the_code_of_the_form_leads_to_the_case_and_names_its_number():
    document = form_paper(paper(1))
    drawn = pdf_of(document, foot=page_foot(paper(1)))
    assert scan_pdf(drawn)[0] == [ADDRESS]
    assert all(page.bitmaps == 0 for page in read_pdf(drawn))


def test_a_form_with_many_wishes_goes_over_pages_with_its_heading():
    drawn = pdf_of(form_paper(paper(60)), foot=page_foot(paper(60)))
    pages = [page for page in read_pdf(drawn) if "HT-01" in page.text]
    assert len(pages) >= 3
    assert all("Tiêu chuẩn, công cụ" in page.text for page in pages)
