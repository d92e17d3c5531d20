"""A booking's page: what is known of it, what was done to it, and everything that can be changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.errors import ReservationNotFound
from app.domain.money import Money
from app.domain.reservations import HOLDING, Allergen, ReservationState, SeatingPurpose
from app.domain.seating import Reason
from app.extensions import db, gateways
from app.services import bookings, evening
from app.services.bookings import Details, Diner, Move, ReservationView
from app.services.evening import Room
from app.web.staff import staff as pages
from app.web.staff.dining import words
from app.web.staff.dining.deeds import Said, seen_version, view_here
from app.web.staff.dining.desk import Desk, attempt, desk_at, say_and_go
from app.web.texts import gettext as _

# Staff know better than the hours and the kitchen's limit.
WAIVED: Final = frozenset({Reason.PACING, Reason.CLOSED})
PICKED: Final = WAIVED | {Reason.PARTY_TOO_LARGE, Reason.PARTY_TOO_SMALL}
_LONGEST: Final = 1000


@pages.get("/tables/<branch_code>/r/<uuid:uuid>")
def tables_visit(branch_code: str, uuid: UUID) -> ResponseReturnValue:
    """The booking with its notes and its history."""
    desk = desk_at(branch_code)
    view = view_here(desk, uuid)
    desk = desk_at(branch_code, day=view.service_date)
    session = db.session()
    room = evening.read_room(session, desk.tenant, desk.house.id, view.service_date, now=desk.now)
    return render_template(
        "staff/dining/visit.html",
        desk=desk,
        who=desk.who,
        view=view,
        notes=bookings.list_notes(session, reservation_id=view.id, now=desk.now),
        history=evening.list_history(session, view.id),
        deposit=Money(view.terms.deposit_minor, view.currency),
        **_choices(desk, view, room),
    )


@pages.post("/tables/<branch_code>/r/<uuid:uuid>/change/<what>")
def tables_change(branch_code: str, uuid: UUID, what: str) -> ResponseReturnValue:
    """Change one thing about the booking; what was refused has changed nothing."""
    if what not in _CHANGES:
        abort(404)
    desk = desk_at(branch_code)
    view = view_here(desk, uuid)
    said = _CHANGES[what](desk, view)
    return say_and_go(said, desk.url("visit", uuid=uuid))


def _choices(desk: Desk, view: ReservationView, room: Room) -> dict[str, Any]:
    """What can be chosen: tables with who has them then, and parties to swap with."""
    span = (view.starts_at, view.ends_at)
    own = {table_id for stay in room.stays if stay.reservation_uuid == view.uuid for table_id in stay.table_ids}
    others = [
        stay
        for stay in room.stays
        if stay.purpose is SeatingPurpose.RESERVATION and stay.reservation_uuid != view.uuid and stay.state in HOLDING
    ]
    local = view.starts_at.astimezone(desk.house.zone)
    return {
        "words": words,
        "allergens": Allergen,
        "tables": [(table, table.id in own, busy(room, table.id, *span, view.uuid)) for table in room.tables],
        "others": others,
        "is_holding": view.state in HOLDING,
        "may_move": view.state in {ReservationState.PENDING, ReservationState.CONFIRMED},
        "local": local,
        "ends": [view.ends_at + timedelta(minutes=15 * step) for step in range(-4, 9) if step],
    }


def busy(room: Room, table_id: int, starts_at: datetime, ends_at: datetime, apart_from: UUID | None = None) -> str:
    """Who else has a table in a span of time; "" where nobody has."""
    for stay in room.of_table(table_id):
        if (
            stay.starts_at < ends_at
            and starts_at < stay.ends_at
            and (apart_from is None or stay.reservation_uuid != apart_from)
        ):
            return stay.name or stay.note or stay.by or _("a guest who is booking")
    return ""


def chosen_tables() -> tuple[int, ...]:
    """The tables that were ticked."""
    return tuple(sorted({int(one) for one in request.form.getlist("tables") if one.isascii() and one.isdigit()}))


def chosen_time(desk: Desk) -> datetime | None:
    """A day and time of the form, as the branch's wall shows them; None where they are none."""
    try:
        wall = datetime.fromisoformat(f"{request.form.get('date', '')}T{request.form.get('time', '')}")
    except ValueError:
        return None
    return None if wall.tzinfo is not None else wall.replace(tzinfo=desk.house.zone)


