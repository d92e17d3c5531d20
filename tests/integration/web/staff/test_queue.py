"""The staff's queue: tabs, filters, search, polling; and moving an order along."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from app.clock import utc_now
from app.domain.states import OrderState
from app.models import Business, Order, StaffMember, StaffRole
from tests.factories import (
    PASSWORD,
    bring_to,
    make_customer,
    make_option,
    make_pickup_location,
    make_platform,
    make_product,
)
from tests.integration.web.staff.conftest import Shopfloor
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements

Enter = Callable[[StaffMember], PageClient]
TABS = ["To prepare", "Preparing", "Ready", "Handed over today", "Paid, not shipped"]


def numbers(page: Page) -> list[str]:
    return [words.removeprefix("Order ") for words in page.texts(".ticket h2")]


def figures(page: Page) -> dict[str, int]:
    """By tab; the last one only where something is on it."""
    found = dict(zip(TABS, (int(words) for words in page.texts(".tabs .badge")), strict=True))
    return {tab: count for tab, count in found.items() if count or tab != TABS[-1]}


def state_of(order: Order) -> OrderState:
    return order.state


def test_each_tab_has_its_figure_and_its_orders(at_work: PageClient, floor: Shopfloor) -> None:
    now = utc_now()
    waiting = [floor.buy(), floor.buy()]
    preparing, ready = floor.buy(state=OrderState.PREPARING), floor.buy(state=OrderState.READY)
    gone = floor.buy(state=OrderState.COMPLETED, now=now)
    floor.buy(state=OrderState.COMPLETED, now=now - timedelta(days=2))
    floor.buy(state=OrderState.CANCELLED)

    first = at_work.get("/staff/orders")

    assert figures(first) == {"To prepare": 2, "Preparing": 1, "Ready": 1, "Handed over today": 1}
    assert numbers(first) == [order.number for order in waiting]
    assert numbers(at_work.get("/staff/orders?tab=preparing")) == [preparing.number]
    assert numbers(at_work.get("/staff/orders?tab=ready")) == [ready.number]
    assert numbers(at_work.get("/staff/orders?tab=handed_over")) == [gone.number]


def test_a_ticket_says_what_to_collect_and_for_whom(at_work: PageClient, floor: Shopfloor) -> None:
    dates = make_product(floor.session, platform=floor.platform, name_en="Dates")
    _, sizes = make_option(floor.session, dates)
    ada = make_customer(floor.session, business=floor.business, first_name="Ada", last_name="Obi")
    others = [make_product(floor.session, platform=floor.platform) for _ in range(3)]
    order = floor.buy(customer=ada, items=[(dates, 3, (sizes[1].uuid,)), *((other, 1) for other in others)])

    ticket = at_work.get("/staff/orders").one(f"#ticket-{order.number}")
    words = " ".join(ticket.get_text(" ").split())

    for part in ("Ada Obi", str(order.contact_phone), "3× Dates (L)", "and 1 more product", "6 pieces", "Ikeja"):
        assert part in words, words


def test_staff_of_one_store_see_that_store_only(enter: Enter, floor: Shopfloor, bisi: StaffMember) -> None:
    elsewhere = make_pickup_location(floor.session, platform=floor.platform, name_en="Yaba")
    mine, other = floor.buy(), floor.buy(location=elsewhere)
    boss = floor.staff(role=StaffRole.MANAGER)

    seen = enter(bisi).get("/staff/orders")
    everything = enter(boss).get("/staff/orders")

    assert (numbers(seen), figures(seen)["To prepare"]) == ([mine.number], 1)
    assert seen.select("#location") == []
    assert set(numbers(everything)) == {mine.number, other.number}
    assert [option.get_text() for option in everything.select("#location option")] == ["All my stores", "Ikeja", "Yaba"]


def test_the_queue_is_filtered_by_store(enter: Enter, floor: Shopfloor) -> None:
    elsewhere = make_pickup_location(floor.session, platform=floor.platform)
    floor.buy()
    other = floor.buy(location=elsewhere)

    page = enter(floor.staff()).get(f"/staff/orders?location={elsewhere.uuid}")

    assert (numbers(page), figures(page)["To prepare"]) == ([other.number], 1)
    assert page.one(".toolbar select option[selected]")["value"] == str(elsewhere.uuid)


@pytest.mark.parametrize("text", ["{number}", "{half}", "ada", "OBI", "+234 801 555 7777", "0801 555 7777", "5557777"])
def test_an_order_is_found_by_number_name_or_phone(at_work: PageClient, floor: Shopfloor, text: str) -> None:
    ada = make_customer(
        floor.session, business=floor.business, first_name="Ada", last_name="Obi", phone="+2348015557777"
    )
    zed = make_customer(floor.session, business=floor.business, first_name="Zed", last_name="Quu", phone="+97150000000")
    found = floor.buy(customer=ada)
    floor.buy(customer=zed)
    asked = text.format(number=found.number.lower(), half=found.number[:6])

    page = at_work.get(f"/staff/orders?q={quote(asked)}")

    assert numbers(page) == [found.number]
    assert page.one(".toolbar [name=q]")["value"] == asked


@pytest.mark.parametrize("text", ["%", "_", "''--", "nobody", "<script>"])
def test_a_search_that_finds_nothing_says_so(at_work: PageClient, floor: Shopfloor, text: str) -> None:
    floor.buy()

    page = at_work.get(f"/staff/orders?q={quote(text)}")

    assert (numbers(page), figures(page)["To prepare"]) == ([], 0)
    assert "Nothing found here" in page.text


@pytest.mark.parametrize("query", ["tab=nonsense", "location=nonsense", "page=-1", "page=x", "q=" + "x" * 500])
def test_a_strange_address_is_still_a_page(at_work: PageClient, floor: Shopfloor, query: str) -> None:
    floor.buy()

    at_work.get(f"/staff/orders?{query}")


def test_polling_is_answered_with_304_until_something_changes(at_work: PageClient, floor: Shopfloor) -> None:
    order = floor.buy()
    fragment = at_work.get("/staff/orders", htmx=True)
    known = {"If-None-Match": fragment.headers["ETag"]}
    assert fragment.select("html") == []

    at_work.get("/staff/orders", htmx=True, status=304, headers=known)
    bring_to(floor.session, order, OrderState.PREPARING)
    changed = at_work.get("/staff/orders", htmx=True, headers=known)

    assert (numbers(changed), figures(changed)["Preparing"]) == ([], 1)


def test_the_fragment_asks_again_with_what_it_knows(at_work: PageClient, floor: Shopfloor) -> None:
    floor.buy()

    fragment = at_work.get("/staff/orders?tab=to_prepare", htmx=True)
    root = fragment.one("#queue")

    assert (root["hx-get"], root["hx-trigger"]) == ("/staff/orders?tab=to_prepare", "every 10s")
    assert str(fragment.headers["ETag"]).strip('"') in str(root["hx-headers"])


def test_an_order_goes_from_shelf_to_counter(at_work: PageClient, floor: Shopfloor) -> None:
    order = floor.buy()
    path = f"/staff/orders/{order.number}"

    queue = at_work.follow(at_work.post(f"{path}/prepare", {"tab": "to_prepare"}))
    assert f"You are preparing order {order.number}." in queue.text
    assert state_of(order) is OrderState.PREPARING

    page = at_work.follow(at_work.post(f"{path}/ready", {"from": "order"}))
    assert page.heading == f"Order {order.number}"
    assert "the customer has been told" in page.text
    assert state_of(order) is OrderState.READY

    at_work.post(f"{path}/not-ready", {"from": "order"})
    assert state_of(order) is OrderState.PREPARING
    trail = at_work.get(path).texts(".trail b")
    assert trail[-3:] == ["Being prepared", "Ready for pickup", "Being prepared"]
    assert "Bisi" in at_work.get(path).text


def test_the_queue_comes_back_as_it_was_filtered(at_work: PageClient, floor: Shopfloor) -> None:
    order = floor.buy()

    answer = at_work.post(f"/staff/orders/{order.number}/prepare", {"tab": "to_prepare", "q": "ada", "location": ""})

    assert answer.location == "/staff/orders?tab=to_prepare&q=ada"


def test_whoever_is_slower_is_told(at_work: PageClient, floor: Shopfloor) -> None:
    order = floor.buy()
    at_work.get("/staff/orders")
    bring_to(floor.session, order, OrderState.READY)

    page = at_work.follow(at_work.post(f"/staff/orders/{order.number}/prepare"))

    assert f"A colleague was faster: order {order.number} is now “Ready for pickup”." in page.text
    assert order.state is OrderState.READY


@pytest.mark.parametrize("move", ["prepare", "ready", "not-ready"])
def test_an_order_out_of_reach_is_not_found(enter: Enter, floor: Shopfloor, move: str) -> None:
    order = floor.buy()
    elsewhere = make_pickup_location(floor.session, platform=floor.platform)

    neighbour = enter(floor.staff(elsewhere))

    neighbour.get(f"/staff/orders/{order.number}", status=404)
    neighbour.post(f"/staff/orders/{order.number}/{move}", status=404)
    assert order.state is OrderState.CONFIRMED


def test_staff_of_another_business_do_not_come_in_here(pages: PageClient, floor: Shopfloor) -> None:
    other = make_platform(floor.session, is_default=False, host="other.example")
    stranger = floor.staff(role=StaffRole.ADMIN, business=floor.session.get_one(Business, other.business_id))

    pages.post("/staff/sign-in", {"email": stranger.email, "password": PASSWORD}, status=422)
    pages.get("/staff/orders", status=303)


@pytest.mark.parametrize("path", ["/staff/orders", "/staff/orders/X", "/staff/handover"])
def test_without_signing_in_nothing_is_shown(pages: PageClient, floor: Shopfloor, path: str) -> None:
    assert pages.get(path, status=303).location == f"/staff/sign-in?next={path}"


@pytest.mark.parametrize("path", ["/staff/orders/X/prepare", "/staff/handover", "/staff/handover/done"])
def test_without_signing_in_nothing_is_done(pages: PageClient, floor: Shopfloor, path: str) -> None:
    assert pages.post(path).location.startswith("/staff/sign-in?next=")


def test_a_swap_without_a_session_leaves_for_the_sign_in_page(pages: PageClient, floor: Shopfloor) -> None:
    assert pages.get("/staff/orders", htmx=True).location.startswith("/staff/sign-in")


def test_the_queue_costs_the_same_for_one_order_and_for_ten(at_work: PageClient, floor: Shopfloor) -> None:
    product = make_product(floor.session, platform=floor.platform, stock=50)
    floor.buy(items=[(product, 1)])
    with count_statements() as one:
        at_work.get("/staff/orders")
    for _ in range(9):
        floor.buy(items=[(product, 2)])
    with count_statements() as ten:
        at_work.get("/staff/orders")

    assert len(ten.served) == len(one.served) <= 6, ten.served


def test_the_front_door_leads_to_the_queue(at_work: PageClient, pages: PageClient) -> None:
    stranger = pages.get("/staff/", status=303)

    assert at_work.get("/staff/", status=303).location == "/staff/orders"
    assert stranger.location == "/staff/sign-in?next=/staff/"
