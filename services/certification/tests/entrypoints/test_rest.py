"""The REST interface of the service alone, and what it tells others."""

from nscl_shared.kernel import new_id

API = "/api/certification"


def opened(officer, body):
    answer = officer.post(f"{API}/cases", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def audited(officer, body):
    case_id = opened(officer, body)["id"]
    answer = officer.post(f"{API}/cases/{case_id}/audit", json={"audited_on": "2022-08-20"})
    assert answer.json() == {"id": case_id, "state": "audited"}
    return case_id


def granted(officer, body, paper):
    case_id = audited(officer, body)
    answer = officer.post(f"{API}/cases/{case_id}/grant", json=paper)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_case_goes_through_to_a_certificate_and_its_revocation(
    officer, body, paper, listener, eventually
):
    certificate_id = granted(officer, body, paper)["certificate_id"]
    revocation = {"reason": "Không duy trì điều kiện", "revoked_on": "2022-12-01"}
    answer = officer.post(f"{API}/certificates/{certificate_id}/revoke", json=revocation)
    assert answer.json() == {"id": certificate_id, "state": "revoked"}
    firm = body["firm"]["firm_id"]
    told = eventually(
        lambda: found if len(found := listener.about("firm_id", firm)) == 3 else None, "told"
    )
    assert [event["type"].split(".")[3] for event in told] == [
        "case-opened", "certificate-granted", "certificate-revoked",
    ]  # fmt: skip
    assert told[1]["data"]["expires_on"] == "2025-08-31"
    assert told[2]["data"]["reason"] == "Không duy trì điều kiện"


def test_an_expiry_that_is_null_means_it_does_not_expire(officer, body, paper):
    answer = granted(officer, body, {**paper, "expires_on": None})
    assert (answer["expires_on"], answer["warnings"]) == (None, ["expiry-unusually-missing"])
    shown = officer.get(f"{API}/certificates/{answer['certificate_id']}").json()
    assert (shown["standing"], shown["days_left"]) == ("valid", None)


def test_a_repeated_request_is_answered_like_the_first(officer, body):
    headers = {"Idempotency-Key": new_id()}
    first, second = (
        officer.post(f"{API}/cases", json=body, headers=headers).json() for _ in range(2)
    )
    assert first == second


def test_a_unit_and_products_without_ids_get_some(officer, body):
    del body["firm"]["firm_id"]
    body["products"] = [{"name": "Na Chi Lăng"}]
    case = officer.get(f"{API}/cases/{opened(officer, body)['id']}").json()
    assert case["firm"]["firm_id"]
    assert case["products"][0]["product_id"]


def test_a_number_given_twice_is_refused_with_a_remedy_in_the_readers_language(
    officer, body, paper, service
):
    granted(officer, body, paper)
    case_id = audited(officer, body)
    path = f"{API}/cases/{case_id}/grant"
    english = officer.post(path, json=paper)
    assert (english.status_code, english.json()["code"]) == (409, "certificate-number-taken")
    assert "already registered" in english.text
    with service.client("officer", **{"Accept-Language": "vi"}) as officer_vi:
        assert "đã được ghi nhận" in officer_vi.post(path, json=paper).text


def test_wrong_input_names_each_field(officer, body):
    body["firm"]["org_type"] = "XYZ"
    body["opened_on"] = "yesterday"
    del body["standard"]
    answer = officer.post(f"{API}/cases", json=body)
    assert answer.status_code == 422
    fields = {error["field"] for error in answer.json()["errors"]}
    assert fields == {"firm.org_type", "opened_on", "standard"}


def test_only_officers_write(service, body):
    for role in ("admin", "auditor", "firm"):
        with service.client(role) as client:
            assert client.post(f"{API}/cases", json=body).status_code == 403


def test_a_firm_account_sees_its_own_units_papers_only(
    service, officer, body, registration, eventually
):
    case_id, firm = opened(officer, body)["id"], body["firm"]["firm_id"]
    account = f"account-{firm}"
    with service.client("firm", account) as owner, service.client("firm") as stranger:
        assert owner.get(f"{API}/cases/{case_id}").status_code == 404
        registration.say("firm-registered", firm_id=firm, owner_account_id=account)
        eventually(lambda: owner.get(f"{API}/cases/{case_id}").status_code == 200, "copied")
        assert [c["id"] for c in owner.get(f"{API}/cases").json()["items"]] == [case_id]
        assert stranger.get(f"{API}/cases").json()["items"] == []


def test_a_unit_that_changed_hands_is_seen_by_its_new_account_only(
    service, officer, body, registration, eventually
):
    case_id, firm = opened(officer, body)["id"], body["firm"]["firm_id"]
    with service.client("firm", f"new-{firm}") as new, service.client("firm", f"old-{firm}") as old:
        registration.say("firm-registered", firm_id=firm, owner_account_id=f"old-{firm}")
        eventually(lambda: old.get(f"{API}/cases/{case_id}").status_code == 200, "copied")
        registration.say("firm-updated", firm_id=firm, sequence=2, owner_account_id=f"new-{firm}")
        eventually(lambda: new.get(f"{API}/cases/{case_id}").status_code == 200, "followed")
        assert old.get(f"{API}/cases/{case_id}").status_code == 404


def test_an_application_of_another_unit_is_refused_once_registration_has_told_of_it(
    officer, body, registration, eventually
):
    body["application_id"] = application = new_id()
    registration.say("application-approved", application_id=application, firm_id="f-other")
    answer = eventually(
        lambda: refused if (refused := officer.post(f"{API}/cases", json=body)).is_error else None,
        "the application is known",
    )
    assert answer.json()["code"] == "application-of-other-firm"


def test_certificates_are_listed_by_scheme_unit_and_words(officer, body, paper):
    certificate_id = granted(officer, body, paper)["certificate_id"]
    query = {"scheme": "hop-quy", "firm_id": body["firm"]["firm_id"], "q": "huyen son"}
    found = officer.get(f"{API}/certificates", params=query).json()
    assert [c["id"] for c in found["items"]] == [certificate_id]
    assert found["next"] is None
    assert officer.get(f"{API}/certificates", params={"limit": 0}).status_code == 422


def test_every_route_has_a_rule_and_every_rule_a_route():
    from nscl_certification.entrypoints.service import CertificationService as Service

    assert Service.access.undeclared(Service) == []
    assert Service.access.unused(Service) == []


def test_every_sentence_has_its_translation():
    from nscl_shared.i18n import missing_translations

    assert missing_translations("nscl_certification") == []
