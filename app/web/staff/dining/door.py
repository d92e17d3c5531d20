"""Who waits: at the door with a quoted wait, and on the day's waiting list. Called, seated, struck off."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.errors import WaitingEntryNotFound
from app.domain.phone import to_e164
from app.domain.reservations import WaitingKind, WaitingState
from app.extensions import db
from app.services import evening, waiting
from app.services.bookings import Diner
from app.services.waiting import Join, WaitingView
from app.web.staff import staff as pages
from app.web.staff.dining.deeds import Said
from app.web.staff.dining.desk import Desk, attempt, desk_at, office, say_and_go
from app.web.staff.dining.live import live_url, look_again
from app.web.staff.dining.visit import busy, chosen_tables
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

_LARGEST: Final = 99
_STAY: Final = timedelta(hours=1)
_MINUTE: Final = 60


@pages.get("/tables/<branch_code>/door")
def tables_door(branch_code: str) -> ResponseReturnValue:
    """The line, and the form for whoever comes in."""
    desk = desk_at(branch_code)
    key = secrets.token_urlsafe(24)
    return render_template("staff/dining/door.html", **line_content(desk), who=desk.who, key=key)


@pages.get("/tables/<branch_code>/door/live")
def tables_door_live(branch_code: str) -> ResponseReturnValue:
    """The line again; 204 while nothing has happened and no minute has passed."""
    return look_again(branch_code, "door", "staff/dining/_line_live.html", line_content)


@pages.post("/tables/<branch_code>/door")
def tables_join(branch_code: str) -> ResponseReturnValue:
    """Somebody comes in and waits, for as long as they were told."""
    desk = desk_at(branch_code)
    name, typed = request.form.get("name", "").strip()[:100], request.form.get("phone", "").strip()
    party = request.form.get("party", 0, type=int)
    phone = to_e164(typed, region=current_storefront().country) if typed else None
    back = desk.url("door", **({"party": party} if party else {}))
    if not name or not 1 <= party <= _LARGEST or (typed and phone is None):
        return say_and_go(
            (_("Enter a name, the number of guests and, if they give one, a whole number."), "warning"), back
        )
    wish = _join(desk, Diner(first_name=name, phone=phone, locale=current_locale()), party)

    def work(session: Session) -> None:
        waiting.join(session, office(), wish, tenant=desk.tenant, actor=desk.actor, now=desk.now)

    return say_and_go(attempt(work, _("%(name)s is in the line.", name=name)), desk.url("door"))


@pages.get("/tables/<branch_code>/door/<uuid:uuid>/seat")
def tables_seat(branch_code: str, uuid: UUID) -> ResponseReturnValue:
    """At which table."""
    desk = desk_at(branch_code)
    entry = entry_here(desk, uuid)
    room = evening.read_room(db.session(), desk.tenant, desk.house.id, desk.today, now=desk.now)
    tables = [(table, busy(room, table.id, desk.now, desk.now + _STAY)) for table in room.tables]
    return render_template("staff/dining/seat.html", desk=desk, who=desk.who, entry=entry, tables=tables)


@pages.post("/tables/<branch_code>/door/<uuid:uuid>/<deed>")
def tables_wait_deed(branch_code: str, uuid: UUID, deed: str) -> ResponseReturnValue:
    """Call them, seat them, or strike them off."""
    if deed not in _DEEDS:
        abort(404)
    desk = desk_at(branch_code)
    said = _DEEDS[deed](desk, entry_here(desk, uuid))
    return say_and_go(said, desk.url("door"))


def line_content(desk: Desk) -> dict[str, Any]:
    """The line, the list of the day, and what somebody who comes in now is told."""
    session, party = db.session(), min(max(request.args.get("party", 2, type=int), 1), _LARGEST)
    asks = live_url(desk, "door", party=party)

    def queue(kind: WaitingKind) -> list[WaitingView]:
        given: dict[str, Any] = {"tenant": desk.tenant, "branch_id": desk.house.id, "now": desk.now}
        return waiting.list_queue(session, service_date=desk.day, kind=kind, **given)

    return {
        "desk": desk,
        "party": party,
        "quote": _quote(desk, party) if desk.is_today else None,
        "walk_ins": [(entry, *_waits(entry, desk.now)) for entry in queue(WaitingKind.WALK_IN)],
        "listed": queue(WaitingKind.WAITING_LIST),
        "live_url": asks,
        "labels": _labels(),
    }


def _join(desk: Desk, diner: Diner, party: int) -> Join:
    """Their place in today's line, with the wait they are told now."""
    return Join(
        branch_id=desk.house.id,
        service_date=desk.today,
        party_size=party,
        diner=diner,
        kind=WaitingKind.WALK_IN,
        quoted_minutes=_quote(desk, party),
        request_key=request.form.get("key", "")[:64] or None,
    )


def _labels() -> dict[WaitingState, str]:
    return {
        WaitingState.WAITING: _("Waiting"),
        WaitingState.READY: _("Called"),
        WaitingState.SEATED: _("Seated"),
        WaitingState.EXPIRED: _("Struck off"),
        WaitingState.CANCELED: _("Left the line"),
    }


def _waits(entry: WaitingView, now: datetime) -> tuple[int, int]:
    """For how many minutes they have waited, and by how many that is longer than they were told."""
    waited = int((now - entry.created_at).total_seconds()) // _MINUTE
    return waited, 0 if entry.quoted_minutes is None else max(0, waited - entry.quoted_minutes)


def _quote(desk: Desk, party: int) -> int | None:
    given: dict[str, Any] = {"branch_id": desk.house.id, "environment": desk.who.environment}
    found = waiting.quote(db.session(), party_size=party, service_date=desk.today, now=desk.now, **given)
    return None if found is None else found.minutes


def entry_here(desk: Desk, uuid: UUID) -> WaitingView:
    """Somebody who waits here. Raises WaitingEntryNotFound."""
    entry = waiting.get_view(db.session(), tenant=desk.tenant, uuid=uuid, now=desk.now)
    if entry.place.id != desk.house.id:
        raise WaitingEntryNotFound
    return entry


def _call(desk: Desk, entry: WaitingView) -> Said:
    def work(session: Session) -> None:
        waiting.call(session, office(), tenant=desk.tenant, uuid=entry.uuid, actor=desk.actor, now=desk.now)

    return attempt(work, _("%(name)s has been called.", name=entry.name))


def _seat(desk: Desk, entry: WaitingView) -> Said:
    given: dict[str, Any] = {"tenant": desk.tenant, "uuid": entry.uuid, "actor": desk.actor, "now": desk.now}

    def work(session: Session) -> None:
        waiting.seat_walk_in(session, office(), table_ids=chosen_tables(), **given)

    return attempt(work, _("%(name)s is seated.", name=entry.name))


def _strike(desk: Desk, entry: WaitingView) -> Said:
    def work(session: Session) -> None:
        waiting.give_up(session, tenant=desk.tenant, uuid=entry.uuid, actor=desk.actor, now=desk.now)

    return attempt(work, _("%(name)s is struck off.", name=entry.name))


_DEEDS: Final[dict[str, Callable[[Desk, WaitingView], Said]]] = {"call": _call, "seat": _seat, "strike": _strike}
