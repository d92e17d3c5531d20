"""The harness itself: what a test writes is seen by requests' sessions, and forgotten afterwards."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.extensions import db, unit_of_work
from app.models import Business, Entry
from tests.factories import (
    fund_card,
    make_api_key,
    make_business,
    make_cart,
    make_cart_line,
    make_coupon,
    make_customer,
    make_maker,
    make_option,
    make_order,
    make_pickup_location,
    make_platform,
    make_product,
    make_review,
    make_staff,
)
from tests.support.statements import count_statements


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_without_rows(session: Session, turn: int) -> None:
    assert session.scalar(select(func.count()).select_from(Business)) == 0

    make_business(session)

    assert session.scalar(select(func.count()).select_from(Business)) == 1


def test_a_unit_of_work_sees_what_the_test_flushed_and_the_test_what_it_committed(app: Flask, session: Session) -> None:
    business = make_business(session, name="Before")

    with app.app_context(), unit_of_work() as other:
        found = other.get_one(Business, business.id)
        found.name = "After"
    session.expire_all()

    assert session.get_one(Business, business.id).name == "After"


def test_a_failed_unit_of_work_takes_back_only_its_own(app: Flask, session: Session) -> None:
    business = make_business(session, name="Before")

    def fail() -> None:
        with unit_of_work() as other:
            other.get_one(Business, business.id).name = "After"
            other.flush()
            raise LookupError

    with app.app_context(), pytest.raises(LookupError):
        fail()
    session.expire_all()

    assert session.get_one(Business, business.id).name == "Before"


def test_statements_are_counted_without_the_transaction_machinery(app: Flask, session: Session) -> None:
    with count_statements() as sent, app.app_context(), unit_of_work() as other:
        other.scalar(select(Business.id))
        other.scalar(select(Business.name))

    assert len(sent) == 2, sent


def test_live_commits_are_real(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work() as work:
        make_business(work)

    with live_app.app_context(), db.engine.connect() as other:
        assert other.scalar(select(func.count()).select_from(Business)) == 1


def test_every_factory_makes_rows_that_the_database_accepts(session: Session) -> None:
    order = make_order(session)
    product = make_product(session)
    make_option(session, product)
    make_review(session, product)
    platform = make_platform(session, is_default=False, host="shop.example.com")
    make_maker(session, platform=platform)
    make_api_key(session, platform)
    make_coupon(session, platform=platform)
    customer = make_customer(session)
    make_cart_line(session, make_cart(session, platform=platform, customer=customer), product)
    make_staff(session, locations=(make_pickup_location(session, platform=platform),))
    card = fund_card(session, customer, 5_000)

    entries = session.scalar(select(func.sum(Entry.amount_minor)))
    assert (order.total_minor, product.rating_count, card.balance_minor, entries) == (100_000, 1, 5_000, 0)
