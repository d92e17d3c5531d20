"""Settings are checked at start-up and say what is wrong, all at once."""

import pytest
from cryptography.fernet import Fernet

from app.config import BadSettings, Settings

GOOD = {
    "SOUK_ENV": "production",
    "SOUK_SECRET_KEY": "s" * 40,
    "SOUK_PEPPER": "p" * 40,
    "SOUK_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
}


def test_production_is_the_default_and_refuses_to_start_without_its_secrets() -> None:
    with pytest.raises(BadSettings) as refused:
        Settings.from_environment({})
    told = "\n".join(refused.value.problems)
    assert all(name in told for name in ("SOUK_SECRET_KEY", "SOUK_PEPPER", "SOUK_ENCRYPTION_KEYS"))


def test_production_starts_with_its_secrets() -> None:
    settings = Settings.from_environment(GOOD)
    assert (settings.env, settings.environment, settings.secure_cookies, settings.strict_limits) == (
        "production",
        "live",
        True,
        True,
    )


def test_the_sandbox_needs_nothing() -> None:
    settings = Settings.from_environment({"SOUK_ENV": "sandbox"})
    assert (settings.is_sandbox, settings.environment) == (True, "test")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"SOUK_ENV": "staging"}, "SOUK_ENV"),
        ({"SOUK_SECRET_KEY": "short"}, "SOUK_SECRET_KEY"),
        ({"SOUK_PEPPER": "souk-sandbox-pepper-not-for-production"}, "SOUK_PEPPER"),
        ({"SOUK_ENCRYPTION_KEYS": "not a key"}, "SOUK_ENCRYPTION_KEYS"),
        ({"PORT": "eighty"}, "PORT"),
        ({"SOUK_LOG_LEVEL": "loud"}, "SOUK_LOG_LEVEL"),
        ({"SOUK_OPEN_ROUTES": "1"}, "SOUK_OPEN_ROUTES"),
        ({"SOUK_OPEN_ROUTES": "yes"}, "SOUK_OPEN_ROUTES"),
        ({"SOUK_MESSAGES": "pigeon"}, "SOUK_MESSAGES"),
        ({"SOUK_CORALPAY_SIGNING_KEY": "not a key"}, "SOUK_CORALPAY_SIGNING_KEY"),
        ({"SOUK_MESSAGES": "sandbox"}, "SOUK_MESSAGES"),
        ({"SOUK_SMTP_URL": "mail.example:25"}, "SOUK_SMTP_URL"),
        ({"SOUK_TWILIO_ACCOUNT_SID": "AC1", "SOUK_TWILIO_SMS_FROM": "+1555"}, "SOUK_TWILIO_AUTH_TOKEN"),
        ({"SOUK_TWILIO_ACCOUNT_SID": "AC1", "SOUK_TWILIO_AUTH_TOKEN": "t"}, "SOUK_TWILIO_SMS_FROM"),
    ],
)
def test_each_bad_setting_is_named(change: dict[str, str], word: str) -> None:
    with pytest.raises(BadSettings) as refused:
        Settings.from_environment({**GOOD, **change})
    assert [word in problem for problem in refused.value.problems] == [True]


def test_shown_settings_hide_every_secret() -> None:
    shown = Settings.from_environment({**GOOD, "DATABASE_URL": "postgresql://u:secret@h/d"}).shown()
    assert not any("secret@" in value or "s" * 40 in value or "p" * 40 in value for value in shown.values())


def test_postgresql_urls_get_the_driver() -> None:
    settings = Settings.from_environment({**GOOD, "DATABASE_URL": "postgres://u@h/d"})
    assert settings.database_url == "postgresql+psycopg://u@h/d"


def test_production_says_which_messages_will_not_go() -> None:
    assert [warning.split(":")[0] for warning in Settings.from_environment(GOOD).warnings()] == [
        "E-mail is not sent",
        "Text messages are not sent",
    ]
    carried = {
        "SOUK_SMTP_URL": "smtps://u:hidden@mail.example",
        "SOUK_TWILIO_ACCOUNT_SID": "AC1",
        "SOUK_TWILIO_AUTH_TOKEN": "hidden",
        "SOUK_TWILIO_SMS_FROM": "+15005550006",
        "SOUK_TWILIO_WHATSAPP_FROM": "whatsapp:+14155238886",
    }
    settings = Settings.from_environment({**GOOD, **carried})
    assert settings.warnings() == ["Nobody hears whether text messages arrive: set SOUK_PUBLIC_URL."]
    assert settings.twilio_whatsapp_from == "+14155238886"
    assert "hidden" not in str(settings.shown())
    assert Settings.from_environment({**GOOD, **carried, "SOUK_PUBLIC_URL": "https://shop.example"}).warnings() == []


def test_the_sandbox_has_nothing_to_say_about_messages() -> None:
    settings = Settings.from_environment({"SOUK_ENV": "sandbox"})
    assert (settings.messages, settings.warnings()) == ("sandbox", [])


@pytest.mark.parametrize(
    ("change", "are_open"),
    [
        ({"SOUK_ENV": "sandbox"}, False),
        ({"SOUK_ENV": "sandbox", "SOUK_OPEN_ROUTES": "0"}, False),
        ({"SOUK_ENV": "sandbox", "SOUK_OPEN_ROUTES": "1"}, True),
        ({"SOUK_OPEN_ROUTES": "0"}, False),
        ({"SOUK_OPEN_ROUTES": "insecure"}, True),
    ],
)
def test_routes_are_opened_in_so_many_words(change: dict[str, str], are_open: bool) -> None:
    settings = Settings.from_environment({**GOOD, **change})

    assert settings.routes_are_open is are_open
    assert any("SOUK_OPEN_ROUTES" in warning for warning in settings.warnings()) is are_open
    assert settings.shown()["open_routes"] == change.get("SOUK_OPEN_ROUTES", "")
