"""places, tables and bookings, waiting lists, events, gift cards, memberships"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What may be written in these columns, before and after.
WORDS = {
    ("ledger_account", "kind"): (
        (
            *("shopping_card", "sales", "funding", "adjustments"),
            *("gateway", "refunds_due", "hold", "bills"),
        ),
        ("gift_card", "event_wallet", "loyalty_cash", "points"),
    ),
    ("ledger_transfer", "kind"): (
        (
            *("Payment", "Refund", "Card Funding", "Bills Payment", "Wallet Credit", "Wallet Debit"),
            "Settlement",
        ),
        ("Gift Card", "Deposit", "Event", "Points"),
    ),
    ("payment", "purpose"): (("order", "card_funding"), ("deposit", "event", "gift_card")),
    ("payment", "method"): (("shopping_card", "gateway", "nothing_to_pay"), ("gift_card",)),
    ("one_time_code", "purpose"): (
        ("verify_email", "verify_phone", "reset_password", "reset_pin", "sign_in"),
        ("join_club", "book_table", "join_waiting_list", "book_event", "claim_bookings"),
    ),
    ("reset_token", "purpose"): (
        ("verify_email", "verify_phone", "reset_password", "reset_pin", "sign_in"),
        ("join_club", "book_table", "join_waiting_list", "book_event", "claim_bookings"),
    ),
}
PAYMENT_CHECKS = {
    "reservation_where_it_pays_one": "(purpose = 'deposit') = (reservation_id IS NOT NULL)",
    "event_where_it_pays_one": "(purpose = 'event') = (event_booking_id IS NOT NULL)",
    "gift_card_where_it_pays_one": "(purpose = 'gift_card') = (gift_card_purchase_id IS NOT NULL)",
    "gift_card_where_by_one": "(method = 'gift_card') = (gift_card_id IS NOT NULL)",
}


def upgrade() -> None:
    op.create_table(
        "country",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("iso2", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("name_ar", sa.String(length=80), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("discount_wallet_redeem_otp", sa.Boolean(), nullable=False),
        sa.Column("discount_wallet_redeem_pin", sa.Boolean(), nullable=False),
        sa.Column("points_redeem_otp", sa.Boolean(), nullable=False),
        sa.Column("points_redeem_pin", sa.Boolean(), nullable=False),
        sa.Column("time_zone", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_country")),
        sa.UniqueConstraint("code", name=op.f("uq_country_code")),
    )
    op.create_table(
        "cover_count",
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column(
            "scope_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("environment", sa.String(length=10), nullable=False),
        sa.Column("tick", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.CheckConstraint("what IN ('section', 'covers', 'parties')", name=op.f("ck_cover_count_what_known")),
        sa.CheckConstraint("used >= 0 AND used <= most", name=op.f("ck_cover_count_within_limit")),
        sa.PrimaryKeyConstraint("what", "scope_id", "environment", "tick", name=op.f("pk_cover_count")),
    )
    op.create_table(
        "brand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=255), nullable=False),
        sa.Column("name_ar", sa.String(length=255), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("description_ar", sa.Text(), nullable=False),
        sa.Column("cuisine_en", sa.String(length=255), nullable=False),
        sa.Column("cuisine_ar", sa.String(length=255), nullable=False),
        sa.Column("social_links", sa.JSON(), nullable=False),
        sa.Column("main_color", sa.String(length=7), nullable=False),
        sa.Column("font_color", sa.String(length=7), nullable=False),
        sa.Column("hover_color", sa.String(length=7), nullable=False),
        sa.Column("secondary_color", sa.String(length=7), nullable=False),
        sa.Column("payment_provider", sa.String(length=20), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("whatsapp_message", sa.Boolean(), nullable=False),
        sa.Column("email_message", sa.Boolean(), nullable=False),
        sa.Column("country_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_brand_business_id")),
        sa.ForeignKeyConstraint(["country_id"], ["country.id"], name=op.f("fk_brand_country_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand")),
        sa.UniqueConstraint("code", name=op.f("uq_brand_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_brand_uuid")),
    )
    with op.batch_alter_table("brand", schema=None) as batch_op:
        batch_op.create_index("ix_brand_business_name", ["business_id", "name_en"], unique=False)
        batch_op.create_index(batch_op.f("ix_brand_country_id"), ["country_id"], unique=False)

    op.create_table(
        "gift_card_vendor",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_gift_card_vendor_business_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card_vendor")),
    )
    with op.batch_alter_table("gift_card_vendor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_card_vendor_business_id"), ["business_id"], unique=False)

    op.create_table(
        "branch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("country_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=255), nullable=False),
        sa.Column("name_ar", sa.String(length=255), nullable=False),
        sa.Column("city_en", sa.String(length=80), nullable=False),
        sa.Column("city_ar", sa.String(length=80), nullable=False),
        sa.Column("address_en", sa.String(length=255), nullable=True),
        sa.Column("address_ar", sa.String(length=255), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("description_ar", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("map_code", sa.String(length=255), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("club_id", sa.String(length=60), nullable=False),
        sa.Column("chefz_id", sa.String(length=60), nullable=True),
        sa.Column("chefz_reservation", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_active_waitinglist", sa.Boolean(), nullable=False),
        sa.Column("is_active_payment", sa.Boolean(), nullable=False),
        sa.Column("new_customer_reservation_otp", sa.Boolean(), nullable=False),
        sa.Column("new_customer_waiting_list_otp", sa.Boolean(), nullable=False),
        sa.Column("remaining_capacity_hide", sa.Boolean(), nullable=False),
        sa.Column("time_slot_hide", sa.Boolean(), nullable=False),
        sa.Column("section_wise_time_slots", sa.Boolean(), nullable=False),
        sa.Column("show_slots_header", sa.Boolean(), nullable=False),
        sa.Column("show_period_headers", sa.Boolean(), nullable=False),
        sa.Column("show_time_range", sa.Boolean(), nullable=False),
        sa.Column("child_seats", sa.Boolean(), nullable=False),
        sa.Column("play_enable", sa.Boolean(), nullable=False),
        sa.Column("waiting_list_config", sa.JSON(), nullable=True),
        sa.Column("venue_details", sa.JSON(), nullable=True),
        sa.Column("reservation_link", sa.Text(), nullable=True),
        sa.Column("allowed_hosts", sa.JSON(), nullable=False),
        sa.Column("oracle_token_id", sa.String(length=255), nullable=True),
        sa.Column("org_short_name", sa.String(length=60), nullable=True),
        sa.Column("loc_ref", sa.String(length=60), nullable=True),
        sa.Column("rvc_ref", sa.String(length=60), nullable=True),
        sa.Column("check_employee_ref", sa.String(length=60), nullable=True),
        sa.Column("order_type_ref", sa.String(length=60), nullable=True),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("hold_minutes", sa.Integer(), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("min_party", sa.Integer(), nullable=False),
        sa.Column("max_party", sa.Integer(), nullable=False),
        sa.Column("largest_combination", sa.Integer(), nullable=False),
        sa.Column("pacing_covers", sa.Integer(), nullable=True),
        sa.Column("pacing_parties", sa.Integer(), nullable=True),
        sa.Column("deposit_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deposit_from_party", sa.Integer(), nullable=False),
        sa.Column("cancel_free_minutes", sa.Integer(), nullable=False),
        sa.Column("cancel_fee_bp", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "deposit_minor >= 0 AND cancel_fee_bp BETWEEN 0 AND 10000", name=op.f("ck_branch_deposit_terms")
        ),
        sa.CheckConstraint("min_party >= 1 AND max_party >= min_party", name=op.f("ck_branch_party_limits")),
        sa.CheckConstraint(
            "slot_minutes > 0 AND hold_minutes > 0 AND largest_combination >= 1", name=op.f("ck_branch_steps_positive")
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_branch_brand_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_branch_business_id")),
        sa.ForeignKeyConstraint(["country_id"], ["country.id"], name=op.f("fk_branch_country_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_branch_platform_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("business_id", "code", name=op.f("uq_branch_business_id_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_branch_uuid")),
    )
    with op.batch_alter_table("branch", schema=None) as batch_op:
        batch_op.create_index("ix_branch_brand_name", ["brand_id", "name_en"], unique=False)
        batch_op.create_index("ix_branch_club", ["business_id", "club_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_branch_country_id"), ["country_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_branch_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "gift_card_template",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("name_ar", sa.String(length=120), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("description_ar", sa.Text(), nullable=False),
        sa.Column("design", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "amount_type",
            sa.Enum(
                "FIXED", "VARIABLE", name="amount_type_known", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("amount_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("min_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("max_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("duration_days", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("display_order", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(amount_type = 'FIXED' AND amount_minor > 0) OR (amount_type = 'VARIABLE' AND min_minor > 0 AND max_minor >= min_minor)",
            name=op.f("ck_gift_card_template_amounts"),
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_gift_card_template_brand_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_gift_card_template_business_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_gift_card_template_platform_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card_template")),
        sa.UniqueConstraint("uuid", name=op.f("uq_gift_card_template_uuid")),
    )
    with op.batch_alter_table("gift_card_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gift_card_template_business_id"), ["business_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_card_template_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "branch_pulse",
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment", sa.String(length=10), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_branch_pulse_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", "environment", name=op.f("pk_branch_pulse")),
    )
    op.create_table(
        "brand_media",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("branch_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot", sa.String(length=20), nullable=False),
        sa.Column("file_key", sa.String(length=255), nullable=False),
        sa.Column("url", sa.String(length=255), nullable=False),
        sa.Column("content_type", sa.String(length=60), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_brand_media_branch_id")),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_brand_media_brand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand_media")),
        sa.UniqueConstraint("brand_id", "branch_key", "slot", name=op.f("uq_brand_media_brand_id_branch_key_slot")),
    )
    with op.batch_alter_table("brand_media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brand_media_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=255), nullable=False),
        sa.Column("name_ar", sa.String(length=255), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("description_ar", sa.Text(), nullable=False),
        sa.Column("place_en", sa.String(length=255), nullable=False),
        sa.Column("place_ar", sa.String(length=255), nullable=False),
        sa.Column("image", sa.String(length=255), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("entry_fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("hold_minutes", sa.Integer(), nullable=False),
        sa.Column("most_per_number", sa.Integer(), nullable=False),
        sa.Column("needs_code", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("entry_fee_minor >= 0 AND most_per_number >= 1", name=op.f("ck_event_limits")),
        sa.CheckConstraint("first_date <= last_date", name=op.f("ck_event_dates_in_order")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_event_branch_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_event_business_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_event_platform_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("business_id", "slug", name=op.f("uq_event_business_id_slug")),
        sa.UniqueConstraint("uuid", name=op.f("uq_event_uuid")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "gift_card_batch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("batch_id", sa.String(length=40), nullable=False),
        sa.Column("card_name", sa.String(length=120), nullable=False),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("cards_count", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cards_count >= 0", name=op.f("ck_gift_card_batch_count_not_negative")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_gift_card_batch_branch_id")),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_gift_card_batch_brand_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_gift_card_batch_business_id")),
        sa.ForeignKeyConstraint(["created_by"], ["staff_member.id"], name=op.f("fk_gift_card_batch_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card_batch")),
        sa.UniqueConstraint(
            "business_id", "environment", "batch_id", name=op.f("uq_gift_card_batch_business_id_environment_batch_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_gift_card_batch_uuid")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("club_id", sa.String(length=60), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("country_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "status",
            sa.Enum("Active", "Suspended", name="status_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "gender",
            sa.Enum(
                "male", "female", "other", name="gender_known", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("birthdate", sa.Date(), nullable=True),
        sa.Column("mobile_app_last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_membership_branch_id")),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_membership_brand_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_membership_business_id")),
        sa.ForeignKeyConstraint(["country_id"], ["country.id"], name=op.f("fk_membership_country_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_membership_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "business_id", "environment", "member_id", name=op.f("uq_membership_business_id_environment_member_id")
        ),
        sa.UniqueConstraint("customer_id", "club_id", name=op.f("uq_membership_customer_id_club_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_membership_uuid")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_club", ["business_id", "environment", "club_id"], unique=False)

    op.create_table(
        "section",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("name_ar", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("display_order", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_section_capacity_not_negative")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_section_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
    )
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "staff_branch",
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_staff_branch_branch_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_staff_branch_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "branch_id", name=op.f("pk_staff_branch")),
    )
    op.create_table(
        "turn_time",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("up_to_party", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("up_to_party >= 1 AND minutes > 0", name=op.f("ck_turn_time_positive")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_turn_time_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_time")),
        sa.UniqueConstraint("branch_id", "up_to_party", name=op.f("uq_turn_time_branch_id_up_to_party")),
    )
    op.create_table(
        "availability_rule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("open", "closed", name="kind_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("title_ar", sa.String(length=80), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("starts_minute", sa.Integer(), nullable=False),
        sa.Column("ends_minute", sa.Integer(), nullable=False),
        sa.Column("interval_minutes", sa.Integer(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("is_custom", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("price_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("deposit_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("pacing_covers", sa.Integer(), nullable=True),
        sa.Column("pacing_parties", sa.Integer(), nullable=True),
        sa.Column("min_party", sa.Integer(), nullable=True),
        sa.Column("max_party", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "first_date IS NULL OR last_date IS NULL OR first_date <= last_date",
            name=op.f("ck_availability_rule_dates_in_order"),
        ),
        sa.CheckConstraint("interval_minutes > 0", name=op.f("ck_availability_rule_interval_positive")),
        sa.CheckConstraint(
            "starts_minute >= 0 AND ends_minute >= starts_minute AND ends_minute <= 2880",
            name=op.f("ck_availability_rule_span"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_availability_rule_branch_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_availability_rule_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_rule")),
    )
    with op.batch_alter_table("availability_rule", schema=None) as batch_op:
        batch_op.create_index("ix_availability_rule_branch", ["branch_id", "is_active"], unique=False)

    op.create_table(
        "dining_table",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("min_party", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column(
            "shape",
            sa.Enum(
                "round", "square", "rectangle", name="shape_known", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.CheckConstraint("min_party >= 1 AND capacity >= min_party", name=op.f("ck_dining_table_capacity_in_order")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_dining_table_branch_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_dining_table_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dining_table")),
        sa.UniqueConstraint("branch_id", "number", name=op.f("uq_dining_table_branch_id_number")),
    )
    with op.batch_alter_table("dining_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dining_table_section_id"), ["section_id"], unique=False)

    op.create_table(
        "event_rule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("title_ar", sa.String(length=80), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("starts_minute", sa.Integer(), nullable=False),
        sa.Column("ends_minute", sa.Integer(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("is_bookable", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "slot_minutes > 0 AND capacity >= 0 AND price_minor >= 0", name=op.f("ck_event_rule_positive")
        ),
        sa.CheckConstraint(
            "starts_minute >= 0 AND ends_minute > starts_minute AND ends_minute <= 2880",
            name=op.f("ck_event_rule_span"),
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_rule_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_rule")),
    )
    with op.batch_alter_table("event_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_rule_event_id"), ["event_id"], unique=False)

    op.create_table(
        "gift_card",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("template_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("vendor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "amount_type",
            sa.Enum(
                "FIXED", "VARIABLE", name="amount_type_known", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("min_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("max_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("purchased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("duration_days", sa.Integer(), nullable=True),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("form_details", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_gift_card_amount_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["ledger_account.id"], name=op.f("fk_gift_card_account_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["gift_card_batch.id"], name=op.f("fk_gift_card_batch_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_gift_card_branch_id")),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_gift_card_brand_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_gift_card_business_id")),
        sa.ForeignKeyConstraint(["created_by"], ["staff_member.id"], name=op.f("fk_gift_card_created_by")),
        sa.ForeignKeyConstraint(["template_id"], ["gift_card_template.id"], name=op.f("fk_gift_card_template_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["gift_card_vendor.id"], name=op.f("fk_gift_card_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card")),
        sa.UniqueConstraint("account_id", name=op.f("uq_gift_card_account_id")),
        sa.UniqueConstraint(
            "business_id", "environment", "number_hash", name=op.f("uq_gift_card_business_id_environment_number_hash")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_gift_card_uuid")),
    )
    with op.batch_alter_table("gift_card", schema=None) as batch_op:
        batch_op.create_index("ix_gift_card_batch", ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_card_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_card_brand_id"), ["brand_id"], unique=False)
        batch_op.create_index("ix_gift_card_created", ["business_id", "environment", "created_at"], unique=False)
        batch_op.create_index("ix_gift_card_template", ["template_id"], unique=False)

    op.create_table(
        "seating",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "hold",
                "reservation",
                "offer",
                "block",
                name="purpose_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("party_size", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("counts_section", sa.Boolean(), nullable=False),
        sa.Column("counts_pacing", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("note", sa.String(length=255), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(purpose IN ('hold', 'offer')) = (expires_at IS NOT NULL)", name=op.f("ck_seating_holds_expire")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_seating_span")),
        sa.CheckConstraint("party_size >= 0", name=op.f("ck_seating_party_not_negative")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_seating_branch_id")),
        sa.ForeignKeyConstraint(["created_by"], ["staff_member.id"], name=op.f("fk_seating_created_by")),
        sa.ForeignKeyConstraint(["rule_id"], ["availability_rule.id"], name=op.f("fk_seating_rule_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_seating_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_seating_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_seating_uuid")),
    )
    with op.batch_alter_table("seating", schema=None) as batch_op:
        batch_op.create_index("ix_seating_branch_day", ["branch_id", "environment", "service_date"], unique=False)
        batch_op.create_index("ix_seating_expires", ["expires_at"], unique=False)

    op.create_table(
        "event_slot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name=op.f("ck_event_slot_within_capacity")),
        sa.ForeignKeyConstraint(["rule_id"], ["event_rule.id"], name=op.f("fk_event_slot_rule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_slot")),
        sa.UniqueConstraint(
            "rule_id", "environment", "starts_at", name=op.f("uq_event_slot_rule_id_environment_starts_at")
        ),
    )
    op.create_table(
        "gift_card_purchase",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("template_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("recipient_name", sa.String(length=120), nullable=False),
        sa.Column("recipient_email", sa.String(length=255), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("card_link", sa.Text(), nullable=True),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gift_card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_gift_card_purchase_amount_positive")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_gift_card_purchase_customer_id")),
        sa.ForeignKeyConstraint(["gift_card_id"], ["gift_card.id"], name=op.f("fk_gift_card_purchase_gift_card_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_gift_card_purchase_platform_id")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["gift_card_template.id"], name=op.f("fk_gift_card_purchase_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card_purchase")),
        sa.UniqueConstraint("gift_card_id", name=op.f("uq_gift_card_purchase_gift_card_id")),
        sa.UniqueConstraint("request_key", name=op.f("uq_gift_card_purchase_request_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_gift_card_purchase_uuid")),
    )
    with op.batch_alter_table("gift_card_purchase", schema=None) as batch_op:
        batch_op.create_index("ix_gift_card_purchase_customer", ["customer_id", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_gift_card_purchase_platform_id"), ["platform_id"], unique=False)
        batch_op.create_index("ix_gift_card_purchase_send", ["sent_at", "send_at"], unique=False)

    op.create_table(
        "reservation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PENDING",
                "CONFIRMED",
                "SEATED",
                "COMPLETED",
                "CANCELED",
                "NOSHOW",
                name="state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "payment_state",
            sa.Enum(
                "PAID",
                "PAYLATER",
                "PENDING",
                "REFUNDED",
                "FAILED",
                name="payment_state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "online",
                "phone",
                "walk_in",
                "waiting_list",
                name="source_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("period_en", sa.String(length=80), nullable=False),
        sa.Column("period_ar", sa.String(length=80), nullable=False),
        sa.Column("party_size", sa.Integer(), nullable=False),
        sa.Column("child_seats", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=80), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("allergies", sa.JSON(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("deposit_minor", sa.BigInteger(), nullable=False),
        sa.Column("cancel_free_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("pay_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("still_coming_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("canceled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("canceled_by", sa.String(length=20), nullable=True),
        sa.Column("no_show_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cancel_fee_minor <= deposit_minor", name=op.f("ck_reservation_fee_within_deposit")),
        sa.CheckConstraint(
            "deposit_minor >= 0 AND cancel_fee_minor >= 0", name=op.f("ck_reservation_money_not_negative")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_reservation_span")),
        sa.CheckConstraint("party_size >= 1 AND child_seats >= 0", name=op.f("ck_reservation_party_positive")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_reservation_branch_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_reservation_business_id")),
        sa.ForeignKeyConstraint(["created_by"], ["staff_member.id"], name=op.f("fk_reservation_created_by")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_reservation_customer_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["availability_rule.id"], name=op.f("fk_reservation_rule_id")),
        sa.ForeignKeyConstraint(["seating_id"], ["seating.id"], name=op.f("fk_reservation_seating_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_reservation_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
        sa.UniqueConstraint("reference", name=op.f("uq_reservation_reference")),
        sa.UniqueConstraint("request_key", name=op.f("uq_reservation_request_key")),
        sa.UniqueConstraint("seating_id", name=op.f("uq_reservation_seating_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_reservation_uuid")),
    )
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.create_index("ix_reservation_branch_day", ["branch_id", "environment", "service_date"], unique=False)
        batch_op.create_index("ix_reservation_branch_start", ["branch_id", "environment", "starts_at"], unique=False)
        batch_op.create_index(
            "ix_reservation_business_created", ["business_id", "environment", "created_at"], unique=False
        )
        batch_op.create_index("ix_reservation_business_phone", ["business_id", "environment", "phone"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_reservation_remind", ["state", "remind_at"], unique=False)
        batch_op.create_index("ix_reservation_unpaid", ["payment_state", "pay_until"], unique=False)

    op.create_table(
        "seating_table",
        sa.Column("seating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["seating_id"], ["seating.id"], name=op.f("fk_seating_table_seating_id")),
        sa.ForeignKeyConstraint(["table_id"], ["dining_table.id"], name=op.f("fk_seating_table_table_id")),
        sa.PrimaryKeyConstraint("seating_id", "table_id", name=op.f("pk_seating_table")),
    )
    with op.batch_alter_table("seating_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seating_table_table_id"), ["table_id"], unique=False)

    op.create_table(
        "table_claim",
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment", sa.String(length=10), nullable=False),
        sa.Column("tick", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("seating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["seating_id"], ["seating.id"], name=op.f("fk_table_claim_seating_id")),
        sa.ForeignKeyConstraint(["table_id"], ["dining_table.id"], name=op.f("fk_table_claim_table_id")),
        sa.PrimaryKeyConstraint("table_id", "environment", "tick", name=op.f("pk_table_claim")),
    )
    with op.batch_alter_table("table_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_table_claim_seating_id"), ["seating_id"], unique=False)

    op.create_table(
        "table_link",
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("table_id < other_id", name=op.f("ck_table_link_in_order")),
        sa.ForeignKeyConstraint(["other_id"], ["dining_table.id"], name=op.f("fk_table_link_other_id")),
        sa.ForeignKeyConstraint(["table_id"], ["dining_table.id"], name=op.f("fk_table_link_table_id")),
        sa.PrimaryKeyConstraint("table_id", "other_id", name=op.f("pk_table_link")),
    )
    op.create_table(
        "event_booking",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("entry_fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PENDING",
                "CONFIRMED",
                "CANCELED",
                name="state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "payment_type",
            sa.Enum("CASH", "CARD", name="payment_type_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "payment_state",
            sa.Enum(
                "PAID",
                "PAYLATER",
                "PENDING",
                "REFUNDED",
                "FAILED",
                name="payment_state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pay_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("canceled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_event_booking_quantity_positive")),
        sa.CheckConstraint(
            "total_minor = quantity * (price_minor + entry_fee_minor)", name=op.f("ck_event_booking_adds_up")
        ),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_event_booking_business_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_event_booking_customer_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_booking_event_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["event_rule.id"], name=op.f("fk_event_booking_rule_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["event_slot.id"], name=op.f("fk_event_booking_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_booking")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_event_booking_booking_id")),
        sa.UniqueConstraint("request_key", name=op.f("uq_event_booking_request_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_event_booking_uuid")),
    )
    with op.batch_alter_table("event_booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_booking_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_event_booking_event", ["event_id", "environment", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_booking_slot_id"), ["slot_id"], unique=False)
        batch_op.create_index("ix_event_booking_unpaid", ["state", "pay_until"], unique=False)

    op.create_table(
        "event_hold",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_event_hold_quantity_positive")),
        sa.ForeignKeyConstraint(["slot_id"], ["event_slot.id"], name=op.f("fk_event_hold_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_hold")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_event_hold_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_event_hold_uuid")),
    )
    with op.batch_alter_table("event_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_hold_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_hold_slot_id"), ["slot_id"], unique=False)

    op.create_table(
        "reservation_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["reservation.id"], name=op.f("fk_reservation_note_reservation_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_reservation_note_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation_note")),
    )
    with op.batch_alter_table("reservation_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reservation_note_reservation_id"), ["reservation_id"], unique=False)

    op.create_table(
        "waiting_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("waiting_list", "walk_in", name="kind_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "WAITING",
                "READY",
                "SEATED",
                "EXPIRED",
                "CANCELED",
                name="state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("party_size", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("wanted_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("archive", sa.Boolean(), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("quoted_minutes", sa.Integer(), nullable=True),
        sa.Column("seating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ready_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'READY') = (ready_until IS NOT NULL)", name=op.f("ck_waiting_entry_ready_ends")),
        sa.CheckConstraint("party_size >= 1", name=op.f("ck_waiting_entry_party_positive")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_waiting_entry_branch_id")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("fk_waiting_entry_business_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_waiting_entry_customer_id")),
        sa.ForeignKeyConstraint(["reservation_id"], ["reservation.id"], name=op.f("fk_waiting_entry_reservation_id")),
        sa.ForeignKeyConstraint(["seating_id"], ["seating.id"], name=op.f("fk_waiting_entry_seating_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_waiting_entry_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entry")),
        sa.UniqueConstraint("request_key", name=op.f("uq_waiting_entry_request_key")),
        sa.UniqueConstraint("reservation_id", name=op.f("uq_waiting_entry_reservation_id")),
        sa.UniqueConstraint("seating_id", name=op.f("uq_waiting_entry_seating_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_waiting_entry_uuid")),
    )
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_waiting_entry_branch", ["branch_id", "environment", "kind", "state", "service_date"], unique=False
        )
        batch_op.create_index(
            "ix_waiting_entry_business_created", ["business_id", "environment", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_waiting_entry_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_waiting_entry_ready", ["state", "ready_until"], unique=False)

    op.create_table(
        "event_wallet_entry",
        sa.Column("transfer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_method", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("event_booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_booking_id"], ["event_booking.id"], name=op.f("fk_event_wallet_entry_event_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["ledger_transfer.id"], name=op.f("fk_event_wallet_entry_transfer_id")
        ),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_event_wallet_entry")),
    )
    with op.batch_alter_table("event_wallet_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_wallet_entry_event_booking_id"), ["event_booking_id"], unique=False)

    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("event_booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("gift_card_purchase_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("gift_card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_payment_event_booking_id"), ["event_booking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_gift_card_id"), ["gift_card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_gift_card_purchase_id"), ["gift_card_purchase_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_reservation_id"), ["reservation_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_payment_event_booking_id"), "event_booking", ["event_booking_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_payment_reservation_id"), "reservation", ["reservation_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_payment_gift_card_id"), "gift_card", ["gift_card_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_payment_gift_card_purchase_id"), "gift_card_purchase", ["gift_card_purchase_id"], ["id"]
        )
        for name, condition in PAYMENT_CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_payment_{name}"), condition)
    for (table, column), (old, new) in WORDS.items():
        _allow(table, column, (*old, *new))

    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("html", sa.Text(), nullable=True))


def _allow(table: str, column: str, words: tuple[str, ...]) -> None:
    """Let a column hold these words, and no other."""
    name = f"ck_{table}_{column}_known"
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), f"{column} IN ({listed})")


def downgrade() -> None:
    """Only a database in which none of this has been used can go back."""
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_column("html")
    for (table, column), (old, _new) in WORDS.items():
        _allow(table, column, old)
    with op.batch_alter_table("payment", schema=None) as batch_op:
        for name in PAYMENT_CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_payment_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_payment_gift_card_purchase_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_payment_gift_card_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_payment_reservation_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_payment_event_booking_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_payment_reservation_id"))
        batch_op.drop_index(batch_op.f("ix_payment_gift_card_purchase_id"))
        batch_op.drop_index(batch_op.f("ix_payment_gift_card_id"))
        batch_op.drop_index(batch_op.f("ix_payment_event_booking_id"))
        batch_op.drop_column("gift_card_id")
        batch_op.drop_column("gift_card_purchase_id")
        batch_op.drop_column("event_booking_id")
        batch_op.drop_column("reservation_id")

    with op.batch_alter_table("event_wallet_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_wallet_entry_event_booking_id"))
    op.drop_table("event_wallet_entry")

    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_waiting_entry_ready")
        batch_op.drop_index(batch_op.f("ix_waiting_entry_customer_id"))
        batch_op.drop_index("ix_waiting_entry_business_created")
        batch_op.drop_index("ix_waiting_entry_branch")

    op.drop_table("waiting_entry")
    with op.batch_alter_table("reservation_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reservation_note_reservation_id"))

    op.drop_table("reservation_note")
    with op.batch_alter_table("event_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_hold_slot_id"))
        batch_op.drop_index(batch_op.f("ix_event_hold_expires_at"))

    op.drop_table("event_hold")
    with op.batch_alter_table("event_booking", schema=None) as batch_op:
        batch_op.drop_index("ix_event_booking_unpaid")
        batch_op.drop_index(batch_op.f("ix_event_booking_slot_id"))
        batch_op.drop_index("ix_event_booking_event")
        batch_op.drop_index(batch_op.f("ix_event_booking_customer_id"))

    op.drop_table("event_booking")
    op.drop_table("table_link")
    with op.batch_alter_table("table_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_table_claim_seating_id"))

    op.drop_table("table_claim")
    with op.batch_alter_table("seating_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seating_table_table_id"))

    op.drop_table("seating_table")
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_index("ix_reservation_unpaid")
        batch_op.drop_index("ix_reservation_remind")
        batch_op.drop_index(batch_op.f("ix_reservation_customer_id"))
        batch_op.drop_index("ix_reservation_business_phone")
        batch_op.drop_index("ix_reservation_business_created")
        batch_op.drop_index("ix_reservation_branch_start")
        batch_op.drop_index("ix_reservation_branch_day")

    op.drop_table("reservation")
    with op.batch_alter_table("gift_card_purchase", schema=None) as batch_op:
        batch_op.drop_index("ix_gift_card_purchase_send")
        batch_op.drop_index(batch_op.f("ix_gift_card_purchase_platform_id"))
        batch_op.drop_index("ix_gift_card_purchase_customer")

    op.drop_table("gift_card_purchase")
    op.drop_table("event_slot")
    with op.batch_alter_table("seating", schema=None) as batch_op:
        batch_op.drop_index("ix_seating_expires")
        batch_op.drop_index("ix_seating_branch_day")

    op.drop_table("seating")
    with op.batch_alter_table("gift_card", schema=None) as batch_op:
        batch_op.drop_index("ix_gift_card_template")
        batch_op.drop_index("ix_gift_card_created")
        batch_op.drop_index(batch_op.f("ix_gift_card_brand_id"))
        batch_op.drop_index(batch_op.f("ix_gift_card_branch_id"))
        batch_op.drop_index("ix_gift_card_batch")

    op.drop_table("gift_card")
    with op.batch_alter_table("event_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_rule_event_id"))

    op.drop_table("event_rule")
    with op.batch_alter_table("dining_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dining_table_section_id"))

    op.drop_table("dining_table")
    with op.batch_alter_table("availability_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_availability_rule_branch")

    op.drop_table("availability_rule")
    op.drop_table("turn_time")
    op.drop_table("staff_branch")
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_branch_id"))

    op.drop_table("section")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_club")

    op.drop_table("membership")
    op.drop_table("gift_card_batch")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_platform_id"))
        batch_op.drop_index(batch_op.f("ix_event_branch_id"))

    op.drop_table("event")
    with op.batch_alter_table("brand_media", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brand_media_branch_id"))

    op.drop_table("brand_media")
    op.drop_table("branch_pulse")
    with op.batch_alter_table("gift_card_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gift_card_template_platform_id"))
        batch_op.drop_index(batch_op.f("ix_gift_card_template_business_id"))

    op.drop_table("gift_card_template")
    with op.batch_alter_table("branch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_branch_platform_id"))
        batch_op.drop_index(batch_op.f("ix_branch_country_id"))
        batch_op.drop_index("ix_branch_club")
        batch_op.drop_index("ix_branch_brand_name")

    op.drop_table("branch")
    with op.batch_alter_table("gift_card_vendor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gift_card_vendor_business_id"))

    op.drop_table("gift_card_vendor")
    with op.batch_alter_table("brand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brand_country_id"))
        batch_op.drop_index("ix_brand_business_name")

    op.drop_table("brand")
    op.drop_table("cover_count")
    op.drop_table("country")
