"""Corrections come from the storefront's own words."""

import pytest

from app.domain.vocabulary import KnownWord, Vocabulary

WORDS = Vocabulary(
    KnownWord(word, word.upper(), frequency)
    for word, frequency in [
        ("rice", 9),
        ("ride", 2),
        ("chocolate", 5),
        ("coffee", 7),
        ("toffee", 1),
        ("ice", 3),
        ("cream", 3),
        ("date", 4),
        ("مكسرات", 6),
        ("2024", 1),
    ]
)


@pytest.mark.parametrize("word", ["rice", "choc", "r", "مكس"])
def test_a_word_and_the_beginning_of_one_are_known(word: str) -> None:
    assert WORDS.knows(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rcie", "rice"),
        ("ricee", "rice"),
        ("chocolaet", "chocolate"),
        ("choclat", "chocolate"),
        ("coffe", "coffee"),
        ("offee", "coffee"),
        ("مكسرت", "مكسرات"),
        ("مسكرات", "مكسرات"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest(typed: str, meant: str) -> None:
    found = WORDS.correct(typed)
    assert found is not None
    assert (found.word, found.written) == (meant, meant.upper())


@pytest.mark.parametrize("typed", ["zzzz", "2042", "xy", "television"])
def test_what_is_near_nothing_is_left_alone(typed: str) -> None:
    assert WORDS.correct(typed) is None


def test_of_equally_near_words_the_same_first_letter_wins_then_the_commoner() -> None:
    words = Vocabulary([KnownWord("cake", "cake", 1), KnownWord("bake", "bake", 9), KnownWord("cafe", "cafe", 5)])
    assert words.correct("caje") == KnownWord("cafe", "cafe", 5)


def test_an_unfinished_word_may_be_near_a_beginning() -> None:
    assert WORDS.correct("chcol") is None
    assert WORDS.correct("chcol", unfinished=True) == KnownWord("chocolate", "CHOCOLATE", 5)


def test_two_words_written_as_one_are_parted() -> None:
    assert WORDS.split("icecream") == (KnownWord("ice", "ICE", 3), KnownWord("cream", "CREAM", 3))
    assert WORDS.split("iceberg") is None


def test_the_frequency_of_a_beginning_is_that_of_what_it_begins() -> None:
    assert [WORDS.frequency(word) for word in ("rice", "ri", "zz")] == [9, 11, 0]
