"""A gift card, bought: the money goes onto the card itself, in the transaction that counts it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.states import RefundReason
from app.domain.tenant import SYSTEM, Tenant
from app.models import Account, AccountKind, GiftCard, GiftCardPurchase, Payment, TransferKind
from app.services import gift_cards, ledger, refunds
from app.services.gift_cards import purchases, sending
from app.services.paying_for.purpose import Booked, Case, Subject
from app.services.payment_locks import lock_row
from app.services.ports import MessageTexts


class GiftCardSale:
    """Paid once, the card is worth what was paid; what is paid for it again goes back."""

    def subject(self, session: Session, payment: Payment) -> Subject:
        purchase = _purchase(session, payment)
        return Subject(
            name="gift card", uuid=purchase.uuid, locale=purchase.locale, is_payable=purchase.paid_at is None
        )

    def lock(self, session: Session, payment_id: int) -> None:
        lock_row(session, GiftCardPurchase, Payment.gift_card_purchase_id, payment_id)

    def booked(self, case: Case) -> Booked:
        purchase = _purchase(case.session, case.payment)
        if purchase.paid_at is None:
            account = purchases.bring_to_life(case.session, purchase, tenant=case.tenant, now=case.now)
        else:
            account = _sales(case.session, case.payment, tenant=case.tenant, now=case.now)
        return Booked(account=account, kind=TransferKind.GIFT_CARD_ISSUED, description="Gift card")

    def paid(self, case: Case) -> None:
        purchase = _purchase(case.session, case.payment)
        if purchase.paid_at is None:
            purchase.paid_at = case.now
            # Whatever staff have accepted above what was asked for is on the card too.
            case.session.get_one(GiftCard, purchase.gift_card_id).amount_minor = case.payment.amount_minor
            sending.tell_paid(case.session, purchase, texts=case.texts, tenant=case.tenant, now=case.now)
            return
        refunds.refund(
            case.session,
            case.payment,
            of="gift card",
            amount_minor=case.payment.amount_minor,
            key="unneeded",
            reason=RefundReason.PAID_TWICE,
            tenant=case.tenant,
            now=case.now,
        )

    def failed(self, case: Case) -> None:
        """The purchase waits: its page offers another try."""

    def charged_back(self, session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
        """Nobody goes on spending what the bank took back: what is left comes off the card, and it is switched off."""
        card = session.get_one(GiftCard, _purchase(session, payment).gift_card_id)
        gift_cards.switch(
            session, tenant=tenant, card_id=card.id, is_active=False, reason="charge-back", actor=SYSTEM, now=now
        )
        return session.get_one(Account, card.account_id)

    def refunded(
        self, session: Session, payment: Payment, amount: Money, *, texts: MessageTexts, now: datetime
    ) -> None:
        """What was paid twice has come back; the card stays as it is."""


def _purchase(session: Session, payment: Payment) -> GiftCardPurchase:
    return session.get_one(GiftCardPurchase, payment.gift_card_purchase_id)


def _sales(session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
    return ledger.get_or_open_account(
        session,
        tenant=tenant,
        kind=AccountKind.SALES,
        currency=payment.currency,
        platform_id=payment.platform_id,
        now=now,
    )
