"""Reads a cart with today's prices and stock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.domain.coupons import discount_of, refusal
from app.domain.pricing import PriceLine, quote
from app.models import Cart, CartLine, Coupon, Product, ProductOptionValue
from app.services import coupons
from app.services.carts.views import AnyRow, CartCoupon, CartLineView, CartOwner, CartView, ChosenOption, LineProblem
from app.services.platforms import Storefront

LINE_COLUMNS = (
    CartLine.uuid.label("line_uuid"),
    CartLine.options_key,
    CartLine.options,
    CartLine.quantity,
    CartLine.seen_unit_minor,
    CartLine.created_at.label("added_at"),
)
PRODUCT_COLUMNS = (
    Product.id.label("product_id"),
    Product.uuid.label("product_uuid"),
    Product.slug,
    Product.sku,
    Product.name_en,
    Product.name_ar,
    Product.image,
    Product.price_minor,
    Product.tax_rate_bp,
    Product.stock,
    Product.min_quantity,
    Product.max_quantity,
    Product.weight_grams,
    Product.has_options,
    Product.is_active,
    Product.available_for_pickup,
    Product.available_for_delivery,
)


def owned_by(storefront: Storefront, owner: CartOwner) -> ColumnElement[bool]:
    """The condition under which a cart is this owner's at this storefront."""
    if owner.is_nobody:
        raise ValueError("nobody has a cart")
    whose = (
        Cart.customer_id == owner.customer_id
        if owner.customer_id is not None
        else Cart.guest_token_hash == owner.guest_token_hash
    )
    return and_(Cart.platform_id == storefront.id, Cart.environment == storefront.environment, whose)


def count_pieces(session: Session, storefront: Storefront, owner: CartOwner) -> int:
    """How many pieces are in the cart, in one statement; nobody's needs none."""
    if owner.is_nobody:
        return 0
    counted = session.scalar(
        select(func.coalesce(func.sum(CartLine.quantity), 0))
        .join(Cart, Cart.id == CartLine.cart_id)
        .where(owned_by(storefront, owner))
    )
    return int(counted or 0)


def find_slug(session: Session, storefront: Storefront, *, product_uuid: UUID) -> str | None:
    """Where a product's own page is."""
    return session.scalar(
        select(Product.slug).where(
            Product.uuid == product_uuid,
            Product.platform_id == storefront.id,
            Product.environment == storefront.environment,
            Product.is_active,
        )
    )


def read_cart(
    session: Session,
    storefront: Storefront,
    owner: CartOwner,
    *,
    locale: str,
    now: datetime,
    with_coupon: bool = True,
) -> CartView:
    """The whole cart, in one statement or, where lines have options, two. Nobody's cart is empty.

    Without the coupon kept on it where no discount can be told.
    """
    rows = [] if owner.is_nobody else _rows(session, storefront, owner)
    lines = line_views(session, [row for row in rows if row.line_uuid is not None], locale=locale)
    sold = [
        PriceLine(unit_minor=line.unit_minor, quantity=line.quantity, tax_rate_bp=line.tax_rate_bp)
        for line in lines
        if line.problem is not LineProblem.GONE
    ]
    coupon = _coupon(rows, storefront, sum(line.line_minor for line in sold), now) if with_coupon else None
    totals = quote(
        sold,
        tax_mode=storefront.tax_mode,
        tax_rate_bp=storefront.tax_rate_bp,
        discount_minor=coupon.discount_minor if coupon else 0,
    )
    return CartView(
        lines=tuple(lines),
        totals=totals,
        currency=storefront.currency,
        coupon=coupon,
        updated_at=rows[0].updated_at if rows else None,
    )


def line_views(session: Session, rows: Sequence[AnyRow], *, locale: str) -> list[CartLineView]:
    """Lines as they stand today, from rows with LINE_COLUMNS and PRODUCT_COLUMNS."""
    deltas = _price_deltas(session, rows)
    wanted: Counter[int] = Counter()
    for row in rows:
        wanted[row.product_id] += row.quantity
    return [line_view(row, row, deltas, wanted=wanted[row.product_id], locale=locale) for row in rows]


