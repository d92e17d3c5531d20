"""A small SMTP server for tests: speaks as much as a client needs, and says no where it is told to."""

from __future__ import annotations

import base64
import socketserver
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from typing_extensions import override


@dataclass
class MailServer:
    """What arrived, and what to answer instead of yes: `answers["RCPT"] = "550 no such user"`.

    An empty answer closes the connection; "hold" says nothing until the client gives up.
    """

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


class _Handler(socketserver.StreamRequestHandler):
    def say(self, word: str, line: str) -> bool:
        """Answer a command, or as the test wants; whether the talk goes on."""
        told = cast("_Server", self.server).state.answers.get(word, line)
        if told == "hold":
            cast("_Server", self.server).state.released.wait(10)
            return False
        if told:
            self.wfile.write(told.encode() + b"\r\n")
            self.wfile.flush()
        return bool(told)

    @override
    def handle(self) -> None:
        state = cast("_Server", self.server).state
        sender = recipient = ""
        going = self.say("CONNECT", "220 test ready")
        while going and (line := self.rfile.readline()):
            text = line.decode().strip()
            word = text.partition(" ")[0].upper()
            match word:
                case "EHLO":
                    going = self.say(word, "250-test\r\n250-AUTH PLAIN\r\n250-SMTPUTF8\r\n250 8BITMIME")
                case "AUTH":
                    _none, user, password = base64.b64decode(text.split()[2]).decode().split("\0")
                    state.logins.append((user, password))
                    going = self.say(word, "235 welcome")
                case "MAIL":
                    sender = text[text.index("<") + 1 : text.index(">")]
                    going = self.say(word, "250 ok")
                case "RCPT":
                    recipient = text[text.index("<") + 1 : text.index(">")]
                    going = self.say(word, "250 ok")
                case "DATA":
                    going = self.say(word, "354 go on") and self.content(state, sender, recipient)
                case "QUIT":
                    going = self.say(word, "221 bye") and False
                case _:
                    going = self.say(word, "250 ok")

    def content(self, state: MailServer, sender: str, recipient: str) -> bool:
        if "DATA" in state.answers:
            return True
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        answer = state.answers.get("CONTENT", "250")
        if answer.startswith(("250", "hold")) or not answer:
            state.envelopes.append((sender, recipient))
            state.mails.append(message_from_bytes(b"".join(lines), policy=default))
        return self.say("CONTENT", "250 kept")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False
    state: MailServer


@contextmanager
def mail_server() -> Generator[MailServer]:
    """A server on a free port of the loopback, without encryption."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.state = MailServer(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.state
    finally:
        server.state.released.set()
        server.shutdown()
        server.server_close()
