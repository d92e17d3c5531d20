"""Somebody who books a table in a browser without script."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import Branch, Reservation
from tests.support.pages import Page, PageClient

DUBAI = ZoneInfo("Asia/Dubai")
TOMORROW = utc_now().astimezone(DUBAI).date() + timedelta(days=1)
LAYLA = {"first_name": "Layla", "last_name": "Haddad", "phone": "050 765 4321", "email": "layla@example.com"}


def at(clock: str, days: int = 0) -> datetime:
    """Tomorrow, or some days later, by the clock in Dubai; UTC."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(TOMORROW + timedelta(days=days), time(hour, minute), DUBAI).astimezone(UTC)


def slot(clock: str, days: int = 0) -> str:
    """What the button of this time sends."""
    return f"{at(clock, days):%Y%m%dT%H%MZ}"


@dataclass
class Guest:
    """In the house `code`; `page` is what they see."""

    pages: PageClient
    code: str = "DT01"
    query: str = ""

    def choose(self, clock: str = "19:00", *, party: int = 2, status: int = 303) -> Page:
        """Press a time of tomorrow."""
        page = self.pages.get(f"/b/{self.code}?party={party}&day={TOMORROW}{self.query}")
        sent = page.form(f"/b/{self.code}/hold") | {"slot": slot(clock)}
        return self.pages.post(f"/b/{self.code}/hold?{self.query[1:]}", sent, status=status)

    def send(self, held: Page, *, status: int = 303, **given: str) -> Page:
        """Fill in the form behind a kept table and send it."""
        form = self.pages.follow(held)
        action = urlsplit(held.location).path
        return self.pages.post(held.location, form.form(action) | LAYLA | given, status=status)

    def book(self, clock: str = "19:00", *, party: int = 2, **given: str) -> Page:
        return self.send(self.choose(clock, party=party), status=303, **given)

    def press(self, page: Page, action: str, *, status: int = 303, **given: str) -> Page:
        """Send one of a page's forms."""
        return self.pages.post(action, page.form(action) | given, status=status)


def the_booking(session: Session, branch: Branch) -> Reservation:
    return session.scalars(select(Reservation).where(Reservation.branch_id == branch.id)).one()
