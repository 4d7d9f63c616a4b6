"""``nscl province``: begin a province's profile, and check it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from nscl_shared.cli.console import err, out
from nscl_shared.plugins import SERVICES, plugins
from nscl_shared.province_check import CHOSEN, check_profile

province = typer.Typer(
    help="The profiles of provinces: what differs between them, as data.", no_args_is_help=True
)
Folder = Annotated[Path, typer.Option(help="Where the profiles are kept.")]
DEFAULT = Path("provinces")
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
TEMPLATE = """\
# {name}: every figure names its source; a rule is data, never code.
# Check it with: nscl province check {code}
code: {code}
name: {{vi: {name}, en: {name}}}
# Two digits of the official list, in quotes.
admin_code: "{admin}"
# What runs here; installed: {installed}.
services: [{services}]
languages: [vi, en]
# As it stands on letter heads (Decree 30/2020/NĐ-CP), in capitals; `short` is in numbers.
agency:
  parent: {parent}
  name: SỞ KHOA HỌC VÀ CÔNG NGHỆ
  short: SKHCN
  place: {name}
# Share and cap of the State's support with validity; without a rule amounts cannot be approved.
# - legal_basis: 748/QĐ-UBND (2018-04-20)
#   source: where the figure was read
#   valid_from: 2018-04-20
#   valid_to: null
#   max_share_percent: 50
#   cap_vnd: 50000000
#   cap_scope: unit        # unit, item, standard, product or year
support_rules: []
# Days of the year by which something is due, month-day.
deadlines:
  - {{what: "Yearly report to the Ministry of Science and Technology", day: "11-30",
     source: "Circular 15/2022/TT-BKHCN"}}
# Calendar days that an application may stay in a state, by the document that says so; see
# examples/provinces/tinh-mau and docs/guide/work-lists.md.
# - {{state: submitted, days: 5, source: number of the document}}
step_deadlines: []
# Published documents this profile rests on.
facts: []
"""
ALL = ("identity", "registration", "certification", "traceability", "notifications", "reporting")


@province.command()
def new(
    code: Annotated[str, typer.Argument(help="Name of the folder, such as bac-giang.")],
    name: Annotated[str, typer.Option(help="Name in Vietnamese.")] = CHOSEN,
    admin_code: Annotated[str, typer.Option(help="Two digits of the official list.")] = CHOSEN,
    parent: Annotated[str, typer.Option(help="The People's Committee, in capitals.")] = CHOSEN,
    services: Annotated[str, typer.Option(help="Services, by commas.")] = ",".join(ALL),
    folder: Folder = DEFAULT,
) -> None:
    """Write provinces/CODE/profile.yaml with comments; never over an existing one."""
    path = folder / code / "profile.yaml"
    if not CODE.fullmatch(code):
        _stop(f"{code!r} is no code: use small letters without accents and hyphens")
    if path.exists():
        _stop(f"{path} exists already; edit it, or choose another code")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(
        code=code,
        name=name,
        admin=admin_code,
        parent=parent,
        services=", ".join(one.strip() for one in services.split(",") if one.strip()),
        installed=", ".join(plugins(SERVICES)),
    )
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    out.print(str(path), markup=False)
    for finding in check_profile(path.parent):
        err.print(f"to do: {finding}", markup=False)


@province.command()
def check(
    code: Annotated[str | None, typer.Argument(help="One province; without it, all.")] = None,
    folder: Folder = DEFAULT,
) -> None:
    """Check profiles: services, support rules, letter head, deadlines, sources.

    The exit code is 1 when something is wrong.
    """
    folders = [folder / code] if code else sorted(p for p in folder.iterdir() if p.is_dir())
    findings = [finding for one in folders for finding in check_profile(one)]
    for finding in findings:
        err.print(f"✗ {finding}", markup=False, soft_wrap=True)
    if findings:
        raise typer.Exit(1)
    err.print(f"{len(folders)} profile(s) are fit for use")


def _stop(problem: str) -> None:
    err.print(f"✗ {problem}", markup=False, soft_wrap=True)
    raise typer.Exit(1)
