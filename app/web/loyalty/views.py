"""A member's level, points, loyalty cash and referral code; and joining, for who is none yet."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import BranchNotFound
from app.domain.membership import POINTS, POINTS_PER_GUEST, THRESHOLDS, Level, PointsReason
from app.domain.money import Money
from app.domain.paging import Window
from app.extensions import db, unit_of_work
from app.services import memberships
from app.services.memberships import PointsLine
from app.web import htmx
from app.web.filters import format_money
from app.web.loyalty import loyalty
from app.web.session import SignedIn, current_customer, require_customer
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import ngettext

_SHOWN: Final = 20


@loyalty.get("")
def club() -> ResponseReturnValue:
    """What a club gives to whoever comes by; to members, what they have."""
    customer = current_customer()
    mine = [] if customer is None else memberships.list_memberships(db.session(), customer_id=customer.customer_id)
    page = "loyalty/member.html" if mine else "loyalty/join.html"
    response = make_response(
        render_template(
            page,
            mine=mine,
            lines=[(line, _words(line), _amount(line)) for line in _lines(customer)] if mine else [],
            level_words=_level,
            per_guest=POINTS_PER_GUEST,
            **({} if mine else _offer()),
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _offer() -> dict[str, Any]:
    """What joining brings, and where one can join."""
    return {
        "clubs": memberships.list_clubs(db.session(), tenant=current_storefront().tenant),
        "levels": [(_level(level), least) for least, level in reversed(THRESHOLDS)],
    }


def _lines(customer: SignedIn | None) -> list[PointsLine]:
    if customer is None:
        return []
    window = Window(limit=_SHOWN, offset=0)
    return list(memberships.list_points(db.session(), customer_id=customer.customer_id, window=window).items)


@loyalty.post("/join")
def join() -> ResponseReturnValue:
    """Join the club of the restaurant chosen; joined twice is joined once."""
    customer = require_customer()
    text = request.form.get("branch", "")
    try:
        if not text.isdecimal() or len(text) > len("9999999"):
            raise BranchNotFound  # noqa: TRY301  # no number names a branch as little as an unknown one
        with unit_of_work() as work:
            memberships.enrol(
                work,
                tenant=current_storefront().tenant,
                customer_id=customer.customer_id,
                branch_id=int(text),
                now=utc_now(),
            )
    except BranchNotFound:
        flash(_("Choose a restaurant of the list."), "error")
    else:
        flash(_("Welcome to the club."), "success")
    return htmx.go_to(url_for("loyalty.club"))


def _level(level: Level) -> str:
    return {Level.WHITE: _("White"), Level.SILVER: _("Silver"), Level.GOLD: _("Gold")}[level]


def _words(line: PointsLine) -> str:
    """Why it moved."""
    place = line.place(current_locale())
    match line.reason:
        case PointsReason.VISIT:
            return _("Visit to %(place)s", place=place) if place else _("Visit")
        case PointsReason.VISIT_UNDONE:
            return _("Visit to %(place)s, taken back", place=place) if place else _("Visit, taken back")
        case PointsReason.WELCOME:
            return _("Welcome to the club")
        case PointsReason.BIRTHDAY:
            return _("Birthday gift")
        case PointsReason.OTHER:
            return line.description


def _amount(line: PointsLine) -> str:
    """Points, or money of the loyalty wallet, with its sign."""
    sign = "+" if line.amount > 0 else "−"
    if line.currency == POINTS:
        return sign + ngettext("%(num)s point", "%(num)s points", abs(line.amount))
    return sign + format_money(Money(abs(line.amount), line.currency), current_locale())
