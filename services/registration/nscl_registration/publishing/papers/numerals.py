"""Amounts in Vietnamese words, as agreements and vouchers write them."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 10**9


def in_words(amount_vnd: int) -> str:
    """Return an amount in words, the first letter a capital.

    >>> in_words(39_500_000)
    'Ba mươi chín triệu năm trăm nghìn đồng'
    """
    words = number_words(amount_vnd)
    return f"{words[0].upper()}{words[1:]} đồng"


def number_words(number: int) -> str:
    """Return a number, not negative, in words.

    >>> number_words(1_005)
    'một nghìn không trăm linh năm'
    """
    if number == 0:
        return DIGITS[0]
    return " ".join(_words(number, full=False))


def _words(number: int, *, full: bool) -> list[str]:
    """Return the words; ``full`` when higher digits were said, so that zeros are said too."""
    billions, rest = divmod(number, BILLION)
    words = [*_words(billions, full=full), "tỷ"] if billions else []
    full = full or bool(words)
    for place in (2, 1, 0):
        group = rest // 1000**place % 1000
        if group:
            words += [*_group(group, full=full), *filter(None, [SCALES[place]])]
            full = True
    return words


def _group(group: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    return [*words, *_ones(tens, ones)]


def _ones(tens: int, ones: int) -> list[str]:
    if ones == 0:
        return []
    changed = {1: "mốt", 4: "tư", 5: "lăm"} if tens > 1 else {5: "lăm"} if tens == 1 else {}
    return [changed.get(ones, DIGITS[ones])]
