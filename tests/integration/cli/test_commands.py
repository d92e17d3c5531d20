"""The commands of keys and staff, as typed."""

from uuid import UUID

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.config import Settings
from app.domain.states import Environment
from app.models import AuditEntry, KeyKind, OutboxMessage, Platform, StaffLocation, StaffMember, StaffRole
from app.models.encrypted import keyring
from app.services import api_keys, outbox, staff_accounts
from tests.factories import NOW, make_pickup_location, make_platform, make_staff
from tests.integration.services.people.kit import KEYED, tenant_of


@pytest.fixture
def platform(session: Session) -> Platform:
    made = make_platform(session, slug="lagos")
    session.commit()
    return made


@pytest.fixture
def run(app: Flask, session: Session) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_a_key_is_shown_once_found_and_revoked(run: FlaskCliRunner, session: Session, platform: Platform) -> None:
    made = run.invoke(args=["keys", "create", "lagos", "--kind", "merchant", "--scope", "orders:create"])
    token = made.output.strip()

    assert made.exit_code == 0
    assert token[:13] == "souk_test_mk_"
    found = api_keys.find_key(session, key_hash=api_keys.hash_of(KEYED, token))
    assert found is not None
    assert (found.platform_id, found.business_id) == (platform.id, platform.business_id)
    assert (found.kind, found.environment) == (KeyKind.MERCHANT, Environment.TEST)
    assert (found.scopes, found.origins) == (frozenset({"orders:create"}), frozenset())

    listed = run.invoke(args=["keys", "list"])
    assert listed.exit_code == 0
    assert token not in listed.output
    line = listed.output.split()
    assert line[1:6] == ["lagos", "test", "merchant", f"…{token[-4:]}", "in"]
    assert run.invoke(args=["keys", "revoke", str(UUID(line[0]))]).output == "Revoked.\n"
    session.expire_all()
    assert api_keys.find_key(session, key_hash=api_keys.hash_of(KEYED, token)) is None
    again = run.invoke(args=["keys", "revoke", line[0]])
    assert again.exit_code == 1
    assert session.scalars(select(AuditEntry.action)).all() == ["api_key_created", "api_key_revoked"]


def test_a_key_of_an_unknown_storefront_is_refused(run: FlaskCliRunner, platform: Platform) -> None:
    done = run.invoke(args=["keys", "create", "nowhere"])
    assert done.exit_code == 1
    assert "No storefront is called 'nowhere'. There are: lagos." in done.output


def test_an_encryption_key_can_be_used(run: FlaskCliRunner) -> None:
    Fernet(run.invoke(args=["keys", "encryption"]).output.strip())


def test_rotation_puts_everything_under_the_new_key(
    run: FlaskCliRunner, session: Session, platform: Platform, settings: Settings
) -> None:
    outbox.enqueue(
        session,
        tenant=tenant_of(platform),
        platform_id=platform.id,
        channel="email",
        recipient="ada@example.com",
        topic="verify_email",
        subject="",
        body="Your code is 123456",
        code="123456",
        locale="en",
        now=NOW,
    )
    session.commit()
    new = Fernet.generate_key().decode()
    try:
        keyring.install((new, *settings.encryption_keys))
        output = run.invoke(args=["keys", "rotate"]).output
        keyring.install((new,))
        session.expire_all()
        message = session.scalars(select(OutboxMessage)).one()
        assert (message.body, message.code) == ("Your code is 123456", "123456")
        raw = session.execute(text("SELECT body FROM outbox_message")).scalar_one()
        assert "123456" not in raw
    finally:
        keyring.install(settings.encryption_keys)
    assert dict(line.split() for line in output.splitlines()) == {
        "bill.provider_data": "0",
        "bill.token": "0",
        "gift_card.form_details": "0",
        "gift_card.number": "0",
        "gift_card_purchase.card_link": "0",
        "gift_card_purchase.link": "0",
        "gift_card_purchase.message": "0",
        "idempotency_record.body": "0",
        "order.link": "0",
        "outbox_message.body": "1",
        "outbox_message.code": "1",
        "outbox_message.html": "0",
        "provider_event.body": "0",
        "reservation.link": "0",
        "waiting_entry.link": "0",
    }


def test_staff_of_one_place(run: FlaskCliRunner, session: Session, platform: Platform) -> None:
    place = make_pickup_location(session, platform=platform).id
    session.commit()
    done = run.invoke(
        args=["staff", "create", "lagos", "Host@Example.com", "--role", "host", "--location", str(place)],
        input="Bisi\nA-long-password\nA-long-password\n",
    )

    assert done.exit_code == 0, done.output
    staff = session.scalars(select(StaffMember)).one()
    assert (staff.email, staff.name, staff.role, staff.every_location) == (
        "host@example.com",
        "Bisi",
        StaffRole.HOST,
        False,
    )
    assert session.scalars(select(StaffLocation.pickup_location_id)).all() == [place]
    assert session.scalars(select(AuditEntry.action)).all() == ["staff_created"]


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("nonsense", "A-long-password", "'nonsense' is not an e-mail address."),
        ("new@example.com", "short", "A staff password has at least 12 characters."),
        ("taken@example.com", "A-long-password", "There is an account for taken@example.com already."),
    ],
)
def test_what_is_wrong_is_said(
    run: FlaskCliRunner, session: Session, platform: Platform, *, email: str, password: str, words: str
) -> None:
    make_staff(session, email="taken@example.com")
    session.commit()
    args = ["staff", "create", "lagos", email, "--name", "Bisi", "--password", password]
    done = run.invoke(args=args)
    assert done.exit_code == 1
    assert words in done.output


def test_ending_sessions(run: FlaskCliRunner, session: Session) -> None:
    staff = make_staff(session, email="bisi@example.com")
    token = staff_accounts.open_sign_in(session, keyed=KEYED, staff_id=staff.id, user_agent="", now=NOW)
    session.commit()

    assert run.invoke(args=["staff", "end-sessions", "bisi@example.com"]).output == "Ended: 1\n"

    assert staff_accounts.find_seen(session, keyed=KEYED, token=token, now=NOW) is None
    assert session.scalars(select(AuditEntry.action)).all() == ["staff_sign_ins_ended"]
    assert run.invoke(args=["staff", "end-sessions", "nobody@example.com"]).exit_code == 1
