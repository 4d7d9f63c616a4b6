"""An officer enters plans, projects and activities."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from nscl_example_lang_son_2022.model import Activity, Plan, Project
from nscl_example_lang_son_2022.play.stage import PROGRAMME, Stage

API = "/api/registration"


def enter_programme(stage: Stage) -> None:
    """Enter plans from the top down, then what hangs below the yearly plan."""
    data = stage.data
    entries: list[Callable[[], None]] = [
        *(partial(_enter_plan, stage, plan) for plan in data.plans),
        *(partial(_open_project, stage, project) for project in data.projects),
        *(partial(_record, stage, activity) for activity in data.activities),
    ]
    stage.each("programme", entries, lambda enter: enter(), workers=1)


def _enter_plan(stage: Stage, plan: Plan) -> None:
    body = {
        "kind": plan.kind,
        "number": plan.number,
        "signed_on": plan.signed_on.isoformat(),
        "issuer": plan.issuer,
        "title": plan.title,
        "period_from": plan.period_from,
        "period_to": plan.period_to,
        "parent_id": stage.ids[plan.parent] if plan.parent else None,
    }
    answer = stage.actor(PROGRAMME.username).post(f"adopt plan {plan.key}", f"{API}/plans", body)
    stage.ids[plan.key] = answer["id"]


def _open_project(stage: Stage, project: Project) -> None:
    yearly = next(plan for plan in stage.data.plans if plan.kind == "yearly_plan")
    body = {
        "code": project.code,
        "year": stage.data.year,
        "topic": project.topic,
        "plan_id": stage.ids[yearly.key],
    }
    officer = stage.actor(PROGRAMME.username)
    answer = officer.post(f"open project {project.code}", f"{API}/projects", body)
    stage.ids[project.code] = answer["id"]


def _record(stage: Stage, activity: Activity) -> None:
    body = {
        "kind": activity.kind,
        "audience": activity.audience,
        "title": activity.title,
        "year": stage.data.year,
    }
    officer = stage.actor(PROGRAMME.username)
    officer.post(f"record activity {activity.key}", f"{API}/activities", body)
