"""From a step's form to its command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_certification.entrypoints.reading import grant
from nscl_certification.handlers import commands as c
from nscl_shared.kernel import NotFound

Form = Mapping[str, Any]

_CASE: Mapping[str, type] = {
    "begin": c.BeginCase,
    "audit": c.RecordAudit,
    "require-correction": c.RequireCorrection,
    "close": c.CloseCase,
}

_CERTIFICATE: Mapping[str, type] = {
    "suspend": c.SuspendCertificate,
    "reinstate": c.ReinstateCertificate,
    "replace": c.ReplaceCertificate,
    "revoke": c.RevokeCertificate,
}


def chosen(action: str, table: Mapping[str, Any]) -> Any:
    """Return the entry of ``action``.

    Raises:
        NotFound: ``action-unknown``.
    """
    if action not in table:
        raise NotFound("action-unknown", action=action)
    return table[action]


def case_command(action: str, case_id: str, form: Form, by: str) -> object:
    """Return the command of a case's step."""
    if action == "grant":
        return _grant(case_id, form, by)
    make: Callable[..., object] = chosen(action, _CASE)
    return make(case_id=case_id, by=by, **form)


def certificate_command(action: str, certificate_id: str, form: Form, by: str) -> object:
    """Return the command of a certificate's step."""
    make: Callable[..., object] = chosen(action, _CERTIFICATE)
    return make(certificate_id=certificate_id, by=by, **form)


def _grant(case_id: str, form: Form, by: str) -> object:
    body = {key: value for key, value in form.items() if key != "never_expires"}
    if form["never_expires"]:
        body["expires_on"] = None
    return grant(case_id, body, by)
