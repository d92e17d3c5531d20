"""Where people eat: countries, brands, branches, their sections and tables, and when tables may be had."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.reservations import RuleKind, TableShape
from app.models.base import Base, BigKey, CurrencyCode, PrimaryKey, PublicId, enum_of


class Country(Base):
    """A country restaurants are in. The flags say how a diner proves to be the owner of what is redeemed."""

    __tablename__ = "country"

    id: Mapped[PrimaryKey]
    # "UAE", "KSA": third parties' short code, none of the ISO codes; `iso2` is ISO 3166-1.
    code: Mapped[str] = mapped_column(String(8), unique=True)
    iso2: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    name_ar: Mapped[str] = mapped_column(String(80))
    currency: Mapped[CurrencyCode]
    is_active: Mapped[bool] = mapped_column(default=True)
    discount_wallet_redeem_otp: Mapped[bool] = mapped_column(default=False)
    discount_wallet_redeem_pin: Mapped[bool] = mapped_column(default=False)
    points_redeem_otp: Mapped[bool] = mapped_column(default=False)
    points_redeem_pin: Mapped[bool] = mapped_column(default=False)
    # {"value": IANA name, "label", "offset", "abbrev", "altName"}; None where a country has several or none was set.
    time_zone: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Brand(Base):
    """A restaurant brand of a business: its colours, pictures and words stand on its branches' pages."""

    __tablename__ = "brand"
    __table_args__ = (Index("ix_brand_business_name", "business_id", "name_en"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    # "PKR02501": part of the addresses of its pictures.
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name_en: Mapped[str]
    name_ar: Mapped[str]
    description_en: Mapped[str] = mapped_column(Text, default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    cuisine_en: Mapped[str] = mapped_column(default="")
    cuisine_ar: Mapped[str] = mapped_column(default="")
    social_links: Mapped[list[Any]] = mapped_column(default=list)
    # As chosen, "#rrggbb"; the shades that are used are computed (domain/palette.py).
    main_color: Mapped[str] = mapped_column(String(7))
    font_color: Mapped[str] = mapped_column(String(7))
    hover_color: Mapped[str] = mapped_column(String(7))
    secondary_color: Mapped[str] = mapped_column(String(7))
    # Who takes the money, in the words third parties use: GEIDEA, OTHER.
    payment_provider: Mapped[str] = mapped_column(String(20), default="OTHER")
    is_active: Mapped[bool] = mapped_column(default=True)
    whatsapp_message: Mapped[bool] = mapped_column(default=False)
    email_message: Mapped[bool] = mapped_column(default=True)
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"), index=True)
    # Grows with every change to the brand, its branches' looks or pictures; themes are cached under it.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Branch(Base):
    """A restaurant: the brand at one address, with its own tables, hours and ways to book."""

    __tablename__ = "branch"
    __table_args__ = (
        UniqueConstraint("business_id", "code"),
        Index("ix_branch_brand_name", "brand_id", "name_en"),
        Index("ix_branch_club", "business_id", "club_id"),
        CheckConstraint("min_party >= 1 AND max_party >= min_party", name="party_limits"),
        CheckConstraint("slot_minutes > 0 AND hold_minutes > 0 AND largest_combination >= 1", name="steps_positive"),
        CheckConstraint("deposit_minor >= 0 AND cancel_fee_bp BETWEEN 0 AND 10000", name="deposit_terms"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    brand_id: Mapped[int] = mapped_column(ForeignKey("brand.id"))
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"), index=True)
    # The storefront through which its deposits are paid; the currency is the branch's own.
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    currency: Mapped[CurrencyCode]
    # "DT01": names it in addresses of pages and pictures.
    code: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str]
    name_ar: Mapped[str]
    city_en: Mapped[str] = mapped_column(String(80), default="")
    city_ar: Mapped[str] = mapped_column(String(80), default="")
    address_en: Mapped[str | None]
    address_ar: Mapped[str | None]
    description_en: Mapped[str | None] = mapped_column(Text)
    description_ar: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(20))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    map_code: Mapped[str | None]
    # IANA name.
    zone: Mapped[str] = mapped_column(String(64))
    club_id: Mapped[str] = mapped_column(String(60), default="")
    chefz_id: Mapped[str | None] = mapped_column(String(60))
    chefz_reservation: Mapped[bool] = mapped_column(default=False)

    # What it offers, and how its page shows it.
    is_active: Mapped[bool] = mapped_column(default=True)
    is_active_waitinglist: Mapped[bool] = mapped_column(default=False)
    is_active_payment: Mapped[bool] = mapped_column(default=False)
    new_customer_reservation_otp: Mapped[bool] = mapped_column(default=False)
    new_customer_waiting_list_otp: Mapped[bool] = mapped_column(default=False)
    remaining_capacity_hide: Mapped[bool] = mapped_column(default=False)
    time_slot_hide: Mapped[bool] = mapped_column(default=False)
    section_wise_time_slots: Mapped[bool] = mapped_column(default=False)
    show_slots_header: Mapped[bool] = mapped_column(default=True)
    show_period_headers: Mapped[bool] = mapped_column(default=True)
    show_time_range: Mapped[bool] = mapped_column(default=False)
    child_seats: Mapped[bool] = mapped_column(default=False)
    play_enable: Mapped[bool] = mapped_column(default=False)
    # {"max_party", "max_waiting", "quote_minutes", "message_en", "message_ar"}; None means defaults.
    waiting_list_config: Mapped[dict[str, Any] | None]
    # {"availability_title", "availability_subtitle", "availability_title_font_size", "…_subtitle_font_size"}.
    venue_details: Mapped[dict[str, Any] | None]
    reservation_link: Mapped[str | None] = mapped_column(Text)
    # Origins that may show its pages in a frame: "https://restaurant.example".
    allowed_hosts: Mapped[list[Any]] = mapped_column(default=list)

    # References of its point of sale.
    oracle_token_id: Mapped[str | None]
    org_short_name: Mapped[str | None] = mapped_column(String(60))
    loc_ref: Mapped[str | None] = mapped_column(String(60))
    rvc_ref: Mapped[str | None] = mapped_column(String(60))
    check_employee_ref: Mapped[str | None] = mapped_column(String(60))
    order_type_ref: Mapped[str | None] = mapped_column(String(60))

    # How tables are given.
    slot_minutes: Mapped[int] = mapped_column(default=30)
    buffer_minutes: Mapped[int] = mapped_column(default=0)
    hold_minutes: Mapped[int] = mapped_column(default=10)
    lead_minutes: Mapped[int] = mapped_column(default=30)
    horizon_days: Mapped[int] = mapped_column(default=60)
    min_party: Mapped[int] = mapped_column(default=1)
    max_party: Mapped[int] = mapped_column(default=10)
    largest_combination: Mapped[int] = mapped_column(default=3)
    # Covers and parties that may arrive at one slot, where its rule says nothing else.
    pacing_covers: Mapped[int | None]
    pacing_parties: Mapped[int | None]
    # The deposit per guest, asked of parties of `deposit_from_party` and more.
    deposit_minor: Mapped[int] = mapped_column(BigKey, default=0)
    deposit_from_party: Mapped[int] = mapped_column(default=1)
    # Until so long before the start a booking is cancelled for nothing; afterwards this share of the deposit is kept.
    cancel_free_minutes: Mapped[int] = mapped_column(default=24 * 60)
    cancel_fee_bp: Mapped[int] = mapped_column(default=10000)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class BrandMedia(Base):
    """A picture or film of a brand or of one of its branches, kept in the files store."""

    __tablename__ = "brand_media"
    __table_args__ = (UniqueConstraint("brand_id", "branch_key", "slot"),)

    id: Mapped[PrimaryKey]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brand.id"))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    # The branch's id, or 0 for the brand's own: a key without nulls, so that the unique constraint holds.
    branch_key: Mapped[int] = mapped_column(BigKey, default=0)
    # logo_image, cover_image, cover_video, slider_image_1 to _3.
    slot: Mapped[str] = mapped_column(String(20))
    # The file's key in the store, and the address third parties are given.
    file_key: Mapped[str]
    url: Mapped[str]
    content_type: Mapped[str] = mapped_column(String(60))
    width: Mapped[int | None]
    height: Mapped[int | None]
    updated_at: Mapped[datetime]


class Section(Base):
    """A part of a branch: terrace, family room, bar."""

    __tablename__ = "section"
    __table_args__ = (CheckConstraint("capacity >= 0", name="capacity_not_negative"),)

    id: Mapped[PrimaryKey]
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    name_en: Mapped[str] = mapped_column(String(80))
    name_ar: Mapped[str] = mapped_column(String(80))
    # Guests at once.
    capacity: Mapped[int]
    is_active: Mapped[bool] = mapped_column(default=True)
    display_order: Mapped[int] = mapped_column(default=0)


class DiningTable(Base):
    """A table. Where it stands on the floor plan is in percent of the room's width and height."""

    __tablename__ = "dining_table"
    __table_args__ = (
        UniqueConstraint("branch_id", "number"),
        CheckConstraint("min_party >= 1 AND capacity >= min_party", name="capacity_in_order"),
    )

    id: Mapped[PrimaryKey]
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    number: Mapped[str] = mapped_column(String(20))
    min_party: Mapped[int] = mapped_column(default=1)
    capacity: Mapped[int]
    shape: Mapped[TableShape] = mapped_column(enum_of(TableShape, "shape_known"))
    x: Mapped[int] = mapped_column(default=0)
    y: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_online: Mapped[bool] = mapped_column(default=True)


class TableLink(Base):
    """Two tables that can be pushed together."""

    __tablename__ = "table_link"
    __table_args__ = (CheckConstraint("table_id < other_id", name="in_order"),)

    table_id: Mapped[int] = mapped_column(ForeignKey("dining_table.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("dining_table.id"), primary_key=True)


class AvailabilityRule(Base):
    """When tables may be had, or may not. Minutes count from midnight of the service date on the branch's clock.

    They may exceed a day: 1500 is one o'clock in the night that belongs to the evening before.
    """

    __tablename__ = "availability_rule"
    __table_args__ = (
        CheckConstraint("starts_minute >= 0 AND ends_minute >= starts_minute AND ends_minute <= 2880", name="span"),
        CheckConstraint("interval_minutes > 0", name="interval_positive"),
        CheckConstraint("first_date IS NULL OR last_date IS NULL OR first_date <= last_date", name="dates_in_order"),
        Index("ix_availability_rule_branch", "branch_id", "is_active"),
    )

    id: Mapped[PrimaryKey]
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    # None: the whole branch.
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    kind: Mapped[RuleKind] = mapped_column(enum_of(RuleKind, "kind_known"))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    title_ar: Mapped[str] = mapped_column(String(80), default="")
    # Monday is 0; none named means every day.
    weekdays: Mapped[list[Any]] = mapped_column(default=list)
    # A rule with dates stands over those without.
    first_date: Mapped[date | None]
    last_date: Mapped[date | None]
    starts_minute: Mapped[int]
    # The last start, not the closing time.
    ends_minute: Mapped[int]
    interval_minutes: Mapped[int] = mapped_column(default=30)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    # In force only where it is asked for by its id.
    is_custom: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    # Per guest: a set menu's price, and a deposit in place of the branch's.
    price_minor: Mapped[int | None] = mapped_column(BigKey)
    deposit_minor: Mapped[int | None] = mapped_column(BigKey)
    pacing_covers: Mapped[int | None]
    pacing_parties: Mapped[int | None]
    min_party: Mapped[int | None]
    max_party: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TurnTime(Base):
    """How long parties of up to so many stay."""

    __tablename__ = "turn_time"
    __table_args__ = (
        CheckConstraint("up_to_party >= 1 AND minutes > 0", name="positive"),
        UniqueConstraint("branch_id", "up_to_party"),
    )

    id: Mapped[PrimaryKey]
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    up_to_party: Mapped[int]
    minutes: Mapped[int]


class BranchPulse(Base):
    """Counts the changes of a branch's day, so that a screen knows at a glance whether it is still true."""

    __tablename__ = "branch_pulse"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    environment: Mapped[str] = mapped_column(String(10), primary_key=True)
    version: Mapped[int] = mapped_column(BigKey, default=1)
    changed_at: Mapped[datetime]
