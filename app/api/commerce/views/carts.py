"""The signed-in customer's cart; it is the same one as in the browser."""

from __future__ import annotations

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import Number
from app.api._kit.operation import Needs
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import LOCALE, major
from app.api.commerce.schemas.carts import (
    AddToCartIn,
    CartItemOut,
    CartSummaryOut,
    ChangedItemOut,
    RemoveFromCartIn,
    SyncQuery,
    TransferQuery,
    UpdateCartIn,
)
from app.clock import utc_now
from app.domain.scopes import Scope
from app.extensions import db, gateways
from app.services import carts
from app.services.carts import CartOwner, CartView

TOPIC = "Cart"


@commerce.op(
    "POST",
    "/api/customer/cart/add",
    summary="Add a product to the cart",
    description="A product that is in the cart already gets that many more. An option left open is the first one.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=AddToCartIn,
    out=CartItemOut,
    message="Item added to cart successfully",
    errors={400: "Not enough in stock, or more than one order may have.", 404: "Product not found."},
)
def cart_add(call: Call, body: AddToCartIn) -> Response:
    with call.work() as session:
        line = carts.add_line(
            session,
            call.storefront,
            _owner(call),
            product_uuid=body.product_id,
            quantity=body.quantity,
            option_values=None,
            locale=LOCALE,
            now=utc_now(),
        )
        return call.answer(CartItemOut.of(line, call.storefront.currency))


@commerce.op(
    "PUT",
    "/api/customer/cart/update",
    summary="Set the quantity of a cart item",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=UpdateCartIn,
    out=ChangedItemOut,
    message="Cart item updated successfully",
    errors={400: "Not enough in stock, or more than one order may have.", 404: "Cart item not found."},
)
def cart_update(call: Call, body: UpdateCartIn) -> Response:
    with call.work() as session:
        line = carts.set_quantity(
            session,
            call.storefront,
            _owner(call),
            line_uuid=body.cart_item_id,
            quantity=body.quantity,
            locale=LOCALE,
            now=utc_now(),
        )
        return call.answer(ChangedItemOut.of(line, call.storefront.currency))


@commerce.op(
    "DELETE",
    "/api/customer/cart/remove",
    summary="Remove one cart item",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=RemoveFromCartIn,
    out=bool,
    message="Item removed from cart successfully",
    errors={404: "Cart item not found."},
)
def cart_remove(call: Call, body: RemoveFromCartIn) -> Response:
    with call.work() as session:
        carts.remove_line(session, call.storefront, _owner(call), line_uuid=body.cart_item_id, now=utc_now())
        return call.answer(True)


@commerce.op(
    "DELETE",
    "/api/customer/cart/clear",
    summary="Empty the cart",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    out=bool,
    message="Cart cleared successfully",
)
def cart_clear(call: Call) -> Response:
    with call.work() as session:
        carts.clear(session, call.storefront, _owner(call), now=utc_now())
        return call.answer(True)


@commerce.op(
    "GET",
    "/api/customer/cart/summary",
    summary="Cart items with subtotal, tax, shipping and total",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=CartSummaryOut,
    message="Cart summary retrieved successfully",
)
def cart_summary(call: Call) -> Response:
    return call.answer(CartSummaryOut.of(_cart(call), now=utc_now()))


@commerce.op(
    "GET",
    "/api/customer/cart/items",
    summary="All items in the cart",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=list[CartItemOut],
    message="Cart items retrieved successfully",
)
def cart_items(call: Call) -> Response:
    cart = _cart(call)
    return call.answer([CartItemOut.of(line, cart.currency) for line in cart.lines])


@commerce.op(
    "POST",
    "/api/customer/cart/sync",
    summary="Merge a session cart into the customer's cart",
    description="Without `sessionId` there is nothing to merge, and that is a success too.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    query=SyncQuery,
    out=bool,
    message="Cart synced successfully",
)
def cart_sync(call: Call, query: SyncQuery) -> Response:
    with call.work() as session:
        if query.session_id is not None:
            guest = carts.guest_owner(gateways().keyed, call.storefront, query.session_id)
            whose = call.customer.customer_id
            carts.merge(session, call.storefront, customer_id=whose, guest=guest, now=utc_now())
        return call.answer(True)


@commerce.op(
    "POST",
    "/api/customer/cart/transfer-session",
    summary="Move every item of a session cart to the customer's cart",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    query=TransferQuery,
    out=bool,
    message="Session cart transferred successfully",
)
def cart_transfer_session(call: Call, query: TransferQuery) -> Response:
    with call.work() as session:
        guest = carts.guest_owner(gateways().keyed, call.storefront, query.session_id)
        whose = call.customer.customer_id
        carts.merge(session, call.storefront, customer_id=whose, guest=guest, now=utc_now())
        return call.answer(True)


@commerce.op(
    "GET",
    "/api/customer/cart/count",
    summary="Number of pieces in the cart",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=int,
    message="Cart count retrieved successfully",
)
def cart_count(call: Call) -> Response:
    return call.answer(carts.count_pieces(db.session(), call.storefront, _owner(call)))


@commerce.op(
    "GET",
    "/api/customer/cart/total",
    summary="Value of the cart before tax and shipping",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=Number,
    message="Cart total retrieved successfully",
)
def cart_total(call: Call) -> Response:
    cart = _cart(call)
    return call.answer(major(cart.totals.subtotal, cart.currency))


def _owner(call: Call) -> CartOwner:
    return CartOwner(customer_id=call.customer.customer_id)


def _cart(call: Call) -> CartView:
    """The document has no discount: a coupon kept in the browser does not count here, nor at this checkout."""
    session, owner = db.session(), _owner(call)
    return carts.read_cart(session, call.storefront, owner, locale=LOCALE, now=utc_now(), with_coupon=False)
