"""Open and close a call for proposals."""

from __future__ import annotations

from nscl_registration.domain.call import Call
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_commands import CloseCall, OpenCall


def open_call(cmd: OpenCall, uow: RegistrationWork) -> dict[str, str]:
    """Answer the call's id."""
    call = Call.open(cmd.terms)
    uow.calls.add(call)
    return {"id": call.id}


def close_call(cmd: CloseCall, uow: RegistrationWork) -> dict[str, str]:
    """Answer the call's id."""
    call = uow.calls.get(cmd.call_id)
    call.close(cmd.on, cancelled=cmd.cancelled, reason=cmd.reason)
    return {"id": call.id}
