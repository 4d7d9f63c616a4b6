"""Serials made by the hundred thousand are those made one by one; nothing shows in them.

``NSCL_RANDOM_SERIALS`` says how many random serials are tried.
"""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl_traceability.domain.serials import (
    ALPHABET,
    KEY_IDS,
    LENGTH,
    MAX_BATCH,
    MAX_INDEX,
    StampPlace,
    serial_of,
)
from nscl_traceability.domain.serials_bulk import authentic, serials_of
from nscl_traceability.storage.keyring import bulk_round_function, round_function

KEY = bytes(range(32))
CODES = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
RANDOM = int(os.environ.get("NSCL_RANDOM_SERIALS", "200000"))
RUN = 200_000
BATCH = 50_000


@pytest.fixture(scope="module")
def prf():
    return bulk_round_function(KEY)


def texts(serials):
    return [bytes(row).decode() for row in serials]


def values(serials):
    """The letters after the key's as numbers."""
    return np.searchsorted(CODES, serials[:, 1:])


@pytest.fixture(scope="module")
def batch(prf):
    """The values of the letters of a whole batch, in the order of the indexes."""
    return values(serials_of(7, 1, BATCH, 3, prf))


@settings(deadline=None)
@given(
    batch_number=st.integers(0, MAX_BATCH),
    first=st.integers(0, MAX_INDEX - 20),
    more=st.integers(0, 20),
    key_id=st.integers(0, KEY_IDS - 1),
    key=st.binary(min_size=32, max_size=32),
)
def test_they_are_the_same_byte_for_byte(batch_number, first, more, key_id, key):
    single, bulk = round_function(key), bulk_round_function(key)
    expected = [
        serial_of(StampPlace(batch_number, index), key_id, single)
        for index in range(first, first + more + 1)
    ]
    made = serials_of(batch_number, first, first + more, key_id, bulk)
    assert texts(made) == expected
    assert authentic(made, key_id, bulk).all()


@pytest.mark.parametrize(
    ("batch_number", "first", "last"),
    [(-1, 1, 1), (MAX_BATCH + 1, 1, 1), (1, 2, 1), (1, -1, 1), (1, 1, MAX_INDEX + 1)],
)
def test_what_does_not_fit_is_refused(prf, batch_number, first, last):
    with pytest.raises(ValueError, match="do not fit"):
        serials_of(batch_number, first, last, 0, prf)


def test_of_random_serials_none_verifies(prf):
    rng, tried = np.random.default_rng(20221125), 0
    while tried < RANDOM:
        run = min(RUN, RANDOM - tried)
        guessed = CODES[rng.integers(0, 32, size=(run, LENGTH))]
        guessed[:, 0] = CODES[3]
        assert not authentic(guessed, 3, prf).any()
        tried += run


def test_of_serials_one_letter_off_none_verifies(prf):
    genuine = serials_of(7, 1, 2_000, 3, prf)
    rng = np.random.default_rng(7)
    for place in range(1, LENGTH):
        changed = genuine.copy()
        shifted = (values(genuine)[:, place - 1] + rng.integers(1, 32, size=len(genuine))) % 32
        changed[:, place] = CODES[shifted]
        assert not authentic(changed, 3, prf).any()


def test_what_is_no_letter_or_another_key_is_not_authentic(prf):
    genuine = serials_of(7, 1, 4, 3, prf)
    genuine[0, 5], genuine[1, 0], genuine[2, 19] = ord("U"), CODES[4], 0
    assert authentic(genuine, 3, prf).tolist() == [False, False, False, True]
    assert not authentic(serials_of(7, 1, 50, 3, bulk_round_function(KEY[::-1])), 3, prf).any()


def test_every_bit_is_as_often_set_as_not(batch):
    bits = (batch[:, :, None] >> np.arange(5)) & 1
    share = bits.reshape(BATCH, -1).mean(axis=0)
    # five standard deviations, of 95 bits: by chance once in 20,000 keys
    assert np.abs(share - 0.5).max() < 5 * 0.5 / BATCH**0.5


def test_all_letters_are_equally_frequent_at_every_place(batch):
    expected = BATCH / 32
    for place in range(batch.shape[1]):
        counts = np.bincount(batch[:, place], minlength=32)
        # chi-square of 31 degrees of freedom; above 75 once in 50,000
        assert ((counts - expected) ** 2 / expected).sum() < 75


def test_the_order_of_printing_shows_in_nothing(batch):
    """No letter grows or repeats with the index, nor do neighbours resemble each other."""
    index = np.arange(BATCH)
    limit = 5 / BATCH**0.5
    for place in range(batch.shape[1]):
        letters = batch[:, place].astype(float)
        assert abs(np.corrcoef(index, letters)[0, 1]) < limit
        for lag in (1, 2, 32):
            assert abs(np.corrcoef(letters[:-lag], letters[lag:])[0, 1]) < limit


def test_two_batches_cannot_be_told_apart(prf, batch):
    other = values(serials_of(8, 1, BATCH, 3, prf))
    same = (batch == other).mean(axis=0)
    assert np.abs(same - 1 / 32).max() < 5 * (1 / 32 * 31 / 32 / BATCH) ** 0.5


def test_the_highest_serial_tells_nothing_of_the_number_of_stamps(prf):
    """Of small and of large batches the leading letters lie equally spread."""
    heads = [values(serials_of(n, 1, 40, 3, prf))[:, 0].max() for n in range(200)]
    large = [values(serials_of(n, 39_961, 40_000, 3, prf))[:, 0].max() for n in range(200)]
    assert abs(np.mean(heads) - np.mean(large)) < 5 * np.std(heads) / 200**0.5
