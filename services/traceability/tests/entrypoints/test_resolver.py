"""The resolver keeps to GS1's conformance criteria, and has none of the faults of its peer."""

from __future__ import annotations

import http.client
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

PUBLIC = "https://nscl.langson.example"
VOC = "https://ref.gs1.org/voc/"
ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("NSCL_CONFORMANCE_DATA") or ROOT.parent / "shared/data/gs1")
MODEL = DATA / "resolver/modelLinkset.json"


@pytest.fixture(scope="module")
def stamp(register):
    """The path of a genuine stamp."""
    return register.stamp(name="Hồi Văn Quan", ocop_stars=5)


@pytest.fixture(scope="module")
def product(stamp):
    """The path of its product."""
    return stamp.partition("/10/")[0]


@pytest.fixture
def program(service):
    with service.anyone() as client:
        yield client


def location(answer: httpx.Response) -> str:
    assert answer.status_code == 307, answer.text
    return answer.headers["location"]


@pytest.mark.parametrize("link_type", ["gs1:defaultLink", "defaultLink", f"{VOC}defaultLink"])
def test_the_default_link_of_a_stamp_is_its_page(program, stamp, link_type):
    answer = program.get(stamp, params={"linkType": link_type})
    assert location(answer).startswith(f"{PUBLIC}/verify{stamp}?")
    assert program.get(urlsplit(location(answer)).path).json()["verdict"] == "genuine"


def test_a_product_and_a_lot_lead_to_their_pages(program, consumer, stamp, product):
    for path in (product, stamp.partition("/21/")[0]):
        assert location(program.get(path)) == f"{PUBLIC}/verify{path}"
        page = consumer.get(f"/verify{path}")
        assert page.status_code == 200
        assert "Hồi Văn Quan" in page.text


def test_a_link_of_a_type_is_of_the_level_that_has_it(program, stamp, product):
    lot = stamp.partition("/21/")[0]
    found = {
        name: location(program.get(f"{stamp}?linkType=gs1:{name}"))
        for name in ("pip", "traceability", "verificationService")
    }
    assert found["pip"] == f"{PUBLIC}/verify{lot}?linkType=gs1:pip"
    assert (
        location(program.get(f"{product}?linkType=gs1:pip"))
        == f"{PUBLIC}/verify{product}?linkType=gs1:pip"
    )
    assert found["traceability"] == f"{PUBLIC}/verify{lot}?linkType=gs1:traceability#journey"
    assert found["verificationService"].startswith(f"{PUBLIC}/verify{stamp}?")


@pytest.mark.parametrize(("accept", "language"), [("en-GB,en;q=0.8", "en"), ("vi", "vi")])
def test_the_link_in_the_language_of_the_caller_is_chosen(program, product, accept, language):
    answer = program.get(f"{product}?linkType=gs1:pip", headers={"Accept-Language": accept})
    assert location(answer) == f"{PUBLIC}/verify{product}?lang={language}&linkType=gs1:pip"


def test_every_member_of_the_query_is_passed_on_with_one_question_mark(program, product):
    query = "linkType=gs1:traceability&utm=a%20b&x=1&x=2&flag"
    lot = f"{product}/10/L2022-01"
    there = location(program.get(f"{lot}?{query}", headers={"Accept-Language": "en"}))
    assert there.count("?") == 1
    assert there == f"{PUBLIC}/verify{lot}?lang=en&{query}#journey"


def test_a_type_there_is_no_link_of_is_not_found(program, stamp):
    for name in ("gs1:recipeInfo", "gs1:recallStatus", "nonsense"):
        answer = program.get(stamp, params={"linkType": name})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "link-type-unknown"


def asked_for_links(program, path):
    yield program.get(path, params={"linkType": "linkset"})
    yield program.get(path, params={"linkType": "all"})
    yield program.get(path, headers={"Accept": "application/linkset+json"})


def test_the_link_set_holds_the_links_of_every_level(program, stamp, product):
    answers = list(asked_for_links(program, stamp))
    first = answers[0].json()
    assert [answer.json() for answer in answers] == [first] * 3
    assert {a.headers["content-type"] for a in answers} == {"application/linkset+json"}
    lot = stamp.partition("/21/")[0]
    anchors = [context["anchor"] for context in first["linkset"]]
    assert anchors == [PUBLIC + path for path in (stamp, lot, product)]
    assert 'rel="http://www.w3.org/ns/json-ld#context"' in answers[0].headers["link"]


