"""Events of the registration service about plans, projects and activities."""

from __future__ import annotations

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, count, day, identifier, public, text, vnd, year
from nscl_contracts.funding import budget_lines
from nscl_contracts.vocabulary import (
    ACTIVITY_FORMS,
    ACTIVITY_KINDS,
    AUDIENCES,
    OUTCOMES,
    PLAN_KINDS,
)


@event(
    "vn.nscl.registration.plan-adopted.v1",
    subject="plan_id",
    example={
        "plan_id": "73-KH-UBND-2022",
        "kind": "yearly_plan",
        "number": "73/KH-UBND",
        "signed_on": "2022-04-04",
        "issuer": "UBND tỉnh Lạng Sơn",
        "title": "Kế hoạch nâng cao năng suất chất lượng năm 2022",
        "period_from": 2022,
        "period_to": 2022,
        "parent_id": "79-KH-UBND-2021",
        "responsible": "Sở Khoa học và Công nghệ",
        "budget": [{"source": "provincial_budget", "amount_vnd": 2_000_000_000}],
    },
    changes={
        "1.0.0": "First published.",
        "1.1.0": "The responsible unit and the budget by source are told.",
    },
)
class PlanAdopted(EventSchema):
    """A programme or plan came into force; it is the legal basis of what hangs below it."""

    plan_id = public(identifier(), "Id made from the document number and year.")
    kind = public(choice(PLAN_KINDS), "Level: national programme, provincial or yearly plan.")
    number = public(text(), "Document number as printed.")
    signed_on = public(day(), "Date of the document.")
    issuer = public(text(), "Issuing body.")
    title = public(text(), "Title of the document.")
    period_from = public(year(), "First year covered.")
    period_to = public(year(), "Last year covered.")
    parent_id = public(identifier(required=False), "Plan above this one, null for the programme.")
    responsible = public(text(required=False), "Unit responsible for it, if named.")
    budget = public(budget_lines(required=False), "Planned money by source.")


@event(
    "vn.nscl.registration.project-opened.v1",
    subject="project_id",
    example={
        "project_id": "2022-P1",
        "code": "P1",
        "year": 2022,
        "topic": "Chứng nhận sản phẩm hợp chuẩn, hợp quy; xây dựng TCCS",
        "plan_id": "73-KH-UBND-2022",
        "budget_vnd": 2_000_000_000,
        "responsible": "Chi cục Tiêu chuẩn Đo lường Chất lượng",
        "budget": [{"source": "provincial_budget", "amount_vnd": 2_000_000_000}],
    },
    changes={
        "1.0.0": "First published.",
        "1.1.0": "The responsible unit and the budget by source are told.",
    },
)
class ProjectOpened(EventSchema):
    """A project ("Dự án") of a yearly plan was opened for applications."""

    project_id = public(identifier(), "Year and code.")
    code = public(text(max_length=20), "Code within the year.")
    year = public(year(), "Programme year.")
    topic = public(text(), "What the project supports.")
    plan_id = public(identifier(), "The yearly plan it belongs to.")
    budget_vnd = public(vnd(required=False), "State budget of the project, VND.")
    responsible = public(text(required=False), "Unit responsible for it, if named.")
    budget = public(budget_lines(required=False), "Planned money by source.")


