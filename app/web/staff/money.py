"""Money that needs a person, for those who run the business: the lists, and each decision behind a confirmation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import PageNotFound, TransitionRefused
from app.domain.paging import Window
from app.extensions import db
from app.services import money_cases
from app.services.money_cases import CaseKind, MoneyCase
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import check_decides_money, decides_money, edits_restaurants
from app.web.forms import form_page
from app.web.pager import Pager, page_number
from app.web.staff import staff as pages
from app.web.staff.money_deeds import Deed, deeds_of, find_deed
from app.web.staff.money_words import case_words, faster, tab_label
from app.web.staff.session import current_staff, require_staff

PAGE_SIZE: Final = 20
_LONGEST_SEARCH: Final = 80


@pages.context_processor
def navigation() -> dict[str, Callable[[], Any]]:
    """For the navigation of the staff's frame, which only whole pages draw."""
    return {"money_attention": money_attention, "may_edit_restaurants": may_edit_restaurants}


def money_attention() -> int | None:
    """How much needs a person; None for whom it does not concern."""
    who = current_staff()
    return sum(_counts(who).values()) if who is not None and decides_money(who) else None


def may_edit_restaurants() -> bool:
    """Whether the back office is open to who is at work."""
    who = current_staff()
    return who is not None and edits_restaurants(who)


@pages.get("/money")
def money() -> ResponseReturnValue:
    """What needs attention, what waits longest first."""
    who = _decider()
    kind, text = _kind(), _text()
    counts = _counts(who, text)
    found = money_cases.list_cases(
        db.session(),
        staff=who,
        kind=kind,
        total=counts[kind],
        window=Window.of_page(page_number(), PAGE_SIZE),
        now=utc_now(),
        text=text,
    )
    tabs = [(tab_label(tab), _url(tab, text), tab is kind, counts[tab]) for tab in CaseKind]
    rows = [(case_words(case), deeds_of(case)) for case in found.items]
    context = {"tabs": tabs, "rows": rows, "tab": kind.value, "q": text, "pager": Pager.of(found), "who": who}
    return render_template("staff/money.html", **context)


@pages.route("/money/<kind>/<uuid:uuid>/<deed>", methods=["GET", "POST"])
def decide(kind: str, uuid: UUID, deed: str) -> ResponseReturnValue:
    """Ask before it is done, and say what will happen; then do it once. Whoever comes second is told who was first."""
    who = _decider()
    chosen = find_deed(kind, deed)
    if chosen is None:
        raise PageNotFound
    case = money_cases.find_case(db.session(), staff=who, kind=chosen.kind, uuid=uuid, now=utc_now())
    if case is None or chosen not in deeds_of(case):
        return _too_late(who, chosen, uuid)
    form = chosen.form(case)
    if not form.validate_on_submit():
        return form_page("staff/money_confirm.html", form, case=case_words(case), deed=chosen, who=who)
    return _do(who, chosen, case, form)


def _do(who: StaffSeen, deed: Deed, case: MoneyCase, form: Any) -> ResponseReturnValue:
    try:
        words, tone = deed.run(who, case, form)
    except TransitionRefused:
        return _too_late(who, deed, case.uuid)
    flash(words, tone)
    return _back(deed.kind)


def _too_late(who: StaffSeen, deed: Deed, uuid: UUID) -> ResponseReturnValue:
    decision = money_cases.find_decision(db.session(), staff=who, kind=deed.kind, uuid=uuid)
    flash(faster(decision, who), "warning")
    return _back(deed.kind)


def _back(kind: CaseKind) -> ResponseReturnValue:
    return redirect(_url(kind, ""), code=303)


def _decider() -> StaffSeen:
    """Who runs the business. Raises NotAllowed for everybody else."""
    who = require_staff()
    check_decides_money(who)
    return who


def _counts(who: StaffSeen, text: str = "") -> dict[CaseKind, int]:
    """The figures; those without a search are wanted twice on a page and asked for once."""
    if text:
        return money_cases.count_cases(db.session(), staff=who, now=utc_now(), text=text)
    if "money_counts" not in g:
        g.money_counts = money_cases.count_cases(db.session(), staff=who, now=utc_now())
    counts: dict[CaseKind, int] = g.money_counts
    return counts


def _kind() -> CaseKind:
    tab = request.args.get("tab", "")
    return CaseKind(tab) if tab in set(CaseKind) else CaseKind.PAYMENTS


def _text() -> str:
    return " ".join(request.args.get("q", "")[:_LONGEST_SEARCH].split())


def _url(kind: CaseKind, text: str) -> str:
    kept = {"tab": kind.value, **({"q": text} if text else {})}
    return f"{url_for('staff.money')}?{urlencode(kept)}"
