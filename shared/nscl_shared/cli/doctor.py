"""``nscl doctor``."""

from __future__ import annotations

from dataclasses import asdict

import typer

from nscl_shared.cli.console import out, print_json
from nscl_shared.cli.options import AsJson
from nscl_shared.runtime.checks import Finding, Level, examine
from nscl_shared.runtime.layout import Layout

MARKS = {Level.OK: "[green]✓[/]", Level.NOTE: "[yellow]![/]", Level.PROBLEM: "[red]✗[/]"}


def doctor(as_json: AsJson = False) -> None:
    """Say in words what is missing or occupied, and how to mend it.

    The exit code is 1 when something would keep 'nscl up' from working; a note (!)
    does not.
    """
    findings = examine(Layout.current())
    blocked = any(finding.level is Level.PROBLEM for finding in findings)
    if as_json:
        print_json({"ok": not blocked, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            _show(finding)
        out.print("something must be mended first" if blocked else "all good: run 'nscl up'")
    raise typer.Exit(1 if blocked else 0)


def _show(finding: Finding) -> None:
    out.print(f"{MARKS[finding.level]} {finding.check:<12}", end=" ")
    out.print(finding.message, markup=False, highlight=False)
    if finding.remedy:
        out.print(f"{'':15}→ {finding.remedy}", markup=False, highlight=False)
