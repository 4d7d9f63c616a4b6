"""Every code that the rules can refuse with has its words."""

import re
from pathlib import Path

import nscl_certification
from nscl_certification.domain import case, certificate
from nscl_certification.entrypoints.problems import PROBLEMS

RAISED = re.compile(r"(?:Conflict|RuleViolation|InvalidInput|NotFound)\(\s*f?\"([a-z-]+)")
SOURCES = Path(nscl_certification.__file__).parent


def test_every_refusal_has_a_sentence_and_a_remedy():
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")]
    codes = {code for text in texts for code in RAISED.findall(text) if not code.endswith("-")}
    assert len(codes) > 8
    assert codes <= set(PROBLEMS)
    assert all(problem.msg and problem.remedy for problem in PROBLEMS.values())


def test_every_action_that_a_state_can_forbid_has_its_words():
    for action in case.ACTIONS:
        assert f"case-cannot-{action}" in PROBLEMS
    for action in certificate.ACTIONS:
        assert f"certificate-cannot-{action}" in PROBLEMS
