"""Staff's work on parcels that need the carriers' answer."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import ProviderFailed
from app.domain.money import Money
from app.flows import shipments
from app.services import parcel_desk
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import ProviderError, ProviderRefused, Providers, RateSeen
from app.services.staff_accounts import StaffSeen


@dataclass(frozen=True, slots=True)
class OtherRate:
    """A carrier's price of now; `more` is what it costs beyond what the customer paid, never negative."""

    rate: RateSeen
    fee: Money
    more: Money


@dataclass(frozen=True, slots=True)
class ParcelDesk:
    """The desk with what it needs from outside."""

    uow: UnitOfWork
    clock: Clock
    providers: Providers
    texts: MessageTexts

    def other_rates(self, staff: StaffSeen, number: str) -> list[OtherRate]:
        """What carriers ask for an order's parcel now; none where they refuse the address. Changes nothing.

        Raises OrderNotFound, TransitionRefused, ProviderFailed.
        """
        with self.uow() as session:
            waiting = parcel_desk.find_waiting(session, staff=staff, number=number)
        adapter = self.providers.delivery_named(waiting.provider)
        if adapter is None:
            raise ProviderFailed(service="delivery")
        try:
            rates = adapter.quote(waiting.parcel)
        except ProviderRefused:
            return []
        except ProviderError as error:
            raise ProviderFailed(service="delivery") from error
        return [
            OtherRate(
                rate,
                Money(rate.fee_minor, rate.currency),
                Money(max(0, rate.fee_minor - waiting.paid_minor), waiting.currency),
            )
            for rate in rates
            if rate.currency == waiting.currency
        ]

    def try_again(self, staff: StaffSeen, number: str) -> None:
        """Ask the carrier once more, now. Raises OrderNotFound, TransitionRefused."""
        with self.uow() as session:
            shipment_id = parcel_desk.try_again(session, staff=staff, number=number, now=self.clock())
        self._carry_on(shipment_id)

    def send_with(self, staff: StaffSeen, number: str, *, carrier_slug: str, fee_minor: int) -> bool:
        """Book with another carrier at the price just shown; False when that price is no longer asked.

        Raises OrderNotFound, TransitionRefused, ProviderFailed.
        """
        chosen = next(
            (one.rate for one in self.other_rates(staff, number) if one.rate.carrier_slug == carrier_slug), None
        )
        if chosen is None or chosen.fee_minor != fee_minor:
            return False
        with self.uow() as session:
            waiting = parcel_desk.find_waiting(session, staff=staff, number=number)
            shipment_id = parcel_desk.try_again(
                session, staff=staff, number=number, rate=chosen, provider=waiting.provider, now=self.clock()
            )
        self._carry_on(shipment_id)
        return True

    def _carry_on(self, shipment_id: int) -> None:
        shipments.carry_on_with(self.uow, self.clock, self.providers, self.texts, shipment_id=shipment_id)
