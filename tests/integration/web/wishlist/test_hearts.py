"""Hearts beside products, for guests and customers, with script and without."""

import pytest
from sqlalchemy.orm import Session

from app.models import Category, Customer, Product, WishlistItem
from tests.factories import make_product
from tests.integration.web.buying.conftest import cart_of, put_in_cart, sign_in
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements


def hearts(page: Page) -> list[tuple[str, str]]:
    """What each heart of the page shows and would do."""
    return [(str(heart["aria-pressed"]), str(heart["name"])) for heart in page.select(".heart")]


def names(pages: PageClient) -> list[str]:
    return pages.get("/wishlist").texts(".wish-name")


def test_without_script_one_comes_back_to_where_one_was(pages: PageClient, tea: Product) -> None:
    assert hearts(pages.get("/c")) == [("false", "add")]

    answer = pages.post("/wishlist/heart", {"add": tea.uuid}, headers={"Referer": "http://localhost/c"})

    page = pages.follow(answer)
    assert answer.location == "/c"
    assert page.texts(".notices p") == ["“Tea” is on your wishlist."]
    assert (hearts(page), page.one("#wish-count").get_text()) == ([("true", "remove")], "1")
    assert "souk_cart=" in answer.headers["Set-Cookie"]


def test_a_swap_brings_the_pressed_heart_and_the_count(pages: PageClient, tea: Product) -> None:
    on = pages.post("/wishlist/heart", {"add": tea.uuid}, htmx=True)
    off = pages.post("/wishlist/heart", {"remove": tea.uuid}, htmx=True)

    assert (hearts(on), on.one("#wish-count").get_text()) == ([("true", "remove")], "1")
    assert (hearts(off), off.one("#wish-count").get_text()) == ([("false", "add")], "")
    assert on.one("[data-announce]")["data-announce"] == "Tea is on your wishlist."
    assert off.one("[data-announce]")["data-announce"] == "Tea is off your wishlist."
    assert on.one("#wish-count")["hx-swap-oob"] == "true"


def test_pressing_twice_by_mistake_keeps_it(pages: PageClient, tea: Product) -> None:
    for _twice in range(2):
        pages.post("/wishlist/heart", {"add": tea.uuid}, htmx=True)

    assert names(pages) == ["Tea"]
    for _twice in range(2):
        pages.post("/wishlist/heart", {"remove": tea.uuid}, htmx=True)
    assert names(pages) == []


@pytest.mark.parametrize("form", [{}, {"add": ""}, {"add": "x"}, {"remove": "00000000-0000-4000-8000-000000000000"}])
@pytest.mark.usefixtures("platform")
def test_what_is_no_product_is_not_found(pages: PageClient, form: dict[str, str]) -> None:
    pages.post("/wishlist/heart", form, status=404)


def test_hearts_of_a_whole_page_cost_no_statement_beyond_the_header(
    pages: PageClient, session: Session, tea: Product
) -> None:
    pages.post("/wishlist/heart", {"add": tea.uuid})
    counts = []
    for more in (1, 20):
        for _number in range(more):
            make_product(session, category=session.get_one(Category, tea.category_id))
        session.commit()
        pages.get("/c")
        with count_statements() as sent:
            page = pages.get("/c")
        counts.append(len(sent.served))
        assert [pressed for pressed, _name in hearts(page)].count("true") == 1
    assert counts[0] == counts[1]


def test_a_page_of_one_visitor_shows_nothing_to_another(pages: PageClient, signed_in: PageClient, tea: Product) -> None:
    signed_in.post("/wishlist/heart", {"add": tea.uuid})
    stranger = PageClient(pages.app)

    assert hearts(signed_in.get("/c")) == [("true", "remove")]
    assert hearts(stranger.get("/c")) == [("false", "add")]
    assert stranger.get("/wishlist").texts("#wishlist h2") == ["Your wishlist is empty"]


def test_a_product_page_says_so_in_words(pages: PageClient, tea: Product) -> None:
    assert pages.get(f"/p/{tea.slug}").texts(".btn.heart") == ["Save for later"]

    swap = pages.post("/wishlist/heart", {"add": tea.uuid, "words": "1"}, htmx=True)

    assert swap.texts(".btn.heart") == ["On your wishlist"]
    assert pages.get(f"/p/{tea.slug}").texts(".btn.heart") == ["On your wishlist"]


def test_a_line_of_the_cart_is_saved_for_later(pages: PageClient, tea: Product, cup: Product) -> None:
    put_in_cart(pages, tea, 2)
    put_in_cart(pages, cup)
    line = str(pages.get("/cart").select(".line")[0]["id"]).removeprefix("line-")

    swap = pages.post(f"/cart/lines/{line}/save", htmx=True)
    again = pages.post(f"/cart/lines/{line}/save")

    assert (swap.one("#wish-count").get_text(), swap.one("#cart-count").get_text()) == ("1", "1")
    assert (cart_of(pages), names(pages)) == ([("Cup", "1")], ["Tea"])
    assert pages.follow(again).status == 200


def test_a_guests_list_comes_along_at_sign_in(
    pages: PageClient, wish: WishlistItem, tea: Product, cup: Product
) -> None:
    for product in (tea, cup):
        pages.post("/wishlist/heart", {"add": product.uuid})

    sign_in(pages)

    assert names(pages) == ["Tea", "Cup"]
    assert pages.get("/wishlist").texts(".wish-notes") == ["For Sunday"]


# --- sold out


def test_a_guest_signs_in_to_be_told(pages: PageClient, session: Session, ada: Customer, tea: Product) -> None:
    tea.stock = 0
    session.commit()

    link = str(pages.get(f"/p/{tea.slug}").one("#buy a.btn")["href"])

    assert link == f"/account/sign-in?next=/p/{tea.slug}"
    assert pages.post("/wishlist/tell", {"product": tea.uuid}).location.startswith("/account/sign-in")
    assert names(pages) == []


def test_a_customer_is_told_where_a_message_will_go(signed_in: PageClient, session: Session, tea: Product) -> None:
    tea.stock = 0
    session.commit()
    here = {"Referer": f"http://localhost/p/{tea.slug}"}
    button = signed_in.get(f"/p/{tea.slug}").one("#buy button[formaction]")
    assert (button["form"], button["formaction"], button["value"]) == ("wish", "/wishlist/tell", str(tea.uuid))

    answer = signed_in.post("/wishlist/tell", {"product": tea.uuid}, headers=here)

    page = signed_in.follow(answer)
    assert page.texts(".notices p") == ["We will write to ada@example.com when “Tea” is back."]
    assert page.select("#buy button[formaction]") == []
    assert "We will write to you when it is back." in page.text
    signed_in.post("/wishlist/tell", {"product": tea.uuid}, headers=here)
    assert names(signed_in) == ["Tea"]
