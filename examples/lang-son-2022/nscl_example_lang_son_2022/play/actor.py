"""Somebody with an account."""

from __future__ import annotations

import base64
import hmac
import threading
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nscl_example_lang_son_2022.play.client import UNAUTHORIZED, Json, Platform, PlayError

TOKENS = "/api/identity/tokens"
PASSWORD_LENGTH = 24
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:nscl:example:lang-son-2022")


class Actor:
    """An account that sends requests; it logs in when it must, and again when a token expires.

    A refused login is not tried again: that would close the account for a while.
    """

    def __init__(self, platform: Platform, seed: int, username: str, password: str) -> None:
        self._platform = platform
        self._seed = seed
        self._username = username
        self._password = password
        self._token = ""
        self._refusal: PlayError | None = None
        self._login = threading.Lock()

    def post(self, step: str, path: str, body: Mapping[str, Any], *, not_yet: str = "") -> Json:
        """Do ``step``; a repeat is answered like the first time.

        ``not_yet`` is the code of a problem that passes when an event arrives.

        Raises:
            PlayError: refused, or not answered in time.
        """
        used = self._bearer()
        try:
            return self._send(step, path, body, used, not_yet)
        except PlayError as error:
            if error.status != UNAUTHORIZED:
                raise
        return self._send(step, path, body, self._bearer(instead_of=used), not_yet)

    def _send(
        self, step: str, path: str, body: Mapping[str, Any], token: str, not_yet: str
    ) -> Json:
        headers = {
            "Idempotency-Key": idempotency_key(self._seed, step),
            "Authorization": f"Bearer {token}",
        }
        return self._platform.ask(step, "POST", path, body=body, headers=headers, not_yet=not_yet)

    def _bearer(self, instead_of: str = "") -> str:
        """Return a token, a new one if there is none or only the refused one."""
        with self._login:
            if self._token == instead_of:
                self._token = self._log_in()
            return self._token

    def _log_in(self) -> str:
        if self._refusal:
            raise self._refusal
        body = {"username": self._username, "password": self._password}
        try:
            answer = self._platform.ask(f"log in {self._username}", "POST", TOKENS, body=body)
        except PlayError as refusal:
            self._refusal = refusal
            raise
        return str(answer["access_token"])


def idempotency_key(seed: int, step: str) -> str:
    """Return the key of a step: the same in every play of the same year."""
    return str(uuid5(_NAMESPACE, f"{seed}:{step}"))


def password_of(username: str, admin_password: str) -> str:
    """Return the password of a demo account.

    Derived from the administrator's, so that it is the same in every play and
    known to nobody who does not know that one.
    """
    digest = hmac.digest(admin_password.encode(), f"lang-son-2022:{username}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode()[:PASSWORD_LENGTH]
