"""Events with their slots."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models import Event, EventRule, Platform
from tests.factories.clock import NOW
from tests.factories.dining import make_branch


def make_event(session: Session, *, platform: Platform, **values: Any) -> Event:
    """An event of the platform's business around the tests' present, in Dubai."""
    event = Event(
        **{
            "branch_id": values.pop("branch_id", None) or make_branch(session, platform=platform).id,
            "business_id": platform.business_id,
            "platform_id": platform.id,
            "slug": "salt-al-bahar",
            "name_en": "Salt Al Bahar",
            "name_ar": "ملح البحر",
            "currency": "AED",
            "zone": "Asia/Dubai",
            "first_date": date(NOW.year, 1, 1),
            "last_date": date(NOW.year + 1, 12, 31),
            "entry_fee_minor": 25_00,
            "created_at": NOW,
            "updated_at": NOW,
        }
        | values
    )
    session.add(event)
    session.flush()
    return event


def make_event_rule(session: Session, event: Event, **values: Any) -> EventRule:
    """Two-hour slots from five in the afternoon to three in the night, at 150.00 a place."""
    rule = EventRule(
        **{
            "event_id": event.id,
            "weekdays": [],
            "starts_minute": 17 * 60,
            "ends_minute": 27 * 60,
            "slot_minutes": 120,
            "capacity": 12,
            "price_minor": 150_00,
            "created_at": NOW,
        }
        | values
    )
    session.add(rule)
    session.flush()
    return rule
