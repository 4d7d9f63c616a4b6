"""Who may do what."""

from __future__ import annotations

from nscl_shared.web.access import AccessTable, authenticated, public, roles

ADMIN = roles("admin")

ACCESS = AccessTable(
    {
        "POST /api/identity/tokens": public(),
        "POST /api/identity/signup": public(),
        "GET /api/identity/jwks.json": public(),
        "GET /api/identity/me": authenticated(),
        "GET /api/identity/accounts": ADMIN,
        "POST /api/identity/accounts": ADMIN,
        "POST /api/identity/accounts/<account_id>/lock": ADMIN,
        "POST /api/identity/accounts/<account_id>/unlock": ADMIN,
        "GET /identity/login": public(),
        "POST /identity/login": public(),
        "POST /identity/logout": authenticated(),
        "GET /identity/signup": public(),
        "POST /identity/signup": public(),
        "GET /identity/accounts": ADMIN,
        "GET /identity/accounts/new": ADMIN,
        "POST /identity/accounts": ADMIN,
        "POST /identity/accounts/<account_id>/lock": ADMIN,
        "POST /identity/accounts/<account_id>/unlock": ADMIN,
        "GET /identity/accounts/<account_id>/password": ADMIN,
        "POST /identity/accounts/<account_id>/password": ADMIN,
    }
)