@event(
    "vn.nscl.registration.activity-recorded.v1",
    subject="activity_id",
    example={
        "activity_id": "0192f0c1-7a00-7000-8000-00000000c001",
        "kind": "training",
        "audience": "Doanh nghiệp và hợp tác xã",
        "title": "Tập huấn công cụ cải tiến năng suất",
        "held_on": "2022-06-15",
        "year": 2022,
        "participants": None,
        "form": "class",
        "count": 1,
        "held_until": "2022-06-16",
        "place": "Thành phố Lạng Sơn",
        "audience_kind": "firms",
        "plan_id": "73-KH-UBND-2022",
        "project_id": "2022-P1",
    },
    changes={
        "1.0.0": "First published.",
        "1.1.0": "Form, count, last day, place, kind of audience, plan and project are told.",
    },
)
class ActivityRecorded(EventSchema):
    """A training class or communication activity took place."""

    activity_id = public(identifier(), "Id of the activity.")
    kind = public(choice(ACTIVITY_KINDS), "Training or communication.")
    audience = public(text(), "For whom it was held.")
    title = public(text(), "Title of the activity.")
    held_on = public(day(required=False), "Day it took place, null if not known.")
    year = public(year(), "Programme year it counts in.")
    participants = public(count(required=False), "Number of participants, null if not counted.")
    form = public(choice(ACTIVITY_FORMS, required=False), "What was held or published.")
    count = public(count(required=False), "How many letters, articles … the entry stands for.")
    held_until = public(day(required=False), "Last day, null for a single day.")
    place = public(text(required=False), "Where it was held.")
    audience_kind = public(choice(AUDIENCES, required=False), "For whom, as reports count it.")
    plan_id = public(identifier(required=False), "Plan it is carried out under, null for none.")
    project_id = public(identifier(required=False), "Project it is carried out under, if any.")


_AMENDED = {
    "amended_by_number": "99/KH-UBND",
    "amended_by_signed_on": "2022-09-01",
    "amended_by_issuer": "UBND tỉnh Lạng Sơn",
    "summary": "Điều chỉnh kinh phí",
}


class AmendedSchema(EventSchema):
    """The later decision that changes a plan or project."""

    amended_by_number = public(text(), "Number of the later decision.")
    amended_by_signed_on = public(day(), "Date of the later decision.")
    amended_by_issuer = public(text(), "Body that issued it.")
    summary = public(text(max_length=2_000), "What it changes.")


@event(
    "vn.nscl.registration.plan-amended.v1",
    subject="plan_id",
    example={**PlanAdopted.example, **_AMENDED},
)
class PlanAmended(AmendedSchema, PlanAdopted):
    """A later decision changed a plan; the members say what holds now."""


@event(
    "vn.nscl.registration.project-amended.v1",
    subject="project_id",
    example={**ProjectOpened.example, **_AMENDED},
)
class ProjectAmended(AmendedSchema, ProjectOpened):
    """A later decision changed a project; the members say what holds now."""


_ENDED = {"outcome": "closed", "reason": "Đã nghiệm thu", "ended_on": "2022-12-20"}


class EndedSchema(EventSchema):
    """How and when something ended."""

    outcome = public(choice(OUTCOMES), "Closed when done, cancelled when given up.")
    reason = public(text(max_length=2_000), "Reason noted.")
    ended_on = public(day(), "Day it ended.")


@event(
    "vn.nscl.registration.plan-ended.v1",
    subject="plan_id",
    example={"plan_id": "73-KH-UBND-2022", **_ENDED},
)
class PlanEnded(EndedSchema):
    """A plan was closed or cancelled; nothing is entered below it any more."""

    plan_id = public(text(max_length=100), "The plan.")


@event(
    "vn.nscl.registration.project-ended.v1",
    subject="project_id",
    example={"project_id": "2022-P1", **_ENDED},
)
class ProjectEnded(EndedSchema):
    """A project was closed or cancelled."""

    project_id = public(text(max_length=100), "The project.")


@event(
    "vn.nscl.registration.activity-corrected.v1",
    subject="activity_id",
    example={
        **ActivityRecorded.example,
        "participants": 45,
        "reason": "Đếm lại theo danh sách ký nhận",
        "corrected_on": "2022-07-01",
    },
)
class ActivityCorrected(ActivityRecorded):
    """The entry of an activity was corrected; the members say what holds now."""

    reason = public(text(max_length=2_000), "Why it was corrected.")
    corrected_on = public(day(), "Day of the correction.")
