"""The two businesses, their storefronts, API keys and coupons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from app.demo.data.kinds import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StorefrontData:
    """One platform; the tax rate is in basis points."""

    slug: str
    business: str
    name: Text
    tagline: Text
    country: str
    currency: str
    tax_rate_bp: int
    time_zone: str
    features: tuple[str, ...]
    default_for: tuple[str, ...] = ()
    is_default: bool = False
    # Who serves it whatever the installation chooses; no real gateway here settles these currencies.
    providers: Mapping[str, str] = field(default_factory=dict)
    support_email: str
    support_phone: str
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyData:
    """An API key that everybody may know, for the sandbox only."""

    value: str
    kind: str
    platform: str
    name: str
    scopes: tuple[str, ...]
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponData:
    """A discount word; ends_in counts from the moment of loading."""

    platform: str
    code: str
    percent_bp: int = 0
    amount: int = 0
    least: int = 0
    limit: int | None = None
    ends_in: timedelta | None = None


BUSINESSES: dict[str, UUID] = {
    "Souk Group": UUID("550e8400-e29b-41d4-a716-446655440002"),
    "Other Trading": UUID("6d1d2c7e-0d0b-4b9e-9a58-1f6a1c3c9b02"),
}

STOREFRONTS: tuple[StorefrontData, ...] = (
    StorefrontData(
        slug="lagos",
        business="Souk Group",
        name=Text("Souk Lagos Market", "سوق لاغوس"),
        tagline=Text("The whole market street, without the traffic", "شارع السوق كله بين يديك، من دون زحام"),
        country="NG",
        currency="NGN",
        tax_rate_bp=750,
        time_zone="Africa/Lagos",
        features=("pickup", "delivery", "bills", "shopping_card", "coupons", "reviews"),
        default_for=("commerce", "merchant", "account"),
        is_default=True,
        support_email="lagos@souk.example",
        support_phone="+2342013300100",
        uuid=UUID("550e8400-e29b-41d4-a716-446655440003"),
    ),
    StorefrontData(
        slug="muscat",
        business="Souk Group",
        name=Text("Souk Muscat Duty Free", "سوق مسقط الحرة"),
        tagline=Text("Order before you fly, collect by the gate", "اطلب قبل سفرك، واستلم عند البوابة"),
        country="OM",
        currency="OMR",
        tax_rate_bp=0,
        time_zone="Asia/Muscat",
        features=("pickup", "duty_free", "shopping_card", "coupons", "reviews"),
        default_for=("dutyfree",),
        providers={"payments": "sandbox"},
        support_email="muscat@souk.example",
        support_phone="+96824510200",
    ),
    StorefrontData(
        slug="club",
        business="Souk Group",
        name=Text("Souk Dining Club", "نادي سوق للمائدة"),
        tagline=Text("Hampers, sweets and coffee from our kitchens", "سلال هدايا وحلويات وقهوة من مطابخنا"),
        country="AE",
        currency="AED",
        tax_rate_bp=500,
        time_zone="Asia/Dubai",
        features=("pickup", "delivery", "shopping_card", "coupons", "loyalty", "dining"),
        default_for=("dining",),
        providers={"payments": "sandbox"},
        support_email="club@souk.example",
        support_phone="+97143210500",
    ),
    StorefrontData(
        slug="other",
        business="Other Trading",
        name=Text("Other Trading", "الأخرى للتجارة"),
        tagline=Text("Household basics from a family firm", "أساسيات المنزل من شركة عائلية"),
        country="NG",
        currency="NGN",
        tax_rate_bp=750,
        time_zone="Africa/Lagos",
        features=("pickup", "shopping_card"),
        support_email="hello@other-trading.example",
        support_phone="+2342013300900",
    ),
)

_ALL = (
    "catalog:read",
    "sign-in",
    "customers:read",
    "customers:write",
    "orders:read",
    "orders:create",
    "money:move",
    "booking:read",
    "booking:write",
)
_BROWSER = ("catalog:read", "sign-in", "booking:read")

KEYS: tuple[KeyData, ...] = (
    KeyData(value="sandbox-api-key", kind="secret", platform="lagos", name="Sandbox, secret", scopes=_ALL),
    KeyData(
        value="sandbox-publishable-key",
        kind="publishable",
        platform="lagos",
        name="Sandbox, publishable",
        scopes=_BROWSER,
        origins=(
            "https://yourapp.com",
            "https://myapp.com",
            "http://localhost",
            "http://localhost:3000",
            "http://localhost:8000",
        ),
    ),
    KeyData(value="other-business-api-key", kind="secret", platform="other", name="Other Trading, secret", scopes=_ALL),
    KeyData(
        value="sandbox-merchant-token",
        kind="merchant",
        platform="lagos",
        name="Sandbox merchant",
        scopes=("orders:create",),
    ),
)

RETURN_HOSTS = ("yourapp.com", "myapp.com", "localhost")

COUPONS: tuple[CouponData, ...] = (
    CouponData(platform="lagos", code="SAVE10", percent_bp=1000),
    CouponData(platform="lagos", code="GONE10", percent_bp=1000, limit=1),
    CouponData(platform="lagos", code="EKO2000", amount=200_000, least=1_500_000, limit=500),
    CouponData(platform="lagos", code="HARMATTAN", percent_bp=1500, ends_in=timedelta(days=-21)),
    CouponData(platform="muscat", code="SAVE10", percent_bp=1000),
    CouponData(platform="muscat", code="KHAREEF2", amount=2_000, least=15_000),
    CouponData(platform="club", code="SAVE10", percent_bp=1000),
)
