"""Members as their branches, third parties and they themselves see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.membership import Level, PointsReason, points_to_next
from app.domain.money import Money
from app.domain.paging import Page, Window
from app.domain.tenant import Tenant
from app.models import (
    Account,
    AccountKind,
    Branch,
    Brand,
    Customer,
    Entry,
    Gender,
    Membership,
    MembershipStatus,
    Transfer,
)
from app.services.memberships.points import collected, why


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSeen:
    """A member for the club's branches. Cash is in the minor units of `currency`."""

    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    gender: Gender | None
    birthdate: date | None
    member_id: str
    status: MembershipStatus
    joined_at: datetime
    mobile_app_last_at: datetime | None
    cash_minor: int
    currency: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipView:
    """A membership on the member's own page."""

    uuid: UUID
    member_id: str
    status: MembershipStatus
    joined_at: datetime
    brand_name_en: str
    brand_name_ar: str
    brand_code: str
    branch_name_en: str
    branch_name_ar: str
    branch_code: str
    level: Level
    points: int
    collected: int
    next_level: tuple[Level, int] | None
    cash: tuple[Money, ...]
    referral_code: str | None

    def brand_name(self, locale: str) -> str:
        return self.brand_name_ar if locale == "ar" else self.brand_name_en

    def branch_name(self, locale: str) -> str:
        return self.branch_name_ar if locale == "ar" else self.branch_name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsLine:
    """One movement of points or cash; a positive amount was given. `description` is English, for third parties."""

    uuid: UUID
    description: str
    reason: PointsReason
    place_en: str
    place_ar: str
    amount: int
    balance_after: int
    currency: str
    at: datetime

    def place(self, locale: str) -> str:
        """The branch that was visited; empty where it is not known."""
        return self.place_ar if locale == "ar" else self.place_en


def is_club(session: Session, *, tenant: Tenant, club_id: str) -> bool:
    """Whether a branch of the business belongs to a club of that name; an empty name is none."""
    wanted = select(Branch.id).where(Branch.business_id == tenant.business_id, Branch.club_id == club_id).limit(1)
    return bool(club_id) and session.scalar(wanted) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubBranch:
    """A restaurant whose club can be joined."""

    id: int
    name_en: str
    name_ar: str
    brand_en: str
    brand_ar: str

    def label(self, locale: str) -> str:
        """The brand and its branch."""
        return f"{self.brand_ar} – {self.name_ar}" if locale == "ar" else f"{self.brand_en} – {self.name_en}"


def list_clubs(session: Session, *, tenant: Tenant) -> list[ClubBranch]:
    """The restaurants of the business that belong to a club, by name; one statement."""
    rows = session.execute(
        select(Branch.id, Branch.name_en, Branch.name_ar, Brand.name_en, Brand.name_ar)
        .join(Brand, Brand.id == Branch.brand_id)
        .where(Branch.business_id == tenant.business_id, Branch.club_id != "", Branch.is_active)
        .order_by(Brand.name_en, Branch.name_en)
    )
    return [ClubBranch(id=r[0], name_en=r[1], name_ar=r[2], brand_en=r[3], brand_ar=r[4]) for r in rows]


def find_member(session: Session, *, tenant: Tenant, club_id: str, phone: str) -> MemberSeen | None:
    """The member of a club with this number. The empty club has no members. Two statements."""
    if not club_id:
        return None
    row = session.execute(
        select(Membership, Customer, Branch.currency)
        .join(Customer, Customer.id == Membership.customer_id)
        .join(Branch, Branch.id == Membership.branch_id)
        .where(
            Membership.business_id == tenant.business_id,
            Membership.environment == tenant.environment,
            Membership.club_id == club_id,
            Customer.phone == phone,
        )
    ).one_or_none()
    if row is None:
        return None
    member, customer, currency = row
    cash, points = _balances(session, customer.id)
    return MemberSeen(
        first_name=customer.first_name,
        last_name=customer.last_name,
        email=customer.email or customer.pending_email,
        phone=customer.phone,
        gender=member.gender,
        birthdate=member.birthdate,
        member_id=member.member_id,
        status=member.status,
        joined_at=member.created_at,
        mobile_app_last_at=member.mobile_app_last_at,
        cash_minor=cash.get(currency, 0),
        currency=currency,
        points=points,
    )


