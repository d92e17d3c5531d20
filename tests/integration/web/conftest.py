"""What most pages need: a storefront."""

import pytest
from sqlalchemy.orm import Session

from app.models import Platform
from tests.factories import make_platform


@pytest.fixture
def platform(session: Session) -> Platform:
    made = make_platform(session)
    session.commit()
    return made
