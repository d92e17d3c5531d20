"""The tables of a branch: where they stand, how many they seat, what they can be pushed together with."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.errors import TableNumberTaken
from app.extensions import db
from app.services.places import furnishing
from app.services.places.furnishing import FloorPlan
from app.web.admin import admin as pages
from app.web.admin.room import words
from app.web.admin.room.bench import Bench, bench_at, done, saved
from app.web.admin.room.table_forms import TableForm, TablesForm
from app.web.forms import form_page
from app.web.texts import gettext as _
from app.web.texts import ngettext


@pages.get("/restaurants/<branch_code>/tables")
def tables(branch_code: str) -> ResponseReturnValue:
    """Each section with its tables, and how they stand."""
    bench = bench_at(branch_code)
    return render_template("admin/room/tables.html", **bench.frame, plan=bench.plan(), words=words)


@pages.route("/restaurants/<branch_code>/tables/new", methods=["GET", "POST"])
def tables_new(branch_code: str) -> ResponseReturnValue:
    """One table, or several that are alike."""
    bench = bench_at(branch_code)
    plan = bench.plan()
    form = TablesForm(plan, request.args.get("section", type=int))
    if form.validate_on_submit():
        wish, fields = form.wish, {TableNumberTaken: form.numbers}
        if saved(form, lambda session: furnishing.add_tables(session, bench.edit, wish), fields=fields):
            flash(ngettext("%(num)s table is added.", "%(num)s tables are added.", len(wish.numbers)), "success")
            return bench.go("tables")
    return form_page("admin/room/tables_new.html", form, **bench.frame, plan=plan)


@pages.route("/restaurants/<branch_code>/tables/<int:table_id>", methods=["GET", "POST"])
def tables_one(branch_code: str, table_id: int) -> ResponseReturnValue:
    """All there is to a table."""
    bench = bench_at(branch_code)
    plan = bench.plan()
    form = TableForm(plan, plan.table(table_id))
    if form.validate_on_submit():
        wish, seen, fields = form.wish, form.seen.data or "", {TableNumberTaken: form.number}
        seal = plan.table(table_id).seal

        def work(session: Session) -> None:
            furnishing.change_table(session, bench.edit, table_id, wish, seen=seen)

        if saved(form, work, seal=seal, fields=fields):
            flash(_("Table %(number)s is changed.", number=wish.number), "success")
            return bench.go("tables")
    return form_page("admin/room/table.html", form, **_of_table(bench, plan, table_id))


@pages.get("/restaurants/<branch_code>/tables/<int:table_id>/remove")
def tables_remove(branch_code: str, table_id: int) -> ResponseReturnValue:
    """Ask first."""
    bench = bench_at(branch_code)
    context = _of_table(bench, bench.plan(), table_id)
    here: dict[str, Any] = {"branch_code": branch_code, "table_id": table_id}
    return render_template(
        "admin/room/remove.html",
        **context,
        title=_("Remove table %(number)s?", number=context["table"].number),
        why_not=_("Guests are coming to this table. Move them first.") if context["coming"] else "",
        back=url_for("admin.tables_one", **here),
        action=url_for("admin.tables_removed", **here),
    )


@pages.post("/restaurants/<branch_code>/tables/<int:table_id>/remove")
def tables_removed(branch_code: str, table_id: int) -> ResponseReturnValue:
    """Remove it, if nobody has ever sat there nor will."""
    bench = bench_at(branch_code)
    home = url_for("admin.tables", branch_code=branch_code)
    words_then = _("The table is removed.")
    return done(lambda session: furnishing.remove_table(session, bench.edit, table_id), words_then, home)


def _of_table(bench: Bench, plan: FloorPlan, table_id: int) -> dict[str, Any]:
    """What a page about one table shows; who is coming is named with a way to them."""
    table = plan.table(table_id)
    coming = furnishing.list_coming(db.session(), [table_id], now=bench.now)
    others = [one for one in plan.section(table.section_id).tables if one.id != table_id]
    return {**bench.frame, "table": table, "plan": plan, "others": others, "coming": coming, "moment": bench.moment}
