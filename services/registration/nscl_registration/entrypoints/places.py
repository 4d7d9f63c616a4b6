"""Plans and projects to choose from."""

from __future__ import annotations

from nscl_registration.queries.programme import list_projects, plan_choices

MOST = 200

Options = list[tuple[str, str]]


def plan_options(kind: str | None = None) -> Options:
    """Return the plans, of one level or all, latest period first."""
    found = (plan for plan in plan_choices() if kind in (None, plan["kind"]))
    return [(plan["id"], f"{plan['number']} · {plan['title']}") for plan in found]


def project_options() -> Options:
    """Return the projects, latest year first."""
    return [
        (row["id"], f"{row['id']} · {row['topic']}") for row in list_projects(limit=MOST)["items"]
    ]
