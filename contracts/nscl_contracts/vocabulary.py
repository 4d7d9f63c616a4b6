"""Code lists the events use.  Sources stand beside each list."""

from __future__ import annotations

# Organisation types of the programme's forms and published figures: doanh nghiệp,
# hợp tác xã, liên hiệp hợp tác xã, tổ hợp tác, hộ kinh doanh.
ORG_TYPES = ["DN", "HTX", "LHHTX", "THT", "HKD"]

# Support items (mã nội dung hỗ trợ), grouped from Circular 15/2022/TT-BKHCN and the
# provincial calls: standards, certification, declaration, management systems, tools,
# good agricultural practice, traceability, brand, award, technology, digital, models,
# training and communication.
SUPPORT_ITEMS = [
    "TC-01", "TC-02",
    "CN-01", "CN-02",
    "CB-01", "CB-02", "CB-03",
    "HT-01", "HT-02", "HT-03", "HT-04", "HT-05", "HT-09",
    "CC-01", "CC-09",
    "NN-01", "NN-02", "NN-03", "NN-04",
    "TX-01", "TX-02", "TX-03",
    "TT-01", "TT-02", "TT-03",
    "GT-01",
    "CNg-01", "CNg-02",
    "CDS-01",
    "MH-01",
    "DT-01", "DT-02",
    "TTr-01",
]  # fmt: skip

PLAN_KINDS = ["national_programme", "provincial_plan", "yearly_plan"]
ACTIVITY_KINDS = ["training", "communication"]
ACTIVITY_FORMS = ["class", "letter", "article", "conference", "broadcast"]
AUDIENCES = ["firms", "students", "officials", "public"]
OUTCOMES = ["closed", "cancelled"]

# Ngân sách trung ương, ngân sách tỉnh, doanh nghiệp, nguồn khác.
FUND_SOURCES = ["central_budget", "provincial_budget", "enterprise", "other"]

# Certification schemes, with the validity each certificate itself states.
SCHEMES = [
    "hop-chuan", "hop-quy", "iso-9001", "iso-22000", "iso-14001", "iso-45001", "iso-50001",
    "vietgap", "globalgap", "gahp", "organic", "haccp", "other",
]  # fmt: skip

# Where an application stands, from draft to closed file.
APPLICATION_STATES = [
    "draft", "submitted", "supplement-requested", "resubmitted", "received", "appraised",
    "waitlisted", "approved", "refused", "agreement-signed", "in-progress", "suspended",
    "accepted", "settled", "closed", "terminated", "withdrawn",
]  # fmt: skip
PAYMENT_KINDS = ["advance", "instalment"]
RECEIVED_VIA = ["online", "paper", "email"]

# Mất, hư hỏng, nghi giả.
STAMP_VOID_REASONS = ["lost", "damaged", "suspected-forged"]
