"""Clubs: joining by a code in two steps of one route, and looking a member up at one of the club's branches."""

from __future__ import annotations

from typing import Final

from flask import Response, request
from pydantic_core import PydanticCustomError

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.people import tools, visit
from app.api.dining.family import dining
from app.api.dining.schemas.membership import (
    CodeSentOut,
    JoinedOut,
    MemberAskIn,
    MemberOut,
    MembershipOut,
    SignUpIn,
)
from app.domain.errors import MemberNotFound, ProviderFailed
from app.domain.membership import is_sent_by_whatsapp
from app.domain.scopes import Scope
from app.extensions import db
from app.flows import joining_club
from app.input import InvalidInput, Problem
from app.services import memberships
from app.services.codes import LIFETIME

TOPIC: Final = "Membership"
_SOURCE: Final = "source-type"


@dining.op(
    "POST",
    "/api/customers/signup",
    summary="Join a club: without `otp` a code is sent, with it the member is made",
    description=(
        "UAE and Saudi numbers get the code as SMS, all others by WhatsApp. It has four digits, lasts five minutes and "
        "works once; the first step again sends a new one. The token is a bearer token for the account and commerce "
        "families."
    ),
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=SignUpIn,
    out=CodeSentOut | JoinedOut,
    message="",
    is_flow=True,
    errors={
        404: "No such branch, brand or country.",
        409: "The mobile number or email is registered already.",
        503: "The code could not be delivered.",
    },
)
def sign_up(call: Call, body: SignUpIn) -> Response:
    command = body.to_command()
    if body.otp is not None:
        return call.answer(JoinedOut.of(joining_club.join(tools(), visit(call), command, code=body.otp), body))
    sent = joining_club.ask_code(tools(), visit(call), command)
    if not sent.was_delivered:
        raise ProviderFailed(service="messages")
    way = "WhatsApp" if is_sent_by_whatsapp(command.phone) else "SMS"
    words = f"OTP sent to {command.phone.removeprefix('+')} via {way}"
    return call.answer(CodeSentOut(message=words, expires_in=int(LIFETIME.total_seconds())))


@dining.op(
    "POST",
    "/api/v1/getMemberDetails",
    summary="A member of a club by mobile number",
    description=(
        "`x-branch-id` is the club id of the branch, `x-source-type` the text `source-type`. Only members of that club "
        "are found."
    ),
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    body=MemberAskIn,
    out=MembershipOut,
    message="",
    is_flow=True,
    errors={404: "No member of the club has that number."},
)
def member_details(call: Call, body: MemberAskIn) -> Response:
    session = db.session()
    club_id = request.headers.get("x-branch-id", "").strip()
    if not club_id:
        raise _refused("missing x-branch-id")
    if not memberships.is_club(session, tenant=call.tenant, club_id=club_id):
        raise _refused("invalid x-branch-id")
    if request.headers.get("x-source-type") != _SOURCE:
        raise _refused("invalid x-source-type")
    try:
        phone = body.phone_number
    except PydanticCustomError as error:
        raise _refused(error.message()) from error
    found = memberships.find_member(session, tenant=call.tenant, club_id=club_id, phone=phone)
    if found is None:
        raise MemberNotFound
    return call.answer(MembershipOut(membership=MemberOut.of(found)))


def _refused(words: str) -> InvalidInput:
    return InvalidInput([Problem("", SENTENCE, words)])
