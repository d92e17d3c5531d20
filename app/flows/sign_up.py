"""Becoming a customer: sign-up, the code that proves an e-mail or number, and asking for it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from app.domain.errors import CodeInvalid, PasswordTooWeak, PhoneInvalid
from app.domain.logins import MIN_PASSWORD, Login
from app.domain.phone import to_e164
from app.flows.messages import deliver_one
from app.flows.one_time_codes import SentCode, send_code, use_code, write_code
from app.flows.tools import Tools, Visit
from app.models import CodePurpose
from app.services import accounts, codes, pins
from app.services.profiles import CustomerProfile, profile_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """What somebody says of themselves; `phone` as typed, `email` lower-cased."""

    first_name: str
    last_name: str
    email: str
    phone: str
    password: str
    pin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUp:
    """The new customer, and until when the code sent to their e-mail is good."""

    profile: CustomerProfile
    code_expires_at: datetime
    was_delivered: bool


def sign_up(tools: Tools, visit: Visit, command: SignUp) -> SignedUp:
    """Make the account and send the code that proves its e-mail.

    The slow hash is made between two units of work, never inside one.

    Raises PhoneInvalid, PasswordTooWeak, EmailTaken, PhoneTaken, TooManyAttempts.
    """
    phone = to_e164(command.phone, region=visit.region)
    if phone is None:
        raise PhoneInvalid
    if len(command.password) < MIN_PASSWORD:
        raise PasswordTooWeak(min_length=MIN_PASSWORD)
    with tools.uow() as session:
        codes.check_address(session, address=visit.address, now=tools.clock())
    uuid = uuid4()
    password_hash = tools.passwords.hash(command.password)
    pin_hash = None if command.pin is None else pins.hash_pin(tools.keyed, customer_uuid=uuid, pin=command.pin)
    now = tools.clock()
    with tools.uow() as session:
        customer = accounts.register(
            session,
            tenant=visit.tenant,
            uuid=uuid,
            first_name=command.first_name.strip(),
            last_name=command.last_name.strip(),
            email=command.email.strip().lower(),
            phone=phone,
            password_hash=password_hash,
            pin_hash=pin_hash,
            locale=visit.locale,
            now=now,
        )
        profile = profile_of(customer)
        written = write_code(
            session,
            tools,
            visit,
            purpose=CodePurpose.VERIFY_EMAIL,
            to=Login(email=profile.email),
            customer_id=profile.id,
            now=now,
        )
    delivered = deliver_one(tools, written.message_id)
    return SignedUp(profile=profile, code_expires_at=written.expires_at, was_delivered=delivered)


def ask_for_code(tools: Tools, visit: Visit, *, to: Login, customer_id: int | None = None) -> SentCode:
    """Send a verification code again, or not: the answer does not tell whether the e-mail or number is known.

    With `customer_id` it is for that customer's own page. Raises TooManyAttempts.
    """
    if customer_id is None:
        with tools.uow() as session:
            found = accounts.find_by_contact(session, tenant=visit.tenant, login=to)
            customer_id = None if found is None else found.id
    return send_code(
        tools,
        visit,
        purpose=_purpose(to),
        to=to,
        customer_id=customer_id,
        is_known=customer_id is not None,
    )


def verify(tools: Tools, visit: Visit, *, to: Login, code: str, customer_id: int | None = None) -> CustomerProfile:
    """Prove an e-mail or number by its code; with `customer_id` only that customer's own codes count.

    Raises CodeInvalid, EmailTaken, PhoneTaken.
    """
    used = use_code(tools, visit, purpose=_purpose(to), to=to, code=code, customer_id=customer_id)
    if used.customer_id is None:
        raise CodeInvalid
    with tools.uow() as session:
        if to.email is not None:
            return accounts.confirm_email(session, customer_id=used.customer_id, email=to.email, now=tools.clock())
        return accounts.confirm_phone(session, customer_id=used.customer_id, phone=to.text, now=tools.clock())


def _purpose(to: Login) -> CodePurpose:
    return CodePurpose.VERIFY_EMAIL if to.email is not None else CodePurpose.VERIFY_PHONE
