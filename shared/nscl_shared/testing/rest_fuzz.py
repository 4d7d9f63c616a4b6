"""Hold a running REST interface against its own OpenAPI document, by Schemathesis.

Every operation is asked with input that the document allows and with input that it
forbids; what comes back must be what the document says.  Nothing is random: the same
interface is asked the same questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi import checks as promised

from nscl_shared.testing.plausible import ISO_DAY, make_plausible

CONFORMANCE = (
    not_a_server_error,
    promised.status_code_conformance,
    promised.content_type_conformance,
    promised.response_headers_conformance,
    promised.response_schema_conformance,
    promised.negative_data_rejection,
)
REFUSED = 422
WELL_FORMED = "invalid-input"
PLAUSIBLE_OF_TEN = 8  # so often the input names what exists
SECONDS = 30
OF_THE_KIT = (  # rules between several members of what every service takes
    "Name one letter by its id, or all that fit.",
    "Say how many letters you mean to drop.",
)


@dataclass
class Findings:
    """What was asked and what was wrong, by operation."""

    asked: int = 0
    accepted: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)

    def note(self, label: str, failure: Failure, told: str) -> None:
        """Keep the first fault of a kind."""
        self.faults.setdefault(f"{label}: {failure.title}", f"{failure.message}\n{told}")

    def __str__(self) -> str:
        return "\n\n".join(f"{kind}\n{told}" for kind, told in sorted(self.faults.items()))


@dataclass(frozen=True)
class Asker:
    """Asks one interface on behalf of one caller.

    ``known`` gives ids that exist by the name of the path's placeholder.
    ``beyond`` are messages of rules that no schema can express (the day of today …).
    """

    url: str
    service: str
    token: str
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beyond: Sequence[str] = ()

    def ask(self, examples: int, *, wrong: bool = True) -> Findings:
        """Ask every operation ``examples`` times with right and as often with ``wrong`` input."""
        findings = Findings()
        with requests.Session() as session:
            session.trust_env = False
            for operation in self._operations():
                self._ask_right(operation, examples, findings, session)
                if wrong:
                    self._ask_wrong(operation, examples, findings, session)
        return findings

    def _operations(self) -> Iterator[Any]:
        document = f"{self.url}/api/{self.service}/openapi.json"
        config = SchemathesisConfig()
        config.projects.default.generation.with_security_parameters = False
        rejection = config.projects.default.checks.negative_data_rejection
        rejection.expected_statuses = [*rejection.expected_statuses, "414"]
        schema = schemathesis.openapi.from_url(document, config=config)
        for found in schema.get_all_operations():
            yield cast("Any", found).ok()

    def _ask_right(self, operation: Any, examples: int, findings: Findings, session: Any) -> None:
        right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        self._question(right, examples, findings, session, right=True)()

    def _ask_wrong(self, operation: Any, examples: int, findings: Findings, session: Any) -> None:
        if not (operation.body or operation.query or operation.headers):
            return  # hardly anything can be wrong with it
        wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        with suppress(Unsatisfiable):
            self._question(wrong, examples, findings, session, right=False)()

    def _question(
        self, cases: Any, examples: int, findings: Findings, session: Any, *, right: bool
    ) -> Callable[[], None]:
        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases, sort=st.integers(0, 9), pick=st.integers(0, 999))
        def question(case: Case[Any], sort: int, pick: int) -> None:
            if right and sort < PLAUSIBLE_OF_TEN:
                make_plausible(case, self.known, pick)
            self._put(case, findings, session)

        return cast("Callable[[], None]", question)

    def _put(self, case: Case[Any], findings: Findings, session: Any) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        response = case.call(base_url=self.url, headers=headers, session=session, timeout=SECONDS)
        label = case.operation.label
        findings.asked += 1
        if response.status_code < 300:  # noqa: PLR2004 - success
            findings.accepted.add(label)
        told = f"{response.status_code} {response.content[:600]!r}\n{case.as_curl_command()[:1500]}"
        try:
            case.validate_response(response, checks=[*CONFORMANCE, self._allowed_is_accepted])
        except FailureGroup as group:
            for failure in group.exceptions:
                findings.note(label, failure, told)

    def _allowed_is_accepted(self, _ctx: Any, response: Any, case: Case[Any]) -> None:
        """What the document allows is refused by rules only, never as malformed."""
        positive = case.meta is not None and case.meta.generation.mode.is_positive
        if not positive or response.status_code != REFUSED:
            return
        told = response.json()
        if told["code"] != WELL_FORMED:
            return
        unexpected = [entry for entry in told["errors"] if not self._is_beyond(entry)]
        if unexpected:
            raise Failure(
                operation=case.operation.label,
                title="The document allows what is refused as malformed",
                message=str(unexpected),
            )

    def _is_beyond(self, entry: Mapping[str, str]) -> bool:
        """Say whether no schema can express the rule; bounds of days are such."""
        return entry["detail"] in (*self.beyond, *OF_THE_KIT) or bool(
            ISO_DAY.search(entry["remedy"])
        )
