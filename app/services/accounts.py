"""Customers: signing up, being found, and their profile."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import CodeInvalid, CustomerNotFound, EmailTaken, PhoneTaken
from app.domain.logins import Login
from app.domain.tenant import Tenant
from app.models import Customer
from app.services import audit_trail
from app.services.belongings import take_over_belongings
from app.services.constraints import is_about
from app.services.profiles import CustomerProfile, ProfileChange, profile_of

# Letters and digits that cannot be taken for one another when read aloud.
_REFERRAL_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_REFERRAL_LENGTH: Final = 8
_CARD_DIGITS: Final = 10
_NUMBER_TRIES: Final = 5


def register(
    session: Session,
    *,
    tenant: Tenant,
    first_name: str,
    last_name: str,
    email: str | None,
    phone: str | None,
    password_hash: str | None,
    pin_hash: str | None,
    locale: str,
    now: datetime,
    uuid: UUID | None = None,
) -> Customer:
    """Make an account; `email` is lower-cased and `phone` E.164 already. The PIN's hash is keyed with `uuid`.

    An e-mail or number known only from an order or booking stays with that unclaimed customer until this one
    proves it by a code (`confirm_email`, `confirm_phone`); until then it is kept as pending.

    Raises EmailTaken, PhoneTaken.
    """
    free_email, pending_email = _free_or_pending(session, tenant, Login(email=email), EmailTaken)
    free_phone, pending_phone = _free_or_pending(session, tenant, Login(phone=phone), PhoneTaken)
    customer = Customer(
        uuid=uuid or uuid4(),
        business_id=tenant.business_id,
        environment=tenant.environment,
        email=free_email,
        pending_email=pending_email,
        phone=free_phone,
        pending_phone=pending_phone,
        first_name=first_name,
        last_name=last_name,
        password_hash=password_hash,
        pin_hash=pin_hash,
        claimed_at=now,
        locale=locale,
        created_at=now,
        updated_at=now,
    )
    _insert(session, customer)
    return customer


def ensure_contact(
    session: Session,
    *,
    tenant: Tenant,
    first_name: str,
    last_name: str,
    email: str | None,
    phone: str | None,
    locale: str,
    now: datetime,
) -> Customer:
    """The customer with this e-mail or number, or a new unclaimed one: who an order or booking of a guest is for."""
    found = find_contact(session, tenant=tenant, email=email, phone=phone)
    if found is not None:
        return found
    customer = Customer(
        business_id=tenant.business_id,
        environment=tenant.environment,
        email=email,
        phone=phone,
        first_name=first_name,
        last_name=last_name,
        locale=locale,
        created_at=now,
        updated_at=now,
    )
    _insert(session, customer)
    return customer


def find_contact(session: Session, *, tenant: Tenant, email: str | None, phone: str | None) -> Customer | None:
    """The customer, claimed or not, with this number, else with this e-mail."""
    return _owner(session, tenant, Login(phone=phone)) or _owner(session, tenant, Login(email=email))


def is_claimed(session: Session, *, customer_id: int) -> bool:
    """Whether somebody has made this customer's account theirs."""
    return session.scalar(select(Customer.claimed_at).where(Customer.id == customer_id)) is not None


def find_by_login(session: Session, *, tenant: Tenant, login: Login) -> Customer | None:
    """The claimed customer who signs in with this e-mail or number."""
    owner = _owner(session, tenant, login)
    return owner if owner is not None and owner.claimed_at is not None else None


def find_by_contact(session: Session, *, tenant: Tenant, login: Login) -> Customer | None:
    """The claimed customer reached at this e-mail or number, also where it waits for its code."""
    owned = find_by_login(session, tenant=tenant, login=login)
    if owned is not None:
        return owned
    waiting = (
        Customer.pending_email == login.email if login.email is not None else Customer.pending_phone == login.phone
    )
    return session.scalars(
        select(Customer).where(*_within(tenant), waiting, Customer.claimed_at.is_not(None)).order_by(Customer.id.desc())
    ).first()


