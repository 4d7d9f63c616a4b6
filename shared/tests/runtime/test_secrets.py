"""Keys and passwords of one instance."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import jwt

from nscl_shared.runtime.secrets import Secrets, thumbprint

# RFC 8037, appendix A.2 and A.3.
RFC_KEY = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}
RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_the_thumbprint_is_that_of_the_rfc() -> None:
    assert thumbprint(RFC_KEY) == RFC_THUMBPRINT


def test_a_token_signed_with_the_private_key_verifies_with_the_published_one(
    tmp_path: Path,
) -> None:
    secrets = Secrets(tmp_path)
    keys = jwt.PyJWKSet.from_dict(json.loads(secrets.jwks_file.read_text()))
    signed = jwt.encode({"sub": "a"}, secrets.signing_key_file.read_text(), "EdDSA")
    assert jwt.decode(signed, keys.keys[0].key, ["EdDSA"]) == {"sub": "a"}
    assert "d" not in json.loads(secrets.jwks_file.read_text())["keys"][0]


def test_secrets_stay_the_same_and_are_private(tmp_path: Path) -> None:
    first, second = Secrets(tmp_path), Secrets(tmp_path)
    assert first.broker_password == second.broker_password
    assert first.jwks_file.read_bytes() == second.jwks_file.read_bytes()
    assert len(base64.b64decode(first.master_key_file.read_bytes())) == 32
    assert len(first.admin_password_file.read_text()) >= 12
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