def _move(desk: Desk, view: ReservationView) -> Said:
    starts_at, party = chosen_time(desk), request.form.get("party", type=int)
    if starts_at is None or party is None or party < 1:
        return _("Enter a day, a time and the number of guests."), "warning"
    is_forced = request.form.get("force") == "1"
    wanted = Move(starts_at=starts_at, party_size=party, waives=WAIVED if is_forced else frozenset())

    def work(session: Session) -> None:
        bookings.move(
            session,
            gateways().texts,
            tenant=desk.tenant,
            uuid=view.uuid,
            wanted=wanted,
            actor=desk.actor,
            now=desk.now,
            version=seen_version(),
        )

    return attempt(work, _("Moved, and the guest has been told."))


def _tables(desk: Desk, view: ReservationView) -> Said:
    picked = chosen_tables()
    sections = _sections_of(desk, picked)
    if len(sections) != 1 or min(sections) < 0:
        return _("Choose tables of one section."), "warning"

    def work(session: Session) -> None:
        given: dict[str, Any] = {"tenant": desk.tenant, "uuid": view.uuid, "actor": desk.actor, "now": desk.now}
        bookings.change_tables(session, table_ids=picked, version=seen_version(), **given)

    return attempt(work, _("The party has other tables."))


def _end(desk: Desk, view: ReservationView) -> Said:
    try:
        ends_at = datetime.fromisoformat(request.form.get("ends_at", ""))
    except ValueError:
        return _("Choose when the party leaves."), "warning"
    if ends_at.tzinfo is None or ends_at <= view.starts_at:
        return _("Choose when the party leaves."), "warning"

    def work(session: Session) -> None:
        given: dict[str, Any] = {"tenant": desk.tenant, "uuid": view.uuid, "actor": desk.actor, "now": desk.now}
        bookings.change_end(session, ends_at=ends_at, version=seen_version(), **given)

    return attempt(work, _("The table is theirs until %(time)s.", time=desk.clock(ends_at)))


def _swap(desk: Desk, view: ReservationView) -> Said:
    try:
        other = UUID(request.form.get("other", ""))
        evening.check_here(db.session(), desk.tenant, desk.house.id, other)
    except (ValueError, ReservationNotFound):
        return _("Choose the party to swap with."), "warning"

    def work(session: Session) -> None:
        bookings.swap(session, tenant=desk.tenant, uuids=(view.uuid, other), actor=desk.actor, now=desk.now)

    return attempt(work, _("The two parties have swapped tables."))


def _note(desk: Desk, view: ReservationView) -> Said:
    text = request.form.get("text", "").strip()[:_LONGEST]
    if not text:
        return _("Write what colleagues should know."), "warning"
    days = request.form.get("days", type=int)
    until = desk.now + timedelta(days=min(max(days, 1), 365)) if days else None

    def work(session: Session) -> None:
        bookings.add_note(
            session,
            tenant=desk.tenant,
            uuid=view.uuid,
            staff_id=desk.who.staff_id,
            text=text,
            expires_at=until,
            now=desk.now,
        )

    return attempt(work, _("The note is kept."))


def _details(desk: Desk, view: ReservationView) -> Said:
    first = request.form.get("first_name", "").strip()[:100]
    if not first:
        return _("Enter the guest's name."), "warning"
    details = Details(
        child_seats=min(max(request.form.get("child_seats", 0, type=int), 0), view.party_size),
        occasion=request.form.get("occasion", "").strip()[:40],
        request=request.form.get("request", "").strip()[:_LONGEST],
        allergies=tuple(Allergen(one) for one in request.form.getlist("allergies") if one in set(Allergen)),
    )
    diner = Diner(
        first_name=first,
        last_name=request.form.get("last_name", "").strip()[:100],
        phone=view.phone,
        email=view.email,
        locale=view.locale,
    )

    def work(session: Session) -> None:
        given: dict[str, Any] = {"tenant": desk.tenant, "uuid": view.uuid, "actor": desk.actor, "now": desk.now}
        bookings.change_details(session, details=details, diner=diner, version=seen_version(), **given)

    return attempt(work, _("The details are kept."))


def _sections_of(desk: Desk, table_ids: tuple[int, ...]) -> set[int]:
    room = evening.read_room(db.session(), desk.tenant, desk.house.id, desk.day, now=desk.now)
    known = {table.id: table.section_id for table in room.tables}
    # Nobody's table counts as a section of its own.
    return {known.get(one, -one) for one in table_ids}


_CHANGES: Final[dict[str, Callable[[Desk, ReservationView], Said]]] = {
    "time": _move,
    "tables": _tables,
    "end": _end,
    "swap": _swap,
    "note": _note,
    "details": _details,
}
