"""Playing a demo: entry points ``nscl.demos``, name → ``play`` function.

``play(base_url, admin_password, *, progress)`` drives the public interfaces of
the services and returns the report; it may be repeated and resumed, and calls
``progress(step, done, total)``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.table import Table

from nscl_shared.cli.console import out
from nscl_shared.cli.progress import play_display
from nscl_shared.plugins import plugins
from nscl_shared.runtime.layout import Layout, write_private
from nscl_shared.runtime.platform import Platform
from nscl_shared.runtime.problems import RuntimeProblem

DEMOS = "nscl.demos"
YEAR = 2022

Report = dict[str, Any]


def play_demo(platform: Platform, layout: Layout, name: str = "lang-son") -> Report:
    """Play the demo on the running platform, unless it was played here before.

    Raises:
        RuntimeProblem: no such demo is installed.
    """
    path = layout.home / "demo" / f"played-{name}.json"
    if path.exists():
        return dict(json.loads(path.read_text(encoding="utf-8")))
    found = plugins(DEMOS)
    if name not in found:
        raise RuntimeProblem(
            f"the demo {name!r} is not installed; installed: {', '.join(found) or 'none'}",
            "Run ./scripts/bootstrap.sh, which installs examples/",
        )
    play = found[name].load()
    facts = platform.facts()
    password = Path(facts["admin_password_file"]).read_text(encoding="utf-8").strip()
    with play_display() as progress:
        report: Report = play(facts["url"], password, progress=progress)
    save_report(path, report)
    return report


def save_report(path: Path, report: Report) -> None:
    """Write the report as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_private(path, json.dumps(report, ensure_ascii=False, indent=2) + "\n")


def show_report(report: Report) -> None:
    """Print the totals and the projects as tables."""
    totals = Table("figure", "value", title=f"Programme year {report.get('year', YEAR)}")
    totals.columns[1].justify = "right"
    for name, value in report.get("totals", {}).items():
        totals.add_row(name.replace("_", " "), str(value))
    out.print(totals)
    if projects := report.get("projects"):
        out.print(_projects(projects))


def _projects(projects: list[dict[str, Any]]) -> Table:
    names = [name for name, value in projects[0].items() if not isinstance(value, list | dict)]
    table = Table(*(name.replace("_", " ") for name in names), title="Projects")
    for project in projects:
        table.add_row(*(str(project.get(name, "")) for name in names))
    return table
