"""The checkout as it stands: the form and what is shown beside it, for a page or for a swap."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Final
from uuid import UUID

from babel import Locale
from flask import Response, make_response, render_template, url_for

from app.clock import utc_now
from app.domain import errors as e
from app.domain.address import Address
from app.domain.address_fields import problems_of
from app.domain.regions import REGIONS
from app.extensions import db, gateways
from app.services import addresses, checkout_page, gift_cards, pickup
from app.services.addresses import Saved
from app.services.checkout_page import CheckoutPage, Choices, Instruments, Outside, QuoteTrouble, Way
from app.services.gift_cards import CardSeen
from app.services.platforms import Storefront
from app.web import htmx
from app.web.addresses.forms import PlaceForm
from app.web.cart import words as cart_words
from app.web.cart.session import current_owner, remember_count
from app.web.checkout import words
from app.web.checkout.forms import NEW, CheckoutForm
from app.web.forms import form_page
from app.web.session import current_customer
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

# The address's fields stand beside the checkout's own, which has a state too.
PREFIX: Final = "to-"
COUNTRIES: Final = frozenset(REGIONS)
# They stand in an address for what an order will have once it is there.
_NOBODYS: Final = UUID(int=0)
_TOKEN: Final = "T-O-K-E-N"  # noqa: S105  # it stands for one


class Desk:
    """One visit to the checkout: who comes, what they have chosen so far, and the page that follows from it."""

    def __init__(self) -> None:
        self.storefront = current_storefront()
        self.customer = current_customer()
        self.owner = current_owner()
        self.outside = outside_of(self.storefront)
        self.form = CheckoutForm(self.storefront, is_guest=self.customer is None)
        self.usual: UUID | None = None
        # The total the buyer was shown, kept as the form takes on what is found now.
        self.agreed_minor = self.form.typed_total
        # What was chosen, before the page found out what of it is still possible.
        self.asked = (self.form.way.data, self.form.rate.data, self.form.pay.data)
        self.gift_shown = self.form.gift_shown.data
        # Why carriers' prices are missing, once they were asked for or refused.
        self.trouble: QuoteTrouble | None = None
        self.saved = self._saved()
        self.to = PlaceForm(self._country(), prefix=PREFIX, meta={"csrf": False})

    def begin(self) -> None:
        """Fill in what is known before anything was typed."""
        form = self.form
        form.key.data = secrets.token_urlsafe(24)
        if self.customer is not None:
            form.introduce(self.customer)
            self.usual = pickup.find_last_used(db.session(), self.storefront, customer_id=self.customer.customer_id)
            if self.usual is not None:
                form.place.data, form.way.data = str(self.usual), Way.PICKUP.value
        form.address.data = str(self.saved[0].uuid) if self.saved else NEW

    def look(self) -> CheckoutPage:
        """Read the page for what the form holds, and let the form hold only what is possible."""
        if self.saved_choice is None:
            self.form.address.data = NEW
        page = checkout_page.read_page(
            db.session(),
            self.storefront,
            self.owner,
            Choices(
                way=self.form.chosen_way,
                state=self.form.state.data or "",
                usual_place=self.usual,
                address=self.address,
                rate_id=self.form.rate.data or "",
                trouble=self.trouble,
                gift=self._gift(),
            ),
            self.outside,
            locale=current_locale(),
            now=utc_now(),
        )
        remember_count(page.cart.count)
        self.form.settle(page)
        return page

    def is_complete(self, page: CheckoutPage) -> bool:
        """Whether everything asked for is there; what is not, stands beside its field."""
        is_fine = bool(self.form.validate_on_submit())
        if page.way is None:
            self.form.form_errors.append(words.no_way(page))
            return False
        if page.way is Way.DELIVERY and self.saved_choice is None:
            is_fine = self.to.validate() and is_fine
        return self._is_as_asked(page) and is_fine

    def _is_as_asked(self, page: CheckoutPage) -> bool:
        """Nothing else is bought than what was chosen: what is no longer possible is said, not replaced."""
        form, (way, rate, pay) = self.form, self.asked
        if way and way != form.way.data:
            form.way.errors = [words.why_not(page, way) or words.no_way(page)]
        elif page.way is Way.DELIVERY and rate and rate != form.rate.data:
            form.rate.errors = []
            form.refuse(e.RateInvalid(reason=e.RateProblem.EXPIRED), form.rate)
        if form.costs and pay and pay != form.pay.data:
            form.pay.errors = []
            is_gateway = pay == Instruments.GATEWAY.value
            form.refuse(e.PaymentMethodUnavailable(method=pay) if is_gateway else e.BalanceTooLow(), form.pay)
        self._check_gift(page)
        return not (form.way.errors or form.rate.errors or form.pay.errors or form.gift_number.errors)

    def _check_gift(self, page: CheckoutPage) -> None:
        """Somebody else may have spent of the card meanwhile: the other way to pay would have to pay more."""
        if not self.form.gift.data:
            return
        if page.gift is None:
            self.form.gift_number.errors = []
            self.form.refuse(e.GiftCardUnusable(reason=e.GiftCardProblem.INACTIVE), self.form.gift_number)
        elif self.gift_shown != self.form.gift_shown.data:
            self.form.gift_number.errors = [_("What is on the gift card has changed. Look at the sums once more.")]

    def _gift(self) -> CardSeen | None:
        """The gift card that was found before, as it is now; one statement where there is one."""
        uuid = self.form.chosen_gift
        if uuid is None:
            return None
        return gift_cards.find_by_uuid(db.session(), tenant=self.storefront.tenant, uuid=uuid, now=utc_now())

    def refresh(self) -> None:
        """Read the address book again: an address that carriers had prices for is in it now."""
        self.saved = self._saved()

    @property
    def saved_choice(self) -> Saved | None:
        """The address of the book that is chosen."""
        return next((entry for entry in self.saved if str(entry.uuid) == self.form.address.data), None)

    @property
    def address(self) -> Address | None:
        """Where it goes and to whom, once that is complete."""
        if self.saved_choice is not None:
            return self.saved_choice.address
        typed = self.to.address
        if self.to.is_blank or problems_of(typed):
            return None
        first, _space, last = self.form.contact.name.partition(" ")
        contact = self.form.contact
        return replace(
            typed, first_name=first, last_name=last.strip(), email=contact.email or "", phone=contact.phone or ""
        )

    @property
    def link(self) -> str:
        """Where messages lead: a customer's own page of the order, a guest's by its token."""
        if self.customer is not None:
            return _with_blanks(url_for("orders.show", number="NUMBER", _external=True))
        return _with_blanks(url_for("checkout.guest_order", order_uuid=_NOBODYS, token=_TOKEN, _external=True))

    @property
    def countries(self) -> list[tuple[str, str]]:
        """Where the shop sends things, by name, its own country among them."""
        names = Locale.parse(current_locale()).territories
        return sorted(((code, str(names.get(code, code))) for code in COUNTRIES), key=lambda country: country[1])

    def _saved(self) -> list[Saved]:
        if self.customer is None or not checkout_page.delivers(self.storefront, self.outside.delivery):
            return []
        return addresses.list_saved(db.session(), self.storefront, customer_id=self.customer.customer_id)

    def _country(self) -> str:
        typed = (self.form.country.data or "").upper()
        return typed if typed in COUNTRIES else self.storefront.country


def _with_blanks(url: str) -> str:
    """An address with the places of an order's own number, id and token marked."""
    marked = url.replace("{", "{{").replace("}", "}}")
    for blank, name in (("NUMBER", "number"), (str(_NOBODYS), "uuid"), (_TOKEN, "token")):
        marked = marked.replace(blank, f"{{{name}}}")
    return marked


