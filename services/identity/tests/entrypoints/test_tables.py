"""The tables are complete: every route has its rule, every error and label its words."""

import ast
import re
from importlib.resources import files

import pytest

from nscl_identity.entrypoints.access import ACCESS
from nscl_identity.entrypoints.labels import ROLE_LABELS
from nscl_identity.entrypoints.problems import PROBLEMS
from nscl_identity.entrypoints.schemas import USERNAME
from nscl_identity.entrypoints.service import IdentityService
from nscl_shared.auth import ROLES
from nscl_shared.i18n import missing_translations, msgids, translate, use_language
from nscl_shared.kernel import errors
from nscl_shared.web.spec import routes_of

RAISING = {name for name in vars(errors) if name[0].isupper()} | {"LoginRefused"}
OPEN = {
    "POST /api/identity/tokens",
    "POST /api/identity/signup",
    "GET /api/identity/jwks.json",
    "GET /identity/login",
    "POST /identity/login",
    "GET /identity/signup",
    "POST /identity/signup",
}
FIGURES = re.compile(r"{[^}]*}")


def codes():
    for path in files("nscl_identity").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISING:
                yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant))
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "missing":
                yield node.value.value


def test_every_route_has_a_rule_and_every_rule_a_route():
    assert ACCESS.undeclared(IdentityService) == []
    assert ACCESS.unused(IdentityService) == []


def test_only_the_ways_in_are_open_to_everybody():
    own = {s.key for s in routes_of(IdentityService) if s.key in set(ACCESS)}
    rules = {s.key: ACCESS.rule_for(s) for s in routes_of(IdentityService) if s.key in own}
    assert {key for key, rule in rules.items() if rule.anonymous} == OPEN


def test_whatever_touches_accounts_takes_an_administrator():
    keyed = {s.key: ACCESS.rule_for(s) for s in routes_of(IdentityService)}
    accounts = {key: rule for key, rule in keyed.items() if "/identity/accounts" in key}
    assert len(accounts) == 11
    assert {rule.roles for rule in accounts.values()} == {frozenset({"admin"})}


def test_every_error_code_has_a_sentence_and_a_remedy():
    found = set(codes()) | {"changed-meanwhile", "already-exists"}
    assert found == set(PROBLEMS)
    assert all(problem.msg and problem.remedy for problem in PROBLEMS.values())


def test_every_text_has_its_vietnamese():
    assert missing_translations("nscl_identity") == []
    assert USERNAME.error in msgids("nscl_identity")


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_translations_fill_the_same_figures(code):
    for msgid in (PROBLEMS[code].msg, PROBLEMS[code].remedy):
        with use_language("vi"):
            translated = translate(msgid, package="nscl_identity")
        assert translated != msgid
        assert sorted(FIGURES.findall(translated)) == sorted(FIGURES.findall(msgid))


def test_every_role_has_a_label_of_its_own():
    assert set(ROLE_LABELS) == ROLES
    assert len(set(ROLE_LABELS.values())) == len(ROLES)
