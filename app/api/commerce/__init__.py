"""The commerce document's routes: one storefront's customers, catalogue, cart and checkout for third parties."""

from app.api.commerce.family import PREFIXES, commerce, dialect
from app.api.commerce.views import (
    bill_purchases,
    bills,
    carts,
    checkout,
    customers,
    delivery,
    history,
    pickup,
    pins,
    products,
    sign_in,
    transactions,
    wishlists,
)

# Importing a module of views declares its operations.
TOPICS = (
    sign_in,
    customers,
    pins,
    products,
    carts,
    wishlists,
    pickup,
    delivery,
    checkout,
    transactions,
    history,
    bills,
    bill_purchases,
)

__all__ = ["PREFIXES", "TOPICS", "commerce", "dialect"]
