"""What the checkout shows: the cart, how it can be had, carriers' prices, ways to pay, and what it all costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.allocation import LEAST_BY_GATEWAY, Instrument, NotCovered, allocate
from app.domain.pricing import Totals
from app.services import carts, delivery_rates, gift_cards, pickup, shopping_card
from app.services.carts import CartLineView, CartOwner, CartView
from app.services.delivery_rates import RateScope, ValidRate
from app.services.gift_cards import CardSeen
from app.services.pickup import PickupPlace, PickupState
from app.services.platforms import Storefront
from app.services.shopping_card import CardBalance

# Somebody who is shown a price has at least this long to agree to it.
TIME_TO_AGREE: Final = timedelta(minutes=2)


class Way(StrEnum):
    """How an order reaches its buyer."""

    DELIVERY = "delivery"
    PICKUP = "pickup"


class Instruments(StrEnum):
    """What an order is paid with."""

    CARD = "card"
    GATEWAY = "gateway"
    BOTH = "both"
    # The gift card alone, where it holds enough.
    GIFT = "gift"


class QuoteTrouble(StrEnum):
    """Why there are no carriers' prices to choose from, where that is news."""

    EXPIRED = "expired"
    # The carriers' service does not answer.
    DOWN = "down"
    # It answers, but no carrier goes there.
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What has been chosen so far on the page."""

    way: Way | None = None
    state: str = ""
    # The store somebody usually collects at: its state is shown where none was chosen.
    usual_place: UUID | None = None
    # Complete and checked, or None.
    address: Address | None = None
    rate_id: str = ""
    trouble: QuoteTrouble | None = None
    # A gift card looked up before, which pays first.
    gift: CardSeen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What serves this storefront: the delivery provider's word, and the pay page's name for people."""

    delivery: str | None = None
    gateway_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateView:
    """A carrier's price. The marks are given only where there is something to choose."""

    rate: ValidRate
    is_cheapest: bool
    is_fastest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Carriers' prices that may be agreed to now, the cheapest first."""

    rates: tuple[RateView, ...] = ()
    chosen: ValidRate | None = None
    trouble: QuoteTrouble | None = None
    # The address is known but nobody has asked yet.
    is_to_be_asked: bool = False

    @property
    def good_until(self) -> datetime:
        return min(view.rate.expires_at for view in self.rates)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutPage:
    """Everything beside the form. `totals` hold the delivery that is chosen."""

    cart: CartView
    totals: Totals
    way: Way | None
    offers_delivery: bool
    offers_pickup: bool
    states: tuple[PickupState, ...]
    state: str
    places: tuple[PickupPlace, ...]
    quotes: Quotes = field(default_factory=Quotes)
    sender: PickupPlace | None = None
    # None for guests, who have no shopping card.
    card: CardBalance | None = None
    gateway_title: str | None = None
    # The gift card that pays first, where it can.
    gift: CardSeen | None = None

    @property
    def not_delivered(self) -> tuple[str, ...]:
        """The products that cannot be sent."""
        return _names(line for line in self.cart.lines if not line.available_for_delivery)

    @property
    def not_collected(self) -> tuple[str, ...]:
        """The products that cannot be picked up."""
        return _names(line for line in self.cart.lines if not line.available_for_pickup)

    @property
    def can_deliver(self) -> bool:
        return self.offers_delivery and not self.not_delivered

    @property
    def can_pick_up(self) -> bool:
        return self.offers_pickup and not self.not_collected

    @property
    def is_priced(self) -> bool:
        """Whether the total is all there is to pay: a delivery's price is known, a pickup is free."""
        return self.way is Way.PICKUP or self.quotes.chosen is not None

    @property
    def weight_grams(self) -> int:
        return weight_of(self.cart)

    @property
    def gift_minor(self) -> int:
        """What the gift card can pay of this order."""
        return 0 if self.gift is None else min(self.gift.balance.minor, self.totals.total)

    @property
    def rest_minor(self) -> int:
        """What is still to be paid beside the gift card."""
        return self.totals.total - self.gift_minor

    @property
    def missing_minor(self) -> int:
        """What the shopping card lacks for the rest; nothing for guests, who have none."""
        return 0 if self.card is None else max(0, self.rest_minor - self.card.current_minor)

    @property
    def card_share_minor(self) -> int:
        """What the card pays where the pay page takes the rest; 0 where the two cannot share."""
        if self.card is None or not self.missing_minor:
            return 0
        return self.shares(self.card.current_minor)[1]

    def shares(self, on_card: int) -> tuple[int, int, int]:
        """What gift card, shopping card and pay page pay of the order; all 0 where they cannot."""
        if self.gateway_title is None:
            return 0, 0, 0
        least = LEAST_BY_GATEWAY.get(self.cart.currency, 1)
        cards = [Instrument(available=self.gift_minor), Instrument(available=on_card)]
        try:
            gift, card, gateway = allocate(self.totals.total, [*cards, Instrument(minimum=least)])
        except NotCovered:
            return 0, 0, 0
        return gift, card, gateway

    @property
    def instruments(self) -> tuple[Instruments, ...]:
        """What may be chosen to pay with, best first."""
        if self.gift_minor and not self.rest_minor:
            return (Instruments.GIFT,)
        card = self.card is not None and (not self.missing_minor or self.gateway_title is None)
        offered = {
            Instruments.CARD: card,
            Instruments.BOTH: self.card_share_minor > 0,
            Instruments.GATEWAY: self.gateway_title is not None and (not self.gift_minor or any(self.shares(0))),
        }
        return tuple(instrument for instrument, is_offered in offered.items() if is_offered)


