"""A shop with a gateway and a clock, for tests of what becomes of payments."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.domain.states import OrderState, RefundReason
from app.flows import refunds, settlement
from app.flows.checkout import PlaceOrder, StartedOrder, place_and_start, start_again
from app.flows.top_up import start_top_up
from app.models import Account, AccountKind, Order, OutboxMessage, Payment, PaymentMethod, Product, Refund, TransferKind
from app.services import ledger, order_moves, refund_sending, shopping_card
from app.services import refunds as refunds_service
from app.services.baskets import WantedLine
from app.services.ledger_audit import audit
from app.services.payment_views import Settled
from app.services.provider_ports import Outcome
from app.services.refund_sending import DueRefund
from tests.factories import NOW, PIN
from tests.integration.flows.shop import Buyer, Shop
from tests.support.gateway import FakeGateway

PRICE = 10_000
# The storefront adds 7.5 % tax.
TOTAL = 10_750


class Till:
    """Buys one piece of tea on the gateway's page; the clock goes only when a test says so."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.session = shop.session
        self.gateway = FakeGateway()
        self.now: datetime = NOW
        self.tea: Product = shop.product(name_en="Tea", price_minor=PRICE, stock=3)

    def start(self, total: int = TOTAL, **given: Any) -> StartedOrder:
        how = {name: given.pop(name) for name in ("with_card", "pin", "their_return_url", "customer") if name in given}
        if "lines" not in given and not self.session.scalars(select(Order)).first():
            self.shop.put_in_cart(self.tea)
        command = PlaceOrder(
            **{
                "checkout_key": "key-1",
                "expected_total_minor": total,
                "pickup_location_uuid": self.shop.store.uuid,
                **given,
            }
        )
        self.session.commit()
        return place_and_start(
            self.shop.uow,
            self.clock,
            self.shop.outside.keyed,
            self.gateway.registry,
            command,
            storefront=self.shop.storefront,
            texts=self.shop.outside.texts,
            return_url=lambda reference: f"https://shop.example/pay/return/{reference}",
            **{"customer": Buyer(self.shop.customer.id), "pin": PIN, **how},
        )

    def started(self, **given: Any) -> str:
        """Start, and say the reference."""
        reference = self.start(**given).payment_reference
        assert reference is not None
        return reference

    def topped_up(self) -> str:
        """Ask for money to put on the card; nobody has paid yet."""
        self.session.commit()
        return start_top_up(
            self.shop.uow,
            self.clock,
            self.gateway.registry,
            storefront=self.shop.storefront,
            customer=Buyer(self.shop.customer.id),
            amount_minor=PRICE,
            request_key="top-up",
            return_url=lambda reference: f"https://shop.example/pay/return/{reference}",
        ).reference

    def paid(self, **given: Any) -> str:
        """Start, pay and settle."""
        reference = self.started(**given)
        self.hear(reference, Outcome.SUCCEEDED)
        return reference

    def settle(self, reference: str) -> Settled:
        return settlement.settle(
            self.shop.uow, self.clock, self.gateway.registry, self.shop.outside.texts, reference=reference
        )

    def hear(self, reference: str, outcome: Outcome, **given: object) -> Settled:
        self.gateway.decide(reference, outcome, **given)
        return self.settle(reference)

    def again(self) -> str | None:
        return start_again(
            self.shop.uow,
            self.clock,
            self.gateway.registry,
            storefront=self.shop.storefront,
            customer_id=self.shop.customer.id,
            number=self.order.number,
            return_url=lambda reference: f"https://shop.example/pay/return/{reference}",
            texts=self.shop.outside.texts,
        )

    def work(self, what: Any) -> int:
        """One round of a duty."""
        done: int = what(self.shop.uow, self.clock, self.gateway.registry, self.shop.outside.texts)
        return done

    def later(self, **given: float) -> None:
        self.now += timedelta(**given)

    def leave_on_card(self, minor: int) -> None:
        """Take the rest of the customer's money away."""
        tenant = self.shop.storefront.tenant
        customer_id = self.shop.customer.id
        card = shopping_card.open_card(self.session, tenant=tenant, customer_id=customer_id, currency="NGN", now=NOW)
        away = ledger.get_or_open_account(
            self.session,
            tenant=tenant,
            kind=AccountKind.ADJUSTMENTS,
            currency="NGN",
            platform_id=self.shop.storefront.id,
            now=NOW,
        )
        ledger.transfer(
            self.session,
            tenant=tenant,
            key="away",
            kind=TransferKind.WALLET_DEBIT,
            legs=[(card, minor - card.balance_minor), (away, card.balance_minor - minor)],
            description="Spent elsewhere",
            customer_id=customer_id,
            now=NOW,
        )
        self.session.commit()

    def expire(self) -> None:
        self.later(minutes=31)
        assert self.work(settlement.expire_due) == 1

    def cancel(self) -> None:
        number = self.order.number
        with self.shop.uow() as session:
            order_moves.cancel_own(
                session,
                storefront=self.shop.storefront,
                customer_id=self.shop.customer.id,
                number=number,
                texts=self.shop.outside.texts,
                now=self.now,
            )

    def give_back(self, minor: int, key: str) -> None:
        order = self.order
        with self.shop.uow() as session:
            refunds_service.give_part_back(
                session,
                order,
                amount_minor=minor,
                key=key,
                reason=RefundReason.RETURNED,
                tenant=self.shop.storefront.tenant,
                now=self.now,
            )

    @property
    def one_tea(self) -> list[WantedLine]:
        return [WantedLine(product_uuid=self.tea.uuid, quantity=1)]

    @property
    def all_the_tea(self) -> list[WantedLine]:
        return [WantedLine(product_uuid=self.tea.uuid, quantity=3)]

    @property
    def orders(self) -> list[Order]:
        self.session.expire_all()
        return list(self.session.scalars(select(Order).order_by(Order.id)))

    def send_refunds(self) -> int:
        return self.work(refunds.send_due)

    def claim_refunds(self) -> list[DueRefund]:
        """What a worker does before it asks; then it dies."""
        with self.shop.uow() as session:
            return refund_sending.claim_due(session, now=self.now, limit=5)

    def clock(self) -> datetime:
        return self.now

    @property
    def order(self) -> Order:
        """The first one."""
        return self.orders[0]

    @property
    def state(self) -> OrderState:
        return self.order.state

    @property
    def payments(self) -> list[Payment]:
        self.session.expire_all()
        return list(
            self.session.scalars(select(Payment).where(Payment.method == PaymentMethod.GATEWAY).order_by(Payment.id))
        )

    @property
    def refunds(self) -> list[Refund]:
        self.session.expire_all()
        return list(self.session.scalars(select(Refund).order_by(Refund.id)))

    @property
    def stock(self) -> int:
        self.session.refresh(self.tea)
        return self.tea.stock

    @property
    def told(self) -> list[str]:
        """Topics of the messages so far."""
        return list(
            self.session.scalars(
                select(OutboxMessage.topic).where(OutboxMessage.channel == "email").order_by(OutboxMessage.id)
            )
        )

    def balance(self, kind: AccountKind) -> int:
        self.session.expire_all()
        return sum(self.session.scalars(select(Account.balance_minor).where(Account.kind == kind)))

    @property
    def breaches(self) -> list[str]:
        return [finding.promise for finding in audit(self.session) if finding.breaches]
