"""Parcels: booked once, looked up when in doubt, followed to the door.

What is about to be asked is committed before the carrier hears of it, and the answer in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.shipping import ShipmentProblem, is_bearable
from app.services import shipment_outcomes as outcomes
from app.services import shipments, tracking
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import (
    BookAsk,
    DeliveryProvider,
    ParcelSeen,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    Providers,
    ProviderUnclear,
    RateSeen,
)
from app.services.shipments import Move, Task

# How often one parcel is taken in hand in a row: looked up, quoted anew, booked.
_MOST_STEPS = 6


def carry_on(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, *, limit: int = 20) -> int:
    """Do what is due about parcels; returns how many were taken in hand. Several workers may do so at once."""
    with uow() as session:
        due = shipments.list_due(session, now=clock(), limit=limit)
    return sum(carry_on_with(uow, clock, providers, texts, shipment_id=shipment_id) for shipment_id in due)


def carry_on_with(
    uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, *, shipment_id: int
) -> bool:
    """Do what is due about one parcel, and what follows from it at once. False when there was nothing to do."""
    working = _Working(uow, clock, providers, texts)
    for step in range(_MOST_STEPS):
        with uow() as session:
            task = shipments.take(session, shipment_id=shipment_id, now=clock())
        if task is None:
            return step > 0
        working.carry_out(task)
    return True


def refresh(
    uow: UnitOfWork,
    clock: Clock,
    providers: Providers,
    texts: MessageTexts,
    *,
    provider: str,
    provider_shipment_id: str,
) -> bool:
    """Ask the carrier where a parcel is and take it over; what a webhook leads to. False when it is none of ours.

    Raises ProviderDown, ProviderMisconfigured.
    """
    with uow() as session:
        shipment_id = tracking.find_parcel(session, provider=provider, provider_shipment_id=provider_shipment_id)
    adapter = providers.delivery_named(provider)
    if shipment_id is None or adapter is None:
        return False
    try:
        seen = adapter.track(provider_shipment_id)
    except ProviderRefused:
        return False
    with uow() as session:
        tracking.note_seen(session, shipment_id=shipment_id, seen=seen, texts=texts, now=clock())
    return True


@dataclass(frozen=True, slots=True)
class _Working:
    uow: UnitOfWork
    clock: Clock
    providers: Providers
    texts: MessageTexts

    def carry_out(self, task: Task) -> None:
        adapter = self.providers.delivery_named(task.provider)
        if adapter is None:
            words = f"no delivery provider named {task.provider!r}"
            self._note(lambda s: outcomes.note_stuck(s, task, words, now=self.clock()))
            return
        doing: Callable[[Task, DeliveryProvider], None] = {
            Move.BOOK: self._book,
            Move.LOOK_UP: self._look_up,
            Move.TRACK: self._track,
            Move.CANCEL: self._cancel,
        }[task.move]
        try:
            doing(task, adapter)
        except ProviderMisconfigured as error:
            words = str(error)
            self._note(lambda s: outcomes.note_stuck(s, task, words, now=self.clock()))
        except ProviderDown as error:
            words = str(error)
            self._note(lambda s: outcomes.note_no_answer(s, task, words, now=self.clock()))

    def _book(self, task: Task, adapter: DeliveryProvider) -> None:
        ask = BookAsk(reference=str(task.reference), provider_rate_id=task.provider_rate_id, parcel=task.parcel)
        try:
            seen = adapter.book(ask)
        except ProviderRefused as refused:
            self._refused(task, adapter, refused)
        except ProviderUnclear as unclear:
            words = str(unclear)
            self._note(lambda s: outcomes.note_unclear(s, task, words, now=self.clock()))
        else:
            self._booked(task, seen)

    def _booked(self, task: Task, seen: ParcelSeen) -> None:
        self._note(lambda s: outcomes.note_booked(s, task, seen, now=self.clock()))
        self._seen(task, seen)

    def _look_up(self, task: Task, adapter: DeliveryProvider) -> None:
        seen = adapter.find_booking(str(task.reference))
        if seen is not None:
            self._booked(task, seen)
        else:
            self._note(lambda s: outcomes.note_not_found(s, task, now=self.clock()))

    def _track(self, task: Task, adapter: DeliveryProvider) -> None:
        try:
            seen = adapter.track(task.provider_shipment_id)
        except ProviderRefused as refused:
            raise ProviderDown(str(refused)) from refused
        self._seen(task, seen)

    def _seen(self, task: Task, seen: ParcelSeen) -> None:
        self._note(
            lambda s: tracking.note_seen(s, shipment_id=task.shipment_id, seen=seen, texts=self.texts, now=self.clock())
        )

    def _cancel(self, task: Task, adapter: DeliveryProvider) -> None:
        """Asking twice is safe: the carrier is asked again until its answer is known."""
        try:
            adapter.cancel(task.provider_shipment_id)
        except ProviderRefused as refused:
            words = str(refused)
            self._note(lambda s: outcomes.note_not_cancelled(s, task, words, now=self.clock()))
        except ProviderUnclear as unclear:
            raise ProviderDown(str(unclear)) from unclear
        else:
            self._note(lambda s: outcomes.note_cancelled(s, task, now=self.clock()))

    def _refused(self, task: Task, adapter: DeliveryProvider, refused: ProviderRefused) -> None:
        known = {problem.value for problem in ShipmentProblem}
        problem = ShipmentProblem(refused.code) if refused.code in known else ShipmentProblem.REFUSED
        if problem is not ShipmentProblem.RATE_GONE:
            self._note(lambda s: outcomes.note_refused(s, task, problem, str(refused), now=self.clock()))
        elif self._note(lambda s: outcomes.note_rate_gone(s, task, now=self.clock())):
            self._quote_anew(task, adapter)

    def _quote_anew(self, task: Task, adapter: DeliveryProvider) -> None:
        """The same carrier's price of now: carried by the shop when it is close to what the customer paid."""
        try:
            rates = adapter.quote(task.parcel)
        except ProviderRefused as refused:
            words = str(refused)
            self._note(
                lambda s: outcomes.note_no_rate(s, task, ShipmentProblem.ADDRESS_REFUSED, words, now=self.clock())
            )
            return
        rate = next((one for one in rates if one.carrier_slug == task.carrier_slug), None)
        found = _judge(task, rate)
        if rate is not None and found is None:
            self._note(lambda s: outcomes.note_new_rate(s, task, rate, now=self.clock()))
        elif found is not None:
            problem, words = found
            self._note(lambda s: outcomes.note_no_rate(s, task, problem, words, now=self.clock()))

    def _note(self, write: Callable[[Session], object]) -> object:
        with self.uow() as session:
            return write(session)


def _judge(task: Task, rate: RateSeen | None) -> tuple[ShipmentProblem, str] | None:
    """Why a new rate cannot be booked without asking a person; None when it can."""
    if rate is None:
        return ShipmentProblem.RATE_GONE, ""
    if rate.currency == task.currency and is_bearable(rate.fee_minor, task.paid_minor):
        return None
    return ShipmentProblem.PRICE_CHANGED, Money(rate.fee_minor, rate.currency).text
