"""The kit's own words exist in Vietnamese, whole, with the same figures in them."""

from __future__ import annotations

import inspect
import string
from importlib.resources import files
from io import BytesIO

import marshmallow
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from marshmallow import fields, validate

from nscl_shared import web
from nscl_shared.i18n import N_, missing_translations, msgids, ngettext, translate, use_language
from nscl_shared.web.problems import SHARED_PROBLEMS, TITLES
from nscl_shared.web.validation import MESSAGES, PATTERNS, field_problems

UNUSED = {
    # nothing here uses these kinds of fields or validators
    fields.IP,
    fields.IPv4,
    fields.IPv6,
    fields.IPInterface,
    fields.IPv4Interface,
    fields.IPv6Interface,
}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    source = files("nscl_shared").joinpath("locales/vi.po").read_bytes()
    return read_po(BytesIO(source), locale="vi")


def figures(text: str) -> set[str]:
    return {name for _text, name, _spec, _kind in string.Formatter().parse(text) if name}


def test_no_word_of_the_kit_lacks_its_translation() -> None:
    assert missing_translations("nscl_shared") == []


def test_no_word_of_the_probe_lacks_its_translation() -> None:
    assert missing_translations("web_probe") == []


def test_no_translation_is_doubtful_or_left_over(catalogue: Catalog) -> None:
    used = msgids("nscl_shared")
    assert [m.id for m in catalogue if m.id and m.fuzzy] == []
    left = [m.id for m in catalogue if m.id and (m.id[0] if m.pluralizable else m.id) not in used]
    assert left == []


def test_a_translation_has_the_figures_of_its_original(catalogue: Catalog) -> None:
    texts = [(m.id, m.string) for m in catalogue if m.id and isinstance(m.id, str)]
    assert [said for said, other in texts if figures(said) != figures(other)] == []


def test_every_status_and_problem_has_words_in_both_languages() -> None:
    problems = SHARED_PROBLEMS.values()
    words = [*TITLES.values(), *(p.msg for p in problems), *(p.remedy for p in problems)]
    with use_language("vi"):
        assert [word for word in words if word and translate(word) == word] == []
    with use_language("en"):
        assert [word for word in words if translate(word) != word] == []


def messages_of_fields() -> set[str]:
    """What marshmallow says of input; ``format`` is about output."""
    kinds = [kind for _name, kind in inspect.getmembers(fields, inspect.isclass)]
    used = [k for k in kinds if issubclass(k, fields.Field) and k not in UNUSED]
    said = [marshmallow.Schema._default_error_messages]
    said += [kind.default_error_messages for kind in used]
    return {str(text) for texts in said for key, text in texts.items() if key != "format"}


def messages_of_validators() -> set[str]:
    """What marshmallow's validators say, apart from ranges, which put it together."""
    kinds = [kind for _name, kind in inspect.getmembers(validate, inspect.isclass)]
    return {
        text
        for kind in kinds
        if kind is not validate.Range
        for name, text in vars(kind).items()
        if name.startswith(("message", "default_message")) and isinstance(text, str)
    }


@pytest.mark.parametrize("text", sorted(messages_of_fields() | messages_of_validators()))
def test_every_message_of_marshmallow_has_our_words(text: str) -> None:
    sample = text.replace("{", "").replace("}", "")
    known = text in MESSAGES or any(pattern.fullmatch(sample) for pattern, _problem in PATTERNS)
    assert known, f"web/validation.py has no words for {text!r}"


RANGES = {
    "from 1 to 9": validate.Range(min=1, max=9),
    "1 or more, but less than 9": validate.Range(min=1, max=9, max_inclusive=False),
    "more than 1, at most 9": validate.Range(min=1, max=9, min_inclusive=False),
    "more than 1 and less than 9": validate.Range(1, 9, min_inclusive=False, max_inclusive=False),
    "1 or more": validate.Range(min=1),
    "9 or less": validate.Range(max=9),
    "more than 1": validate.Range(min=1, min_inclusive=False),
    "less than 9": validate.Range(max=9, max_inclusive=False),
    "at least 1": validate.Length(min=1),
    "at most 9": validate.Length(max=9),
    "between 1 and 9": validate.Length(min=1, max=9),
    "exactly 3": validate.Length(equal=3),
}


@pytest.mark.parametrize(("remedy", "validator"), RANGES.items(), ids=RANGES)
def test_the_remedy_of_a_bound_is_exact(remedy: str, validator: validate.Validator) -> None:
    wrong = "" if isinstance(validator, validate.Length) else 0
    wrong = wrong if not accepted(validator, wrong) else ("x" * 10 if wrong == "" else 10)
    with pytest.raises(marshmallow.ValidationError) as refused:
        validator(wrong)
    for language in ("en", "vi"):
        with use_language(language):
            (told,) = field_problems(refused.value)
        assert ("Give" in told.remedy) == (language == "en")
        assert language == "vi" or remedy in told.remedy
        assert "equal" not in told.remedy


def accepted(validator: validate.Validator, value: object) -> bool:
    try:
        validator(value)
    except marshmallow.ValidationError:
        return False
    return True


def test_the_number_chooses_the_form() -> None:
    with use_language("en"):
        assert ngettext("{n} row", "{n} rows", 1, n=1) == "1 row"
        assert ngettext("{n} row", "{n} rows", 1234, n=1234) == "1234 rows"


def test_what_is_only_marked_stays_as_it_is() -> None:
    assert N_("Approved") == "Approved"
    assert web.__all__ == sorted(web.__all__, key=lambda name: (name[0].islower(), name))
