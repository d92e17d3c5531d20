"""Joining a club in two steps: a code to the number, then the code back with the same details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.errors import CodeInvalid
from app.domain.logins import Login
from app.domain.membership import is_sent_by_whatsapp
from app.flows.one_time_codes import SentCode, send_code
from app.flows.tools import Tools, Visit
from app.models import CodePurpose
from app.services import codes, memberships, sign_ins
from app.services.memberships import JoinClub, Joined
from app.services.sign_ins import OpenedSignIn

CODE_DIGITS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """The member who has just joined, signed in; `token` is a bearer token for every family of the business."""

    joined: Joined
    opened: OpenedSignIn


def ask_code(tools: Tools, visit: Visit, command: JoinClub) -> SentCode:
    """Send a code to the number; asked again, a new one, and the earlier is void.

    Raises PhoneTaken, EmailTaken, BranchNotFound, BrandNotFound, CountryNotFound, TooManyAttempts.
    """
    with tools.uow() as session:
        memberships.check_free(session, tenant=visit.tenant, command=command)
    return send_code(
        tools,
        visit,
        purpose=CodePurpose.JOIN_CLUB,
        to=Login(phone=command.phone),
        customer_id=None,
        by_whatsapp=is_sent_by_whatsapp(command.phone),
        digits=CODE_DIGITS,
    )


def join(tools: Tools, visit: Visit, command: JoinClub, *, code: str) -> NewMember:
    """Use the code and make the member. A wrong try stays counted.

    Raises CodeInvalid with the reason, and what `ask_code` raises.
    """
    _use_code(tools, visit, phone=command.phone, code=code.strip())
    now = tools.clock()
    with tools.uow() as session:
        memberships.check_free(session, tenant=visit.tenant, command=command)
        joined = memberships.join(session, tenant=visit.tenant, command=command, locale=visit.locale, now=now)
        opened = sign_ins.issue_access(
            session,
            keyed=tools.keyed,
            signer=tools.signer,
            customer_id=joined.customer.id,
            customer_uuid=joined.customer.uuid,
            user_agent=visit.user_agent,
            now=now,
        )
        session.expunge_all()
        return NewMember(joined=joined, opened=opened)


def _use_code(tools: Tools, visit: Visit, *, phone: str, code: str) -> None:
    now = tools.clock()
    with tools.uow() as session:
        used = codes.try_code(
            session,
            keyed=tools.keyed,
            tenant=visit.tenant,
            purpose=CodePurpose.JOIN_CLUB,
            recipient=phone,
            code=code,
            now=now,
        )
        problem = (
            None
            if used is not None
            else codes.why_not(
                session,
                keyed=tools.keyed,
                tenant=visit.tenant,
                purpose=CodePurpose.JOIN_CLUB,
                recipient=phone,
                code=code,
                now=now,
            )
        )
    if problem is not None:
        raise CodeInvalid(problem=problem)
