"""One-time codes: how long, how often, how many."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CodePurpose, Customer, OneTimeCode, Platform
from app.services import codes, reset_tokens
from tests.factories import NOW
from tests.integration.services.people.kit import KEYED, tenant_of

TO = "+2348012345678"


def issue(session: Session, platform: Platform, purpose: CodePurpose = CodePurpose.SIGN_IN) -> str:
    return codes.issue(
        session,
        keyed=KEYED,
        tenant=tenant_of(platform),
        purpose=purpose,
        recipient=TO,
        customer_id=None,
        address=None,
        now=NOW,
    ).code


def attempt(session: Session, platform: Platform, code: str, *, after: timedelta = timedelta(0)) -> bool:
    used = codes.try_code(
        session,
        keyed=KEYED,
        tenant=tenant_of(platform),
        purpose=CodePurpose.SIGN_IN,
        recipient=TO,
        code=code,
        now=NOW + after,
    )
    return used is not None


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_six_digits_and_only_their_hash_is_kept(session: Session, platform: Platform) -> None:
    code = issue(session, platform)
    row = session.scalars(select(OneTimeCode)).one()
    assert len(code) == 6
    assert code.isdecimal()
    assert code not in row.code_hash
    assert row.expires_at == NOW + timedelta(minutes=5)


def test_it_works_once(session: Session, platform: Platform) -> None:
    code = issue(session, platform)
    assert [attempt(session, platform, code), attempt(session, platform, code)] == [True, False]


@pytest.mark.parametrize(("seconds", "works"), [(299, True), (300, False)])
def test_it_works_for_five_minutes(session: Session, platform: Platform, seconds: int, works: bool) -> None:
    code = issue(session, platform)
    assert attempt(session, platform, code, after=timedelta(seconds=seconds)) is works


@pytest.mark.parametrize(("misses", "works"), [(4, True), (5, False)])
def test_five_tries_then_it_is_void(session: Session, platform: Platform, misses: int, works: bool) -> None:
    code = issue(session, platform)
    for _time in range(misses):
        assert not attempt(session, platform, wrong(code))
    assert attempt(session, platform, code) is works


def test_a_new_code_voids_the_one_before(session: Session, platform: Platform) -> None:
    first, second = issue(session, platform), issue(session, platform)
    assert attempt(session, platform, first) is (first == second)
    assert attempt(session, platform, second) is (first != second)


def test_a_code_for_another_purpose_does_not_count(session: Session, platform: Platform) -> None:
    code = issue(session, platform, CodePurpose.VERIFY_PHONE)
    assert not attempt(session, platform, code)
    assert session.scalars(select(OneTimeCode.tries)).one() == 0


def test_it_is_forgotten_a_day_after_it_ran_out(session: Session, platform: Platform) -> None:
    issue(session, platform)
    over = NOW + timedelta(minutes=5)
    assert codes.purge(session, now=over + timedelta(hours=23)) == 0
    assert codes.purge(session, now=over + timedelta(days=1)) == 1


def test_a_reset_token_is_forgotten_when_it_ran_out(session: Session, ada: Customer) -> None:
    reset_tokens.issue(session, keyed=KEYED, customer_id=ada.id, purpose=CodePurpose.RESET_PIN, now=NOW)
    assert reset_tokens.purge(session, now=NOW + timedelta(minutes=59)) == 0
    assert reset_tokens.purge(session, now=NOW + timedelta(hours=1)) == 1
