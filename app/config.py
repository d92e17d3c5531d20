"""Settings, read from the environment once, checked at start-up."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from app import provider_settings

ROOT: Final = Path(__file__).resolve().parent.parent
SANDBOX: Final = provider_settings.SANDBOX
LIVE: Final = "live"
PRODUCTION: Final = "production"
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_MIN_SECRET_LENGTH: Final = 32
_OPENED: Final = ("1", "insecure")


class BadSettings(Exception):
    """The environment does not make a working configuration; the messages say what to set."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations."""

    env: str
    secret_key: str = field(metadata={"secret": True})
    # Keys the PIN, code and token hashes, so that a stolen database alone cannot be searched.
    pepper: str = field(metadata={"secret": True})
    encryption_keys: tuple[str, ...] = field(metadata={"secret": True})
    database_url: str = field(metadata={"secret": True})
    redis_url: str | None = field(default=None, metadata={"secret": True})
    # Where the embedded queue of the background work is; None: beside the SQLite database, else in var/.
    queue_file: Path | None = None
    port: int = 8000
    processes: int = 2
    media_dir: Path = ROOT / "var" / "media"
    trusted_proxies: int = 0
    strict_limits: bool = False
    # "1" (outside production) or "insecure": whoever calls may read and write what else needs a secret key.
    open_routes: str = ""
    secure_cookies: bool = True
    argon2_time_cost: int = 2
    argon2_memory_kib: int = 19_456
    pool_size: int = 10
    log_level: str = "INFO"
    mail_from: str = "Souk <no-reply@souk.example>"
    messages: str = SANDBOX
    smtp_url: str = field(default="", metadata={"secret": True})
    twilio_account_sid: str = ""
    twilio_auth_token: str = field(default="", metadata={"secret": True})
    twilio_sms_from: str = ""
    twilio_messaging_service_sid: str = ""
    twilio_whatsapp_from: str = ""
    # WhatsApp lets one-time codes through in approved templates only.
    twilio_code_content_en: str = ""
    twilio_code_content_ar: str = ""
    twilio_url: str = "https://api.twilio.com"
    # Which adapter serves a storefront that does not choose; empty: none.
    payments: str = ""
    delivery: str = ""
    bills: str = ""
    # Where browsers and providers reach this installation, such as https://shop.example; empty: as the request came in.
    public_url: str = ""
    paystack_secret_key: str = field(default="", metadata={"secret": True})
    paystack_url: str = "https://api.paystack.co"
    # Origins its pay page is served from, with commas; browsers are let through to these only.
    paystack_page_hosts: str = "https://checkout.paystack.com"
    geidea_public_key: str = ""
    geidea_api_password: str = field(default="", metadata={"secret": True})
    # Whose hosts are asked, unless the two addresses replace them; in which order its sessions are signed.
    geidea_region: str = "uae"
    geidea_url: str = ""
    geidea_script_url: str = ""
    geidea_signature: str = "A"
    terminal_secret_key: str = field(default="", metadata={"secret": True})
    terminal_url: str = "https://api.terminal.africa/v1"
    coralpay_user: str = ""
    coralpay_password: str = field(default="", metadata={"secret": True})
    coralpay_url: str = ""
    # A PEM private key where CoralPay has asked for signed requests; empty: unsigned.
    coralpay_signing_key: str = field(default="", metadata={"secret": True})
    coralpay_institution_id: str = ""
    testing: bool = False

    @property
    def is_sandbox(self) -> bool:
        return self.env == SANDBOX

    @property
    def routes_are_open(self) -> bool:
        """Whether routes whose document asks for no key show people's data in full to whoever calls."""
        return self.open_routes in _OPENED

    @property
    def environment(self) -> str:
        """The world HTML pages and keyless routes live in: design rule of the sandbox."""
        return "test" if self.is_sandbox else "live"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check. Raises BadSettings listing every problem at once."""
        env = os.environ if environ is None else environ
        kind = env.get("SOUK_ENV", PRODUCTION)
        problems = [] if kind in {SANDBOX, PRODUCTION} else [f"SOUK_ENV must be sandbox or production, not {kind!r}"]
        secret, pepper, keys = _secrets(env, sandbox=kind == SANDBOX, problems=problems)
        port, processes, proxies = (
            _whole_number(env, name, default, problems)
            for name, default in (
                ("PORT", 8000),
                ("SOUK_PROCESSES", 2),
                ("SOUK_TRUSTED_PROXIES", 0),
            )
        )
        open_routes, log_level, messages = _choices(env, production=kind == PRODUCTION, problems=problems)
        providers = provider_settings.read(env, sandbox=kind == SANDBOX, problems=problems)
        carriers = _messages(env, problems=problems)
        if problems:
            raise BadSettings(problems)
        return cls(
            env=kind,
            secret_key=secret,
            pepper=pepper,
            encryption_keys=keys,
            database_url=_database_url(env),
            redis_url=env.get("REDIS_URL") or None,
            queue_file=Path(env["SOUK_QUEUE_FILE"]) if env.get("SOUK_QUEUE_FILE") else None,
            port=port,
            processes=processes,
            media_dir=Path(env.get("SOUK_MEDIA_DIR", str(ROOT / "var" / "media"))),
            trusted_proxies=proxies,
            strict_limits=kind == PRODUCTION or env.get("SOUK_LIMITS") == "strict",
            open_routes=open_routes,
            secure_cookies=kind == PRODUCTION,
            log_level=log_level,
            mail_from=env.get("SOUK_MAIL_FROM", "Souk <no-reply@souk.example>"),
            messages=messages,
            **carriers,
            **providers,
        )

    @property
    def paystack_pages(self) -> frozenset[str]:
        return frozenset(provider_settings.split(self.paystack_page_hosts))

    def warnings(self) -> list[str]:
        """What an operator should know before the first customer finds out."""
        found = {
            "SOUK_OPEN_ROUTES: whoever reaches this installation reads diners' names and numbers and moves money in "
            "wallets without a key. It is meant for one old client on a closed network.": self.routes_are_open
        }
        return [sentence for sentence, holds in {**found, **self._message_warnings()}.items() if holds]

    def _message_warnings(self) -> dict[str, object]:
        """What is missing for messages to be sent: the sentence, and whether it holds."""
        if self.messages != LIVE:
            return {}
        has_sms = self.twilio_account_sid and (self.twilio_sms_from or self.twilio_messaging_service_sid)
        return {
            "E-mail is not sent: set SOUK_SMTP_URL.": not self.smtp_url,
            "Text messages are not sent: set SOUK_TWILIO_ACCOUNT_SID, its token and a sender.": not has_sms,
            "Nobody hears whether text messages arrive: set SOUK_PUBLIC_URL.": has_sms and not self.public_url,
        }

    def shown(self) -> dict[str, str]:
        """The settings by name for people to read; secrets are hidden."""
        return {
            f.name: "•••" if f.metadata.get("secret") and getattr(self, f.name) else str(getattr(self, f.name))
            for f in fields(self)
        }


def _choices(env: Mapping[str, str], *, production: bool, problems: list[str]) -> tuple[str, str, str]:
    """The settings that are one of a few words: open routes, log level, message sender."""
    open_routes = env.get("SOUK_OPEN_ROUTES", "")
    if open_routes not in {"", "0", *_OPENED}:
        problems.append(f"SOUK_OPEN_ROUTES must be 0, 1 or insecure, not {open_routes!r}")
    elif production and open_routes == "1":
        problems.append("SOUK_OPEN_ROUTES is refused in production (only the word 'insecure' overrides that)")
    log_level = env.get("SOUK_LOG_LEVEL", "INFO").upper()
    if log_level not in LOG_LEVELS:
        problems.append(f"SOUK_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {log_level!r}")
    messages = env.get("SOUK_MESSAGES", LIVE if production else SANDBOX)
    if messages not in {SANDBOX, LIVE}:
        problems.append(f"SOUK_MESSAGES must be sandbox or live, not {messages!r}")
    elif messages == SANDBOX and production:
        problems.append("SOUK_MESSAGES: in production messages must really go (set it to live, or leave it out)")
    return open_routes, log_level, messages


_MESSAGE_TEXTS: Final = (
    *("smtp_url", "twilio_account_sid", "twilio_auth_token", "twilio_sms_from", "twilio_messaging_service_sid"),
    *("twilio_whatsapp_from", "twilio_code_content_en", "twilio_code_content_ar", "twilio_url"),
)
_SMTP_SCHEMES: Final = ("smtps://", "smtp://", "smtp+plain://")


def _messages(env: Mapping[str, str], *, problems: list[str]) -> dict[str, Any]:
    """Who carries e-mail and text messages, and with which credentials."""
    found = {name: env[f"SOUK_{name.upper()}"] for name in _MESSAGE_TEXTS if env.get(f"SOUK_{name.upper()}")}
    if "smtp_url" in found and not found["smtp_url"].startswith(_SMTP_SCHEMES):
        problems.append("SOUK_SMTP_URL must look like smtps://USER:SECRET@HOST:465, or smtp://… with STARTTLS")
    if ("twilio_account_sid" in found) != ("twilio_auth_token" in found):
        problems.append("SOUK_TWILIO_ACCOUNT_SID and SOUK_TWILIO_AUTH_TOKEN go together")
    senders = ("twilio_sms_from", "twilio_messaging_service_sid", "twilio_whatsapp_from")
    if "twilio_account_sid" in found and not any(name in found for name in senders):
        problems.append(
            "SOUK_TWILIO_SMS_FROM, SOUK_TWILIO_MESSAGING_SERVICE_SID or SOUK_TWILIO_WHATSAPP_FROM must name a sender"
        )
    for name in ("twilio_sms_from", "twilio_whatsapp_from"):
        found |= {name: found[name].removeprefix("whatsapp:")} if name in found else {}
    return found


def _database_url(env: Mapping[str, str]) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'souk.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _secrets(env: Mapping[str, str], *, sandbox: bool, problems: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """The sandbox makes its own fixed secrets; production must be given real ones."""
    if sandbox:
        made = base64.urlsafe_b64encode(hashlib.sha256(b"souk sandbox encryption").digest()).decode()
        keys = tuple(key for key in env.get("SOUK_ENCRYPTION_KEYS", made).split(",") if key)
        return (
            env.get("SOUK_SECRET_KEY", "souk-sandbox-secret-key-not-for-production"),
            env.get("SOUK_PEPPER", "souk-sandbox-pepper-not-for-production"),
            keys,
        )
    problems += [
        f"{name} must be set to a random text of at least {_MIN_SECRET_LENGTH} characters"
        for name in ("SOUK_SECRET_KEY", "SOUK_PEPPER")
        if len(env.get(name, "")) < _MIN_SECRET_LENGTH or "sandbox" in env.get(name, "")
    ]
    keys = tuple(key.strip() for key in env.get("SOUK_ENCRYPTION_KEYS", "").split(",") if key.strip())
    if not keys:
        problems.append(
            "SOUK_ENCRYPTION_KEYS must hold at least one key"
            " (make one with: SOUK_ENV=sandbox flask --app wsgi keys encryption)"
        )
    if not all(_is_fernet_key(key) for key in keys):
        problems.append("SOUK_ENCRYPTION_KEYS holds a key that is not 32 bytes in url-safe base64")
    return env.get("SOUK_SECRET_KEY", ""), env.get("SOUK_PEPPER", ""), keys


def _is_fernet_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == 32  # noqa: PLR2004  # the length Fernet asks for
    except ValueError:
        return False


def _whole_number(env: Mapping[str, str], name: str, default: int, problems: list[str]) -> int:
    text = env.get(name, str(default))
    if not text.isdecimal():
        problems.append(f"{name} must be a whole number, not {text!r}")
        return default
    return int(text)
