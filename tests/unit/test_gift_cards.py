"""Numbers of gift cards: what is random, what is checked, how they may be typed; and what state a card is in."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import gift_cards as rules
from app.domain.errors import GiftCardProblem
from app.domain.gift_cards import ALPHABET, GiftCardStatus

LETTERS = st.text(ALPHABET, min_size=17, max_size=17).filter(lambda letters: not letters.isdecimal())


def _whole(letters: str) -> str:
    return letters + rules.check_letter(letters)


def test_a_new_number_has_at_least_eighty_bits_and_its_groups() -> None:
    number = rules.new_number()

    assert [len(group) for group in number.split("-")] == [6, 6, 6]
    assert 32 ** (len(rules.canonical(number)) - 1) >= 2**80
    assert not rules.is_mistyped(rules.canonical(number))
    assert rules.new_number() != number


@given(LETTERS, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_one_wrong_letter_is_found(letters: str, place: int, wrong: str) -> None:
    whole = _whole(letters)
    typed = whole[:place] + wrong + whole[place + 1 :]

    assert rules.is_mistyped(typed) is (typed != whole and not typed.isdecimal())


@given(LETTERS, st.integers(0, 17), st.integers(0, 17))
def test_any_two_swapped_letters_are_found(letters: str, one: int, other: int) -> None:
    whole = list(_whole(letters))
    whole[one], whole[other] = whole[other], whole[one]
    typed = "".join(whole)

    assert rules.is_mistyped(typed) is (typed != _whole(letters) and not typed.isdecimal())


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1521543829", "1521543829"),
        (" 1521 543 829 ", "1521543829"),
        ("١٥٢١٥٤٣٨٢٩", "1521543829"),
        ("ab0-loi", "AB0101"),
        ("x" * 41, ""),
        ("شكرا", ""),
        ("", ""),
    ],
)
def test_a_number_is_the_same_however_it_is_typed(typed: str, number: str) -> None:
    assert rules.canonical(typed) == number


def test_old_numbers_are_never_called_mistyped() -> None:
    assert not rules.is_mistyped("1521543829")
    assert not rules.is_mistyped("1" * 18)
    assert rules.grouped("1521543829") == "1521543829"


def test_a_card_is_good_through_its_last_day_wherever_that_is() -> None:
    end = rules.end_of(date(2027, 4, 28))

    assert end == datetime(2027, 4, 29, 12, tzinfo=UTC)
    assert rules.good_through(end) == date(2027, 4, 28)


@pytest.mark.parametrize(
    ("is_active", "hour", "status"),
    [(True, 11, GiftCardStatus.ACTIVE), (True, 12, GiftCardStatus.EXPIRED), (False, 12, GiftCardStatus.DISABLED)],
)
def test_disabled_counts_before_expired(is_active: bool, hour: int, status: GiftCardStatus) -> None:
    now = datetime(2027, 4, 29, hour, tzinfo=UTC)

    found = rules.status_of(is_active=is_active, expires_at=rules.end_of(date(2027, 4, 28)), now=now)

    assert found is status


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({}, None),
        ({"balance_minor": 0}, GiftCardProblem.EMPTY),
        ({"wanted_currency": "AED", "balance_minor": 0}, GiftCardProblem.OTHER_CURRENCY),
        ({"is_elsewhere": True}, GiftCardProblem.OTHER_BRANCH),
        ({"status": GiftCardStatus.EXPIRED}, GiftCardProblem.EXPIRED),
        ({"status": GiftCardStatus.DISABLED, "is_elsewhere": True}, GiftCardProblem.INACTIVE),
    ],
)
def test_one_reason_is_given_why_a_card_does_not_pay(
    changed: dict[str, object], problem: GiftCardProblem | None
) -> None:
    good: dict[str, object] = {
        "status": GiftCardStatus.ACTIVE,
        "currency": "SAR",
        "wanted_currency": "SAR",
        "balance_minor": 1,
        "is_elsewhere": False,
    }

    assert rules.problem_of(**{**good, **changed}) is problem  # type: ignore[arg-type]  # of several types by name
