"""Derived serials: distinct, unguessable, and read back without a row."""

import os
import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_traceability.domain.serials import (
    ALPHABET,
    KEY_IDS,
    LENGTH,
    MAX_BATCH,
    MAX_INDEX,
    StampPlace,
    grouped,
    is_well_formed,
    key_id_of,
    place_of,
    serial_of,
    typed_serial,
)
from nscl_traceability.storage.keyring import KEY_BYTES, round_function

MANY = 100_000
PRF = round_function(bytes(range(KEY_BYTES)))

places = st.builds(StampPlace, st.integers(0, MAX_BATCH), st.integers(0, MAX_INDEX))
keys = st.integers(0, KEY_IDS - 1)
secrets = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
letters = st.sampled_from(ALPHABET)
well_formed = st.text(letters, min_size=LENGTH, max_size=LENGTH)


@pytest.fixture(scope="module")
def many():
    return [serial_of(StampPlace(7, index), 0, PRF) for index in range(1, MANY + 1)]


def test_the_serials_of_a_batch_are_all_distinct(many):
    assert len(set(many)) == MANY


def test_every_issued_serial_is_read_back_as_its_place(many):
    assert [place_of(serial, PRF) for serial in many] == [
        StampPlace(7, index) for index in range(1, MANY + 1)
    ]


def test_of_a_hundred_thousand_guesses_none_is_authentic():
    guess = random.Random(os.urandom(16))
    guesses = ("".join(guess.choices(ALPHABET, k=LENGTH)) for _ in range(MANY))
    assert not any(place_of(serial, PRF) for serial in guesses)


def test_serials_of_neighbours_tell_neither_order_nor_volume(many):
    # of 100,000 uniform letters each occurs 3,125 times with a standard deviation of 55
    for position in range(1, LENGTH):
        counted = Counter(serial[position] for serial in many)
        assert set(counted) == set(ALPHABET)
        assert max(abs(count - MANY / 32) for count in counted.values()) < 400
    rising = sum(a < b for a, b in pairwise(many))
    assert abs(rising - MANY / 2) < 1_000


@given(place=places, key_id=keys, secret=secrets)
def test_serial_and_place_are_one_to_one(place, key_id, secret):
    prf = round_function(secret)
    serial = serial_of(place, key_id, prf)
    assert is_well_formed(serial)
    assert key_id_of(serial) == key_id
    assert place_of(serial, prf) == place


@given(first=places, second=places)
def test_two_places_have_one_serial_only_when_they_are_one(first, second):
    same = serial_of(first, 0, PRF) == serial_of(second, 0, PRF)
    assert same == (first == second)


@given(place=places, position=st.integers(1, LENGTH - 1), letter=letters)
def test_one_changed_letter_is_never_authentic(place, position, letter):
    serial = serial_of(place, 0, PRF)
    changed = serial[:position] + letter + serial[position + 1 :]
    assert (place_of(changed, PRF) is None) == (changed != serial)


def test_every_change_of_every_letter_is_refused():
    serial = serial_of(StampPlace(1, 1), 0, PRF)
    changes = [
        serial[:position] + letter + serial[position + 1 :]
        for position in range(1, LENGTH)
        for letter in ALPHABET
        if letter != serial[position]
    ]
    assert len(changes) == 19 * 31
    assert not any(place_of(changed, PRF) for changed in changes)


@given(place=places, secret=secrets)
def test_the_serial_of_another_secret_is_refused(place, secret):
    other = round_function(bytes(byte ^ 1 for byte in secret))
    assert place_of(serial_of(place, 0, round_function(secret)), other) is None


@given(text=st.text(max_size=LENGTH + 5))
def test_any_text_is_answered_without_an_error(text):
    assert place_of(text, PRF) is None or is_well_formed(text)


@pytest.mark.parametrize("change", [str.lower, lambda s: s[:-1], lambda s: s + "0", lambda _: ""])
def test_a_serial_has_its_exact_length_and_letters(change):
    serial = "0" + serial_of(StampPlace(1, 1), 0, PRF)[1:-1] + "A"
    assert is_well_formed(serial)
    assert not is_well_formed(change(serial))
    assert key_id_of(change(serial)) is None


@pytest.mark.parametrize(
    "place",
    [
        StampPlace(MAX_BATCH + 1, 1),
        StampPlace(1, MAX_INDEX + 1),
        StampPlace(-1, 1),
        StampPlace(1, -1),
    ],
)
def test_what_does_not_fit_gets_no_serial(place):
    with pytest.raises(ValueError, match="does not fit"):
        serial_of(place, 0, PRF)


def test_the_alphabet_fits_the_short_form_of_qr_codes_and_has_no_look_alikes():
    assert set(ALPHABET) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert not set("ILOU") & set(ALPHABET)


@given(well_formed)
def test_a_serial_is_read_as_people_type_it(serial):
    shown = " ".join(grouped(serial))
    assert [len(group) for group in shown.split()] == [5, 5, 5, 5]
    typed = shown.lower().replace("0", "o").replace("1", "l")
    for text in (serial, shown, typed, typed.replace("l", "i"), shown.replace(" ", "-")):
        assert typed_serial(f" {text}\n") == serial


@pytest.mark.parametrize("text", ["", "0" * 19, "0" * 21, "U" + "0" * 19, "/01/1", "é" * 20])
def test_what_cannot_be_a_serial_is_not_read_as_one(text):
    assert typed_serial(text) is None
