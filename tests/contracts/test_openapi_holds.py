"""Every service keeps what its OpenAPI document promises, whoever asks (Schemathesis)."""

import os

import pytest

from nscl_shared.auth import Principal, TokenSigner, read_signing_key
from nscl_shared.testing.rest_fuzz import Asker
from nscl_shared.testing.stack import Stack

SERVICES = ("identity", "certification", "traceability", "notifications", "reporting")
EXAMPLES = int(os.environ.get("NSCL_FUZZ_EXAMPLES", "2"))
BEYOND_SCHEMAS = ("This is no place in the list. Use “next” of the page before, or leave it out.",)


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    with Stack(tmp_path_factory.mktemp("rest"), SERVICES) as running:
        yield running


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("role", ["admin", "officer"])
def test_whoever_asks_is_answered_as_the_document_says(stack, service, role):
    key = read_signing_key(stack.layout.secrets / "signing-key.pem")
    principal = Principal(subject=f"account-{role}", username=role, role=role)
    token = TokenSigner(key).issue(principal)
    asker = Asker(stack.service_url(service), service, token, beyond=BEYOND_SCHEMAS)
    found = asker.ask(EXAMPLES)
    assert found.asked
    assert not found.faults, str(found)
