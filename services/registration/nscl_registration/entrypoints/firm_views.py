"""What answers about units look like, for the OpenAPI document."""

from __future__ import annotations

from marshmallow import Schema, fields

from nscl_registration.entrypoints.views import EditedView, IdView


class ProductView(Schema):
    """A product with the id that all services use."""

    product_id = fields.String(required=True)
    name = fields.String(required=True)
    standard = fields.String(allow_none=True)
    output = fields.String(allow_none=True)


class RegisteredFirmView(IdView):
    """A new firm; ``alike`` counts the entries that may be about the same unit."""

    products = fields.List(fields.Nested(ProductView), required=True)
    alike = fields.Integer(required=True)


class FirmRowView(IdView):
    """A firm in a list; a personal number is masked."""

    name = fields.String(required=True)
    org_type = fields.String(required=True)
    tax_code = fields.String(allow_none=True)
    commune_code = fields.String(allow_none=True)
    place = fields.String(allow_none=True)
    sector = fields.String(allow_none=True)
    product_count = fields.Integer(required=True)


class AddressView(Schema):
    """An address with the day on which the unit code is meant."""

    unit_code = fields.String(allow_none=True)
    detail = fields.String(allow_none=True)
    on = fields.Date(required=True)
    written = fields.String(required=True)


class ContactView(Schema):
    """A contact person; an erased one has only its id and the day."""

    contact_id = fields.String(required=True)
    name = fields.String(allow_none=True)
    position = fields.String(allow_none=True)
    email = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    consent_on = fields.Date(allow_none=True)
    consent_purpose = fields.String(allow_none=True)
    erased_on = fields.Date(allow_none=True)


class SystemView(Schema):
    """A management system or certificate held."""

    name = fields.String(required=True)
    number = fields.String(allow_none=True)
    issuer = fields.String(allow_none=True)
    expires_on = fields.Date(allow_none=True)


class FirmView(FirmRowView):
    """A firm; its version is the ``ETag``."""

    short_name = fields.String(allow_none=True)
    registration_number = fields.String(allow_none=True)
    registration_issued_on = fields.Date(allow_none=True)
    registration_issuer = fields.String(allow_none=True)
    address = fields.String(allow_none=True)
    address_on = fields.Date(required=True)
    address_written = fields.String(required=True)
    production = fields.List(fields.Nested(AddressView), required=True)
    representative_name = fields.String(allow_none=True)
    representative_position = fields.String(allow_none=True)
    contact_name = fields.String(allow_none=True)
    contact_email = fields.String(allow_none=True)
    contact_phone = fields.String(allow_none=True)
    contacts = fields.List(fields.Nested(ContactView), required=True)
    employees = fields.Integer(allow_none=True)
    revenue_band = fields.String(allow_none=True)
    systems = fields.List(fields.Nested(SystemView), required=True)
    owner_account_id = fields.String(allow_none=True)
    products = fields.List(fields.Nested(ProductView), required=True)
    version = fields.Integer(required=True)
    merged_into = fields.String(allow_none=True)


class FirmsView(Schema):
    """A page of firms."""

    items = fields.List(fields.Nested(FirmRowView), required=True)
    next = fields.String(allow_none=True)


class VersionView(IdView):
    """The version after a change."""

    version = fields.Integer(required=True)


class MergedView(EditedView):
    """The entry that goes on."""

    merged_into = fields.String(required=True)


class FieldChangeView(Schema):
    """A group of facts before and after; values of personal data are not kept."""

    name = fields.String(required=True)
    before = fields.String(allow_none=True)
    after = fields.String(allow_none=True)


class ChangeView(Schema):
    """Who changed what and when."""

    version = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    by = fields.String(required=True)
    kind = fields.String(required=True)
    note = fields.String(allow_none=True)
    other_firm_id = fields.String(allow_none=True)
    fields_ = fields.List(fields.Nested(FieldChangeView), data_key="fields", required=True)


class HistoryView(Schema):
    """The history, latest first."""

    items = fields.List(fields.Nested(ChangeView), required=True)
    next = fields.String(allow_none=True)


class AlikeView(IdView):
    """An entry that may be about the same unit; ``score`` of 100."""

    name = fields.String(required=True)
    score = fields.Integer(required=True)
    reasons = fields.List(fields.String(), required=True)


class AlikesView(Schema):
    """Entries that may be about the same unit, most alike first."""

    items = fields.List(fields.Nested(AlikeView), required=True)
    next = fields.String(allow_none=True)


class NamedFirmView(IdView):
    """An entry by name."""

    name = fields.String(required=True)


class PairView(VersionView):
    """Two entries that may be about the same unit."""

    score = fields.Integer(required=True)
    state = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)
    firms = fields.List(fields.Nested(NamedFirmView), required=True)
    decided_by = fields.String(allow_none=True)
    decided_at = fields.DateTime(allow_none=True)
    note = fields.String(allow_none=True)


class PairsView(Schema):
    """A page of pairs."""

    items = fields.List(fields.Nested(PairView), required=True)
    next = fields.String(allow_none=True)


class PairStateView(EditedView):
    """What became of a pair."""

    state = fields.String(required=True)


class ContactDataView(Schema):
    """Everything that is kept about a contact person."""

    version = fields.Integer(required=True)
    firm = fields.Nested(NamedFirmView, required=True)
    contact = fields.Nested(ContactView, required=True)
    changes = fields.List(fields.Nested(ChangeView(only=("at", "by", "kind"))), required=True)


class AdministrativeUnitView(Schema):
    """An administrative unit on a day."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    written = fields.String(required=True)


class AdministrativeUnitsView(Schema):
    """Units found."""

    items = fields.List(fields.Nested(AdministrativeUnitView), required=True)
    next = fields.String(allow_none=True)


class SuccessorView(AdministrativeUnitView):
    """What became of an old unit; ``main`` has its centre."""

    main = fields.Boolean(required=True)


class UnitView(AdministrativeUnitView):
    """A unit with what became of it, when it is one of before 2025-07-01."""

    successors = fields.List(fields.Nested(SuccessorView), required=True)
