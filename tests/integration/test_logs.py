"""What goes wrong is logged without anybody's data."""

import pytest
import structlog
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Customer
from tests.factories import make_customer


def test_a_broken_promise_of_the_database_is_logged_without_its_values(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = make_customer(session, email="ada.private@example.com")
    same = {column.name: getattr(ada, column.name) for column in Customer.__table__.columns if column.name != "id"}
    with pytest.raises(IntegrityError) as broken, session.begin_nested():
        session.execute(insert(Customer).values(same))

    structlog.get_logger().error("request_failed", exc_info=broken.value)

    logged = capsys.readouterr().out
    assert "IntegrityError" in logged
    assert "ada.private" not in logged
