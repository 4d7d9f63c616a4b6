"""Units apply; the agency receives, appraises, approves and signs."""

from __future__ import annotations

from typing import Any

from nscl_example_lang_son_2022.model import Application, Support
from nscl_example_lang_son_2022.play.stage import PROGRAMME, Stage

APPLICATIONS = "/api/registration/applications"


def file_applications(stage: Stage) -> None:
    """File and submit every application, one after the other: case numbers follow the order."""
    stage.each(
        "applications", stage.data.applications, lambda a: _file_and_submit(stage, a), workers=1
    )


def decide(stage: Stage) -> None:
    """Take every application from receipt to the signed agreement."""
    stage.each("decisions", stage.data.applications, lambda a: _decide(stage, a))


def _file_and_submit(stage: Stage, application: Application) -> None:
    unit = stage.actor(stage.data.unit(application.unit).username)
    body = {
        "firm_id": stage.ids[application.unit],
        "project_id": stage.ids[application.project],
        "supports": [_support(stage, support) for support in application.supports],
        "estimated_cost_vnd": application.cost_vnd,
        "commitment": True,
    }
    filed = unit.post(f"file application {application.key}", APPLICATIONS, body)
    stage.ids[application.key] = filed["id"]
    unit.post(
        f"submit application {application.key}",
        f"{APPLICATIONS}/{filed['id']}/submit",
        {"submitted_on": application.submitted_on.isoformat()},
    )


def _support(stage: Stage, support: Support) -> dict[str, Any]:
    return {
        "item_code": support.item_code,
        "product_id": stage.ids[support.product] if support.product else None,
        "system": support.system,
    }


def _decide(stage: Stage, application: Application) -> None:
    officer = stage.actor(PROGRAMME.username)
    case = f"{APPLICATIONS}/{stage.ids[application.key]}"
    for name, body in _steps(application).items():
        officer.post(f"{name} application {application.key}", f"{case}/{name}", body)


def _steps(application: Application) -> dict[str, dict[str, Any]]:
    return {
        "receive": {},
        "appraise": {},
        "approve": {
            "support_vnd": application.support_vnd,
            "decided_on": application.decided_on.isoformat(),
            "decision_number": application.decision_number,
        },
        "agreement": {
            "number": application.agreement_number,
            "total_cost_vnd": application.cost_vnd,
            "support_vnd": application.support_vnd,
            "signed_on": application.signed_on.isoformat(),
        },
    }
