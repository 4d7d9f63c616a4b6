"""What REST and forms take and give."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_contracts.identity import ROLES
from nscl_shared.i18n import N_

USERNAME = validate.Regexp(
    r"^[A-Za-z0-9][A-Za-z0-9._@-]{2,63}$",
    error=N_("Use 3 to 64 letters, digits and . _ @ - without accents."),
)
NAME = validate.Length(min=1, max=200)
PASSWORD = validate.Length(min=1, max=1_000)


class LoginSchema(Schema):
    """User name and password."""

    username = fields.String(required=True, validate=validate.Length(min=1, max=200))
    password = fields.String(required=True, validate=PASSWORD, load_only=True)


class LoginFormSchema(LoginSchema):
    """The login page's form; ``next`` is where to go afterwards."""

    next = fields.String(load_default="", allow_none=True)


class SignupSchema(Schema):
    """A new account of a firm."""

    username = fields.String(required=True, validate=USERNAME)
    password = fields.String(required=True, validate=PASSWORD, load_only=True)
    display_name = fields.String(required=True, validate=NAME)
    email = fields.Email(required=True)


class AccountSchema(SignupSchema):
    """A new account of any role."""

    role = fields.String(required=True, validate=validate.OneOf(ROLES))


class PasswordSchema(Schema):
    """A new password."""

    password = fields.String(required=True, validate=PASSWORD, load_only=True)


class ListSchema(Schema):
    """Where to go on in the list."""

    cursor = fields.String(load_default=None, allow_none=True)


class TokenAnswer(Schema):
    """A bearer token (RFC 6750)."""

    access_token = fields.String()
    token_type = fields.String()
    expires_in = fields.Integer()


class CreatedAnswer(Schema):
    """A new account."""

    id = fields.String()
    role = fields.String()


class AccountAnswer(Schema):
    """An account as administrators see it."""

    id = fields.String()
    username = fields.String()
    role = fields.String()
    display_name = fields.String()
    email = fields.String()
    locked = fields.Boolean()
    last_login_at = fields.AwareDateTime(allow_none=True)


class AccountsAnswer(Schema):
    """A page of accounts."""

    items = fields.List(fields.Nested(AccountAnswer))
    next = fields.String(allow_none=True)
