"""The document's gift cards stand in the demo data: its own addresses get its own cards."""

import pytest
from flask import Flask

from tests.integration.api.dining.test_gift_cards import CARD, SHEET
from tests.support.api import SANDBOX_KEY, Answer, ApiClient


@pytest.fixture(scope="session")
def app(demo_app: Flask) -> Flask:
    return demo_app


def _ask(api: ApiClient, query: str, key: str | None = SANDBOX_KEY) -> Answer:
    return api.dining.get(f"/api/gift-cards?{query}", key=key)


def test_its_card_batch_and_balance_are_there(api: ApiClient) -> None:
    assert _ask(api, "id=4513").json["data"] == CARD
    batch = _ask(api, "batch_id=BATCH-001").json["data"]
    assert (batch["id"], batch["card_name"], len(batch["gift_cards"])) == (530, "Saudi Aramco", 50)
    assert _ask(api, "balance=true&card_number=1521543829", None).json["data"]["balance"] == 300


def test_its_sheet_begins_with_its_cards(api: ApiClient) -> None:
    assert _ask(api, "batch_id=BATCH-001&download_csv=true").text.startswith(SHEET)


def test_its_lists_are_as_long_as_it_says(api: ApiClient) -> None:
    of_template = _ask(api, "regular_gift_card_id=3&page=1&limit=10")
    assert of_template.json["meta"] == {"total": 20, "page": 1, "limit": 10, "pages": 2}
    assert _ask(api, "bulk_table=true").json["meta"]["total"] == 5
    assert {card["bulk_gift_card_id"] for card in _ask(api, "bulk_gift_card_id=530&brand_id=2").json["data"]} == {530}
