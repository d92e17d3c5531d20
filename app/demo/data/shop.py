"""All goods by storefront."""

from app.demo.data import club, lagos, muscat, other
from app.demo.data.kinds import ProductData

PRODUCTS: dict[str, tuple[ProductData, ...]] = {
    "lagos": lagos.PRODUCTS,
    "muscat": muscat.PRODUCTS,
    "club": club.PRODUCTS,
    "other": other.PRODUCTS,
}
