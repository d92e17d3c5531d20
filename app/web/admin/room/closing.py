"""Days and hours for which no bookings are taken; who has booked then is told of first, and stays."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from app.extensions import db, unit_of_work
from app.services.places import furnishing
from app.services.places.furnishing import BookedDay, Closing
from app.web.admin import admin as pages
from app.web.admin.room.bench import Bench, bench_at, saved
from app.web.admin.room.hour_forms import ClosingForm
from app.web.admin.room.words import day_text
from app.web.forms import form_page
from app.web.texts import gettext as _


@pages.route("/restaurants/<branch_code>/hours/close", methods=["GET", "POST"])
def hours_close(branch_code: str) -> ResponseReturnValue:
    """Close a day, several, or hours of them."""
    bench = bench_at(branch_code)
    form = ClosingForm(bench.plan(), None)
    booked: list[BookedDay] = []
    if form.validate_on_submit():
        booked = _stand(bench, form)
        if not booked:
            with unit_of_work() as session:
                furnishing.add_rule(session, bench.edit, form.wish)
            flash(_("Closed for new bookings; those there are stay."), "success")
            return bench.go("hours")
    return form_page("admin/room/closing.html", form, **bench.frame, rule=None, booked=booked, day_text=day_text)


@pages.route("/restaurants/<branch_code>/hours/close/<int:rule_id>", methods=["GET", "POST"])
def hours_closing(branch_code: str, rule_id: int) -> ResponseReturnValue:
    """Change a closure."""
    bench = bench_at(branch_code)
    rule = furnishing.get_rule(db.session(), bench.place.id, rule_id)
    form = ClosingForm(bench.plan(), rule)
    booked: list[BookedDay] = []
    if form.validate_on_submit():
        booked, wish, seen = _stand(bench, form), form.wish, form.seen.data or ""
        if not booked and saved(
            form, lambda work: furnishing.change_rule(work, bench.edit, rule_id, wish, seen=seen), seal=rule.seal
        ):
            flash(_("The closure is changed; bookings there are stay."), "success")
            return bench.go("hours")
    return form_page("admin/room/closing.html", form, **bench.frame, rule=rule, booked=booked, day_text=day_text)


def _stand(bench: Bench, form: ClosingForm) -> list[BookedDay]:
    """The days on which bookings stand of which nobody was told yet."""
    if not form.is_active.data:
        return []
    (booked,) = furnishing.booked_days(
        db.session(),
        bench.edit.tenant,
        bench.place.id,
        [Closing.of(form.wish, today=bench.today)],
        zone=bench.zone,
    )
    told, count = form.sure.data, str(sum(one.bookings for one in booked))
    form.sure.data = count
    return [] if told == count else booked
