"""A guest's cart and a customer's become one."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.cart_merge import Limit, LineKey, MergedLine, merge

carts = st.dictionaries(
    st.builds(LineKey, st.integers(1, 6), st.sampled_from(["", "1", "1,2"])), st.integers(1, 30), max_size=8
)
limits = st.fixed_dictionaries({n: st.builds(Limit, st.integers(1, 40), st.integers(0, 40)) for n in range(1, 7)})


def test_quantities_add_up_and_what_was_capped_is_told() -> None:
    tea, cup = LineKey(1), LineKey(2, "7")

    merged = merge({tea: 3}, {tea: 4, cup: 1}, {1: Limit(maximum=5, stock=50), 2: Limit(maximum=5, stock=50)})

    assert merged == {tea: MergedLine(tea, 5, wanted=7), cup: MergedLine(cup, 1)}


def test_a_sold_out_line_stays() -> None:
    tea = LineKey(1)

    assert merge({}, {tea: 2}, {1: Limit(maximum=5, stock=0)}) == {tea: MergedLine(tea, 1, wanted=2)}


def test_a_product_that_is_gone_keeps_its_line() -> None:
    tea = LineKey(1)

    assert merge({tea: 1}, {tea: 2}, {}) == {tea: MergedLine(tea, 3)}


@given(carts, carts, limits)
def test_merging_loses_nothing_and_explains_everything(
    mine: dict[LineKey, int], theirs: dict[LineKey, int], limits: dict[int, Limit]
) -> None:
    merged = merge(mine, theirs, limits)

    assert merged == merge(theirs, mine, limits)
    assert set(merged) == set(mine) | set(theirs)
    for key, line in merged.items():
        wanted = mine.get(key, 0) + theirs.get(key, 0)
        limit = limits[key.product_id]
        assert 1 <= line.quantity <= max(1, min(limit.maximum, limit.stock))
        assert line.quantity == wanted if line.wanted is None else line.quantity < line.wanted == wanted
