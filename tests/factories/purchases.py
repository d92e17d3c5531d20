"""Orders bought through the services: stock taken, coupon used, money moved, as a customer would have done it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import ROOT
from app.domain.coupons import discount_of
from app.domain.pickup_code import Presented, pickup_code
from app.domain.pricing import price_lines
from app.domain.states import OrderState
from app.flows.checkout import PlaceOrder, place_and_pay
from app.integrations.hashing import HmacHasher
from app.integrations.messages.texts import TemplateTexts
from app.models import Business, Customer, Order, PickupLocation, Platform, Product, StaffMember, StaffRole
from app.services import baskets, coupons, handover, order_moves
from app.services.baskets import WantedLine
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import is_everywhere
from tests.factories.catalog import make_pickup_location, make_product
from tests.factories.clock import NOW, next_number
from tests.factories.ledger import fund_card
from tests.factories.people import PIN, make_customer, make_staff
from tests.factories.tenancy import SANDBOX, make_platform, storefront_of
from tests.support.units import units_over

KEYED = HmacHasher(SANDBOX.pepper)
TEXTS = TemplateTexts(ROOT / "templates" / "email")
# A product, how many of it, and the options chosen.
Item: TypeAlias = tuple[Product, int] | tuple[Product, int, tuple[UUID, ...]]


@dataclass(frozen=True, slots=True)
class _Buyer:
    customer_id: int


def buy(
    session: Session,
    *,
    platform: Platform | None = None,
    customer: Customer | None = None,
    location: PickupLocation | None = None,
    items: Sequence[Item] | None = None,
    coupon_code: str | None = None,
    state: OrderState = OrderState.CONFIRMED,
    locale: str = "en",
    now: datetime = NOW,
) -> Order:
    """A pickup order paid with the shopping card, taken on by staff to the state asked for; commits.

    The card is filled with what the order costs.
    """
    platform = platform or make_platform(session)
    storefront = storefront_of(session, platform)
    business = session.get_one(Business, platform.business_id)
    customer = customer or make_customer(session, business=business)
    location = location or make_pickup_location(session, platform=platform)
    bought = items if items is not None else [(make_product(session, platform=platform), 1)]
    lines = [
        WantedLine(product_uuid=i[0].uuid, quantity=i[1], option_values=i[2] if len(i) > 2 else ()) for i in bought
    ]
    basket = baskets.basket_of_products(session, storefront, lines, for_pickup=True, locale=locale)
    discount = 0
    if coupon_code is not None:
        terms = coupons.get_terms(session, storefront, code=coupon_code, subtotal_minor=basket.subtotal_minor, now=now)
        discount = discount_of(terms, basket.subtotal_minor)
    prices = [line.price for line in basket.lines]
    totals = price_lines(
        prices, tax_mode=storefront.tax_mode, tax_rate_bp=storefront.tax_rate_bp, discount_minor=discount
    ).totals
    if totals.total:
        fund_card(session, customer, totals.total, currency=platform.currency)
    command = PlaceOrder(
        checkout_key=f"bought-{next_number()}",
        expected_total_minor=totals.total,
        pickup_location_uuid=location.uuid,
        lines=lines,
        coupon_code=coupon_code,
        locale=locale,
    )
    session.commit()
    placed = place_and_pay(
        units_over(session),
        lambda: now,
        KEYED,
        command,
        storefront=storefront,
        customer=_Buyer(customer.id),
        pin=PIN,
        texts=TEXTS,
    )
    order = session.scalars(select(Order).where(Order.number == placed.number)).one()
    bring_to(session, order, state, now=now)
    return order


def bring_to(session: Session, order: Order, state: OrderState, *, now: datetime = NOW) -> None:
    """Take a confirmed order on to a state, by the services its owner and the staff use; commits."""
    platform = session.get_one(Platform, order.platform_id)
    business = session.get_one(Business, platform.business_id)
    if state is OrderState.CANCELLED:
        order_moves.cancel_own(
            session,
            storefront=storefront_of(session, platform),
            customer_id=order.customer_id,
            number=order.number,
            texts=TEXTS,
            now=now,
        )
    way = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.COMPLETED)
    if state in way[1:]:
        staff = seen(make_staff(session, business=business, role=StaffRole.ADMIN))
        ahead = way[1 : way.index(state) + 1]
        order_moves.start_preparing(session, staff=staff, number=order.number, now=now)
        if OrderState.READY in ahead:
            order_moves.mark_ready(session, staff=staff, number=order.number, texts=TEXTS, now=now)
        if OrderState.COMPLETED in ahead:
            presented = Presented(order.uuid, pickup_code(KEYED.digest, order.uuid).code)
            handover.hand_over(session, staff=staff, presented=presented, digest=KEYED.digest, now=now)
    session.commit()


def seen(staff: StaffMember, *locations: PickupLocation) -> StaffSeen:
    """A staff member as a signed-in session shows them."""
    found = StaffSeen(
        staff_id=staff.id,
        sign_in_id=0,
        business_id=staff.business_id,
        environment=staff.environment,
        name=staff.name,
        email=staff.email,
        role=staff.role,
        every_location=staff.every_location,
        location_ids=frozenset(location.id for location in locations),
    )
    assert is_everywhere(found) or locations, "a staff member of some locations needs at least one"
    return found
