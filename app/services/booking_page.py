"""What the page of a restaurant shows to choose a table: its switches, the days ahead and the times of one of them.

However large the house and however many days are shown, six statements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound
from app.domain.seating import Ask, Day, DayAtGlance, Taken, day_of, serving_date, survey
from app.domain.states import Environment
from app.models import Branch, Country, Reservation, Section
from app.services import availability

_ARABIC: Final = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchPage:
    """A branch's switches, as far as choosing and booking depend on them; sections as (English, Arabic) by key."""

    id: int
    zone: ZoneInfo
    region: str
    currency: str
    is_active: bool
    has_waiting_list: bool
    takes_deposits: bool
    hides_remaining: bool
    hides_refused: bool
    by_section: bool
    shows_header: bool
    shows_periods: bool
    shows_ends: bool
    offers_child_seats: bool
    min_party: int
    max_party: int
    horizon_days: int
    hold_minutes: int
    deposit_minor: int
    deposit_from_party: int
    cancel_free_minutes: int
    cancel_fee_bp: int
    title: str
    subtitle: str
    title_ar: str
    subtitle_ar: str
    elsewhere: str
    phone: str
    about_en: str
    about_ar: str
    waiting_en: str
    waiting_ar: str
    sections: Mapping[int, tuple[str, str]]

    def about(self, locale: str) -> str:
        return self.about_ar if locale == "ar" else self.about_en

    def waiting(self, locale: str) -> str:
        """The house's own words to those who join the waiting list."""
        return self.waiting_ar if locale == "ar" else self.waiting_en

    def titles(self, locale: str) -> tuple[str, str]:
        """The branch's own title and subtitle: its Arabic ones on Arabic pages, else those third parties know where
        they are in the page's language; elsewhere they would be foreign words.
        """
        is_arabic = locale == "ar"
        title, subtitle = (
            text if bool(_ARABIC.search(text)) == is_arabic else "" for text in (self.title, self.subtitle)
        )
        return (self.title_ar or title, self.subtitle_ar or subtitle) if is_arabic else (title, subtitle)

    def section(self, section_id: int, locale: str) -> str:
        return self.sections[section_id][locale == "ar"]

    def today(self, now: datetime) -> date:
        """The evening that is being served: after midnight still the one before."""
        return serving_date(now, self.zone)


_BRANCH: Final = (
    select(Branch, Country.iso2, Section.id, Section.name_en, Section.name_ar)
    .join(Country, Country.id == Branch.country_id)
    .outerjoin(Section, Section.branch_id == Branch.id)
    .where(Branch.id == bindparam("branch"))
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The days asked for, and the slots of the one that is looked at."""

    ahead: Mapping[date, DayAtGlance]
    day: Day


def read_branch(session: Session, branch_id: int) -> BranchPage:
    """A branch's switches and sections, in one statement. Raises BranchNotFound."""
    rows = session.execute(_BRANCH, {"branch": branch_id}).all()
    if not rows:
        raise BranchNotFound
    # A branch without sections has one row of nulls.
    sections = {row[2]: (row[3], row[4]) for row in rows if row[2]}
    return _page(rows[0][0], rows[0][1], sections)


def read_choice(
    session: Session,
    branch_id: int,
    environment: Environment,
    ask: Ask,
    *,
    first_date: date,
    last_date: date,
    wanted: date | None,
    moving: int | None = None,
) -> Choice:
    """The days between two dates for a party, and the slots of the wanted one, else of the first that has any free.

    What the reservation `moving` holds counts as free. Raises BranchNotFound.
    """
    since, until = min(first_date, wanted or first_date), max(last_date, wanted or last_date)
    venue = availability.read_venue(session, branch_id, first_date=since, last_date=until)
    begin, end = availability.span_of(venue, since, until)
    own = () if moving is None else _seating_of(session, moving)
    dates = tuple(first_date + timedelta(number) for number in range((last_date - first_date).days + 1))

    def choose(taken: Taken, asked: Ask) -> Choice:
        ahead = survey(venue, taken, asked, dates)
        chosen = wanted or next((one for one, day in ahead.items() if day.free), first_date)
        return Choice(ahead, day_of(venue, taken, replace(asked, service_date=chosen)))

    return availability.found(
        session,
        branch_id,
        environment,
        venue,
        ask,
        make=choose,
        key=("choice", dates, wanted),
        span=(begin, end),
        apart_from=own,
    )


def _seating_of(session: Session, reservation_id: int) -> tuple[int, ...]:
    found = session.scalar(select(Reservation.seating_id).where(Reservation.id == reservation_id))
    return () if found is None else (found,)


def _page(branch: Branch, region: str, sections: Mapping[int, tuple[str, str]]) -> BranchPage:
    titles, waiting = branch.venue_details or {}, branch.waiting_list_config or {}
    return BranchPage(
        id=branch.id,
        zone=ZoneInfo(branch.zone),
        region=region,
        currency=branch.currency,
        is_active=branch.is_active,
        has_waiting_list=branch.is_active_waitinglist,
        takes_deposits=branch.is_active_payment,
        hides_remaining=branch.remaining_capacity_hide,
        hides_refused=branch.time_slot_hide,
        by_section=branch.section_wise_time_slots,
        shows_header=branch.show_slots_header,
        shows_periods=branch.show_period_headers,
        shows_ends=branch.show_time_range,
        offers_child_seats=branch.child_seats,
        min_party=branch.min_party,
        max_party=branch.max_party,
        horizon_days=branch.horizon_days,
        hold_minutes=branch.hold_minutes,
        deposit_minor=branch.deposit_minor if branch.is_active_payment else 0,
        deposit_from_party=branch.deposit_from_party,
        cancel_free_minutes=branch.cancel_free_minutes,
        cancel_fee_bp=branch.cancel_fee_bp,
        title=str(titles.get("availability_title") or ""),
        subtitle=str(titles.get("availability_subtitle") or ""),
        title_ar=str(titles.get("availability_title_ar") or ""),
        subtitle_ar=str(titles.get("availability_subtitle_ar") or ""),
        elsewhere=branch.reservation_link or "",
        phone=branch.phone or "",
        about_en=branch.description_en or "",
        about_ar=branch.description_ar or branch.description_en or "",
        waiting_en=str(waiting.get("message_en") or ""),
        waiting_ar=str(waiting.get("message_ar") or ""),
        sections=sections,
    )
