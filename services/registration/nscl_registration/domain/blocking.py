"""The keys under which an entry is kept, so that what is like it is found in an index.

Two entries that could be the same unit share at least one.  A key says as much as it can
without asking for the same letters everywhere: a whole word and the first or last letter
of another one, so that a letter typed wrongly in one place leaves some key as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise, permutations

from nscl_registration.domain.likeness import Sketch, core, telling

FEW_WORDS = 2  # in a name so short a word is also looked for with a letter of another
EVERY_PAIR = 4  # words of a name of which all pairs are kept, of longer ones the neighbours


def keys_of(one: Sketch) -> list[str]:
    """Return the keys under which an entry is looked for."""
    words = telling(core(one.name))
    keys = {*exact_keys(one), f"j:{''.join(words)}"}
    keys |= {f"w:{first} {second}" for first, second in _pairs(words)}
    if len(words) == 1:
        keys |= {f"v:{variant}" for variant in _variants(words[0])}
    if len(words) <= FEW_WORDS:
        keys |= set(_beginnings_and_ends(words))
    return sorted(keys)


def exact_keys(one: Sketch) -> list[str]:
    """Return the keys that entries of the same telling words, or telephone, have in common."""
    words = telling(core(one.name))
    return [f"n:{''.join(sorted(words))}", *(f"p:{phone}" for phone in sorted(one.phones))]


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield pairs of words in the order of the alphabet."""
    if len(words) <= EVERY_PAIR:
        yield from combinations(sorted(words), 2)
    else:
        yield from pairwise(sorted(words))
        yield from (tuple(sorted(pair)) for pair in pairwise(words))


def _beginnings_and_ends(words: Iterable[str]) -> Iterator[str]:
    several = sorted(set(words))
    for word, other in permutations(several, 2):
        yield f"a:{len(several)} {word} {other[0]}"
        yield f"z:{len(several)} {word} {other[-1]}"


def _variants(word: str) -> set[str]:
    """Return a word and what is left of it without one letter."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
