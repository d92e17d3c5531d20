"""Shown free means bookable, shown full means nothing fits: against a solver that tries everything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rooms import make_world
from tests.support.seating import check


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_the_engine_says_what_trying_everything_says(seed: int) -> None:
    check(make_world(seed))
