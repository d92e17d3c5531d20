"""What the background work has to say for itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class DutyRun(Base):
    """When a duty last ran and how it went: for people who watch the worker. No work depends on it."""

    __tablename__ = "duty_run"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    ran_at: Mapped[datetime]
    took_ms: Mapped[int]
    # How many things the last round did.
    done: Mapped[int]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
