"""A person settles what no answer of the provider has settled."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.domain.bills import BillReason
from app.domain.errors import BillNotFound, TransitionRefused
from app.domain.states import BillState
from app.domain.tenant import Actor, Tenant
from app.extensions import gateways, unit_of_work
from app.models import AuditEntry, OutboxMessage
from app.services.bills import BillView, by_hand
from tests.factories.bills import Office
from tests.integration.flows.bill_office import DONE, METER, MONEY, NO_TOKEN, buy, now, office_with


@pytest.fixture
def office(live_app: Flask) -> Office:
    """One meter's token that never comes, waiting for review."""
    office, _ = office_with(live_app, NO_TOKEN, look_up=(NO_TOKEN,))
    buy(office, **METER)
    office.work_on(seconds=1_900, rounds=3)
    return office


def decide(office: Office, *, delivered: bool, uuid: UUID | None = None, business: int | None = None) -> BillView:
    environment = office.storefront.environment
    found = uuid or office.bills()[0].uuid
    with office.app.app_context(), unit_of_work() as session:
        return by_hand.decide(
            session,
            tenant=Tenant(business or office.storefront.business_id, environment),
            uuid=found,
            delivered=delivered,
            actor=Actor("staff", 1),
            texts=gateways().texts,
            now=office.clock(),
            token="9999-0000" if delivered else None,
        )


def test_it_was_delivered_and_the_token_is_known_now(office: Office) -> None:
    seen = decide(office, delivered=True)

    assert (seen.state, seen.token, seen.is_in_review) == (BillState.SUCCEEDED, "9999-0000", False)
    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 500_000)
    with office.app.app_context(), unit_of_work() as session:
        assert session.scalar(select(func.count(AuditEntry.id)).where(AuditEntry.action == "bill_decided")) == 1
        assert session.scalar(select(func.count(OutboxMessage.id))) == 2


def test_it_was_not_and_the_money_goes_back_once(office: Office) -> None:
    assert decide(office, delivered=False).reason is BillReason.BY_STAFF
    with pytest.raises(TransitionRefused):
        decide(office, delivered=True)

    office.work_on(seconds=3_600, rounds=2)
    assert now(office) == (BillState.FAILED, BillReason.BY_STAFF, MONEY)


def test_another_business_decides_nothing(office: Office) -> None:
    for uuid, business in ((None, office.storefront.business_id + 1), (uuid4(), None)):
        with pytest.raises(BillNotFound):
            decide(office, delivered=False, uuid=uuid, business=business)


def test_what_does_not_wait_for_review_is_left_alone(office: Office) -> None:
    office.providers.by_bills["sandbox"].to_pay = [DONE]  # type: ignore[attr-defined]  # it is the scripted one
    done = buy(office, key="another")

    with pytest.raises(TransitionRefused):
        decide(office, delivered=False, uuid=done.uuid)
