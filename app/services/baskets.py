"""What is about to be ordered: lines at today's prices, taken from the cart or named by the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.cart_merge import LineKey
from app.domain.errors import (
    CartEmpty,
    DomainError,
    OutOfStock,
    ProductNotForDelivery,
    ProductNotForPickup,
    ProductNotFound,
    QuantityInvalid,
)
from app.domain.pricing import PriceLine
from app.models import Product
from app.services.carts.options import choose
from app.services.carts.reading import PRODUCT_COLUMNS
from app.services.carts.views import AnyRow, CartLineView, CartView, LineProblem
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLine:
    """So many of a product. `option_values` None takes the first value of each option."""

    product_uuid: UUID
    quantity: int
    option_values: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine:
    """A line as it will be frozen on the order. Options are kept in the form of cart and order lines."""

    product_id: int
    product_uuid: UUID
    name_en: str
    name_ar: str
    sku: str
    image: str
    options: tuple[dict[str, str], ...]
    options_key: str
    unit_minor: int
    quantity: int
    tax_rate_bp: int | None
    weight_grams: int

    @property
    def key(self) -> LineKey:
        return LineKey(self.product_id, self.options_key)

    @property
    def price(self) -> PriceLine:
        return PriceLine(unit_minor=self.unit_minor, quantity=self.quantity, tax_rate_bp=self.tax_rate_bp)


@dataclass(frozen=True, slots=True)
class Basket:
    """At least one line."""

    lines: tuple[BasketLine, ...]

    @property
    def subtotal_minor(self) -> int:
        return sum(line.price.line_minor for line in self.lines)

    @property
    def pieces(self) -> dict[int, int]:
        """How many pieces of each product, whatever the options."""
        counted: Counter[int] = Counter()
        for line in self.lines:
            counted[line.product_id] += line.quantity
        return dict(counted)

    @property
    def weight_grams(self) -> int:
        """What a carrier has to carry."""
        return sum(line.weight_grams * line.quantity for line in self.lines)

    @property
    def by_key(self) -> dict[LineKey, int]:
        return {line.key: line.quantity for line in self.lines}


def basket_of_cart(cart: CartView, *, for_pickup: bool) -> Basket:
    """The whole cart, to be picked up or else delivered.

    Raises CartEmpty, and what keeps a line from being bought: ProductNotFound, OutOfStock, QuantityInvalid,
    ProductNotForPickup, ProductNotForDelivery.
    """
    if cart.is_empty:
        raise CartEmpty
    for line in cart.lines:
        problem = problem_with(line, for_pickup=for_pickup)
        if problem is not None:
            raise problem
    return Basket(tuple(_of_cart_line(line) for line in cart.lines))


def problem_with(line: CartLineView, *, for_pickup: bool) -> DomainError | None:
    """Why a cart line cannot be bought as it stands."""
    match line.problem:
        case LineProblem.GONE:
            return ProductNotFound()
        case LineProblem.SOLD_OUT | LineProblem.TOO_FEW:
            return OutOfStock(product_uuid=line.product_uuid, name=line.name, left=line.stock)
        case LineProblem.QUANTITY:
            return QuantityInvalid(minimum=line.min_quantity, maximum=line.max_quantity)
        case None:
            return _not_for(line, line.name, for_pickup=for_pickup)


def basket_of_products(
    session: Session, storefront: Storefront, wanted: Sequence[WantedLine], *, for_pickup: bool, locale: str
) -> Basket:
    """The products named; the same one named twice is one line.

    Raises CartEmpty, ProductNotFound, OptionInvalid, QuantityInvalid, ProductNotForPickup, ProductNotForDelivery.
    Whether enough is left is found out when the pieces are taken.
    """
    if not wanted:
        raise CartEmpty
    uuids = {line.product_uuid for line in wanted}
    rows = session.execute(
        select(*PRODUCT_COLUMNS).where(
            Product.uuid.in_(uuids),
            Product.platform_id == storefront.id,
            Product.environment == storefront.environment,
            Product.is_active,
        )
    ).all()
    products = {row.product_uuid: row for row in rows}
    if uuids - set(products):
        raise ProductNotFound
    joined: dict[LineKey, BasketLine] = {}
    for line in wanted:
        made = _of_product(session, products[line.product_uuid], line, locale=locale)
        before = joined.get(made.key)
        joined[made.key] = made if before is None else replace(made, quantity=made.quantity + before.quantity)
    for made in joined.values():
        _check(products[made.product_uuid], made, for_pickup=for_pickup, locale=locale)
    return Basket(tuple(joined.values()))


def _of_cart_line(line: CartLineView) -> BasketLine:
    return BasketLine(
        product_id=line.product_id,
        product_uuid=line.product_uuid,
        name_en=line.name_en,
        name_ar=line.name_ar,
        sku=line.sku,
        image=line.image,
        options=tuple(option.kept() for option in line.options),
        options_key=line.options_key,
        unit_minor=line.unit_minor,
        quantity=line.quantity,
        tax_rate_bp=line.tax_rate_bp,
        weight_grams=line.weight_grams,
    )


def _of_product(session: Session, row: AnyRow, line: WantedLine, *, locale: str) -> BasketLine:
    chosen = choose(
        session,
        product_id=row.product_id,
        has_options=row.has_options,
        values=line.option_values,
        locale=locale,
    )
    return BasketLine(
        product_id=row.product_id,
        product_uuid=row.product_uuid,
        name_en=row.name_en,
        name_ar=row.name_ar,
        sku=row.sku,
        image=row.image,
        options=tuple(chosen.kept),
        options_key=chosen.key,
        unit_minor=row.price_minor + sum(chosen.deltas.values()),
        quantity=line.quantity,
        tax_rate_bp=row.tax_rate_bp,
        weight_grams=row.weight_grams,
    )


def _check(row: AnyRow, line: BasketLine, *, for_pickup: bool, locale: str) -> None:
    if not row.min_quantity <= line.quantity <= row.max_quantity:
        raise QuantityInvalid(minimum=row.min_quantity, maximum=row.max_quantity)
    problem = _not_for(row, row.name_ar if locale == "ar" else row.name_en, for_pickup=for_pickup)
    if problem is not None:
        raise problem


def _not_for(product: CartLineView | AnyRow, name: str, *, for_pickup: bool) -> DomainError | None:
    """Why a product cannot go the way the order goes."""
    if for_pickup:
        return None if product.available_for_pickup else ProductNotForPickup(name=name)
    return None if product.available_for_delivery else ProductNotForDelivery(name=name)
