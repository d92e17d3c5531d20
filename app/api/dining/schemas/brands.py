"""Brands."""

from __future__ import annotations

from typing import Any, Literal, Self

from app.api._kit.fields import Id, Text
from app.api.dining.schemas.base import (
    IdList,
    Instant,
    OneOrMany,
    Page,
    Paged,
    PageSize,
    Reply,
    Schema,
    Switch,
    full_url,
)
from app.api.dining.schemas.countries import TimeZoneOut
from app.services.brand_media import BRAND_SLOTS, MediaSlot
from app.services.places import BrandFacts, CountryFacts


class BrandsQuery(OneOrMany):
    """`brand_Id` is one brand's code where it fits exactly, else a part of codes."""

    brand_Id: Text = ""  # noqa: N815  # the document's spelling
    brand_code: Text = ""
    page: Page = 1
    limit: PageSize = 10
    brand_name: Text = ""
    country_id: Id | None = None
    country_ids: IdList | None = None
    excludeFiles: Switch = False  # noqa: N815  # the document's spelling


class BrandCountryOut(Schema):
    id: int
    country_id: str
    country_name: str
    currency: str
    is_active: bool
    discount_wallet_redeem_otp: bool
    discount_wallet_redeem_pin: bool
    points_redeem_otp: bool
    points_redeem_pin: bool
    time_zone: TimeZoneOut | None

    @classmethod
    def of(cls, facts: CountryFacts) -> Self:
        return cls(
            id=facts.id,
            country_id=facts.code,
            country_name=facts.name,
            currency=facts.currency,
            is_active=facts.is_active,
            discount_wallet_redeem_otp=facts.discount_wallet_redeem_otp,
            discount_wallet_redeem_pin=facts.discount_wallet_redeem_pin,
            points_redeem_otp=facts.points_redeem_otp,
            points_redeem_pin=facts.points_redeem_pin,
            time_zone=TimeZoneOut.of(facts.time_zone),
        )


class BrandOut(Schema):
    """The three files themselves are never sent: they are null, or true where only their presence is asked for."""

    id: int
    brand_name: str
    brand_Id: str  # noqa: N815  # the document's spelling
    description: str
    social_links: list[str]
    logo_image: Literal[True] | None = None
    cover_image: Literal[True] | None = None
    cover_video: Literal[True] | None = None
    logo_image_url: str | None
    cover_image_url: str | None
    cover_video_url: str | None
    brand_main_color: str
    brand_font_color: str
    brand_hover_color: str
    brand_secondary_color: str
    payment_provider: str
    is_active: bool
    whatsapp_message: bool
    email_message: bool
    country_id: int
    created_date: Instant
    updated_date: Instant
    country: BrandCountryOut

    @classmethod
    def of(cls, facts: BrandFacts, **files: Literal[True] | None) -> Self:
        return cls(
            id=facts.id,
            brand_name=facts.name_en,
            brand_Id=facts.code,
            description=facts.description_en,
            social_links=[str(link) for link in facts.social_links],
            logo_image_url=full_url(facts.pictures.get(MediaSlot.LOGO)),
            cover_image_url=full_url(facts.pictures.get(MediaSlot.COVER)),
            cover_video_url=full_url(facts.pictures.get(MediaSlot.VIDEO)),
            brand_main_color=facts.main_color,
            brand_font_color=facts.font_color,
            brand_hover_color=facts.hover_color,
            brand_secondary_color=facts.secondary_color,
            payment_provider=facts.payment_provider,
            is_active=facts.is_active,
            whatsapp_message=facts.whatsapp_message,
            email_message=facts.email_message,
            country_id=facts.country_id,
            created_date=facts.created_at,
            updated_date=facts.updated_at,
            country=BrandCountryOut.of(facts.country),
            **files,
        )


class BrandFilesOut(BrandOut):
    """With `excludeFiles=true`: each file field says whether there is one."""

    slider_image_1: Literal[True] | None = None
    slider_image_2: Literal[True] | None = None
    slider_image_3: Literal[True] | None = None

    @classmethod
    def counted(cls, facts: BrandFacts) -> Self:
        return cls.of(facts, **{slot.value: True if slot in facts.pictures else None for slot in BRAND_SLOTS})


class BrandFileFlags(Schema):
    logo_image: bool
    cover_image: bool
    cover_video: bool
    logo_image_url: bool
    cover_image_url: bool
    cover_video_url: bool
    slider_image_1: bool
    slider_image_2: bool
    slider_image_3: bool
    slider_image_1_url: bool
    slider_image_2_url: bool
    slider_image_3_url: bool

    @classmethod
    def of(cls, facts: BrandFacts) -> Self:
        flags: dict[str, Any] = {}
        for slot in BRAND_SLOTS:
            flags |= {slot.value: slot in facts.pictures, f"{slot.value}_url": slot in facts.pictures}
        return cls(**flags)


class OneBrand(Reply):
    data: BrandOut
    hasFiles: BrandFileFlags  # noqa: N815  # the document's spelling


class ManyBrands(Paged[list[BrandOut | BrandFilesOut]]):
    hasFiles: Literal[True] = True  # noqa: N815  # the document's spelling
