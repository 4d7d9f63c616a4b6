"""The tables are complete: every route has its rule, every error its words."""

import ast
import re
from importlib.resources import files

from nscl_shared.i18n import missing_translations, translate, use_language
from nscl_shared.kernel import errors
from nscl_shared.plugins import service_manifests
from nscl_shared.web.spec import routes_of
from nscl_shared.webhooks.problems import ADDRESS_PROBLEMS
from nscl_traceability.entrypoints.access import ACCESS
from nscl_traceability.entrypoints.service import TraceabilityService
from nscl_traceability.manifest import MANIFEST, PRIMARY_KEYS, SCANNER
from nscl_traceability.scanner.description import primary_keys

RAISING = {name for name in vars(errors) if name[0].isupper()}
# what EPCIS raises with a code: faults, refused parameters, and rules that are given a code
EPCIS = {
    "fault",
    "like",
    "one_of",
    "QueryParameter",
    "TooManyEvents",
    "TooManyElements",
    "NotAcceptable",
    "CaptureLimit",
    "MalformedRequest",
    "NotImplementedHere",
    "SubscriptionControls",
}
FAULT = re.compile(r"(epcis|diary)-[a-z-]+")
FIGURES = re.compile(r"{[^}]*}")


def named(value):
    return isinstance(value, str) and FAULT.fullmatch(value)


def codes():
    for path in files("nscl_traceability").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISING:
                yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in EPCIS:
                yield from (
                    a.value for a in node.args if isinstance(a, ast.Constant) and named(a.value)
                )
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "missing":
                yield node.value.value


def test_every_route_has_a_rule_and_every_rule_a_route():
    assert ACCESS.undeclared(TraceabilityService) == []
    assert ACCESS.unused(TraceabilityService) == []


def test_only_pictures_are_open_to_anyone():
    own = [spec for spec in routes_of(TraceabilityService) if spec.key in set(ACCESS)]
    assert len(own) > 10
    assert {spec.key for spec in own if ACCESS.required_rule(spec).anonymous} == {
        "GET /traceability/products/<product_id>/pictures/<picture_id>/<int:width>.jpg",
    }


def test_the_front_door_sends_every_key_of_gs1_to_the_scan_server():
    assert list(PRIMARY_KEYS) == primary_keys()
    assert {f"/{key}" for key in PRIMARY_KEYS} < set(SCANNER.prefixes)


def test_every_error_code_has_a_sentence_and_a_remedy():
    found = set(codes())
    assert len(found) > 12
    ours = {code for code in found if not code.startswith("attachment-")}
    told = TraceabilityService.problems
    assert ours == set(told) - {"epcis-invalid", "epcis-not-one-of"} - set(ADDRESS_PROBLEMS)
    assert all(problem.remedy for problem in told.values())


def test_every_text_has_its_vietnamese():
    assert missing_translations("nscl_traceability") == []


def test_translations_fill_the_same_figures():
    for problem in TraceabilityService.problems.values():
        for msgid in (problem.msg, problem.remedy):
            with use_language("vi"):
                translated = translate(msgid, package="nscl_traceability")
            assert sorted(FIGURES.findall(translated)) == sorted(FIGURES.findall(msgid)), msgid


def test_the_service_is_found_as_a_plugin():
    assert service_manifests(["traceability"])["traceability"] is MANIFEST
