"""Behind a proxy the caller's own address must reach the limits; without one nobody may make one up."""

import socket
from dataclasses import replace
from unittest.mock import Mock

import pytest
import waitress
from flask import Flask

from app.cli import serve
from app.config import Settings


@pytest.mark.parametrize(("proxies", "cleared"), [(0, True), (1, False)])
def test_forwarded_addresses_pass_where_a_proxy_is_trusted(
    monkeypatch: pytest.MonkeyPatch, proxies: int, cleared: bool
) -> None:
    server = Mock()
    monkeypatch.setattr(waitress, "serve", server)
    settings = replace(Settings.from_environment({"SOUK_ENV": "sandbox"}), trusted_proxies=proxies)

    with socket.socket() as listener, pytest.raises(SystemExit):
        serve._work(Flask(__name__), listener, settings)

    assert server.call_args.kwargs["clear_untrusted_proxy_headers"] is cleared
