"""/api/customers/signup in two steps, and /api/v1/getMemberDetails."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Channel, Customer, Gender, Membership, MembershipStatus, OneTimeCode, OutboxMessage
from app.services import memberships
from tests.factories import make_customer
from tests.integration.api.dining.conftest import OTHER_KEY, PUBLISHABLE_KEY, Group
from tests.support.api import SANDBOX_KEY, Answer, Family
from tests.support.shapes import same_shape

SIGN_UP = "/api/customers/signup"
DETAILS = "/api/v1/getMemberDetails"
AISHA = {
    "mobileNumber": "971501230000",
    "first_name": "Aisha",
    "last_name": "Al Mansoori",
    "email": "user@example.com",
    "birthdate": "1992-06-15",
    "gender": "female",
}
# The document's own replies.
SENT = {"success": True, "step": "otp_sent", "message": "OTP sent to 971501230000 via SMS", "expires_in": 300}
JOINED = {
    "success": True,
    "step": "signup_complete",
    "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...",
    "customer": {
        "id": 4821,
        "first_name": "Aisha",
        "last_name": "Al Mansoori",
        "mobileNumber": "971501230000",
        "email": "user@example.com",
        "birthdate": "1992-06-15",
        "gender": "female",
        "customer_level": "WHITE",
        "referral_code": "AISHA-K9X2",
        "country_id": 1,
        "brand_id": 3,
        "wallet": {"id": 9043, "balance": 0, "currency": "AED"},
        "branch": {"id": 12, "name": "Downtown Dubai", "city": "Dubai"},
        "created_at": "2025-06-12T10:34:21.000Z",
    },
}
MEMBER = {
    "membership": {
        "firstName": "John",
        "lastName": "Doe",
        "email": "user@example.com",
        "gender": "male",
        "phoneNumber": "+971501234567",
        "status": "Active",
        "createdOn": "2024-01-15T10:30:00.000Z",
        "memberId": "MEM123456",
        "mobileAppUsed": False,
        "mobileAppUsedLastDate": None,
        "birthday": "1990-05-20",
        "pointsBalance": {"balance": {"monetary": 25.5, "nonMonetary": 340}},
    }
}
HEADERS = {"x-branch-id": "CLUB-DXB-001", "x-source-type": "source-type"}


def step(dining: Family, group: Group, key: str | None = SANDBOX_KEY, **body: Any) -> Answer:
    branch = group.branch
    given = {"branch_id": branch.id, "brand_id": branch.brand_id, "country_id": branch.country_id}
    return dining.post(SIGN_UP, AISHA | given | body, key=key)


def code_of(session: Session) -> str:
    newest = select(OutboxMessage.code).order_by(OutboxMessage.id.desc()).limit(1)
    return session.scalars(newest).one() or ""


def test_two_steps_make_a_member(dining: Family, group: Group, session: Session) -> None:
    sent = step(dining, group)
    assert (sent.status, sent.json) == (200, SENT)
    code = code_of(session)
    assert (len(code), code.isdigit()) == (4, True)

    joined = step(dining, group, otp=code)

    assert joined.status == 200
    same_shape(JOINED, joined.json)
    customer = joined.json["customer"]
    assert customer["customer_level"] == "WHITE"
    assert customer["referral_code"].startswith("AISHA-")
    assert len(customer["referral_code"]) == len("AISHA-K9X2")
    assert customer["wallet"] == {"id": customer["wallet"]["id"], "balance": 0, "currency": group.branch.currency}
    row = session.scalars(select(Customer).where(Customer.id == customer["id"])).one()
    assert (row.claimed_at is not None, row.phone_verified_at is not None) == (True, True)
    again = step(dining, group, otp=code)
    assert (again.status, again.json["code"]) == (400, "otp_already_used")
    registered = step(dining, group)
    assert (registered.status, registered.json["code"]) == (409, "mobile_exists")
    assert set(registered.json) == {"success", "code", "message"}
    mail = step(dining, group, mobileNumber="971501230001")
    assert (mail.status, mail.json["code"]) == (409, "email_exists")


def test_the_token_opens_the_other_families(dining: Family, group: Group, session: Session, api: Any) -> None:
    step(dining, group)
    token = step(dining, group, otp=code_of(session)).json["token"]

    seen = api.commerce.get("/api/customerprofile/profile", key=SANDBOX_KEY, token=token)

    assert seen.status != 401


@pytest.mark.parametrize(("number", "channel"), [("966501230000", Channel.SMS), ("2348012345678", Channel.WHATSAPP)])
def test_how_a_code_travels(dining: Family, group: Group, session: Session, number: str, channel: Channel) -> None:
    answer = step(dining, group, mobileNumber=number)

    assert answer.json["message"].endswith("SMS" if channel is Channel.SMS else "WhatsApp")
    assert session.scalars(select(OutboxMessage.channel)).all() == [channel]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"first_name": None}, "missing_fields"),
        ({"branch_id": None, "email": "x"}, "missing_fields"),
        ({"email": "no address"}, "invalid_email"),
        ({"birthdate": "15/06/1992"}, "invalid_birthdate"),
        ({"gender": "unknown"}, "invalid_gender"),
        ({"gender": {"a": []}}, "invalid_gender"),
        ({"mobileNumber": "12"}, "invalid_mobile"),
    ],
)
def test_what_is_wrong_has_its_code(dining: Family, group: Group, sent: dict[str, Any], code: str) -> None:
    body = AISHA | {"branch_id": group.branch.id} | sent
    answer = dining.post(SIGN_UP, {name: value for name, value in body.items() if value is not None}, key=SANDBOX_KEY)

    assert (answer.status, answer.json["success"], answer.json["code"]) == (400, False, code)


def test_codes_that_are_not_taken(dining: Family, group: Group, session: Session) -> None:
    step(dining, group)
    code = code_of(session)
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    assert step(dining, group, otp=wrong).json["code"] == "otp_invalid"
    session.execute(update(OneTimeCode).values(expires_at=utc_now() - timedelta(seconds=1)))
    session.commit()
    assert step(dining, group, otp=code).json["code"] == "otp_expired"


@pytest.mark.parametrize("key", [None, "wrong"])
def test_a_key_comes_first(dining: Family, group: Group, key: str | None) -> None:
    answer = step(dining, group, key=key, email="no address")

    assert (answer.status, answer.json["code"]) == (401, "unauthorized")
    assert dining.post(DETAILS, {}, key=key).status == 401


def test_keys_of_browsers_sign_up_but_look_nobody_up(dining: Family, group: Group) -> None:
    assert step(dining, group, key=PUBLISHABLE_KEY).status == 200
    assert dining.post(DETAILS, {}, key=PUBLISHABLE_KEY).status == 403
    assert step(dining, group, key=OTHER_KEY).status == 404, "another business has no such branch"


def test_somebody_known_from_a_booking_becomes_a_member(dining: Family, group: Group, session: Session) -> None:
    known = make_customer(
        session, business=group.business, phone="+971501230000", email=None, password=None, pin=None, claimed_at=None
    )
    session.commit()
    step(dining, group)

    assert step(dining, group, otp=code_of(session)).json["customer"]["id"] == known.id


@pytest.fixture
def john(group: Group, session: Session) -> Membership:
    """John, a member of the club with points, as the document shows him."""
    group.branch.club_id = "CLUB-DXB-001"
    member = Membership(
        business_id=group.business.id,
        environment=Environment.TEST,
        customer_id=group.john.id,
        member_id="MEM123456",
        club_id="CLUB-DXB-001",
        branch_id=group.branch.id,
        brand_id=group.branch.brand_id,
        country_id=group.branch.country_id,
        status=MembershipStatus.ACTIVE,
        gender=Gender.MALE,
        birthdate=date(1990, 5, 20),
        created_at=datetime(2024, 1, 15, 10, 30, tzinfo=UTC),
        updated_at=datetime(2024, 1, 15, 10, 30, tzinfo=UTC),
    )
    session.add(member)
    session.flush()
    given: dict[str, Any] = {
        "tenant": Tenant(group.business.id, Environment.TEST),
        "customer_id": group.john.id,
        "platform_id": group.platform.id,
        "description": "Welcome",
        "now": utc_now(),
    }
    memberships.credit_cash(session, amount_minor=25_50, currency=group.branch.currency, key="cash", **given)
    for number in range(17):
        given_visit = {name: given[name] for name in ("tenant", "customer_id", "now")}
        memberships.award_visit(session, branch=group.branch, party_size=2, visit=f"v{number}", **given_visit)
        memberships.award_visit(session, branch=group.branch, party_size=2, visit=f"v{number}", **given_visit)
    session.commit()
    return member


@pytest.mark.usefixtures("john")
def test_a_member_is_as_documented(dining: Family, group: Group, session: Session) -> None:
    ask = {"customer": {"phoneNumber": group.john.phone}}
    answer = dining.post(DETAILS, ask, key=SANDBOX_KEY, headers=HEADERS)

    assert answer.status == 200
    same_shape(MEMBER, answer.json)
    seen = answer.json["membership"]
    assert seen["pointsBalance"] == {"balance": {"monetary": 25.5, "nonMonetary": 340}}
    assert (seen["memberId"], seen["birthday"], seen["createdOn"]) == (
        "MEM123456",
        "1990-05-20",
        "2024-01-15T10:30:00.000Z",
    )
    session.execute(update(Membership).values(birthdate=None, mobile_app_last_at=utc_now()))
    session.commit()
    seen = dining.post(DETAILS, ask, key=SANDBOX_KEY, headers=HEADERS).json["membership"]
    assert ("birthday" in seen, seen["mobileAppUsed"]) == (False, True)


@pytest.mark.usefixtures("john")
@pytest.mark.parametrize(
    ("headers", "body", "status", "words"),
    [
        ({"x-branch-id": None}, {}, 400, "missing x-branch-id"),
        ({"x-branch-id": "CLUB-X"}, {}, 400, "invalid x-branch-id"),
        ({"x-source-type": "app"}, {}, 400, "invalid x-source-type"),
        ({"x-source-type": None}, {}, 400, "invalid x-source-type"),
        ({}, {}, 400, "missing customer object"),
        ({}, {"customer": {}}, 400, "missing phoneNumber"),
        ({}, {"customer": {"phoneNumber": "971501234567"}}, 400, "invalid phone number"),
        ({}, {"customer": {"phoneNumber": "+971500000099"}}, 404, "member not found"),
    ],
)
def test_who_is_not_found(
    dining: Family, headers: dict[str, Any], body: dict[str, Any], status: int, words: str
) -> None:
    sent = {name: value for name, value in (HEADERS | headers).items() if value is not None}
    answer = dining.post(DETAILS, body, key=SANDBOX_KEY, headers=sent)

    assert (answer.status, answer.json) == (status, {"success": False, "message": words})
