"""The counter: a code is read, the order looked at, then handed over once."""

from collections.abc import Callable

import pytest

from app.domain.pickup_code import pickup_code
from app.domain.states import OrderState
from app.models import Order, StaffMember
from tests.factories import make_pickup_location
from tests.factories.purchases import KEYED
from tests.integration.web.staff.conftest import Shopfloor
from tests.support.pages import PageClient

Enter = Callable[[StaffMember], PageClient]


def code_of(order: Order) -> str:
    return pickup_code(KEYED.digest, order.uuid).qr_text


def spoken(order: Order) -> str:
    return pickup_code(KEYED.digest, order.uuid).spoken.lower()


@pytest.mark.parametrize("shown", [code_of, spoken])
def test_a_code_shows_the_order_and_then_hands_it_over(
    at_work: PageClient, floor: Shopfloor, shown: Callable[[Order], str]
) -> None:
    order = floor.buy(state=OrderState.READY)

    look = at_work.post("/staff/handover", {"code": shown(order)}, status=200)
    assert look.heading == f"Hand over order {order.number}"
    assert f"Give it to {order.contact_name}" in look.text
    assert order.state is OrderState.READY

    done = at_work.follow(at_work.post("/staff/handover/done", look.form("/staff/handover/done")))
    assert f"Order {order.number} is handed over." in done.text
    assert (order.state, order.pickup_token_hash) == (OrderState.COMPLETED, None)


def test_the_code_never_stands_in_an_address(at_work: PageClient, floor: Shopfloor) -> None:
    order = floor.buy(state=OrderState.READY)

    look = at_work.post("/staff/handover", {"code": code_of(order)}, status=200)
    answer = at_work.post("/staff/handover/done", look.form("/staff/handover/done"))

    code = pickup_code(KEYED.digest, order.uuid).code
    assert code not in answer.location
    assert all(code not in str(link["href"]) for link in look.select("a[href]"))


def test_an_order_that_is_not_ready_is_shown_but_not_handed_over(at_work: PageClient, floor: Shopfloor) -> None:
    order = floor.buy(state=OrderState.PREPARING)

    look = at_work.post("/staff/handover", {"code": code_of(order)}, status=200)
    refused = at_work.post("/staff/handover/done", {"code": code_of(order)}, status=422)

    assert "Prepare this order and mark it as ready" in look.text
    assert look.select("form[action='/staff/handover/done']") == []
    assert refused.summary == [
        ("This order cannot be handed over: it is “Being prepared”. Mark it ready first.", "code")
    ]
    assert order.state is OrderState.PREPARING


def test_a_code_is_used_once_and_the_second_time_says_so(at_work: PageClient, floor: Shopfloor) -> None:
    order = floor.buy(state=OrderState.READY)
    code = code_of(order)
    at_work.post("/staff/handover/done", {"code": code})

    for path in ("/staff/handover", "/staff/handover/done"):
        page = at_work.post(path, {"code": code}, status=422)
        assert page.summary == [("This code was used already: the order has been handed over.", "code")]
        assert page.value("code") == code


def test_at_another_store_the_code_says_so(enter: Enter, floor: Shopfloor) -> None:
    order = floor.buy(state=OrderState.READY)
    elsewhere = make_pickup_location(floor.session, platform=floor.platform)

    page = enter(floor.staff(elsewhere)).post("/staff/handover", {"code": code_of(order)}, status=422)

    assert page.summary == [
        ("This order waits at another store. Tell the customer which one to go to.", "code"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Scan the QR code or type the code under it."),
        ("   ", "Scan the QR code or type the code under it."),
        ("ABCD-2345", "This is not a pickup code we know. Check it, or ask to see it again."),
        ("SOUK:FORGED.ABCD2345.XXXX", "This is not a pickup code we know. Check it, or ask to see it again."),
        ("x" * 201, "This is too long for a pickup code."),
    ],
)
def test_anything_else_comes_back_with_the_reason(at_work: PageClient, floor: Shopfloor, text: str, words: str) -> None:
    page = at_work.post("/staff/handover", {"code": text}, status=422)

    assert page.summary == [(words, "code")]
    assert page.value("code") == text
