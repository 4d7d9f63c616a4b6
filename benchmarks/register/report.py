"""The table in ``docs/operations/benchmarks.md``."""

import os
from pathlib import Path

PAGE = Path("docs/operations/benchmarks.md")
BEGIN, END = "<!-- register: written by make bench-register -->", "<!-- register: end -->"


def write(found, told):
    """Put the figures between the two marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{_table(found, told)}\n\n{END}{after}", encoding="utf-8")


def _table(found, told):
    rows = [
        f"| {one.label} | {one.questions} | {one.middle:.0f} | {one.high:.0f} "
        f"| {one.cpu:.0f} | {one.cpu_high:.0f} |"
        for one in found
    ]
    first, last = told["load"]
    size = f"{told['units']:,} units, {told['applications']:,} applications"
    machine = f"{os.cpu_count()} cores, load of the machine {first:.1f} to {last:.1f} while asking"
    heads = [
        "| Question | combinations | p50 | p95 | CPU p50 | CPU p95 |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    return "\n".join([f"{size}; {machine}. Milliseconds.", "", *heads, *rows])
