"""The storefront of the buying tests, with a wishlist for Ada."""

import pytest
from sqlalchemy.orm import Session

from app.models import Customer, Product, WishlistItem
from tests.factories import make_wish
from tests.integration.web.buying.conftest import ada, cup, signed_in, tea

__all__ = ["ada", "cup", "signed_in", "tea"]


@pytest.fixture
def wish(session: Session, ada: Customer, tea: Product) -> WishlistItem:
    """Ada's tea, with a note."""
    made = make_wish(session, tea, customer=ada, notes="For Sunday", priority=2)
    session.commit()
    return made
