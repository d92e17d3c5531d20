"""Every table of the shop. Importing this package makes the whole schema known."""

import app.models.full_text  # noqa: F401  # arranges the full-text tables
from app.domain.bills import BillKind
from app.domain.coupons import CouponKind
from app.domain.pricing import TaxMode
from app.models.base import Base
from app.models.bills import Bill, BillService
from app.models.carts import Cart, CartLine, Coupon
from app.models.catalog import (
    Category,
    Maker,
    PickupLocation,
    Product,
    ProductImage,
    ProductOption,
    ProductOptionValue,
    ProductSearch,
    Review,
    ReviewState,
    SearchWord,
    StockMovement,
    StockReason,
)
from app.models.customers import (
    CodePurpose,
    Customer,
    NotificationPreference,
    OneTimeCode,
    ResetToken,
    SignIn,
    SignInKind,
    StaffLocation,
    StaffMember,
    StaffRole,
    StaffSignIn,
)
from app.models.delivery import DeliveryRate, SavedAddress, Shipment, ShipmentEvent
from app.models.jobs import DutyRun
from app.models.ledger import Account, AccountKind, Entry, Transfer, TransferKind
from app.models.orders import Order, OrderEvent, OrderLine
from app.models.outbox import Channel, OutboxMessage
from app.models.payments import Payment, PaymentMethod, ProviderEvent, Refund, SandboxRecord
from app.models.tenancy import (
    ApiKey,
    AttemptCounter,
    AuditEntry,
    Business,
    IdempotencyRecord,
    KeyKind,
    Platform,
    PlatformHost,
)
from app.models.wishlists import WishlistItem

__all__ = [
    "Account",
    "AccountKind",
    "ApiKey",
    "AttemptCounter",
    "AuditEntry",
    "Base",
    "Bill",
    "BillKind",
    "BillService",
    "Business",
    "Cart",
    "CartLine",
    "Category",
    "Channel",
    "CodePurpose",
    "Coupon",
    "CouponKind",
    "Customer",
    "DeliveryRate",
    "DutyRun",
    "Entry",
    "IdempotencyRecord",
    "KeyKind",
    "Maker",
    "NotificationPreference",
    "OneTimeCode",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OutboxMessage",
    "Payment",
    "PaymentMethod",
    "PickupLocation",
    "Platform",
    "PlatformHost",
    "Product",
    "ProductImage",
    "ProductOption",
    "ProductOptionValue",
    "ProductSearch",
    "ProviderEvent",
    "Refund",
    "ResetToken",
    "Review",
    "ReviewState",
    "SandboxRecord",
    "SavedAddress",
    "SearchWord",
    "Shipment",
    "ShipmentEvent",
    "SignIn",
    "SignInKind",
    "StaffLocation",
    "StaffMember",
    "StaffRole",
    "StaffSignIn",
    "StockMovement",
    "StockReason",
    "TaxMode",
    "Transfer",
    "TransferKind",
    "WishlistItem",
]
