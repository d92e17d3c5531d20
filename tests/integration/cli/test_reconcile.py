"""`payments reconcile`, as typed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import Environment, PaymentPurpose, PaymentState
from app.models import Business, Payment, PaymentMethod
from app.services.provider_ports import Outcome, PaymentSeen, ProviderDown
from tests.factories import make_customer, make_platform


@dataclass
class Gateway:
    """Knows two payments, and cannot be asked for a third."""

    def look_up(self, reference: str) -> PaymentSeen:
        if reference == "DOWN":
            raise ProviderDown("no answer")
        return PaymentSeen(outcome=Outcome.SUCCEEDED, amount_minor=5000, currency="NGN")


@dataclass
class OnlyOne:
    def payment_named(self, name: str) -> Gateway | None:
        return Gateway() if name == "fake" else None


@pytest.fixture(autouse=True)
def _payments(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    given = replace(app.extensions["souk_gateways"], providers=OnlyOne())
    monkeypatch.setitem(app.extensions, "souk_gateways", given)
    platform = make_platform(session)
    customer = make_customer(session, business=session.get_one(Business, platform.business_id))
    now = utc_now()

    def add(reference: str, state: PaymentState, at: datetime, provider: str = "fake") -> None:
        session.add(
            Payment(
                purpose=PaymentPurpose.CARD_FUNDING,
                platform_id=platform.id,
                environment=Environment.TEST,
                customer_id=customer.id,
                method=PaymentMethod.GATEWAY,
                provider=provider,
                reference=reference,
                currency="NGN",
                amount_minor=5000,
                state=state,
                created_at=at,
                updated_at=at,
            )
        )

    add("GOOD", PaymentState.SUCCEEDED, now - timedelta(hours=3))
    add("LOST", PaymentState.FAILED, now - timedelta(days=2, hours=1, minutes=5))
    add("DOWN", PaymentState.PENDING, now - timedelta(minutes=5))
    add("GONE", PaymentState.SUCCEEDED, now - timedelta(minutes=1), provider="former")
    add("OLD", PaymentState.FAILED, now - timedelta(days=40))
    session.commit()


def test_what_does_not_match_is_printed_with_its_age(app: Flask, session: Session) -> None:
    told = app.test_cli_runner().invoke(args=["payments", "reconcile"])
    lines = [" ".join(line.split()) for line in told.output.splitlines()]
    assert told.exit_code == 1
    assert lines[:3] == [
        "LOST fake 2 d 1 h they have the money, ours is failed",
        "DOWN fake 0 d 0 h could not be asked (no answer)",
        "GONE former 0 d 0 h former is not configured here",
    ]
    assert lines[3].startswith("4 payments since")
    assert lines[3].endswith("3 unmatched.")


def test_a_day_to_begin_with_can_be_named(app: Flask, session: Session) -> None:
    first = f"{utc_now() - timedelta(days=41):%Y-%m-%d}"
    told = app.test_cli_runner().invoke(args=["payments", "reconcile", "--since", first])
    assert told.output.splitlines()[0].startswith("OLD")
    later = f"{utc_now() + timedelta(days=1):%Y-%m-%d}"
    told = app.test_cli_runner().invoke(args=["payments", "reconcile", "--since", later])
    assert (told.exit_code, told.output.splitlines()[0]) == (0, f"0 payments since {later}, 0 unmatched.")
