"""The secrets of subscribers: sealed at once, opened only to sign."""

from __future__ import annotations

from nscl_shared.kernel import Unavailable
from nscl_shared.persistence.sealing import MasterKeyError, Sealed, sealer
from nscl_traceability.domain.epcis.subscription import Subscription, Token


def sealed_token(subscription_id: str, secret: str) -> Token:
    """Return the subscriber's ``signatureToken``, encrypted.

    Raises:
        Unavailable: ``epcis-subscription-key``: there is no master key to seal it with.
    """
    try:
        sealed = sealer().seal(secret.encode(), _context(subscription_id))
    except MasterKeyError as error:
        raise Unavailable("epcis-subscription-key", reason=str(error)) from error
    return Token(sealed.master_id, sealed.nonce, sealed.wrapped)


def opened_token(subscription: Subscription) -> bytes | None:
    """Return the secret to sign with, None where the subscriber gave none.

    Raises:
        nscl_shared.persistence.sealing.MasterKeyError: it cannot be opened.
    """
    token = subscription.token
    if token is None:
        return None
    sealed = Sealed(token.master_id, token.nonce, token.wrapped)
    what = f"token of subscription {subscription.id}"
    return sealer().open(sealed, _context(subscription.id), what)


def _context(subscription_id: str) -> str:
    return f"epcis subscription {subscription_id}"
