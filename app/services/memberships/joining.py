"""Joining a club by a code sent to one's number."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound, BrandNotFound, CountryNotFound, EmailTaken, PhoneTaken
from app.domain.logins import Login
from app.domain.membership import MEMBER_DIGITS, POINTS, Level, referral_stem
from app.domain.tenant import Tenant
from app.models import AccountKind, Branch, Brand, Country, Customer, Gender, Membership, MembershipStatus
from app.services import accounts, ledger

_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_REFERRAL_LETTERS: Final = 4
_TRIES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinClub:
    """What somebody says of themselves; `phone` is E.164, `email` lower-cased, ids are row ids of the business."""

    phone: str
    first_name: str
    last_name: str
    branch_id: int
    email: str | None = None
    birthdate: date | None = None
    gender: Gender | None = None
    country_id: int | None = None
    brand_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The new member, the loyalty wallet (in minor units) and the branch of registration."""

    customer: Customer
    membership: Membership
    wallet_id: int
    balance_minor: int
    currency: str
    branch: Branch


def check_free(session: Session, *, tenant: Tenant, command: JoinClub) -> None:
    """Whether somebody may join like this, asked before a code is sent.

    Raises PhoneTaken, EmailTaken where an account has the number or e-mail; BranchNotFound, BrandNotFound,
    CountryNotFound for what the business does not have.
    """
    _places(session, tenant, command)
    if accounts.find_by_login(session, tenant=tenant, login=Login(phone=command.phone)) is not None:
        raise PhoneTaken
    by_email = Login(email=command.email)
    if command.email is not None and accounts.find_by_login(session, tenant=tenant, login=by_email) is not None:
        raise EmailTaken


def join(session: Session, *, tenant: Tenant, command: JoinClub, locale: str, now: datetime) -> Joined:
    """Make the customer and the membership; the number was proved by its code just before.

    Somebody known from a booking becomes a member with all they have booked. Raises as `check_free`.
    """
    branch = _places(session, tenant, command)
    customer = _customer(session, tenant, command, locale, now)
    customer.level = Level.WHITE.value
    customer.referral_code = _referral_code(session, tenant, command.first_name)
    currency = _currency(session, command, branch)
    membership = Membership(
        business_id=tenant.business_id,
        environment=tenant.environment,
        customer_id=customer.id,
        member_id=_member_id(session, tenant),
        club_id=branch.club_id,
        branch_id=branch.id,
        brand_id=command.brand_id or branch.brand_id,
        country_id=command.country_id or branch.country_id,
        status=MembershipStatus.ACTIVE,
        gender=command.gender,
        birthdate=command.birthdate,
        created_at=now,
        updated_at=now,
    )
    session.add(membership)
    session.flush()
    wallet, _points = (
        ledger.get_or_open_account(session, tenant=tenant, kind=kind, currency=money, customer_id=customer.id, now=now)
        for kind, money in ((AccountKind.LOYALTY_CASH, currency), (AccountKind.POINTS, POINTS))
    )
    return Joined(
        customer=customer,
        membership=membership,
        wallet_id=wallet.id,
        balance_minor=wallet.balance_minor,
        currency=currency,
        branch=branch,
    )


def enrol(session: Session, *, tenant: Tenant, customer_id: int, branch_id: int, now: datetime) -> Membership:
    """Make somebody who has an account a member of a branch's club; asked again, the membership there is.

    Raises BranchNotFound, also for a branch that belongs to no club.
    """
    branch = session.scalars(
        select(Branch).where(Branch.id == branch_id, Branch.business_id == tenant.business_id, Branch.club_id != "")
    ).one_or_none()
    if branch is None:
        raise BranchNotFound
    # The row is held, so that two clicks at once make one membership.
    customer = session.scalars(select(Customer).where(Customer.id == customer_id).with_for_update(key_share=True)).one()
    known = session.scalars(
        select(Membership).where(Membership.customer_id == customer_id, Membership.club_id == branch.club_id)
    ).one_or_none()
    if known is not None:
        return known
    if customer.level not in set(Level):
        customer.level = Level.WHITE.value
    if customer.referral_code is None:
        customer.referral_code = _referral_code(session, tenant, customer.first_name)
    made = Membership(
        business_id=tenant.business_id,
        environment=tenant.environment,
        customer_id=customer_id,
        member_id=_member_id(session, tenant),
        club_id=branch.club_id,
        branch_id=branch.id,
        brand_id=branch.brand_id,
        country_id=branch.country_id,
        status=MembershipStatus.ACTIVE,
        created_at=now,
        updated_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _places(session: Session, tenant: Tenant, command: JoinClub) -> Branch:
    branch = session.scalars(
        select(Branch).where(Branch.id == command.branch_id, Branch.business_id == tenant.business_id)
    ).one_or_none()
    if branch is None:
        raise BranchNotFound
    if command.brand_id is not None:
        wanted = select(Brand.id).where(Brand.id == command.brand_id, Brand.business_id == tenant.business_id)
        if session.scalar(wanted) is None:
            raise BrandNotFound
    if command.country_id is not None and session.get(Country, command.country_id) is None:
        raise CountryNotFound
    return branch


def _customer(session: Session, tenant: Tenant, command: JoinClub, locale: str, now: datetime) -> Customer:
    known = accounts.find_contact(session, tenant=tenant, email=None, phone=command.phone)
    if known is None:
        known = accounts.register(
            session,
            tenant=tenant,
            first_name=command.first_name,
            last_name=command.last_name,
            email=command.email,
            phone=command.phone,
            password_hash=None,
            pin_hash=None,
            locale=locale,
            now=now,
        )
    elif known.claimed_at is not None:
        raise PhoneTaken
    else:
        accounts.update_profile(
            session,
            customer_id=known.id,
            first_name=command.first_name,
            last_name=command.last_name,
            email=command.email,
            locale=locale,
            now=now,
        )
    accounts.confirm_phone(session, customer_id=known.id, phone=command.phone, now=now)
    return known


def _currency(session: Session, command: JoinClub, branch: Branch) -> str:
    if command.country_id is None:
        return branch.currency
    return session.get_one(Country, command.country_id).currency


def _referral_code(session: Session, tenant: Tenant, first_name: str) -> str:
    """A code nobody has yet; the unique constraint decides should two draw the same at once."""
    stem = referral_stem(first_name)
    for _try in range(_TRIES):
        code = f"{stem}-{''.join(secrets.choice(_LETTERS) for _letter in range(_REFERRAL_LETTERS))}"
        taken = select(Customer.id).where(
            Customer.business_id == tenant.business_id,
            Customer.environment == tenant.environment,
            Customer.referral_code == code,
        )
        if session.scalar(taken) is None:
            return code
    raise RuntimeError("no free referral code was found")


def _member_id(session: Session, tenant: Tenant) -> str:
    for _try in range(_TRIES):
        member_id = f"MEM{secrets.randbelow(9 * 10 ** (MEMBER_DIGITS - 1)) + 10 ** (MEMBER_DIGITS - 1)}"
        taken = select(Membership.id).where(
            Membership.business_id == tenant.business_id,
            Membership.environment == tenant.environment,
            Membership.member_id == member_id,
        )
        if session.scalar(taken) is None:
            return member_id
    raise RuntimeError("no free member number was found")
