"""A gift card is bought: worth something from the payment on, sent on its day, and never twice for one payment."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.domain import gift_cards as rules
from app.domain.errors import AmountMismatch, AmountTooSmall, BalanceTooLow, PinWrong
from app.domain.money import Money
from app.domain.states import PaymentState
from app.domain.topics import Topic
from app.flows import buying_gift_cards as flow
from app.models import Account, GiftCard, GiftCardPurchase, OutboxMessage, Payment
from app.services import gift_cards
from app.services.gift_cards import purchases, sending
from app.services.gift_cards.purchases import WantedCard
from app.services.provider_ports import Outcome
from tests.factories import NOW, PIN, make_gift_card_template
from tests.integration.flows.shop import Buyer
from tests.integration.flows.till import Till

AMOUNT = 250_000


class Counter:
    """Sells gift cards at the till."""

    def __init__(self, till: Till) -> None:
        self.till, self.shop = till, till.shop
        row = make_gift_card_template(till.session, platform=self.shop.platform)
        self.template = gift_cards.get_template(till.session, self.shop.storefront, uuid=row.uuid, locale="en")
        till.session.commit()

    def buying(self, *, key: str = "form-1", minor: int = AMOUNT, **given: Any) -> flow.Purchase:
        wanted = {
            "template": self.template,
            "amount": Money(minor, "NGN"),
            "recipient_name": "Chidi",
            "recipient_email": "chidi@example.com",
            "sender_name": "Ada",
            "message": "Enjoy <it>",
            "send_at": NOW,
            "locale": "en",
            "link": "https://shop.example/gift-cards/bought/{uuid}/{token}",
            "card_link": "https://shop.example/gift-cards/for-you/{uuid}/{token}",
        }
        return flow.Purchase(
            storefront=self.shop.storefront,
            customer=Buyer(self.shop.customer.id),
            request_key=key,
            wanted=WantedCard(**{**wanted, **given}),
        )

    def online(self, **given: Any) -> flow.StartedPurchase:
        return flow.buy_by_gateway(
            self.shop.uow,
            self.till.clock,
            self.shop.outside.keyed,
            self.till.gateway.registry,
            self.buying(**given),
            return_url=lambda reference: f"https://shop.example/pay/return/{reference}",
        )

    def by_card(self, *, pin: str = PIN, **given: Any) -> UUID:
        keyed, texts = self.shop.outside.keyed, self.shop.outside.texts
        return flow.buy_by_card(self.shop.uow, self.till.clock, keyed, self.buying(**given), pin=pin, texts=texts)

    def again(self, uuid: UUID) -> flow.StartedPurchase:
        return flow.pay_again(
            self.shop.uow,
            self.till.clock,
            self.till.gateway.registry,
            self.shop.outside.texts,
            storefront=self.shop.storefront,
            uuid=uuid,
            return_url=lambda reference: f"https://shop.example/pay/return/{reference}",
        )

    def payments(self) -> list[Payment]:
        return list(self.till.session.scalars(select(Payment).order_by(Payment.id)))

    def purchase(self) -> GiftCardPurchase:
        self.till.session.expire_all()
        return self.till.session.scalars(select(GiftCardPurchase)).one()

    def card(self) -> GiftCard:
        self.till.session.expire_all()
        return self.till.session.scalars(select(GiftCard)).one()

    def worth(self) -> int:
        account = self.card().account_id
        return self.till.session.get_one(Account, account).balance_minor if account else 0

    def told(self) -> list[tuple[str, str]]:
        rows = self.till.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.topic, row.recipient) for row in rows]


@pytest.fixture
def counter(till: Till) -> Counter:
    return Counter(till)


def test_a_card_is_worth_nothing_until_it_is_paid_and_then_just_that(counter: Counter) -> None:
    started = counter.online()
    assert started.pay_url
    number_hash = counter.card().number_hash
    tenant = counter.shop.storefront.tenant
    assert gift_cards.find_by_hash(counter.till.session, tenant=tenant, number_hash=number_hash, now=NOW) is None

    reference = counter.payments()[0].reference
    for _ in range(2):
        counter.till.hear(reference, Outcome.SUCCEEDED)

    assert counter.worth() == AMOUNT
    card = counter.card()
    assert card.is_active
    assert card.expires_at == rules.end_of((NOW + timedelta(days=365)).date())
    buyer = str(counter.shop.customer.email)
    assert counter.told() == [(Topic.GIFT_CARD_BOUGHT, buyer), (Topic.GIFT_CARD, "chidi@example.com")]
    assert counter.till.breaches == []


def test_the_recipient_is_sent_the_number_in_words_and_as_a_page(counter: Counter) -> None:
    counter.by_card()

    mail = counter.till.session.scalars(select(OutboxMessage).where(OutboxMessage.topic == Topic.GIFT_CARD)).one()
    number, purchase = counter.card().number, counter.purchase()
    token = purchases.page_token(counter.shop.outside.keyed.digest, purchases.RECIPIENT, purchase.uuid)
    link = f"https://shop.example/gift-cards/for-you/{purchase.uuid}/{token}"
    for text in (mail.body, mail.html or ""):
        assert number in text
        assert link in text
    assert "Enjoy <it>" in mail.body
    assert "Enjoy &lt;it&gt;" in (mail.html or "")


def test_the_shopping_card_pays_at_once_after_its_pin_and_once_per_form(counter: Counter) -> None:
    with pytest.raises(PinWrong):
        counter.by_card(pin="9999")
    before = counter.shop.balance()

    assert counter.by_card() == counter.by_card()

    assert counter.worth() == AMOUNT
    assert counter.shop.balance() == before - AMOUNT
    assert counter.till.breaches == []


def test_a_card_that_cannot_be_paid_leaves_nothing_behind(counter: Counter) -> None:
    counter.till.leave_on_card(100)

    with pytest.raises(BalanceTooLow):
        counter.by_card()

    assert counter.till.session.scalars(select(GiftCard)).all() == []
    assert counter.told() == []


@pytest.mark.parametrize(("minor", "error"), [(99_999, AmountTooSmall), (10_000_001, AmountMismatch)])
def test_amounts_are_those_of_the_template(counter: Counter, minor: int, error: type[Exception]) -> None:
    for buy in (counter.online, counter.by_card):
        with pytest.raises(error):
            buy(minor=minor)


def test_it_is_sent_on_its_day_and_once(counter: Counter) -> None:
    counter.by_card(send_at=NOW + timedelta(days=3))
    texts, session = counter.shop.outside.texts, counter.till.session
    assert [topic for topic, _to in counter.told()] == [Topic.GIFT_CARD_BOUGHT]

    sent = [sending.send_due(session, texts=texts, now=NOW + timedelta(days=days)) for days in (2, 3, 4)]
    assert sent == [0, 1, 0]
    assert counter.told()[1:] == [(Topic.GIFT_CARD, "chidi@example.com")]


def test_a_declined_payment_is_tried_again_and_what_is_paid_twice_goes_back(counter: Counter) -> None:
    uuid = counter.online().uuid
    first = counter.payments()[0].reference
    counter.till.hear(first, Outcome.FAILED)
    assert counter.worth() == 0

    assert counter.again(uuid).pay_url
    assert len(counter.payments()) == 2
    counter.again(uuid)
    second = counter.payments()[1].reference
    assert len(counter.payments()) == 2, "one that waits is gone on with"
    for reference in (second, first):
        counter.till.hear(reference, Outcome.SUCCEEDED)

    assert counter.worth() == AMOUNT
    assert [payment.state for payment in counter.payments()] == [PaymentState.REVERSED, PaymentState.SUCCEEDED]
    assert counter.again(uuid).pay_url is None
    assert counter.till.breaches == []


def test_what_the_bank_takes_back_is_taken_off_the_card_which_is_switched_off(counter: Counter) -> None:
    counter.online()
    reference = counter.payments()[0].reference
    counter.till.hear(reference, Outcome.SUCCEEDED)

    counter.till.hear(reference, Outcome.REVERSED)

    assert (counter.worth(), counter.card().is_active) == (0, False)
    assert counter.till.breaches == []
