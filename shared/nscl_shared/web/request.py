"""The request as a route method sees it."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.datastructures import FileStorage, Headers, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request as HttpRequest

from nscl_shared.auth.principal import Principal
from nscl_shared.kernel.ids import new_id
from nscl_shared.observability.tracing import valid_traceparent
from nscl_shared.settings import settings
from nscl_shared.web.errors import (
    BadRequest,
    BodyTooLarge,
    MalformedBody,
    NotAuthenticated,
    UnsupportedType,
)
from nscl_shared.web.forms import CONTROL_FIELDS, FormState, form_values, load
from nscl_shared.web.language import negotiate
from nscl_shared.web.spec import RouteSpec

if TYPE_CHECKING:
    from nscl_shared.web.service import ServiceWeb

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
KEY_PATTERN = re.compile(r"[\x21-\x7e]{1,200}")
HALF_CHARACTER = re.compile(r"\\u[dD]")  # an escape that may lack its other half
CORRELATION_PATTERN = re.compile(r"[A-Za-z0-9._:-]{1,100}")


class Request:
    """One HTTP request: who asks, in which language, and the parsed input."""

    def __init__(self, http: HttpRequest, web: ServiceWeb) -> None:
        self.http = http
        self.web = web
        self.spec: RouteSpec | None = None
        self.principal: Principal | None = None
        self.by_cookie = False
        self.form_state = FormState()
        self.traceparent = valid_traceparent(http.headers.get("traceparent"))

    @cached_property
    def language(self) -> str:
        """``vi`` or ``en``: ``?lang=``, cookie, ``Accept-Language``, else ``vi``."""
        return negotiate(self.http)

    @cached_property
    def correlation_id(self) -> str:
        """The caller's ``X-Request-ID`` when it is plain, else a new UUIDv7."""
        given = self.http.headers.get("X-Request-ID", "")
        return given if CORRELATION_PATTERN.fullmatch(given) else new_id()

    @cached_property
    def wants_html(self) -> bool:
        """Whether a person is looking: HTML is asked for by name, as browsers do."""
        accept = self.http.accept_mimetypes
        html = max(accept.quality(kind) for kind in ("text/html", "application/xhtml+xml"))
        named = any(kind in ("text/html", "application/xhtml+xml") for kind, _q in accept)
        return named and html >= accept.quality("application/json") and not self.is_api

    @property
    def is_api(self) -> bool:
        """Whether the path belongs to the REST interface."""
        return self.path.startswith("/api/")

    @property
    def method(self) -> str:
        """The HTTP method."""
        return str(self.http.method)

    @property
    def path(self) -> str:
        """The decoded path."""
        return str(self.http.path)

    @property
    def args(self) -> MultiDict[str, str]:
        """The query string."""
        return self.http.args

    @property
    def headers(self) -> Headers:
        """The request headers."""
        return self.http.headers

    @property
    def remote_addr(self) -> str:
        """The caller's address; the front door's ``X-Real-IP`` when it set one."""
        return self.http.headers.get("X-Real-IP") or self.http.remote_addr or ""

    @property
    def is_safe(self) -> bool:
        """Whether the method promises to change nothing."""
        return self.method in SAFE

    @property
    def user(self) -> Principal:
        """The principal.

        Raises:
            NotAuthenticated: nobody is logged in.
        """
        if self.principal is None:
            raise NotAuthenticated
        return self.principal

    @property
    def csrf_token(self) -> str:
        """What forms of this session must send; empty when nobody is logged in."""
        return self.principal.csrf if self.principal else ""

    @cached_property
    def idempotency_key(self) -> str | None:
        """``Idempotency-Key`` (or a form's hidden ``_key``), made the caller's own.

        The account id is put before it: two callers' keys never meet.

        Raises:
            BadRequest: the key is longer than 200 characters or not printable.
        """
        given = self.headers.get("Idempotency-Key") or self._form_key()
        if not given:
            return None
        if not KEY_PATTERN.fullmatch(given):
            raise BadRequest("idempotency-key-invalid")
        return f"{self.principal.subject if self.principal else 'anonymous'}|{given}"

    def check_key(self) -> None:
        """Refuse a key that cannot be used, also where nothing reads it: its sender relies on it.

        Raises:
            BadRequest: ``idempotency-key-invalid``.
        """
        given = self.headers.get("Idempotency-Key")
        if given and not self.is_safe and not KEY_PATTERN.fullmatch(given):
            raise BadRequest("idempotency-key-invalid")

    def _form_key(self) -> str:
        return str(self.fields.get("_key", "")) if self.is_form else ""

    @property
    def is_form(self) -> bool:
        """Whether the body is an HTML form."""
        return self.http.mimetype in FORM_TYPES

    @property
    def body_limit(self) -> int:
        """The longest body this route takes, in bytes."""
        own = self.spec.max_body_bytes if self.spec else None
        return own or settings().max_body_bytes

    @cached_property
    def raw_body(self) -> bytes:
        """The body as sent.

        Raises:
            BodyTooLarge: it is longer than the limit.
        """
        try:
            return self.http.get_data(cache=True)
        except RequestEntityTooLarge as error:
            raise BodyTooLarge(self.body_limit) from error

    @property
    def fields(self) -> MultiDict[str, str]:
        """The form fields as sent, control fields included."""
        try:
            return self.http.form
        except RequestEntityTooLarge as error:
            raise BodyTooLarge(self.body_limit) from error

    @property
    def files(self) -> MultiDict[str, FileStorage]:
        """The uploaded files by field name."""
        try:
            return cast("MultiDict[str, FileStorage]", self.http.files)
        except RequestEntityTooLarge as error:
            raise BodyTooLarge(self.body_limit) from error

    def json(self, schema: Schema | None = None) -> Any:
        """Parse the JSON body by ``schema`` (default: the route's ``body``).

        Raises:
            UnsupportedType: the content type is not JSON.
            MalformedBody: the body is not JSON.
            marshmallow.ValidationError: it does not match the schema.
        """
        if self.http.mimetype != "application/json" and not self.http.mimetype.endswith("+json"):
            raise UnsupportedType("application/json", self.http.mimetype)
        try:
            document = _document(self.raw_body)
        except (ValueError, RecursionError) as error:
            raise MalformedBody(str(error)) from error
        chosen = self._schema(schema, "body")
        return chosen.load(document) if chosen else document

    def form(self, schema: Schema | None = None) -> Any:
        """Parse the HTML form by ``schema`` (default: the route's ``body``).

        Raises:
            UnsupportedType: the body is not a form.
            FormErrors: it does not match the schema; the kit shows the form again.
        """
        if not self.is_form:
            raise UnsupportedType(self._form_type(), self.http.mimetype)
        chosen = self._schema(schema, "body")
        values = form_values(self.fields)
        self.form_state = FormState(values=values, submitted=self.fields.get("_form", ""))
        if chosen is None:
            return {name: value for name, value in values.items() if name not in CONTROL_FIELDS}
        return load(chosen, self.fields)

    def _form_type(self) -> str:
        """The content type that a form of this route is sent with."""
        return FORM_TYPES[1] if self.spec and self.spec.uploads else FORM_TYPES[0]

    def query(self, schema: Schema | None = None) -> Any:
        """Parse the query string by ``schema`` (default: the route's ``query``).

        Raises:
            marshmallow.ValidationError: it does not match the schema.
        """
        chosen = self._schema(schema, "query")
        if chosen is None:
            return self.args.to_dict()
        self._require_single(chosen)
        if self.is_api:
            self._require_filled(chosen)
        return load(chosen, self.args)

    def _require_single(self, schema: Schema) -> None:
        """Refuse a parameter that is given twice where one value is meant."""
        several = {name for name, values in self.args.lists() if len(values) > 1}
        single = {n for n, f in schema.fields.items() if not isinstance(f, fields.List)}
        twice = several & single
        if twice:
            raise ValidationError({name: ["Invalid value."] for name in twice})

    def _require_filled(self, schema: Schema) -> None:
        """Refuse an empty number, day or choice: only a filter on a page sends what it leaves out."""
        filled = {n for n, f in schema.fields.items() if not _may_be_empty(f)}
        empty = {name for name, value in self.args.items() if not value} & filled
        if empty:
            raise ValidationError({name: ["Invalid value."] for name in empty})

    def _schema(self, given: Schema | None, declared: str) -> Schema | None:
        schema_class = getattr(self.spec, declared, None)
        return given or (schema_class() if schema_class else None)


def _document(raw: bytes) -> Any:
    """Parse JSON (RFC 8259): UTF-8, finite numbers, whole characters; nothing is ``{}``."""
    text = raw.decode("utf-8-sig")
    document = json.loads(text or "{}", parse_constant=_no_number)
    if HALF_CHARACTER.search(text):
        json.dumps(document, ensure_ascii=False).encode()
    return document


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")


def _may_be_empty(field: fields.Field[Any]) -> bool:
    choices = any(isinstance(rule, validate.OneOf | validate.Regexp) for rule in field.validators)
    return isinstance(field, fields.String) and not choices
