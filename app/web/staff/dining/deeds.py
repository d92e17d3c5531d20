"""What is done to a booking with one press, and the two that ask before: not come, and cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.extensions import account_tools, db
from app.flows import deposits
from app.services import bookings, evening
from app.services.bookings import ReservationView
from app.web.htmx import wants_fragment
from app.web.staff import staff as pages
from app.web.staff.dining import words
from app.web.staff.dining.board import fragment
from app.web.staff.dining.desk import Desk, attempt, attempt_flow, desk_at, kept_text, list_url, say_and_go
from app.web.texts import gettext as _

Said = tuple[str, str]
_ASKS_FIRST: Final = frozenset({"no-show", "cancel"})


@pages.get("/tables/<branch_code>/r/<uuid:uuid>/<deed>")
def tables_confirm(branch_code: str, uuid: UUID, deed: str) -> ResponseReturnValue:
    """What cannot simply be pressed: it is told first what follows."""
    if deed not in _ASKS_FIRST:
        abort(404)
    desk = desk_at(branch_code)
    view = view_here(desk, uuid)
    kept = Money(view.kept_if_canceled(desk.now), view.currency)
    back = Money(view.terms.deposit_minor if view.kept_if_canceled(desk.now) or _is_paid(view) else 0, view.currency)
    content = {"desk": desk, "who": desk.who, "view": view, "deed": deed, "kept_money": kept, "words": words}
    return render_template(
        "staff/dining/confirm.html", **content, paid=back, kept=kept_text(), back=request.args.get("from") or "list"
    )


@pages.post("/tables/<branch_code>/r/<uuid:uuid>/<deed>")
def tables_deed(branch_code: str, uuid: UUID, deed: str) -> ResponseReturnValue:
    """Do it, and back to where the button was."""
    if deed not in _DEEDS:
        abort(404)
    desk = desk_at(branch_code)
    evening.check_here(db.session(), desk.tenant, desk.house.id, uuid)
    said = _DEEDS[deed](desk, uuid)
    if wants_fragment():
        return fragment(desk, said=said)
    from_page = request.form.get("from") == "page"
    return say_and_go(said, desk.url("visit", uuid=uuid) if from_page else list_url(desk.house))


def view_here(desk: Desk, uuid: UUID) -> ReservationView:
    """A booking of this branch. Raises ReservationNotFound."""
    evening.check_here(db.session(), desk.tenant, desk.house.id, uuid)
    return bookings.get_view(db.session(), tenant=desk.tenant, uuid=uuid)


def seen_version() -> int | None:
    """The version the screen has shown, so that nobody changes what a colleague has changed meanwhile."""
    return request.form.get("version", type=int)


def _is_paid(view: ReservationView) -> bool:
    return view.payment_state.value == "PAID"


def _simple(change: Callable[..., Any], words_for: Callable[[], str]) -> Callable[[Desk, UUID], Said]:
    def run(desk: Desk, uuid: UUID) -> Said:
        def work(session: Session) -> None:
            change(session, tenant=desk.tenant, uuid=uuid, actor=desk.actor, now=desk.now, version=seen_version())

        return attempt(work, words_for())

    return run


def _cancel(desk: Desk, uuid: UUID) -> Said:
    def work() -> None:
        deposits.cancel(
            account_tools(),
            tenant=desk.tenant,
            uuid=uuid,
            actor=desk.actor,
            version=seen_version(),
            waives_fee=request.form.get("waive") == "1",
        )

    return attempt_flow(work, _("Cancelled, and the guest has been told."))


_DEEDS: Final[dict[str, Callable[[Desk, UUID], Said]]] = {
    "seat": _simple(bookings.seat, lambda: _("The party is seated.")),
    "complete": _simple(bookings.complete, lambda: _("The party has left; the table is free.")),
    "no-show": _simple(bookings.no_show, lambda: _("Noted as not come; the table is free.")),
    "undo": _simple(bookings.undo, lambda: _("The last step is undone.")),
    "cancel": _cancel,
}
