"""Changing one's profile: the old e-mail or number is told, the new one gets a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.errors import PhoneInvalid
from app.domain.logins import Login
from app.domain.phone import to_e164
from app.flows import credentials, pins
from app.flows.messages import deliver_one, enqueue_text
from app.flows.one_time_codes import write_code
from app.flows.tools import Tools, Visit
from app.models import CodePurpose
from app.services import accounts
from app.services.profiles import CustomerProfile, ProfileChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProfile:
    """What to change; what is None stays. `phone` as typed."""

    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None
    password: str | None = None
    pin: str | None = None


def change_profile(
    tools: Tools, visit: Visit, command: ChangeProfile, *, customer_id: int, sign_in_id: int | None
) -> CustomerProfile:
    """Change at once: a new e-mail or number is unverified until its code, a new password or PIN ends other sign-ins.

    Raises PhoneInvalid, PasswordTooWeak, EmailTaken, PhoneTaken, TooManyAttempts.
    """
    phone = None if command.phone is None else to_e164(command.phone, region=visit.region)
    if command.phone is not None and phone is None:
        raise PhoneInvalid
    with tools.uow() as session:
        now = tools.clock()
        change = accounts.update_profile(
            session,
            customer_id=customer_id,
            first_name=command.first_name and command.first_name.strip(),
            last_name=command.last_name and command.last_name.strip(),
            email=command.email and command.email.strip().lower(),
            phone=phone,
            now=now,
        )
        messages = _tell(session, tools, visit, change, now)
    for message_id in messages:
        deliver_one(tools, message_id)
    if command.password is not None:
        credentials.set_password(tools, customer_id=customer_id, new=command.password, sign_in_id=sign_in_id)
    if command.pin is not None:
        pins.set_pin(
            tools.uow,
            tools.keyed,
            customer_id=customer_id,
            new=command.pin,
            sign_in_id=sign_in_id,
            now=tools.clock(),
        )
    with tools.uow() as session:
        return accounts.get_profile(session, customer_id=customer_id)


def _tell(session: Session, tools: Tools, visit: Visit, change: ProfileChange, now: datetime) -> list[int | None]:
    """A code to each new contact, and word of it to each old one."""
    old = [Login(email=change.replaced_email), Login(phone=change.replaced_phone)]
    new = [
        (CodePurpose.VERIFY_EMAIL, Login(email=change.new_email)),
        (CodePurpose.VERIFY_PHONE, Login(phone=change.new_phone)),
    ]
    told = [
        enqueue_text(
            session,
            tools.texts,
            tenant=visit.tenant,
            platform_id=visit.platform_id,
            locale=change.profile.locale,
            topic="contact_changed",
            to=login,
            values={"shop": visit.shop, "name": change.profile.first_name},
            customer_id=change.profile.id,
            now=now,
        )
        for login in old
        if login.text
    ]
    sent = [
        write_code(session, tools, visit, purpose=purpose, to=login, customer_id=change.profile.id, now=now).message_id
        for purpose, login in new
        if login.text
    ]
    return [*told, *sent]
