"""Stars: what is shown and what a filter lets through agree."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.ratings import StarShare, average, breakdown, is_at_least

COUNTS = st.integers(1, 500)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_the_average_lies_between_the_worst_and_the_best(ratings: list[int]) -> None:
    assert min(ratings) <= average(sum(ratings), len(ratings)) <= max(ratings)


@given(st.data(), COUNTS, st.integers(1, 5))
def test_a_product_passes_the_filter_exactly_when_its_shown_average_does(
    data: st.DataObject, count: int, stars: int
) -> None:
    total = data.draw(st.integers(count, 5 * count))
    assert is_at_least(total, count, stars) == (average(total, count) >= stars)


def test_without_ratings_there_is_no_average() -> None:
    assert (average(0, 0), is_at_least(0, 0, 1)) == (0.0, False)


def test_the_breakdown_has_five_rows_in_per_cent() -> None:
    assert breakdown({5: 2, 1: 1}) == [
        StarShare(5, 2, 67),
        StarShare(4, 0, 0),
        StarShare(3, 0, 0),
        StarShare(2, 0, 0),
        StarShare(1, 1, 33),
    ]
