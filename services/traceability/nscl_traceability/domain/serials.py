"""Serial numbers (GS1 AI 21) that are derived, not stored.

A serial has 20 characters of Crockford's base 32, which fits the QR code's
alphanumeric mode and has no look-alike letters: one names the key, the other
19 hold 95 bits, a keyed permutation of

    batch number (30 bits) | index in the batch (25 bits) | 40 zero bits

The permutation is a ten-round Feistel network over halves of 47 and 48 bits
(Luby and Rackoff, 1988; the alternating form of NIST SP 800-38G) whose round
function is a block cipher given by the caller.  A serial is authentic when the
40 bits come back as zero, so a guess passes once in 2^40 tries, and no database
is asked.  Reasons and limits: docs/adr/0040-derived-serials.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
BODY_LENGTH = LENGTH - 1
BITS = BODY_LENGTH * 5
BATCH_BITS, INDEX_BITS, ZERO_BITS = 30, 25, 40
LEFT_BITS, RIGHT_BITS = 47, 48
ROUNDS = 10
MAX_BATCH = (1 << BATCH_BITS) - 1
MAX_INDEX = (1 << INDEX_BITS) - 1
KEY_IDS = len(ALPHABET)

GROUP = 5  # letters that stand together where people read them

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
# what people put for another letter, and between groups (Crockford, "Base 32")
_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None})
# round number, half → pseudo-random 64 bits
RoundFunction = Callable[[int, int], int]


@dataclass(frozen=True)
class StampPlace:
    """Which stamp a serial stands for: ``index`` counts from 1 within the batch."""

    batch_number: int
    index: int


def serial_of(place: StampPlace, key_id: int, prf: RoundFunction) -> str:
    """Return the serial of ``place`` under the key ``key_id`` with round function ``prf``.

    Raises:
        ValueError: a number is out of range.
    """
    if not (0 <= place.batch_number <= MAX_BATCH and 0 <= place.index <= MAX_INDEX):
        raise ValueError(f"{place} does not fit into a serial")
    value = ((place.batch_number << INDEX_BITS) | place.index) << ZERO_BITS
    return ALPHABET[key_id] + _to_letters(_encrypt(value, prf))


def place_of(serial: str, prf: RoundFunction) -> StampPlace | None:
    """Return the place of an authentic serial, None for any other text."""
    body = _from_letters(serial[1:]) if is_well_formed(serial) else None
    if body is None:
        return None
    value = _decrypt(body, prf)
    if value & ((1 << ZERO_BITS) - 1):
        return None
    place = value >> ZERO_BITS
    return StampPlace(place >> INDEX_BITS, place & MAX_INDEX)


def is_well_formed(serial: str) -> bool:
    """Tell whether ``serial`` has the length and letters of one."""
    return len(serial) == LENGTH and all(letter in _VALUES for letter in serial)


def typed_serial(text: str) -> str | None:
    """Return the serial somebody typed: any case and grouping, O for 0, I and L for 1.

    None for what cannot be a serial.
    """
    serial = "".join(text.split()).upper().translate(_TYPED)
    return serial if is_well_formed(serial) else None


def grouped(serial: str) -> list[str]:
    """Return the serial in the groups in which labels have it."""
    return [serial[start : start + GROUP] for start in range(0, len(serial), GROUP)]


def key_id_of(serial: str) -> int | None:
    """Return the id of the key a well-formed serial names."""
    return _VALUES[serial[0]] if is_well_formed(serial) else None


def _encrypt(value: int, prf: RoundFunction) -> int:
    left, right = value >> RIGHT_BITS, value & ((1 << RIGHT_BITS) - 1)
    for number in range(ROUNDS):
        if number % 2:
            right ^= prf(number, left) & ((1 << RIGHT_BITS) - 1)
        else:
            left ^= prf(number, right) & ((1 << LEFT_BITS) - 1)
    return (left << RIGHT_BITS) | right


def _decrypt(value: int, prf: RoundFunction) -> int:
    left, right = value >> RIGHT_BITS, value & ((1 << RIGHT_BITS) - 1)
    for number in reversed(range(ROUNDS)):
        if number % 2:
            right ^= prf(number, left) & ((1 << RIGHT_BITS) - 1)
        else:
            left ^= prf(number, right) & ((1 << LEFT_BITS) - 1)
    return (left << RIGHT_BITS) | right


def _to_letters(value: int) -> str:
    shifts = range(BITS - 5, -5, -5)
    return "".join(ALPHABET[(value >> shift) & 31] for shift in shifts)


def _from_letters(letters: str) -> int:
    value = 0
    for letter in letters:
        value = (value << 5) | _VALUES[letter]
    return value
