"""Days, times and reasons in a diner's words: in the branch's zone and the page's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from app.domain.booking_terms import Terms
from app.domain.errors import BookingProblem
from app.domain.money import Money
from app.domain.reservations import Allergen, ReservationPayment, ReservationState
from app.services.bookings import ReservationView
from app.web.filters import format_money
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import ngettext

_DAY: Final = timedelta(days=1)


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """ "19:30"; the digits are Latin in both languages."""
    return f"{moment.astimezone(zone):%H:%M}"


def day_words(day: date, *, today: date | None = None) -> str:
    """ "Saturday 21 November"; today and tomorrow are called so."""
    plain = day_part(day, "EEEE d MMMM")
    if today is None or day not in {today, today + _DAY}:
        return plain
    name = _("Today") if day == today else _("Tomorrow")
    return _("%(name)s, %(day)s", name=name, day=plain)


def day_part(day: date, pattern: str) -> str:
    return _formatted(day, pattern, current_locale())


# Every board and strip names the same days again.
@lru_cache(maxsize=4096)
def _formatted(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def when_words(moment: datetime, zone: ZoneInfo) -> str:
    """ "Saturday 21 November, 19:30"."""
    comma = "\N{ARABIC COMMA}" if current_locale() == "ar" else ","
    return format_datetime(moment.astimezone(zone), f"EEEE d MMMM'{comma}' HH:mm", locale=current_locale())


def guests(party: int) -> str:
    return ngettext("%(num)s guest", "%(num)s guests", party)


def money(minor: int, currency: str) -> str:
    return format_money(Money(minor, currency), current_locale())


# A board has many of them: only the words that are needed are looked up.
_NOTES: Final[dict[BookingProblem, Callable[[], str]]] = {
    BookingProblem.CLOSED: lambda: _("Closed"),
    BookingProblem.FULL: lambda: _("Full"),
    BookingProblem.PACING: lambda: _("Kitchen full"),
    BookingProblem.SECTION_FULL: lambda: _("Full"),
    BookingProblem.PARTY_TOO_LARGE: lambda: _("Party too large"),
    BookingProblem.PARTY_TOO_SMALL: lambda: _("Party too small"),
    BookingProblem.TOO_SOON: lambda: _("Too soon"),
    BookingProblem.TOO_FAR: lambda: _("Not open yet"),
    BookingProblem.PAST: lambda: _("Over"),
}


def reason_note(reason: BookingProblem) -> str:
    """The small line under a time that cannot be had."""
    return _NOTES[reason]()


def day_refused(reason: BookingProblem, day: str) -> tuple[str, str]:
    """Why a whole day has nothing: a title and what to do about it."""
    calls = _("Choose another day, or call the restaurant.")
    return {
        BookingProblem.CLOSED: (_("Closed on %(day)s", day=day), _("Choose another day.")),
        BookingProblem.PARTY_TOO_LARGE: (_("No table is this large on %(day)s", day=day), calls),
        BookingProblem.PARTY_TOO_SMALL: (
            _("Only larger parties are seated on %(day)s", day=day),
            _("Choose another day."),
        ),
        BookingProblem.TOO_SOON: (_("It is too late to book online for %(day)s", day=day), calls),
        BookingProblem.TOO_FAR: (_("Bookings for %(day)s are not open yet", day=day), _("Choose an earlier day.")),
        BookingProblem.PAST: (_("%(day)s is over", day=day), _("Choose a later day.")),
    }.get(reason, (_("Fully booked on %(day)s", day=day), _("Every table for your party is taken.")))


def policy_lines(terms: Terms, currency: str, zone: ZoneInfo, *, is_paid: bool = False) -> list[str]:
    """What a booking costs and what giving it up costs, before anybody agrees to it."""
    until = when_words(terms.cancel_free_until, zone)
    lines = []
    if terms.price_minor:
        lines.append(_("The menu costs %(amount)s for your party.", amount=money(terms.price_minor, currency)))
    if not terms.deposit_minor:
        return [*lines, _("Nothing to pay now. Change or cancel free of charge until your table is ready.")]
    deposit = money(terms.deposit_minor, currency)
    lines.append(
        _("Your deposit of %(amount)s is taken off your bill.", amount=deposit)
        if is_paid
        else _("A deposit of %(amount)s is paid now and taken off your bill.", amount=deposit)
    )
    if not terms.cancel_fee_minor:
        return [*lines, _("Cancel any time before, and all of it goes back to you.")]
    lines.append(_("Cancel free of charge until %(when)s.", when=until))
    fee = money(terms.cancel_fee_minor, currency)
    whole = terms.cancel_fee_minor == terms.deposit_minor
    lines.append(
        _("After that the deposit is kept.") if whole else _("After that %(fee)s of the deposit is kept.", fee=fee)
    )
    return lines


def state_words(view: ReservationView) -> tuple[str, str]:
    """The state of a booking and its tone."""
    if view.deposit_due_minor:
        return _("Waiting for the deposit"), "warn"
    return {
        ReservationState.PENDING: (_("Waiting for the deposit"), "warn"),
        ReservationState.CONFIRMED: (_("Confirmed"), "good"),
        ReservationState.SEATED: (_("Seated"), "good"),
        ReservationState.COMPLETED: (_("Visited"), "neutral"),
        ReservationState.CANCELED: (_("Cancelled"), "bad"),
        ReservationState.NOSHOW: (_("Missed"), "bad"),
    }[view.state]


def deposit_words(view: ReservationView) -> str:
    """What has become of the deposit; empty where there was none."""
    if not view.terms.deposit_minor:
        return ""
    amount = money(view.terms.deposit_minor, view.currency)
    if view.state is ReservationState.CANCELED and view.payment_state in {
        ReservationPayment.PENDING,
        ReservationPayment.FAILED,
    }:
        return _("%(amount)s, not paid", amount=amount)
    return {
        ReservationPayment.PAID: _("%(amount)s, paid", amount=amount),
        ReservationPayment.REFUNDED: _("%(amount)s, on its way back", amount=amount),
    }.get(view.payment_state, _("%(amount)s, to be paid", amount=amount))


def allergen_words() -> dict[str, str]:
    return {
        Allergen.GLUTEN: _("Gluten"),
        Allergen.CRUSTACEANS: _("Crustaceans"),
        Allergen.EGGS: _("Eggs"),
        Allergen.FISH: _("Fish"),
        Allergen.PEANUTS: _("Peanuts"),
        Allergen.SOYBEANS: _("Soya"),
        Allergen.MILK: _("Milk"),
        Allergen.NUTS: _("Nuts"),
        Allergen.CELERY: _("Celery"),
        Allergen.MUSTARD: _("Mustard"),
        Allergen.SESAME: _("Sesame"),
        Allergen.SULPHITES: _("Sulphites"),
        Allergen.LUPIN: _("Lupin"),
        Allergen.MOLLUSCS: _("Molluscs"),
    }


def occasion_words() -> dict[str, str]:
    return {
        "birthday": _("Birthday"),
        "anniversary": _("Anniversary"),
        "business": _("Business meal"),
        "date": _("Evening for two"),
        "celebration": _("Celebration"),
    }


def seconds_between(now: datetime, until: datetime) -> int:
    """Whole seconds left, never fewer than none."""
    return max(0, int((until - now).total_seconds()))
