"""A brand's page: its words, colours and ways to be heard."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import ChangedMeanwhile
from app.domain.palette import BrandColours
from app.extensions import db, unit_of_work
from app.services.places import editing
from app.services.places.editing import BrandSheet
from app.services.staff_accounts import StaffSeen
from app.web.admin import admin as pages
from app.web.admin.brand_forms import COLOURS, BrandForm, brand_form, fresh_form
from app.web.admin.fields import differences
from app.web.admin.frame import brand_frame
from app.web.admin.palettes import shades_of
from app.web.forms import form_page
from app.web.htmx import go_to, wants_fragment
from app.web.staff.session import require_staff
from app.web.texts import gettext as _


@pages.get("/brands/<brand_code>")
def brand(brand_code: str) -> ResponseReturnValue:
    """The form as the brand is."""
    sheet = editing.read_brand(db.session(), require_staff(), brand_code)
    return _page(sheet, brand_form(sheet.values, sheet.seal))


@pages.post("/brands/<brand_code>")
def brand_save(brand_code: str) -> ResponseReturnValue:
    """Save it, or only show what would become of its colours."""
    who = require_staff()
    sheet = editing.read_brand(db.session(), who, brand_code)
    form = brand_form(sheet.values, sheet.seal)
    if "preview" in request.form:
        return _previewed(sheet, form)
    if form.validate_on_submit() and _saved(who, sheet, form):
        return go_to(url_for("admin.brand", brand_code=brand_code))
    return _page(sheet, form)


def _saved(who: StaffSeen, sheet: BrandSheet, form: BrandForm) -> bool:
    """Whether it was; else the form says why not."""
    try:
        with unit_of_work() as session:
            changed = editing.change_brand(
                session, staff=who, code=sheet.code, values=form.values, seen=form.seen.data or "", now=utc_now()
            )
    except ChangedMeanwhile as error:
        form.refuse(error)
        form.conflict(sheet.seal)
        return False
    said = _("Saved. The brand's pages show it from now on.") if changed else _("Nothing was different.")
    flash(said, "success" if changed else "info")
    return True


def _previewed(sheet: BrandSheet, form: BrandForm) -> ResponseReturnValue:
    """Only the colours are looked at; the rest may be half-finished."""
    form.validate()
    for field in form:
        if field.name not in COLOURS:
            field.errors = []
    form.form_errors.clear()
    return _page(sheet, form, fragment=wants_fragment())


def _page(sheet: BrandSheet, form: BrandForm, *, fragment: bool = False) -> ResponseReturnValue:
    template = "admin/_palette.html" if fragment else "admin/brand.html"
    now, asked = sheet.values, form.colours(sheet.values)
    saved = BrandColours.read(now.main_color, now.font_color, now.hover_color, now.secondary_color)
    response = form_page(
        template,
        form,
        **brand_frame(sheet),
        shades=shades_of(asked),
        saved=shades_of(saved) if saved != asked else None,
        differences=differences(form, fresh_form(now)) if form.is_conflict else (),
    )
    response.vary.add("HX-Request")
    return response
