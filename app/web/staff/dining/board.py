"""The evening's list of bookings: live, filtered, put in order; printed too."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.reservations import ReservationPayment, ReservationSource, ReservationState
from app.extensions import db
from app.services import evening
from app.services.evening import VisitQuery, VisitSort
from app.web.staff import staff as pages
from app.web.staff.dining import words
from app.web.staff.dining.desk import Desk, desk_at, kept_query, kept_text
from app.web.staff.dining.live import live_url, look_again, part
from app.web.staff.session import require_staff

W = TypeVar("W", bound=StrEnum)


@pages.get("/tables")
def tables() -> ResponseReturnValue:
    """The only branch at once; of several one is chosen."""
    who = require_staff()
    houses = evening.list_houses(db.session(), who)
    if len(houses) == 1:
        return redirect(url_for("staff.tables_list", branch_code=houses[0].code), code=303)
    return render_template("staff/dining/houses.html", who=who, houses=houses)


@pages.get("/tables/<branch_code>")
def tables_list(branch_code: str) -> ResponseReturnValue:
    """Who comes, who is here, who has left; asked again by `tables_live`."""
    return render_template("staff/dining/list.html", **list_content(desk_at(branch_code)))


@pages.get("/tables/<branch_code>/live")
def tables_live(branch_code: str) -> ResponseReturnValue:
    """The list again; 204 while nothing has happened at the branch since the screen has looked."""
    return look_again(branch_code, "list", "staff/dining/_list.html", list_content)


def fragment(desk: Desk, *, said: tuple[str, str]) -> Response:
    """The list alone, with what is to be said above it."""
    return part("staff/dining/_list.html", {**list_content(desk), "said": said})


def list_content(desk: Desk) -> dict[str, Any]:
    """What the list shows."""
    session, kept = db.session(), kept_query()
    asks, query = live_url(desk, "list", **kept), _query(desk, kept)
    return {
        "desk": desk,
        "who": desk.who,
        "live_url": asks,
        "visits": evening.list_visits(session, desk.tenant, desk.house.id, query, now=desk.now),
        "totals": evening.read_totals(session, desk.tenant, desk.house.id, desk.day),
        "query": query,
        "kept": kept_text(),
        "is_filtered": bool(kept.keys() - {"day", "sort"}),
        "is_narrowed": bool(kept.keys() - {"day", "sort", "q"}),
        "words": words,
        "said": None,
    }


def _query(desk: Desk, kept: dict[str, Any]) -> VisitQuery:
    sections = {str(one.id): one.id for one in desk.house.sections}
    return VisitQuery(
        day=desk.day,
        state=_word(ReservationState, kept.get("state")),
        payment=_word(ReservationPayment, kept.get("payment")),
        source=_word(ReservationSource, kept.get("source")),
        section_id=sections.get(kept.get("section", "")),
        text=kept.get("q", ""),
        sort=_word(VisitSort, kept.get("sort")) or VisitSort.TIME,
    )


def _word(kind: type[W], given: str | None) -> W | None:
    """What the address says, where that is a word; anything else asks for nothing."""
    return kind(given) if given in set(kind) else None
