"""The waiting list for diners: joined with a code, watched, an offered table taken, left."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows import waiting as flow
from app.models import Branch, OutboxMessage, Platform, Reservation, WaitingEntry
from tests.factories.restaurants import make_restaurant
from tests.support.pages import Page, PageClient

OMAR = {"first_name": "Omar", "last_name": "Said", "phone": "+971507654321", "party": "2", "span": "any"}
LIST = "/b/FULL/waiting"


@pytest.fixture
def full(session: Session, platform: Platform) -> Branch:
    """A house that keeps a list and has one table, for two."""
    made = make_restaurant(session, platform=platform, code="FULL", tables=(2,), is_active_waitinglist=True)
    session.commit()
    return made


def tomorrow() -> str:
    return (utc_now() + timedelta(days=1)).date().isoformat()


def join(pages: PageClient, *, status: int = 303, **given: str) -> Page:
    form = pages.get(f"{LIST}?party=2&day={tomorrow()}")
    return pages.post(LIST, form.form(LIST) | OMAR | given, status=status)


def serve(app: Flask) -> int:
    with app.app_context():
        return flow.serve_due(unit_of_work, utc_now, gateways().texts)


@pytest.mark.usefixtures("full")
def test_a_place_in_the_line_becomes_a_table(app: Flask, pages: PageClient, session: Session) -> None:
    here = join(pages)
    page = pages.follow(here)
    assert "You are next" in page.text
    entry = session.scalars(select(WaitingEntry)).one()
    assert entry.link == f"http://localhost{urlsplit(here.location).path}"
    assert page.headers["Cache-Control"] == "no-store"

    assert serve(app) == 1
    offered = pages.get(here.location)
    assert "A table is ready for you" in offered.text
    card = pages.get(here.location, htmx=True)
    assert card.select_one("#line") is not None

    taken = pages.post(f"{here.location}/take", offered.form(f"{here.location}/take"), status=303)
    assert "/r/" in taken.location
    assert session.scalars(select(Reservation.source)).one() == "waiting_list"
    assert "Table taken" in pages.get(here.location).text


@pytest.mark.usefixtures("full")
def test_leaving_and_joining_again(pages: PageClient, session: Session) -> None:
    here = join(pages).location
    left = pages.post(f"{here}/leave", pages.get(here).form(f"{here}/leave"), status=303)
    page = pages.follow(left)

    assert "You left the line" in page.text
    assert f"{LIST}?party=2" in page.html


def test_a_new_diner_proves_the_number_where_the_house_wants_it(
    pages: PageClient, session: Session, full: Branch
) -> None:
    full.new_customer_waiting_list_otp = True
    session.commit()
    asked = join(pages, status=200)
    assert asked.heading == "Enter the code"
    code = session.scalars(select(OutboxMessage.code).where(OutboxMessage.code.is_not(None))).one() or ""

    wrong = pages.post(LIST, asked.form(LIST) | {"step": "code", "code": "000000"}, status=422)
    assert wrong.heading == "Enter the code"
    right = pages.post(LIST, wrong.form(LIST) | {"step": "code", "code": code}, status=303)
    assert "/w/" in right.location


def test_who_cannot_join_is_told_why(pages: PageClient, session: Session, full: Branch) -> None:
    full.waiting_list_config = {"max_party": 4}
    session.commit()

    for party in ("9", "9" * 400, "nan", "2.5", ""):
        assert join(pages, party=party, status=422).select_one("#party-error") is not None
    assert join(pages, phone="12", status=422).heading == "Join the waiting list"
    full.is_active_waitinglist = False
    session.commit()
    assert pages.get(LIST, status=303).location.endswith("/b/FULL")


@pytest.mark.usefixtures("full")
def test_nobody_opens_anothers_place(pages: PageClient) -> None:
    here = join(pages).location
    start, _slash, token = here.rpartition("/")

    pages.get(f"{start}/{token[:-1]}x", status=404)
    pages.get(here.replace("FULL", "NONE"), status=404)
