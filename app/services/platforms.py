"""Which storefront is asked for, and what it is like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.domain.bilingual import Named
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Business, Platform, PlatformHost, TaxMode

# First path segments that pages and JSON routes use; no storefront may take one as its slug.
RESERVED_SLUGS = frozenset(
    {"ar", "en", "c", "p", "b", "search", "cart", "checkout", "wishlist", "account", "wallet", "bills", "loyalty"}
    | {"gift-cards", "duty-free", "brands", "events", "support", "staff", "admin", "developers", "pay", "media"}
    | {"webhooks", "sandbox", "static", "api", "auth", "customers", "orders", "catalog", "shawarma", "healthz"}
    | {"favicon.ico", "robots.txt", "sitemap.xml"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Storefront(Named):
    """A platform as the rest of the application sees it, in one environment."""

    id: int
    uuid: UUID
    business_id: int
    business_uuid: UUID
    slug: str
    name_en: str
    name_ar: str
    tagline_en: str
    tagline_ar: str
    hero_image: str
    country: str
    currency: str
    tax_mode: TaxMode
    tax_rate_bp: int
    time_zone: str
    default_locale: str
    support_email: str
    support_phone: str
    features: frozenset[str]
    return_hosts: tuple[str, ...]
    # Which adapter serves it, by kind (payments, delivery, bills), where that is not the installation's choice.
    providers: Mapping[str, str]
    environment: Environment
    catalog_version: int

    @property
    def tenant(self) -> Tenant:
        """Whose customers come here."""
        return Tenant(self.business_id, self.environment)

    def tagline(self, locale: str) -> str:
        return self.tagline_ar if locale == "ar" else self.tagline_en


@dataclass(frozen=True, slots=True)
class StorefrontEntry(Named):
    """A line of the directory."""

    id: int
    business_id: int
    slug: str
    name_en: str
    name_ar: str


@dataclass(frozen=True, slots=True)
class StorefrontDirectory:
    """How requests find their storefront: by host, by slug, by family default, else the default one."""

    entries: tuple[StorefrontEntry, ...]
    by_host: dict[str, int]
    by_slug: dict[str, int]
    default_id: int | None
    family_default: dict[str, int]

    def of_business(self, business_id: int) -> list[StorefrontEntry]:
        return [entry for entry in self.entries if entry.business_id == business_id]


EMPTY_DIRECTORY = StorefrontDirectory((), {}, {}, None, {})


def read_directory(session: Session) -> StorefrontDirectory:
    """The whole directory in two statements, default storefront first; small enough to keep for some seconds."""
    rows = session.execute(
        select(
            Platform.id,
            Platform.business_id,
            Platform.slug,
            Platform.name_en,
            Platform.name_ar,
            Platform.is_default,
            Platform.default_for,
        ).order_by(Platform.is_default.desc(), Platform.id)
    ).all()
    hosts = session.execute(select(PlatformHost.host, PlatformHost.platform_id)).all()
    return StorefrontDirectory(
        entries=tuple(StorefrontEntry(r.id, r.business_id, r.slug, r.name_en, r.name_ar) for r in rows),
        by_host={row.host: row.platform_id for row in hosts},
        by_slug={row.slug: row.id for row in rows},
        default_id=next((row.id for row in rows if row.is_default), None),
        family_default={family: row.id for row in rows for family in row.default_for},
    )


_VERSION = select(Platform.__table__.c.catalog_version).where(Platform.__table__.c.id == bindparam("of_platform"))


def find_version(session: Session, platform_id: int) -> int | None:
    """The version of a platform's settings and catalogue: what was read under the same version still holds."""
    found: int | None = session.connection().scalar(_VERSION, {"of_platform": platform_id})
    return found


def find_storefront(session: Session, platform_id: int, environment: Environment) -> Storefront | None:
    """One statement: the platform with its business's uuid."""
    row = session.execute(
        select(Platform, Business.uuid)
        .join(Business, Business.id == Platform.business_id)
        .where(Platform.id == platform_id)
    ).one_or_none()
    return None if row is None else _storefront(row[0], row[1], environment)


def touch_catalog(session: Session, platform_id: int) -> None:
    """Say that the catalogue changed, so that whatever was derived from it is made anew."""
    session.execute(
        update(Platform)
        .where(Platform.id == platform_id)
        .values(catalog_version=Platform.catalog_version + 1)
        .execution_options(synchronize_session=False)
    )


def _storefront(platform: Platform, business_uuid: UUID, environment: Environment) -> Storefront:
    return Storefront(
        id=platform.id,
        uuid=platform.uuid,
        business_id=platform.business_id,
        business_uuid=business_uuid,
        slug=platform.slug,
        name_en=platform.name_en,
        name_ar=platform.name_ar,
        tagline_en=platform.tagline_en,
        tagline_ar=platform.tagline_ar,
        hero_image=platform.hero_image,
        country=platform.country,
        currency=platform.currency,
        tax_mode=platform.tax_mode,
        tax_rate_bp=platform.tax_rate_bp,
        time_zone=platform.time_zone,
        default_locale=platform.default_locale,
        support_email=platform.support_email,
        support_phone=platform.support_phone,
        features=frozenset(platform.features),
        return_hosts=tuple(platform.return_hosts),
        providers=dict(platform.providers),
        environment=environment,
        catalog_version=platform.catalog_version,
    )
