"""What every purpose of a payment must know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.tenant import Tenant
from app.models import Account, Order, Payment, TransferKind
from app.services.ports import MessageTexts
from app.services.provider_ports import PaymentSeen


@dataclass(frozen=True, slots=True)
class Case:
    """One payment under the lock, with what its provider says."""

    session: Session
    payment: Payment
    order: Order | None
    seen: PaymentSeen
    tenant: Tenant
    texts: MessageTexts
    now: datetime
    # What staff have accepted above what was asked for; it goes back.
    extra_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """Which account gets the money of a payment, and how the movement is called in statements."""

    account: Account
    kind: TransferKind
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is paid, for its payer: `name` is no sentence ("reservation RES123"), the same in every language."""

    name: str
    uuid: UUID | None = None
    # Who is asked, where that is not the customer's own profile.
    payer: str = ""
    email: str | None = None
    phone: str | None = None
    locale: str | None = None
    # Whether it may still be paid: a cancelled booking may not, although its payment page is open.
    is_payable: bool = True


class Purpose(Protocol):
    """One sort of thing that is paid for."""

    def subject(self, session: Session, payment: Payment) -> Subject:
        """What the payment pays."""
        ...

    def lock(self, session: Session, payment_id: int) -> None:
        """Lock the row that is paid, before the payment itself is locked."""
        ...

    def booked(self, case: Case) -> Booked:
        """Where the money goes. Called in the transaction that counts it, before `paid`."""
        ...

    def paid(self, case: Case) -> None:
        """The money is in the books: what it pays for goes ahead, or the money goes back."""
        ...

    def failed(self, case: Case) -> None:
        """The payment was declined; the thing still waits, for another one."""
        ...

    def charged_back(self, session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
        """The bank took the money back: mark what it had paid, and name the account the loss comes out of first."""
        ...

    def refunded(
        self, session: Session, payment: Payment, amount: Money, *, texts: MessageTexts, now: datetime
    ) -> None:
        """A refund has reached the payer."""
        ...
