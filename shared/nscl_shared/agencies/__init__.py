"""Other agencies as subscribers: an account, a queue and nothing else on the broker."""

from nscl_shared.agencies.account import account
from nscl_shared.agencies.backfill import Backfill
from nscl_shared.agencies.credentials import Credentials
from nscl_shared.agencies.grants import Grant, granted
from nscl_shared.agencies.journal import Journal
from nscl_shared.agencies.limits import Limits
from nscl_shared.agencies.management import Management
from nscl_shared.agencies.model import Agency
from nscl_shared.agencies.office import AgencyOffice

__all__ = [
    "Agency",
    "AgencyOffice",
    "Backfill",
    "Credentials",
    "Grant",
    "Journal",
    "Limits",
    "Management",
    "account",
    "granted",
]
