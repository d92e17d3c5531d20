"""Businesses, storefronts and API keys."""

from typing import Any

from sqlalchemy.orm import Session

from app.config import Settings
from app.domain.states import Environment
from app.integrations.hashing import HmacHasher
from app.models import ApiKey, Business, KeyKind, Platform, PlatformHost, TaxMode
from app.services import api_keys
from app.services.platforms import Storefront, find_storefront
from tests.factories.clock import NOW, next_number

SANDBOX = Settings.from_environment({"SOUK_ENV": "sandbox"})


def make_business(session: Session, **given: Any) -> Business:
    business = Business(**{"name": f"Business {next_number()}", "created_at": NOW, **given})
    session.add(business)
    session.flush()
    return business


def make_platform(
    session: Session,
    *,
    business: Business | None = None,
    host: str | None = None,
    is_default: bool = True,
    **given: Any,
) -> Platform:
    """A storefront in NGN that adds 7.5 % tax; the default one, so that pages find it."""
    number = next_number()
    defaults: dict[str, Any] = {
        "business_id": (business or make_business(session)).id,
        "slug": f"market-{number}",
        "name_en": f"Market {number}",
        "name_ar": f"سوق {number}",
        "country": "NG",
        "currency": "NGN",
        "tax_mode": TaxMode.EXCLUSIVE,
        "tax_rate_bp": 750,
        "time_zone": "Africa/Lagos",
        "support_email": "help@example.com",
        "support_phone": "+2348000000000",
        "default_for": ["commerce"] if is_default else [],
        "is_default": is_default,
        "created_at": NOW,
    }
    platform = Platform(**{**defaults, **given})
    session.add(platform)
    session.flush()
    if host is not None:
        session.add(PlatformHost(host=host, platform_id=platform.id))
        session.flush()
    return platform


def storefront_of(session: Session, platform: Platform, environment: Environment = Environment.TEST) -> Storefront:
    """The platform as services take it."""
    found = find_storefront(session, platform.id, environment)
    assert found is not None
    return found


def make_api_key(
    session: Session,
    platform: Platform,
    *,
    key: str | None = None,
    kind: KeyKind = KeyKind.SECRET,
    environment: Environment = Environment.TEST,
    **given: Any,
) -> str:
    """A key as its holder knows it; the table keeps a hash."""
    text = key or f"key-{next_number()}-of-tests"
    defaults: dict[str, Any] = {
        "platform_id": platform.id,
        "environment": environment,
        "kind": kind,
        "name": "Tests",
        "key_hash": api_keys.hash_of(HmacHasher(SANDBOX.pepper), text),
        "hint": text[-4:],
        "created_at": NOW,
    }
    session.add(ApiKey(**{**defaults, **given}))
    session.flush()
    return text
