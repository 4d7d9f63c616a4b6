"""The delivery log, as a browser asks for it."""

HTML = {"Accept": "text/html", "Accept-Language": "vi"}
LOG = "/notifications/deliveries"


def test_an_officer_finds_a_failed_letter_reads_it_and_sends_it_elsewhere(
    service, mail, registration, eventually
):
    mail.answer = "550 mailbox unavailable"
    registration.say("application-approved", firm_name="HTX Na Chi Lăng")
    [letter] = eventually(lambda: service.deliveries(state="failed"), "given up")
    log = service.request("GET", LOG, params={"state": "failed", "q": "chi lang"}, headers=HTML)
    assert "Không gửi được" in log.text
    address = f"{LOG}/{letter['id']}"
    assert address in log.text
    page = service.request("GET", address, headers=HTML)
    assert "550 mailbox unavailable" in page.text
    assert "Kinh phí nhà nước hỗ trợ: 40.000.000 đồng" in page.text
    wrong = service.request("POST", f"{address}/retry", data={"recipient": "x y"}, headers=HTML)
    assert wrong.status_code == 422
    assert "không phải là địa chỉ thư điện tử" in wrong.text
    mail.answer = "250 OK"
    sent = service.request(
        "POST", f"{address}/retry", data={"recipient": "moi@vidu.example"}, headers=HTML
    )
    assert sent.status_code == 303
    eventually(lambda: service.deliveries(state="delivered"), "delivered")
    assert mail.recipients == ["moi@vidu.example"]


def test_an_auditor_reads_the_log_but_cannot_send(service, mail, registration, eventually):
    registration.say("application-refused")
    [letter] = eventually(lambda: service.deliveries(state="delivered"), "delivered")
    page = service.request("GET", f"{LOG}/{letter['id']}", role="auditor", headers=HTML)
    assert page.status_code == 200
    assert "/retry" not in page.text


def test_an_empty_log_says_so(service):
    page = service.request("GET", LOG, headers={**HTML, "Accept-Language": "en"})
    assert "No letter matches." in page.text
