"""Which handler carries out which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_certification.handlers import commands as c
from nscl_certification.handlers.copy_facts import copy_application, copy_firm
from nscl_certification.handlers.grant_certificate import grant_certificate
from nscl_certification.handlers.move_case import (
    begin_case,
    close_case,
    record_audit,
    require_correction,
)
from nscl_certification.handlers.move_certificate import (
    reinstate_certificate,
    replace_certificate,
    revoke_certificate,
    suspend_certificate,
)
from nscl_certification.handlers.open_case import open_case

HANDLERS: Mapping[type, Callable[..., Any]] = {
    c.OpenCase: open_case,
    c.BeginCase: begin_case,
    c.RecordAudit: record_audit,
    c.RequireCorrection: require_correction,
    c.CloseCase: close_case,
    c.GrantCertificate: grant_certificate,
    c.SuspendCertificate: suspend_certificate,
    c.ReinstateCertificate: reinstate_certificate,
    c.ReplaceCertificate: replace_certificate,
    c.RevokeCertificate: revoke_certificate,
    c.CopyFirm: copy_firm,
    c.CopyApplication: copy_application,
}
