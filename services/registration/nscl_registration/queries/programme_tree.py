"""The programme tree with money, targets and warnings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from nscl_registration.queries.measures import Figures, held_under
from nscl_registration.queries.paging import equal, page_of
from nscl_registration.queries.project_money import ProjectMoney, money_of_projects
from nscl_registration.storage.documents_programme import PlanDocument, ProjectDocument
from nscl_registration.storage.lists import list_of
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.ladder import ladder_of

COMMON = ("responsible", "budget", "targets", "readings", "attachments", "amendments", "ending")
PLAN = ("id", "version", "kind", "number", "signed_on", "issuer", "title", "period_from",
        "period_to", "parent_id", *COMMON)  # fmt: skip
PROJECT = ("id", "version", "code", "year", "topic", "plan_id", "budget_vnd", "deadline", *COMMON)
LISTS = frozenset({"budget", "targets", "readings", "attachments", "amendments"})
Node = dict[str, Any]


def programme_tree(
    year: int | None = None, *, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``, the top plans, the earliest first.

    Each has ``children``, ``projects``, money, targets, ``warnings``, ``activities`` and ``participants``; with ``year`` only
    plans that cover it and projects of it.
    """
    found = page_of(_roots(year), lambda root: str(root["id"]), cursor=cursor, limit=limit)
    _fill(found["items"])
    return found


def _roots(year: int | None = None) -> list[Node]:
    """Return the top plans with what is below them."""
    within = {"period_from": {"$lte": year}, "period_to": {"$gte": year}} if year else {}
    found = ladder_of(PlanDocument).collection.find(within)
    plans = sorted((_plan(row) for row in found), key=itemgetter("period_from", "number"))
    rows = ladder_of(ProjectDocument).collection.find({"lists": list_of(equal(year=year))})
    projects = sorted((_project(row) for row in rows), key=itemgetter("id"))
    return _grown(plans, projects)


def _fill(roots: list[Node]) -> None:
    """Add money, progress and warnings to top plans and all below them."""
    nodes = [node for root in roots for node in _walk(root)]
    projects = [node["id"] for node in nodes if node["node"] == "projects"]
    money = money_of_projects(projects)
    figures = Figures({target["year"] for node in nodes for target in node["targets"]}, projects)
    held = held_under([node["id"] for node in nodes])
    for root in roots:
        _sum_up(root, money, figures)
        _count(root, held)


def show_node(kind: str, node_id: str) -> Node:
    """Return one plan or project (``kind`` ``plans``, ``projects``) as the tree shows it.

    Raises:
        NotFound: there is none.
    """
    for root in _roots():
        for node in _walk(root):
            if node["id"] == node_id and node["node"] == kind:
                _fill([node])
                return node
    raise NotFound("plan-not-found" if kind == "plans" else "project-not-found", id=node_id)


def _walk(node: Node) -> Iterable[Node]:
    yield node
    for below in (*node["children"], *node["projects"]):
        yield from _walk(below)


def _plan(row: Mapping[str, Any]) -> Node:
    signed = row["signed_on"].date()
    return {
        **_of(row, PLAN, "plans"),
        "signed_on": signed,
        "label": row["number"],
        "heading": row["title"],
        "first_year": row["period_from"],
        "last_year": row["period_to"],
    }


def _project(row: Mapping[str, Any]) -> Node:
    return {
        **_of(row, PROJECT, "projects"),
        "label": row["_id"],
        "heading": row["topic"],
        "first_year": row["year"],
        "last_year": row["year"],
    }


def _of(row: Mapping[str, Any], names: Iterable[str], kind: str) -> Node:
    """Return what is stored; documents of a whole tree would be slow to load."""
    values = {name: row.get(name, [] if name in LISTS else None) for name in names}
    return {**values, "id": row["_id"], "node": kind, "children": [], "projects": []}


def _grown(plans: list[Node], projects: list[Node]) -> list[Node]:
    by_id = {plan["id"]: plan for plan in plans}
    for project in projects:
        if project["plan_id"] in by_id:
            by_id[project["plan_id"]]["projects"].append(project)
    for plan in plans:
        if plan["parent_id"] in by_id:
            by_id[plan["parent_id"]]["children"].append(plan)
    return [plan for plan in plans if plan["parent_id"] not in by_id]


def _sum_up(node: Node, money: Mapping[str, ProjectMoney], figures: Figures) -> set[str]:
    """Fill in sums, progress and warnings from below; return the ids of the projects."""
    below = [*node["children"], *node["projects"]]
    ids = {one for child in below for one in _sum_up(child, money, figures)}
    own = money.get(node["id"], ProjectMoney()) if node["node"] == "projects" else None
    if own is not None:
        ids.add(node["id"])
    node["planned_vnd"] = _planned(node)
    node["committed_vnd"] = own.committed_vnd if own else sum(c["committed_vnd"] for c in below)
    node["paid_vnd"] = own.paid_vnd if own else sum(child["paid_vnd"] for child in below)
    node["progress"] = [_progress(target, node, figures, ids) for target in node["targets"]]
    node["warnings"] = list(_warnings(node, below))
    return ids


def _count(node: Node, held: Mapping[str, Mapping[str, int]]) -> None:
    """Fill in the activities and participants, also of the plans below; a plan's are its projects'."""
    for below in (*node["children"], *node["projects"]):
        _count(below, held)
    for name, own in held[node["id"]].items():
        node[name] = own + sum(child[name] for child in node["children"])


def _planned(node: Node) -> int | None:
    lines = [line["amount_vnd"] for line in node["budget"]]
    planned: int | None = sum(lines) if lines else node.get("budget_vnd")
    return planned


def _progress(target: Node, node: Node, figures: Figures, ids: set[str]) -> Node:
    readings = [r for r in node["readings"] if r["target_id"] == target["target_id"]]
    manual = readings[-1] if readings else None
    computed = figures.actual(target, ids)
    actual = manual["value"] if manual and computed is None else computed
    planned = target["planned"]
    share = min(100, (actual or 0) * 100 // planned) if planned else 100
    return {**target, "actual": actual, "share": share, "note": manual["note"] if manual else None}


def _warnings(node: Node, below: list[Node]) -> Iterable[Node]:
    """Say where children are planned with more than their parent has.

    Told, not refused: these are papers that others have signed, and a register
    that refuses them would make people enter false figures.
    """
    for line in node["budget"]:
        asked = sum(_from(child, line["source"]) for child in below)
        if asked > line["amount_vnd"]:
            yield {"source": line["source"], "planned": line["amount_vnd"], "below": asked}
    planned, asked = node["planned_vnd"], sum(child["planned_vnd"] or 0 for child in below)
    if planned is not None and asked > planned:
        yield {"source": None, "planned": planned, "below": asked}
    if planned is not None and node["committed_vnd"] > planned:
        yield {"source": "committed", "planned": planned, "below": node["committed_vnd"]}


def _from(node: Node, source: str) -> int:
    return sum(line["amount_vnd"] for line in node["budget"] if line["source"] == source)
