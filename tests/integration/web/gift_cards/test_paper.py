"""A bought gift card on paper, in both languages."""

import pytest

from app.domain import gift_cards as rules
from app.integrations.qr import qr_data_uri
from app.models import GiftCardTemplate
from tests.factories import PIN
from tests.support import paper
from tests.support.pages import PageClient

# Where the gradient of the template's design begins: static/css/gift_paper.css.
LANTERN = (0x6D, 0x20, 0x38)


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("locale", ["", "/ar"])
def test_the_paper_shows_the_card_with_its_picture_and_its_code(
    signed_in: PageClient, template: GiftCardTemplate, locale: str
) -> None:
    path = f"/gift-cards/{template.uuid}"
    typed = {"choice": "5000", "recipient_name": "Chidi", "recipient_email": "chidi@example.com", "sender_name": "Ada"}
    bought = signed_in.post(path, {**signed_in.get(path).form(path), **typed, "pay": "card", "pin": PIN}).location
    number = signed_in.get(bought).one(".gcard-number").get_text(strip=True)

    answer = signed_in.get(f"{locale}{bought}/card.pdf")
    pdf = paper.read(answer)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(pdf.pages) == 1
    assert paper.text_of(pdf).count(number) == 2
    assert "5,000.00" in paper.text_of(pdf)
    assert paper.gradients(pdf) == {LANTERN}
    assert paper.curves(pdf) > 10
    assert paper.strokes(pdf) >= paper.runs_of_a_qr_code(qr_data_uri(rules.canonical(number))) > 100
