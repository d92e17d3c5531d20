"""Buying bills: what becomes of the money and of the customer's page, whatever the provider says and whoever dies."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.domain.bills import BillKind, BillReason
from app.domain.errors import BillNotFound
from app.domain.paging import Window
from app.domain.states import BillState
from app.domain.tenant import Tenant
from app.extensions import outside_unit_of_work, unit_of_work
from app.integrations.bills.sandbox import SandboxBills
from app.models import OutboxMessage
from app.services import bills
from app.services.bills import BillView
from app.services.provider_ports import ProviderDown, ProviderMisconfigured, ProviderRefused, ProviderUnclear
from tests.factories.bills import Clock, Office, open_office
from tests.integration.flows.bill_office import (
    DONE,
    FAILED,
    METER,
    MONEY,
    NO_TOKEN,
    OPEN,
    Said,
    Scripted,
    buy,
    now,
    office_with,
)


def messages(office: Office) -> list[tuple[str, str, str]]:
    with office.app.app_context(), unit_of_work() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.topic, row.channel.value, f"{row.subject}\n{row.body}") for row in rows]


def test_a_delivered_bill_is_paid_and_told_with_its_token(live_app: Flask) -> None:
    office, provider = office_with(live_app, DONE)

    seen = buy(office, **METER)

    assert (seen.state, seen.token, seen.account_name, seen.provider_reference) == (
        BillState.SUCCEEDED,
        "1234-5678",
        "John Doe",
        "CP-1",
    )
    assert (seen.completed_at, seen.next_check_at, seen.is_in_review) == (office.clock(), None, False)
    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 500_000)
    assert [(topic, channel) for topic, channel, _ in messages(office)] == [
        ("bill_delivered", "email"),
        ("bill_delivered", "sms"),
    ]
    assert all("1234-5678" in text and "EKEDC Prepaid" in text for _, _, text in messages(office))
    (asked,) = provider.asked
    assert (asked.reference, asked.biller_slug, asked.amount_minor) == (seen.payment_reference, "EKEDC", 500_000)


def test_messages_are_written_in_the_buyers_language(live_app: Flask) -> None:
    office, _ = office_with(live_app, DONE)

    buy(office, locale="ar")

    assert all("مرجع" in text or "المرجع" in text for _, _, text in messages(office))


def test_what_is_pending_is_held_until_it_is_delivered(live_app: Flask) -> None:
    office, _ = office_with(live_app, OPEN, look_up=(OPEN, OPEN, DONE))

    seen = buy(office)

    assert (seen.state, seen.reason, seen.token) == (BillState.PENDING, BillReason.IN_PROGRESS, None)
    assert seen.next_check_at is not None
    assert now(office) == (BillState.PENDING, BillReason.IN_PROGRESS, MONEY - 100_000)
    office.work_on(seconds=30, rounds=3)
    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 100_000)


def test_a_failure_is_looked_at_twice_before_the_money_goes_back(live_app: Flask) -> None:
    office, _ = office_with(live_app, FAILED, look_up=(FAILED,))

    assert buy(office).reason is BillReason.FAILURE_UNCONFIRMED
    assert now(office) == (BillState.PENDING, BillReason.FAILURE_UNCONFIRMED, MONEY - 100_000)
    office.work_on(seconds=20)

    assert now(office) == (BillState.FAILED, BillReason.FAILED, MONEY)
    assert [topic for topic, _, _ in messages(office)] == ["bill_refunded"] * 2
    office.work_on(seconds=3_600, rounds=3)
    assert now(office) == (BillState.FAILED, BillReason.FAILED, MONEY)


def test_what_failed_and_was_delivered_after_all_is_paid(live_app: Flask) -> None:
    office, _ = office_with(live_app, FAILED, look_up=(DONE,))

    buy(office)
    office.work_on(seconds=20)

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 100_000)


def test_a_refusal_gives_the_money_back_at_once(live_app: Flask) -> None:
    office, provider = office_with(live_app, ProviderRefused("account_not_found"))

    seen = buy(office)

    assert (seen.state, seen.reason) == (BillState.FAILED, BillReason.ACCOUNT_NOT_FOUND)
    assert now(office) == (BillState.FAILED, BillReason.ACCOUNT_NOT_FOUND, MONEY)
    office.work_on(seconds=7_200)
    assert provider.looked_up == []


@pytest.mark.parametrize("trouble", [ProviderDown("down"), ProviderMisconfigured("401")])
def test_a_provider_that_was_certainly_not_reached(live_app: Flask, trouble: Exception) -> None:
    office, _ = office_with(live_app, trouble)

    assert buy(office).state is BillState.FAILED
    assert now(office) == (BillState.FAILED, BillReason.PROVIDER_DOWN, MONEY)


def test_an_unclear_answer_that_had_its_effect_is_found_out(live_app: Flask) -> None:
    office, provider = office_with(live_app, ProviderUnclear("lost"), look_up=(DONE,))

    assert buy(office).reason is BillReason.NO_ANSWER
    office.work_on(seconds=30)

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 100_000)
    assert len(provider.asked) == 1


def test_an_unclear_answer_without_effect_is_asked_for_again_under_the_same_reference(live_app: Flask) -> None:
    office, provider = office_with(live_app, ProviderUnclear("lost"), DONE)

    buy(office)
    office.work_on(seconds=30)
    assert len(provider.asked) == 1, "one not-found is not enough"
    office.work_on(seconds=20)

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 100_000)
    assert len({ask.reference for ask in provider.asked}) == 1


def test_a_refusal_of_the_second_try_proves_nothing(live_app: Flask) -> None:
    """It may be refused because the first one arrived after all."""
    office, provider = office_with(live_app, ProviderUnclear("lost"), ProviderRefused("refused"))

    buy(office)
    office.work_on(seconds=30)
    office.work_on(seconds=20)
    assert now(office)[0] is BillState.PENDING
    provider.to_look_up = [DONE]
    office.work_on(seconds=60)

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 100_000)


def test_what_never_arrives_is_given_back_after_three_tries(live_app: Flask) -> None:
    office, provider = office_with(live_app, ProviderUnclear("lost"))

    buy(office)
    office.work_on(seconds=30, rounds=20)

    assert now(office) == (BillState.FAILED, BillReason.NEVER_ARRIVED, MONEY)
    assert len(provider.asked) == 3


def test_a_delivery_after_the_refund_is_ours_to_claim(live_app: Flask) -> None:
    office, provider = office_with(live_app, FAILED, look_up=(FAILED,))
    buy(office)
    office.work_on(seconds=20)

    provider.to_look_up = [DONE]
    office.work_on(seconds=3_600)

    assert now(office) == (BillState.FAILED, BillReason.DELIVERED_AFTER_REFUND, MONEY)
    assert [(view.reason, view.token) for view in for_review(office)] == [(BillReason.DELIVERED_AFTER_REFUND, None)]


def test_a_success_without_the_token_waits_for_it(live_app: Flask) -> None:
    office, _ = office_with(live_app, NO_TOKEN, look_up=(NO_TOKEN, DONE))

    assert buy(office, **METER).reason is BillReason.TOKEN_MISSING
    office.work_on(seconds=30)
    assert now(office) == (BillState.PENDING, BillReason.TOKEN_MISSING, MONEY - 500_000)
    office.work_on(seconds=30)

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 500_000)
    assert office.bills()[0].token == "1234-5678"


def test_postpaid_electricity_needs_no_token(live_app: Flask) -> None:
    office, _ = office_with(live_app, NO_TOKEN)

    assert buy(office, **{**METER, "package_slug": "ekedc-postpaid"}).state is BillState.SUCCEEDED


def for_review(office: Office) -> list[BillView]:
    tenant = Tenant(office.storefront.business_id, office.storefront.environment)
    with office.app.app_context(), unit_of_work() as session:
        return [view for view, _since in bills.list_for_review(session, tenant, window=Window(limit=10)).items]


@pytest.mark.parametrize("answer", [OPEN, ProviderDown("down")])
def test_what_stays_open_comes_before_a_person_and_is_still_looked_up(live_app: Flask, answer: Said) -> None:
    office, provider = office_with(live_app, OPEN, look_up=(answer,))
    buy(office)
    office.work_on(seconds=600, rounds=5)
    assert for_review(office) == []
    office.work_on(seconds=1_800, rounds=3)

    (view,) = for_review(office)
    assert (view.state, view.reason, view.is_in_review) == (BillState.PENDING, BillReason.IN_PROGRESS, True)
    assert view.next_check_at is not None
    provider.to_look_up = [DONE]
    office.work_on(seconds=3_600)
    assert (now(office)[0], for_review(office)) == (BillState.SUCCEEDED, [])


# --- the sandbox's own provider


@pytest.fixture
def sandbox(live_app: Flask) -> Office:
    clock = Clock()
    return open_office(live_app, SandboxBills(outside_unit_of_work, clock), money=MONEY, clock=clock)


@pytest.mark.parametrize(
    ("ending", "at_once", "in_the_end", "left"),
    [
        ("6789", BillState.SUCCEEDED, BillState.SUCCEEDED, 500_000),
        ("1111", BillState.PENDING, BillState.PENDING, 500_000),
        ("2222", BillState.PENDING, BillState.SUCCEEDED, 500_000),
        ("3333", BillState.PENDING, BillState.FAILED, MONEY),
        ("4444", BillState.PENDING, BillState.SUCCEEDED, 500_000),
        ("5555", BillState.FAILED, BillState.FAILED, MONEY),
    ],
)
def test_the_sandbox_does_what_the_number_asks_for(
    sandbox: Office, ending: str, at_once: BillState, in_the_end: BillState, left: int
) -> None:
    seen = buy(sandbox, **{**METER, "account_number": f"1234567{ending}"})
    assert seen.state is at_once

    sandbox.work_on(seconds=10, rounds=20)

    (bill,) = sandbox.bills()
    assert (bill.state, sandbox.balance(sandbox.payers[0]), sandbox.breaches()) == (in_the_end, left, [])
    assert (bill.token is not None) == (in_the_end is BillState.SUCCEEDED)


# --- reading


def test_a_customer_reads_own_bills_only(live_app: Flask) -> None:
    office = open_office(live_app, Scripted(pay=(DONE,)), payers=2, money=MONEY)
    mine, other = office.payers
    first = office.pay(mine, key="a")
    meter = office.pay(mine, key="b", **METER)
    office.pay(mine, key="c")

    with office.app.app_context(), unit_of_work() as session:
        read = bills.get_bill(session, office.storefront, customer_id=mine.customer_id, uuid=meter.uuid)
        page = bills.list_bills(session, office.storefront, customer_id=mine.customer_id, window=Window(limit=2))
        of_kind = bills.list_bills(
            session,
            office.storefront,
            customer_id=mine.customer_id,
            window=Window(limit=5),
            kind=BillKind.ELECTRICITY,
        )
        again = bills.list_to_buy_again(session, office.storefront, customer_id=mine.customer_id)
        theirs = bills.list_bills(session, office.storefront, customer_id=other.customer_id, window=Window(limit=5))
        with pytest.raises(BillNotFound):
            bills.get_bill(session, office.storefront, customer_id=other.customer_id, uuid=first.uuid)

    assert (read.token, read.uuid) == ("1234-5678", meter.uuid)
    assert (len(page.items), page.total, [view.uuid for view in of_kind.items]) == (2, 3, [meter.uuid])
    assert [(view.kind, view.account_number) for view in again] == [
        (BillKind.AIRTIME, "+2348012345678"),
        (BillKind.ELECTRICITY, "12345678901"),
    ]
    assert theirs.total == 0
