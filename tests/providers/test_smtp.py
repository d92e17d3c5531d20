"""E-mail against a small server of the tests' own: what arrives, and what each no means."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from app.integrations.messages.smtp import SmtpSender, SmtpServer
from app.services.provider_ports import (
    MessageAsk,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)
from tests.support.mail_server import MailServer, mail_server

ASK = MessageAsk(
    uuid=UUID(int=7),
    channel="email",
    recipient="ada@example.com",
    subject="طلبك رقم S-1",
    body="شكرًا لك\n.\nThank you",
    locale="ar",
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def sender(server: MailServer, url: str = "smtp+plain://shop:p%40ss@127.0.0.1:{port}") -> SmtpSender:
    place = SmtpServer.read(url.format(port=server.port))
    return SmtpSender(place, mail_from="Souk <no-reply@souk.example>", seconds=0.5)


def test_an_email_arrives_as_it_was_written(server: MailServer) -> None:
    taken = sender(server).send(ASK)

    (mail,) = server.mails
    assert server.logins == [("shop", "p@ss")]
    assert server.envelopes == [("no-reply@souk.example", "ada@example.com")]
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "Souk <no-reply@souk.example>",
        "ada@example.com",
        "طلبك رقم S-1",
    )
    assert mail.get_content().replace("\r\n", "\n") == "شكرًا لك\n.\nThank you\n"
    assert mail.get_content_type() == "text/plain"
    assert mail["Date"].datetime is not None
    assert mail["Message-ID"] == taken.message_id == f"<{UUID(int=7)}@souk.example>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "ar")


def test_a_subject_cannot_bring_headers_of_its_own(server: MailServer) -> None:
    sender(server).send(replace(ASK, subject="Hello\r\nBcc: everybody@example.com"))
    (mail,) = server.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: everybody@example.com"


@pytest.mark.parametrize("address", ["a,b@example.com", "two words@example.com", "nobody", "a@b@c.example"])
def test_an_address_nobody_can_have_is_refused(server: MailServer, address: str) -> None:
    with pytest.raises(ProviderRefused):
        sender(server).send(replace(ASK, recipient=address))
    assert server.mails == []


def test_an_address_beyond_ascii_is_written_to_where_the_server_can(server: MailServer) -> None:
    sender(server).send(replace(ASK, recipient="علي@example.com"))
    assert server.envelopes == [("no-reply@souk.example", "علي@example.com")]


@pytest.mark.parametrize(
    ("word", "answer", "error", "kept"),
    [
        ("CONNECT", "421 too busy", ProviderDown, 0),
        ("CONNECT", "", ProviderDown, 0),
        ("CONNECT", "hold", ProviderDown, 0),
        ("AUTH", "535 wrong password", ProviderMisconfigured, 0),
        ("AUTH", "454 later", ProviderDown, 0),
        ("MAIL", "550 not from you", ProviderMisconfigured, 0),
        ("MAIL", "451 later", ProviderDown, 0),
        ("RCPT", "550 no such user", ProviderRefused, 0),
        ("RCPT", "450 greylisted", ProviderDown, 0),
        ("RCPT", "", ProviderDown, 0),
        ("DATA", "554 no", ProviderRefused, 0),
        ("DATA", "451 later", ProviderDown, 0),
        ("CONTENT", "552 too big", ProviderRefused, 0),
        ("CONTENT", "452 disk full", ProviderDown, 0),
        ("CONTENT", "", ProviderUnclear, 1),
        ("CONTENT", "hold", ProviderUnclear, 1),
        ("QUIT", "", None, 1),
    ],
)
def test_each_no_means_something_of_its_own(
    server: MailServer, word: str, answer: str, error: type[Exception] | None, kept: int
) -> None:
    server.answers[word] = answer
    if error is None:
        sender(server).send(ASK)
    else:
        with pytest.raises(error):
            sender(server).send(ASK)
    assert len(server.mails) == kept


def test_a_server_without_encryption_is_not_given_the_password(server: MailServer) -> None:
    with pytest.raises(ProviderMisconfigured):
        sender(server, "smtp://shop:secret@127.0.0.1:{port}").send(ASK)
    with pytest.raises(ProviderDown):
        sender(server, "smtps://shop:secret@127.0.0.1:{port}").send(ASK)
    assert server.logins == []


def test_the_credentials_can_be_checked(server: MailServer) -> None:
    sender(server).check()
    server.answers["AUTH"] = "535 wrong password"
    with pytest.raises(ProviderMisconfigured):
        sender(server).check()


def test_nobody_there_means_nothing_was_sent() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ProviderDown):
        sender(MailServer(port=port)).send(ASK)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("smtps://u:p@mail.example", ("smtps", "mail.example", 465, "u", "p")),
        ("smtp://mail.example", ("smtp", "mail.example", 587, "", "")),
        ("smtp+plain://localhost:2525", ("smtp+plain", "localhost", 2525, "", "")),
    ],
)
def test_an_address_of_a_server_is_read(url: str, place: tuple[str, str, int, str, str]) -> None:
    server = SmtpServer.read(url)
    assert (server.scheme, server.host, server.port, server.user, server.password) == place
    assert "p@" not in repr(server)


@pytest.mark.parametrize("url", ["mail.example:25", "http://mail.example", "smtps://"])
def test_an_address_of_nothing_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must look like"):
        SmtpServer.read(url)
