"""Pages for officers and firms, Vietnamese first, usable without JavaScript."""

import re
import xml.etree.ElementTree as ET

import httpx
import pytest

from nscl_contracts.registration import FirmRegistered
from nscl_shared.kernel import new_id
from nscl_shared.testing.producer import announce, example_event
from nscl_shared.web.session import COOKIE as SESSION_COOKIE

WEB = "/traceability"
HTML = {"Accept": "text/html"}
PRODUCT = {"name": "Hồng Bảo Lâm", "firm.name": "HTX Hồng", "firm.org_type": "HTX"}
LOT = {"lot_number": "L1", "produced_on": "01/08/2022", "quantity": "1.200", "unit": "hộp"}


@pytest.fixture
def browser(service):
    with service.client("officer", **HTML) as client:
        yield client


def shown(response, status=200):
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/html")
    return response.text


@pytest.fixture
def here(register):
    """The page of a new product."""
    return f"{WEB}/products/{register.product()['id']}"


@pytest.fixture
def batch(register):
    lot_id = register.lot(register.product(name="Na <in>")["id"])
    return register.stamps(lot_id, 30)


def test_every_page_opens_in_both_languages(browser, here, batch):
    for path in (
        f"{WEB}/products",
        f"{WEB}/products/new",
        here,
        f"{WEB}/stamp-batches",
        f"{WEB}/stamp-batches?state=issued",
        f"{WEB}/stamp-batches/{batch['id']}",
        f"{WEB}/stamp-batches/{batch['id']}/print",
    ):
        vietnamese = shown(browser.get(path))
        english = shown(browser.get(path, headers={"Accept-Language": "en"}))
        assert 'lang="vi"' in vietnamese
        assert 'lang="en"' in english


def test_a_product_goes_from_form_to_stamps(browser):
    answer = browser.post(f"{WEB}/products", data=PRODUCT)
    assert answer.status_code == 303
    here = answer.headers["location"]
    assert "Hồng Bảo Lâm" in shown(browser.get(here))
    assert browser.post(f"{here}/lots", data=LOT).headers["location"] == here
    page = shown(browser.get(here))
    assert "01/08/2022" in page
    assert "1.200 hộp" in page
    [action] = re.findall(rf'action="({here}/lots/[^"]+/stamps)"', page)
    [quantity] = re.findall(r'type="hidden" name="quantity" value="(\d+)"', page)
    assert browser.post(action, data={"quantity": quantity}).headers["location"] == here
    done = shown(browser.get(here))
    assert action not in done
    assert "/print" in done
    assert "stamps.csv" in done


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_mend(browser):
    data = {**PRODUCT, "gtin": "8936000000012", "ocop_stars": "4"}
    page = shown(browser.post(f"{WEB}/products", data=data), 422)
    assert "8936000000012" in page
    assert "chữ số cuối phải là 1" in page
    assert 'value="Hồng Bảo Lâm"' in page
    assert re.search(r'<option value="HTX"[^>]*selected', page)


def test_a_refused_lot_changes_nothing_on_the_buttons_of_other_lots(browser, here):
    browser.post(f"{here}/lots", data=LOT)
    page = shown(browser.post(f"{here}/lots", data={**LOT, "quantity": "7"}), 409)
    assert re.findall(r'type="hidden" name="quantity" value="(\d+)"', page) == ["1200"]
    assert "L1" in page


def test_too_many_stamps_are_explained_on_the_page(browser, register):
    product_id = register.product()["id"]
    lot_id = register.lot(product_id, quantity=100)
    url = f"{WEB}/products/{product_id}/lots/{lot_id}/stamps"
    page = shown(browser.post(url, data={"quantity": "101"}), 422)
    assert "vượt quá hạn mức" in page


def test_a_sheet_has_the_stamps_as_qr_codes_and_leads_to_the_next(browser, batch):
    page = shown(browser.get(f"{WEB}/stamp-batches/{batch['id']}/print"))
    codes = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(codes) == 24
    assert len({ET.tostring(ET.fromstring(code)) for code in codes}) == 24  # ours
    assert f'href="{batch["first_url"]}"' in page
    assert "Na &lt;in&gt;" in page
    rest = shown(browser.get(f"{WEB}/stamp-batches/{batch['id']}/print?start=25"))
    assert rest.count("<svg") == 6
    assert 'href="?start=25"' in page
    assert 'href="?start=' not in rest


