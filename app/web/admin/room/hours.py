"""When tables may be had: the week, certain days, and what counts on request; each rule added, changed, copied."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import db, unit_of_work
from app.services.places import furnishing
from app.services.places.furnishing import BookedDay, Closing, HoursRule
from app.web.admin import admin as pages
from app.web.admin.room import words
from app.web.admin.room.bench import Bench, bench_at, done, saved
from app.web.admin.room.hour_forms import HoursForm
from app.web.forms import form_page
from app.web.htmx import go_to
from app.web.texts import gettext as _


@pages.get("/restaurants/<branch_code>/hours")
def hours(branch_code: str) -> ResponseReturnValue:
    """The week at a glance, then every rule with what it says."""
    bench = bench_at(branch_code)
    rules = furnishing.list_rules(db.session(), bench.place.id)
    weekly = [rule for rule in rules if not rule.is_dated and not rule.is_custom]
    return render_template(
        "admin/room/hours.html",
        **bench.frame,
        plan=bench.plan(),
        week=[(words.day_name(day), _on(weekly, day)) for day in range(7)],
        groups=_groups(bench, rules),
        booked=_booked(bench, rules),
        words=words,
    )


@pages.route("/restaurants/<branch_code>/hours/new", methods=["GET", "POST"])
def hours_new(branch_code: str) -> ResponseReturnValue:
    """New hours, empty or as a copy of others (`copy`)."""
    bench = bench_at(branch_code)
    copied = request.args.get("copy", type=int)
    rule = None if copied is None else furnishing.get_rule(db.session(), bench.place.id, copied)
    form = _form(bench, rule)
    if form.validate_on_submit():
        with unit_of_work() as session:
            furnishing.add_rule(session, bench.edit, form.wish)
        flash(_("The hours are added."), "success")
        return bench.go("hours")
    return form_page("admin/room/hours_form.html", form, **bench.frame, rule=None)


@pages.route("/restaurants/<branch_code>/hours/<int:rule_id>", methods=["GET", "POST"])
def hours_one(branch_code: str, rule_id: int) -> ResponseReturnValue:
    """One rule; closures have a page of their own."""
    bench = bench_at(branch_code)
    rule = furnishing.get_rule(db.session(), bench.place.id, rule_id)
    if not rule.is_open:
        return go_to(url_for("admin.hours_closing", branch_code=branch_code, rule_id=rule_id))
    form = _form(bench, rule)
    if form.validate_on_submit():
        wish, seen = form.wish, form.seen.data or ""
        if saved(form, lambda work: furnishing.change_rule(work, bench.edit, rule_id, wish, seen=seen), seal=rule.seal):
            flash(_("The hours are changed."), "success")
            return bench.go("hours")
    return form_page("admin/room/hours_form.html", form, **bench.frame, rule=rule)


@pages.post("/restaurants/<branch_code>/hours/<int:rule_id>/<any(on, off):to>")
def hours_switched(branch_code: str, rule_id: int, to: str) -> ResponseReturnValue:
    """Put a rule in force or out of it; what is booked stays booked."""
    bench = bench_at(branch_code)
    return done(
        lambda session: furnishing.switch_rule(session, bench.edit, rule_id, is_active=to == "on"),
        _("It counts from now on.") if to == "on" else _("It no longer counts; what was booked stays booked."),
        url_for("admin.hours", branch_code=branch_code),
    )


@pages.get("/restaurants/<branch_code>/hours/<int:rule_id>/remove")
def hours_remove(branch_code: str, rule_id: int) -> ResponseReturnValue:
    """Ask first."""
    bench = bench_at(branch_code)
    rule = furnishing.get_rule(db.session(), bench.place.id, rule_id)
    here: dict[str, Any] = {"branch_code": branch_code, "rule_id": rule_id}
    return render_template(
        "admin/room/remove.html",
        **bench.frame,
        title=_("Remove these hours?") if rule.is_open else _("Remove this closure?"),
        told=f"{words.when_text(rule)} · {words.times_text(rule)}",
        why_not="",
        back=url_for("admin.hours_one", **here),
        action=url_for("admin.hours_removed", **here),
    )


@pages.post("/restaurants/<branch_code>/hours/<int:rule_id>/remove")
def hours_removed(branch_code: str, rule_id: int) -> ResponseReturnValue:
    """Remove a rule by which nobody has booked."""
    bench = bench_at(branch_code)
    url = url_for("admin.hours", branch_code=branch_code)
    return done(lambda session: furnishing.remove_rule(session, bench.edit, rule_id), _("It is removed."), url)


def _form(bench: Bench, rule: HoursRule | None) -> HoursForm:
    return HoursForm(bench.plan(), rule, currency=bench.place.currency, step=bench.place.slot_minutes)


def _on(weekly: list[HoursRule], weekday: int) -> list[HoursRule]:
    """What counts on a day of the week, closures first."""
    found = [rule for rule in weekly if rule.is_active and rule.counts_on(weekday)]
    return sorted(found, key=lambda rule: (rule.is_open, rule.starts_minute, rule.id))


def _groups(bench: Bench, rules: list[HoursRule]) -> list[tuple[str, str, list[HoursRule]]]:
    """The rules under their headings, each with a name for it; what is over comes last."""
    over = [rule for rule in rules if rule.is_over(bench.today)]
    left = [rule for rule in rules if rule not in over]
    custom = [rule for rule in left if rule.is_custom]
    dated = [rule for rule in left if rule.is_dated and not rule.is_custom]
    weekly = [rule for rule in left if not rule.is_dated and not rule.is_custom]
    return [
        ("week", _("Every week"), weekly),
        ("days", _("Certain days"), dated),
        ("request", _("On request only"), custom),
        ("over", _("Over"), over[::-1]),
    ]


def _booked(bench: Bench, rules: list[HoursRule]) -> dict[int, list[BookedDay]]:
    """On which days of closures bookings stand, by the rule's id."""
    closed = [rule for rule in rules if not rule.is_open and rule.is_active and not rule.is_over(bench.today)]
    closings = [Closing.of(rule, today=bench.today) for rule in closed]
    where: dict[str, Any] = {"tenant": bench.edit.tenant, "branch_id": bench.place.id, "zone": bench.zone}
    found = furnishing.booked_days(db.session(), closings=closings, **where)
    return {rule.id: days for rule, days in zip(closed, found, strict=True)}
