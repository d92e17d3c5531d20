"""A reservation as a calendar file."""

from __future__ import annotations

from app.domain.calendar_text import Event, calendar_text
from app.domain.reservations import ReservationState
from app.services.bookings.views import ReservationView

_OFF = frozenset({ReservationState.CANCELED, ReservationState.NOSHOW})


def calendar(view: ReservationView, *, title: str, text: str, locale: str) -> str:
    """The file of one reservation; read anew after a move or a cancellation it changes or takes out the entry.

    `title` and `text` are the surface's, in the reader's language.
    """
    place = view.place
    return calendar_text(
        Event(
            uid=f"{view.uuid}@bookings",
            sequence=view.sequence,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            zone=place.zone,
            title=title,
            place=", ".join(part for part in (place.name(locale), place.address(locale)) if part),
            text=text,
            url=view.link or "",
            is_canceled=view.state in _OFF,
            changed_at=view.updated_at,
        )
    )
