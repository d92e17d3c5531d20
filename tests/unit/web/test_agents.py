"""Browsers in words."""

import pytest
from flask import Flask
from flask_babel import Babel

from app.web.account.agents import describe_agent

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/130.0", "Edge on Windows"),
        (SAFARI, "Safari on iPhone"),
        ("curl/8.5.0", "curl"),
        ("", "Unknown device"),
    ],
)
def test_described(agent: str, words: str) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        assert describe_agent(agent) == words
