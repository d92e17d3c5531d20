"""Members of the restaurants' clubs."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment
from app.models.base import Base, PrimaryKey, PublicId, enum_of


class MembershipStatus(StrEnum):
    ACTIVE = "Active"
    SUSPENDED = "Suspended"


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class Membership(Base):
    """A customer in a club of the business: the branches that share a club id know each other's members."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("business_id", "environment", "member_id"),
        UniqueConstraint("customer_id", "club_id"),
        Index("ix_membership_club", "business_id", "environment", "club_id"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    # "MEM123456".
    member_id: Mapped[str] = mapped_column(String(20))
    # The registration branch's club; empty where that branch has none, which no look-up finds.
    club_id: Mapped[str] = mapped_column(String(60))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"))
    country_id: Mapped[int | None] = mapped_column(ForeignKey("country.id"))
    status: Mapped[MembershipStatus] = mapped_column(enum_of(MembershipStatus, "status_known"))
    gender: Mapped[Gender | None] = mapped_column(enum_of(Gender, "gender_known"))
    birthdate: Mapped[date | None]
    mobile_app_last_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
