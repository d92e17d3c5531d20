"""Bookings in words: states, payments, ways of booking, allergens, and what was done to them."""

from __future__ import annotations

from typing import Final

from app.domain.reservations import Allergen, ReservationPayment, ReservationSource, ReservationState
from app.services.evening import VisitSort
from app.web.booking.words import occasion_words
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

STATE_TONES: Final[dict[ReservationState, str]] = {
    ReservationState.PENDING: "warn",
    ReservationState.CONFIRMED: "info",
    ReservationState.SEATED: "good",
    ReservationState.COMPLETED: "neutral",
    ReservationState.CANCELED: "neutral",
    ReservationState.NOSHOW: "bad",
}
STATES: Final[dict[ReservationState, str]] = {
    ReservationState.PENDING: _l("Waiting for the deposit"),
    ReservationState.CONFIRMED: _l("Confirmed"),
    ReservationState.SEATED: _l("Seated"),
    ReservationState.COMPLETED: _l("Left"),
    ReservationState.CANCELED: _l("Cancelled"),
    ReservationState.NOSHOW: _l("Did not come"),
}
PAYMENTS: Final[dict[ReservationPayment, str]] = {
    ReservationPayment.PAYLATER: _l("No deposit"),
    ReservationPayment.PENDING: _l("Deposit not paid yet"),
    ReservationPayment.PAID: _l("Deposit paid"),
    ReservationPayment.REFUNDED: _l("Deposit given back"),
    ReservationPayment.FAILED: _l("Deposit failed"),
}
SOURCES: Final[dict[ReservationSource, str]] = {
    ReservationSource.ONLINE: _l("Online"),
    ReservationSource.PHONE: _l("By phone"),
    ReservationSource.WALK_IN: _l("Walk-in"),
    ReservationSource.WAITING_LIST: _l("Waiting list"),
}
SORTS: Final[dict[VisitSort, str]] = {
    VisitSort.TIME: _l("Time"),
    VisitSort.NAME: _l("Name"),
    VisitSort.PARTY: _l("Largest party"),
    VisitSort.TABLE: _l("Table"),
    VisitSort.BOOKED: _l("Booked last"),
}
ALLERGENS: Final[dict[Allergen, str]] = {
    Allergen.GLUTEN: _l("Gluten"),
    Allergen.CRUSTACEANS: _l("Crustaceans"),
    Allergen.EGGS: _l("Eggs"),
    Allergen.FISH: _l("Fish"),
    Allergen.PEANUTS: _l("Peanuts"),
    Allergen.SOYBEANS: _l("Soybeans"),
    Allergen.MILK: _l("Milk"),
    Allergen.NUTS: _l("Nuts"),
    Allergen.CELERY: _l("Celery"),
    Allergen.MUSTARD: _l("Mustard"),
    Allergen.SESAME: _l("Sesame"),
    Allergen.SULPHITES: _l("Sulphites"),
    Allergen.LUPIN: _l("Lupin"),
    Allergen.MOLLUSCS: _l("Molluscs"),
}


def state_label(state: ReservationState) -> str:
    return str(STATES[state])


def allergen_label(word: str) -> str:
    """An allergen; what an older version of the list knew stands as it is."""
    return str(ALLERGENS[Allergen(word)]) if word in set(Allergen) else word


def occasion_label(word: str) -> str:
    """What a diner has chosen, in words; what staff have written stands as it is."""
    return occasion_words().get(word, word)


def change_label(action: str) -> str:
    """What was done to a booking."""
    labels: dict[str, str] = {
        "booked": _("Booked"),
        "created": _("Booked"),
        "seated": _("Seated"),
        "completed": _("Left"),
        "no_show": _("Did not come"),
        "canceled": _("Cancelled"),
        "undone": _("Last step undone"),
        "moved": _("Moved"),
        "tables_changed": _("Other tables"),
        "end_changed": _("Other end"),
        "swapped": _("Tables swapped"),
        "noted": _("Note written"),
        "details_changed": _("Details changed"),
        "still_coming": _("Said they are coming"),
        "paid": _("Deposit paid"),
        "refunded": _("Deposit given back"),
        "expired": _("Given up: the deposit was not paid"),
    }
    return labels.get(action, action.replace("_", " "))
