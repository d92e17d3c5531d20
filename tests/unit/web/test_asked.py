"""Addresses of lists: read leniently, written canonically."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.services.product_query import Sort
from app.web.shop.asked import LONGEST_TEXT, MOST_MAKERS, Asked, read

NAMES = ["q", "exactly", "category", "maker", "from", "to", "stock", "offer", "rating", "sort", "page"]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1", "4", "3", "price", "newest", "acme", "10", "2.5", "٢٠", "1e5", "-1", "NaN", "Infinity", "9" * 40]
    ),
)


def asked(query: str, *, currency: str = "NGN", searching: bool = True) -> Asked:
    return read(MultiDict(parse_qsl(query, keep_blank_values=True)), currency, searching=searching)


def test_every_filter_is_read() -> None:
    assert asked(
        "q=+basmati++rice&exactly=1&category=food&maker=b&maker=a&from=10.50&to=20&stock=1&offer=1"
        "&rating=4&sort=price&page=2"
    ) == Asked(
        text="basmati rice",
        exactly=True,
        category="food",
        makers=("a", "b"),
        price_from=1_050,
        price_to=2_000,
        in_stock=True,
        on_offer=True,
        rating=4,
        sort=Sort.PRICE_UP,
        page=2,
        currency="NGN",
    )


@pytest.mark.parametrize(
    "query",
    [
        "maker=../../etc&maker=A%20B&category=%3Cscript%3E",
        "from=abc&to=-5&rating=9&sort=up&page=0",
        "from=NaN&to=Infinity&page=-1&stock=yes&offer=true&rating=",
        "from=1e99&to=99999999999999999999&page=99999999&sort=",
        "from=&to=&page=٣",
    ],
)
def test_what_makes_no_sense_is_as_if_it_were_not_there(query: str) -> None:
    assert asked(query) == Asked(currency="NGN")


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [("5", "OMR", 5_000), ("5.0005", "OMR", 5_000), ("1,200", "NGN", 120_000), ("١٢٫٥", "AED", 1_250), ("0", "NGN", 0)],
)
def test_prices_are_typed_in_major_units(typed: str, currency: str, minor: int) -> None:
    assert asked(f"from={typed}", currency=currency).price_from == minor


def test_prices_the_wrong_way_round_change_places() -> None:
    found = asked("from=20&to=10")
    assert (found.price_from, found.price_to) == (1_000, 2_000)


def test_a_category_page_has_no_text_and_no_category_in_its_query() -> None:
    assert asked("q=rice&category=food&exactly=1", searching=False) == Asked(currency="NGN")


def test_what_is_too_much_is_cut() -> None:
    makers = "&".join(f"maker=m{number:03}" for number in range(100))
    found = asked(f"q={'x' * 500}&{makers}")
    assert (len(found.text), len(found.makers)) == (LONGEST_TEXT, MOST_MAKERS)


def test_a_state_has_one_address() -> None:
    one, other = asked("maker=b&maker=a&to=5&page=1&sort=price"), asked("sort=price&to=5.00&maker=a&maker=b&maker=a")
    assert one.at("/c") == other.at("/c") == "/c?maker=a&maker=b&to=5&sort=price"


def test_changing_a_filter_goes_back_to_the_first_page() -> None:
    found = asked("maker=a&page=3")
    assert found.toggled("b").at("/c") == "/c?maker=a&maker=b"
    assert found.toggled("a").at("/c") == "/c"
    assert found.but(in_stock=True).at("/c") == "/c?maker=a&stock=1"


def test_clearing_keeps_the_words_and_the_order() -> None:
    assert asked("q=tea&maker=a&stock=1&sort=price&page=2").cleared().at("/search") == "/search?q=tea&sort=price"


@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=12))
def test_reading_an_address_we_wrote_gives_the_same_state(pairs: list[tuple[str, str]]) -> None:
    found = read(MultiDict(pairs), "OMR", searching=True)
    again = asked(urlsplit(found.at("/search")).query, currency="OMR")
    assert again == found
