"""Web sessions, bearer tokens, and ending them."""

from datetime import timedelta

import jwt
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotSignedIn
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.integrations.tokens import JwtSigner
from app.models import Customer, Platform, SignIn
from app.services import sign_ins
from tests.factories import NOW, make_business
from tests.integration.services.people.kit import KEYED, SIGNER, tenant_of
from tests.support.statements import count_statements


def issue(session: Session, customer: Customer) -> sign_ins.OpenedSignIn:
    return sign_ins.issue_access(
        session,
        keyed=KEYED,
        signer=SIGNER,
        customer_id=customer.id,
        customer_uuid=customer.uuid,
        user_agent="Tests",
        now=NOW,
    )


def find(
    session: Session, token: str, *, tenant: Tenant | None = None, after: timedelta = timedelta(0)
) -> sign_ins.SignedInCustomer | None:
    return sign_ins.find_bearer(session, keyed=KEYED, signer=SIGNER, tenant=tenant, token=token, now=NOW + after)


def test_a_bearer_token_is_a_json_web_token_of_eight_hours(session: Session, ada: Customer) -> None:
    opened = issue(session, ada)
    claims = jwt.decode(opened.token, options={"verify_signature": False})
    assert claims["sub"] == str(ada.uuid)
    assert claims["exp"] - claims["iat"] == 8 * 3600
    assert opened.expires_at == NOW + timedelta(hours=8)
    assert claims["jti"] not in session.scalars(select(SignIn.token_hash)).one()


def test_it_names_the_customer_in_one_statement(session: Session, platform: Platform, ada: Customer) -> None:
    token, tenant = issue(session, ada).token, tenant_of(platform)
    with count_statements() as sent:
        found = find(session, token, tenant=tenant)
    assert len(sent) == 1, sent
    assert found is not None
    assert (found.customer_id, found.customer_uuid, found.email) == (ada.id, ada.uuid, "ada@example.com")
    assert (found.is_email_verified, found.is_phone_verified) == (True, True)


def test_without_a_key_the_tokens_own_business_is_meant(session: Session, platform: Platform, ada: Customer) -> None:
    found = find(session, issue(session, ada).token)
    assert found is not None
    assert (found.business_id, found.environment) == (platform.business_id, Environment.TEST)


def test_it_is_worth_nothing_elsewhere(session: Session, platform: Platform, ada: Customer) -> None:
    token = issue(session, ada).token
    assert find(session, token, tenant=Tenant(make_business(session).id, Environment.TEST)) is None
    assert find(session, token, tenant=Tenant(platform.business_id, Environment.LIVE)) is None


@pytest.mark.parametrize(("minutes", "works"), [(479, True), (480, False)])
def test_it_lasts_eight_hours(session: Session, ada: Customer, minutes: int, works: bool) -> None:
    token = issue(session, ada).token
    assert (find(session, token, after=timedelta(minutes=minutes)) is not None) is works


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_nonsense_is_nobody(session: Session, token: str) -> None:
    assert find(session, token) is None


def test_a_token_of_another_server_is_nobody(session: Session, ada: Customer) -> None:
    genuine = jwt.decode(issue(session, ada).token, options={"verify_signature": False})
    forged = JwtSigner("another secret").sign(
        token_id=genuine["jti"], subject=genuine["sub"], issued_at=NOW, expires_at=NOW + timedelta(hours=8)
    )
    assert find(session, forged) is None


def test_ending_it_makes_it_worthless_at_once(session: Session, ada: Customer) -> None:
    opened = issue(session, ada)
    assert sign_ins.end(session, customer_id=ada.id, sign_in_id=opened.sign_in_id, now=NOW)
    assert find(session, opened.token) is None
    assert not sign_ins.end(session, customer_id=ada.id, sign_in_id=opened.sign_in_id, now=NOW)


def test_nobody_ends_somebody_elses(session: Session, ada: Customer) -> None:
    opened = issue(session, ada)
    assert not sign_ins.end(session, customer_id=ada.id + 1, sign_in_id=opened.sign_in_id, now=NOW)
    assert find(session, opened.token) is not None


def test_a_web_token_is_no_bearer_token_and_the_other_way_round(
    session: Session, platform: Platform, ada: Customer
) -> None:
    web = sign_ins.open_web(session, keyed=KEYED, customer_id=ada.id, user_agent="", now=NOW)
    access = issue(session, ada)
    assert find(session, web.token) is None
    tenant = tenant_of(platform)
    assert sign_ins.find_web(session, keyed=KEYED, tenant=tenant, token=access.token, now=NOW) is None


def test_a_refresh_token_is_traded_once(session: Session, ada: Customer) -> None:
    first = sign_ins.issue_refresh(session, keyed=KEYED, customer_id=ada.id, user_agent="", now=NOW)

    def trade(token: str) -> sign_ins.OpenedPair:
        return sign_ins.refresh(session, keyed=KEYED, signer=SIGNER, tenant=None, token=token, user_agent="", now=NOW)

    pair = trade(first.token)

    assert find(session, pair.access.token) is not None
    with pytest.raises(NotSignedIn):
        trade(first.token)
    trade(pair.refresh.token)


def test_ending_all_but_this_one(session: Session, ada: Customer) -> None:
    kept, gone = issue(session, ada), issue(session, ada)
    assert sign_ins.end_all(session, customer_id=ada.id, but=kept.sign_in_id, now=NOW) == 1
    lines = sign_ins.list_open(session, customer_id=ada.id, now=NOW)
    assert [line.id for line in lines] == [kept.sign_in_id]
    assert find(session, gone.token) is None
