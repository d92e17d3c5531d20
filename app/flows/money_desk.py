"""Staff have a provider asked once more, and see at once what it says."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.domain.tenant import Actor
from app.flows import bills, settlement
from app.services import payment_reviews
from app.services.bills import BillView, by_hand
from app.services.payment_views import Settled
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import Providers
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import check_decides_money


@dataclass(frozen=True, slots=True)
class MoneyDesk:
    """What asking works with."""

    uow: UnitOfWork
    clock: Clock
    providers: Providers
    texts: MessageTexts

    def ask_gateway(self, staff: StaffSeen, uuid: UUID) -> Settled:
        """Ask how a payment stands and take note of it; not fresh where the gateway cannot be asked.

        Raises NotAllowed, PaymentNotFound.
        """
        with self.uow() as session:
            reference = payment_reviews.find_reference(session, staff=staff, uuid=uuid)
            payment_reviews.note_asked(session, staff=staff, reference=reference, now=self.clock())
        return settlement.settle(self.uow, self.clock, self.providers, self.texts, reference=reference)

    def ask_biller(self, staff: StaffSeen, uuid: UUID) -> BillView:
        """Ask how a bill stands; an answer that decides it moves the money, as it would for a worker.

        Raises NotAllowed, BillNotFound, TransitionRefused for one that no longer waits.
        """
        check_decides_money(staff)
        actor = Actor("staff", staff.staff_id)
        with self.uow() as session:
            due = by_hand.ask_again(session, tenant=staff.tenant, uuid=uuid, actor=actor, now=self.clock())
        return bills.look_now(self.uow, self.clock, self.providers, self.texts, due=due)
