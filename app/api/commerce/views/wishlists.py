"""The signed-in customer's wishlist; it is the same one as in the browser."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from app.api._kit.call import Call
from app.api._kit.operation import Needs
from app.api.commerce.family import commerce
from app.api.commerce.messages import MESSAGES
from app.api.commerce.schemas.base import LOCALE
from app.api.commerce.schemas.wishlists import (
    AddWishIn,
    BulkIn,
    ChangedWishOut,
    MoveWishIn,
    ProductPath,
    RemoveWishIn,
    UpdateWishIn,
    WishesQuery,
    WishOut,
    WishPath,
    WishSummaryOut,
)
from app.clock import utc_now
from app.domain.errors import WishNotFound
from app.domain.paging import Window
from app.domain.scopes import Scope
from app.extensions import db
from app.services import wishlists
from app.services.wishlists import BulkResult, WishChange, WishOwner

TOPIC: Final = "Wishlist"
_NO_ITEM: Final = {404: "Wishlist item not found."}
_NO_STOCK: Final = {**_NO_ITEM, 400: "Not enough in stock, or more than one order may have; the item stays."}
_BULK_DONE: Final = "Bulk operation completed successfully"


@commerce.op(
    "POST",
    "/api/ProductWishList/add",
    summary="Add a product to the wishlist",
    description="A product that is on it already stays there once, and takes over the notes and priority given.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=AddWishIn,
    out=WishOut,
    message="Product added to wishlist successfully",
    errors={404: "Product not found."},
)
def wishlist_add(call: Call, body: AddWishIn) -> Response:
    with call.work() as session:
        owner, now = _owner(call), utc_now()
        wish, is_new = wishlists.put(
            session,
            call.storefront,
            owner,
            product_uuid=body.product_id,
            notes=body.notes or "",
            priority=body.priority,
            locale=LOCALE,
            now=now,
        )
        if not is_new and body.says_more:
            wanted, item = body.change, wish.uuid
            wish = wishlists.change(
                session, call.storefront, owner, item_uuid=item, wanted=wanted, locale=LOCALE, now=now
            )
        return call.answer(WishOut.of(wish, call.storefront, call.customer.customer_uuid))


@commerce.op(
    "DELETE",
    "/api/ProductWishList/remove/{wishListItemId}",
    summary="Remove a wishlist item named in the path",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    params=WishPath,
    out=bool,
    message="Item removed from wishlist successfully",
    errors=_NO_ITEM,
)
def wishlist_remove_path(call: Call, params: WishPath) -> Response:
    return _remove(call, params.wish_list_item_id)


@commerce.op(
    "DELETE",
    "/api/ProductWishList/remove",
    summary="Remove a wishlist item named in the body",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=RemoveWishIn,
    out=bool,
    message="Item removed from wishlist successfully",
    errors=_NO_ITEM,
)
def wishlist_remove_body(call: Call, body: RemoveWishIn) -> Response:
    return _remove(call, body.wish_list_item_id)


@commerce.op(
    "PUT",
    "/api/ProductWishList/update",
    summary="Change a wishlist item's notes or priority",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=UpdateWishIn,
    out=ChangedWishOut,
    message="Wishlist item updated successfully",
    errors=_NO_ITEM,
)
def wishlist_update(call: Call, body: UpdateWishIn) -> Response:
    with call.work() as session:
        wish = wishlists.change(
            session,
            call.storefront,
            _owner(call),
            item_uuid=body.wish_list_item_id,
            wanted=WishChange(notes=body.notes, priority=body.priority),
            locale=LOCALE,
            now=utc_now(),
        )
        return call.answer(ChangedWishOut.of(wish, call.customer.customer_uuid))


@commerce.op(
    "GET",
    "/api/ProductWishList",
    summary="Wishlist items with product details, paginated",
    description="Newest first. What left the shop stays on the list, out of stock.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    query=WishesQuery,
    out=list[WishOut],
    message="Wishlist retrieved successfully",
)
def wishlist_list(call: Call, query: WishesQuery) -> Response:
    window = Window.of_page(query.page, query.page_size)
    found = wishlists.list_wishes(db.session(), call.storefront, _owner(call), window=window, locale=LOCALE)
    return call.answer([WishOut.of(wish, call.storefront, call.customer.customer_uuid) for wish in found.items])


@commerce.op(
    "GET",
    "/api/ProductWishList/summary",
    summary="Wishlist statistics",
    description="Values are at today's prices. Dates are null while the list is empty.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=WishSummaryOut,
    message="Wishlist summary retrieved successfully",
)
def wishlist_summary(call: Call) -> Response:
    summary = wishlists.summarize(db.session(), call.storefront, _owner(call))
    return call.answer(WishSummaryOut.of(summary, call.storefront.currency))


@commerce.op(
    "GET",
    "/api/ProductWishList/check/{productId}",
    summary="Whether a product is in the wishlist",
    description="False also for a product that does not exist.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    params=ProductPath,
    out=bool,
    message="Product check completed",
)
def wishlist_check(call: Call, params: ProductPath) -> Response:
    found = wishlists.find_by_product(
        db.session(), call.storefront, _owner(call), product_uuid=params.product_id, locale=LOCALE
    )
    return call.answer(found is not None)


@commerce.op(
    "GET",
    "/api/ProductWishList/count",
    summary="Number of wishlist items",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=int,
    message="Wishlist count retrieved successfully",
)
def wishlist_count(call: Call) -> Response:
    return call.answer(wishlists.count(db.session(), call.storefront, _owner(call)))


@commerce.op(
    "POST",
    "/api/ProductWishList/move-to-cart/{wishListItemId}",
    summary="Move a wishlist item to the cart, quantity 1",
    description="Of a product that is only sold in larger quantities, the least. An option is the first one.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    params=WishPath,
    out=bool,
    message="Item moved to cart successfully",
    errors=_NO_STOCK,
)
def wishlist_move_path(call: Call, params: WishPath) -> Response:
    return _move(call, params.wish_list_item_id, None)


@commerce.op(
    "POST",
    "/api/ProductWishList/move-to-cart",
    summary="Move a wishlist item to the cart with a quantity",
    description="What is in the cart already gets that many more. An option is the first one.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=MoveWishIn,
    out=bool,
    message="Item moved to cart successfully",
    errors=_NO_STOCK,
)
def wishlist_move_body(call: Call, body: MoveWishIn) -> Response:
    return _move(call, body.wish_list_item_id, body.quantity)


@commerce.op(
    "DELETE",
    "/api/ProductWishList/clear",
    summary="Empty the wishlist",
    description="Cannot be undone.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    out=bool,
    message="Wishlist cleared successfully",
)
def wishlist_clear(call: Call) -> Response:
    with call.work() as session:
        wishlists.clear(session, call.storefront, _owner(call))
        return call.answer(True)


@commerce.op(
    "POST",
    "/api/ProductWishList/bulk-operation",
    summary="Remove, prioritise or move several wishlist items",
    description=(
        "Items that are not on the list are passed over; when none is, the answer is 404. `move_to_cart` moves what can"
        " be moved, and `message` says of each other item why it stays; when none can be moved, the answer is 400."
    ),
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=BulkIn,
    out=bool,
    message=_BULK_DONE,
    errors={400: "None of the items can be moved.", 404: "None of the items is on the wishlist."},
)
def wishlist_bulk(call: Call, body: BulkIn) -> Response:
    with call.work() as session:
        result = _bulk(call, session, body)
        if not result.done and result.lines[0].refused is not None:
            raise result.lines[0].refused
        return call.answer(True, message=_told(result))


def _owner(call: Call) -> WishOwner:
    return WishOwner(customer_id=call.customer.customer_id)


def _remove(call: Call, item_uuid: UUID) -> Response:
    with call.work() as session:
        wishlists.remove(session, call.storefront, _owner(call), item_uuid=item_uuid, locale=LOCALE)
        return call.answer(True)


def _move(call: Call, item_uuid: UUID, quantity: int | None) -> Response:
    with call.work() as session:
        wishlists.move_to_cart(
            session,
            call.storefront,
            _owner(call),
            item_uuid=item_uuid,
            quantity=quantity,
            option_values=None,
            locale=LOCALE,
            now=utc_now(),
        )
        return call.answer(True)


def _bulk(call: Call, session: Session, body: BulkIn) -> BulkResult:
    storefront, owner, items, now = call.storefront, _owner(call), body.items, utc_now()
    if not items:
        raise WishNotFound
    if body.operation == "remove":
        return wishlists.remove_many(session, storefront, owner, item_uuids=items, locale=LOCALE)
    if body.operation == "update_priority" and body.new_priority is not None:
        return wishlists.set_priority(
            session, storefront, owner, item_uuids=items, priority=body.new_priority, locale=LOCALE, now=now
        )
    return wishlists.move_many_to_cart(
        session,
        storefront,
        owner,
        item_uuids=items,
        quantity=body.quantity,
        option_values=None,
        locale=LOCALE,
        now=now,
    )


def _told(result: BulkResult) -> str:
    """The document's words; where something stays, how many went and why each other did not."""
    stays = [f"{line.name}: {MESSAGES[type(line.refused)](line.refused)}" for line in result.lines if line.refused]
    if not stays:
        return _BULK_DONE
    return f"{result.done} of {len(result.lines)} items moved to cart. {'; '.join(stays)}"
