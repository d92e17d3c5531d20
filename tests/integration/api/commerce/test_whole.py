"""Every entry of the document has its route: 78 entries, 75 of them by method and path, three by a word in the body."""

from typing import get_args

import pytest

from app.api.commerce import commerce
from app.api.commerce.schemas.checkout import CheckoutIn
from app.api.commerce.schemas.wishlists import BulkIn

ENTRIES = """
POST   /api/customer/register
POST   /api/customer/login
POST   /api/customer/verify-email
POST   /api/customer/resend-email-verification
POST   /api/customer/forgot-password
POST   /api/customer/resend-forgot-password
POST   /api/customer/verify-forgot-password-otp
POST   /api/customer/reset-password
GET    /api/customer/get-card-balance
GET    /api/customer/{customerId}
GET    /api/customerprofile/profile
PUT    /api/customer/update-customer
PUT    /api/customerprofile/update-transaction-pin
POST   /api/customerprofile/forgot-transaction-pin
POST   /api/customerprofile/resend-forgot-transaction-pin
POST   /api/customerprofile/verify-forgot-transaction-pin-otp
POST   /api/customerprofile/reset-transaction-pin/{token}
GET    /api/CustomerProuct
GET    /api/CustomerProuct/{id}
GET    /api/CustomerProuct/categories
GET    /api/CustomerProuct/categories/{categoryId}/subcategories
GET    /api/CustomerProuct/brands
GET    /api/CustomerProuct/search
GET    /api/CustomerProuct/featured
POST   /api/customer/cart/add
PUT    /api/customer/cart/update
DELETE /api/customer/cart/remove
DELETE /api/customer/cart/clear
GET    /api/customer/cart/summary
GET    /api/customer/cart/items
POST   /api/customer/cart/sync
POST   /api/customer/cart/transfer-session
GET    /api/customer/cart/count
GET    /api/customer/cart/total
POST   /api/checkout paymentMethod=ShoppingCard
POST   /api/checkout paymentMethod=PaymentGateway
POST   /api/checkout/shopping-card
POST   /api/checkout/payment-gateway
POST   /api/checkout/delivery-quote
GET    /api/checkout/saved-delivery-addresses
PUT    /api/checkout/saved-delivery-addresses
DELETE /api/checkout/saved-delivery-addresses
GET    /api/PickUpLocation
GET    /api/PickUpLocation/state/{state}
GET    /api/PickUpLocation/states
GET    /api/PickUpLocation/{id}
POST   /api/transaction/fund-shopping-card
POST   /api/transaction/verify-transaction
GET    /api/billspayment/services/airtime
GET    /api/billspayment/services/data
GET    /api/billspayment/services/cable
GET    /api/billspayment/services/electricity
GET    /api/billspayment/periods
POST   /api/billspayment/dataplans
POST   /api/billspayment/discoplans
POST   /api/billspayment/cableplans
POST   /api/billspayment/electricity/validate
POST   /api/billspayment/cable/validate
POST   /api/billspayment/airtime/purchase
POST   /api/billspayment/data/purchase
POST   /api/billspayment/electricity/purchase
POST   /api/billspayment/cable/purchase
POST   /api/ProductWishList/add
DELETE /api/ProductWishList/remove/{wishListItemId}
DELETE /api/ProductWishList/remove
PUT    /api/ProductWishList/update
GET    /api/ProductWishList
GET    /api/ProductWishList/summary
GET    /api/ProductWishList/check/{productId}
GET    /api/ProductWishList/count
POST   /api/ProductWishList/move-to-cart/{wishListItemId}
POST   /api/ProductWishList/move-to-cart
DELETE /api/ProductWishList/clear
POST   /api/ProductWishList/bulk-operation operation=remove
POST   /api/ProductWishList/bulk-operation operation=update_priority
POST   /api/ProductWishList/bulk-operation operation=move_to_cart
GET    /api/customer/transaction/list
GET    /api/customer/transaction/orders
"""


# Where a word stands that makes one entry of several on the same route.
WORDS = {
    "/api/checkout": CheckoutIn.model_fields["payment_method"],
    "/api/ProductWishList/bulk-operation": BulkIn.model_fields["operation"],
}


def entries() -> list[tuple[str, str, str]]:
    """Method, path, and the word in the body that makes one entry of several on the same route."""
    found = []
    for line in ENTRIES.strip().splitlines():
        method, path, word = (*line.split(), "")[:3]
        found.append((method, path, word.partition("=")[2]))
    return found


def routes() -> set[tuple[str, str]]:
    return {(operation.method, operation.path) for operation in commerce.operations}


def test_the_list_is_whole() -> None:
    assert (len(entries()), len({entry[:2] for entry in entries()})) == (78, 75)


@pytest.mark.parametrize(("method", "path", "word"), entries())
def test_each_entry_has_its_route(method: str, path: str, word: str) -> None:
    assert (method, path) in routes()
    assert not word or word in get_args(WORDS[path].annotation)


def test_there_is_no_other_route() -> None:
    assert {(method, path) for method, path, _word in entries()} == routes()
