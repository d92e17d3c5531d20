"""What diners, guests of events and buyers of gift cards do in a browser; who is cut short goes on where they were."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from app.clock import utc_now
from app.domain.checking import PAY_WINDOW
from tests.factories import PIN
from tests.support.mortal import moved_clock
from tests.support.mortal.scenarios import (
    Client,
    Scenario,
    a_worker_comes_round,
    come_back,
    newest_at_the_gateway,
    pay,
    the_gateway_tells,
)
from tests.support.mortal.world import EVENT, HOUSE, MORE, PARTY, RICH, SLUG
from tests.support.pages import Page

GUEST = "guest@example.com"
DINER = {"first_name": "Layla", "last_name": "Haddad", "phone": "+971507654321", "email": GUEST}
_TABLES = f"/{SLUG}/b/{HOUSE}"
_PLACES = f"/{SLUG}/events/{EVENT}"


def hold_a_table(client: Client) -> dict[str, Any]:
    """Press a time while giving it up still costs nothing; of a hold nobody was told of, nobody makes use."""
    return {"form": _press_the_first(client, f"{_TABLES}?party={PARTY}&day={_day()}", f"{_TABLES}/hold")}


def send_the_details(client: Client) -> dict[str, Any]:
    """The form behind the kept table; sent again, it leads to the booking it has made."""
    return {"booking": urlsplit(_fill_in(client, DINER).location).path.removesuffix("/pay")}


def open_the_gateway(client: Client) -> dict[str, Any]:
    """On to the gateway, from the page on which the deposit is paid."""
    return _to_the_gateway(client, _pay_deposit(client, "gateway"))


def sign_in(client: Client) -> dict[str, Any]:
    client.sign_in()
    return {}


def pay_by_card(client: Client) -> dict[str, Any]:
    return {"paid": _pay_deposit(client, "card", pin=PIN).location}


def pay_by_gift_card(client: Client) -> dict[str, Any]:
    return {"paid": _pay_deposit(client, "gift", number=client.world.gift_card).location}


def cancel_the_table(client: Client) -> dict[str, Any]:
    """On the page that says what goes back; it says so too where it was cancelled already."""
    path = f"{client.known['booking']}/cancel"
    asked = client.pages.client.get(path)
    if asked.status_code == 200:
        page = client.pages.get(path)
        client.pages.post(path, page.form(path))
    return {}


def have_a_paid_table(client: Client) -> dict[str, Any]:
    """As the other scenarios come by it."""
    if "booking" not in client.known:
        for step in (hold_a_table, send_the_details, open_the_gateway, pay, the_gateway_tells, come_back):
            client.known |= step(client)
    return {}


def hold_another_time(client: Client) -> dict[str, Any]:
    """Two more come, and the house asks for more: the first free time is held."""
    _press_the_first(client, f"{client.known['booking']}/move?party={MORE}", f"{client.known['booking']}/move/to")
    return {}


def open_the_gateway_for_more(client: Client) -> dict[str, Any]:
    return _to_the_gateway(client, _pay_deposit(client, "gateway", page="move/pay"))


def pay_more(client: Client) -> dict[str, Any]:
    return pay(client)


def the_gateway_tells_of_more(client: Client) -> dict[str, Any]:
    return the_gateway_tells(client)


def come_back_from_more(client: Client) -> dict[str, Any]:
    return come_back(client)


def hold_places(client: Client) -> dict[str, Any]:
    """Three places at the event's first slot that is free."""
    return {"form": _press_the_first(client, f"{_PLACES}?day={_day()}&quantity=3", f"{_PLACES}/hold")}


def send_the_places(client: Client) -> dict[str, Any]:
    """The booking and the way to its payment, straight from the form or by the booking's own page."""
    sent = _fill_in(client, DINER | {"payment": "CARD"})
    if SLUG not in sent.location:
        return _to_the_gateway(client, sent)
    booking = urlsplit(sent.location).path
    shown = client.pages.get(booking)
    return _to_the_gateway(client, client.pages.post(f"{booking}/pay", shown.form(f"{booking}/pay")))


def open_the_gift_form(client: Client) -> dict[str, Any]:
    """The form as the browser holds it, with its one-time key."""
    if "gift" in client.known:
        return {}
    path = f"/{SLUG}/gift-cards/{client.world.template}"
    typed = {
        "choice": "5000",
        "recipient_name": "Chidi",
        "recipient_email": "chidi@example.com",
        "sender_name": "Layla",
        "email": GUEST,
        "pay": "gateway",
    }
    return {"gift": client.pages.get(path).form(path) | typed}


