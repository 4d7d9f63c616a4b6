"""Mail goes out once per decision, whatever breaks meanwhile; with real processes."""

import threading
from email import message_from_bytes
from email.policy import default

from nscl_contracts.registration import FirmRegistered
from nscl_contracts.traceability_recall import RecallNoticeIssued
from nscl_shared.testing.producer import announce, example_event

FIRM = FirmRegistered.example["firm_id"]


def parsed(mail):
    return [message_from_bytes(raw, policy=default) for raw in mail.mails]


def delivered(service):
    return service.deliveries(state="delivered")


def test_an_approval_told_three_times_is_mailed_once(
    service, mail, registration, listener, eventually
):
    cause = registration.say("application-approved", times=3)
    eventually(lambda: delivered(service), "delivered")
    registration.say("application-refused", contact_email="khac@vidu.example")
    eventually(lambda: len(delivered(service)) == 2, "the next letter is delivered, too")
    assert mail.recipients == ["lien.he@vidu.example", "khac@vidu.example"]
    letter = parsed(mail)[0]
    assert "40.000.000 đồng" in letter["Subject"]
    assert "Chứng nhận hợp chuẩn" in letter.get_body(("plain",)).get_content()
    told = eventually(
        lambda: [e for e in listener.events() if e["data"]["cause_event_id"] == cause], "told"
    )
    assert [event["type"] for event in told] == ["vn.nscl.notifications.notification-delivered.v1"]


def test_while_the_mail_server_is_down_letters_wait_and_then_go_out_once(
    service, mail, registration, eventually
):
    mail.stop()
    registration.say("application-approved")
    waiting = eventually(
        lambda: [d for d in service.deliveries(state="queued") if d["attempts"] > 1], "tried"
    )
    assert "refused" in waiting[0]["last_detail"].lower()
    mail.start()
    eventually(lambda: delivered(service), "delivered")
    assert len(mail.mails) == 1


def test_a_refused_letter_is_given_up_after_its_attempts_and_told(
    service, mail, registration, listener, eventually
):
    mail.answer = "550 mailbox unavailable"
    registration.say("application-approved")
    [failed] = eventually(lambda: service.deliveries(state="failed"), "given up")
    assert (failed["attempts"], mail.tries) == (2, 2)
    [event] = eventually(listener.events, "told")
    assert event["type"] == "vn.nscl.notifications.notification-failed.v1"
    assert event["data"]["reason"] == "550 mailbox unavailable"


def test_a_temporary_refusal_is_overcome(service, mail, registration, eventually):
    mail.answer = "451 try again later"
    registration.say("application-approved")
    eventually(lambda: mail.tries >= 2, "tried again")
    mail.answer = "250 OK"
    eventually(lambda: delivered(service), "delivered")
    assert len(mail.mails) == 1


def test_killed_in_the_middle_of_sending_the_letter_comes_again_under_the_same_id(
    service, mail, registration, eventually
):
    mail.hold = threading.Event()
    registration.say("application-approved")
    assert mail.reached.wait(20)
    service.kill()
    mail.hold.set()
    service.start()
    [delivery] = eventually(lambda: delivered(service), "delivered")
    first, second = parsed(mail)
    assert first["Message-ID"] == second["Message-ID"]
    assert delivery["attempts"] == 2


def test_killed_between_event_and_mail_nothing_is_lost(stopped, mail, registration, eventually):
    stopped.start()
    mail.stop()
    registration.say("application-approved")
    eventually(stopped.deliveries, "written")
    stopped.kill()
    mail.start()
    stopped.start()
    eventually(lambda: delivered(stopped), "delivered")
    assert len(mail.mails) == 1


def test_a_mail_server_that_does_not_answer_holds_one_connection_at_a_time(
    service, mail, registration, eventually
):
    mail.hold = threading.Event()
    registration.say("application-approved")
    tried = eventually(
        lambda: (
            [d for d in service.deliveries() if "no answer" in d["last_detail"]]
            or [d for d in service.deliveries() if d["attempts"] > 1]
        ),
        "given up waiting",
    )
    assert tried
    mail.hold.set()
    eventually(lambda: delivered(service), "delivered")
    assert len({letter["Message-ID"] for letter in parsed(mail)}) == 1


def test_an_agreement_goes_to_the_registered_address_in_whatever_order_they_come(
    service, mail, registration, eventually
):
    registration.say("agreement-signed", sequence=5)
    eventually(lambda: service.deliveries(state="undeliverable"), "written without address")
    registration.say("firm-registered")
    eventually(lambda: delivered(service), "delivered")
    assert mail.recipients == ["lien.he@vidu.example"]


def test_a_recall_is_told_once_to_the_firm_it_concerns_in_whatever_order_notices_come(
    service, mail, registration, broker, eventually
):
    told = {"told_firm_id": FIRM, "opened_on": "2022-08-10"}
    late = example_event(RecallNoticeIssued, sequence=9, notice="closed", **told)
    first = example_event(RecallNoticeIssued, sequence=3, **told)
    announce(broker.amqp_uri, late, first, first, late)
    eventually(lambda: len(service.deliveries(state="undeliverable")) == 2, "written")
    registration.say("firm-registered")
    eventually(lambda: len(delivered(service)) == 2, "delivered")
    assert mail.recipients == ["lien.he@vidu.example"] * 2
    subjects = sorted(letter["Subject"] for letter in parsed(mail))
    assert subjects == [
        "Kết thúc đợt thu hồi TH-2022-0001: Na Chi Lăng",
        "Thu hồi sản phẩm Na Chi Lăng, lô M2022-07 (TH-2022-0001)",
    ]


def test_letters_go_to_the_latest_address_and_never_to_an_erased_one(
    service, mail, registration, eventually
):
    registration.say("agreement-signed", sequence=5)
    eventually(lambda: service.deliveries(state="undeliverable"), "written without address")
    registration.say("firm-updated", sequence=2, contact_email=None)
    registration.say("firm-registered")
    registration.say("firm-updated", sequence=3, contact_email="moi@vidu.example")
    eventually(lambda: delivered(service), "delivered")
    assert mail.recipients == ["moi@vidu.example"]


def test_an_officer_sends_an_undeliverable_letter_to_an_address_she_found(
    service, mail, registration, eventually
):
    registration.say("application-refused", contact_email=None)
    [letter] = eventually(lambda: service.deliveries(state="undeliverable"), "listed")
    path = f"/api/notifications/deliveries/{letter['id']}/retry"
    refused = service.request("POST", path, headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (422, "recipient-missing")
    again = service.request("POST", path, json={"recipient": "moi@vidu.example"})
    assert again.json() == {"id": letter["id"], "state": "queued"}
    eventually(lambda: delivered(service), "delivered")
    assert mail.recipients == ["moi@vidu.example"]


def test_the_log_is_for_the_agency_only(service):
    path = "/api/notifications/deliveries"
    assert service.request("GET", path, role="firm").status_code == 403
    assert service.request("POST", f"{path}/x/retry", role="auditor").status_code == 403
    assert service.request("POST", f"{path}/x/retry").status_code == 404
    assert service.request("GET", path, params={"state": "lost"}).status_code == 422


def test_every_route_has_a_rule_and_every_rule_a_route():
    from nscl_notifications.entrypoints.service import NotificationsService as Service

    assert Service.access.undeclared(Service) == []
    assert Service.access.unused(Service) == []


def test_every_sentence_has_its_translation():
    from nscl_shared.i18n import missing_translations

    assert missing_translations("nscl_notifications") == []
