"""Places at an event that are booked: shown, paid, moved, cancelled, put into a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.calendar_text import Event as Entry
from app.domain.calendar_text import calendar_text
from app.domain.reservations import ReservationPayment
from app.extensions import account_tools, gateways, unit_of_work
from app.flows import event_booking
from app.models import Event, EventBookingState
from app.services.bookings import GUEST
from app.services.events import booking as bookings
from app.services.events.views import EventBookingView
from app.web import htmx
from app.web.booking import booking, words
from app.web.booking.choosing import Start
from app.web.booking.event_links import booking_url, opened_places
from app.web.booking.events import asked_day, board_of, days_of, event_at_hand, locale_name, paid_at, turns_of
from app.web.booking.house import CONFLICT
from app.web.booking.links import gateway_return
from app.web.errors import explain
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import ngettext

_PLACE: Final = "/events/<slug>/b/<uuid:uuid>/<token>"


@booking.get(_PLACE)
def places_booked(slug: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The booking as it stands, and what may still be done about it."""
    return _page(event_at_hand(slug), opened_places(slug, uuid, token))


@booking.get(f"{_PLACE}/places.ics")
def places_calendar(slug: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The entry for a calendar; fetched anew after a move it changes the entry that is there."""
    found, view = event_at_hand(slug), opened_places(slug, uuid, token)
    text = calendar_text(
        Entry(
            uid=f"{view.uuid}@events",
            sequence=view.sequence,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            zone=ZoneInfo(view.zone),
            title=locale_name(found),
            place=found.place_ar if current_locale() == "ar" else found.place_en,
            text=view.booking_id,
            url=request.host_url.rstrip("/") + booking_url(slug, uuid),
            is_canceled=view.state is EventBookingState.CANCELED,
            changed_at=view.updated_at,
        )
    )
    answer = Response(text, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{view.booking_id}.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@booking.post(f"{_PLACE}/pay")
def pay_places(slug: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """On to the gateway's page, as long as the booking waits for its payment."""
    found, view = event_at_hand(slug), opened_places(slug, uuid, token)
    storefront = paid_at(found)
    try:
        url = event_booking.pay_again(
            account_tools(),
            gateways().providers,
            storefront=storefront,
            uuid=view.uuid,
            return_url=lambda reference: gateway_return(storefront.slug, reference),
            locale=current_locale(),
        )
    except (e.PaymentMethodUnavailable, e.ProviderFailed) as error:
        return _page(found, view, refusal=explain(error), status=CONFLICT)
    return htmx.go_to(url or booking_url(slug, uuid))


@booking.post(f"{_PLACE}/cancel")
def cancel_places(slug: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Give the places up; what was paid by card goes back."""
    found, view = event_at_hand(slug), opened_places(slug, uuid, token)
    try:
        event_booking.cancel(account_tools(), storefront=paid_at(found), uuid=view.uuid, actor=GUEST)
    except e.TooLateToChange as error:
        return _page(found, view, refusal=explain(error), status=CONFLICT)
    return htmx.go_to(booking_url(slug, uuid))


@booking.route(f"{_PLACE}/move", methods=["GET", "POST"])
def move_places(slug: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Another slot; the places one has are kept until the new ones are."""
    found, view = event_at_hand(slug), opened_places(slug, uuid, token)
    if not _may_change(view):
        return htmx.go_to(booking_url(slug, uuid))
    start = Start.read(request.form.get("slot", "")) if request.method == "POST" else None
    if start is None:
        return _move_page(found, view)
    try:
        _move(found, uuid, start.at)
    except (e.EventSlotFull, e.EventNotFound, e.PlacesLimit, e.TooLateToChange) as error:
        return _move_page(event_at_hand(slug), view, refusal=explain(error), status=CONFLICT)
    return htmx.go_to(booking_url(slug, uuid, done="moved"))


def _move(found: Event, uuid: UUID, starts_at: datetime) -> None:
    """Raises EventSlotFull, EventNotFound, PlacesLimit, TooLateToChange."""
    tenant = current_storefront().tenant
    with unit_of_work() as work:
        bookings.move(
            work,
            found,
            bookings.lock(work, tenant=tenant, uuid=uuid),
            tenant=tenant,
            day=asked_day(found),
            starts_at=starts_at,
            actor=GUEST,
            now=utc_now(),
        )


def _move_page(found: Event, view: EventBookingView, *, refusal: str = "", status: int = 200) -> Response:
    day = asked_day(found) if "day" in request.args else view.date
    answer = make_response(
        render_template(
            "booking/places_move.html",
            event=found,
            view=view,
            refusal=refusal,
            day=day,
            day_words=words.day_words(day),
            days=days_of(found, day),
            **turns_of(found, day),
            periods=board_of(found, day, view.quantity),
            when=words.when_words(view.starts_at, ZoneInfo(view.zone)),
            back_url=booking_url(view.event_slug, view.uuid),
            action=booking_url(view.event_slug, view.uuid, "booking.move_places", day=day),
            token=_token(view),
        ),
        status,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(found: Event, view: EventBookingView, *, refusal: str = "", status: int = 200) -> Response:
    zone = ZoneInfo(view.zone)
    answer = make_response(
        render_template(
            "booking/places_booked.html",
            event=found,
            view=view,
            refusal=refusal,
            is_new="new" in request.args,
            done=request.args.get("done", ""),
            state=_state(view),
            day=words.day_words(view.date),
            time=f"{words.clock(view.starts_at, zone)} – {words.clock(view.ends_at, zone)}",
            party=ngettext("%(num)s place", "%(num)s places", view.quantity),
            facts=_facts(view),
            pay_until=_until(view.pay_until, zone),
            may_change=_may_change(view),
            token=_token(view),
            calendar_url=booking_url(view.event_slug, view.uuid, "booking.places_calendar"),
            move_url=booking_url(view.event_slug, view.uuid, "booking.move_places"),
            again_url=url_for("booking.event", slug=view.event_slug),
        ),
        status,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _token(view: EventBookingView) -> str:
    return bookings.manage_token(gateways().keyed, view.uuid)


def _until(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else words.clock(moment, zone)


def _may_change(view: EventBookingView) -> bool:
    return view.state is not EventBookingState.CANCELED and view.starts_at > utc_now()


def _state(view: EventBookingView) -> tuple[str, str]:
    return {
        EventBookingState.PENDING: (_("Waiting for the payment"), "warn"),
        EventBookingState.CONFIRMED: (_("Confirmed"), "good"),
        EventBookingState.CANCELED: (_("Cancelled"), "bad"),
    }[view.state]


def _facts(view: EventBookingView) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [(_("Price"), words.money(view.total.minor, view.total.currency))]
    if view.state is EventBookingState.CANCELED and view.payment_state is ReservationPayment.REFUNDED:
        facts.append((_("Payment"), _("On its way back")))
    elif view.state is EventBookingState.CONFIRMED:
        by_card = view.payment_type.value == "CARD"
        facts.append((_("Payment"), _("Paid by card") if by_card else _("At the entrance, in cash")))
    return facts
