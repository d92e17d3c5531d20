"""Branches."""

from __future__ import annotations

from typing import Any, Final, Literal, Self

from pydantic import Field

from app.api._kit.fields import Id, Text
from app.api.dining.schemas.base import IdList, Instant, OneOrMany, Page, Paged, Reply, Schema, Switch, full_url
from app.services.brand_media import BRANCH_SLOTS, MediaSlot
from app.services.places import BranchFacts, CountryFacts, Waiting
from app.services.places.branches import BrandOfBranch

# Columns that are told as they are kept.
_PLAIN: Final = (
    *("id", "brand_id", "latitude", "longitude", "map_code", "club_id", "chefz_id", "chefz_reservation", "is_active"),
    *("is_active_waitinglist", "is_active_payment", "new_customer_reservation_otp", "new_customer_waiting_list_otp"),
    *("remaining_capacity_hide", "time_slot_hide", "section_wise_time_slots", "show_time_range", "show_slots_header"),
    *("show_period_headers", "child_seats", "play_enable", "waiting_list_config", "reservation_link"),
    "country_id",
)


def _documented(details: dict[str, Any] | None) -> dict[str, Any] | None:
    """Without the Arabic words our own pages keep there, which the document does not know."""
    if not details:
        return details
    return {name: value for name, value in details.items() if not name.endswith("_ar")} or None


class BranchesQuery(OneOrMany):
    """From a limit of 500 on everything comes on one page. `brand_id` and `brand_Id` are two things."""

    page: Page = 1
    limit: int = Field(default=10, ge=1, le=1_000_000)
    branch_name: Text = ""
    branch_code: Text = ""
    brand_id: Id | None = None
    brand_ids: IdList | None = None
    brand_Id: Text = ""  # noqa: N815  # the document's spelling
    country: Id | None = None
    isbookable: Switch = False
    play_enable: Switch | None = None
    search: Text = ""
    excludeFiles: Switch = False  # noqa: N815  # the document's spelling


class BranchBrandOut(Schema):
    id: int
    brand_name: str
    brand_Id: str  # noqa: N815  # the document's spelling
    brand_main_color: str
    brand_font_color: str
    payment_provider: str
    is_active: bool

    @classmethod
    def of(cls, brand: BrandOfBranch) -> Self:
        return cls(
            id=brand.id,
            brand_name=brand.name_en,
            brand_Id=brand.code,
            brand_main_color=brand.main_color,
            brand_font_color=brand.font_color,
            payment_provider=brand.payment_provider,
            is_active=brand.is_active,
        )


class ShortZoneOut(Schema):
    value: str
    label: str
    offset: int | float


class BranchCountryOut(Schema):
    id: int
    country_id: str
    country_name: str
    currency: str
    is_active: bool
    time_zone: ShortZoneOut | None

    @classmethod
    def of(cls, facts: CountryFacts) -> Self:
        return cls(
            id=facts.id,
            country_id=facts.code,
            country_name=facts.name,
            currency=facts.currency,
            is_active=facts.is_active,
            time_zone=None if facts.time_zone is None else ShortZoneOut(**facts.time_zone),
        )


class SectionOut(Schema):
    id: int
    name: str
    capacity: int
    is_active: bool


class BranchWaitingOut(Schema):
    """A party that waits; who it is, the waiting list's own routes tell."""

    id: int
    status: str
    party_size: int
    createdAt: Instant  # noqa: N815  # the document's spelling
    updatedAt: Instant  # noqa: N815  # the document's spelling

    @classmethod
    def of(cls, entry: Waiting) -> Self:
        return cls(
            id=entry.id,
            status=entry.state,
            party_size=entry.party_size,
            createdAt=entry.created_at,
            updatedAt=entry.updated_at,
        )


class SlimBranchOut(Schema):
    """With `excludeFiles=true`: without the fields of the files themselves."""

    id: int
    brand_id: int
    branch_name: str
    branch_code: str
    latitude: float | None
    longitude: float | None
    map_code: str | None
    address: str | None
    logo_image_url: str | None
    cover_image_url: str | None
    cover_video_url: str | None
    club_id: str
    chefz_id: str | None
    chefz_reservation: bool
    is_active: bool
    is_active_waitinglist: bool
    is_active_payment: bool
    new_customer_reservation_otp: bool
    new_customer_waiting_list_otp: bool
    remaining_capacity_hide: bool
    time_slot_hide: bool
    section_wise_time_slots: bool
    show_time_range: bool
    show_slots_header: bool
    show_period_headers: bool
    child_seats: bool
    play_enable: bool
    description: str | None
    waiting_list_config: dict[str, Any] | None
    venue_details: dict[str, Any] | None
    reservation_link: str | None
    # Of the point of sale; told to a secret key only.
    oracle_token_id: str | None
    orgShortName: str | None  # noqa: N815  # the document's spelling
    locRef: str | None  # noqa: N815  # the document's spelling
    rvcRef: str | None  # noqa: N815  # the document's spelling
    country_id: int
    organization_id: int
    created_date: Instant
    updated_date: Instant
    brand: BranchBrandOut
    country: BranchCountryOut
    sections: list[SectionOut]
    waiting_list: list[BranchWaitingOut]

    @classmethod
    def of(cls, facts: BranchFacts, *, with_tokens: bool) -> Self:
        branch = facts.branch
        return cls(
            **{name: getattr(branch, name) for name in _PLAIN},
            venue_details=_documented(branch.venue_details),
            branch_name=branch.name_en,
            branch_code=branch.code,
            address=branch.address_en,
            description=branch.description_en,
            # Relative in the document, unlike the others.
            logo_image_url=facts.pictures.get(MediaSlot.LOGO),
            cover_image_url=full_url(facts.pictures.get(MediaSlot.COVER)),
            cover_video_url=full_url(facts.pictures.get(MediaSlot.VIDEO)),
            oracle_token_id=branch.oracle_token_id if with_tokens else None,
            orgShortName=branch.org_short_name,
            locRef=branch.loc_ref,
            rvcRef=branch.rvc_ref,
            organization_id=branch.business_id,
            created_date=branch.created_at,
            updated_date=branch.updated_at,
            brand=BranchBrandOut.of(facts.brand),
            country=BranchCountryOut.of(facts.country),
            sections=[
                SectionOut(id=part.id, name=part.name, capacity=part.capacity, is_active=part.is_active)
                for part in facts.sections
            ],
            waiting_list=[BranchWaitingOut.of(entry) for entry in facts.waiting],
        )


class BranchOut(SlimBranchOut):
    """The three files themselves are never sent."""

    logo_image: None = None
    cover_image: None = None
    cover_video: None = None


class BranchFileFlags(Schema):
    logo_image: bool
    cover_image: bool
    cover_video: bool
    logo_image_url: bool
    cover_image_url: bool
    cover_video_url: bool

    @classmethod
    def of(cls, facts: BranchFacts) -> Self:
        flags: dict[str, bool] = {}
        for slot in BRANCH_SLOTS:
            flags |= {slot.value: slot in facts.pictures, f"{slot.value}_url": slot in facts.pictures}
        return cls(**flags)


class OneBranch(Reply):
    data: BranchOut
    hasFiles: BranchFileFlags  # noqa: N815  # the document's spelling


class ManyBranches(Paged[list[BranchOut] | list[SlimBranchOut]]):
    hasFiles: Literal[True] = True  # noqa: N815  # the document's spelling
