"""gateway payments, delivery, bills, wishlists"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACCOUNT_KINDS = (
    *("shopping_card", "sales", "funding", "adjustments"),
    *("gateway", "refunds_due", "hold", "bills"),
)
OLD_ACCOUNT_KINDS = 4
TRANSFER_KINDS = (
    *("Payment", "Refund", "Card Funding", "Bills Payment", "Wallet Credit", "Wallet Debit"),
    "Settlement",
)
OLD_TRANSFER_KINDS = 6
BILL_REASONS = (
    *("no_answer", "in_progress", "token_missing", "failure_unconfirmed", "not_found", "contradiction", "failed"),
    *("refused", "account_not_found", "never_arrived", "provider_down", "delivered_after_refund", "by_staff"),
)
OF_ORDER = ("platform_id", "environment", "customer_id")
PAYMENT_CHECKS = {
    "purpose_known": "purpose IN ('order', 'card_funding')",
    "environment_known": "environment IN ('test', 'live')",
    "order_where_it_pays_one": "(purpose = 'order') = (order_id IS NOT NULL)",
    "provider_where_by_gateway": "(method = 'gateway') = (provider IS NOT NULL)",
}
PAYMENT_COLUMNS = (
    "acknowledged_at",
    *("paid_at", "next_check_at", "checks", "reason", "seen_currency", "seen_minor", "return_url", "pay_url"),
    *("access_code", "provider_reference", "provider", "request_key", "customer_id", "environment", "platform_id"),
    "purpose",
)


def upgrade() -> None:
    op.create_table(
        "provider_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("event_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_event")),
        sa.UniqueConstraint("provider", "event_key", name=op.f("uq_provider_event_provider_event_key")),
    )
    with op.batch_alter_table("provider_event", schema=None) as batch_op:
        batch_op.create_index("ix_provider_event_due", ["handled_at", "next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_provider_event_reference"), ["reference"], unique=False)

    op.create_table(
        "sandbox_record",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_record")),
        sa.UniqueConstraint("kind", "reference", name=op.f("uq_sandbox_record_kind_reference")),
    )
    with op.batch_alter_table("sandbox_record", schema=None) as batch_op:
        batch_op.create_index("ix_sandbox_record_due", ["kind", "due_at"], unique=False)

    op.create_table(
        "duty_run",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty_run")),
    )

    op.create_table(
        "bill_service",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "airtime",
                "data",
                "electricity",
                "cable",
                name="kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("biller_slug", sa.String(length=80), nullable=False),
        sa.Column("display_order", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_bill_service_platform_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill_service")),
        sa.UniqueConstraint("platform_id", "kind", "slug", name=op.f("uq_bill_service_platform_id_kind_slug")),
        sa.UniqueConstraint("uuid", name=op.f("uq_bill_service_uuid")),
    )
    op.create_table(
        "saved_address",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("provider_address_id", sa.String(length=80), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("line1", sa.String(length=255), nullable=False),
        sa.Column("line2", sa.String(length=255), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("zip", sa.String(length=20), nullable=True),
        sa.Column("landmark", sa.String(length=255), nullable=True),
        sa.Column("is_residential", sa.Boolean(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_saved_address_customer_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_saved_address_platform_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_address")),
        sa.UniqueConstraint(
            "customer_id",
            "platform_id",
            "environment",
            "address_key",
            name=op.f("uq_saved_address_customer_id_platform_id_environment_address_key"),
        ),
        sa.UniqueConstraint(
            "platform_id",
            "environment",
            "provider_address_id",
            name=op.f("uq_saved_address_platform_id_environment_provider_address_id"),
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_saved_address_uuid")),
    )
    with op.batch_alter_table("saved_address", schema=None) as batch_op:
        batch_op.create_index("ix_saved_address_customer", ["customer_id", "platform_id", "created_at"], unique=False)

    op.create_table(
        "delivery_rate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("rate_id", sa.String(length=40), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("guest_token_hash", sa.String(length=64), nullable=True),
        sa.Column("pickup_location_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("weight_grams", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("provider_rate_id", sa.String(length=120), nullable=False),
        sa.Column("carrier_name", sa.String(length=120), nullable=False),
        sa.Column("carrier_slug", sa.String(length=80), nullable=False),
        sa.Column("carrier_logo", sa.Text(), nullable=False),
        sa.Column("eta_text", sa.String(length=120), nullable=False),
        sa.Column("eta_minutes", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("customer_id IS NULL OR guest_token_hash IS NULL", name=op.f("ck_delivery_rate_one_owner")),
        sa.CheckConstraint("fee_minor >= 0", name=op.f("ck_delivery_rate_fee_not_negative")),
        sa.CheckConstraint("weight_grams > 0", name=op.f("ck_delivery_rate_weight_positive")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_delivery_rate_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_delivery_rate_order_id")),
        sa.ForeignKeyConstraint(
            ["pickup_location_id"], ["pickup_location.id"], name=op.f("fk_delivery_rate_pickup_location_id")
        ),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_delivery_rate_platform_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_rate")),
        sa.UniqueConstraint("rate_id", name=op.f("uq_delivery_rate_rate_id")),
    )
    with op.batch_alter_table("delivery_rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_rate_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_delivery_rate_expires", ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_rate_order_id"), ["order_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_rate_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "shipment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("provider_rate_id", sa.String(length=120), nullable=False),
        sa.Column("provider_shipment_id", sa.String(length=120), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "booked",
                "in_transit",
                "out_for_delivery",
                "delivered",
                "exception",
                "cancelled",
                name="state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("carrier_name", sa.String(length=120), nullable=False),
        sa.Column("carrier_slug", sa.String(length=80), nullable=False),
        sa.Column("carrier_logo", sa.Text(), nullable=False),
        sa.Column("eta_text", sa.String(length=120), nullable=False),
        sa.Column("cost_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tracking_number", sa.String(length=80), nullable=True),
        sa.Column("tracking_url", sa.Text(), nullable=True),
        sa.Column("label_url", sa.Text(), nullable=True),
        sa.Column("raw_status", sa.String(length=60), nullable=False),
        sa.Column("problem", sa.String(length=40), nullable=True),
        sa.Column("problem_detail", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_check_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_shipment_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment")),
        sa.UniqueConstraint("order_id", name=op.f("uq_shipment_order_id")),
        sa.UniqueConstraint("provider", "provider_shipment_id", name=op.f("uq_shipment_provider_provider_shipment_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_shipment_uuid")),
    )
    with op.batch_alter_table("shipment", schema=None) as batch_op:
        batch_op.create_index("ix_shipment_due", ["state", "next_check_at"], unique=False)

    op.create_table(
        "wishlist_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("guest_token_hash", sa.String(length=64), nullable=True),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("notes", sa.String(length=500), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("added_minor", sa.BigInteger(), nullable=False),
        sa.Column("tell_in_stock", sa.Boolean(), nullable=False),
        sa.Column("tell_price_drop", sa.Boolean(), nullable=False),
        sa.Column("seen_minor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seen_in_stock", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(customer_id IS NULL) <> (guest_token_hash IS NULL)", name=op.f("ck_wishlist_item_one_owner")
        ),
        sa.CheckConstraint("priority BETWEEN 1 AND 5", name=op.f("ck_wishlist_item_priority_in_range")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_wishlist_item_customer_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_wishlist_item_platform_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_wishlist_item_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishlist_item")),
        sa.UniqueConstraint("customer_id", "product_id", name=op.f("uq_wishlist_item_customer_id_product_id")),
        sa.UniqueConstraint(
            "guest_token_hash", "product_id", name=op.f("uq_wishlist_item_guest_token_hash_product_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_wishlist_item_uuid")),
    )
    with op.batch_alter_table("wishlist_item", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wishlist_item_customer", ["customer_id", "platform_id", "environment", "created_at"], unique=False
        )
        batch_op.create_index(
            "ix_wishlist_item_product_wanted", ["product_id", "tell_in_stock", "tell_price_drop"], unique=False
        )

    op.create_table(
        "bill",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("platform_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("test", "live", name="environment_known", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "airtime",
                "data",
                "electricity",
                "cable",
                name="kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service_name", sa.String(length=80), nullable=False),
        sa.Column("biller_slug", sa.String(length=80), nullable=False),
        sa.Column("biller_id", sa.Integer(), nullable=True),
        sa.Column("package_slug", sa.String(length=100), nullable=False),
        sa.Column("package_name", sa.String(length=160), nullable=False),
        sa.Column("account_number", sa.String(length=50), nullable=False),
        sa.Column("account_name", sa.String(length=160), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "succeeded",
                "failed",
                name="state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("provider_reference", sa.String(length=80), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("units", sa.String(length=40), nullable=False),
        sa.Column("provider_data", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                *BILL_REASONS,
                name="reason_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("hold_transfer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("end_transfer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.Column(
            "suspicion",
            sa.Enum(
                *("delivered", "token_missing", "failed", "not_found", "in_progress", "no_answer"),
                name="suspicion_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("suspected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_check_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_bill_amount_positive")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_bill_customer_id")),
        sa.ForeignKeyConstraint(["end_transfer_id"], ["ledger_transfer.id"], name=op.f("fk_bill_end_transfer_id")),
        sa.ForeignKeyConstraint(["hold_transfer_id"], ["ledger_transfer.id"], name=op.f("fk_bill_hold_transfer_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_bill_platform_id")),
        sa.ForeignKeyConstraint(["service_id"], ["bill_service.id"], name=op.f("fk_bill_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill")),
        sa.UniqueConstraint("customer_id", "request_key", name=op.f("uq_bill_customer_id_request_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_bill_reference")),
        sa.UniqueConstraint("uuid", name=op.f("uq_bill_uuid")),
    )
    with op.batch_alter_table("bill", schema=None) as batch_op:
        batch_op.create_index("ix_bill_customer", ["customer_id", "created_at"], unique=False)
        batch_op.create_index("ix_bill_due", ["next_check_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_bill_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "shipment_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("shipment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_key", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "booked",
                "in_transit",
                "out_for_delivery",
                "delivered",
                "exception",
                "cancelled",
                name="state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("raw_status", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipment.id"], name=op.f("fk_shipment_event_shipment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment_event")),
        sa.UniqueConstraint("shipment_id", "event_key", name=op.f("uq_shipment_event_shipment_id_event_key")),
    )
    op.create_table(
        "refund",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "cancelled",
                "late_payment",
                "paid_twice",
                "overpaid",
                "returned",
                "not_accepted",
                name="reason_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "processing",
                "succeeded",
                "failed",
                name="state_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("transfer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("provider_reference", sa.String(length=80), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("by_hand", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_refund_amount_positive")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_refund_payment_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["ledger_transfer.id"], name=op.f("fk_refund_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("payment_id", "key", name=op.f("uq_refund_payment_id_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_refund_reference")),
        sa.UniqueConstraint("uuid", name=op.f("uq_refund_uuid")),
    )
    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.create_index("ix_refund_due", ["state", "next_try_at"], unique=False)

    with op.batch_alter_table("order") as batch_op:
        batch_op.add_column(sa.Column("ship_to", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("carrier_name", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("weight_grams", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pay_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("link", sa.Text(), nullable=True))
        batch_op.create_index("ix_order_unpaid", ["state", "pay_until"], unique=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_order_delivery_has_address"),
            "fulfilment <> 'delivery' OR (ship_to IS NOT NULL AND carrier_name IS NOT NULL)",
        )

    with op.batch_alter_table("outbox_message") as batch_op:
        batch_op.add_column(sa.Column("provider", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("provider_message_id", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("delivery_status", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("stands_in_for", BIG, nullable=True))
        batch_op.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_outbox_message_provider_message_id", ["provider_message_id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_outbox_message_stands_in_for"), ["stands_in_for"])
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_message_stands_in_for"), "outbox_message", ["stands_in_for"], ["id"]
        )

    with op.batch_alter_table("platform") as batch_op:
        batch_op.add_column(sa.Column("providers", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("platform") as batch_op:
        batch_op.alter_column("providers", server_default=None)

    _extend_payments()
    for table, kinds in (("ledger_account", ACCOUNT_KINDS), ("ledger_transfer", TRANSFER_KINDS)):
        _allow(table, kinds)


def _extend_payments() -> None:
    """Payments stand by themselves from now on; those there are take who and where from their orders."""
    with op.batch_alter_table("payment") as batch_op:
        batch_op.add_column(sa.Column("purpose", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("platform_id", BIG, nullable=True))
        batch_op.add_column(sa.Column("environment", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("customer_id", BIG, nullable=True))
        batch_op.add_column(sa.Column("request_key", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("provider", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("provider_reference", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("access_code", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("pay_url", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("return_url", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("seen_minor", BIG, nullable=True))
        batch_op.add_column(sa.Column("seen_currency", sa.String(length=3), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("checks", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("next_check_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True))
    payment = sa.table("payment", *(sa.column(name) for name in ("order_id", "purpose", *OF_ORDER)))
    order = sa.table("order", *(sa.column(name) for name in ("id", *OF_ORDER)))
    taken = {
        name: sa.select(order.c[name]).where(order.c.id == payment.c.order_id).scalar_subquery() for name in OF_ORDER
    }
    op.execute(payment.update().values(purpose="order", **taken))
    with op.batch_alter_table("payment") as batch_op:
        batch_op.alter_column("purpose", existing_type=sa.String(length=32), nullable=False)
        batch_op.alter_column("platform_id", existing_type=BIG, nullable=False)
        batch_op.alter_column("environment", existing_type=sa.String(length=32), nullable=False)
        batch_op.alter_column("customer_id", existing_type=BIG, nullable=False)
        batch_op.alter_column("checks", existing_type=sa.Integer(), server_default=None)
        batch_op.alter_column("order_id", existing_type=BIG, nullable=True)
        batch_op.create_index("ix_payment_customer_id", ["customer_id"], unique=False)
        batch_op.create_index("ix_payment_due", ["state", "next_check_at"], unique=False)
        batch_op.create_index("ix_payment_platform_id", ["platform_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_payment_customer_id_request_key"), ["customer_id", "request_key"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_payment_platform_id"), "platform", ["platform_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_payment_customer_id"), "customer", ["customer_id"], ["id"])
        for name, condition in PAYMENT_CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_payment_{name}"), condition)


def _allow(table: str, kinds: tuple[str, ...]) -> None:
    """Let a ledger table know these words, and no other."""
    name = f"ck_{table}_kind_known"
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), f"kind IN ({words})")


def downgrade() -> None:
    """Only a database without gateway payments can go back: the older program could not account for them."""
    for table, kinds in (
        ("ledger_account", ACCOUNT_KINDS[:OLD_ACCOUNT_KINDS]),
        ("ledger_transfer", TRANSFER_KINDS[:OLD_TRANSFER_KINDS]),
    ):
        _allow(table, kinds)
    with op.batch_alter_table("payment") as batch_op:
        for name in PAYMENT_CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_payment_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_payment_customer_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_payment_platform_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_payment_customer_id_request_key"), type_="unique")
        for index in ("platform_id", "due", "customer_id"):
            batch_op.drop_index(f"ix_payment_{index}")
        batch_op.alter_column("order_id", existing_type=BIG, nullable=False)
        for column in PAYMENT_COLUMNS:
            batch_op.drop_column(column)
    with op.batch_alter_table("platform") as batch_op:
        batch_op.drop_column("providers")
    with op.batch_alter_table("outbox_message") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_message_stands_in_for"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_outbox_message_stands_in_for"), type_="unique")
        batch_op.drop_index("ix_outbox_message_provider_message_id")
        for column in ("expires_at", "stands_in_for", "delivery_status", "provider_message_id", "provider"):
            batch_op.drop_column(column)
    with op.batch_alter_table("order") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_order_delivery_has_address"), type_="check")
        batch_op.drop_index("ix_order_unpaid")
        for column in ("link", "pay_until", "weight_grams", "carrier_name", "ship_to"):
            batch_op.drop_column(column)

    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.drop_index("ix_refund_due")

    op.drop_table("refund")
    op.drop_table("shipment_event")
    with op.batch_alter_table("bill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bill_platform_id"))
        batch_op.drop_index("ix_bill_due")
        batch_op.drop_index("ix_bill_customer")

    op.drop_table("bill")
    with op.batch_alter_table("wishlist_item", schema=None) as batch_op:
        batch_op.drop_index("ix_wishlist_item_product_wanted")
        batch_op.drop_index("ix_wishlist_item_customer")

    op.drop_table("wishlist_item")
    with op.batch_alter_table("shipment", schema=None) as batch_op:
        batch_op.drop_index("ix_shipment_due")

    op.drop_table("shipment")
    with op.batch_alter_table("delivery_rate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_rate_platform_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_rate_order_id"))
        batch_op.drop_index("ix_delivery_rate_expires")
        batch_op.drop_index(batch_op.f("ix_delivery_rate_customer_id"))

    op.drop_table("delivery_rate")
    with op.batch_alter_table("saved_address", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_address_customer")

    op.drop_table("saved_address")
    op.drop_table("bill_service")
    with op.batch_alter_table("sandbox_record", schema=None) as batch_op:
        batch_op.drop_index("ix_sandbox_record_due")

    op.drop_table("sandbox_record")
    op.drop_table("duty_run")
    with op.batch_alter_table("provider_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_event_reference"))
        batch_op.drop_index("ix_provider_event_due")

    op.drop_table("provider_event")
