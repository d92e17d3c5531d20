"""What a list page shows around its products: filters, chips, orders, pages — each a plain address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from flask import url_for

from app.clock import utc_now
from app.domain.money import Money
from app.domain.paging import Page, Window
from app.extensions import db
from app.services import catalog
from app.services.catalog import MOST_PAGES, ProductPage
from app.services.facets import FacetValue
from app.services.product_query import ProductQuery, Sort
from app.web.filters import format_money
from app.web.pager import Pager
from app.web.shop.asked import Asked
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import ngettext

# So many makers are shown at once; the others wait behind "More".
FIRST_MAKERS: Final = 8


class Choice(NamedTuple):
    """One filter as a link: following it chooses it or gives it up."""

    key: str
    label: str
    number: int
    url: str
    is_chosen: bool


class SortChoice(NamedTuple):
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of products with every way to narrow or reorder it."""

    page: ProductPage
    asked: Asked
    path: str
    pager: Pager
    categories: list[Choice]
    makers: list[Choice]
    more: list[Choice]
    chips: list[tuple[str, str]]

    @property
    def clear_url(self) -> str:
        return self.asked.cleared().at(self.path)

    @property
    def words(self) -> str:
        """How much there is, for the eye and for the screen reader."""
        return ngettext("%(num)s product", "%(num)s products", self.page.total)

    @property
    def price_from(self) -> str:
        return dict(self.asked.parameters()).get("from", "")

    @property
    def price_to(self) -> str:
        return dict(self.asked.parameters()).get("to", "")

    def kept(self, *left_out: str) -> list[tuple[str, str]]:
        """What a form must carry along besides its own fields."""
        return [(name, value) for name, value in self.asked.parameters() if name not in {*left_out, "page"}]

    @property
    def sorts(self) -> list[SortChoice]:
        labels = {
            Sort.RELEVANCE: _("Best match"),
            Sort.FEATURED: _("Featured"),
            Sort.NEWEST: _("Newest"),
            Sort.PRICE_UP: _("Price, low to high"),
            Sort.PRICE_DOWN: _("Price, high to low"),
            Sort.RATING: _("Best rated"),
            Sort.NAME: _("Name"),
        }
        first = Sort.RELEVANCE if self.asked.text else Sort.FEATURED
        if not self.asked.text:
            del labels[Sort.RELEVANCE]
        return [SortChoice(s.value, label, s is (self.asked.sort or first)) for s, label in labels.items()]


def stock_shelf(asked: Asked, path: str, *, category_id: int | None = None) -> Shelf:
    """Read the page asked for. With a category given, `category` in the address means nothing."""
    storefront, session, locale = current_storefront(), db.session(), current_locale()
    inside = category_id
    if inside is None and asked.category:
        inside = catalog.find_category_id(session, storefront, asked.category)
    query = ProductQuery(
        text=asked.text,
        exactly=asked.exactly,
        category_id=inside,
        maker_ids=catalog.find_maker_ids(session, storefront, asked.makers),
        price_from=asked.price_from,
        price_to=asked.price_to,
        in_stock=asked.in_stock,
        on_offer=asked.on_offer,
        rating=asked.rating,
        sort=asked.sort,
        page=asked.page,
    )
    page = catalog.search_products(session, storefront, query, locale=locale, now=utc_now())
    makers = _makers(page.facets.makers, asked, path)
    window = Window.of_page(page.page, page.size)
    return Shelf(
        page=page,
        asked=asked,
        path=path,
        pager=Pager.of(Page(page.cards, min(page.total, MOST_PAGES * page.size), window)),
        categories=_categories(page.facets.categories, asked, path, by_path=not asked.text),
        makers=makers,
        more=_more(page, asked, path),
        chips=_chips(makers, page, asked, path),
    )


def _categories(values: list[FacetValue], asked: Asked, path: str, *, by_path: bool) -> list[Choice]:
    """Below a category each has a page of its own; in a search they narrow it."""

    def url(slug: str) -> str:
        if by_path:
            return asked.but(category="").at(url_for("shop.category", slug=slug))
        return asked.but(category=slug).at(path)

    return [Choice(f"c-{value.slug}", value.name, value.count, url(value.slug), False) for value in values]


def _makers(values: list[FacetValue], asked: Asked, path: str) -> list[Choice]:
    """Chosen ones first, so that none hides behind "More"."""
    choices = [
        Choice(f"m-{value.slug}", value.name, value.count, asked.toggled(value.slug).at(path), value.is_chosen)
        for value in values
    ]
    return sorted(choices, key=lambda choice: not choice.is_chosen)


def _more(page: ProductPage, asked: Asked, path: str) -> list[Choice]:
    """In stock, on offer, and so many stars; what would show nothing is not offered."""
    facets = page.facets
    choices = [
        Choice(
            "stock", _("In stock"), facets.in_stock, asked.but(in_stock=not asked.in_stock).at(path), asked.in_stock
        ),
        Choice(
            "offer", _("On offer"), facets.on_offer, asked.but(on_offer=not asked.on_offer).at(path), asked.on_offer
        ),
        *(
            Choice(
                f"stars-{stars}",
                _("%(stars)s stars and up", stars=stars),
                count,
                asked.but(rating=None if asked.rating == stars else stars).at(path),
                asked.rating == stars,
            )
            for stars, count in facets.ratings.items()
        ),
    ]
    return [choice for choice in choices if choice.number or choice.is_chosen]


def _chips(makers: list[Choice], page: ProductPage, asked: Asked, path: str) -> list[tuple[str, str]]:
    """What is in force, each with the address without it."""
    chips = [(choice.label, choice.url) for choice in [*makers, *_more(page, asked, path)] if choice.is_chosen]
    prices = _price_words(asked)
    if prices:
        chips.append((prices, asked.but(price_from=None, price_to=None).at(path)))
    category = _category_name(asked)
    if category:
        chips.insert(0, (category, asked.but(category="").at(path)))
    return chips


def _price_words(asked: Asked) -> str:
    locale = current_locale()
    low = None if asked.price_from is None else format_money(Money(asked.price_from, asked.currency), locale)
    high = None if asked.price_to is None else format_money(Money(asked.price_to, asked.currency), locale)
    if low and high:
        return _("%(low)s to %(high)s", low=low, high=high)
    if low:
        return _("From %(amount)s", amount=low)
    return _("Up to %(amount)s", amount=high) if high else ""


def _category_name(asked: Asked) -> str:
    if not asked.category:
        return ""
    return catalog.find_category_name(db.session(), current_storefront(), asked.category, locale=current_locale())
