"""Changes a cart. Each change first locks the cart's row, so that two tabs take turns and always add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.domain.cart_merge import LineKey
from app.domain.coupons import normalised
from app.domain.errors import CartEmpty, CartLineNotFound, OutOfStock, ProductNotFound, QuantityInvalid
from app.models import Cart, CartLine, Product
from app.models.upsert import insert_into
from app.services import coupons
from app.services.carts import statements
from app.services.carts.options import Chosen, choose
from app.services.carts.reading import PRODUCT_COLUMNS, line_view, read_cart
from app.services.carts.views import AnyRow, CartLineView, CartOwner
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """What was taken out of a cart, so that it can be put back."""

    product_uuid: UUID
    option_values: tuple[UUID, ...]
    quantity: int
    name: str


def add_line(
    session: Session,
    storefront: Storefront,
    owner: CartOwner,
    *,
    product_uuid: UUID,
    quantity: int,
    option_values: Sequence[UUID] | None = (),
    locale: str = "en",
    now: datetime,
) -> CartLineView:
    """Put more of a product into the cart, which is opened at first use.

    The same product with the same options is one line, whose quantity grows. `option_values` None takes the first
    value of each option.

    Raises ProductNotFound, OptionInvalid, QuantityInvalid, OutOfStock.
    """
    product = _get_product(session, storefront, product_uuid)
    if not 1 <= quantity <= product.max_quantity:
        raise QuantityInvalid(minimum=product.min_quantity, maximum=product.max_quantity)
    chosen = choose(
        session,
        product_id=product.product_id,
        has_options=product.has_options,
        values=option_values,
        locale=locale,
    )
    cart_id = open_cart(session, storefront, owner, now=now)
    added = _add(session, cart_id, product, chosen, quantity=quantity, now=now)
    wanted = _wanted(session, cart_id, product, added.quantity)
    check_quantity(product, added.quantity, wanted, locale)
    return line_view(added, product, chosen.deltas, wanted=wanted, locale=locale)


def set_quantity(
    session: Session,
    storefront: Storefront,
    owner: CartOwner,
    *,
    line_uuid: UUID,
    quantity: int,
    locale: str = "en",
    now: datetime,
) -> CartLineView:
    """Let a line have this many pieces. Raises CartLineNotFound, QuantityInvalid, OutOfStock."""
    cart_id = lock_cart(session, storefront, owner, now=now)
    row = _get_line(session, cart_id, line_uuid)
    if not row.min_quantity <= quantity <= row.max_quantity:
        raise QuantityInvalid(minimum=row.min_quantity, maximum=row.max_quantity)
    session.execute(
        update(CartLine)
        .where(CartLine.cart_id == cart_id, CartLine.uuid == line_uuid)
        .values(quantity=quantity)
        .execution_options(synchronize_session=False)
    )
    check_quantity(row, quantity, _wanted(session, row.cart_id, row, quantity), locale)
    view = read_cart(session, storefront, owner, locale=locale, now=now)
    return next(line for line in view.lines if line.uuid == line_uuid)


def remove_line(
    session: Session, storefront: Storefront, owner: CartOwner, *, line_uuid: UUID, locale: str = "en", now: datetime
) -> RemovedLine:
    """Take a line out, and say what it was. Raises CartLineNotFound."""
    cart_id = lock_cart(session, storefront, owner, now=now)
    row = _get_line(session, cart_id, line_uuid)
    session.execute(
        delete(CartLine)
        .where(CartLine.cart_id == cart_id, CartLine.uuid == line_uuid)
        .execution_options(synchronize_session=False)
    )
    return RemovedLine(
        product_uuid=row.product_uuid,
        option_values=tuple(UUID(kept["value_uuid"]) for kept in row.options),
        quantity=row.quantity,
        name=row.name_ar if locale == "ar" else row.name_en,
    )


def clear(session: Session, storefront: Storefront, owner: CartOwner, *, now: datetime) -> None:
    """Empty the cart and forget its coupon."""
    cart_id = lock_cart(session, storefront, owner, now=now)
    if cart_id is None:
        return
    session.execute(delete(CartLine).where(CartLine.cart_id == cart_id).execution_options(synchronize_session=False))
    _keep_coupon(session, cart_id, None)


def apply_coupon(session: Session, storefront: Storefront, owner: CartOwner, *, code: str, now: datetime) -> None:
    """Keep a coupon on the cart that counts for it now; nothing is used up until the order is placed.

    Raises CartEmpty, CouponInvalid, CouponUsedUp, CouponBelowMinimum.
    """
    cart_id = lock_cart(session, storefront, owner, now=now)
    view = read_cart(session, storefront, owner, locale="en", now=now)
    if cart_id is None or view.is_empty:
        raise CartEmpty
    terms = coupons.get_terms(session, storefront, code=code, subtotal_minor=view.totals.subtotal, now=now)
    _keep_coupon(session, cart_id, terms.code)


def remove_coupon(session: Session, storefront: Storefront, owner: CartOwner, *, now: datetime) -> None:
    cart_id = lock_cart(session, storefront, owner, now=now)
    if cart_id is not None:
        _keep_coupon(session, cart_id, None)


def accept_prices(session: Session, storefront: Storefront, owner: CartOwner, *, now: datetime) -> None:
    """The buyer has seen today's prices: they are what later changes are told against."""
    if lock_cart(session, storefront, owner, now=now) is None:
        return
    for line in read_cart(session, storefront, owner, locale="en", now=now).lines:
        if line.was_unit_minor is not None:
            session.execute(
                update(CartLine)
                .where(CartLine.uuid == line.uuid)
                .values(seen_unit_minor=line.unit_minor)
                .execution_options(synchronize_session=False)
            )


