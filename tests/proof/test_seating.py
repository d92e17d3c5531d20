"""The availability engine against a solver that tries everything, on thousands of small rooms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rooms import make_world
from tests.support.seating import check

pytestmark = pytest.mark.proof


@settings(max_examples=5_000, deadline=None)
@given(seed=st.integers(0, 2**60))
def test_the_engine_says_what_trying_everything_says(seed: int) -> None:
    check(make_world(seed))
