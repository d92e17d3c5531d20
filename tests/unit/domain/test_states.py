"""Orders move only along the written table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import TransitionRefused
from app.domain.states import ORDER_MOVES, OrderState, check_order_move


@given(st.sampled_from(OrderState), st.sampled_from(OrderState))
def test_a_move_is_allowed_exactly_when_the_table_has_it(state: OrderState, wanted: OrderState) -> None:
    if wanted in ORDER_MOVES[state]:
        check_order_move(state, wanted)
    else:
        with pytest.raises(TransitionRefused) as refused:
            check_order_move(state, wanted)
        assert refused.value.details() == {"entity": "order", "state": state.value, "wanted": wanted.value}


def test_every_state_has_a_row() -> None:
    assert set(ORDER_MOVES) == set(OrderState)


def test_cancelled_and_returned_are_final() -> None:
    assert ORDER_MOVES[OrderState.CANCELLED] == ORDER_MOVES[OrderState.RETURNED] == frozenset()


def test_nothing_is_cancelled_once_shipped() -> None:
    late = {OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERED, OrderState.COMPLETED}
    assert not any(OrderState.CANCELLED in ORDER_MOVES[state] for state in late)
