"""People who buy: customers, their sign-ins, one-time codes and notification preferences; and staff."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment
from app.models.base import Base, PrimaryKey, PublicId, enum_of


class SignInKind(StrEnum):
    WEB = "web"
    ACCESS = "access"
    REFRESH = "refresh"


class CodePurpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    VERIFY_PHONE = "verify_phone"
    RESET_PASSWORD = "reset_password"
    RESET_PIN = "reset_pin"
    SIGN_IN = "sign_in"
    # Joining a club, booking a table or an event, joining a waiting list, and claiming earlier bookings.
    JOIN_CLUB = "join_club"
    BOOK_TABLE = "book_table"
    JOIN_WAITING_LIST = "join_waiting_list"
    BOOK_EVENT = "book_event"
    CLAIM_BOOKINGS = "claim_bookings"


class StaffRole(StrEnum):
    ADMIN = "admin"
    MANAGER = "manager"
    STAFF = "staff"
    HOST = "host"


class Customer(Base):
    """One person across the storefronts of a business, in one environment."""

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("business_id", "environment", "email"),
        UniqueConstraint("business_id", "environment", "phone"),
        UniqueConstraint("business_id", "environment", "card_number"),
        UniqueConstraint("business_id", "environment", "referral_code"),
        CheckConstraint("pin_failures >= 0", name="pin_failures_not_negative"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    email: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    # Said to be this person's but known from somebody's order or booking: theirs only by a code.
    pending_email: Mapped[str | None]
    pending_phone: Mapped[str | None] = mapped_column(String(20))
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    password_hash: Mapped[str | None]
    pin_hash: Mapped[str | None]
    pin_failures: Mapped[int] = mapped_column(default=0)
    pin_locked_until: Mapped[datetime | None]
    # Unclaimed until the person has signed up or proved the number or e-mail by a code.
    claimed_at: Mapped[datetime | None]
    email_verified_at: Mapped[datetime | None]
    phone_verified_at: Mapped[datetime | None]
    is_nin_verified: Mapped[bool] = mapped_column(default=False)
    is_bvn_verified: Mapped[bool] = mapped_column(default=False)
    is_liveness_verified: Mapped[bool] = mapped_column(default=False)
    allow_merchant_access: Mapped[bool] = mapped_column(default=False)
    level: Mapped[str] = mapped_column(String(20), default="standard")
    referral_code: Mapped[str | None] = mapped_column(String(20))
    card_number: Mapped[str | None] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(5), default="en")
    last_login_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class SignIn(Base):
    """A customer's open session or bearer token; ending it makes the token worthless at once."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_customer_kind", "customer_id", "kind"),)

    id: Mapped[PrimaryKey]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    kind: Mapped[SignInKind] = mapped_column(enum_of(SignInKind, "kind_known"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_agent: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class OneTimeCode(Base):
    """A six-digit code sent to a number or e-mail; stored hashed, used once."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        Index(
            "ix_one_time_code_recipient",
            "business_id",
            "environment",
            "recipient",
            "purpose",
        ),
        CheckConstraint("tries >= 0 AND tries <= 5", name="tries_at_most_five"),
    )

    id: Mapped[PrimaryKey]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    purpose: Mapped[CodePurpose] = mapped_column(enum_of(CodePurpose, "purpose_known"))
    recipient: Mapped[str]
    # Whose profile the code was asked for; nobody's where the number or e-mail is not known.
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class ResetToken(Base):
    """Permission to set a new password or PIN once, earned by a code."""

    __tablename__ = "reset_token"

    id: Mapped[PrimaryKey]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    purpose: Mapped[CodePurpose] = mapped_column(enum_of(CodePurpose, "purpose_known"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class NotificationPreference(Base):
    """A customer's wish not to be told something on a channel. No row means the default: yes."""

    __tablename__ = "notification_preference"
    __table_args__ = (UniqueConstraint("customer_id", "topic", "channel"),)

    id: Mapped[PrimaryKey]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    topic: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    allowed: Mapped[bool]
    updated_at: Mapped[datetime]


class StaffMember(Base):
    """Somebody who works for the business."""

    __tablename__ = "staff_member"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[StaffRole] = mapped_column(enum_of(StaffRole, "role_known"))
    every_location: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class StaffLocation(Base):
    """A pickup location a staff member may work at, where they may not work at all of them."""

    __tablename__ = "staff_location"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    pickup_location_id: Mapped[int] = mapped_column(ForeignKey("pickup_location.id"), primary_key=True)


class StaffSignIn(Base):
    """A staff member's open session."""

    __tablename__ = "staff_sign_in"

    id: Mapped[PrimaryKey]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_agent: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