def take_out(
    session: Session, storefront: Storefront, owner: CartOwner, *, bought: Mapping[LineKey, int], now: datetime
) -> None:
    """Take what was bought out of the cart; what is wanted beyond that stays."""
    cart_id = lock_cart(session, storefront, owner, now=now)
    if cart_id is None:
        return
    lines = session.execute(
        select(CartLine.id, CartLine.product_id, CartLine.options_key, CartLine.quantity).where(
            CartLine.cart_id == cart_id
        )
    ).all()
    left = {line.id: line.quantity - bought.get(LineKey(line.product_id, line.options_key), 0) for line in lines}
    changed = {line.id: left[line.id] for line in lines if 0 < left[line.id] < line.quantity}
    session.execute(
        delete(CartLine)
        .where(CartLine.id.in_([line_id for line_id, rest in left.items() if rest <= 0]))
        .execution_options(synchronize_session=False)
    )
    for line_id, rest in changed.items():
        session.execute(
            update(CartLine)
            .where(CartLine.id == line_id)
            .values(quantity=rest)
            .execution_options(synchronize_session=False)
        )
    if all(rest <= 0 for rest in left.values()):
        _keep_coupon(session, cart_id, None)


def lock_cart(session: Session, storefront: Storefront, owner: CartOwner, *, now: datetime) -> int | None:
    """Find the cart and hold its row until the unit of work ends; a visitor without one has none."""
    if owner.is_nobody:
        return None
    return statements.lock(session, storefront, owner, now=now)


def open_cart(session: Session, storefront: Storefront, owner: CartOwner, *, now: datetime) -> int:
    """Find or make the cart and hold its row; two tabs that both open it get the same one."""
    if owner.is_nobody:
        raise ValueError("nobody can own a cart")
    found = lock_cart(session, storefront, owner, now=now)
    if found is not None:
        return found
    session.execute(
        insert_into(session, Cart)
        .values(
            platform_id=storefront.id,
            environment=storefront.environment,
            customer_id=owner.customer_id,
            guest_token_hash=owner.guest_token_hash,
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing()
    )
    opened = lock_cart(session, storefront, owner, now=now)
    if opened is None:
        raise RuntimeError("a cart that was just opened is gone")
    return opened


def check_quantity(product: AnyRow, quantity: int, wanted: int, locale: str) -> None:
    """Raise QuantityInvalid or OutOfStock unless a line may have this many pieces."""
    if not product.min_quantity <= quantity <= product.max_quantity:
        raise QuantityInvalid(minimum=product.min_quantity, maximum=product.max_quantity)
    if wanted > product.stock:
        raise OutOfStock(
            product_uuid=product.product_uuid,
            name=product.name_ar if locale == "ar" else product.name_en,
            left=product.stock,
        )


def _get_product(session: Session, storefront: Storefront, product_uuid: UUID) -> AnyRow:
    row = statements.find_product(session, storefront, product_uuid)
    if row is None:
        raise ProductNotFound
    return row


def _get_line(session: Session, cart_id: int | None, line_uuid: UUID) -> AnyRow:
    row = session.execute(
        select(CartLine.cart_id, CartLine.options, CartLine.quantity, *PRODUCT_COLUMNS)
        .join(Product, Product.id == CartLine.product_id)
        .where(CartLine.cart_id == cart_id, CartLine.uuid == line_uuid)
    ).one_or_none()
    if row is None:
        raise CartLineNotFound
    return row


def _add(session: Session, cart_id: int, product: AnyRow, chosen: Chosen, *, quantity: int, now: datetime) -> AnyRow:
    """One upsert: the line as it is now."""
    return statements.add_pieces(
        session,
        {
            "cart_id": cart_id,
            "product_id": product.product_id,
            "options_key": chosen.key,
            "options": chosen.kept,
            "quantity": quantity,
            "seen_unit_minor": product.price_minor + sum(chosen.deltas.values()),
            "created_at": now,
        },
    )


def _wanted(session: Session, cart_id: int, product: AnyRow, quantity: int) -> int:
    """How many pieces of the product the whole cart wants; only products with options have several lines."""
    if not product.has_options:
        return quantity
    return int(
        session.scalar(
            select(func.sum(CartLine.quantity)).where(
                CartLine.cart_id == cart_id, CartLine.product_id == product.product_id
            )
        )
        or quantity
    )


def _keep_coupon(session: Session, cart_id: int, code: str | None) -> None:
    session.execute(
        update(Cart)
        .where(Cart.id == cart_id)
        .values(coupon_code=None if code is None else normalised(code))
        .execution_options(synchronize_session=False)
    )
