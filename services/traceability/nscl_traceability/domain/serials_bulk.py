"""The serials of ``domain/serials.py`` by the hundred thousand, byte for byte the same.

Every step of the Feistel network is taken for all stamps of a run at once, with
the halves in arrays of 64-bit numbers; the round function enciphers a whole
array in one call.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nscl_traceability.domain.serials import (
    ALPHABET,
    BODY_LENGTH,
    INDEX_BITS,
    LEFT_BITS,
    LENGTH,
    MAX_BATCH,
    MAX_INDEX,
    RIGHT_BITS,
    ROUNDS,
    ZERO_BITS,
)

Numbers = NDArray[np.uint64]
Letters = NDArray[np.uint8]
# round number, halves → pseudo-random 64 bits for each
BulkRoundFunction = Callable[[int, Numbers], Numbers]

_LEFT_MASK = np.uint64((1 << LEFT_BITS) - 1)
_RIGHT_MASK = np.uint64((1 << RIGHT_BITS) - 1)
# The halves do not end where a letter does: nine letters lie in the left one,
# nine in the right one, and one has bits of both.
_WHOLE = BODY_LENGTH // 2
_LEFT_REST = LEFT_BITS - 5 * _WHOLE
_RIGHT_REST = RIGHT_BITS - 5 * _WHOLE
_SHARED = RIGHT_BITS - ZERO_BITS
_CODES = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
_NO_LETTER = 255
_VALUES = np.full(256, _NO_LETTER, dtype=np.uint8)
_VALUES[_CODES] = np.arange(len(ALPHABET), dtype=np.uint8)


def serials_of(
    batch_number: int, first: int, last: int, key_id: int, prf: BulkRoundFunction
) -> Letters:
    """Return the serials of the stamps ``first`` to ``last``, a row of ASCII codes each.

    Raises:
        ValueError: a number is out of range.
    """
    if not (0 <= batch_number <= MAX_BATCH and 0 <= first <= last <= MAX_INDEX):
        raise ValueError(f"{first}–{last} of batch {batch_number} do not fit into serials")
    index = np.arange(first, last + 1, dtype=np.uint64)
    place = np.uint64(batch_number << INDEX_BITS) | index
    left = place >> np.uint64(_SHARED)
    right = (place & np.uint64((1 << _SHARED) - 1)) << np.uint64(ZERO_BITS)
    serials = np.empty((len(index), LENGTH), dtype=np.uint8)
    serials[:, 0] = _CODES[key_id]
    serials[:, 1:] = _to_letters(*_rounds(left, right, prf, range(ROUNDS)))
    return serials


def authentic(serials: Letters, key_id: int, prf: BulkRoundFunction) -> NDArray[np.bool_]:
    """Tell of each row whether it is an authentic serial of the key."""
    values = _VALUES[serials]
    named = (values[:, 0] == key_id) & (values != _NO_LETTER).all(axis=1)
    left, right = _from_letters(values[:, 1:])
    _, right = _rounds(left, right, prf, range(ROUNDS)[::-1])
    found: NDArray[np.bool_] = named & (right & np.uint64((1 << ZERO_BITS) - 1) == 0)
    return found


def _rounds(
    left: Numbers, right: Numbers, prf: BulkRoundFunction, numbers: range
) -> tuple[Numbers, Numbers]:
    for number in numbers:
        if number % 2:
            right = right ^ (prf(number, left) & _RIGHT_MASK)
        else:
            left = left ^ (prf(number, right) & _LEFT_MASK)
    return left, right


def _to_letters(left: Numbers, right: Numbers) -> Letters:
    values = np.empty((len(left), BODY_LENGTH), dtype=np.uint8)
    for letter in range(_WHOLE):
        shift = 5 * (_WHOLE - 1 - letter)
        values[:, letter] = (left >> np.uint64(shift + _LEFT_REST)) & np.uint64(31)
        values[:, _WHOLE + 1 + letter] = (right >> np.uint64(shift)) & np.uint64(31)
    low = (left & np.uint64((1 << _LEFT_REST) - 1)) << np.uint64(_RIGHT_REST)
    values[:, _WHOLE] = low | (right >> np.uint64(5 * _WHOLE))
    codes: Letters = _CODES[values]
    return codes


def _from_letters(values: Letters) -> tuple[Numbers, Numbers]:
    wide = values.astype(np.uint64) & np.uint64(31)
    middle = wide[:, _WHOLE]
    left, right = middle >> np.uint64(_RIGHT_REST), middle & np.uint64((1 << _RIGHT_REST) - 1)
    right = right << np.uint64(5 * _WHOLE)
    for letter in range(_WHOLE):
        shift = 5 * (_WHOLE - 1 - letter)
        left = left | (wide[:, letter] << np.uint64(shift + _LEFT_REST))
        right = right | (wide[:, _WHOLE + 1 + letter] << np.uint64(shift))
    return left, right
