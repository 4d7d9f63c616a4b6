"""Names of codes, as msgids: pages and the document translate them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nscl_shared.i18n import N_

PLAN_KINDS: Mapping[str, str] = {
    "national_programme": N_("National programme"),
    "provincial_plan": N_("Provincial plan"),
    "yearly_plan": N_("Yearly plan"),
}
ACTIVITY_KINDS: Mapping[str, str] = {
    "training": N_("Training"),
    "communication": N_("Communication"),
}
ORG_TYPES: Mapping[str, str] = {
    "DN": N_("Enterprises"),
    "HTX": N_("Cooperatives"),
    "LHHTX": N_("Cooperative unions"),
    "THT": N_("Cooperative groups"),
    "HKD": N_("Household businesses"),
}
ITEM_GROUPS: Mapping[str, str] = {
    "certification_hop_chuan_hop_quy": N_("Certification to standards or regulations"),
    "self_declaration_hop_chuan": N_("Declaration of conformity by self-assessment"),
    "declaration_hop_chuan_by_certification": N_("Declaration of conformity by certification"),
    "declaration_hop_quy": N_("Declaration of conformity to regulations"),
    "company_standard_tccs": N_("Company standard (TCCS)"),
    "application_tcvn_qcvn": N_("Application of national standards or regulations"),
}
SOURCES: Mapping[str, str] = {
    "registration": N_("registration"),
    "certification": N_("certification"),
    "traceability": N_("traceability"),
}
TOTALS: Mapping[str, str] = {
    "projects": N_("Projects"),
    "distinct_beneficiaries": N_("Distinct units supported"),
    "participations": N_("Participations"),
    "products": N_("Products supported in standards and conformity"),
    "product_supports": N_("Supports to these products"),
    "certificates_granted": N_("Certificates granted"),
    "firms_with_certificate": N_("Units that hold them"),
    "traceability_products": N_("Products with traceability stamps"),
}
# Whose silence leaves a total unknown, not zero.
TOTAL_SOURCES: Mapping[str, str] = {
    "projects": "registration",
    "distinct_beneficiaries": "registration",
    "participations": "registration",
    "products": "registration",
    "product_supports": "registration",
    "certificates_granted": "certification",
    "firms_with_certificate": "certification",
    "traceability_products": "traceability",
}
# How the figures are counted, in short; in full in ``docs/guide/report-definitions.md``.
METHOD: Sequence[str] = (
    N_(
        "Participation: an application that was approved or has a signed agreement, and was "
        "neither refused nor withdrawn."
    ),
    N_("Distinct unit: counted once in the year, in however many projects it takes part."),
    N_(
        "Products and supports: distinct products, and distinct pairs of product and support "
        "item; one product may get several supports."
    ),
    N_(
        "Certificates: issued in the year under a project and not revoked by the time of this "
        "report; neither count follows from the number of supports."
    ),
    N_("Systems: as the unit stated them; what was not stated is not classified."),
    N_("Traceability: distinct products for which stamps were issued."),
)
