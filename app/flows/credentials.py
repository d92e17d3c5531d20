"""Signing in with a password, and changing or recovering passwords and PINs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.domain.errors import BadCredentials, CodeInvalid, PasswordTooWeak, ResetTokenInvalid
from app.domain.logins import MAX_PASSWORD, MIN_PASSWORD, Login, read_login
from app.flows.one_time_codes import SentCode, send_code, use_code
from app.flows.tools import Tools, Visit
from app.models import CodePurpose
from app.services import accounts, limits, pins, reset_tokens, sign_ins
from app.services.profiles import CustomerProfile, profile_of
from app.services.reset_tokens import IssuedReset

WINDOW: Final = timedelta(minutes=15)
MOST_PER_ACCOUNT: Final = 5
MOST_PER_ADDRESS: Final = 20


def check_password(tools: Tools, visit: Visit, *, login: str, password: str) -> CustomerProfile:
    """Who signs in with this e-mail or phone and password.

    Every try is counted before the comparison and forgiven after a right one: 5 wrong ones for an account and 20 for
    an address within 15 minutes. Unknown people cost the same work and meet the same limits.

    Raises BadCredentials, TooManyAttempts.
    """
    known = read_login(login, region=visit.region)
    decoy = tools.passwords.decoy
    with tools.uow() as session:
        customer = None if known is None else accounts.find_by_login(session, tenant=visit.tenant, login=known)
        password_hash = decoy if customer is None else customer.password_hash or decoy
        key = f"sign_in:{customer.id}" if customer is not None else _unknown_key(tools, visit, login)
        profile = None if customer is None else profile_of(customer)
        _count(session, key, visit, tools.clock())
    # A longer text is no password of ours, and is not worth hashing.
    is_right = len(password) <= MAX_PASSWORD and tools.passwords.verify(password_hash, password)
    if profile is None or not is_right:
        raise BadCredentials
    with tools.uow() as session:
        _forgive(session, key, visit)
        accounts.note_sign_in(session, customer_id=profile.id, now=tools.clock())
    return profile


def change_password(
    tools: Tools, visit: Visit, *, customer_id: int, current: str, new: str, sign_in_id: int | None
) -> None:
    """Set a new password, knowing the current one; every other sign-in ends.

    Raises BadCredentials, TooManyAttempts, PasswordTooWeak.
    """
    confirm_password(tools, visit, customer_id=customer_id, password=current)
    set_password(tools, customer_id=customer_id, new=new, sign_in_id=sign_in_id)


def confirm_password(tools: Tools, visit: Visit, *, customer_id: int, password: str) -> None:
    """Make sure that whoever is signed in knows the password; wrong ones count as at sign-in.

    Raises BadCredentials, TooManyAttempts.
    """
    with tools.uow() as session:
        password_hash = accounts.get_customer(session, customer_id=customer_id).password_hash
        _count(session, f"sign_in:{customer_id}", visit, tools.clock())
    is_right = len(password) <= MAX_PASSWORD and tools.passwords.verify(
        password_hash or tools.passwords.decoy, password
    )
    if not is_right:
        raise BadCredentials
    with tools.uow() as session:
        _forgive(session, f"sign_in:{customer_id}", visit)


def set_password(tools: Tools, *, customer_id: int, new: str, sign_in_id: int | None) -> None:
    """Set a password whatever it was before; every other sign-in ends. Raises PasswordTooWeak."""
    password_hash = _hash(tools, new)
    with tools.uow() as session:
        _store(session, customer_id, password_hash, but=sign_in_id, now=tools.clock())


def forgot(tools: Tools, visit: Visit, *, purpose: CodePurpose, to: Login) -> SentCode:
    """Send a code for a new password or PIN, or not: the answer is the same for people we do not know.

    Raises TooManyAttempts.
    """
    with tools.uow() as session:
        found = accounts.find_by_login(session, tenant=visit.tenant, login=to)
        customer_id = None if found is None else found.id
    sent = send_code(tools, visit, purpose=purpose, to=to, customer_id=customer_id, is_known=customer_id is not None)
    return SentCode(expires_at=sent.expires_at)


def earn_reset(
    tools: Tools, visit: Visit, *, purpose: CodePurpose, to: Login, code: str, customer_id: int | None = None
) -> IssuedReset:
    """Trade the code for permission to set a new password or PIN. Raises CodeInvalid."""
    used = use_code(tools, visit, purpose=purpose, to=to, code=code, customer_id=customer_id)
    if used.customer_id is None:
        raise CodeInvalid
    with tools.uow() as session:
        profile = accounts.get_profile(session, customer_id=used.customer_id)
        if to.text not in {profile.email, profile.phone}:
            # They have left this address or number since: who reads it now has no claim on the account.
            raise CodeInvalid
        return reset_tokens.issue(
            session, keyed=tools.keyed, customer_id=used.customer_id, purpose=purpose, now=tools.clock()
        )


def reset_password(tools: Tools, visit: Visit, *, token: str, new: str) -> CustomerProfile:
    """Set a new password with the permission earned; every sign-in ends. Raises ResetTokenInvalid, PasswordTooWeak."""
    purpose = CodePurpose.RESET_PASSWORD
    with tools.uow() as session:
        reset_tokens.get_owner(
            session, keyed=tools.keyed, tenant=visit.tenant, purpose=purpose, token=token, now=tools.clock()
        )
    password_hash = _hash(tools, new)
    with tools.uow() as session:
        now = tools.clock()
        customer_id = reset_tokens.use(session, keyed=tools.keyed, purpose=purpose, token=token, now=now)
        _store(session, customer_id, password_hash, but=None, now=now)
        limits.forget(session, key=f"sign_in:{customer_id}")
        return accounts.get_profile(session, customer_id=customer_id)


def reset_pin(
    tools: Tools, visit: Visit, *, token: str, new: str, to: Login | None = None, sign_in_id: int | None = None
) -> CustomerProfile:
    """Set a new PIN with the permission earned; every sign-in but the one named ends.

    `to`, where the route asks for it again, must be the customer's. Raises ResetTokenInvalid.
    """
    purpose = CodePurpose.RESET_PIN
    with tools.uow() as session:
        now = tools.clock()
        owner = reset_tokens.get_owner(
            session, keyed=tools.keyed, tenant=visit.tenant, purpose=purpose, token=token, now=now
        )
        profile = accounts.get_profile(session, customer_id=owner)
        if to is not None and to.text not in {profile.email, profile.phone}:
            raise ResetTokenInvalid
        reset_tokens.use(session, keyed=tools.keyed, purpose=purpose, token=token, now=now)
        pins.set_pin(session, keyed=tools.keyed, customer_id=owner, pin=new, now=now)
        sign_ins.end_all(session, customer_id=owner, but=sign_in_id, now=now)
        return accounts.get_profile(session, customer_id=owner)


def _store(session: Session, customer_id: int, password_hash: str, *, but: int | None, now: datetime) -> None:
    accounts.set_password(session, customer_id=customer_id, password_hash=password_hash, now=now)
    reset_tokens.void(session, customer_id=customer_id, purpose=CodePurpose.RESET_PASSWORD, now=now)
    sign_ins.end_all(session, customer_id=customer_id, but=but, now=now)


def _count(session: Session, key: str, visit: Visit, now: datetime) -> None:
    limits.hit(session, key=key, most=MOST_PER_ACCOUNT, window=WINDOW, now=now)
    if visit.address is not None:
        limits.hit(session, key=f"sign_in_from:{visit.address}", most=MOST_PER_ADDRESS, window=WINDOW, now=now)


def _forgive(session: Session, key: str, visit: Visit) -> None:
    limits.forget(session, key=key)
    if visit.address is not None:
        limits.give_back(session, key=f"sign_in_from:{visit.address}")


def _unknown_key(tools: Tools, visit: Visit, login: str) -> str:
    """Strangers are counted too, by a hash of what they typed: a refusal does not tell who is known."""
    known = read_login(login, region=visit.region)
    whose = f"{visit.tenant.business_id}:{visit.tenant.environment}:{known.text if known else login.strip().lower()}"
    return f"sign_in:?{tools.keyed.digest('login', whose)}"


def _hash(tools: Tools, password: str) -> str:
    if len(password) < MIN_PASSWORD:
        raise PasswordTooWeak(min_length=MIN_PASSWORD)
    return tools.passwords.hash(password)
