"""Keys are made once, readable by their owner only, and published without the secret."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from nscl_shared.auth import (
    KeyFileError,
    jwks,
    read_signing_key,
    write_jwks,
    write_signing_key,
)
from nscl_shared.auth.keys import public_jwk
from nscl_shared.cli.main import OWN
from nscl_shared.runtime.secrets import public_jwk as runtime_jwk

READERS = 4
ROUNDS = 200


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "signing-key.pem"
    write_signing_key(path)
    return path


def pem(key, encryption=None) -> bytes:
    secret = encryption or NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret)


NO_KEYS = {
    "empty": b"",
    "text": b"this is no key",
    "cut": pem(Ed25519PrivateKey.generate())[:40],
    "encrypted": pem(Ed25519PrivateKey.generate(), BestAvailableEncryption(b"secret")),
    "elliptic": pem(generate_private_key(SECP256R1())),
    "unknown-algorithm": (
        b"-----BEGIN PRIVATE KEY-----\nMBMCAQAwBgYEKgMEBQQGBAQxMjM0\n-----END PRIVATE KEY-----\n"
    ),
}


def test_a_key_is_readable_by_its_owner_only(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_a_key_is_read_back(key_file: Path) -> None:
    assert isinstance(read_signing_key(key_file), Ed25519PrivateKey)


def test_a_key_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(FileExistsError):
        write_signing_key(key_file)
    assert key_file.read_bytes() == before


@pytest.mark.parametrize("content", NO_KEYS.values(), ids=NO_KEYS)
def test_a_bad_key_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "signing-key.pem"
    path.write_bytes(content)
    with pytest.raises(KeyFileError) as refused:
        read_signing_key(path)
    assert str(path) in str(refused.value)


def test_a_missing_key_file_is_named_with_a_remedy_that_exists(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.pem"
    with pytest.raises(KeyFileError) as refused:
        read_signing_key(path)
    told = str(refused.value)
    assert str(path) in told
    named = told.partition("`nscl ")[2].partition("`")[0]
    assert named in OWN


def test_a_refusal_never_shows_the_key(tmp_path: Path) -> None:
    path = tmp_path / "signing-key.pem"
    secret = pem(generate_private_key(SECP256R1()))
    path.write_bytes(secret)
    with pytest.raises(KeyFileError) as refused:
        read_signing_key(path)
    assert secret.splitlines()[1].decode() not in str(refused.value)


def test_the_key_set_holds_only_public_members(key: Ed25519PrivateKey) -> None:
    (published,) = jwks([key.public_key()])["keys"]
    assert set(published) == {"crv", "kty", "x", "kid", "alg", "use"}
    assert (published["kty"], published["alg"], published["use"]) == ("OKP", "EdDSA", "sig")


def test_the_key_id_is_the_thumbprint_of_rfc_8037() -> None:
    """The example key of RFC 8037, appendix A.3."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    jwk = public_jwk(Ed25519PrivateKey.from_private_bytes(seed).public_key())
    assert jwk["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert jwk["kid"] == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_the_runtime_publishes_a_key_under_the_same_id(key_file: Path) -> None:
    assert runtime_jwk(key_file) == public_jwk(read_signing_key(key_file).public_key())


def test_a_reader_never_sees_half_a_key_set(tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    public = Ed25519PrivateKey.generate().public_key()
    write_jwks(path, jwks([public]))
    done = threading.Event()
    sizes: set[int] = set()

    def read() -> None:
        while not done.is_set():
            sizes.add(len(json.loads(path.read_text(encoding="utf-8"))["keys"]))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(ROUNDS):
        write_jwks(path, jwks([public] * (1 + number % 50)))
    done.set()
    for reader in readers:
        reader.join()
    assert sizes <= set(range(1, 51))