def list_memberships(session: Session, *, customer_id: int) -> list[MembershipView]:
    """A customer's memberships with what they hold, oldest first; three statements however many."""
    rows = session.execute(
        select(Membership, Customer.level, Customer.referral_code, Brand, Branch)
        .join(Customer, Customer.id == Membership.customer_id)
        .join(Branch, Branch.id == Membership.branch_id)
        .join(Brand, Brand.id == Membership.brand_id)
        .where(Membership.customer_id == customer_id)
        .order_by(Membership.id)
    ).all()
    if not rows:
        return []
    cash, points = _balances(session, customer_id)
    total = collected(session, customer_id=customer_id)
    return [
        MembershipView(
            uuid=member.uuid,
            member_id=member.member_id,
            status=member.status,
            joined_at=member.created_at,
            brand_name_en=brand.name_en,
            brand_name_ar=brand.name_ar,
            brand_code=brand.code,
            branch_name_en=branch.name_en,
            branch_name_ar=branch.name_ar,
            branch_code=branch.code,
            level=Level(level) if level in set(Level) else Level.WHITE,
            points=points,
            collected=total,
            next_level=points_to_next(total),
            cash=tuple(Money(minor, currency) for currency, minor in sorted(cash.items())),
            referral_code=referral_code,
        )
        for member, level, referral_code, brand, branch in rows
    ]


def list_points(session: Session, *, customer_id: int, window: Window) -> Page[PointsLine]:
    """What moved points and cash, newest first; two statements."""
    mine = (Account.customer_id == customer_id) & Account.kind.in_((AccountKind.POINTS, AccountKind.LOYALTY_CASH))
    rows = session.execute(
        select(
            Transfer.uuid,
            Transfer.description,
            Entry.amount_minor,
            Entry.balance_after_minor,
            Transfer.currency,
            Transfer.created_at,
            Transfer.key,
        )
        .join(Entry, Entry.transfer_id == Transfer.id)
        .join(Account, Account.id == Entry.account_id)
        .where(mine)
        .order_by(Entry.id.desc())
        .limit(window.limit + 1)
        .offset(window.offset)
    ).all()
    reasons = [why(row.key) for row in rows[: window.limit]]
    branches = select(Branch.id, Branch.name_en, Branch.name_ar).where(
        Branch.id.in_({of for _why, of in reasons if of})
    )
    places = {row.id: (row.name_en, row.name_ar) for row in session.execute(branches)}
    lines = []
    for row, (reason, branch_id) in zip(rows, reasons, strict=False):
        place_en, place_ar = places.get(branch_id or 0, ("", ""))
        lines.append(
            PointsLine(
                uuid=row.uuid,
                description=row.description,
                reason=reason,
                place_en=place_en,
                place_ar=place_ar,
                amount=row.amount_minor,
                balance_after=row.balance_after_minor,
                currency=row.currency,
                at=row.created_at,
            )
        )
    return Page(lines, window.offset + len(rows), window)


def _balances(session: Session, customer_id: int) -> tuple[dict[str, int], int]:
    """Loyalty cash by currency, and points."""
    cash: dict[str, int] = defaultdict(int)
    points = 0
    for kind, currency, balance in session.execute(
        select(Account.kind, Account.currency, Account.balance_minor).where(
            Account.customer_id == customer_id, Account.kind.in_((AccountKind.POINTS, AccountKind.LOYALTY_CASH))
        )
    ):
        if kind is AccountKind.POINTS:
            points += balance
        else:
            cash[currency] += balance
    return dict(cash), points
