"""E-mail by SMTP, always encrypted unless the address says otherwise."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

from app.clock import utc_now
from app.services.provider_ports import (
    MessageAsk,
    MessageTaken,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)

NAME: Final = "smtp"
_SECONDS: Final = 15.0
_PERMANENT: Final = 500
_OK: Final = frozenset({250, 251})
_PORTS: Final = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where e-mail is handed in: TLS from the first byte (smtps), STARTTLS (smtp), in the clear (smtp+plain)."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def read(cls, url: str) -> SmtpServer:
        """Of smtps://USER:SECRET@HOST:465. Raises ValueError with a sentence."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("must look like smtps://USER:SECRET@HOST:465, or smtp://… with STARTTLS")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class SmtpSender:
    """Hands e-mail to one server. Its Message-ID is the message's own, so that a second try is known as the same."""

    name: Final = NAME
    title: Final = "SMTP"

    def __init__(
        self, server: SmtpServer, *, mail_from: str, context: ssl.SSLContext | None = None, seconds: float = _SECONDS
    ) -> None:
        self._server = server
        self._from_name, self._from = parseaddr(mail_from)
        self._context = context or ssl.create_default_context()
        self._seconds = seconds

    def check(self) -> None:
        """Sign in and go. Raises ProviderMisconfigured, ProviderDown."""
        self._open().close()

    def send(self, message: MessageAsk) -> MessageTaken:
        """Hand one over. Raises ProviderRefused, ProviderDown, ProviderUnclear, ProviderMisconfigured."""
        mail = self._mail(message)
        client = self._open()
        try:
            self._hand_over(client, mail, message.recipient)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
            client.close()
        return MessageTaken(provider=NAME, message_id=str(mail["Message-ID"])[:80])

    def _open(self) -> smtplib.SMTP:
        server = self._server
        client: smtplib.SMTP | None = None
        try:
            if server.scheme == "smtps":
                client = smtplib.SMTP_SSL(server.host, server.port, timeout=self._seconds, context=self._context)
            else:
                client = smtplib.SMTP(server.host, server.port, timeout=self._seconds)
            if server.scheme == "smtp":
                client.starttls(context=self._context)
            if server.user:
                client.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as error:
            if client is not None:
                client.close()
            raise _not_open(error) from error
        return client

    def _hand_over(self, client: smtplib.SMTP, mail: EmailMessage, recipient: str) -> None:
        """Sender, recipient, then the contents: only once those have left can it be unclear what came of it."""
        try:
            client.ehlo_or_helo_if_needed()
            options = [] if recipient.isascii() else ["SMTPUTF8"]
            if options and not client.has_extn("smtputf8"):
                raise ProviderRefused("bad_address", "smtp: the server writes to ASCII addresses only")
            _expect(client.mail(self._from, options), ours=True)
            _expect(client.rcpt(recipient))
        except (OSError, smtplib.SMTPException) as error:
            raise ProviderDown(f"smtp: {type(error).__name__} before the message was handed over") from error
        try:
            answer = client.data(mail.as_bytes())
        except smtplib.SMTPDataError as error:
            answer = (error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b"")
        except (OSError, smtplib.SMTPException) as error:
            raise ProviderUnclear(f"smtp: {type(error).__name__} after the message was handed over") from error
        _expect(answer)

    def _mail(self, message: MessageAsk) -> EmailMessage:
        mail = EmailMessage(policy=SMTP_POLICY.clone(utf8=not message.recipient.isascii()))
        mail["From"] = Address(self._from_name, addr_spec=self._from)
        try:
            mail["To"] = _address(message.recipient)
        except (ValueError, MessageError) as error:
            raise ProviderRefused("bad_address", "smtp: not an address that can be written to") from error
        mail["Subject"] = " ".join(message.subject.split())
        mail["Date"] = format_datetime(utc_now())
        mail["Message-ID"] = f"<{message.uuid}@{self._from.rpartition('@')[2]}>"
        # No holiday notices in return.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body, charset="utf-8", cte="quoted-printable")
        mail["Content-Language"] = message.locale
        if message.html:
            mail.add_alternative(message.html, subtype="html", charset="utf-8", cte="quoted-printable")
        return mail


def _address(text: str) -> Address:
    """Raises ValueError or MessageError for what is not one address."""
    if text.isascii():
        return Address(addr_spec=text)
    user, _at, domain = text.rpartition("@")
    # The library reads ASCII only; the rest of the rules are asked of the address without what lies beyond.
    Address(addr_spec="".join(letter if letter.isascii() else "x" for letter in text))
    return Address(username=user, domain=domain)


def _not_open(error: Exception) -> Exception:
    """What it means that no session came about: nothing was sent in any case."""
    told = f"smtp: {type(error).__name__}"
    temporary = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code < _PERMANENT
    ours = (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLCertVerificationError)
    if isinstance(error, ours) and not temporary:
        return ProviderMisconfigured(told)
    return ProviderDown(told)


def _expect(answer: tuple[int, bytes], *, ours: bool = False) -> None:
    """A good answer, or what a bad one means. `ours`: a no is about the sender, not about this message."""
    code, _words = answer
    if code in _OK:
        return
    if code < _PERMANENT:
        raise ProviderDown(f"smtp: put off with {code}")
    if ours:
        raise ProviderMisconfigured(f"smtp: our sender was refused with {code}")
    raise ProviderRefused("refused", f"smtp: refused with {code}")
