"""Twilio as its clients see it: form-encoded, Basic credentials, numbered errors, signed reports."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from typing_extensions import override

from app.integrations.messages.twilio import sign
from tests.support.standin.vendor import Answer, Asked, Vendor, route

SID: Final = "AC" + "f" * 32
TOKEN: Final = "standin_token"
SENDERS: Final = frozenset({"+15005550006", "whatsapp:+14155238886", "Souk"})
_NUMBER: Final = re.compile(r"(whatsapp:)?\+[1-9][0-9]{6,14}")
_FORM: Final = "application/x-www-form-urlencoded"


class Twilio(Vendor):
    name: ClassVar[str] = "twilio"

    def __init__(self, standin: Any) -> None:
        super().__init__(standin)
        self.messages: dict[str, dict[str, Any]] = {}
        self.opted_out: set[str] = set()
        self.not_on_whatsapp: set[str] = set()

    @override
    def refuse(self, asked: Asked) -> Answer | None:
        expected = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if asked.headers.get("authorization") == expected:
            return None
        return self.problem(401, 20003, "Authenticate")

    @override
    def error(self, asked: Asked, status: int, message: str) -> Answer:
        return self.problem(status, 20429 if status == 429 else 20500, message)

    def problem(self, status: int, code: int, message: str) -> Answer:
        more = f"https://www.twilio.com/docs/errors/{code}"
        return Answer(status, {"code": code, "message": message, "more_info": more, "status": status})

    @route("GET", "/2010-04-01/Accounts/{account}.json", name="account", required="sid", status="status")
    def account(self, asked: Asked) -> Answer:
        if asked.parts["account"] != SID:
            return self.problem(404, 20404, "The requested resource was not found")
        return Answer(200, {"sid": SID, "status": "active", "friendly_name": "Stand-in"})

    @route("POST", "/2010-04-01/Accounts/{account}/Messages.json", name="send", required="sid", status="status")
    def send(self, asked: Asked) -> Answer:
        if asked.headers.get("content-type", "").partition(";")[0] != _FORM:
            return self.problem(400, 20001, "The content type must be form-encoded")
        wrong = self._problem_with(asked.form)
        if wrong is not None:
            return self.problem(400, *wrong)
        sid = f"SM{self.standin.next_id():032x}"
        status = "accepted" if "MessagingServiceSid" in asked.form else "queued"
        made = {"sid": sid, "status": status, "to": asked.form["To"], "from": asked.form.get("From")}
        self.messages[sid] = {**made, "form": asked.form}
        return Answer(201, {**made, "error_code": None, "error_message": None, "num_segments": "1"})

    def _problem_with(self, form: Mapping[str, str]) -> tuple[int, str] | None:
        to = form.get("To", "")
        is_whatsapp = to.startswith("whatsapp:")
        checks: tuple[tuple[bool, int, str], ...] = (
            (not to, 21604, "A 'To' phone number is required"),
            (not _NUMBER.fullmatch(to), 21211, f"Invalid 'To' Phone Number: {to}"),
            ("From" not in form and "MessagingServiceSid" not in form, 21603, "A 'From' phone number is required"),
            ("From" in form and form["From"] not in SENDERS, 21606, "The 'From' number is not yours"),
            ("Body" not in form and "ContentSid" not in form, 21602, "Message body is required"),
            (is_whatsapp and not form.get("From", "whatsapp:").startswith("whatsapp:"), 63007, "No such channel"),
            ("ContentVariables" in form and not _is_map(form["ContentVariables"]), 21656, "Invalid variables"),
            (to in self.opted_out, 21610, "Attempt to send to unsubscribed recipient"),
            (to in self.not_on_whatsapp, 63003, "The recipient is not on WhatsApp"),
        )
        return next(((code, words) for holds, code, words in checks if holds), None)

    def report(self, sid: str, status: str, *, error: int | None = None) -> tuple[str, dict[str, str]]:
        """A report's form-encoded body, and its fields for signing."""
        message = self.messages[sid]
        fields = {"MessageSid": sid, "MessageStatus": status, "To": message["to"], "AccountSid": SID}
        if error is not None:
            fields["ErrorCode"] = str(error)
        return urlencode(fields), fields

    def signed(self, url: str, fields: Mapping[str, str]) -> dict[str, str]:
        """The headers of a report."""
        return {"Content-Type": _FORM, "X-Twilio-Signature": sign(TOKEN, url, fields.items())}


def _is_map(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
