"""Categories, makers, products with their pictures, options and stock."""

from collections.abc import Iterator
from typing import Any

from app.demo.data.kinds import CategoryData, MakerData, ProductData, fixed_uuid
from app.demo.data.makers import MAKERS
from app.demo.data.shop import PRODUCTS
from app.demo.data.trees import TREES
from app.demo.drawings.marks import draw_category, draw_logo
from app.demo.drawings.products import draw_gallery
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.models import (
    Category,
    Maker,
    Product,
    ProductImage,
    ProductOption,
    ProductOptionValue,
    StockMovement,
    StockReason,
)

_VIEWS = (("", ""), (", close up", "، لقطة قريبة"), (", with its delivery box", "، مع صندوق التوصيل"))
_OLDEST = 170


def fill(loader: Loader, places: Places) -> dict[tuple[str, str], int]:
    """Make every storefront's shelves; returns the products' keys by storefront and SKU."""
    categories = _categories(loader, places)
    makers = _makers(loader, places)
    goods = [(shop, product) for shop, products in PRODUCTS.items() for product in products]
    galleries = [_gallery(loader, shop, product) for shop, product in goods]
    rows = []
    for number, ((shop, product), pictures) in enumerate(zip(goods, galleries, strict=True)):
        row = _product(loader, shop, product, number)
        row["platform_id"] = places.platforms[shop]
        row["currency"] = places.currencies[shop]
        row["category_id"] = categories[shop, product.category]
        row["maker_id"] = makers[shop, product.maker]
        row["image"] = pictures[0]
        rows.append(row)
    keys = loader.add_all(Product, rows)
    _images(loader, goods, galleries, keys)
    _options(loader, goods, keys)
    _stock(loader, rows, keys)
    return {(shop, product.sku): key for (shop, product), key in zip(goods, keys, strict=True)}


def _categories(loader: Loader, places: Places) -> dict[tuple[str, str], int]:
    """Insert the trees with keys of our choosing: third parties know Electronics as 1 and Smartphones as 5."""
    numbers = _free_numbers({node.number for tree in TREES.values() for node in _walk(tree) if node.number})
    keys: dict[tuple[str, str], int] = {}
    tops, subs = [], []
    for shop, tree in TREES.items():
        pictures = {product.category: _front_key(shop, product) for product in reversed(PRODUCTS[shop])}
        for order, top in enumerate(tree, 1):
            image = _category_picture(loader, shop, top)
            keys[shop, top.slug] = top.number or next(numbers)
            row = _category(places.platforms[shop], keys[shop, top.slug], top, order)
            tops.append({**row, "parent_id": None, "image": image, "uuid": fixed_uuid("category", shop, top.slug)})
            for place, sub in enumerate(top.children, 1):
                keys[shop, sub.slug] = sub.number or next(numbers)
                row = _category(places.platforms[shop], keys[shop, sub.slug], sub, place)
                image = pictures.get(sub.slug, image)
                parent = keys[shop, top.slug]
                subs.append(
                    {**row, "parent_id": parent, "image": image, "uuid": fixed_uuid("category", shop, sub.slug)}
                )
    loader.add_all(Category, tops)
    loader.add_all(Category, subs)
    loader.continue_after(Category)
    return keys


def _walk(tree: tuple[CategoryData, ...]) -> Iterator[CategoryData]:
    for node in tree:
        yield node
        yield from _walk(node.children)


def _free_numbers(taken: set[int | None]) -> Iterator[int]:
    number = 0
    while True:
        number += 1
        if number not in taken:
            yield number


def _category_picture(loader: Loader, shop: str, top: CategoryData) -> str:
    if top.pictures is None:
        return ""
    return loader.draw(f"categories/{shop}-{top.slug}.svg", draw_category(*top.pictures, top.palette))


def _category(platform_id: int, key: int, node: CategoryData, order: int) -> dict[str, Any]:
    return {
        "id": key,
        "platform_id": platform_id,
        "slug": node.slug,
        "name_en": node.name.en,
        "name_ar": node.name.ar,
        "description_en": node.about.en,
        "description_ar": node.about.ar,
        "display_order": order,
        "is_featured": node.featured or node.number is not None,
    }


def _makers(loader: Loader, places: Places) -> dict[tuple[str, str], int]:
    given = [(shop, maker) for shop, makers in MAKERS.items() for maker in makers]
    keys = loader.add_all(Maker, [_maker(loader, shop, places.platforms[shop], maker) for shop, maker in given])
    return {(shop, maker.slug): key for (shop, maker), key in zip(given, keys, strict=True)}


