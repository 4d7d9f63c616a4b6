"""An officer follows the certification cases and registers what was granted."""

from __future__ import annotations

from nscl_example_lang_son_2022.model import Case, Certificate, Product, Revocation
from nscl_example_lang_son_2022.play.stage import CERTIFICATION, Stage

API = "/api/certification"


def certify(stage: Stage) -> None:
    """Take every case as far as the data say."""
    stage.each("certification", stage.data.cases, lambda case: _follow(stage, case))


def _follow(stage: Stage, case: Case) -> None:
    _open(stage, case)
    if case.audited_on:
        _audit(stage, case, case.audited_on.isoformat())
    if case.certificate:
        _grant(stage, case, case.certificate)
        if case.certificate.revocation:
            _revoke(stage, case, case.certificate.revocation)


def _open(stage: Stage, case: Case) -> None:
    unit = stage.data.unit(case.unit)
    body = {
        "scheme": case.scheme,
        "standard": case.standard,
        "firm": stage.firm(unit),
        "products": [_product(stage, p) for p in unit.products if p.key in case.products],
        "application_id": stage.ids[f"{case.project}/{case.unit}"],
        "project_id": stage.ids[case.project],
        "opened_on": case.opened_on.isoformat(),
    }
    officer = stage.actor(CERTIFICATION.username)
    stage.ids[case.key] = officer.post(f"open case {case.key}", f"{API}/cases", body)["id"]


def _product(stage: Stage, product: Product) -> dict[str, str]:
    return {"product_id": stage.ids[product.key], "name": product.name}


def _audit(stage: Stage, case: Case, audited_on: str) -> None:
    path = f"{API}/cases/{stage.ids[case.key]}/audit"
    officer = stage.actor(CERTIFICATION.username)
    officer.post(f"audit case {case.key}", path, {"audited_on": audited_on})


def _grant(stage: Stage, case: Case, certificate: Certificate) -> None:
    body = {
        "number": certificate.number,
        "certifier": certificate.certifier,
        "issued_on": certificate.issued_on.isoformat(),
        "expires_on": certificate.expires_on.isoformat(),
    }
    path = f"{API}/cases/{stage.ids[case.key]}/grant"
    answer = stage.actor(CERTIFICATION.username).post(f"grant case {case.key}", path, body)
    stage.ids[f"certificate {case.key}"] = answer["certificate_id"]


def _revoke(stage: Stage, case: Case, revocation: Revocation) -> None:
    path = f"{API}/certificates/{stage.ids[f'certificate {case.key}']}/revoke"
    body = {"reason": revocation.reason, "revoked_on": revocation.revoked_on.isoformat()}
    stage.actor(CERTIFICATION.username).post(f"revoke certificate {case.key}", path, body)