def read_page(
    session: Session,
    storefront: Storefront,
    owner: CartOwner,
    choices: Choices,
    outside: Outside,
    *,
    locale: str,
    now: datetime,
) -> CheckoutPage:
    """Four statements at most, five where an address is known, whatever is in the cart."""
    cart = carts.read_cart(session, storefront, owner, locale=locale, now=now)
    places = pickup.list_places(session, storefront, locale=locale)
    states = pickup.states_of(places)
    usual = next((place.state_key for place in places if place.uuid == choices.usual_place), "")
    state = _state(states, choices.state or usual)
    page = CheckoutPage(
        cart=cart,
        totals=cart.totals,
        way=None,
        offers_delivery=delivers(storefront, outside.delivery) and bool(places),
        offers_pickup=bool(places),
        states=tuple(states),
        state=state,
        places=tuple(place for place in places if place.state_key == state),
        sender=sender_for(places, choices.address),
        card=_card(session, owner, storefront.currency),
        gateway_title=outside.gateway_title,
        gift=choices.gift if _pays(choices.gift, storefront) else None,
    )
    page = replace(page, way=_way(page, choices.way))
    if page.way is not Way.DELIVERY or outside.delivery is None:
        return page
    quotes = _quotes(session, storefront, owner, choices, page, provider=outside.delivery, now=now)
    fee = 0 if quotes.chosen is None else quotes.chosen.fee_minor
    return replace(page, quotes=quotes, totals=with_delivery(cart.totals, fee))


def delivers(storefront: Storefront, provider: str | None) -> bool:
    """Whether this storefront sends anything at all."""
    return provider is not None and "delivery" in storefront.features


def with_delivery(totals: Totals, fee_minor: int) -> Totals:
    """The same sums with a carrier's price, to which tax is never added."""
    return replace(totals, delivery=fee_minor, total=totals.total - totals.delivery + fee_minor)


def weight_of(cart: CartView) -> int:
    """What a carrier has to carry, in grams."""
    return sum(line.weight_grams * line.quantity for line in cart.lines)


def sender_for(places: Sequence[PickupPlace], address: Address | None) -> PickupPlace | None:
    """The store a parcel leaves from: one in the state it goes to, else the first there is."""
    near = (place for place in places if address is not None and place.state_key == address.state)
    return next(near, places[0] if places else None)


def _state(states: Sequence[PickupState], wanted: str) -> str:
    """The state asked for; none yet where there are several to choose from."""
    keys = [state.key for state in states]
    if wanted in keys:
        return wanted
    return keys[0] if len(keys) == 1 else ""


def _way(page: CheckoutPage, wanted: Way | None) -> Way | None:
    """What was chosen where it is possible, else what is."""
    possible = [way for way, can in ((Way.DELIVERY, page.can_deliver), (Way.PICKUP, page.can_pick_up)) if can]
    return wanted if wanted in possible else next(iter(possible), None)


def _card(session: Session, owner: CartOwner, currency: str) -> CardBalance | None:
    if owner.customer_id is None:
        return None
    return shopping_card.balance(session, customer_id=owner.customer_id, currency=currency)


def _pays(gift: CardSeen | None, storefront: Storefront) -> bool:
    return gift is not None and gift_cards.problem_of(gift, currency=storefront.currency) is None


def _quotes(
    session: Session,
    storefront: Storefront,
    owner: CartOwner,
    choices: Choices,
    page: CheckoutPage,
    *,
    provider: str,
    now: datetime,
) -> Quotes:
    if choices.trouble in {QuoteTrouble.DOWN, QuoteTrouble.NOBODY}:
        return Quotes(trouble=choices.trouble)
    if choices.address is None or page.sender is None:
        return Quotes()
    rates = delivery_rates.list_recent(
        session,
        storefront,
        RateScope(
            caller=owner,
            pickup_location_id=page.sender.id,
            address=choices.address,
            weight_grams=page.weight_grams,
        ),
        provider=provider,
        since=now - delivery_rates.LIFETIME + TIME_TO_AGREE,
        now=now,
    )
    if not rates:
        return Quotes(trouble=QuoteTrouble.EXPIRED if choices.rate_id else None, is_to_be_asked=True)
    cheapest = delivery_rates.cheapest(rates)
    chosen = next((rate for rate in rates if rate.rate_id == choices.rate_id), cheapest)
    return Quotes(rates=_views(rates), chosen=chosen)


def _views(rates: Sequence[ValidRate]) -> tuple[RateView, ...]:
    cheapest, fastest = delivery_rates.cheapest(rates), delivery_rates.fastest(rates)
    is_choice = len(rates) > 1
    return tuple(
        RateView(rate=rate, is_cheapest=is_choice and rate is cheapest, is_fastest=is_choice and rate is fastest)
        for rate in sorted(rates, key=lambda rate: (rate.fee_minor, rate.carrier_name))
    )


def _names(lines: Iterable[CartLineView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.name for line in lines))
