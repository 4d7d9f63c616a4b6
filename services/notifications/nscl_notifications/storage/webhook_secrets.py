"""Signing secrets: made here, sealed at once, opened only to sign and to be shown."""

from __future__ import annotations

import base64
import os
from datetime import datetime

from nscl_notifications.domain.webhook import Secret, Webhook
from nscl_shared.kernel import Unavailable, new_id
from nscl_shared.persistence.sealing import MasterKeyError, Sealed, sealer

PREFIX = "whsec_"
SECRET_BYTES = 32  # Standard Webhooks: 24 to 64


def new_secret(webhook_id: str) -> Secret:
    """Return a new secret of the webhook, sealed.

    Raises:
        Unavailable: ``webhook-key-missing``: there is no master key to seal it with.
    """
    secret_id = new_id()
    try:
        sealed = sealer().seal(os.urandom(SECRET_BYTES), _context(webhook_id, secret_id))
    except MasterKeyError as error:
        raise Unavailable("webhook-key-missing", reason=str(error)) from error
    return Secret(secret_id, sealed.master_id, sealed.nonce, sealed.wrapped)


def signing_keys(webhook: Webhook, now: datetime) -> list[bytes]:
    """Return the keys to sign with, the newest first.

    Raises:
        nscl_shared.persistence.sealing.MasterKeyError: one cannot be opened.
    """
    return [_opened(webhook.id, secret) for secret in webhook.secrets if secret.signs_at(now)]


def shown_secret(webhook: Webhook, secret_id: str) -> str:
    """Return the secret as its receiver writes it down: ``whsec_`` and base64."""
    [secret] = [each for each in webhook.secrets if each.id == secret_id]
    return PREFIX + base64.b64encode(_opened(webhook.id, secret)).decode()


def _opened(webhook_id: str, secret: Secret) -> bytes:
    sealed = Sealed(secret.master_id, secret.nonce, secret.wrapped)
    return sealer().open(sealed, _context(webhook_id, secret.id), f"webhook secret {secret.id}")


def _context(webhook_id: str, secret_id: str) -> str:
    return f"webhook {webhook_id} {secret_id}"
