"""What registration takes back is taken back here."""

from nscl_shared.kernel import new_id

API = "/api/certification"


def test_a_terminated_application_begins_no_case_until_the_termination_is_taken_back(
    officer, body, registration, eventually
):
    body["application_id"] = application = new_id()
    about = {"application_id": application, "firm_id": body["firm"]["firm_id"]}
    registration.say("agreement-signed", **about)
    registration.say("application-terminated", sequence=2, **about)

    def answer():
        return officer.post(f"{API}/cases", json=body)

    refused = eventually(lambda: found if (found := answer()).is_error else None, "told")
    assert refused.json()["code"] == "application-withdrawn"
    registration.say(
        "application-step-undone", sequence=3, **about, undone="terminated", state="in-progress"
    )
    assert eventually(lambda: not answer().is_error, "taken back")
