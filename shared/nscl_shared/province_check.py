"""Is a province profile fit for use?  Every problem with file, field and fix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from nscl_shared.plugins import SERVICES, plugins
from nscl_shared.province import ProfileSchema

LANGUAGES = frozenset({"vi", "en"})
ADMIN_CODE_LENGTH = 2
CHOSEN = "CHANGE-ME"


@dataclass(frozen=True)
class Finding:
    """One problem: where it is and what mends it."""

    file: Path
    field: str
    problem: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.problem}. {self.fix}."


def check_profile(folder: Path) -> list[Finding]:
    """Return what is wrong with ``<folder>/profile.yaml``; empty when it is fit for use."""
    path = folder / "profile.yaml"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [Finding(path, "-", "there is no such file", f"nscl province new {folder.name}")]
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        return [Finding(path, "-", f"it is not YAML: {reason}", "Mend the line named")]
    if not isinstance(raw, dict):
        return [Finding(path, "-", "it is not a mapping", "Begin with 'code: …'")]
    try:
        profile = ProfileSchema().load(raw)
    except ValidationError as error:
        return list(_malformed(path, dict(error.messages_dict)))
    return list(_findings(path, folder, profile))


def _malformed(path: Path, messages: Mapping[Any, Any], at: str = "") -> Iterator[Finding]:
    for name, found in messages.items():
        field = f"{at}.{name}" if at else str(name)
        if isinstance(found, dict):
            yield from _malformed(path, found, field)
        else:
            said = " ".join(str(one).rstrip(".") for one in found)
            yield Finding(path, field, said, "Compare it with provinces/lang-son/profile.yaml")


def _findings(path: Path, folder: Path, profile: Mapping[str, Any]) -> Iterator[Finding]:
    if profile["code"] != folder.name:
        yield Finding(path, "code", f"it is not the folder's name, {folder.name}", "Rename one")
    code = profile["admin_code"]
    if not (code.isdecimal() and len(code) == ADMIN_CODE_LENGTH):
        yield Finding(path, "admin_code", "it is not two digits in quotes", 'Write it like "20"')
    yield from _open_places(path, profile)
    yield from _services(path, profile)
    yield from _languages(path, profile)
    yield from _rules(path, profile["support_rules"])
    yield from _deadlines(path, profile["deadlines"])
    yield from _steps(path, profile["step_deadlines"])
    yield from _sources(path, profile["facts"])


def _open_places(path: Path, value: Any, at: str = "") -> Iterator[Finding]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _open_places(path, inner, f"{at}.{name}" if at else str(name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _open_places(path, inner, f"{at}.{place}")
    elif isinstance(value, str) and (CHOSEN in value or not value.strip()):
        yield Finding(path, at, "it is not filled in", "Write what the province's papers say")


def _services(path: Path, profile: Mapping[str, Any]) -> Iterator[Finding]:
    installed = plugins(SERVICES)
    for place, name in enumerate(profile["services"]):
        if name not in installed:
            known = ", ".join(installed)
            yield Finding(path, f"services.{place}", f"there is no service {name}", f"Use: {known}")
    if "identity" not in profile["services"]:
        yield Finding(path, "services", "nobody could log in", "Add identity")


def _languages(path: Path, profile: Mapping[str, Any]) -> Iterator[Finding]:
    for place, language in enumerate(profile["languages"]):
        if language not in LANGUAGES:
            yield Finding(path, f"languages.{place}", f"{language} is unknown", "Use vi or en")
        elif language not in profile["name"]:
            yield Finding(path, f"name.{language}", "it is missing", "Name the province in it")


def _rules(path: Path, rules: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Look at rules for the same item and kind of unit in the order of their validity."""
    groups: dict[tuple[str, str], list[tuple[int, Mapping[str, Any]]]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault((rule["item_code"], rule["org_type"]), []).append((place, rule))
        if rule["valid_to"] is not None and rule["valid_to"] < rule["valid_from"]:
            field = f"support_rules.{place}.valid_to"
            yield Finding(path, field, "it is before valid_from", "Swap the two days")
    for group in groups.values():
        ordered = sorted(group, key=lambda entry: entry[1]["valid_from"])
        for (_place, earlier), (place, later) in pairwise(ordered):
            yield from _seam(path, earlier, place, later)


def _seam(
    path: Path, earlier: Mapping[str, Any], place: int, later: Mapping[str, Any]
) -> Iterator[Finding]:
    end: date | None = earlier["valid_to"]
    field, start = f"support_rules.{place}.valid_from", later["valid_from"]
    if end is None or end >= start:
        before = start - timedelta(days=1)
        said = f"it overlaps the rule of {earlier['legal_basis']}"
        yield Finding(path, field, said, f"End that one on {before}, or begin after it ends")
    elif end + timedelta(days=1) < start:
        said = f"no rule holds after {end}"
        yield Finding(path, field, said, f"Begin on {end + timedelta(days=1)}, or add the rule")


def _deadlines(path: Path, deadlines: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    for place, one in enumerate(deadlines):
        try:
            # a year with a 29 February, so that only impossible days are refused
            date.fromisoformat(f"2024-{one['day']}")
        except ValueError:
            field = f"deadlines.{place}.day"
            yield Finding(path, field, f"{one['day']} is no day", "Write month-day like 11-30")


def _steps(path: Path, deadlines: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    states = [one["state"] for one in deadlines]
    for place, state in enumerate(states):
        if state in states[:place]:
            field = f"step_deadlines.{place}.state"
            yield Finding(path, field, f"{state} has two deadlines", "Leave one of them")


def _sources(path: Path, facts: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    for place, fact in enumerate(facts):
        period = fact["period"]
        if period and period[0] > period[-1]:
            yield Finding(path, f"facts.{place}.period", "it ends before it begins", "Swap")
