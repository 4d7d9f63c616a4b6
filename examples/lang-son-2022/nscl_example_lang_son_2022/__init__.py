"""The programme year 2022 of Lạng Sơn: generate it, check it, play it, compare the report."""

from nscl_example_lang_son_2022.dataset import SEED, generate
from nscl_example_lang_son_2022.model import Dataset
from nscl_example_lang_son_2022.mutations import with_one_more_firm, with_revoked_certificate
from nscl_example_lang_son_2022.published import Line, differences, lines, load_published
from nscl_example_lang_son_2022.verify import verify

__all__ = [
    "SEED",
    "Dataset",
    "Line",
    "differences",
    "generate",
    "lines",
    "load_published",
    "verify",
    "with_one_more_firm",
    "with_revoked_certificate",
]
