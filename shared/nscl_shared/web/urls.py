"""Addresses of the present page with another query."""

from __future__ import annotations

from urllib.parse import urlencode

from nscl_shared.web.request import Request


def with_query(request: Request, **changes: str | int | None) -> str:
    """Return the address of this page with query parameters changed (None removes)."""
    query = request.args.to_dict(flat=False)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = [str(value)]
    encoded = urlencode(query, doseq=True)
    return f"{request.path}?{encoded}" if encoded else request.path


def page_url(request: Request, page: int) -> str:
    """Return the address of page number ``page`` of the present list."""
    return with_query(request, page=page if page > 1 else None)


def safe_next(target: str) -> str:
    """Return ``target`` when it is a path of this site, else the home page."""
    local = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if local and target.isprintable() else "/"
