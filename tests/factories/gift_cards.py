"""Gift cards with money on them, by a transfer, and what they are bought from."""

from typing import Any

from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.integrations.hashing import HmacHasher
from app.models import GiftCard, GiftCardAmount, GiftCardTemplate, Platform
from app.services import gift_cards
from tests.factories.clock import NOW, next_number
from tests.factories.tenancy import SANDBOX


def make_gift_card(
    session: Session,
    *,
    business_id: int,
    amount_minor: int = 30_000,
    currency: str = "NGN",
    environment: Environment = Environment.TEST,
    **given: Any,
) -> GiftCard:
    """A card the business has given away; `given` are the fields of NewCard."""
    tenant = Tenant(business_id, environment)
    source = gift_cards.business_funding(session, tenant=tenant, currency=currency, now=NOW)
    (card_id,), _moved = gift_cards.issue(
        session,
        tenant=tenant,
        digest=HmacHasher(SANDBOX.pepper).digest,
        cards=[gift_cards.NewCard(amount_minor=amount_minor, **given)],
        funding=gift_cards.Funding(source=source, key=f"tests:{next_number()}", description="Gift card"),
        now=NOW,
    )
    return session.get_one(GiftCard, card_id, populate_existing=True)


def make_gift_card_template(session: Session, *, platform: Platform, **given: Any) -> GiftCardTemplate:
    """A card of any amount from 1,000.00 to 100,000.00."""
    number = next_number()
    defaults: dict[str, Any] = {
        "business_id": platform.business_id,
        "platform_id": platform.id,
        "name_en": f"Thank you {number}",
        "name_ar": f"شكرا {number}",
        "design": "lantern",
        "currency": platform.currency,
        "amount_type": GiftCardAmount.VARIABLE,
        "min_minor": 100_000,
        "max_minor": 10_000_000,
        "created_at": NOW,
    }
    template = GiftCardTemplate(**{**defaults, **given})
    session.add(template)
    session.flush()
    return template