def get_customer(session: Session, *, customer_id: int) -> Customer:
    """Raises CustomerNotFound."""
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound
    return customer


def get_profile(session: Session, *, customer_id: int) -> CustomerProfile:
    """Raises CustomerNotFound."""
    return profile_of(get_customer(session, customer_id=customer_id))


def find_profile(session: Session, *, tenant: Tenant, uuid: UUID) -> CustomerProfile | None:
    """A claimed customer by public id."""
    customer = session.scalars(
        select(Customer).where(*_within(tenant), Customer.uuid == uuid, Customer.claimed_at.is_not(None))
    ).one_or_none()
    return None if customer is None else profile_of(customer)


def update_profile(
    session: Session,
    *,
    customer_id: int,
    now: datetime,
    first_name: str | None = None,
    last_name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    locale: str | None = None,
) -> ProfileChange:
    """Change what is given; a new e-mail or number is in force at once, unverified until its code.

    The answer names the e-mail and number that were replaced: the flow tells their owner.

    Raises CustomerNotFound, EmailTaken, PhoneTaken.
    """
    customer = get_customer(session, customer_id=customer_id)
    before = (customer.email or customer.pending_email, customer.phone or customer.pending_phone)
    try:
        with session.begin_nested():
            if email is not None and email != before[0]:
                _change_email(session, customer, email)
            if phone is not None and phone != before[1]:
                _change_phone(session, customer, phone)
            customer.first_name = first_name or customer.first_name
            customer.last_name = last_name or customer.last_name
            customer.locale = locale or customer.locale
            customer.updated_at = now
    except IntegrityError as error:
        raise _taken(error) from error
    after = profile_of(customer)
    if before != (after.email, after.phone):
        audit_trail.record_own(session, customer, action="contact_changed", now=now)
    return ProfileChange(
        profile=after,
        replaced_email=before[0] if before[0] != after.email else None,
        replaced_phone=before[1] if before[1] != after.phone else None,
        new_email=after.email if before[0] != after.email else None,
        new_phone=after.phone if before[1] != after.phone else None,
    )


def set_password(session: Session, *, customer_id: int, password_hash: str, now: datetime) -> None:
    """Keep a new password's hash. Ending the other sign-ins is the caller's next call."""
    customer = get_customer(session, customer_id=customer_id)
    customer.password_hash = password_hash
    customer.updated_at = now
    audit_trail.record_own(session, customer, action="password_changed", now=now)


def note_sign_in(session: Session, *, customer_id: int, now: datetime) -> None:
    """Remember when somebody last signed in; not a change of the profile."""
    session.execute(
        update(Customer)
        .where(Customer.id == customer_id)
        .values(last_login_at=now)
        .execution_options(synchronize_session=False)
    )


def confirm_email(session: Session, *, customer_id: int, email: str, now: datetime) -> CustomerProfile:
    """The customer proved this address by a code. It is theirs, and what its unclaimed owner ordered comes along.

    Raises CustomerNotFound, CodeInvalid where the customer has another address by now, EmailTaken.
    """
    customer = get_customer(session, customer_id=customer_id)
    if email not in {customer.email, customer.pending_email}:
        raise CodeInvalid
    if customer.email != email:
        _take_over(session, customer, Login(email=email))
        customer.email = email
    customer.pending_email = None
    customer.email_verified_at = now
    return _confirmed(session, customer, now)


def confirm_phone(session: Session, *, customer_id: int, phone: str, now: datetime) -> CustomerProfile:
    """As confirm_email, for a number. Raises CustomerNotFound, CodeInvalid, PhoneTaken."""
    customer = get_customer(session, customer_id=customer_id)
    if phone not in {customer.phone, customer.pending_phone}:
        raise CodeInvalid
    if customer.phone != phone:
        _take_over(session, customer, Login(phone=phone))
        customer.phone = phone
    customer.pending_phone = None
    customer.phone_verified_at = now
    return _confirmed(session, customer, now)