def test_a_sheet_beyond_the_batch_is_empty_and_before_it_refused(browser, batch):
    url = f"{WEB}/stamp-batches/{batch['id']}/print"
    assert shown(browser.get(f"{url}?start=31")).count("<svg") == 0
    assert browser.get(f"{url}?start=0").status_code == 422


def test_the_list_finds_without_accents(browser, register):
    name = f"Thạch đen {new_id()}"
    register.product(name=name)
    found = browser.get(f"{WEB}/products", params={"q": name.replace("ạ", "a").upper()})
    assert name in shown(found)
    assert name not in shown(browser.get(f"{WEB}/products", params={"q": "khong co"}))


def test_what_people_type_is_escaped(browser, register):
    made = register.product(name="<script>alert(1)</script>", description="<img src=x>")
    assert "<script>alert" not in shown(browser.get(f"{WEB}/products/{made['id']}"))


def test_an_auditor_is_offered_neither_stamps_nor_print_files(service, register):
    product_id = register.product()["id"]
    lot_id = register.lot(product_id)
    register.stamps(lot_id, 10)
    with service.client("auditor", **HTML) as client:
        page = shown(client.get(f"{WEB}/products/{product_id}"))
    assert "L2022-01" in page
    assert not re.search(r"stamps\.csv|/print|/stamps", page)


def test_a_firm_registers_a_product_of_its_unit_by_the_form(service, eventually):
    firm_id, account = new_id(), new_id()
    given = {"firm_id": firm_id, "owner_account_id": account, "name": "HTX Ba Sơn"}
    announce(service.amqp_uri, example_event(FirmRegistered, org_type="HTX", **given))
    with service.client("firm", account, **HTML) as client:
        form = eventually(
            lambda: found if firm_id in (found := client.get(f"{WEB}/products/new").text) else "",
            "the form knows the unit",
        )
        assert 'value="HTX Ba Sơn"' in form
        [hidden] = re.findall(r'name="firm.firm_id" value="([^"]+)"', form)
        answer = client.post(f"{WEB}/products", data={**PRODUCT, "firm.firm_id": hidden})
        assert "Hồng Bảo Lâm" in shown(client.get(answer.headers["location"]))
        assert client.post(f"{WEB}/products", data=PRODUCT).status_code == 403


def test_who_is_not_logged_in_sees_no_page(service):
    for path in ("products", "products/new", "products/x", "stamp-batches/x/print"):
        answer = httpx.get(f"{service.url}{WEB}/{path}", headers=HTML)
        assert answer.status_code in {303, 401}
        assert "<table" not in answer.text


@pytest.mark.parametrize("path", ["products", "products/x/lots", "products/x/lots/y/stamps"])
def test_no_form_counts_without_the_token_of_its_page(service, path):
    with service.client("officer", **HTML) as client:
        client.headers["Cookie"] = f"{SESSION_COOKIE}={bearer(client)}"
        answer = client.post(f"{WEB}/{path}", data=PRODUCT)
        wrong = client.post(f"{WEB}/{path}", data={**PRODUCT, "csrf_token": "x"})
    assert (answer.status_code, wrong.status_code) == (403, 403)


def test_a_form_counts_with_the_token_of_its_page_and_only_once(service):
    with service.client("officer", **HTML) as client:
        client.headers["Cookie"] = f"{SESSION_COOKIE}={bearer(client)}"
        form = shown(client.get(f"{WEB}/products/new"))
        control = dict(re.findall(r'name="(csrf_token|_key)" value="([^"]+)"', form))
        sent = [client.post(f"{WEB}/products", data={**PRODUCT, **control}) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0].headers["location"] == sent[1].headers["location"]


def bearer(client):
    """Take the token out of the header, as a browser has it in its cookie."""
    return client.headers.pop("Authorization").removeprefix("Bearer ")
