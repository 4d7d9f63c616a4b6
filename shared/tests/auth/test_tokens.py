"""A token is believed only as it was signed, by a known key, for us, and now."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from nscl_shared.auth import (
    InvalidToken,
    Principal,
    TokenSigner,
    TokenVerifier,
    audience,
    issuer,
    jwks,
    write_jwks,
)
from nscl_shared.auth.tokens import ALGORITHM, CLOCK_SKEW, REQUIRED

Forge = Callable[..., str]
MISSING = object()


def part(document: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


@pytest.fixture
def claims(signer: TokenSigner, officer: Principal) -> dict[str, Any]:
    """The claims of a good token."""
    return jwt.decode(signer.issue(officer), options={"verify_signature": False})


@pytest.fixture
def forge(key: Ed25519PrivateKey, signer: TokenSigner, claims: dict[str, Any]) -> Forge:
    """Sign changed claims with the province's own key."""

    def sign(**changes: Any) -> str:
        changed = {k: v for k, v in {**claims, **changes}.items() if v is not MISSING}
        return jwt.encode(changed, key, ALGORITHM, {"kid": signer.kid})

    return sign


def test_a_token_says_who_asks(
    signer: TokenSigner, verifier: TokenVerifier, officer: Principal
) -> None:
    assert verifier.verify(signer.issue(officer)) == officer


def test_a_forger_starts_from_a_token_that_is_believed(
    forge: Forge, verifier: TokenVerifier, officer: Principal
) -> None:
    assert verifier.verify(forge()) == officer


def test_every_session_has_its_own_secret(signer: TokenSigner, verifier: TokenVerifier) -> None:
    anybody = Principal(subject="1", username="lan", role="firm")
    secrets = {verifier.verify(signer.issue(anybody)).csrf for _ in range(20)}
    assert len(secrets) == 20
    assert min(map(len, secrets)) >= 24


def test_a_token_lives_as_long_as_was_asked(claims: dict[str, Any], signer: TokenSigner) -> None:
    assert claims["exp"] - claims["iat"] == 8 * 3600
    short = signer.issue(Principal(subject="1", username="lan", role="firm"), 60)
    decoded = jwt.decode(short, options={"verify_signature": False})
    assert decoded["exp"] - decoded["iat"] == 60


def test_no_token_is_signed_for_an_unknown_role(signer: TokenSigner) -> None:
    with pytest.raises(ValueError, match="superuser"):
        signer.issue(Principal(subject="1", username="lan", role="superuser"))


FOREIGN: dict[str, dict[str, Any]] = {
    "expired": {"exp": int(time.time()) - CLOCK_SKEW - 1},
    "issued in the future": {"iat": int(time.time()) + 3600},
    "not yet valid": {"nbf": int(time.time()) + 3600},
    "for another province": {"aud": "urn:nscl:kien-giang"},
    "for nobody": {"aud": []},
    "by another issuer": {"iss": "urn:nscl:kien-giang:identity"},
    "of an unknown role": {"role": "superuser"},
    "of two roles": {"role": ["officer", "admin"]},
    "without role": {"role": MISSING},
    "without secret": {"csrf": MISSING},
    "of a numeric subject": {"sub": 7},
    "of an expiry in words": {"exp": "tomorrow"},
    **{f"without {name}": {name: MISSING} for name in REQUIRED},
}


@pytest.mark.parametrize("changes", FOREIGN.values(), ids=FOREIGN)
def test_well_signed_claims_that_are_not_for_us_now_are_refused(
    forge: Forge, verifier: TokenVerifier, changes: dict[str, Any]
) -> None:
    with pytest.raises(InvalidToken):
        verifier.verify(forge(**changes))


