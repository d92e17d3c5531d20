"""What people type to say who they are."""

import pytest

from app.domain.logins import Login, counted_address, is_pin, normal_email, read_login


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ada@Example.com", Login(email="ada@example.com")),
        ("  ada@example.com ", Login(email="ada@example.com")),
        ("08012345678", Login(phone="+2348012345678")),
        ("+968 9999 9999", Login(phone="+96899999999")),
        ("ada", None),
        ("", None),
        ("@", None),
        ("a@b", None),
    ],
)
def test_logins(typed: str, read: Login | None) -> None:
    assert read_login(typed, region="NG") == read


@pytest.mark.parametrize("email", ["a@b.co", "a.b+c@sub.example.com", "عائشة@example.com"])
def test_addresses(email: str) -> None:
    assert normal_email(email) == email


@pytest.mark.parametrize(
    "typed", ["a b@example.com", "a@@example.com", "a@example..com", "a@.com", "x" * 65 + "@example.com"]
)
def test_no_addresses(typed: str) -> None:
    assert normal_email(typed) is None


def test_an_address_has_a_longest_length() -> None:
    assert normal_email("a@" + "b" * 250 + ".com") is None


@pytest.mark.parametrize(("text", "answer"), [("0000", True), ("123", False), ("12345", False), ("١٢٣٤", False)])
def test_pins(text: str, answer: bool) -> None:
    assert is_pin(text) is answer


@pytest.mark.parametrize(
    ("remote", "strict", "counted"),
    [
        ("127.0.0.1", False, None),
        ("::1", False, None),
        ("127.0.0.1", True, "127.0.0.1"),
        ("203.0.113.9", False, "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", False, "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", False, "203.0.113.9"),
        ("::ffff:127.0.0.1", False, None),
        (None, False, "unknown"),
        ("not an address", True, "unknown"),
    ],
)
def test_whose_tries_are_counted(remote: str | None, strict: bool, counted: str | None) -> None:
    assert counted_address(remote, strict=strict) == counted