def line_view(line: AnyRow, row: AnyRow, deltas: Mapping[int, int], *, wanted: int, locale: str) -> CartLineView:
    """One line and its product. `wanted` counts the pieces of the product in all lines of the cart."""
    ids = value_ids(line.options_key)
    unit = row.price_minor + sum(deltas.get(value_id, 0) for value_id in ids)
    return CartLineView(
        uuid=line.line_uuid,
        product_id=row.product_id,
        product_uuid=row.product_uuid,
        slug=row.slug,
        sku=row.sku,
        name=row.name_ar if locale == "ar" else row.name_en,
        name_en=row.name_en,
        name_ar=row.name_ar,
        image=row.image,
        options=tuple(read_option(kept) for kept in line.options),
        options_key=line.options_key,
        quantity=line.quantity,
        unit_minor=unit,
        was_unit_minor=line.seen_unit_minor if line.seen_unit_minor not in {None, unit} else None,
        tax_rate_bp=row.tax_rate_bp,
        stock=row.stock,
        min_quantity=row.min_quantity,
        max_quantity=row.max_quantity,
        weight_grams=row.weight_grams,
        available_for_pickup=row.available_for_pickup,
        available_for_delivery=row.available_for_delivery,
        problem=_problem(line, row, wanted, options_known=all(i in deltas for i in ids)),
        added_at=line.added_at,
    )


def value_ids(options_key: str) -> list[int]:
    return [int(part) for part in options_key.split(",") if part]


def read_option(kept: Mapping[str, str]) -> ChosenOption:
    """A chosen option as it is kept on cart and order lines."""
    return ChosenOption(
        option_uuid=UUID(kept["option_uuid"]),
        value_uuid=UUID(kept["value_uuid"]),
        name_en=kept["name_en"],
        name_ar=kept["name_ar"],
        label_en=kept["label_en"],
        label_ar=kept["label_ar"],
    )


def _rows(session: Session, storefront: Storefront, owner: CartOwner) -> Sequence[AnyRow]:
    return session.execute(
        select(Cart.coupon_code, Cart.updated_at, Coupon, *LINE_COLUMNS, *PRODUCT_COLUMNS)
        .select_from(Cart)
        .outerjoin(CartLine, CartLine.cart_id == Cart.id)
        .outerjoin(Product, Product.id == CartLine.product_id)
        .outerjoin(
            Coupon,
            and_(
                Coupon.platform_id == Cart.platform_id,
                Coupon.environment == Cart.environment,
                Coupon.code == Cart.coupon_code,
            ),
        )
        .where(owned_by(storefront, owner))
        .order_by(CartLine.id)
    ).all()


def _price_deltas(session: Session, rows: Iterable[AnyRow]) -> dict[int, int]:
    """What each chosen option value adds to the price today; values that no longer exist are left out."""
    ids = {value_id for row in rows for value_id in value_ids(row.options_key)}
    if not ids:
        return {}
    found = session.execute(
        select(ProductOptionValue.id, ProductOptionValue.price_delta_minor).where(ProductOptionValue.id.in_(ids))
    )
    return {row.id: row.price_delta_minor for row in found}


def _problem(line: AnyRow, row: AnyRow, wanted: int, *, options_known: bool) -> LineProblem | None:
    if not row.is_active or not options_known or (row.has_options and not line.options_key):
        return LineProblem.GONE
    if row.stock == 0:
        return LineProblem.SOLD_OUT
    if wanted > row.stock:
        return LineProblem.TOO_FEW
    if not row.min_quantity <= line.quantity <= row.max_quantity:
        return LineProblem.QUANTITY
    return None


def _coupon(rows: Sequence[AnyRow], storefront: Storefront, subtotal: int, now: datetime) -> CartCoupon | None:
    if not rows or rows[0].coupon_code is None:
        return None
    kept: Coupon | None = rows[0].Coupon
    terms = None if kept is None else coupons.terms_of(kept)
    refused = refusal(terms, subtotal_minor=subtotal, currency=storefront.currency, now=now)
    discount = 0 if refused is not None or terms is None else discount_of(terms, subtotal)
    return CartCoupon(code=rows[0].coupon_code, discount_minor=discount, refused=refused)