def test_a_small_difference_of_clocks_is_forgiven(forge: Forge, verifier: TokenVerifier) -> None:
    now = int(time.time())
    assert verifier.verify(forge(exp=now - CLOCK_SKEW // 2))
    assert verifier.verify(forge(iat=now + CLOCK_SKEW // 2))


def test_another_payload_under_the_same_signature_is_refused(
    forge: Forge, verifier: TokenVerifier, claims: dict[str, Any]
) -> None:
    head, _payload, signature = forge().split(".")
    with pytest.raises(InvalidToken, match="ignature"):
        verifier.verify(f"{head}.{part({**claims, 'role': 'admin'})}.{signature}")


@pytest.mark.parametrize("position", [0, 20, -2])
def test_a_changed_signature_is_refused(
    forge: Forge, verifier: TokenVerifier, position: int
) -> None:
    head, payload, signature = forge().split(".")
    letters = list(signature)
    letters[position] = "A" if letters[position] != "A" else "B"
    with pytest.raises(InvalidToken):
        verifier.verify(f"{head}.{payload}.{''.join(letters)}")


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", ""])
def test_an_unsigned_token_is_refused(
    signer: TokenSigner, verifier: TokenVerifier, claims: dict[str, Any], name: str
) -> None:
    head = part({"alg": name, "typ": "JWT", "kid": signer.kid})
    for signature in ("", "AAAA"):
        with pytest.raises(InvalidToken):
            verifier.verify(f"{head}.{part(claims)}.{signature}")


def test_the_public_key_is_no_shared_secret(
    key: Ed25519PrivateKey, signer: TokenSigner, verifier: TokenVerifier, claims: dict[str, Any]
) -> None:
    """The classic confusion: signed by HMAC with what everybody may read."""
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    token = jwt.encode(claims, raw, "HS256", {"kid": signer.kid})
    with pytest.raises(InvalidToken):
        verifier.verify(token)


def test_another_key_under_our_name_is_refused(
    signer: TokenSigner, verifier: TokenVerifier, claims: dict[str, Any]
) -> None:
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(InvalidToken):
        verifier.verify(jwt.encode(claims, stranger, ALGORITHM, {"kid": signer.kid}))


def test_an_unknown_key_is_refused_by_name(verifier: TokenVerifier, officer: Principal) -> None:
    stranger = TokenSigner(Ed25519PrivateKey.generate())
    with pytest.raises(InvalidToken, match=stranger.kid):
        verifier.verify(stranger.issue(officer))


def test_a_key_that_comes_with_the_token_is_not_used(
    verifier: TokenVerifier, claims: dict[str, Any]
) -> None:
    stranger = Ed25519PrivateKey.generate()
    (jwk,) = jwks([stranger.public_key()])["keys"]
    token = jwt.encode(claims, stranger, ALGORITHM, {"kid": jwk["kid"], "jwk": jwk})
    with pytest.raises(InvalidToken, match="unknown key"):
        verifier.verify(token)


@pytest.mark.parametrize("kid", [None, 7, ["a"], {"a": 1}, "", "../../etc/passwd"])
def test_a_strange_key_id_is_refused(
    verifier: TokenVerifier, claims: dict[str, Any], kid: object
) -> None:
    with pytest.raises(InvalidToken):
        verifier.verify(f"{part({'alg': ALGORITHM, 'kid': kid})}.{part(claims)}.AAAA")


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b.c", "x" * 5000, "ngày.tháng.năm", "null.null.null", "e30.e30.e30"]
)
def test_what_is_no_token_is_refused(verifier: TokenVerifier, token: str) -> None:
    with pytest.raises(InvalidToken):
        verifier.verify(token)


def test_without_a_key_set_nobody_is_believed(signer: TokenSigner, officer: Principal) -> None:
    with pytest.raises(InvalidToken):
        TokenVerifier(None).verify(signer.issue(officer))


def test_issuer_and_audience_are_the_province() -> None:
    assert (issuer(), audience()) == ("urn:nscl:lang-son:identity", "urn:nscl:lang-son")


def test_a_new_key_is_believed_and_a_withdrawn_one_no_longer(
    signer: TokenSigner, verifier: TokenVerifier, key_set: Path, officer: Principal
) -> None:
    old, successor = signer.issue(officer), TokenSigner(Ed25519PrivateKey.generate())
    assert verifier.verify(old)
    write_jwks(key_set, {"keys": [*signer.jwks()["keys"], *successor.jwks()["keys"]]})
    assert verifier.verify(old) == verifier.verify(successor.issue(officer))
    write_jwks(key_set, successor.jwks())
    with pytest.raises(InvalidToken):
        verifier.verify(old)


BROKEN = ["", "{", "[]", "null", "7", '{"keys": null}', '{"keys": [7]}', '{"keys": [{}]}', "{}"]
BROKEN += ['{"keys": [{"kid": "a", "kty": "OKP"}]}', '{"keys": [{"kid": ["a"], "kty": "OKP"}]}']


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_key_set_keeps_the_keys_known_before(
    signer: TokenSigner, verifier: TokenVerifier, key_set: Path, officer: Principal, content: str
) -> None:
    token = signer.issue(officer)
    assert verifier.verify(token)
    key_set.write_text(content)
    assert verifier.verify(token) == officer


def test_a_key_set_that_vanished_keeps_the_keys_known_before(
    signer: TokenSigner, verifier: TokenVerifier, key_set: Path, officer: Principal
) -> None:
    token = signer.issue(officer)
    assert verifier.verify(token)
    key_set.unlink()
    assert verifier.verify(token) == officer


def test_a_key_set_may_come_later_than_the_service(
    signer: TokenSigner, officer: Principal, tmp_path: Path
) -> None:
    verifier, token = TokenVerifier(tmp_path / "later.json"), signer.issue(officer)
    with pytest.raises(InvalidToken):
        verifier.verify(token)
    write_jwks(tmp_path / "later.json", signer.jwks())
    assert verifier.verify(token) == officer
