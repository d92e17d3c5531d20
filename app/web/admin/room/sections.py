"""Sections: added, changed, removed while nothing stands in them."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import SectionHasTables
from app.extensions import db, unit_of_work
from app.services.places import furnishing
from app.services.places.furnishing import FloorSection
from app.web.admin import admin as pages
from app.web.admin.room.bench import bench_at, done, saved
from app.web.admin.room.table_forms import SectionForm
from app.web.errors import explain
from app.web.forms import form_page
from app.web.storefront import current_locale
from app.web.texts import gettext as _


@pages.route("/restaurants/<branch_code>/tables/sections/new", methods=["GET", "POST"])
def tables_section_new(branch_code: str) -> ResponseReturnValue:
    """Another part of the restaurant."""
    bench = bench_at(branch_code)
    form = SectionForm(None, order=1 + max((one.display_order for one in bench.plan().sections), default=0))
    if form.validate_on_submit():
        with unit_of_work() as session:
            furnishing.add_section(session, bench.edit, form.wish)
        flash(_("The section is added. Put tables into it next."), "success")
        return bench.go("tables")
    return form_page("admin/room/section.html", form, **bench.frame, section=None, coming=[])


@pages.route("/restaurants/<branch_code>/tables/sections/<int:section_id>", methods=["GET", "POST"])
def tables_section(branch_code: str, section_id: int) -> ResponseReturnValue:
    """Its names, how many guests it holds, where it stands in the list, and whether it is open."""
    bench = bench_at(branch_code)
    section = bench.plan().section(section_id)
    form = SectionForm(section)
    if form.validate_on_submit():
        seen, wish = form.seen.data or "", form.wish
        if saved(
            form,
            lambda work: furnishing.change_section(work, bench.edit, section_id, wish, seen=seen),
            seal=section.seal,
        ):
            flash(_("The section is changed."), "success")
            return bench.go("tables")
    coming = furnishing.list_coming(db.session(), [table.id for table in section.tables], now=bench.now)
    return form_page("admin/room/section.html", form, **bench.frame, section=section, coming=coming)


@pages.get("/restaurants/<branch_code>/tables/sections/<int:section_id>/remove")
def tables_section_remove(branch_code: str, section_id: int) -> ResponseReturnValue:
    """Ask first."""
    bench = bench_at(branch_code)
    section = bench.plan().section(section_id)
    here = url_for("admin.tables_section", branch_code=branch_code, section_id=section_id)
    return render_template(
        "admin/room/remove.html",
        **bench.frame,
        title=_("Remove the section “%(name)s”?", name=section.name(current_locale())),
        why_not=_why_not(section),
        back=here,
        action=url_for("admin.tables_section_removed", branch_code=branch_code, section_id=section_id),
    )


@pages.post("/restaurants/<branch_code>/tables/sections/<int:section_id>/remove")
def tables_section_removed(branch_code: str, section_id: int) -> ResponseReturnValue:
    """Remove it, if nothing stands in it and nobody has sat there."""
    bench = bench_at(branch_code)
    return done(
        lambda session: furnishing.remove_section(session, bench.edit, section_id),
        _("The section is removed."),
        url_for("admin.tables", branch_code=branch_code),
    )


def _why_not(section: FloorSection) -> str:
    return explain(SectionHasTables(tables=len(section.tables))) if section.tables else ""
