"""``nscl province new`` begins a profile, ``check`` finds what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from nscl_shared.cli.province import province
from nscl_shared.province_check import check_profile

SHIPPED = Path(__file__).parents[3] / "provinces"
GOOD = (SHIPPED / "lang-son" / "profile.yaml").read_text(encoding="utf-8")
TWICE = ", ".join(f"{{state: submitted, days: {days}, source: x}}" for days in (5, 6))


def run(*arguments: str):
    return CliRunner().invoke(province, list(arguments))


def profile(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "lang-son"
    folder.mkdir(exist_ok=True)
    (folder / "profile.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("code", ["lang-son", "hai-phong", "kien-giang"])
def test_the_shipped_profiles_are_fit_for_use(code: str) -> None:
    assert check_profile(SHIPPED / code) == []
    assert run("check", code, "--folder", str(SHIPPED)).exit_code == 0


def test_a_new_profile_says_what_is_left_to_fill_in(tmp_path: Path) -> None:
    made = run("new", "bac-giang", "--folder", str(tmp_path))
    assert made.exit_code == 0, made.output
    fields = {finding.field for finding in check_profile(tmp_path / "bac-giang")}
    assert {"name.vi", "admin_code", "agency.parent", "agency.place"} <= fields
    assert run("check", "bac-giang", "--folder", str(tmp_path)).exit_code == 1


def test_a_new_profile_with_all_answers_is_fit_for_use(tmp_path: Path) -> None:
    answers = ("--name", "Bắc Giang", "--admin-code", "24", "--parent", "UBND TỈNH BẮC GIANG")
    run("new", "bac-giang", *answers, "--folder", str(tmp_path))
    assert check_profile(tmp_path / "bac-giang") == []


def test_an_existing_profile_is_never_written_over(tmp_path: Path) -> None:
    folder = profile(tmp_path, GOOD)
    answer = run("new", "lang-son", "--folder", str(tmp_path))
    assert (answer.exit_code, "exists already" in answer.output) == (1, True)
    assert (folder / "profile.yaml").read_text(encoding="utf-8") == GOOD
    assert run("new", "Bắc Giang", "--folder", str(tmp_path)).exit_code == 1


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("code: lang-son", "code: other", "code"),
        ('admin_code: "20"', 'admin_code: "2x"', "admin_code"),
        ("services: [identity,", "services: [unknown,", "services.0"),
        ("valid_to: 2018-04-19", "valid_to: 2018-05-01", "support_rules.1.valid_from"),
        ("valid_to: 2018-04-19", "valid_to: 2018-03-01", "support_rules.1.valid_from"),
        ("valid_to: 2018-04-19", "valid_to: 2011-01-01", "support_rules.0.valid_to"),
        ("    max_share_percent: 30", "    max_share_percent: 130", "max_share_percent"),
        ("    source: Progress news", "    origin: Progress news", "source"),
        ("  place: Lạng Sơn", "  place: ''", "agency.place"),
        ("languages: [vi, en]", "languages: [vi, fr]", "languages.1"),
        ('day: "11-30"', 'day: "11-31"', "deadlines.0.day"),
        ("\nfacts:", f"\nstep_deadlines: [{TWICE}]\nfacts:", "step_deadlines.1.state"),
        ("period: [2021, 2030]", "period: [2030, 2021]", "facts.0.period"),
    ],
)
def test_every_problem_names_file_field_and_fix(tmp_path, old, new, field) -> None:
    assert old in GOOD
    folder = profile(tmp_path, GOOD.replace(old, new, 1))
    findings = check_profile(folder)
    found = [one for one in findings if one.field == field or one.field.endswith(f".{field}")]
    assert found, findings
    assert found[0].file == folder / "profile.yaml"
    assert found[0].fix


@pytest.mark.parametrize("text", ["code: [", "- a list"])
def test_what_cannot_be_read_is_one_finding(tmp_path, text) -> None:
    assert len(check_profile(profile(tmp_path, text))) == 1


def test_a_missing_profile_is_said_to_be_missing(tmp_path) -> None:
    answer = run("check", "nowhere", "--folder", str(tmp_path))
    assert (answer.exit_code, "nscl province new" in answer.output) == (1, True)
