"""A storefront is kept between requests, and read again as soon as its version says that it changed."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.services import platforms
from app.web.storefront import directory
from tests.factories import make_platform
from tests.support.statements import count_statements


def test_a_known_storefront_costs_one_small_statement_and_a_change_shows_at_once(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "TESTING", False)
    platform = make_platform(session, name_en="Before")
    session.commit()
    with app.app_context():
        cache = directory()
        cache.storefront(platform.id, Environment.TEST)
        with count_statements() as counted:
            known = cache.storefront(platform.id, Environment.TEST)
        assert known is not None
        assert (known.name_en, len(counted)) == ("Before", 1)

    platform.name_en = "After"
    platforms.touch_catalog(session, platform.id)
    session.commit()

    with app.app_context():
        changed = directory().storefront(platform.id, Environment.TEST)
    assert changed is not None
    assert changed.name_en == "After"
