"""Who is asking, and how to believe it: principals, tokens, passwords, keys."""

from nscl_shared.auth.keys import (
    KeyFileError,
    jwks,
    read_signing_key,
    write_jwks,
    write_signing_key,
)
from nscl_shared.auth.passwords import hash_password, needs_rehash, verify_password
from nscl_shared.auth.principal import ROLES, Principal
from nscl_shared.auth.tokens import (
    DEFAULT_LIFETIME,
    InvalidToken,
    TokenSigner,
    TokenVerifier,
    audience,
    issuer,
)

__all__ = [
    "DEFAULT_LIFETIME",
    "ROLES",
    "InvalidToken",
    "KeyFileError",
    "Principal",
    "TokenSigner",
    "TokenVerifier",
    "audience",
    "hash_password",
    "issuer",
    "jwks",
    "needs_rehash",
    "read_signing_key",
    "verify_password",
    "write_jwks",
    "write_signing_key",
]
