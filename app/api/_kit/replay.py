"""The `Idempotency-Key` header: claims the key, and tells a repetition what was answered the first time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from flask import Response, request
from sqlalchemy.orm import Session

from app.api._kit.fields import SENTENCE
from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.input import InvalidInput, Problem
from app.services import idempotency
from app.services.idempotency import Claim, KeptReply

_HEADER: Final = "Idempotency-Key"
_KEY: Final = re.compile(r"[\x20-\x7e]{1,255}")


@dataclass(slots=True)
class Replay:
    """One claimed key and whether its reply is already kept."""

    claim: Claim
    is_kept: bool = False

    def keep(self, session: Session, response: Response) -> None:
        """Store the reply with the effect."""
        reply = KeptReply(
            status=response.status_code, content_type=response.content_type, body=response.get_data(as_text=True)
        )
        idempotency.keep(session, self.claim, reply)
        self.is_kept = True

    def release(self) -> None:
        with unit_of_work() as session:
            idempotency.release(session, self.claim)

    def pause(self) -> None:
        """Leave what was begun to whoever sends the request again."""
        with unit_of_work() as session:
            idempotency.pause(session, self.claim)

    @property
    def effect_key(self) -> str:
        """A key for the effect itself, the same for everybody who resumes this request."""
        claim = self.claim
        return gateways().keyed.digest("effect", f"{claim.record_id}\x1f{claim.expires_at.isoformat()}")


def begin(scope: str, body: dict[str, object]) -> Replay | Response | None:
    """Claim the key that came with the request: None without one, the kept reply when it was answered before.

    `scope` names the credential and the route. Raises InvalidInput, IdempotencyKeyReused, RequestInProgress.
    """
    sent = request.headers.get(_HEADER)
    if sent is None:
        return None
    key = _bare(sent)
    whole = json.dumps([request.full_path, body], sort_keys=True)
    with unit_of_work() as session:
        found = idempotency.claim(
            session,
            scope=scope,
            key=key,
            request_hash=gateways().keyed.digest("request", whole),
            now=utc_now(),
        )
    if isinstance(found, KeptReply):
        response = Response(found.body, status=found.status, content_type=found.content_type)
        response.headers["Idempotent-Replayed"] = "true"
        return response
    return Replay(found)


def _bare(sent: str) -> str:
    """The key without the quotes of a structured header."""
    text = sent.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if not _KEY.fullmatch(text):
        problem = "Idempotency-Key must be 1 to 255 printable characters"
        raise InvalidInput([Problem(path=_HEADER, kind=SENTENCE, message=problem)])
    return text
