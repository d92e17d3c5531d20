"""Production and the sandbox's published keys and passwords never meet."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.cli.serve import refuse_published_identities
from app.domain.states import Environment
from app.models import Business, KeyKind, Platform
from app.services import api_keys
from tests.factories import NOW, make_customer, make_platform, make_staff
from tests.integration.services.people.kit import KEYED


@pytest.fixture
def production(app: Flask) -> Iterator[Flask]:
    """The same application, told that it is in production."""
    before = app.extensions["souk_settings"]
    app.extensions["souk_settings"] = replace(before, env="production")
    with app.app_context():
        yield app
    app.extensions["souk_settings"] = before


def test_production_refuses_to_start_with_any_of_them(production: Flask, session: Session) -> None:
    platform = make_platform(session)
    business = session.get_one(Business, platform.business_id)
    api_keys.create_key(
        session,
        keyed=KEYED,
        platform_id=platform.id,
        environment=Environment.TEST,
        kind=KeyKind.SECRET,
        name="Sandbox, secret",
        now=NOW,
        token="sandbox-api-key",  # the published one
    )
    make_customer(session, business=business, email="john.doe@example.com", card_number="ARK12345")
    make_staff(session, business=business, email="admin@example.com")
    session.commit()

    with pytest.raises(SystemExit) as refused:
        refuse_published_identities()

    assert str(refused.value).splitlines()[1:] == [
        "  - API key “Sandbox, secret”",
        "  - customer with the card ARK12345",
        "  - staff account admin@example.com",
    ]


def test_a_namesake_who_signed_up_does_not_keep_it_from_starting(production: Flask, session: Session) -> None:
    make_customer(session, email="john.doe@example.com", card_number="ARK5550001234")
    session.commit()

    refuse_published_identities()


def test_the_demo_data_is_not_loaded_in_production(production: Flask, session: Session) -> None:
    done = production.test_cli_runner().invoke(args=["demo", "load"])

    assert done.exit_code == 1
    assert "for SOUK_ENV=sandbox" in done.output
    assert session.query(Platform).count() == 0
