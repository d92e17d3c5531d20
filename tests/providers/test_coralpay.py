"""CoralPay's client against the stand-in: every answer it can give, and every way to give none."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.domain.bills import BillKind
from app.integrations.bills.coralpay import CoralPay
from app.integrations.bills.coralpay_signing import read_key
from app.integrations.breaker import Breaker
from app.integrations.http import Patience, ProviderHttp
from app.services.provider_ports import (
    BillAccount,
    BillAsk,
    BillOutcome,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)
from tests.support.standin import StandIn
from tests.support.standin.coralpay import FAILED, INSTITUTION, PASSWORD, PENDING, SUCCESS, USER
from tests.support.standin.coralpay import CoralPay as Vendor

REFERENCE = "PAYTEST00001"


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def vendor(standin: StandIn) -> Vendor:
    return standin.vendor(Vendor)


@pytest.fixture
def connect(standin: StandIn, time: Time) -> Callable[..., CoralPay]:
    def make(url: str = "", *, user: str = USER, **more: object) -> CoralPay:
        http = ProviderHttp(
            "coralpay",
            url or standin.base("coralpay"),
            patience=Patience(connect=1, read=1.0, read_effect=1.0, first_pause=0),
            breaker=Breaker(failures=100),
            sleep=lambda _seconds: None,
        )
        return CoralPay(http, user=user, password=PASSWORD, clock=time, **more)  # type: ignore[arg-type]  # a test's own

    return make


@pytest.fixture
def coralpay(connect: Callable[..., CoralPay]) -> CoralPay:
    return connect()


def ask(**given: object) -> BillAsk:
    defaults: dict[str, object] = {
        "reference": REFERENCE,
        "kind": BillKind.ELECTRICITY,
        "biller_slug": "EKEDC",
        "package_slug": "EKEDC_PREPAID",
        "account_number": "45012345678",
        "account_name": "ADA OBI",
        "amount_minor": 200_050,
        "phone": "+2348012345678",
        "email": "a@b.ng",
    }
    return BillAsk(**{**defaults, **given})  # type: ignore[arg-type]  # a test's own


def test_plans(coralpay: CoralPay) -> None:
    """A package whose price is no number is left out; the others stay."""
    found = coralpay.plans("MTN_NIGERIA")

    assert [(plan.slug, plan.amount_minor, plan.biller_id, plan.biller_slug) for plan in found] == [
        ("MTN_VTU", None, 41, "MTN_NIGERIA"),
        ("MTN_1GB_MONTHLY", 50_000, 41, "MTN_NIGERIA"),
        ("MTN_100MB_DAILY", 10_000, 41, "MTN_NIGERIA"),
    ]
    assert [plan.amount_minor for plan in coralpay.plans("DSTV")] == [790_000, 295_050]


def test_plans_are_kept_for_a_while_and_longer_when_coralpay_is_down(
    coralpay: CoralPay, standin: StandIn, time: Time
) -> None:
    first = coralpay.plans("DSTV")
    coralpay.plans("DSTV")
    assert len(standin.requests("coralpay", "packages")) == 1

    time.now += 301
    standin.next("coralpay", "packages", "500", times=3)
    assert coralpay.plans("DSTV") == first

    time.now += 86_400
    standin.next("coralpay", "packages", "502_html", times=3)
    with pytest.raises(ProviderDown):
        coralpay.plans("DSTV")


def test_an_unknown_biller_sells_nothing_that_could_be_listed(coralpay: CoralPay) -> None:
    with pytest.raises(ProviderDown):
        coralpay.plans("NOBODY")


def test_whose_meter_it_is(coralpay: CoralPay) -> None:
    found = coralpay.find_account("EKEDC", "EKEDC_PREPAID", "45012345678")

    assert found == BillAccount(
        name="ADA OBI", number="45012345678", min_amount_minor=50_000, message="Successful", address="5 Marina Road"
    )


def test_an_unknown_meter(coralpay: CoralPay) -> None:
    with pytest.raises(ProviderRefused) as refused:
        coralpay.find_account("EKEDC", "EKEDC_PREPAID", "00000000000")

    assert (refused.value.code, str(refused.value)) == ("account_not_found", "Customer not found")


def test_a_biller_that_skips_validation_is_not_asked(coralpay: CoralPay, standin: StandIn) -> None:
    found = coralpay.find_account("IKEDC", "IKEDC_PREPAID", "45012345678")

    assert (found.name, found.min_amount_minor, standin.requests("coralpay", "customer")) == ("", 0, [])


def test_paying(coralpay: CoralPay, standin: StandIn, vendor: Vendor) -> None:
    seen = coralpay.pay(ask())

    assert (seen.outcome, seen.provider_reference, seen.token) == (
        BillOutcome.SUCCEEDED,
        vendor.accepted[REFERENCE].transaction_id,
        f"1234{vendor.accepted[REFERENCE].transaction_id[2:].zfill(16)}",
    )
    (sent,) = standin.requests("coralpay", "pay")
    assert {name: str(value) for name, value in sent.json.items()} == {
        "paymentReference": REFERENCE,
        "customerId": "45012345678",
        "packageSlug": "EKEDC_PREPAID",
        "channel": "WEB",
        "amount": "2000.5",
        "customerName": "ADA OBI",
        "phoneNumber": "08012345678",
        "email": "a@b.ng",
        "accountNumber": "45012345678",
    }
    assert coralpay.look_up(REFERENCE) == seen


@pytest.mark.parametrize(
    "place", ["token", "rechargeToken", "tokenData.token", "tokenData.value", "tokenData.stdToken"]
)
def test_the_token_is_found_wherever_it_is(coralpay: CoralPay, vendor: Vendor, place: str) -> None:
    vendor.ways.token_in = place

    assert coralpay.pay(ask()).token.startswith("1234")


def test_pending_turns_when_it_turns(coralpay: CoralPay, vendor: Vendor) -> None:
    vendor.ways.script = lambda _body: [PENDING, PENDING, SUCCESS]

    told = [coralpay.pay(ask()), coralpay.look_up(REFERENCE), coralpay.look_up(REFERENCE)]

    assert [seen.outcome for seen in told] == [BillOutcome.PENDING, BillOutcome.PENDING, BillOutcome.SUCCEEDED]
    assert [bool(seen.token) for seen in told] == [False, False, True]


@pytest.mark.parametrize("code", ["09", "68"])
def test_both_codes_of_pending(coralpay: CoralPay, vendor: Vendor, code: str, standin: StandIn) -> None:
    standin.next("coralpay", "pay", "unknown_status", value=code)

    assert coralpay.pay(ask()).outcome is BillOutcome.PENDING


def test_failed(coralpay: CoralPay, vendor: Vendor) -> None:
    vendor.ways.script = lambda _body: [FAILED]

    assert coralpay.pay(ask()).outcome is BillOutcome.FAILED


def test_a_success_that_calls_itself_an_error_is_none(coralpay: CoralPay, standin: StandIn, vendor: Vendor) -> None:
    vendor.ways.script = lambda _body: [FAILED]
    standin.next("coralpay", "pay", "unknown_status", value="00")

    with pytest.raises(ProviderUnclear):
        coralpay.pay(ask())


@pytest.mark.parametrize(
    "mode",
    [
        *("timeout_before", "timeout_after", "reset", "reset_after", "500", "500_after", "502_html"),
        *("malformed_json", "empty", "200_with_error_body", "missing_field", "unknown_status"),
    ],
)
def test_what_is_not_plain_is_to_be_looked_up(coralpay: CoralPay, standin: StandIn, vendor: Vendor, mode: str) -> None:
    standin.next("coralpay", "pay", mode)

    with pytest.raises(ProviderUnclear):
        coralpay.pay(ask())

    assert len(standin.requests("coralpay", "pay")) == 1
    expected = BillOutcome.SUCCEEDED if REFERENCE in vendor.accepted else BillOutcome.UNKNOWN
    assert coralpay.look_up(REFERENCE).outcome is expected


def test_more_fields_than_we_know_do_no_harm(coralpay: CoralPay, standin: StandIn) -> None:
    standin.next("coralpay", "pay", "extra_field")

    assert coralpay.pay(ask()).outcome is BillOutcome.SUCCEEDED


def test_asked_too_often_nothing_was_bought(coralpay: CoralPay, standin: StandIn, vendor: Vendor) -> None:
    standin.next("coralpay", "pay", "429")

    with pytest.raises(ProviderDown):
        coralpay.pay(ask())
    assert vendor.accepted == {}


def test_nobody_listens(connect: Callable[..., CoralPay]) -> None:
    with pytest.raises(ProviderDown):
        connect("http://127.0.0.1:9").pay(ask())


def test_the_same_reference_twice_is_refused_and_looked_up(coralpay: CoralPay, vendor: Vendor) -> None:
    coralpay.pay(ask())

    with pytest.raises(ProviderUnclear):
        coralpay.pay(ask())

    assert [refused.why for refused in vendor.refused] == ["duplicate"]
    assert coralpay.look_up(REFERENCE).outcome is BillOutcome.SUCCEEDED


def test_an_unknown_reference_is_a_definite_no(coralpay: CoralPay) -> None:
    assert coralpay.look_up("PAYNOBODY").outcome is BillOutcome.UNKNOWN


def test_a_lookup_that_must_be_posted(coralpay: CoralPay, standin: StandIn, vendor: Vendor) -> None:
    coralpay.pay(ask())
    vendor.ways.lookup_by_post = True

    assert coralpay.look_up(REFERENCE).outcome is BillOutcome.SUCCEEDED
    assert coralpay.look_up(REFERENCE).outcome is BillOutcome.SUCCEEDED
    assert (len(standin.requests("coralpay", "lookup")), len(standin.requests("coralpay", "lookup_post"))) == (1, 2)


@pytest.mark.parametrize("mode", ["500", "502_html", "malformed_json", "missing_field", "unknown_status"])
def test_a_lookup_without_a_usable_answer(coralpay: CoralPay, standin: StandIn, mode: str) -> None:
    coralpay.pay(ask())
    standin.next("coralpay", "lookup", mode, times=3)

    with pytest.raises(ProviderDown):
        coralpay.look_up(REFERENCE)


def test_wrong_credentials_are_told_at_the_start(connect: Callable[..., CoralPay]) -> None:
    wrong = connect(user="nobody")

    for call in (wrong.check, lambda: wrong.plans("DSTV"), lambda: wrong.pay(ask()), lambda: wrong.look_up("X")):
        with pytest.raises(ProviderMisconfigured):
            call()


def test_the_start_up_question(coralpay: CoralPay, standin: StandIn) -> None:
    coralpay.check()

    assert [one.route for one in standin.requests("coralpay")] == ["groups"]


def test_requests_are_signed_where_a_key_is_given(connect: Callable[..., CoralPay], vendor: Vendor) -> None:
    """The stand-in checks the signature with the public half; without a key it accepts none."""
    key = generate_private_key(public_exponent=65_537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    vendor.ways.public_key = key.public_key()
    signing = connect(signing_key=read_key(pem.replace("\n", "\\n")), institution_id=INSTITUTION)

    assert signing.find_account("EKEDC", "EKEDC_PREPAID", "45012345678").name == "ADA OBI"
    assert signing.pay(ask()).outcome is BillOutcome.SUCCEEDED
    with pytest.raises(ProviderUnclear):
        connect().pay(ask(reference="PAYTEST00002"))
    assert vendor.refused[-1].why == "signature is invalid"


_EMPTY = "\n".join(f"-----{end} PRIVATE {'KEY'}-----" for end in ("BEGIN", "END"))


@pytest.mark.parametrize("pem", ["", "nonsense", _EMPTY])
def test_a_key_that_is_none(pem: str) -> None:
    with pytest.raises(ValueError):
        read_key(pem)
