"""A page that says "too often" also tells machines when to come back (RFC 9110, 10.2.3)."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.errors import TooManyAttempts
from app.web.errors import HtmlSurface
from tests.factories import make_platform


def test_a_limited_page_says_when_to_try_again(app: Flask, session: Session) -> None:
    make_platform(session)
    session.commit()
    with app.test_request_context("/"):
        answer = app.make_response(
            HtmlSurface().domain_error(TooManyAttempts(retry_at=utc_now() + timedelta(minutes=5)))
        )

    assert answer.status_code == 429
    assert 290 <= int(answer.headers["Retry-After"]) <= 300
    assert "5 minutes" in answer.get_data(as_text=True)