def _confirmed(session: Session, customer: Customer, now: datetime) -> CustomerProfile:
    customer.claimed_at = customer.claimed_at or now
    customer.updated_at = now
    if customer.card_number is None:
        _number(session, customer)
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        raise _taken(error) from error
    return profile_of(customer)


def _take_over(session: Session, customer: Customer, login: Login) -> None:
    """The unclaimed owner's things become the customer's. Raises EmailTaken, PhoneTaken where the owner is claimed."""
    owner = _owner(session, Tenant(customer.business_id, customer.environment), login)
    if owner is None:
        return
    if owner.claimed_at is not None:
        raise EmailTaken if login.email is not None else PhoneTaken
    take_over_belongings(session, owner=owner, heir=customer)
    if login.email is not None:
        owner.email = None
    else:
        owner.phone = None
    session.flush()


def _change_email(session: Session, customer: Customer, email: str) -> None:
    tenant = Tenant(customer.business_id, customer.environment)
    free, pending = _free_or_pending(session, tenant, Login(email=email), EmailTaken)
    customer.email, customer.pending_email, customer.email_verified_at = free, pending, None


def _change_phone(session: Session, customer: Customer, phone: str) -> None:
    tenant = Tenant(customer.business_id, customer.environment)
    free, pending = _free_or_pending(session, tenant, Login(phone=phone), PhoneTaken)
    customer.phone, customer.pending_phone, customer.phone_verified_at = free, pending, None


def _free_or_pending(
    session: Session, tenant: Tenant, login: Login, taken: type[EmailTaken | PhoneTaken]
) -> tuple[str | None, str | None]:
    """The text to keep as one's own, and the text that waits for a code; at most one is set."""
    owner = _owner(session, tenant, login)
    if owner is None:
        return login.text or None, None
    if owner.claimed_at is not None:
        raise taken
    return None, login.text


def _owner(session: Session, tenant: Tenant, login: Login) -> Customer | None:
    if not login.text:
        return None
    is_theirs = Customer.email == login.email if login.email is not None else Customer.phone == login.phone
    return session.scalars(select(Customer).where(*_within(tenant), is_theirs)).one_or_none()


def _within(tenant: Tenant) -> tuple[ColumnElement[bool], ...]:
    return (Customer.business_id == tenant.business_id, Customer.environment == tenant.environment)


def _insert(session: Session, customer: Customer) -> None:
    """The database decides who is first. Raises EmailTaken, PhoneTaken."""
    try:
        with session.begin_nested():
            if customer.claimed_at is not None:
                _number(session, customer)
            session.add(customer)
            session.flush()
    except IntegrityError as error:
        raise _taken(error) from error


def _number(session: Session, customer: Customer) -> None:
    """Give a shopping card number and a referral code nobody has. Numbers are drawn, so clashes are next to none."""
    here = _within(Tenant(customer.business_id, customer.environment))
    for _try in range(_NUMBER_TRIES):
        card = "ARK" + "".join(secrets.choice("0123456789") for _digit in range(_CARD_DIGITS))
        code = "".join(secrets.choice(_REFERRAL_LETTERS) for _letter in range(_REFERRAL_LENGTH))
        with session.no_autoflush:
            clash = session.scalar(
                select(Customer.id).where(*here, or_(Customer.card_number == card, Customer.referral_code == code))
            )
        if clash is None:
            customer.card_number, customer.referral_code = card, code
            return
    raise RuntimeError("no free shopping card number was found")


def _taken(error: IntegrityError) -> Exception:
    """Which promise the database kept; any other violation is a bug and stays what it is."""
    if is_about(error, "email"):
        return EmailTaken()
    if is_about(error, "phone"):
        return PhoneTaken()
    return error
