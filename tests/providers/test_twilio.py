"""Twilio's client against the stand-in, and against what Twilio itself has published."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.message_status import MessageStatus
from app.integrations.http import Patience, ProviderHttp
from app.integrations.messages.twilio import STATUS_PATH, TwilioAccount, TwilioSender, sign
from app.services.provider_ports import (
    BadSignature,
    MessageAsk,
    ProviderDown,
    ProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)
from tests.support.standin import StandIn
from tests.support.standin.twilio import SID, TOKEN, Twilio

OWN = UUID(int=7)
TO = "+96891234567"
ASK = MessageAsk(uuid=OWN, channel="sms", recipient=TO, subject="", body="رمزك 123456", locale="ar", code="123456")
WHATSAPP = replace(ASK, channel="whatsapp")
PATIENCE = Patience(connect=1, read=1.0, read_effect=1.0, deadline=3, first_pause=0.01)
OUR_URL = f"https://shop.example{STATUS_PATH}"


def sender(standin: StandIn, **given: object) -> TwilioSender:
    account = TwilioAccount(
        sid=SID,
        token=TOKEN,
        url=standin.base("twilio"),
        sms_from="+15005550006",
        whatsapp_from="+14155238886",
        public_url="https://shop.example",
    )
    account = replace(account, **given)  # type: ignore[arg-type]  # a test names what it changes
    http = ProviderHttp("twilio", account.url, auth=(account.sid, account.token), patience=PATIENCE)
    return TwilioSender(account, http)


def test_a_text_message_is_handed_over_with_where_to_report(standin: StandIn) -> None:
    taken = sender(standin).send(ASK)

    (made,) = standin.vendor(Twilio).messages.values()
    assert (taken.provider, taken.message_id) == ("twilio", made["sid"])
    assert made["form"] == {
        "To": TO,
        "From": "+15005550006",
        "Body": "رمزك 123456",
        "StatusCallback": f"{OUR_URL}?message={OWN}",
    }


def test_a_messaging_service_chooses_its_own_number(standin: StandIn) -> None:
    sender(standin, messaging_service="MG1", public_url="").send(ASK)
    (made,) = standin.vendor(Twilio).messages.values()
    assert made["form"] == {"To": TO, "MessagingServiceSid": "MG1", "Body": "رمزك 123456"}


@pytest.mark.parametrize(("locale", "content"), [("ar", "HXar"), ("en", "HXen"), ("fr", "HXen")])
def test_a_code_goes_by_whatsapp_in_its_approved_template(standin: StandIn, locale: str, content: str) -> None:
    client = sender(standin, code_contents={"en": "HXen", "ar": "HXar"})
    client.send(replace(WHATSAPP, locale=locale))
    (made,) = standin.vendor(Twilio).messages.values()
    form = made["form"]
    assert (form["To"], form["From"], form["ContentSid"]) == (f"whatsapp:{TO}", "whatsapp:+14155238886", content)
    assert json.loads(form["ContentVariables"]) == {"1": "123456"}
    assert "Body" not in form


def test_what_is_no_code_goes_by_whatsapp_in_our_words(standin: StandIn) -> None:
    sender(standin, code_contents={"en": "HXen"}).send(replace(WHATSAPP, code=None, body="Ready"))
    (made,) = standin.vendor(Twilio).messages.values()
    assert made["form"]["Body"] == "Ready"


def test_it_says_what_it_can_carry(standin: StandIn) -> None:
    assert sender(standin).channels == {"sms", "whatsapp"}
    assert sender(standin, sms_from="").channels == {"whatsapp"}
    assert sender(standin, whatsapp_from="").channels == {"sms"}


def test_the_credentials_can_be_checked(standin: StandIn) -> None:
    sender(standin).check()
    for wrong in ({"token": "wrong"}, {"sid": "AC0"}):
        with pytest.raises(ProviderMisconfigured):
            sender(standin, **wrong).check()


def test_a_no_for_good_names_its_reason(standin: StandIn) -> None:
    vendor = standin.vendor(Twilio)
    vendor.opted_out.add(TO)
    vendor.not_on_whatsapp.add(f"whatsapp:{TO}")
    reasons = {}
    for name, ask in {"sms": ASK, "whatsapp": WHATSAPP, "number": replace(ASK, recipient="12")}.items():
        with pytest.raises(ProviderRefused) as refused:
            sender(standin).send(ask)
        reasons[name] = refused.value.code
    assert reasons == {"sms": "opted_out", "whatsapp": "not_on_whatsapp", "number": "bad_number"}


@pytest.mark.parametrize(
    ("given", "error"),
    [({"token": "wrong"}, ProviderMisconfigured), ({"sms_from": "+15550000000"}, ProviderMisconfigured)],
)
def test_our_own_mistakes_are_told_apart(standin: StandIn, given: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        sender(standin, **given).send(ASK)


@pytest.mark.parametrize(
    ("mode", "error", "sent"),
    [
        ("429", ProviderDown, 0),
        ("timeout_before", ProviderUnclear, 0),
        ("timeout_after", ProviderUnclear, 1),
        ("reset_after", ProviderUnclear, 1),
        ("500", ProviderUnclear, 0),
        ("502_html", ProviderUnclear, 0),
        ("malformed_json", ProviderUnclear, 1),
        ("empty", ProviderUnclear, 1),
        ("missing_field", ProviderUnclear, 1),
        ("200_with_error_body", ProviderError, 0),
        ("extra_field", None, 1),
        ("unknown_status", None, 1),
    ],
)
def test_every_failure_has_its_name_and_nothing_is_sent_twice(
    standin: StandIn, mode: str, error: type[Exception] | None, sent: int
) -> None:
    standin.next("twilio", "send", mode, seconds=0)
    if error is None:
        sender(standin).send(ASK)
    else:
        with pytest.raises(error):
            sender(standin).send(ASK)
    assert len(standin.requests("twilio", "send")) == 1
    assert len(standin.vendor(Twilio).messages) == sent


def test_nobody_there_means_nothing_was_sent(standin: StandIn) -> None:
    client = TwilioSender(TwilioAccount(sid=SID, token=TOKEN, url="http://127.0.0.1:1", sms_from="+15005550006"))
    with pytest.raises(ProviderDown):
        client.send(ASK)


def test_the_token_is_in_no_repr(standin: StandIn) -> None:
    account = TwilioAccount(sid=SID, token=TOKEN, url="")
    assert TOKEN not in repr(account)


def test_signatures_are_those_twilio_makes() -> None:
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert sign("12345", url, fields.items()) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="

    ours = {"MessageSid": f"SM{1:032d}", "MessageStatus": "delivered", "To": TO}
    assert sign(TOKEN, OUR_URL, ours.items()) == "1mp5oUyYfEppjczdhjH4bKc4ovg="


def test_a_genuine_report_is_read_and_any_other_is_not(standin: StandIn) -> None:
    client = sender(standin)
    url = f"{OUR_URL}?message={OWN}"
    fields = {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"}
    good = sign(TOKEN, url, fields.items())

    report = client.read(url=url, form=fields.items(), signature=good)
    assert (report.message_id, report.uuid, report.status) == ("SM1", OWN, MessageStatus.FAILED)
    assert report.error == "twilio 30003"

    changed = {**fields, "MessageStatus": "delivered"}
    for at, form, signature in (
        (url, changed, good),
        (OUR_URL, fields, good),
        (url, fields, ""),
        (url, fields, "é"),
        (url, fields, sign("other", url, fields.items())),
    ):
        with pytest.raises(BadSignature):
            client.read(url=at, form=form.items(), signature=signature)


@pytest.mark.parametrize("told", ["partially", "", "receiving"])
def test_a_status_nobody_knows_changes_nothing(standin: StandIn, told: str) -> None:
    fields = {"MessageSid": "SM1", "MessageStatus": told}
    report = sender(standin).read(url=OUR_URL, form=fields.items(), signature=sign(TOKEN, OUR_URL, fields.items()))
    assert (report.status, report.uuid) == (None, None)
