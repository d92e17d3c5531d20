"""The room: who has which table when, the floor at a moment, tables kept free, and hours that are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.reservations import ReservationState, SeatingPurpose
from app.domain.seating import NIGHT_ENDS_AT, minute_of
from app.extensions import db
from app.services import evening
from app.services.evening import Room, RoomTable, Stay
from app.web.staff import staff as pages
from app.web.staff.dining import words
from app.web.staff.dining.desk import Desk, attempt, desk_at, say_and_go
from app.web.staff.dining.live import live_url, look_again
from app.web.staff.dining.visit import chosen_tables
from app.web.texts import gettext as _

# A column of the grid.
_STEP: Final = timedelta(minutes=30)
_USUAL: Final = (timedelta(hours=11), timedelta(hours=24))
_LONGEST_NOTE: Final = 80
_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """Columns of a table's row: free, or one stay's."""

    span: int
    stay: Stay | None


@pages.get("/tables/<branch_code>/day")
def tables_day(branch_code: str) -> ResponseReturnValue:
    """Each table's evening from left to right, and what is kept free or closed; asked again by `tables_day_live`."""
    desk = desk_at(branch_code)
    return render_template("staff/dining/day.html", who=desk.who, **day_content(desk))


@pages.get("/tables/<branch_code>/day/live")
def tables_day_live(branch_code: str) -> ResponseReturnValue:
    """The grid and both lists again; 204 while nothing has happened."""
    return look_again(branch_code, "day", "staff/dining/_grid_live.html", day_content)


@pages.get("/tables/<branch_code>/floor")
def tables_floor(branch_code: str) -> ResponseReturnValue:
    """Where the tables stand, and what each is at this moment; of another day at eight in the evening."""
    desk = desk_at(branch_code)
    return render_template("staff/dining/floor.html", who=desk.who, **floor_content(desk))


@pages.get("/tables/<branch_code>/floor/live")
def tables_floor_live(branch_code: str) -> ResponseReturnValue:
    """The floor again; 204 while nothing has happened and no minute has passed."""
    return look_again(branch_code, "floor", "staff/dining/_floor.html", floor_content)


@pages.post("/tables/<branch_code>/day/block")
def tables_block(branch_code: str) -> ResponseReturnValue:
    """Keep tables free."""
    desk = desk_at(branch_code)
    minutes, tables = _minutes(), chosen_tables()
    known = {table.id for table in _room(desk).tables}
    if minutes is None or not tables or not known.issuperset(tables):
        return say_and_go((_("Choose tables, and hours that end after they begin."), "warning"), desk.url("day"))
    starts_at, ends_at = (_wall(desk, timedelta(minutes=one)) for one in minutes)

    def work(session: Session) -> None:
        note = request.form.get("note", "").strip()[:_LONGEST_NOTE]
        evening.block(session, **_here(desk), table_ids=tables, starts_at=starts_at, ends_at=ends_at, note=note)

    return say_and_go(attempt(work, _("The tables are kept free.")), desk.url("day"))


@pages.post("/tables/<branch_code>/day/unblock/<uuid:uuid>")
def tables_unblock(branch_code: str, uuid: UUID) -> ResponseReturnValue:
    """Give kept tables back."""
    desk = desk_at(branch_code)
    given = {name: value for name, value in _here(desk).items() if name != "day"}

    def work(session: Session) -> None:
        evening.unblock(session, **given, uuid=uuid)

    return say_and_go(attempt(work, _("The tables can be booked again.")), desk.url("day"))


@pages.post("/tables/<branch_code>/day/close")
def tables_close(branch_code: str) -> ResponseReturnValue:
    """Close the day or some of its hours for new bookings."""
    desk = desk_at(branch_code)
    is_whole, minutes = request.form.get("whole") == "1", _minutes()
    if not is_whole and minutes is None:
        return say_and_go((_("Choose hours that end after they begin."), "warning"), desk.url("day"))
    sections = {str(one.id): one.id for one in desk.house.sections}

    def work(session: Session) -> None:
        evening.close(
            session,
            **_here(desk),
            section_id=sections.get(request.form.get("section", "")),
            minutes=None if is_whole else minutes,
            title=request.form.get("title", "").strip()[:_LONGEST_NOTE],
        )

    said = attempt(work, _("Closed for new bookings; those there are stay."))
    return say_and_go(said, desk.url("day"))


@pages.post("/tables/<branch_code>/day/reopen/<int:rule_id>")
def tables_reopen(branch_code: str, rule_id: int) -> ResponseReturnValue:
    """Take bookings again."""
    desk = desk_at(branch_code)
    given = {name: value for name, value in _here(desk).items() if name != "day"}

    def work(session: Session) -> None:
        evening.reopen(session, **given, rule_id=rule_id)

    return say_and_go(attempt(work, _("Open for bookings again.")), desk.url("day"))


