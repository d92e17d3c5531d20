"""One parcel, however many workers hurry to book it."""

import time
from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.states import ShipmentState
from app.extensions import outside_unit_of_work, unit_of_work
from app.flows import shipments as flow
from app.integrations.delivery.sandbox import PARCEL, SandboxDelivery
from app.models import SandboxRecord, Shipment
from app.services import shipments
from app.services.provider_ports import BookAsk, ParcelSeen
from app.services.shipments import Task
from tests.factories.clock import NOW
from tests.factories.delivery import Carriers, Hands, make_carriers, make_delivery_order, providers_with
from tests.factories.purchases import TEXTS
from tests.support.race import THINKING, race

WORKERS = 8


# However busy the machine, another worker has come by then.
PATIENCE = 5.0


class SlowCarriers(Carriers):
    """Long enough in answering that the others come in between; or until another has come, where one is expected."""

    def __init__(self, inner: SandboxDelivery, *, until_calls: int = 1) -> None:
        super().__init__(inner)
        self.until_calls = until_calls

    def book(self, ask: BookAsk) -> ParcelSeen:
        self.calls.append("book")
        time.sleep(10 * THINKING)
        give_up_at = time.monotonic() + PATIENCE
        while self.calls.count("book") < self.until_calls and time.monotonic() < give_up_at:
            time.sleep(THINKING)
        return self.inner.book(ask)


def hurry(app: Flask, *, until_calls: int = 1) -> tuple[Carriers, int, str]:
    """All workers at once; the carriers as asked, how many parcels there are, and the state of ours."""
    with app.app_context(), unit_of_work() as session:
        make_delivery_order(session)
    carriers = SlowCarriers(make_carriers(outside_unit_of_work, Hands()), until_calls=until_calls)

    def work() -> int:
        with app.app_context():
            return flow.carry_on(unit_of_work, lambda: NOW, providers_with(carriers), TEXTS)

    results = race([partial(work) for _ in range(WORKERS)])
    failed = [result for result in results if isinstance(result, Exception)]
    # Where several are expected to book, the carrier may refuse the second by its own unique key.
    assert until_calls > 1 or not failed, failed
    with app.app_context(), unit_of_work() as session:
        count = session.scalar(select(func.count()).select_from(SandboxRecord).where(SandboxRecord.kind == PARCEL))
        return carriers, count or 0, session.scalars(select(Shipment.state)).one()


def test_workers_at_once_book_one_parcel(live_app: Flask) -> None:
    carriers, parcels, state = hurry(live_app)

    assert (carriers.calls.count("book"), parcels, state) == (1, 1, "booked")


def test_control_without_the_guard_it_is_booked_by_many(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """If this one books once, the test above proves nothing."""
    real = shipments.take

    def take_what_is_there(session: Session, *, shipment_id: int, now: datetime) -> Task | None:
        session.execute(
            update(Shipment)
            .where(Shipment.id == shipment_id, Shipment.state == ShipmentState.PENDING)
            .values(asked_at=None, next_check_at=now)
        )
        return real(session, shipment_id=shipment_id, now=now)

    def list_all(session: Session, **_rest: object) -> list[int]:
        return list(session.scalars(select(Shipment.id)))

    monkeypatch.setattr(shipments, "take", take_what_is_there)
    monkeypatch.setattr(shipments, "list_due", list_all)
    carriers, _, _ = hurry(live_app, until_calls=2)

    assert carriers.calls.count("book") > 1
