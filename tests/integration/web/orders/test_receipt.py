"""The receipt as a PDF in both languages, and as a page where PDFs cannot be made."""

import sys
from typing import Any

import pytest
from pypdf import PdfReader

from app.config import ROOT
from app.domain.pickup_code import pickup_code
from app.domain.states import OrderState
from app.extensions import db
from app.integrations.pdf import WeasyPrintMaker
from app.integrations.qr import qr_data_uri
from app.models import Customer, Order
from tests.factories import make_coupon, make_product
from tests.factories.purchases import KEYED
from tests.integration.web.orders.conftest import Market
from tests.support import paper
from tests.support.pages import PageClient

pytestmark = pytest.mark.usefixtures("pango")


def read(pages: PageClient, order: Order, locale: str = "") -> PdfReader:
    return paper.read(pages.get(f"{locale}/account/orders/{order.number}/receipt.pdf"))


def fonts_of(pdf: PdfReader) -> dict[str, bool]:
    """Each font's name without its subset's tag, and whether the file carries it."""
    found: dict[str, bool] = {}
    for page in pdf.pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]  # a dictionary, to whoever has the PDF
        for reference in fonts.values():
            font = reference.get_object()["/DescendantFonts"][0].get_object()
            descriptor = font["/FontDescriptor"].get_object()
            found[font["/BaseFont"].split("+")[-1]] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return found


@pytest.mark.parametrize(
    ("locale", "fonts"),
    [
        ("", {"MessiriLatin-Semi-Bold", "PlexLatin", "PlexLatin-Semi-Bold"}),
        ("/ar", {"MessiriArabic-Semi-Bold", "PlexArabic", "PlexArabic-Semi-Bold", "PlexLatin", "PlexLatin-Semi-Bold"}),
    ],
)
def test_the_receipt_is_a_page_in_our_own_fonts(
    ada_browses: PageClient, ada: Customer, market: Market, locale: str, fonts: set[str]
) -> None:
    pdf = read(ada_browses, market.buy(ada), locale)

    embedded = fonts_of(pdf)
    assert len(pdf.pages) == 1
    assert set(embedded) >= fonts
    assert all(embedded.values()), embedded
    assert not any(name.startswith(("DejaVu", "Liberation", "Noto")) for name in embedded)


@pytest.mark.parametrize("locale", ["", "/ar"])
def test_the_receipt_says_what_was_bought_and_paid(
    ada_browses: PageClient, ada: Customer, market: Market, locale: str
) -> None:
    dates = make_product(market.session, platform=market.platform, name_en="Medjool dates", name_ar="Medjool")
    coupon = make_coupon(market.session, platform=market.platform, code="SAVE10")
    order = market.buy(ada, items=[(dates, 2)], coupon_code=coupon.code)
    code = pickup_code(KEYED.digest, order.uuid)

    words = paper.text_of(read(ada_browses, order, locale))

    wanted = [order.number, "Medjool", "SAVE10", "2,000.00", "1,935.00", "200.00", "135.00", "8765", code.spoken]
    assert [token for token in wanted if token not in words] == []
    assert "ARK98765" not in words


def test_the_qr_code_is_drawn_while_the_order_can_be_collected(
    ada_browses: PageClient, ada: Customer, market: Market
) -> None:
    waiting, gone = market.buy(ada), market.buy(ada, state=OrderState.COMPLETED)

    drawn = paper.strokes(read(ada_browses, waiting)) - paper.strokes(read(ada_browses, gone))

    code = qr_data_uri(pickup_code(KEYED.digest, waiting.uuid).qr_text)
    assert drawn >= paper.runs_of_a_qr_code(code) > 100


def test_a_long_receipt_goes_over_pages(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    items = [(make_product(market.session, platform=market.platform), 1) for _ in range(24)]

    pdf = read(ada_browses, market.buy(ada, items=items))

    assert len(pdf.pages) == 2
    assert "1 / 2" in pdf.pages[0].extract_text()


def test_a_cancelled_order_says_refunded(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    words = paper.text_of(read(ada_browses, market.buy(ada, state=OrderState.CANCELLED)))

    assert "Refunded to your shopping card" in words
    assert "Pickup code" not in words


def test_a_receipt_that_did_not_change_is_not_drawn_again(
    ada_browses: PageClient, ada: Customer, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/account/orders/{market.buy(ada).number}/receipt.pdf"
    etag = ada_browses.get(path).headers["ETag"]
    monkeypatch.setattr(WeasyPrintMaker, "make", lambda *_: pytest.fail("drawn again"))

    ada_browses.get(path, status=304, headers={"If-None-Match": etag})


def test_no_transaction_is_open_while_the_receipt_is_drawn(
    ada_browses: PageClient, ada: Customer, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_transaction = []
    make = WeasyPrintMaker.make

    def watched(self: WeasyPrintMaker, html: str) -> bytes:
        in_transaction.append(db.session().in_transaction())
        return make(self, html)

    monkeypatch.setattr(WeasyPrintMaker, "make", watched)
    read(ada_browses, market.buy(ada))

    assert in_transaction == [False]


def test_without_pango_the_receipt_is_a_page_to_print(
    ada_browses: PageClient, ada: Customer, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = market.buy(ada)

    class NoPango:
        """What importing WeasyPrint does on a machine without Pango."""

        def find_spec(self, name: str, *_: object) -> None:
            if name.partition(".")[0] == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])

    page = ada_browses.get(f"/account/orders/{order.number}/receipt.pdf")

    assert page.heading == "Receipt"
    assert order.number in page.text
    assert str(page.one(".r-code img")["src"]).startswith("data:image/svg+xml")


@pytest.mark.parametrize("address", ["https://example.com/x.png", "file:///etc/hostname", "css/../../pyproject.toml"])
def test_a_document_fetches_nothing_from_outside(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture is left out; the document is made all the same."""
    import weasyprint

    opened: list[str] = []
    monkeypatch.setattr(weasyprint.urls.URLFetcher, "fetch", lambda _self, url, *_: opened.append(url))

    made = WeasyPrintMaker(ROOT / "static").make(f'<img src="{address}"><p>Text</p>')

    assert made.startswith(b"%PDF")
    assert opened == []
