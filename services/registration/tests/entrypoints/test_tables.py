"""The tables are complete: every route has its rule, every error its words."""

import ast
from importlib.resources import files

import pytest

from nscl_registration.domain.codes import ApplicationState
from nscl_registration.entrypoints.access import ACCESS
from nscl_registration.entrypoints.problems import PROBLEMS
from nscl_registration.entrypoints.service import RegistrationService
from nscl_registration.entrypoints.steps import STEPS
from nscl_shared.i18n import missing_translations, translate, use_language
from nscl_shared.kernel import errors
from nscl_shared.web.problems import SHARED_PROBLEMS
from nscl_shared.web.spec import routes_of

RAISING = {name for name in vars(errors) if name[0].isupper()} | {"_refuse"}


def codes():
    for path in files("nscl_registration").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISING:
                yield from _literals(node.args[0])
            if isinstance(node, ast.Call):
                yield from (k.value.value for k in node.keywords if k.arg == "code" and _text(k))
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "missing":
                yield from _literals(node.value)


def _literals(node):
    return [
        found.value
        for found in ast.walk(node)
        if isinstance(found, ast.Constant) and isinstance(found.value, str) and "-" in found.value
    ]


def _text(keyword):
    return isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)


def test_every_route_has_a_rule_and_every_rule_a_route():
    assert ACCESS.undeclared(RegistrationService) == []
    assert ACCESS.unused(RegistrationService) == []


def test_every_error_code_has_a_sentence_and_a_remedy():
    found = {code for code in codes() if not code.endswith("-")}
    found |= {f"application-is-{state}" for state in ApplicationState}
    # begun when missing or only written, never told
    found -= {"unit-year-not-found", "budget-not-found", "ledger-entry-not-found"}
    assert found - set(PROBLEMS) - set(SHARED_PROBLEMS) == set()
    assert len(found) > 30
    assert all(problem.remedy for problem in PROBLEMS.values())


def test_every_text_has_its_vietnamese():
    assert missing_translations("nscl_registration") == []


def test_translations_fill_the_same_figures():
    import re

    figures = re.compile(r"{[^}]*}")
    for problem in PROBLEMS.values():
        for msgid in (problem.msg, problem.remedy):
            with use_language("vi"):
                translated = translate(msgid, package="nscl_registration")
            assert sorted(figures.findall(translated)) == sorted(figures.findall(msgid)), msgid


@pytest.mark.parametrize("step", list(STEPS.values()), ids=list(STEPS))
def test_buttons_are_shown_to_those_who_may_press_them(step):
    url = f"/registration/applications/<application_id>/{step.name}"
    rules = {
        f"{spec.method} {spec.url}": ACCESS.rule_for(spec)
        for spec in routes_of(RegistrationService)
    }
    assert rules[f"POST {url}"].roles == rules[f"GET {url}"].roles == step.roles
    assert rules[f"POST /api{url}"].roles == step.roles
