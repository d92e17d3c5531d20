"""Orders move by staff and are cancelled by their owner: once, exactly, on the timeline and in the audit trail."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import OrderNotFound, TransitionRefused
from app.domain.states import OrderState, PaymentState
from app.models import (
    Account,
    AuditEntry,
    Business,
    Coupon,
    CouponKind,
    Order,
    OrderEvent,
    OutboxMessage,
    Payment,
    PickupLocation,
    Platform,
    Product,
    StaffRole,
    Transfer,
    TransferKind,
)
from app.services import order_moves
from app.services.ledger_audit import audit
from app.services.staff_accounts import StaffSeen
from tests.factories import (
    NOW,
    buy,
    fund_card,
    make_business,
    make_coupon,
    make_customer,
    make_pickup_location,
    make_platform,
    make_product,
    make_staff,
    seen,
    storefront_of,
)
from tests.factories.purchases import TEXTS

LATER = NOW + timedelta(minutes=5)


@dataclass
class Store:
    """A storefront with a store, somebody who buys and somebody who works there."""

    session: Session
    business: Business
    platform: Platform
    place: PickupLocation
    staff: StaffSeen

    def buy(self, state: OrderState = OrderState.CONFIRMED, **given: object) -> Order:
        return buy(self.session, platform=self.platform, location=self.place, state=state, **given)  # type: ignore[arg-type]  # passed on as they are

    def cancel(self, order: Order, customer_id: int | None = None) -> None:
        order_moves.cancel_own(
            self.session,
            storefront=storefront_of(self.session, self.platform),
            customer_id=customer_id or order.customer_id,
            number=order.number,
            texts=TEXTS,
            now=LATER,
        )
        self.session.commit()

    def timeline(self, order: Order) -> list[tuple[OrderState, str, int | None]]:
        events = self.session.scalars(select(OrderEvent).where(OrderEvent.order_id == order.id).order_by(OrderEvent.id))
        return [(event.state, event.actor_kind, event.actor_id) for event in events]

    def told(self, order: Order) -> list[tuple[str, str, str | None]]:
        """What went out after the confirmation."""
        rows = self.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.topic, row.channel, row.recipient) for row in rows if row.topic != "order_confirmed"]

    def books(self) -> tuple[dict[int, int], dict[int, tuple[int, int]], dict[int, int]]:
        """Balances, stock with what was sold, and uses of coupons."""
        balances = {row.id: row.balance_minor for row in self.session.scalars(select(Account))}
        stock = {row.id: (row.stock, row.sold_count) for row in self.session.scalars(select(Product))}
        coupons = {row.id: row.used_count for row in self.session.scalars(select(Coupon))}
        return balances, stock, coupons


def breaches(session: Session) -> list[object]:
    """What the audit of the books complains about."""
    return [breach for finding in audit(session) for breach in finding.breaches]


@pytest.fixture
def store(session: Session) -> Store:
    return make_store(session)


def make_store(session: Session) -> Store:
    business = make_business(session)
    platform = make_platform(session, business=business)
    place = make_pickup_location(session, platform=platform)
    staff = make_staff(session, business=business, locations=(place,))
    return Store(session, business, platform, place, seen(staff, place))


# --- by staff


def test_start_preparing_is_on_the_timeline_and_in_the_audit_trail(store: Store) -> None:
    order = store.buy()

    order_moves.start_preparing(store.session, staff=store.staff, number=order.number, now=LATER)

    assert (order.state, order.updated_at) == (OrderState.PREPARING, LATER)
    assert store.timeline(order)[-1] == (OrderState.PREPARING, "staff", store.staff.staff_id)
    trail = store.session.scalars(select(AuditEntry).where(AuditEntry.entity == "order")).all()
    assert [(e.actor_kind, e.actor_id, e.action, e.entity_id, e.before, e.after, e.business_id) for e in trail] == [
        (
            *("staff", store.staff.staff_id, "order_preparing", order.id),
            *({"state": "confirmed"}, {"state": "preparing"}, store.business.id),
        )
    ]


def test_ready_tells_the_customer_by_e_mail_and_text_message(store: Store) -> None:
    order = store.buy(OrderState.PREPARING)

    order_moves.mark_ready(store.session, staff=store.staff, number=order.number, texts=TEXTS, now=LATER)

    assert order.state is OrderState.READY
    assert store.told(order) == [
        ("order_ready", "email", order.contact_email),
        ("order_ready", "sms", order.contact_phone),
    ]
    body = store.session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "order_ready")).first()
    assert body is not None
    assert order.number in body.body
    assert store.place.name_en in body.body


def test_the_message_is_in_the_language_of_the_order(store: Store) -> None:
    order = store.buy(OrderState.PREPARING, locale="ar")

    order_moves.mark_ready(store.session, staff=store.staff, number=order.number, texts=TEXTS, now=LATER)

    message = store.session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "order_ready")).first()
    assert message is not None
    assert (message.locale, "جاهز" in message.body, store.place.name_ar in message.body) == ("ar", True, True)


def test_a_wrong_ready_is_taken_back_and_the_customer_told(store: Store) -> None:
    order = store.buy(OrderState.READY)
    code = order.pickup_token_hash

    order_moves.undo_ready(store.session, staff=store.staff, number=order.number, texts=TEXTS, now=LATER)

    assert (order.state, order.pickup_token_hash) == (OrderState.PREPARING, code)
    assert store.told(order)[-2:] == [
        ("order_not_ready", "email", order.contact_email),
        ("order_not_ready", "sms", order.contact_phone),
    ]


@pytest.mark.parametrize(
    ("state", "move"),
    [
        (OrderState.PREPARING, "start_preparing"),
        (OrderState.READY, "start_preparing"),
        (OrderState.CANCELLED, "start_preparing"),
        (OrderState.CONFIRMED, "mark_ready"),
        (OrderState.READY, "mark_ready"),
        (OrderState.COMPLETED, "mark_ready"),
        (OrderState.PREPARING, "undo_ready"),
        (OrderState.COMPLETED, "undo_ready"),
    ],
)
def test_a_move_from_another_state_is_refused_and_changes_nothing(store: Store, state: OrderState, move: str) -> None:
    order = store.buy(state)
    before = (store.timeline(order), store.told(order))
    texts = {} if move == "start_preparing" else {"texts": TEXTS}

    with pytest.raises(TransitionRefused) as refused:
        getattr(order_moves, move)(store.session, staff=store.staff, number=order.number, now=LATER, **texts)

    assert (refused.value.entity, refused.value.state) == ("order", state.value)
    assert (order.state, store.timeline(order), store.told(order)) == (state, *before)


def test_staff_of_another_place_or_business_do_not_find_the_order(store: Store) -> None:
    order = store.buy()
    elsewhere = make_pickup_location(store.session, platform=store.platform)
    neighbour = seen(make_staff(store.session, business=store.business, locations=(elsewhere,)), elsewhere)
    stranger = seen(make_staff(store.session, role=StaffRole.ADMIN))

    for who in (neighbour, stranger):
        with pytest.raises(OrderNotFound):
            order_moves.start_preparing(store.session, staff=who, number=order.number, now=LATER)


@pytest.mark.parametrize("role", [StaffRole.ADMIN, StaffRole.MANAGER])
def test_who_runs_the_business_reaches_every_place(store: Store, role: StaffRole) -> None:
    order = store.buy()
    elsewhere = make_pickup_location(store.session, platform=store.platform)
    boss = seen(make_staff(store.session, business=store.business, locations=(elsewhere,), role=role), elsewhere)

    order_moves.start_preparing(store.session, staff=boss, number=order.number, now=LATER)

    assert order.state is OrderState.PREPARING


# --- by the owner


def test_cancelling_undoes_what_placing_did(store: Store) -> None:
    customer = make_customer(store.session, business=store.business)
    fund_card(store.session, customer, 1)
    product = make_product(store.session, platform=store.platform, stock=5)
    coupon = make_coupon(store.session, platform=store.platform, usage_limit=3)
    order = store.buy(customer=customer, items=[(product, 2)], coupon_code=coupon.code)
    assert (product.stock, coupon.used_count) == (3, 1)

    store.cancel(order)

    assert (order.state, order.pickup_token_hash) == (OrderState.CANCELLED, None)
    assert (product.stock, product.sold_count, coupon.used_count) == (5, 0, 0)
    card = store.session.scalars(select(Account).where(Account.customer_id == customer.id)).one()
    assert card.balance_minor == 1 + order.total_minor
    refund = store.session.scalars(select(Transfer).where(Transfer.kind == TransferKind.REFUND)).one()
    assert (refund.amount_minor, refund.order_id, refund.customer_id) == (order.total_minor, order.id, customer.id)
    assert store.session.scalars(select(Payment.state)).one() is PaymentState.REVERSED
    assert store.timeline(order)[-1] == (OrderState.CANCELLED, "customer", customer.id)
    assert [topic for topic, _, _ in store.told(order)] == ["order_cancelled", "order_cancelled"]
    assert breaches(store.session) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    prices=st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 4)), min_size=1, max_size=4),
    coupon=st.one_of(
        st.none(),
        st.builds(lambda bp: {"kind": CouponKind.PERCENT, "percent_bp": bp}, st.integers(0, 10_000)),
        st.builds(lambda minor: {"kind": CouponKind.AMOUNT, "amount_minor": minor}, st.integers(0, 10**7)),
    ),
    tax=st.integers(0, 2_500),
)
def test_whatever_was_bought_the_books_are_as_before(
    session: Session, prices: list[tuple[int, int]], coupon: dict[str, object] | None, tax: int
) -> None:
    store = make_store(session)
    store.platform.tax_rate_bp = tax
    products = [(make_product(session, platform=store.platform, price_minor=p, stock=9), n) for p, n in prices]
    code = make_coupon(session, platform=store.platform, **coupon).code if coupon else None
    _, stock_before, coupons_before = store.books()

    order = store.buy(items=products, coupon_code=code)
    store.cancel(order)

    balances, stock, coupons = store.books()
    assert (stock, coupons) == (stock_before, coupons_before)
    card = session.scalar(select(Account.id).where(Account.customer_id == order.customer_id))
    assert order.total_minor == 0 or balances[card or 0] == order.total_minor
    assert breaches(session) == []


def test_cancelling_twice_is_refused_and_pays_back_once(store: Store) -> None:
    order = store.buy()
    store.cancel(order)
    before = store.books()

    with pytest.raises(TransitionRefused):
        store.cancel(order)

    assert store.books() == before


@pytest.mark.parametrize("state", [OrderState.PREPARING, OrderState.READY, OrderState.COMPLETED])
def test_once_somebody_prepares_it_an_order_is_not_cancelled_by_its_owner(store: Store, state: OrderState) -> None:
    order = store.buy(state)
    before = store.books()

    with pytest.raises(TransitionRefused):
        store.cancel(order)

    assert (order.state, store.books()) == (state, before)


def test_somebody_elses_order_is_not_found(store: Store) -> None:
    order = store.buy()
    other = make_customer(store.session, business=store.business)

    with pytest.raises(OrderNotFound):
        store.cancel(order, customer_id=other.id)


def test_an_order_that_cost_nothing_is_cancelled_without_moving_money(store: Store) -> None:
    coupon = make_coupon(store.session, platform=store.platform, percent_bp=10_000)
    order = store.buy(coupon_code=coupon.code)
    assert order.total_minor == 0

    store.cancel(order)

    assert (order.state, coupon.used_count) == (OrderState.CANCELLED, 0)
    assert store.session.scalars(select(Transfer)).all() == []
