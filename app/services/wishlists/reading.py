"""Reads wishlists at today's prices: each answer is one statement."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    case,
    false,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from app.domain.errors import ProductNotFound, WishNotFound
from app.domain.paging import Page, Window
from app.models import Cart, CartLine, Product, WishlistItem
from app.services.carts.reading import owned_by
from app.services.carts.views import AnyRow
from app.services.catalog_map import CatalogMap, read_map
from app.services.platforms import Storefront
from app.services.product_query import can_be_bought, local_name
from app.services.wishlists.views import EMPTY_SUMMARY, HIGH, Wish, WishFilter, WishOwner, WishSort, WishSummary


class Wished(NamedTuple):
    """That a product is on the list, and whether its owner wants to hear when it is back."""

    tell_in_stock: bool


def belongs_to(storefront: Storefront, owner: WishOwner) -> ColumnElement[bool]:
    """The condition under which a line is this owner's at this storefront."""
    if owner.is_nobody:
        raise ValueError("nobody has a wishlist")
    whose = (
        WishlistItem.customer_id == owner.customer_id
        if owner.customer_id is not None
        else WishlistItem.guest_token_hash == owner.guest_token_hash
    )
    return and_(WishlistItem.platform_id == storefront.id, WishlistItem.environment == storefront.environment, whose)


def list_wishes(
    session: Session,
    storefront: Storefront,
    owner: WishOwner,
    *,
    window: Window,
    locale: str,
    sort: WishSort = WishSort.NEWEST,
    only: WishFilter = WishFilter.ALL,
) -> Page[Wish]:
    """A part of the list; nobody's is empty and costs no statement."""
    if owner.is_nobody:
        return Page([], 0, window)
    catalog = read_map(session, storefront)
    statement = (
        _select(locale)
        .add_columns(func.count().over().label("total"))
        .where(belongs_to(storefront, owner), *_filter(only, catalog))
        .order_by(*_order(sort))
    )
    rows = session.execute(statement.limit(window.limit).offset(window.offset)).all()
    total = rows[0].total if rows else 0
    return Page([_wish(row, catalog, locale) for row in rows], total, window)


def get_wish(session: Session, storefront: Storefront, owner: WishOwner, *, item_uuid: UUID, locale: str) -> Wish:
    """One line. Raises WishNotFound, also for somebody else's."""
    found = find_wishes(session, storefront, owner, item_uuids=[item_uuid], locale=locale)
    if not found:
        raise WishNotFound
    return found[0]


def find_wishes(
    session: Session, storefront: Storefront, owner: WishOwner, *, item_uuids: list[UUID], locale: str
) -> list[Wish]:
    """Those of these lines that are on the list, in the order they were put there."""
    if owner.is_nobody or not item_uuids:
        return []
    catalog = read_map(session, storefront)
    statement = _select(locale).where(belongs_to(storefront, owner), WishlistItem.uuid.in_(item_uuids))
    return [_wish(row, catalog, locale) for row in session.execute(statement.order_by(WishlistItem.id))]


def find_by_product(
    session: Session, storefront: Storefront, owner: WishOwner, *, product_uuid: UUID, locale: str
) -> Wish | None:
    """The line of a product, where it is on the list."""
    if owner.is_nobody:
        return None
    catalog = read_map(session, storefront)
    row = session.execute(
        _select(locale).where(belongs_to(storefront, owner), Product.uuid == product_uuid)
    ).one_or_none()
    return None if row is None else _wish(row, catalog, locale)


def read_kept(session: Session, storefront: Storefront, owner: WishOwner) -> tuple[int, dict[UUID, Wished]]:
    """What every page shows of its visitor, in one statement: the pieces in the cart, and by product the wishlist."""
    if owner.is_nobody:
        return 0, {}
    wishes = (
        select(Product.uuid, WishlistItem.tell_in_stock, literal(0).label("pieces"))
        .join(Product, Product.id == WishlistItem.product_id)
        .where(belongs_to(storefront, owner))
    )
    pieces = (
        select(
            as_type(null(), Product.uuid.type),
            false(),
            as_type(func.coalesce(func.sum(CartLine.quantity), 0), Integer),
        )
        .join(Cart, Cart.id == CartLine.cart_id)
        .where(owned_by(storefront, owner))
    )
    rows = session.execute(union_all(wishes, pieces)).all()
    wished = {row.uuid: Wished(bool(row.tell_in_stock)) for row in rows if row.uuid is not None}
    return sum(row.pieces for row in rows), wished


def count(session: Session, storefront: Storefront, owner: WishOwner) -> int:
    """How many products are on the list."""
    if owner.is_nobody:
        return 0
    return session.scalar(select(func.count()).select_from(WishlistItem).where(belongs_to(storefront, owner))) or 0


