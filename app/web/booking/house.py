"""A branch's start page: how many, which day, what time; and keeping the table that was chosen."""

from __future__ import annotations

from typing import Final

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import BookingProblem, BookingRefused, BranchNotFound, HoldExpired, TablesTaken, TooManyAttempts
from app.extensions import account_tools, db
from app.flows.bookings import hold_table
from app.services.booking_page import BranchPage, read_branch
from app.services.bookings import HoldView
from app.services.looks import BranchLook
from app.services.seatings import Wish
from app.web import htmx
from app.web.booking import booking
from app.web.booking.choosing import Start, Wanted, read_wanted
from app.web.booking.finder import Finder, Picker
from app.web.booking.frame import current_look
from app.web.errors import explain
from app.web.session import current_visit
from app.web.storefront import current_storefront

CONFLICT: Final = 409
_LIMITED: Final = 429


def branch_at_hand() -> tuple[BranchLook, BranchPage]:
    """The branch of this address. Raises BranchNotFound."""
    look = current_look()
    if look is None or look.branch is None:
        raise BranchNotFound
    return look.branch, read_branch(db.session(), look.branch.id)


@booking.get("/b/<branch_code>")
def show(branch_code: str) -> ResponseReturnValue:
    """Everything needed to choose a table; eight statements however large the house."""
    _branch, page = branch_at_hand()
    now = utc_now()
    wanted = read_wanted(page, page.today(now))
    if page.elsewhere or not page.is_active:
        return render_template("booking/show.html", page=page, finder=None, notice="")
    notice = explain(HoldExpired()) if request.args.get("over") else ""
    return _chosen(branch_code, page, wanted, notice=notice)


@booking.post("/b/<branch_code>/hold")
def hold(branch_code: str) -> ResponseReturnValue:
    """Keep the table of the time pressed and go on to the form; else say why not, and what is near."""
    _branch, page = branch_at_hand()
    wanted = read_wanted(page, page.today(utc_now()))
    start = Start.read(request.form.get("slot", ""))
    if start is None or page.elsewhere:
        return htmx.go_to(url_for("booking.show", branch_code=branch_code, **wanted.query()))
    try:
        held = _hold(page, wanted, start)
    except BookingRefused as error:
        problem = BookingProblem(error.reason)
    except TablesTaken:
        problem = BookingProblem.FULL
    except TooManyAttempts as error:
        return _chosen(branch_code, page, wanted, notice=explain(error), status=_LIMITED)
    else:
        return htmx.go_to(url_for("booking.details", branch_code=branch_code, hold=held.token))
    missed = Wanted(party=wanted.party, day=wanted.day, since=wanted.since, until=wanted.until, at=start.at)
    return _chosen(branch_code, page, missed, problem=problem, status=CONFLICT)


def _hold(page: BranchPage, wanted: Wanted, start: Start) -> HoldView:
    """Raises what a hold can be refused for."""
    wish = Wish(
        branch_id=page.id,
        environment=current_storefront().environment,
        starts_at=start.at,
        party_size=wanted.party,
        service_date=wanted.day,
        section_id=start.section_id,
    )
    return hold_table(account_tools(), current_visit(), wish, instead_of=wanted.held or None)


def _chosen(
    branch_code: str,
    page: BranchPage,
    wanted: Wanted,
    *,
    problem: BookingProblem | None = None,
    notice: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    finder = _finder(branch_code, page, wanted, problem)
    answer = make_response(
        htmx.render("booking/show.html", "booking/_finder.html", status=status, page=page, finder=finder, notice=notice)
    )
    # What is free is nobody's to keep, not even for a moment.
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _finder(branch_code: str, page: BranchPage, wanted: Wanted, problem: BookingProblem | None) -> Finder:
    picker = Picker(
        page,
        wanted,
        now=utc_now(),
        page_url=url_for("booking.show", branch_code=branch_code),
    )
    return picker.find(current_storefront().environment, problem=problem)
