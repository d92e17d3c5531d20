"""Help: every text is there in its frame, and says what this storefront does."""

import pytest
from sqlalchemy.orm import Session

from app.models import TaxMode
from tests.factories import make_platform
from tests.support.pages import PageClient


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/support", "Help"),
        ("/support/contact", "Contact us"),
        ("/support/returns", "Returns and refunds"),
        ("/support/privacy", "Privacy"),
        ("/support/terms", "Terms of sale"),
    ],
)
def test_a_help_page_leads_to_the_others(pages: PageClient, session: Session, path: str, heading: str) -> None:
    make_platform(session)
    session.commit()
    page = pages.get(path)
    assert page.heading == heading
    assert [tab["href"] for tab in page.select(".tabs a")] == [
        "/support",
        "/support/contact",
        "/support/returns",
        "/support/privacy",
        "/support/terms",
    ]
    assert page.one(".tabs [aria-current]")["href"] == path


def test_an_unknown_help_page_is_not_found(pages: PageClient, session: Session) -> None:
    make_platform(session)
    session.commit()
    for name in ("nothing", "_frame", "home"):
        pages.get(f"/support/{name}", status=404)


def test_contact_shows_how_to_reach_this_storefront(pages: PageClient, session: Session) -> None:
    make_platform(session, support_email="help@lagos.example", support_phone="+2348001112222")
    session.commit()
    links = [link["href"] for link in pages.get("/support/contact").select(".contact-ways a")]
    assert links == ["mailto:help@lagos.example", "tel:+2348001112222"]


def test_contact_leaves_out_what_the_storefront_does_not_have(pages: PageClient, session: Session) -> None:
    make_platform(session, support_phone="")
    session.commit()
    assert pages.get("/support/contact").texts(".contact-ways h2") == ["By e-mail", "Opening hours"]


@pytest.mark.parametrize(
    ("mode", "rate", "words"),
    [
        (TaxMode.INCLUSIVE, 500, "Every price includes tax"),
        (TaxMode.EXCLUSIVE, 750, "Tax is added at checkout"),
        (TaxMode.INCLUSIVE, 0, "No tax is added"),
    ],
)
def test_the_answer_about_tax_is_this_storefronts(
    pages: PageClient, session: Session, mode: TaxMode, rate: int, words: str
) -> None:
    make_platform(session, tax_mode=mode, tax_rate_bp=rate)
    session.commit()
    assert words in pages.get("/support").text
