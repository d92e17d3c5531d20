"""The worker's rounds."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from app.jobs import worker
from app.models import AttemptCounter, OutboxMessage, Platform
from app.services import limits, outbox
from tests.factories import NOW
from tests.integration.services.people.kit import tenant_of


class Rounds(threading.Event):
    """A stop that is given after so many pauses."""

    def __init__(self, pauses: int) -> None:
        super().__init__()
        self.left = pauses

    @override
    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        if self.left == 0:
            self.set()
        return self.is_set()


def test_it_delivers_what_is_due_and_sweeps(app: Flask, session: Session, platform: Platform) -> None:
    outbox.enqueue(
        session,
        tenant=tenant_of(platform),
        platform_id=platform.id,
        channel="sms",
        recipient="+2348012345678",
        topic="order_ready",
        subject="",
        body="Ready",
        locale="en",
        now=NOW,
    )
    limits.hit(session, key="old", most=1, window=timedelta(hours=1), now=NOW)
    session.commit()

    worker.run_jobs(app, Rounds(1))

    session.expire_all()
    assert session.scalars(select(OutboxMessage.sent_at)).one() is not None
    assert session.scalars(select(AttemptCounter)).all() == []


def test_a_round_that_fails_does_not_end_it(
    app: Flask, session: Session, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: Iterator[int | Exception] = iter([RuntimeError("no database"), 0, 0])
    seen: list[int | Exception] = []

    def deliver(*_given: object) -> int:
        outcome = next(rounds)
        seen.append(outcome)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(worker, "deliver_due", deliver)
    worker.run_jobs(app, Rounds(3))
    assert len(seen) == 3
