"""Events of the identity service.  They never carry a secret."""

from __future__ import annotations

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, identifier, personal, public, text

ROLES = ["admin", "officer", "appraiser", "finance", "firm", "partner", "auditor"]


@event(
    "vn.nscl.identity.account-created.v1",
    subject="account_id",
    example={
        "account_id": "0192f0c1-7a00-7000-8000-000000020001",
        "username": "canbo01",
        "display_name": "Trần Thị B",
        "role": "officer",
        "firm_id": None,
    },
)
class AccountCreated(EventSchema):
    """An account was created."""

    account_id = public(identifier(), "Id of the account.")
    username = personal(text(max_length=100), "Name to log in with.")
    display_name = personal(text(), "Name shown to others.")
    role = public(choice(ROLES), "Role in the platform.")
    firm_id = public(identifier(required=False), "The firm a firm account acts for.")


@event(
    "vn.nscl.identity.account-locked.v1",
    subject="account_id",
    example={
        "account_id": "0192f0c1-7a00-7000-8000-000000020001",
        "reason": "too-many-failures",
    },
)
class AccountLocked(EventSchema):
    """An account was locked after repeated failures or by an administrator."""

    account_id = public(identifier(), "Id of the account.")
    reason = public(choice(["too-many-failures", "by-administrator"]), "Why it was locked.")
