"""A table offered by hand to somebody on the day's list; who would be passed over is told first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, TablesTaken
from app.extensions import db, gateways
from app.services import waiting
from app.services.waiting import WaitingView
from app.web.staff import staff as pages
from app.web.staff.dining.deeds import Said
from app.web.staff.dining.desk import Desk, attempt, desk_at, say_and_go
from app.web.staff.dining.door import entry_here
from app.web.texts import gettext as _


@pages.get("/tables/<branch_code>/door/<uuid:uuid>/offer")
def tables_offer(branch_code: str, uuid: UUID) -> ResponseReturnValue:
    """What they would be offered, and who has waited longer."""
    desk = desk_at(branch_code)
    entry = entry_here(desk, uuid)
    return render_template(
        "staff/dining/offer.html",
        desk=desk,
        who=desk.who,
        entry=entry,
        at=waiting.find_time(db.session(), entry, now=desk.now),
        before=_before(desk, entry),
    )


@pages.post("/tables/<branch_code>/door/<uuid:uuid>/offer")
def tables_offer_now(branch_code: str, uuid: UUID) -> ResponseReturnValue:
    """Offer it. Nobody is passed over by one press: then it is asked first."""
    desk = desk_at(branch_code)
    entry = entry_here(desk, uuid)
    if request.form.get("over") != "1" and _before(desk, entry):
        return redirect(desk.url("offer", uuid=uuid), code=303)
    return say_and_go(_offer(desk, entry), desk.url("door"))


def _before(desk: Desk, entry: WaitingView) -> list[WaitingView]:
    return waiting.list_before(db.session(), entry, tenant=desk.tenant, now=desk.now)


def _offer(desk: Desk, entry: WaitingView) -> Said:
    words = _("A table is kept for %(name)s for a quarter of an hour, and they are told.", name=entry.name)
    is_full = False

    def work(session: Session) -> None:
        nonlocal is_full
        given: dict[str, Any] = {"tenant": desk.tenant, "actor": desk.actor, "now": desk.now}
        try:
            waiting.offer_by_hand(session, gateways().texts, uuid=entry.uuid, **given)
        except (BookingRefused, TablesTaken):
            is_full = True
            raise

    said = attempt(work, words)
    return (_("Nothing is free for %(name)s in the time they want.", name=entry.name), "warning") if is_full else said
