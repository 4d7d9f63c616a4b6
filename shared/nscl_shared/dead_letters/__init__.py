"""Messages set aside for good: to look at, to try again, to drop; they stay in the broker."""

from nscl_shared.dead_letters.box import DeadLetterBox, InUse
from nscl_shared.dead_letters.letter import DeadLetter, Filter
from nscl_shared.dead_letters.office import CountChanged, DeadLetterOffice, Survey

__all__ = [
    "CountChanged",
    "DeadLetter",
    "DeadLetterBox",
    "DeadLetterOffice",
    "Filter",
    "InUse",
    "Survey",
]
