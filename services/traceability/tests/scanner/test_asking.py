"""What a caller accepts: kinds and languages by quality; nothing said is nothing demanded."""

import pytest

from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.links import relation_of, with_query

BROWSER = b"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def ask(query="", **headers):
    given = {name.replace("_", "-").encode(): value for name, value in headers.items()}
    return Ask("GET", "/01/x", query, given, "192.0.2.1")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "json"),
        (b"", "json"),
        (b"*/*", "json"),
        (BROWSER, "html"),
        (b"application/json", "json"),
        (b"application/linkset+json", "linkset"),
        (b"text/html;q=0.4, application/linkset+json;q=0.9", "linkset"),
        (b"application/json;q=0.1, text/html;q=0.2", "html"),
        (b"image/png", "json"),
        (b"text/html;q=x, */*;q=0.1", "json"),
        (b";;,,;q=", "json"),
    ],
)
def test_the_kind_wanted_most_is_answered(accept, kind):
    assert ask(**({} if accept is None else {"accept": accept})).kind == kind


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("", None, "vi"),
        ("", b"en-GB,en;q=0.9", "en"),
        ("", b"fr, en;q=0.3, vi;q=0.6", "vi"),
        ("", b"fr", "vi"),
        ("", b"en;q=0, vi;q=0.1", "vi"),
        ("lang=en", b"vi", "en"),
        ("lang=xx", b"en", "en"),
        ("notlang=en", None, "vi"),
    ],
)
def test_the_language_is_asked_for_or_preferred_or_vietnamese(query, accept, language):
    headers = {} if accept is None else {"accept_language": accept}
    assert ask(query, **headers).language == language


def test_the_address_is_what_the_front_door_saw_last():
    assert ask().address == "192.0.2.1"
    assert ask(x_forwarded_for=b"203.0.113.9, 198.51.100.7").address == "198.51.100.7"


@pytest.mark.parametrize("name", ["gs1:pip", "pip", "https://ref.gs1.org/voc/pip"])
def test_a_relation_has_several_names(name):
    assert relation_of(name) == "pip"


@pytest.mark.parametrize(
    ("location", "query", "result"),
    [
        ("https://a/b", "", "https://a/b"),
        ("https://a/b", "x=1", "https://a/b?x=1"),
        ("https://a/b?lang=vi", "x=1&y=%20", "https://a/b?lang=vi&x=1&y=%20"),
        ("https://a/b?lang=vi#c", "lang=en&x=1", "https://a/b?lang=vi&x=1#c"),
        ("https://a/b#c", "flag", "https://a/b?flag#c"),
        ("https://a/b?lang=vi", "lang=en", "https://a/b?lang=vi"),
    ],
)
def test_the_query_is_passed_on_behind_one_question_mark(location, query, result):
    assert with_query(location, query) == result
