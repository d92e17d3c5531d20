"""One parcel, however many workers hurry to book it."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import outside_unit_of_work, unit_of_work
from app.flows import shipments as flow
from app.integrations.delivery.sandbox import PARCEL
from app.models import SandboxRecord, Shipment
from app.services import shipments
from tests.factories.clock import NOW
from tests.factories.delivery import Carriers, Hands, make_carriers, make_delivery_order, providers_with
from tests.factories.purchases import TEXTS
from tests.support.race import race

WORKERS = 8


def hurry(app: Flask) -> tuple[Carriers, int, str]:
    """All workers at once; the carriers as asked, how many parcels there are, and the state of ours."""
    with app.app_context(), unit_of_work() as session:
        make_delivery_order(session)
    carriers = Carriers(make_carriers(outside_unit_of_work, Hands()))

    def work() -> int:
        with app.app_context():
            return flow.carry_on(unit_of_work, lambda: NOW, providers_with(carriers), TEXTS)

    results = race([partial(work) for _ in range(WORKERS)])
    assert not [result for result in results if isinstance(result, Exception)], results
    with app.app_context(), unit_of_work() as session:
        count = session.scalar(select(func.count()).select_from(SandboxRecord).where(SandboxRecord.kind == PARCEL))
        return carriers, count or 0, session.scalars(select(Shipment.state)).one()


def test_workers_at_once_book_one_parcel(live_app: Flask) -> None:
    carriers, parcels, state = hurry(live_app)

    assert (carriers.calls.count("book"), parcels, state) == (1, 1, "booked")


def test_control_without_the_guard_it_is_booked_by_many(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """If this one books once, the test above proves nothing."""
    real = shipments.take

    def take_what_is_there(session, *, shipment_id, now):  # type: ignore[no-untyped-def]  # as the real one
        shipment = session.get_one(Shipment, shipment_id)
        if shipment.state == "pending":
            shipment.asked_at, shipment.next_check_at = None, now
            session.flush()
        return real(session, shipment_id=shipment_id, now=now)

    monkeypatch.setattr(shipments, "take", take_what_is_there)
    carriers, _, _ = hurry(live_app)

    assert carriers.calls.count("book") > 1