def summarize(session: Session, storefront: Storefront, owner: WishOwner) -> WishSummary:
    """The list in figures; what left the shop counts as not in stock, with its last price."""
    if owner.is_nobody:
        return EMPTY_SUMMARY
    catalog = read_map(session, storefront)
    touched = func.coalesce(WishlistItem.updated_at, WishlistItem.created_at)
    row = session.execute(
        select(
            func.count().label("items"),
            func.coalesce(func.sum(Product.price_minor), 0).label("value"),
            _number(and_(*_available(catalog))).label("in_stock"),
            _number(WishlistItem.priority <= HIGH).label("high"),
            _number(WishlistItem.priority > HIGH + 1).label("low"),
            func.min(WishlistItem.created_at).label("first"),
            func.max(WishlistItem.created_at).label("last"),
            func.max(touched, type_=WishlistItem.created_at.type).label("touched"),
        )
        .select_from(WishlistItem)
        .join(Product, Product.id == WishlistItem.product_id)
        .where(belongs_to(storefront, owner))
    ).one()
    return WishSummary(
        items=row.items,
        value_minor=int(row.value),
        in_stock=row.in_stock,
        high=row.high,
        medium=row.items - row.high - row.low,
        low=row.low,
        first_added_at=row.first,
        last_added_at=row.last,
        updated_at=row.touched,
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _available(catalog: CatalogMap) -> list[SQLColumnExpression[bool]]:
    """What can be bought: as many as must be, of what the storefront shows."""
    conditions: list[SQLColumnExpression[bool]] = [can_be_bought()]
    if catalog.hidden:
        conditions.append(Product.category_id.not_in(sorted(catalog.hidden)))
    return conditions


def _filter(only: WishFilter, catalog: CatalogMap) -> list[SQLColumnExpression[bool]]:
    conditions: dict[WishFilter, list[SQLColumnExpression[bool]]] = {
        WishFilter.ALL: [],
        WishFilter.IN_STOCK: _available(catalog),
        WishFilter.CHEAPER: [Product.price_minor < WishlistItem.added_minor],
        WishFilter.HIGH: [WishlistItem.priority <= HIGH],
    }
    return conditions[only]


def _order(sort: WishSort) -> list[SQLColumnExpression[Any]]:
    """A total order: pages neither overlap nor skip."""
    newest: list[SQLColumnExpression[Any]] = [WishlistItem.created_at.desc(), WishlistItem.id.desc()]
    first: dict[WishSort, list[SQLColumnExpression[Any]]] = {
        WishSort.PRIORITY: [WishlistItem.priority],
        WishSort.NEWEST: [],
        WishSort.PRICE_UP: [Product.price_minor],
        WishSort.PRICE_DOWN: [Product.price_minor.desc()],
    }
    return [*first[sort], *newest]


def _select(locale: str) -> Select[*tuple[Any, ...]]:
    described = Product.description_ar if locale == "ar" else Product.description_en
    return select(
        WishlistItem.uuid,
        WishlistItem.notes,
        WishlistItem.priority,
        WishlistItem.tell_in_stock,
        WishlistItem.tell_price_drop,
        WishlistItem.added_minor,
        WishlistItem.created_at.label("added_at"),
        WishlistItem.updated_at,
        Product.uuid.label("product_uuid"),
        Product.slug,
        Product.sku,
        local_name(locale).label("name"),
        described.label("description"),
        Product.image,
        Product.currency,
        Product.price_minor,
        Product.compare_at_minor,
        Product.stock,
        Product.has_options,
        Product.is_active,
        Product.category_id,
        Product.maker_id,
        can_be_bought().label("can_be_bought"),
    ).join(Product, Product.id == WishlistItem.product_id)


def _wish(row: AnyRow, catalog: CatalogMap, locale: str) -> Wish:
    path, maker = catalog.path(row.category_id), catalog.makers.get(row.maker_id)
    is_sold = bool(row.is_active) and row.category_id not in catalog.hidden
    return Wish(
        uuid=row.uuid,
        product_uuid=row.product_uuid,
        slug=row.slug,
        sku=row.sku,
        name=row.name,
        description=row.description,
        image=row.image,
        currency=row.currency,
        price_minor=row.price_minor,
        compare_at_minor=row.compare_at_minor,
        stock=row.stock,
        has_options=row.has_options,
        is_sold=is_sold,
        in_stock=is_sold and bool(row.can_be_bought),
        category=path[0].name(locale) if path else "",
        maker=maker.name(locale) if maker is not None else "",
        notes=row.notes or "",
        priority=row.priority,
        tell_in_stock=row.tell_in_stock,
        tell_price_drop=row.tell_price_drop,
        added_minor=row.added_minor,
        added_at=row.added_at,
        updated_at=row.updated_at,
    )


def name_of(session: Session, storefront: Storefront, *, product_uuid: UUID, locale: str) -> str:
    """What a product of the storefront is called. Raises ProductNotFound."""
    name = session.scalar(
        select(local_name(locale)).where(
            Product.uuid == product_uuid,
            Product.platform_id == storefront.id,
            Product.environment == storefront.environment,
        )
    )
    if name is None:
        raise ProductNotFound
    return name
