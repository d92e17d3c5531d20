"""Gift cards for sale, sold, given away in batches and taken from a vendor, each with the money that is on it."""

from datetime import timedelta

from sqlalchemy import select

from app.demo.data import gift_cards as data
from app.demo.loading.tools import Loader, Places
from app.domain import gift_cards as rules
from app.domain.tenant import Tenant
from app.models import (
    Brand,
    GiftCard,
    GiftCardAmount,
    GiftCardBatch,
    GiftCardTemplate,
    GiftCardVendor,
)
from app.services import gift_cards
from app.services.gift_cards import Funding, NewBatch, NewCard

_BUSINESS = "Souk Group"
_DURATION_DAYS = 365


def fill(loader: Loader, places: Places) -> None:
    """Everything is of the first business; the brand's batch needs the restaurants to be there."""
    tenant = places.tenants[_BUSINESS]
    templates = _templates(loader, places, tenant)
    for batch in data.BATCHES:
        _batch(loader, tenant, batch)
    loader.continue_after(GiftCardBatch)
    loader.continue_after(GiftCard)
    _vendor(loader, tenant)
    _sold(loader, tenant, templates[2])


def _templates(loader: Loader, places: Places, tenant: Tenant) -> list[int]:
    return loader.add_all(
        GiftCardTemplate,
        [
            {
                "business_id": tenant.business_id,
                "platform_id": places.platforms[found.platform],
                "name_en": found.name.en,
                "name_ar": found.name.ar,
                "description_en": found.description.en,
                "description_ar": found.description.ar,
                "design": found.design,
                "currency": places.currencies[found.platform],
                "amount_type": GiftCardAmount.VARIABLE if found.amount is None else GiftCardAmount.FIXED,
                "amount_minor": found.amount,
                "min_minor": None if found.amount is not None else found.least,
                "max_minor": None if found.amount is not None else found.most,
                "duration_days": _DURATION_DAYS,
                "display_order": position,
                "created_at": loader.days_ago(200),
            }
            for position, found in enumerate(data.TEMPLATES)
        ],
    )


def _batch(loader: Loader, tenant: Tenant, found: data.BatchData) -> None:
    session = loader.session
    brand_id = session.scalar(select(Brand.id).where(Brand.code == found.brand)) if found.brand else None
    batch = gift_cards.fill_batch(
        session,
        tenant=tenant,
        digest=loader.keyed.digest,
        new=NewBatch(
            batch_id=found.batch_id,
            card_name=found.card_name,
            currency=found.currency,
            amount_minor=found.amount,
            cards_count=found.count,
            expires_on=found.expires_on,
            brand_id=brand_id,
        ),
        created_by=None,
        numbers=found.numbers,
        ids=[] if found.first_id is None else list(range(found.first_id, found.first_id + found.count)),
        batch_key=found.key,
        batch_made_at=found.made_at,
        now=loader.now,
    )
    if found.first_id is not None:
        loader.continue_after(GiftCard)
    cards = session.scalars(select(GiftCard).where(GiftCard.batch_id == batch.id).order_by(GiftCard.id)).all()
    for position in found.disabled:
        cards[position].is_active = False
    session.flush()


def _vendor(loader: Loader, tenant: Tenant) -> None:
    vendor = GiftCardVendor(business_id=tenant.business_id, name=data.VENDOR, created_at=loader.days_ago(90))
    loader.session.add(vendor)
    loader.session.flush()
    gift_cards.take_in_vendor_cards(
        loader.session,
        tenant=tenant,
        digest=loader.keyed.digest,
        vendor=vendor,
        cards=[
            NewCard(
                number=number,
                amount_minor=data.VENDOR_AMOUNT,
                vendor_id=vendor.id,
                expires_at=rules.end_of((loader.now + timedelta(days=_DURATION_DAYS)).date()),
                created_at=loader.days_ago(60),
            )
            for number in data.VENDOR_NUMBERS
        ],
        currency="AED",
        delivery="1",
        now=loader.now,
    )


def _sold(loader: Loader, tenant: Tenant, template_id: int) -> None:
    """Cards that were bought over the last months, of amounts people choose."""
    template = loader.session.get_one(GiftCardTemplate, template_id)
    amounts = (10_000, 20_000, 25_000, 50_000, 100_000)
    days = [loader.days_ago(7 * number + 2) for number in range(data.BOUGHT_OF_THIRD)]
    gift_cards.issue(
        loader.session,
        tenant=tenant,
        digest=loader.keyed.digest,
        cards=[
            NewCard(
                amount_minor=amounts[number % len(amounts)],
                amount_type=GiftCardAmount.VARIABLE,
                template_id=template.id,
                min_minor=template.min_minor,
                max_minor=template.max_minor,
                purchased_at=day,
                duration_days=template.duration_days,
                expires_at=rules.end_of((day + timedelta(days=template.duration_days)).date()),
                created_at=day,
            )
            for number, day in enumerate(days)
        ],
        funding=Funding(
            source=gift_cards.business_funding(
                loader.session, tenant=tenant, currency=template.currency, now=loader.now
            ),
            key="demo:gift-cards-sold",
            description="Gift cards",
        ),
        now=loader.now,
    )