def _maker(loader: Loader, shop: str, platform_id: int, maker: MakerData) -> dict[str, Any]:
    logo = draw_logo(maker.name.en.split(" & ")[0], maker.palette, maker.emblem)
    return {
        "uuid": maker.uuid or fixed_uuid("maker", shop, maker.slug),
        "platform_id": platform_id,
        "slug": maker.slug,
        "name_en": maker.name.en,
        "name_ar": maker.name.ar,
        "description_en": maker.about.en,
        "description_ar": maker.about.ar,
        "logo": loader.draw(f"makers/{shop}-{maker.slug}.svg", logo),
        "is_featured": maker.featured,
    }


def _front_key(shop: str, product: ProductData) -> str:
    return f"products/{shop}/{product.slug}-1.svg"


def _gallery(loader: Loader, shop: str, product: ProductData) -> list[str]:
    """Draw a product's pictures: three views of what is featured, two of the rest."""
    drawings = draw_gallery(product.picture, product.slug, views=3 if product.featured else 2)
    return [loader.draw(f"products/{shop}/{product.slug}-{number}.svg", svg) for number, svg in enumerate(drawings, 1)]


def _product(loader: Loader, shop: str, product: ProductData, number: int) -> dict[str, Any]:
    made = loader.days_ago(5 + number * 37 % _OLDEST)
    return {
        "uuid": product.uuid or fixed_uuid("product", shop, product.sku),
        "environment": ENVIRONMENT,
        "slug": product.slug,
        "sku": product.sku,
        "name_en": product.name.en,
        "name_ar": product.name.ar,
        "description_en": product.about.en,
        "description_ar": product.about.ar,
        "price_minor": product.price,
        "compare_at_minor": product.was,
        "stock": product.stock,
        "weight_grams": product.weight,
        "max_quantity": product.most,
        "facts": [
            {"label_en": f.label.en, "label_ar": f.label.ar, "value_en": f.value.en, "value_ar": f.value.ar}
            for f in product.facts
        ],
        "has_options": bool(product.options),
        "is_featured": product.featured,
        "available_for_pickup": product.pickup,
        "available_for_delivery": product.delivery,
        "min_delivery_days": product.days[0],
        "max_delivery_days": product.days[1],
        "rating_sum": product.stars.total,
        "rating_count": product.stars.number,
        "sold_count": product.stars.number * 3,
        "created_at": made,
        "updated_at": made,
    }


def _images(loader: Loader, goods: list[tuple[str, ProductData]], galleries: list[list[str]], keys: list[int]) -> None:
    rows = [
        {
            "product_id": key,
            "position": place,
            "key": picture,
            "alt_en": product.name.en + _VIEWS[place][0],
            "alt_ar": product.name.ar + _VIEWS[place][1],
        }
        for (_, product), pictures, key in zip(goods, galleries, keys, strict=True)
        for place, picture in enumerate(pictures)
    ]
    loader.add_all(ProductImage, rows)


def _options(loader: Loader, goods: list[tuple[str, ProductData]], keys: list[int]) -> None:
    given = [
        (shop, product, place, option, key)
        for (shop, product), key in zip(goods, keys, strict=True)
        for place, option in enumerate(product.options)
    ]
    option_keys = loader.add_all(
        ProductOption,
        [
            {
                "uuid": fixed_uuid("option", shop, product.sku, str(place)),
                "product_id": key,
                "position": place,
                "name_en": option.name.en,
                "name_ar": option.name.ar,
            }
            for shop, product, place, option, key in given
        ],
    )
    loader.add_all(
        ProductOptionValue,
        [
            {
                "uuid": fixed_uuid("value", shop, product.sku, str(place), str(number)),
                "option_id": option_key,
                "position": number,
                "label_en": choice.label.en,
                "label_ar": choice.label.ar,
                "price_delta_minor": choice.delta,
            }
            for (shop, product, place, option, _), option_key in zip(given, option_keys, strict=True)
            for number, choice in enumerate(option.values)
        ],
    )


def _stock(loader: Loader, rows: list[dict[str, Any]], keys: list[int]) -> None:
    """Count in what stood on the shelf at first, and out what was sold before the books began."""
    movements = []
    for row, key in zip(rows, keys, strict=True):
        at = row["created_at"]
        if row["stock"] + row["sold_count"]:
            delta = row["stock"] + row["sold_count"]
            movements.append({"product_id": key, "delta": delta, "reason": StockReason.OPENING, "at": at})
        if row["sold_count"]:
            movements.append(
                {"product_id": key, "delta": -row["sold_count"], "reason": StockReason.SOLD, "at": loader.days_ago(1)}
            )
    loader.add_all(StockMovement, movements)
