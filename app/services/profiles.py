"""A customer as pages and routes show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.states import Environment
from app.models import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerProfile:
    """Plain facts; no secret is among them. An e-mail or number that waits for its code is shown as unverified."""

    id: int
    uuid: UUID
    business_id: int
    environment: Environment
    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    card_number: str | None
    referral_code: str | None
    is_email_verified: bool
    is_phone_verified: bool
    is_nin_verified: bool
    is_bvn_verified: bool
    is_liveness_verified: bool
    allow_merchant_access: bool
    has_password: bool
    has_pin: bool
    level: str
    locale: str
    last_login_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChange:
    """A profile after a change, and which e-mail and number it replaced."""

    profile: CustomerProfile
    replaced_email: str | None
    replaced_phone: str | None
    new_email: str | None
    new_phone: str | None


def profile_of(customer: Customer) -> CustomerProfile:
    """The facts of a row."""
    return CustomerProfile(
        id=customer.id,
        uuid=customer.uuid,
        business_id=customer.business_id,
        environment=customer.environment,
        first_name=customer.first_name,
        last_name=customer.last_name,
        email=customer.email or customer.pending_email,
        phone=customer.phone or customer.pending_phone,
        card_number=customer.card_number,
        referral_code=customer.referral_code,
        is_email_verified=customer.email is not None and customer.email_verified_at is not None,
        is_phone_verified=customer.phone is not None and customer.phone_verified_at is not None,
        is_nin_verified=customer.is_nin_verified,
        is_bvn_verified=customer.is_bvn_verified,
        is_liveness_verified=customer.is_liveness_verified,
        allow_merchant_access=customer.allow_merchant_access,
        has_password=customer.password_hash is not None,
        has_pin=customer.pin_hash is not None,
        level=customer.level,
        locale=customer.locale,
        last_login_at=customer.last_login_at,
        created_at=customer.created_at,
        updated_at=customer.updated_at,
    )
