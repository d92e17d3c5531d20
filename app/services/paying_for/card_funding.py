"""Money put on the shopping card."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.tenant import Tenant
from app.models import Account, Payment, TransferKind
from app.services import shopping_card
from app.services.paying_for.purpose import Booked, Case, Subject
from app.services.ports import MessageTexts


class CardFunding:
    """A top-up: the money itself is what was bought, so nothing else happens."""

    def subject(self, session: Session, payment: Payment) -> Subject:
        return Subject(name="shopping card")

    def lock(self, session: Session, payment_id: int) -> None:
        """There is nothing but the payment."""

    def booked(self, case: Case) -> Booked:
        card = _card(case.session, case.payment, tenant=case.tenant, now=case.now)
        return Booked(account=card, kind=TransferKind.CARD_FUNDING, description="Card funding")

    def paid(self, case: Case) -> None:
        """The balance tells."""

    def failed(self, case: Case) -> None:
        """Nothing waits for it."""

    def charged_back(self, session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
        return _card(session, payment, tenant=tenant, now=now)

    def refunded(
        self, session: Session, payment: Payment, amount: Money, *, texts: MessageTexts, now: datetime
    ) -> None:
        """The statement tells."""


def _card(session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
    return shopping_card.open_card(
        session, tenant=tenant, customer_id=payment.customer_id, currency=payment.currency, now=now
    )
