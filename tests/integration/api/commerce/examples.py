"""A good request for each operation of the family, to be spoilt in one place at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.api.commerce import commerce
from app.api.commerce.schemas.base import Schema
from tests.integration.api.commerce.bills_shop import AIRTIME, CABLE, DATA, ELECTRICITY, METER, SMART_CARD
from tests.integration.api.commerce.conftest import PRODUCT, STORE
from tests.integration.api.commerce.test_checkout import BODY as CHECKOUT
from tests.integration.api.commerce.test_delivery import QUOTE, UPDATE
from tests.integration.api.commerce.test_sign_in import ADA

EMAIL = "john.doe@example.com"
ITEM = "660e8400-e29b-41d4-a716-446655440000"
WISH = "a1b2c3d4-e5f6-7890-1234-567890abcdef"
NOBODY = "123e4567-e89b-12d3-a456-426614174000"

BODIES: dict[str, dict[str, Any]] = {
    "register": ADA,
    "login": {"emailOrPhone": EMAIL, "password": "SecurePass123"},
    "verify_email": {"email": EMAIL, "otp": "123456"},
    "resend_email_verification": {"email": EMAIL},
    "forgot_password": {"email": EMAIL},
    "resend_forgot_password": {"email": EMAIL},
    "verify_forgot_password_otp": {"email": EMAIL, "otp": "123456"},
    "reset_password": {"newPassword": "NewSecurePass123"},
    "update_customer": {
        "firstName": "Jane",
        "lastName": "Smith",
        "emailAddress": EMAIL,
        "phoneNumber": "+2348098765432",
        "password": "SecurePass123",
        "transactionPin": "1234",
    },
    "update_transaction_pin": {"currentTransactionPin": "1234", "newTransactionPin": "5678"},
    "forgot_transaction_pin": {"email": EMAIL},
    "resend_forgot_transaction_pin": {"email": EMAIL},
    "verify_forgot_transaction_pin_otp": {"email": EMAIL, "otp": "123456"},
    "reset_transaction_pin": {"email": EMAIL, "newTransactionPin": "5678"},
    "cart_add": {"productId": str(PRODUCT), "quantity": 2, "sessionId": "abc123xyz"},
    "cart_update": {"cartItemId": ITEM, "quantity": 5},
    "cart_remove": {"cartItemId": ITEM},
    "wishlist_add": {"productId": str(PRODUCT), "notes": "Need this for birthday gift", "priority": 1},
    "wishlist_remove_body": {"wishListItemId": WISH},
    "wishlist_update": {"wishListItemId": WISH, "notes": "Updated: Buy this next month", "priority": 2},
    "wishlist_move_body": {"wishListItemId": WISH, "quantity": 2},
    "wishlist_bulk": {
        "wishListItemIds": [WISH, "b2c3d4e5-f6a7-8901-2345-678901bcdefg"],
        "operation": "update_priority",
        "newPriority": 1,
        "quantity": 1,
    },
    "checkout": {**CHECKOUT, "deliveryOption": "Pickup", "deliveryFee": 0, "address": "Lagos"},
    "checkout_shopping_card": CHECKOUT,
    "checkout_payment_gateway": {
        **{name: value for name, value in CHECKOUT.items() if name != "transactionPin"},
        "paymentMethod": "PaymentGateway",
        "redirectUrl": "https://yourapp.com/payment/callback",
    },
    "fund_shopping_card": {"amount": 5000.0, "callbackUrl": "https://yourapp.com/payment/callback"},
    "verify_transaction": {"transactionReference": "TXN123456789"},
    "data_plans": {"serviceName": "MTNData", "period": "Monthly"},
    "disco_plans": {"discoName": "EKEDC"},
    "cable_plans": {"cableTvName": "DSTV"},
    "validate_electricity": METER,
    "validate_cable": SMART_CARD,
    "purchase_airtime": {**AIRTIME, "amount": 100.0},
    "purchase_data": {**DATA, "amount": 500.0, "packageSlug": "mtn-1gb-monthly"},
    "purchase_electricity": {**ELECTRICITY, "amount": 100.0},
    "purchase_cable": {**CABLE, "amount": 2950.0, "packageSlug": "dstv-padi"},
    "delivery_quote": QUOTE,
    "update_saved_address": UPDATE,
}
QUERIES: dict[str, dict[str, str]] = {
    "reset_password": {"resetToken": "eyJhbGciOiJIUzI1NiJ9"},
    "get_customer": {"businessId": NOBODY, "platformId": NOBODY, "environmentType": "1"},
    "list_products": {
        "categoryId": "1",
        "brandId": NOBODY,
        "subcategoryId": "5",
        "searchTerm": "laptop",
        "pageNumber": "1",
        "pageSize": "20",
        "sortBy": "price",
        "sortOrder": "desc",
    },
    "search_products": {"searchTerm": "laptop", "pageNumber": "1", "pageSize": "20"},
    "featured_products": {"limit": "10"},
    "wishlist_list": {"page": "1", "pageSize": "20"},
    "cart_sync": {"sessionId": "abc123xyz"},
    "cart_transfer_session": {"sessionId": "abc123xyz"},
    "delete_saved_address": {"providerAddressId": "addr_abc123"},
}
PATHS: dict[str, dict[str, str]] = {
    "get_customer": {"customerId": NOBODY},
    "get_product": {"id": str(PRODUCT)},
    "list_product_subcategories": {"categoryId": "1"},
    "wishlist_remove_path": {"wishListItemId": WISH},
    "wishlist_move_path": {"wishListItemId": WISH},
    "wishlist_check": {"productId": str(PRODUCT)},
    "get_pickup_location": {"id": str(STORE)},
    "list_pickup_locations_in_state": {"state": "Lagos"},
    "reset_transaction_pin": {"token": "eyJhbGciOiJIUzI1NiJ9"},
}


@dataclass(frozen=True, slots=True)
class Example:
    """A request that its operation understands."""

    name: str
    method: str
    path: str
    body: dict[str, Any] | None
    query: dict[str, str]
    wants_customer: bool
    is_publishable: bool
    fields: tuple[str, ...] = field(default=())


def _examples() -> Iterator[Example]:
    for operation in commerce.operations:
        path = operation.path
        for name, value in PATHS.get(operation.name, {}).items():
            path = path.replace(f"{{{name}}}", value)
        yield Example(
            name=operation.name,
            method=operation.method,
            path=path,
            body=BODIES[operation.name] if operation.body else None,
            query=QUERIES.get(operation.name, {}),
            wants_customer=operation.needs.name == "KEY_AND_CUSTOMER",
            is_publishable=operation.publishable,
            fields=_wire_names(operation.body),
        )


def _wire_names(model: Any) -> tuple[str, ...]:
    if model is None:
        return ()
    assert issubclass(model, Schema)
    return tuple(info.alias or name for name, info in model.model_fields.items())


EXAMPLES = tuple(_examples())
WITH_BODY = tuple(example for example in EXAMPLES if example.body is not None)
WITH_QUERY = tuple(example for example in EXAMPLES if example.query)
FOR_CUSTOMERS = tuple(example for example in EXAMPLES if example.wants_customer)
