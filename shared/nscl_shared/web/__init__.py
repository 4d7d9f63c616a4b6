"""The web kit: routes, pages, forms, problems, access.  See docs/guide/web-shell.md."""

from nscl_shared.web.access import AccessTable, authenticated, public, roles
from nscl_shared.web.answers import (
    Answer,
    Created,
    Download,
    Json,
    NoContent,
    Page,
    Raw,
    Redirect,
)
from nscl_shared.web.errors import BadRequest, FormErrors, NotAuthenticated
from nscl_shared.web.kit import KitPages
from nscl_shared.web.problems import Problem, ProblemTable
from nscl_shared.web.request import Request
from nscl_shared.web.routes import route
from nscl_shared.web.urls import safe_next

__all__ = [
    "AccessTable",
    "Answer",
    "BadRequest",
    "Created",
    "Download",
    "FormErrors",
    "Json",
    "KitPages",
    "NoContent",
    "NotAuthenticated",
    "Page",
    "Problem",
    "ProblemTable",
    "Raw",
    "Redirect",
    "Request",
    "authenticated",
    "public",
    "roles",
    "route",
    "safe_next",
]
