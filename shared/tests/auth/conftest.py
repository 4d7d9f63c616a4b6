"""A province's key pair, and who signs with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl_shared.auth import Principal, TokenSigner, TokenVerifier, write_jwks


@pytest.fixture(scope="session")
def key() -> Ed25519PrivateKey:
    """The province's signing key."""
    return Ed25519PrivateKey.generate()


@pytest.fixture(scope="session")
def signer(key: Ed25519PrivateKey) -> TokenSigner:
    """What identity signs with."""
    return TokenSigner(key)


@pytest.fixture
def key_set(tmp_path: Path, signer: TokenSigner) -> Path:
    """The published key set."""
    path = tmp_path / "jwks.json"
    write_jwks(path, signer.jwks())
    return path


@pytest.fixture
def verifier(key_set: Path) -> TokenVerifier:
    """What every service verifies with."""
    return TokenVerifier(key_set)


@pytest.fixture
def officer() -> Principal:
    """An officer with everything a token can carry."""
    return Principal(
        subject="account-1",
        username="lan",
        role="officer",
        display_name="Nguyễn Thị Lan",
        firm_id="firm-1",
        csrf="a-secret",
        language="vi",
    )
