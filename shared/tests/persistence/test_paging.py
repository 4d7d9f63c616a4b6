"""A list is read to its end, a page only when its rows are wanted."""

from __future__ import annotations

from nscl_shared.persistence.paging import every

PAGES = {None: ("ab", "b"), "b": ("", "still b"), "still b": ("c", None)}


def test_all_rows_come_in_order_past_an_empty_page_to_the_end() -> None:
    assert list(every(PAGES.__getitem__)) == ["a", "b", "c"]


def test_a_list_without_rows_has_one_page() -> None:
    asked: list[str | None] = []

    def page(cursor: str | None) -> tuple[str, str | None]:
        asked.append(cursor)
        return "", None

    assert list(every(page)) == []
    assert asked == [None]


def test_what_nobody_takes_is_not_read() -> None:
    asked: list[str | None] = []

    def page(cursor: str | None) -> tuple[str, str | None]:
        asked.append(cursor)
        return PAGES[cursor]

    rows = every(page)
    assert asked == []
    assert [next(rows), next(rows)] == ["a", "b"]
    assert asked == [None]