def test_every_link_has_target_type_and_title_and_defaults_are_described(program, stamp):
    for context in program.get(f"{stamp}?linkType=linkset").json()["linkset"]:
        kinds = {k: v for k, v in context.items() if k.startswith(VOC)}
        assert all(link["href"] and link["title"] for links in kinds.values() for link in links)
        (default,) = kinds.pop(f"{VOC}defaultLink")
        assert default.keys() == {"href", "title"}
        several = kinds.pop(f"{VOC}defaultLinkMulti")
        described = [link["href"] for links in kinds.values() for link in links]
        assert default["href"] in described
        assert {link["href"] for link in several} <= set(described)
        assert [link["hreflang"] for link in several] == [["vi"], ["en"]]


@pytest.mark.skipif(not MODEL.exists(), reason=f"GS1's model link set is not in {DATA}")
def test_the_link_set_has_the_form_of_gs1s_model(program, product):
    def shape(context):
        links = {k: v for k, v in context.items() if k.startswith("http")}
        names = {name for group in links.values() for link in group for name in link}
        return {k for k in context if not k.startswith("http")}, names

    model = json.loads(MODEL.read_text())["linkset"]
    ours = program.get(f"{product}?linkType=linkset").json()["linkset"]
    members, names = shape(model[0])
    assert {frozenset(shape(c)[0]) for c in ours} == {frozenset(members)}
    assert all(shape(c)[1] <= names for c in ours)


def test_the_way_to_the_link_set_is_told_everywhere(program, consumer, stamp, product):
    answers = [program.get(stamp), consumer.get(stamp), program.get(product)]
    for answer, path in zip(answers, (stamp, stamp, product), strict=True):
        assert f'<{PUBLIC}{path}?linkType=linkset>; rel="linkset"' in answer.headers["link"]
        assert f'<{PUBLIC}{path}>; rel="canonical"' in answer.headers["link"]


def test_the_description_file_names_what_is_supported(program):
    answer = program.get("/.well-known/gs1resolver")
    told = answer.json()
    assert told["resolverRoot"] == PUBLIC
    assert told["supportedPrimaryKeys"] == ["01"]
    assert told["supportedLinkType"] == [{"namespace": VOC, "prefix": "gs1:"}]
    assert "Lạng Sơn" in told["name"]
    for active in told["activeLinkTypes"].values():
        assert len(active) == len(set(active))


def test_a_request_without_any_accept_header_is_answered(service, stamp, product):
    for path, status in ((stamp, 200), (product, 307), ("/01/x", 400)):
        connection = http.client.HTTPConnection("127.0.0.1", service.scan_port, timeout=30)
        connection.putrequest("GET", path, skip_accept_encoding=True)
        connection.endheaders()
        assert connection.getresponse().status == status
        connection.close()


@pytest.mark.parametrize("more", ["/22/A", "/10/NONE", "/10/L2022-01/21/ANYTHING", "/21/ANYTHING"])
@pytest.mark.parametrize("query", ["", "?linkType=gs1:pip", "?linkType=linkset"])
def test_a_known_product_with_an_unregistered_qualifier_is_not_found(program, product, more, query):
    assert program.get(product + more + query).status_code == 404


def test_every_qualifier_has_to_fit_not_any(program, register, stamp, product):
    serial = stamp.rpartition("/")[2]
    other = register.stamp()
    assert program.get(f"{product}/10/OTHER/21/{serial}").status_code == 404
    assert program.get(f"{product}/21/{serial}").status_code == 200
    assert program.get(f"{other.partition('/10/')[0]}/21/{serial}").status_code == 404