def outside_of(storefront: Storefront) -> Outside:
    """Who serves the storefront: no pay page that could not settle its currency."""
    providers = gateways().providers
    delivery, payments = providers.delivery(storefront), providers.payments(storefront)
    settles = payments is not None and storefront.currency in payments.currencies
    return Outside(
        delivery=None if delivery is None else delivery.name,
        gateway_title=payments.title if payments is not None and settles else None,
    )


def shown(desk: Desk, page: CheckoutPage) -> Response:
    """The whole page."""
    if desk.to.errors:
        # The status of the form that is answered for; what is wrong stands beside the fields.
        desk.form.status = max(desk.form.status, desk.to.status)
    response = form_page("checkout/show.html", desk.form, **_context(desk, page), is_swap=False)
    if desk.to.errors:
        response.status_code = desk.form.status
    return response


def changed(desk: Desk, page: CheckoutPage, *, said: str = "", with_address: bool = False) -> Response:
    """After a change: only what may have changed for a swap, the whole page without script."""
    if not htmx.wants_fragment():
        return shown(desk, page)
    context = {
        **_context(desk, page),
        "said": said or words.total_told(page),
        "with_address": with_address,
        "is_swap": True,
    }
    response = make_response(render_template("checkout/_updated.html", form=desk.form, **context))
    response.vary.add("HX-Request")
    return response


def _context(desk: Desk, page: CheckoutPage) -> dict[str, object]:
    return {"desk": desk, "to": desk.to, "counter": page, "words": cart_words, "say": words}
