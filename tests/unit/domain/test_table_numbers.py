"""The numbers of several tables in one line."""

import pytest

from app.domain.table_numbers import MOST_TABLES, NotTableNumbers, numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("T7", ["T7"]),
        ("Bar 1, Window", ["Bar 1", "Window"]),
        ("T1 to T3", ["T1", "T2", "T3"]),
        ("T9 TO 11, T20", ["T9", "T10", "T11", "T20"]),
        ("08-10", ["08", "09", "10"]),
        ("A-1 to A-2", ["A-1", "A-2"]),
        ("1\N{EN DASH}2، 5 إلى 6", ["1", "2", "5", "6"]),
    ],
)
def test_one_several_and_spans(text: str, numbers: list[str]) -> None:
    assert list(numbers_in(text)) == numbers


@pytest.mark.parametrize(
    "text",
    ["", " , ", "T3 to T1", "T1 to B3", "T1, T1", "T1 to T3, T2", f"1 to {MOST_TABLES + 1}", "1 to 9999", "x" * 21],
)
def test_what_names_no_tables_or_too_many_is_refused(text: str) -> None:
    with pytest.raises(NotTableNumbers):
        numbers_in(text)
