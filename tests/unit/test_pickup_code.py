"""Pickup codes: derived, signed, read back from a QR code or from what somebody typed."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import PickupCodeInvalid
from app.domain.pickup_code import (
    ALPHABET,
    CODE_LENGTH,
    Presented,
    new_pickup_token,
    pickup_code,
    read_pickup_code,
    token_hash,
)


def digest(purpose: str, text: str) -> str:
    return hmac.new(b"a server's secret", f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()


def other_digest(purpose: str, text: str) -> str:
    return hmac.new(b"somebody else's", f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()


@given(st.uuids())
def test_what_the_qr_code_holds_is_read_back(order_uuid: UUID) -> None:
    made = pickup_code(digest, order_uuid)
    assert read_pickup_code(digest, made.qr_text) == Presented(order_uuid, made.code)


@given(st.uuids())
def test_the_typed_code_is_read_back_however_it_is_spaced(order_uuid: UUID) -> None:
    made = pickup_code(digest, order_uuid)
    for typed in (made.code, made.spoken, f"  {made.spoken.lower()} ", " ".join(made.code)):
        assert read_pickup_code(digest, typed) == Presented(None, made.code)


@given(st.uuids())
def test_a_code_is_eight_clear_signs_and_the_qr_text_stays_short(order_uuid: UUID) -> None:
    made = pickup_code(digest, order_uuid)
    assert len(made.code) == CODE_LENGTH
    assert set(made.code) <= set(ALPHABET)
    assert len(made.qr_text) == 57


def test_the_order_keeps_the_hash_of_the_code_and_nothing_else() -> None:
    order_uuid = uuid4()
    token, kept = new_pickup_token(digest, order_uuid)
    shown = read_pickup_code(digest, token)
    assert kept == token_hash(digest, shown.code)
    assert shown.code not in kept


def test_two_orders_have_two_codes() -> None:
    assert len({pickup_code(digest, uuid4()).code for _ in range(500)}) == 500


def test_a_code_signed_under_another_secret_is_refused() -> None:
    with pytest.raises(PickupCodeInvalid):
        read_pickup_code(digest, pickup_code(other_digest, uuid4()).qr_text)


def test_a_signature_does_not_serve_another_order() -> None:
    mine, other = pickup_code(digest, uuid4()), pickup_code(digest, uuid4())
    stolen = other.qr_text.replace(other.code, mine.code)
    with pytest.raises(PickupCodeInvalid):
        read_pickup_code(digest, stolen)


@pytest.mark.parametrize(
    "text",
    [
        *("", "SOUK:", "SOUK:.", "SOUK:ABC.DEF.GHI", "SOUK:ABC", "1234567", "123456789", "ABCD-EFG0"),
        *("قهوة عربية", "🙂" * 8, "A" * 10_000, "SOUK:" + "A" * 26 + ".é.é", "SOUK:é.A.B"),
    ],
)
def test_anything_else_is_not_a_code(text: str) -> None:
    with pytest.raises(PickupCodeInvalid):
        read_pickup_code(digest, text)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    for shown in (text, "SOUK:" + text):
        try:
            read_pickup_code(digest, shown)
        except PickupCodeInvalid:
            continue
