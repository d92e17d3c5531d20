"""Twilio: text messages and WhatsApp by one form-encoded call, and signed reports of how far each came."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import structlog

from app.domain.message_status import MessageStatus
from app.integrations.http import Patience, ProviderHttp, Reply
from app.services.provider_ports import (
    BadSignature,
    MessageAsk,
    MessageReport,
    MessageTaken,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)

log = structlog.get_logger()

NAME: Final = "twilio"
STATUS_PATH: Final = "/webhooks/twilio/status"
_WHATSAPP: Final = "whatsapp"
_CREATED: Final = 201
_NOT_FOUND: Final = 404
# A message is written before it is sent and delivered again later, so nobody waits for long.
_PATIENCE: Final = Patience(read=8, read_effect=10, deadline=12)

_REFUSALS: Final = {
    **dict.fromkeys((21211, 21214, 21217, 21401, 21614), "bad_number"),
    **dict.fromkeys((21610, 63032), "opted_out"),
    21408: "country_not_served",
    21617: "too_long",
    **dict.fromkeys((63003, 63024), "not_on_whatsapp"),
    63016: "template_needed",
}
_BUSY: Final = frozenset({20429, 21611, 30001, 63018})
# The account or the sender's own number is wrong: nothing about this one message.
_OURS: Final = frozenset({20003, 20404, 21212, 21603, 21606, 21608, 21659, 21660, 21701, 21703, 63007})

_STATUSES: Final = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending"), MessageStatus.ACCEPTED),
    **dict.fromkeys(("sent", "partially_delivered"), MessageStatus.SENT),
    **dict.fromkeys(("undelivered", "failed", "canceled"), MessageStatus.FAILED),
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.READ,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioAccount:
    """Whose account it is, and which numbers send. `code_contents`: WhatsApp templates for codes, by language."""

    sid: str
    token: str = field(repr=False)
    url: str
    sms_from: str = ""
    messaging_service: str = ""
    whatsapp_from: str = ""
    code_contents: Mapping[str, str] = field(default_factory=dict)
    # Where reports are sent; empty: nowhere.
    public_url: str = ""


class TwilioSender:
    """Sends by one account. There is no idempotency key, so a lost answer stays a question until a report comes."""

    name: Final = NAME
    title: Final = "Twilio"

    def __init__(self, account: TwilioAccount, http: ProviderHttp | None = None) -> None:
        self._account = account
        self._path = f"/2010-04-01/Accounts/{account.sid}"
        self._http = http or ProviderHttp(NAME, account.url, auth=(account.sid, account.token), patience=_PATIENCE)

    @property
    def channels(self) -> frozenset[str]:
        """What this account can send by."""
        account = self._account
        has_sms = bool(account.sms_from or account.messaging_service)
        return frozenset({"sms"} if has_sms else ()) | frozenset({_WHATSAPP} if account.whatsapp_from else ())

    def check(self) -> None:
        """Ask for the account. Raises ProviderMisconfigured, ProviderDown."""
        reply = self._http.ask("GET", f"{self._path}.json")
        if not isinstance(reply.body, dict) or reply.body.get("status") != "active":
            raise ProviderMisconfigured("the Twilio account is not there or not active")

    def send(self, message: MessageAsk) -> MessageTaken:
        """Hand one over. Raises ProviderRefused, ProviderDown, ProviderUnclear, ProviderMisconfigured."""
        reply = self._http.tell("POST", f"{self._path}/Messages.json", form=self._form(message))
        if reply.status != _CREATED:
            raise _failure(reply)
        sid = reply.body.get("sid") if isinstance(reply.body, dict) else None
        if not isinstance(sid, str) or not sid:
            raise ProviderUnclear("twilio: created, but without an id")
        if _STATUSES.get(str(reply.body.get("status"))) is MessageStatus.FAILED:
            raise ProviderRefused("refused", f"twilio: refused with {reply.body.get('error_code')}")
        return MessageTaken(provider=NAME, message_id=sid)

    def read(self, *, url: str, form: Iterable[tuple[str, str]], signature: str) -> MessageReport:
        """A report, when it is genuine. Raises BadSignature."""
        pairs = list(form)
        if not hmac.compare_digest(sign(self._account.token, url, pairs).encode(), signature.encode()):
            raise BadSignature("twilio: the signature does not fit")
        given = dict(pairs)
        said = given.get("MessageStatus", given.get("SmsStatus", ""))
        if said not in _STATUSES:
            log.warning("message_status_unknown", provider=NAME, status=said[:40])
        return MessageReport(
            provider=NAME,
            message_id=given.get("MessageSid", given.get("SmsSid", "")),
            uuid=_own_id(url),
            status=_STATUSES.get(said),
            error=f"{NAME} {given['ErrorCode']}" if given.get("ErrorCode") else "",
        )

    def _form(self, message: MessageAsk) -> dict[str, str]:
        account = self._account
        form = {"To": message.recipient, "Body": message.body}
        if message.channel == _WHATSAPP:
            form |= {"To": f"whatsapp:{message.recipient}", "From": f"whatsapp:{account.whatsapp_from}"}
            content = account.code_contents.get(message.locale) or account.code_contents.get("en")
            if message.code is not None and content:
                # WhatsApp lets a code through in an approved template only, whose words are not ours.
                del form["Body"]
                form |= {"ContentSid": content, "ContentVariables": json.dumps({"1": message.code})}
        elif account.messaging_service:
            form["MessagingServiceSid"] = account.messaging_service
        else:
            form["From"] = account.sms_from
        if account.public_url:
            form["StatusCallback"] = f"{account.public_url}{STATUS_PATH}?message={message.uuid}"
        return form


def sign(token: str, url: str, form: Iterable[tuple[str, str]]) -> str:
    """What Twilio puts into X-Twilio-Signature: the full address, then every parameter by name, keyed and hashed."""
    told = url + "".join(name + value for name, value in sorted(set(form)))
    return base64.b64encode(hmac.new(token.encode(), told.encode(), hashlib.sha1).digest()).decode()


def _failure(reply: Reply) -> Exception:
    body: Any = reply.body if isinstance(reply.body, dict) else {}
    code = body.get("code")
    told = f"twilio: refused with {code or f'HTTP {reply.status}'}"
    if not isinstance(code, int):
        # Not Twilio's own shape of a no: something in between has answered, and nobody knows what became of it.
        return ProviderUnclear(told)
    if code in _BUSY:
        return ProviderDown(told)
    if code in _OURS or reply.status == _NOT_FOUND:
        return ProviderMisconfigured(told)
    return ProviderRefused(_REFUSALS.get(code, "refused"), told)


def _own_id(url: str) -> UUID | None:
    with suppress(ValueError, IndexError, KeyError):
        return UUID(parse_qs(urlsplit(url).query)["message"][0])
    return None
