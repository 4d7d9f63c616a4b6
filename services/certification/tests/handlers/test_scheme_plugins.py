"""A third party adds a scheme by installing a package."""

import sys

import pytest

from nscl_certification.handlers.schemes import installed_schemes
from nscl_shared.plugins import PluginError

MODULE = """
from nscl_certification.domain.scheme import Scheme

RAINFOREST = Scheme(
    code="rainforest", title={"vi": "Rừng mưa", "en": "Rainforest"}, default_months=36,
    max_months=36, surveillance_months=12, covers_products=True, source="example",
    confirmed=True,
)
WORDS = "not a scheme"
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Return an installer of a package with one scheme."""

    def put(name, attribute):
        (tmp_path / "rainforest_scheme.py").write_text(MODULE)
        info = tmp_path / "rainforest-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rainforest\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(
            f"[nscl.schemes]\n{name} = rainforest_scheme:{attribute}\n"
        )
        monkeypatch.syspath_prepend(str(tmp_path))
        sys.modules.pop("rainforest_scheme", None)
        installed_schemes.cache_clear()

    yield put
    installed_schemes.cache_clear()


def test_an_installed_scheme_stands_beside_the_built_in_ones(install):
    install("rainforest", "RAINFOREST")
    assert {"rainforest", "hop-quy"} <= set(installed_schemes())


def test_two_schemes_of_one_name_are_refused_and_both_named(install):
    install("hop-quy", "RAINFOREST")
    with pytest.raises(PluginError, match=r"rainforest_scheme:RAINFOREST|builtin_schemes"):
        installed_schemes()


@pytest.mark.parametrize("attribute", ["WORDS", "RAINFOREST"])
def test_what_is_no_scheme_of_its_name_is_refused(install, attribute):
    install("other-name", attribute)
    with pytest.raises(PluginError, match="must be a Scheme with the code 'other-name'"):
        installed_schemes()