@pytest.mark.parametrize("path", ["/", "/01", "/01/", "/api", "/verify/_static/", "/index"])
def test_nothing_lists_what_is_registered(service, path):
    answer = httpx.get(f"http://127.0.0.1:{service.scan_port}{path}", trust_env=False)
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    "path",
    ["/00/106141412345678908", "/8003/09521234567890", "/8004/95201234567", "/414/9521321000010"],
)
def test_other_keys_are_read_and_not_found(program, path):
    answer = program.get(path)
    assert answer.status_code in (400, 404)
    assert answer.json()["code"] in ("nothing-known", "digital-link-malformed")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/01/08936000000012", "its check digit does not match"),
        ("/01/08936000000011/21/1/10/2", "may not be followed by"),
        ("/01/08936000000011?17=209999", "there is no such day"),
        ("/01/08936000000011/10/" + "L" * 21, "(10)"),
        ("/01/08936000000011/10/%ZZ", "The address is damaged"),
        ("/01/%3Cscript%3E", "(01)"),
    ],
)
def test_a_malformed_link_is_a_bad_request_that_says_why(program, consumer, path, code):
    answer = program.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert code in answer.json()["detail"]
    page = consumer.get(path)
    assert page.status_code == 400
    assert "<script>" not in page.text
    assert "/verify/report" in page.text


@pytest.mark.parametrize("changed", [lambda p: p + "/", lambda p: p.replace("/01/0", "/01/")])
def test_trailing_slashes_and_short_gtins_are_tolerated(program, stamp, changed):
    assert program.get(changed(stamp)).json()["verdict"] == "genuine"
    assert location(program.get(changed(stamp) + "?linkType=defaultLink")).startswith(
        f"{PUBLIC}/verify{stamp}"
    )


def test_attributes_are_judged_and_passed_on(program, stamp):
    there = location(program.get(f"{stamp}?17=271231&linkType=gs1:pip"))
    assert "?17=271231&linkType=gs1:pip" in there
    assert program.get(f"{stamp}?17=271332&linkType=gs1:pip").status_code == 400


def test_head_options_and_cors(program, stamp, product):
    assert program.head(stamp).status_code == 200
    assert program.head(stamp).content == b""
    assert program.head(product).status_code == 307
    options = program.options(stamp)
    assert options.status_code == 204
    assert "GET" in options.headers["access-control-allow-methods"]
    assert program.get(stamp).headers["access-control-allow-origin"] == "*"
    refused = program.post(stamp)
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]


def test_the_fields_that_vietnamese_rules_want_are_told(program, stamp):
    gtin, _, serial = stamp.split("/")[2::2]
    trace = program.get(stamp).json()["trace"]
    assert trace["product_name"] == "Hồi Văn Quan"
    assert trace["producer_name"] == "HTX Na Chi Lăng"
    assert trace["trace_code"] == f"(01){gtin}(10)L2022-01(21){serial}"
    assert trace["element_string"] == f"^01{gtin}10L2022-01^21{serial}"
    assert trace["trace_link"] == PUBLIC + stamp
    assert trace["produced_on"] == "2022-08-01"


def test_the_server_tells_its_health_and_counts(service, program, stamp):
    program.get(stamp)
    base = f"http://127.0.0.1:{service.scan_port}"
    for path in ("/health/live", "/health/ready"):
        assert httpx.get(base + path, trust_env=False).status_code == 200
    metrics = httpx.get(f"{base}/metrics", trust_env=False).text
    assert 'nscl_http_requests_total{method="GET",route="stamp"' in metrics
    assert 'nscl_traceability_scans_total{kept="recorded",verdict="genuine"}' in metrics
    assert "nscl_traceability_changes_heard 1.0" in metrics


def test_a_compressed_link_leads_where_the_long_one_does(program, product, stamp):
    gtin = int(product.rpartition("/")[2])
    bits = f"{1:08b}{gtin:047b}"
    short = packed(bits + "0" * (-len(bits) % 6))
    answer = program.get(f"/{short}")
    assert location(answer) == f"{PUBLIC}/verify{product}"
    assert f'<{PUBLIC}{product}>; rel="owl:sameAs"' in answer.headers["link"]
    links = program.get(f"/{short}?linkType=linkset").json()["linkset"]
    assert links[0]["anchor"] == PUBLIC + product
    assert "sameAs" not in program.get(product).headers["link"]
    assert program.get("/" + "A" * 20).status_code == 400


def packed(bits):
    words = (bits[n : n + 6] for n in range(0, len(bits), 6))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return "".join(letters[int(word, 2)] for word in words)
