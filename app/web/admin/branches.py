"""A branch's details, and how its page shows it."""

from __future__ import annotations

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import BookingsComing, ChangedMeanwhile, ClockInUse
from app.extensions import db, unit_of_work
from app.services.places import editing
from app.services.places.editing import BranchDetails, BranchDisplay, BranchSheet
from app.services.staff_accounts import StaffSeen
from app.web.admin import admin as pages
from app.web.admin.branch_forms import BranchForm, branch_form
from app.web.admin.display_forms import DisplayForm, display_form
from app.web.admin.fields import differences
from app.web.admin.frame import branch_frame
from app.web.forms import form_page
from app.web.htmx import go_to
from app.web.staff.session import require_staff
from app.web.texts import gettext as _


@pages.get("/restaurants/<branch_code>")
def branch(branch_code: str) -> ResponseReturnValue:
    """The form as the branch is."""
    sheet = editing.read_details(db.session(), require_staff(), branch_code)
    return _details(sheet, branch_form(sheet))


@pages.post("/restaurants/<branch_code>")
def branch_save(branch_code: str) -> ResponseReturnValue:
    """Save it. What cannot be undone by saving again is asked for once more."""
    who = require_staff()
    sheet = editing.read_details(db.session(), who, branch_code)
    form = branch_form(sheet)
    if form.validate_on_submit() and _saved_details(who, sheet, form):
        return go_to(url_for("admin.branch", branch_code=branch_code))
    return _details(sheet, form)


@pages.get("/restaurants/<branch_code>/display")
def display(branch_code: str) -> ResponseReturnValue:
    """The switches as they are."""
    sheet = editing.read_display(db.session(), require_staff(), branch_code)
    return _display(sheet, display_form(sheet))


@pages.post("/restaurants/<branch_code>/display")
def display_save(branch_code: str) -> ResponseReturnValue:
    """Save them; the diner's page follows at once."""
    who = require_staff()
    sheet = editing.read_display(db.session(), who, branch_code)
    form = display_form(sheet)
    if form.validate_on_submit() and _saved_display(who, sheet, form):
        return go_to(url_for("admin.display", branch_code=branch_code))
    return _display(sheet, form)


def _saved_details(who: StaffSeen, sheet: BranchSheet[BranchDetails], form: BranchForm) -> bool:
    """Whether they were; else the form says why not."""
    try:
        with unit_of_work() as session:
            changed = editing.change_details(
                session,
                staff=who,
                code=sheet.code,
                values=form.values,
                seen=form.seen.data or "",
                is_sure=form.sure.data,
                now=utc_now(),
            )
    except ChangedMeanwhile as error:
        form.refuse(error)
        form.conflict(sheet.seal)
    except ClockInUse as error:
        form.refuse(error, form.zone)
    except BookingsComing as error:
        form.refuse(error, form.sure)
    else:
        _say(changed)
        return True
    return False


def _saved_display(who: StaffSeen, sheet: BranchSheet[BranchDisplay], form: DisplayForm) -> bool:
    """Whether they were; else the form says why not."""
    try:
        with unit_of_work() as session:
            changed = editing.change_display(
                session,
                staff=who,
                code=sheet.code,
                values=form.values(sheet.values),
                seen=form.seen.data or "",
                now=utc_now(),
            )
    except ChangedMeanwhile as error:
        form.refuse(error)
        form.conflict(sheet.seal)
        return False
    _say(changed)
    return True


def _say(changed: tuple[str, ...]) -> None:
    said = _("Saved. The restaurant's page shows it from now on.") if changed else _("Nothing was different.")
    flash(said, "success" if changed else "info")


def _details(sheet: BranchSheet[BranchDetails], form: BranchForm) -> ResponseReturnValue:
    others = differences(form, branch_form(sheet, fresh=True)) if form.is_conflict else []
    frame = branch_frame(sheet.code)
    return form_page("admin/branch.html", form, sheet=sheet, differences=others, **frame)


def _display(sheet: BranchSheet[BranchDisplay], form: DisplayForm) -> ResponseReturnValue:
    others = differences(form, display_form(sheet, fresh=True)) if form.is_conflict else []
    frame = branch_frame(sheet.code)
    return form_page("admin/display.html", form, sheet=sheet, differences=others, **frame)
