"""The waiting list: joining with a code where the branch asks new diners for one, and what is done by itself."""

from __future__ import annotations

from typing import Final

import structlog

from app.domain.errors import CodeNeeded, EmailTaken, PhoneTaken
from app.domain.membership import is_sent_by_whatsapp
from app.domain.tenant import Actor
from app.flows.bookings import login_of
from app.flows.one_time_codes import SentCode, send_code, use_code
from app.flows.tools import Tools, Visit
from app.models import CodePurpose
from app.services import diners, waiting
from app.services.bookings import Office
from app.services.bookings.places import get_branch, read_places
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.waiting import Join, WaitingView

log = structlog.get_logger()

_AT_ONCE: Final = 50


def send_joining_code(tools: Tools, visit: Visit, wish: Join) -> SentCode:
    """Send the code for joining. Raises BranchNotFound, TooManyAttempts."""
    to = login_of(wish.diner)
    with tools.uow() as session:
        get_branch(session, tenant=visit.tenant, branch_id=wish.branch_id)
        by_brand = read_places(session, [wish.branch_id])[wish.branch_id].by_whatsapp
    by_whatsapp = to.phone is not None and (by_brand or is_sent_by_whatsapp(to.phone))
    return send_code(
        tools, visit, purpose=CodePurpose.JOIN_WAITING_LIST, to=to, customer_id=None, by_whatsapp=by_whatsapp
    )


def join(tools: Tools, visit: Visit, wish: Join, *, code: str | None, actor: Actor) -> WaitingView:
    """Take a place in the line; the same form takes one.

    Raises CodeNeeded where a code must be sent first, CodeInvalid; BranchNotFound, BookingRefused, PlacesLimit.
    """
    if _asks_code(tools, visit, wish):
        if not code:
            raise CodeNeeded
        use_code(tools, visit, purpose=CodePurpose.JOIN_WAITING_LIST, to=login_of(wish.diner), code=code)
    office = Office(tools.texts, tools.keyed)
    try:
        with tools.uow() as session:
            return waiting.join(session, office, wish, tenant=visit.tenant, actor=actor, now=tools.clock())
    except (EmailTaken, PhoneTaken):
        # Another guest with the same contact was entered at the same moment: now they are found.
        with tools.uow() as session:
            return waiting.join(session, office, wish, tenant=visit.tenant, actor=actor, now=tools.clock())


def serve_due(uow: UnitOfWork, clock: Clock, texts: MessageTexts) -> int:
    """Write down the offers that have run out, then offer what is free; how many entries changed."""
    with uow() as session:
        overdue = waiting.list_overdue(session, now=clock(), limit=_AT_ONCE)
    done = 0
    for tenant, entry_id in overdue:
        with uow() as session:
            done += waiting.expire(session, texts, tenant=tenant, entry_id=entry_id, now=clock())
    with uow() as session:
        days = waiting.list_days(session, now=clock(), limit=_AT_ONCE)
    for day in days:
        try:
            with uow() as session:
                done += waiting.offer_day(session, texts, day, now=clock())
        except Exception:  # whatever it was, the other branches' lines must still move
            log.exception("waiting_day_not_served", branch=day.branch_id)
    return done


def _asks_code(tools: Tools, visit: Visit, wish: Join) -> bool:
    with tools.uow() as session:
        if waiting.find_by_request(session, tenant=visit.tenant, request_key=wish.request_key, now=tools.clock()):
            return False
        branch = get_branch(session, tenant=visit.tenant, branch_id=wish.branch_id)
        if not branch.new_customer_waiting_list_otp:
            return False
        return not diners.is_known(session, tenant=visit.tenant, login=login_of(wish.diner))
