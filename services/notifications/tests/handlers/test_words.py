"""Every code that the rules can refuse with has its words."""

import re
from pathlib import Path

import nscl_notifications
from nscl_notifications.entrypoints.problems import PROBLEMS

RAISED = re.compile(
    r"(?:Conflict|RuleViolation|InvalidInput|NotFound|Unavailable)\(\s*f?\"([a-z-]+)"
)
SOURCES = Path(nscl_notifications.__file__).parent


def test_every_refusal_has_a_sentence_and_a_remedy():
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")]
    codes = {code for text in texts for code in RAISED.findall(text) if not code.endswith("-")}
    assert len(codes) > 5
    assert codes <= set(PROBLEMS)
    assert all(problem.msg and problem.remedy for problem in PROBLEMS.values())
