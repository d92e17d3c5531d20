"""The commerce family: its blueprint, its prefixes and how it introduces itself."""

from __future__ import annotations

from typing import Final

from app.api._kit.family import Family
from app.api.commerce.dialect import CommerceDialect

# Whatever begins with /api and belongs to no other family is answered here.
PREFIXES: Final = (
    "/api",
    "/api/customer",
    "/api/customerprofile",
    "/api/CustomerProuct",
    "/api/checkout",
    "/api/PickUpLocation",
    "/api/transaction",
    "/api/billspayment",
    "/api/ProductWishList",
)

dialect = CommerceDialect()
commerce = Family(
    "commerce",
    __name__,
    title="Souk commerce API",
    description=(
        "Customers, catalogue, cart and checkout of one storefront. Every reply is `{success, message, data}`. "
        "The key in `x-api-key` decides storefront and environment; the bearer token decides the customer."
    ),
    topics=(
        "Sign-in",
        "Customers",
        "Transaction PIN",
        "Products",
        "Cart",
        "Wishlist",
        "Pickup locations",
        "Delivery",
        "Checkout",
        "Transactions and orders",
        "Bills",
    ),
    dialect=dialect,
)