def day_content(desk: Desk) -> dict[str, Any]:
    """What the day by table shows."""
    asks, room = live_url(desk, "day"), _room(desk)
    starts_at, columns = _span(desk, room)
    return {
        "desk": desk,
        "live_url": asks,
        "words": words,
        "columns": [starts_at + _STEP * number for number in range(columns)],
        "current": starts_at + (desk.now - starts_at) // _STEP * _STEP,
        "rows": [(table, _cells(room.of_table(table.id), starts_at, columns)) for table in room.tables],
        "blocks": [stay for stay in room.stays if stay.purpose is SeatingPurpose.BLOCK],
        "closures": evening.list_closures(db.session(), branch_id=desk.house.id, day=desk.day),
        "numbers": {table.id: table.number for table in room.tables},
        "clock_of": _minute_words,
    }


def floor_content(desk: Desk) -> dict[str, Any]:
    """What the floor shows."""
    asks, room = live_url(desk, "floor"), _room(desk)
    at = desk.now if desk.is_today else _wall(desk, timedelta(hours=20))
    seen = [(table, *_state(room, table, at)) for table in room.tables]
    return {"desk": desk, "live_url": asks, "at": at, "seen": seen}


def _here(desk: Desk) -> dict[str, Any]:
    given: dict[str, Any] = {"tenant": desk.tenant, "branch_id": desk.house.id, "day": desk.day}
    return {**given, "actor": desk.actor, "now": desk.now}


def _room(desk: Desk) -> Room:
    return evening.read_room(db.session(), desk.tenant, desk.house.id, desk.day, now=desk.now)


def _wall(desk: Desk, after_midnight: timedelta) -> datetime:
    return (datetime.combine(desk.day, datetime.min.time()) + after_midnight).replace(tzinfo=desk.house.zone)


def _span(desk: Desk, room: Room) -> tuple[datetime, int]:
    """From when to when the grid goes: the usual hours, and further where somebody sits."""
    first, last = (_wall(desk, one) for one in _USUAL)
    marks = [minute_of(stay.starts_at, desk.day, desk.house.zone) for stay in room.stays]
    earliest = min(marks, default=24 * _HOUR) // 30 * 30
    first = min(first, _wall(desk, timedelta(minutes=max(0, earliest))))
    last = max([last, *(stay.ends_at for stay in room.stays)])
    return first, ceil((last - first) / _STEP)


def _cells(stays: list[Stay], starts_at: datetime, columns: int) -> list[Cell]:
    """A table's row; a stay takes the half hours it touches, unless the one before has them."""
    cells: list[Cell] = []
    at = 0
    for stay in stays:
        first = max(at, (stay.starts_at - starts_at) // _STEP)
        last = min(columns, max(first + 1, ceil((stay.ends_at - starts_at) / _STEP)))
        if first >= columns:
            break
        cells += [Cell(1, None)] * (first - at)
        cells.append(Cell(last - first, stay))
        at = last
    return cells + [Cell(1, None)] * (columns - at)


def _state(room: Room, table: RoomTable, at: datetime) -> tuple[str, Stay | None, Stay | None]:
    """free, booked, seated, held or blocked; who has it at this moment, and who comes next."""
    stays = room.of_table(table.id)
    here = next((stay for stay in stays if stay.holds(at)), None)
    coming = next((stay for stay in stays if stay.starts_at > at), None)
    if here is None:
        return "free", None, coming
    if here.purpose is SeatingPurpose.BLOCK:
        return "blocked", here, coming
    if here.purpose is not SeatingPurpose.RESERVATION:
        return "held", here, coming
    was_here = here.state in {ReservationState.SEATED, ReservationState.COMPLETED}
    return ("seated" if was_here else "booked"), here, coming


def _minutes() -> tuple[int, int] | None:
    """The hours of the form as minutes of the service date; what ends before the new day begins ends in the night."""
    try:
        first, last = (datetime.strptime(request.form.get(name, ""), "%H:%M") for name in ("from", "until"))  # noqa: DTZ007  # a wall clock's
    except ValueError:
        return None
    starts, ends = (one.hour * _HOUR + one.minute for one in (first, last))
    if ends <= starts and last.hour < NIGHT_ENDS_AT:
        ends += 24 * _HOUR
    return (starts, ends) if ends > starts else None


def _minute_words(minute: int) -> str:
    return f"{minute // _HOUR % 24:02d}:{minute % _HOUR:02d}"
