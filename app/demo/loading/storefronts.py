"""Businesses, storefronts, pickup locations, API keys, coupons and staff."""

from app.demo.data.kinds import LocationData, fixed_uuid
from app.demo.data.locations import LOCATIONS
from app.demo.data.people import STAFF
from app.demo.data.storefronts import BUSINESSES, COUPONS, KEYS, RETURN_HOSTS, STOREFRONTS, StorefrontData
from app.demo.drawings import places as banners
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.domain.tenant import Tenant
from app.models import Business, Coupon, CouponKind, KeyKind, PickupLocation, Platform, StaffRole, TaxMode
from app.services import api_keys, staff_accounts

_BANNERS = {"lagos": banners.lagos, "muscat": banners.muscat, "club": banners.club}
_STAFF_OF = "Souk Group"


def fill(loader: Loader) -> Places:
    """Make everything that stands before the first product does."""
    tenants = _businesses(loader)
    platforms = dict(
        zip(
            [shop.slug for shop in STOREFRONTS],
            loader.add_all(Platform, [_platform(loader, shop, tenants) for shop in STOREFRONTS]),
            strict=True,
        )
    )
    locations = _locations(loader, platforms)
    _keys(loader, platforms)
    _coupons(loader, platforms)
    _staff(loader, tenants[_STAFF_OF], locations)
    return Places(tenants, platforms, {shop.slug: shop.currency for shop in STOREFRONTS}, locations)


def _businesses(loader: Loader) -> dict[str, Tenant]:
    rows = [{"uuid": uuid, "name": name, "created_at": loader.days_ago(400)} for name, uuid in BUSINESSES.items()]
    keys = loader.add_all(Business, rows)
    return {name: Tenant(key, ENVIRONMENT) for name, key in zip(BUSINESSES, keys, strict=True)}


def _platform(loader: Loader, shop: StorefrontData, tenants: dict[str, Tenant]) -> dict[str, object]:
    banner = _BANNERS.get(shop.slug)
    return {
        "uuid": shop.uuid or fixed_uuid("platform", shop.slug),
        "business_id": tenants[shop.business].business_id,
        "slug": shop.slug,
        "name_en": shop.name.en,
        "name_ar": shop.name.ar,
        "tagline_en": shop.tagline.en,
        "tagline_ar": shop.tagline.ar,
        "country": shop.country,
        "currency": shop.currency,
        "tax_mode": TaxMode.INCLUSIVE,
        "tax_rate_bp": shop.tax_rate_bp,
        "time_zone": shop.time_zone,
        "hero_image": "" if banner is None else loader.draw(f"banners/{shop.slug}.svg", banner()),
        "support_email": shop.support_email,
        "support_phone": shop.support_phone,
        "features": list(shop.features),
        "default_for": list(shop.default_for),
        "return_hosts": list(RETURN_HOSTS),
        "providers": dict(shop.providers),
        "is_default": shop.is_default,
        "created_at": loader.days_ago(400),
    }


def _locations(loader: Loader, platforms: dict[str, int]) -> dict[str, int]:
    given = [(platforms[slug], place) for slug, places in LOCATIONS.items() for place in places]
    keys = loader.add_all(PickupLocation, [_location(platform, place) for platform, place in given])
    return {place.slug: key for (_, place), key in zip(given, keys, strict=True)}


def _location(platform_id: int, place: LocationData) -> dict[str, object]:
    return {
        "uuid": place.uuid or fixed_uuid("location", place.slug),
        "platform_id": platform_id,
        "environment": ENVIRONMENT,
        "name_en": place.name.en,
        "name_ar": place.name.ar,
        "address_en": place.address.en,
        "address_ar": place.address.ar,
        "state_en": place.state.en,
        "state_ar": place.state.ar,
        "country_en": place.country.en,
        "country_ar": place.country.ar,
        "hours_en": place.hours.en,
        "hours_ar": place.hours.ar,
        "phone": place.phone,
    }


def _keys(loader: Loader, platforms: dict[str, int]) -> None:
    for key in KEYS:
        api_keys.create_key(
            loader.session,
            keyed=loader.keyed,
            platform_id=platforms[key.platform],
            environment=ENVIRONMENT,
            kind=KeyKind(key.kind),
            name=key.name,
            scopes=key.scopes,
            origins=key.origins,
            now=loader.now,
            token=key.value,
        )


def _coupons(loader: Loader, platforms: dict[str, int]) -> None:
    loader.add_all(
        Coupon,
        [
            {
                "platform_id": platforms[coupon.platform],
                "environment": ENVIRONMENT,
                "code": coupon.code,
                "kind": CouponKind.AMOUNT if coupon.amount else CouponKind.PERCENT,
                "percent_bp": coupon.percent_bp,
                "amount_minor": coupon.amount,
                "min_subtotal_minor": coupon.least,
                "usage_limit": coupon.limit,
                "ends_at": None if coupon.ends_in is None else loader.now + coupon.ends_in,
            }
            for coupon in COUPONS
        ],
    )


def _staff(loader: Loader, tenant: Tenant, locations: dict[str, int]) -> None:
    for member in STAFF:
        staff_accounts.create_staff(
            loader.session,
            tenant=tenant,
            email=member.email,
            name=member.name,
            password_hash=loader.hashed(member.password),
            role=StaffRole(member.role),
            every_location=member.every_location,
            location_ids=[locations[slug] for slug in member.locations],
            now=loader.days_ago(300),
        )
