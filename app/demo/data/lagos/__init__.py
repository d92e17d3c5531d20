"""The goods of the Lagos market, one module a shelf."""

from app.demo.data.kinds import ProductData
from app.demo.data.lagos import (
    beauty,
    books,
    crafts,
    drinks,
    electronics,
    fashion,
    groceries,
    home,
    kids,
    leather,
    power,
    sports,
)

PRODUCTS: tuple[ProductData, ...] = (
    *electronics.PRODUCTS,
    *groceries.PRODUCTS,
    *drinks.PRODUCTS,
    *fashion.PRODUCTS,
    *leather.PRODUCTS,
    *home.PRODUCTS,
    *beauty.PRODUCTS,
    *kids.PRODUCTS,
    *books.PRODUCTS,
    *sports.PRODUCTS,
    *power.PRODUCTS,
    *crafts.PRODUCTS,
)
