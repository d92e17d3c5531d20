"""Folding, words and distances: the same on every machine and for every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search_text import (
    LONGEST_WORD,
    distance,
    fold,
    prefix_distance,
    presentable,
    slips_allowed,
    surface_words,
    words,
)

LETTERS = st.text(alphabet="abcdeé", max_size=8)
ARABIC = "اأإآٱبتثجحخدذرزسشصضطظعغفقكلمنهويىةءؤئ\u064b\u064e\u0651\u0640\u0670"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Crème Brûlée", "creme brulee"),
        ("STRASSE straße", "strasse strasse"),
        ("Łódź, Ærø", "lodz, aero"),
        ("مُكَسَّرَات", "مكسرات"),
        ("أرز إرز آرز ٱرز", "ارز ارز ارز ارز"),
        ("مـــــكسرات", "مكسرات"),
        ("قهوة على مستشفى", "قهوه علي مستشفي"),
        ("مؤمن رئيس ماء", "مومن رييس ما"),
        ("کیک", "كيك"),
        ("٥٠٠ مل ۵۰۰", "500 مل 500"),
        ("ﷲ \ufef7", "الله لا"),
        ("a\u200bb\u200fc", "abc"),
    ],
)
def test_what_may_be_written_either_way_is_levelled(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Basmati Rice, 5kg", ["basmati", "rice", "5", "kg"]),
        ("PROD-001 prod001", ["prod", "001", "prod", "001"]),
        ("Dresses boxes nuts glass bus", ["dress", "box", "nut", "glass", "bus"]),
        ("الأرز والأرز بالأرز للأرز أرز", ["ارز"] * 5),
        ("ألعاب الألعاب", ["عاب", "عاب"]),
        ("البن بن", ["بن", "بن"]),
        ("ال الم", ["ال", "الم"]),
        ('"; DROP TABLE -- \x00', ["drop", "table"]),
        ("", []),
    ],
)
def test_words_lose_articles_and_plural_endings(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_is_known_with_the_spelling_it_had() -> None:
    assert surface_words("المُكَسَّرات Dates") == [("مكسرات", "المُكَسَّرات"), ("date", "dates")]


def test_what_is_shown_again_has_no_control_characters() -> None:
    assert presentable("  a\x00b\tc\u200fd\n\ufffe  e" + "x" * 9, 18) == "ab cd exxxx"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=ARABIC + "abs 19٣"))
def test_words_of_words_are_the_same_words(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(st.text())
def test_words_are_short_and_made_of_letters_or_digits_only(text: str) -> None:
    assert all(word and len(word) <= LONGEST_WORD and (word.isdigit() or word.isalnum()) for word in words(text))


@given(st.lists(st.text(alphabet="abcأرزé", min_size=1, max_size=6)))
def test_words_keep_their_order_and_do_not_see_their_neighbours(parts: list[str]) -> None:
    assert words(" ".join(parts)) == [word for part in parts for word in words(part)]


@pytest.mark.parametrize(
    ("a", "b", "slips"),
    [
        ("rice", "rice", 0),
        ("rcie", "rice", 1),
        ("ric", "rice", 1),
        ("rise", "rice", 1),
        ("chocolaet", "chocolate", 1),
        ("choclat", "chocolate", 2),
        ("قهوه", "هقوه", 1),
        ("tea", "coffee", 3),
        ("", "ab", 2),
    ],
)
def test_distance_counts_slips_up_to_the_limit(a: str, b: str, slips: int) -> None:
    assert distance(a, b, 2) == slips


def _plain_distance(a: str, b: str) -> int:
    """The textbook's table (optimal string alignment), without bounds."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            costs = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] != b[j - 1])]
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                costs.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(costs)
    return table[len(a), len(b)]


@given(LETTERS, LETTERS, st.integers(0, 3))
def test_the_bounded_distance_agrees_with_the_textbook(a: str, b: str, limit: int) -> None:
    assert distance(a, b, limit) == min(_plain_distance(a, b), limit + 1)


@given(LETTERS, LETTERS)
def test_distance_is_the_same_both_ways(a: str, b: str) -> None:
    assert distance(a, b, 2) == distance(b, a, 2)


@given(LETTERS, LETTERS, st.integers(0, 2))
def test_the_prefix_distance_is_that_of_the_nearest_beginning(a: str, b: str, limit: int) -> None:
    nearest = min(_plain_distance(a, b[:end]) for end in range(len(b) + 1))
    assert prefix_distance(a, b, limit) == min(nearest, limit + 1)


@pytest.mark.parametrize(("word", "slips"), [("ab", 0), ("5000", 0), ("tea", 1), ("dates", 1), ("almond", 2)])
def test_longer_words_may_hold_more_slips(word: str, slips: int) -> None:
    assert slips_allowed(word) == slips
