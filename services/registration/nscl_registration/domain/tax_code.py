"""Tax codes (mã số thuế) by organisation type.

Ten digits with a check digit, thirteen for a branch.  Since 2025-07-01 a
household business may use its owner's 12-digit personal number instead; that
number is personal data (Law 91/2025/QH15) and has no check digit.
"""

from __future__ import annotations

from dataclasses import dataclass

from stdnum.exceptions import (
    InvalidChecksum,
    InvalidLength,
    ValidationError,
)
from stdnum.vn import mst

from nscl_registration.domain.codes import OrgType
from nscl_shared.kernel import InvalidInput

PERSONAL_NUMBER_DIGITS = 12
VISIBLE_DIGITS = 3


@dataclass(frozen=True)
class TaxCode:
    """A valid tax code without separators; ``personal`` marks a personal number."""

    number: str
    personal: bool = False

    @property
    def written(self) -> str:
        """Return the code as written on paper: branches with a dash."""
        return self.number if self.personal else str(mst.format(self.number))

    @property
    def shown(self) -> str:
        """Return the code for lists and messages: personal numbers masked."""
        if self.personal:
            return "•" * (len(self.number) - VISIBLE_DIGITS) + self.number[-VISIBLE_DIGITS:]
        return self.written

    @property
    def publishable(self) -> str | None:
        """Return the code, or ``None`` for a personal number."""
        return None if self.personal else self.number


def parse_tax_code(text: str, org_type: OrgType) -> TaxCode:
    """Return the tax code in ``text``.

    Raises:
        InvalidInput: ``tax-code-length``, ``tax-code-checksum`` or
            ``tax-code-malformed``.
    """
    number = mst.compact(text)
    if org_type is OrgType.HOUSEHOLD and len(number) == PERSONAL_NUMBER_DIGITS:
        if not (number.isascii() and number.isdigit()):
            raise _refuse("tax-code-malformed", number)
        return TaxCode(number, personal=True)
    try:
        return TaxCode(mst.validate(number))
    except InvalidLength:
        household = org_type is OrgType.HOUSEHOLD
        raise _refuse(
            "tax-code-length-household" if household else "tax-code-length", number
        ) from None
    except InvalidChecksum:
        raise _refuse("tax-code-checksum", number) from None
    except ValidationError:
        raise _refuse("tax-code-malformed", number) from None


def _refuse(code: str, number: str) -> InvalidInput:
    return InvalidInput(code, field="tax_code", tax_code=number)