def send_the_gift_form(client: Client) -> dict[str, Any]:
    """Sent again, it leads to the same payment, and once that is made to the card."""
    sent = client.pages.post(f"/{SLUG}/gift-cards/{client.world.template}", client.known["gift"])
    return _to_the_gateway(client, sent) if SLUG not in sent.location else {}


def half_an_hour_passes(client: Client) -> dict[str, Any]:
    """Nobody pays for as long as the house waits."""
    passed = PAY_WINDOW.total_seconds() + 60
    moved_clock.set_forward(client.seconds + passed)
    client.seconds += passed
    return {"passed": passed}


def _day() -> date:
    return (utc_now() + timedelta(days=2)).date()


def _press_the_first(client: Client, page: str, action: str) -> str:
    shown = client.pages.get(page)
    free = [button["value"] for button in shown.select("button[name=slot]") if not button.has_attr("disabled")]
    return client.pages.post(action, shown.form(action) | {"slot": str(free[0])}).location


def _fill_in(client: Client, typed: dict[str, str]) -> Page:
    path = client.known["form"]
    shown = client.pages.client.get(path)
    if shown.status_code == 303:
        # It has booked already, and the answer was lost.
        return Page(shown)
    return client.pages.post(path, client.pages.get(path).form(urlsplit(path).path) | typed)


def _pay_deposit(client: Client, way: str, *, page: str = "pay", **given: str) -> Page:
    path = f"{client.known['booking']}/{page}"
    shown = client.pages.client.get(path)
    if shown.status_code == 303:
        return Page(shown)
    token = client.pages.get(path).form(path)["form_token"]
    return client.pages.post(path, {"form_token": token, "way": way, **given})


def _to_the_gateway(client: Client, sent: Page) -> dict[str, Any]:
    return {"page": sent.location, "reference": newest_at_the_gateway(client)}


_BOOKED = (hold_a_table, send_the_details)
_PAID = (pay, the_gateway_tells, come_back, a_worker_comes_round)
_MORE = (pay_more, the_gateway_tells_of_more, come_back_from_more, a_worker_comes_round)
_MOVING = (hold_another_time, open_the_gateway_for_more)
DINING_SCENARIOS = {
    "gift_card": Scenario(who=GUEST, before=(open_the_gift_form,), steps=(send_the_gift_form, *_PAID)),
    "gift_card_untold": Scenario(
        who=GUEST, before=(open_the_gift_form,), steps=(send_the_gift_form, pay, a_worker_comes_round)
    ),
    "deposit": Scenario(who=GUEST, steps=(*_BOOKED, open_the_gateway, *_PAID), again=send_the_details),
    # Paid in time, but nobody tells before the house gives up.
    "deposit_untold": Scenario(
        who=GUEST,
        steps=(*_BOOKED, open_the_gateway, pay, half_an_hour_passes, a_worker_comes_round),
        again=send_the_details,
    ),
    # The table is given up, and then it is paid after all.
    "deposit_late": Scenario(
        who=GUEST,
        steps=(
            *_BOOKED,
            open_the_gateway,
            half_an_hour_passes,
            a_worker_comes_round,
            pay,
            the_gateway_tells,
            come_back,
        ),
        again=send_the_details,
    ),
    "deposit_cancelled": Scenario(
        who=GUEST, steps=(*_BOOKED, open_the_gateway, *_PAID[:-1], cancel_the_table, a_worker_comes_round)
    ),
    "moved": Scenario(who=GUEST, before=(have_a_paid_table,), steps=(*_MOVING, *_MORE), again=come_back_from_more),
    # The time held is somebody else's again, and then it is paid after all.
    "moved_late": Scenario(
        who=GUEST,
        before=(have_a_paid_table,),
        steps=(*_MOVING, half_an_hour_passes, *_MORE),
        again=come_back_from_more,
    ),
    "deposit_by_card": Scenario(
        who=RICH, before=(sign_in,), steps=(*_BOOKED, pay_by_card, a_worker_comes_round), again=send_the_details
    ),
    "deposit_by_gift_card": Scenario(
        who=GUEST, steps=(*_BOOKED, pay_by_gift_card, a_worker_comes_round), again=send_the_details
    ),
    "event": Scenario(who=GUEST, steps=(hold_places, send_the_places, *_PAID)),
    "event_late": Scenario(
        who=GUEST,
        steps=(
            hold_places,
            send_the_places,
            half_an_hour_passes,
            a_worker_comes_round,
            pay,
            the_gateway_tells,
            come_back,
        ),
    ),
}
