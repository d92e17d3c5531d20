"""The start-up check of providers: what is wrong is said in one clear sentence each, and keeps the shop shut."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cli.providers import inspect
from app.cli.serve import refuse_unusable_providers
from app.config import BadSettings, Settings
from app.integrations.payments.geidea import Geidea
from app.integrations.payments.sandbox import SandboxPayments
from app.integrations.providers import ProviderRegistry
from app.models import AuditEntry, Platform
from app.services.ports import UnitOfWork
from tests.factories import make_platform
from tests.support.paying import make_geidea, make_paystack
from tests.support.standin import StandIn

PRODUCTION = {
    "SOUK_ENV": "production",
    "SOUK_SECRET_KEY": "s" * 40,
    "SOUK_PEPPER": "p" * 40,
    "SOUK_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
}


@pytest.fixture
def run(app: Flask, session: Session) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def registry(standin: StandIn, uow: UnitOfWork) -> ProviderRegistry:
    return ProviderRegistry(
        by_payments={"paystack": make_paystack(standin), "sandbox": SandboxPayments(uow, secret="s")},
        defaults={"payments": "paystack"},
    )


@pytest.fixture
def chosen(settings: Settings) -> Settings:
    return replace(settings, payments="paystack", delivery="", bills="")


@pytest.fixture
def served(app: Flask, registry: ProviderRegistry, chosen: Settings) -> Iterator[None]:
    """The application under these settings."""
    before = app.extensions["souk_settings"], app.extensions["souk_gateways"]
    app.extensions["souk_settings"] = chosen
    app.extensions["souk_gateways"] = replace(before[1], providers=registry)
    yield
    app.extensions["souk_settings"], app.extensions["souk_gateways"] = before


def test_a_storefront_that_can_be_served_has_nothing_said_of_it(
    session: Session, chosen: Settings, registry: ProviderRegistry
) -> None:
    shops = [make_platform(session, currency="NGN"), make_platform(session, currency="OMR")]
    shops[1].providers = {"payments": "sandbox"}

    findings = inspect(shops, chosen, registry)

    assert (findings.problems, findings.warnings) == ([], [])


@pytest.mark.parametrize(
    ("currency", "providers", "said"),
    [
        ("OMR", {}, "Storefront shop: Paystack cannot settle OMR, only GHS, KES, NGN, USD, XOF, ZAR."),
        ("NGN", {"payments": "paypal"}, "'paypal' is no provider of payments; there are sandbox, paystack, geidea."),
        ("NGN", {"payment": "paystack"}, "no providers of kind 'payment'; there are payments, delivery, bills."),
        ("NGN", {"delivery": "terminal_africa"}, "delivery are to go by terminal_africa, but SOUK_TERMINAL_SECRET_KEY"),
        ("NGN", {"delivery": "sandbox"}, "the sandbox's own provider of delivery is refused in production."),
    ],
)
def test_what_cannot_work_is_said(
    session: Session,
    chosen: Settings,
    registry: ProviderRegistry,
    currency: str,
    providers: dict[str, str],
    said: str,
) -> None:
    shop = make_platform(session, slug="shop", currency=currency, providers=providers)

    (problem,) = inspect([shop], chosen, registry).problems

    assert said in problem


def test_bills_matter_only_where_they_are_sold(session: Session, chosen: Settings, registry: ProviderRegistry) -> None:
    quiet = make_platform(session, slug="quiet", features=["pickup"], providers={"bills": "coralpay"})
    sells = make_platform(session, slug="sells", features=["bills"], providers={"bills": "coralpay"})

    (problem,) = inspect([quiet, sells], chosen, registry).problems

    assert "Storefront sells: bills are to go by coralpay" in problem
    assert "SOUK_CORALPAY_USER, SOUK_CORALPAY_PASSWORD, SOUK_CORALPAY_URL" in problem


def test_a_wrong_key_keeps_the_shop_shut(
    session: Session, chosen: Settings, standin: StandIn, app: Flask, registry: ProviderRegistry
) -> None:
    shops = [make_platform(session, currency="NGN"), make_platform(session, currency="NGN")]
    wrong = replace(registry, by_payments={"paystack": make_paystack(standin, "sk_test_wrong")})

    (problem,) = inspect(shops, chosen, wrong).problems

    assert problem.startswith("Paystack does not accept our credentials")
    assert problem.endswith("Check SOUK_PAYSTACK_SECRET_KEY.")
    assert "sk_test_wrong" not in problem
    assert len(standin.requests("paystack")) == 1


def test_silence_is_only_a_warning(
    session: Session, chosen: Settings, registry: ProviderRegistry, standin: StandIn
) -> None:
    standin.next("paystack", "transactions", "timeout_before", times=3)

    findings = inspect([make_platform(session, currency="NGN")], chosen, registry)

    assert findings.problems == []
    assert findings.warnings[0].startswith("Paystack did not answer just now")


def test_the_shop_starts_or_does_not(
    app: Flask, session: Session, served: None, standin: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = make_platform(session, slug="shop", currency="NGN")
    session.commit()
    standin.next("paystack", "transactions", "500", times=3)
    with app.app_context():
        refuse_unusable_providers()
    assert "Souk: Paystack did not answer just now" in capsys.readouterr().out
    shop.currency = "OMR"
    session.commit()

    with app.app_context(), pytest.raises(SystemExit, match="cannot start with these providers:\n  - Storefront shop"):
        refuse_unusable_providers()


def test_the_commands(run: FlaskCliRunner, session: Session, served: None) -> None:
    make_platform(session, slug="muscat", currency="OMR")
    session.commit()

    broken = run.invoke(args=["providers", "check"])
    told = run.invoke(args=["config", "check"])
    assert (broken.exit_code, told.exit_code) == (1, 1)
    assert "Paystack cannot settle OMR" in broken.output
    assert "Paystack cannot settle OMR" in told.output
    assert run.invoke(args=["providers", "choose", "muscat", "payments", "sandbox"]).exit_code == 0
    good = run.invoke(args=["providers", "check"])
    assert good.exit_code == 0, good.output
    assert "payments=sandbox" in good.output
    session.expire_all()
    assert session.scalars(select(Platform.providers)).one() == {"payments": "sandbox"}
    assert session.scalars(select(AuditEntry.action)).all() == ["provider_chosen"]
    run.invoke(args=["providers", "choose", "muscat", "payments"])
    session.expire_all()
    assert session.scalars(select(Platform.providers)).one() == {}
    assert "No storefront" in run.invoke(args=["providers", "choose", "x", "payments", "sandbox"]).output
    assert "is not one of" in run.invoke(args=["providers", "choose", "muscat", "payments", "x"]).output


def test_settings_name_every_gap_at_once() -> None:
    with pytest.raises(BadSettings) as bad:
        Settings.from_environment(
            {**PRODUCTION, "SOUK_PAYMENTS": "paystack", "SOUK_PAYSTACK_PAGE_HOSTS": "https://x.example; script-src *"}
        )

    assert [problem.split(" ")[0] for problem in bad.value.problems] == [
        "SOUK_PAYSTACK_SECRET_KEY",
        "SOUK_PAYSTACK_PAGE_HOSTS",
    ]


GEIDEA = {**PRODUCTION, "SOUK_PAYMENTS": "geidea", "SOUK_GEIDEA_PUBLIC_KEY": "k", "SOUK_GEIDEA_API_PASSWORD": "hush"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SOUK_GEIDEA_API_PASSWORD": ""}, "SOUK_GEIDEA_API_PASSWORD"),
        ({"SOUK_GEIDEA_REGION": "oman"}, "SOUK_GEIDEA_REGION"),
        ({"SOUK_GEIDEA_SIGNATURE": "C"}, "SOUK_GEIDEA_SIGNATURE"),
        ({"SOUK_GEIDEA_SCRIPT_URL": "https://x.example/a.js; script-src *"}, "SOUK_GEIDEA_SCRIPT_URL"),
        ({"SOUK_PUBLIC_URL": "http://shop.example"}, "SOUK_PUBLIC_URL"),
    ],
)
def test_what_geidea_cannot_work_with_is_said(given: dict[str, str], named: str) -> None:
    with pytest.raises(BadSettings) as bad:
        Settings.from_environment(GEIDEA | given)

    assert [problem.split(" ")[0] for problem in bad.value.problems] == [named]


@pytest.mark.parametrize(
    ("region", "host"), [("", "https://payments.geidea.ae"), ("ksa", "https://www.ksamerchant.geidea.net")]
)
def test_geideas_hosts_are_the_regions(region: str, host: str) -> None:
    found = Settings.from_environment(GEIDEA | {"SOUK_GEIDEA_REGION": region})

    geidea = ProviderRegistry.build(found, lambda: pytest.fail("not asked")).payment_named("geidea")
    assert isinstance(geidea, Geidea)
    assert geidea.frame_host == host
    assert "hush" not in str(found.shown())


def test_a_wrong_password_of_geideas_keeps_the_shop_shut(session: Session, chosen: Settings, standin: StandIn) -> None:
    wrong = ProviderRegistry(by_payments={"geidea": make_geidea(standin, "wrong")}, defaults={"payments": "geidea"})
    shops = [make_platform(session, currency="SAR"), make_platform(session, slug="lagos", currency="NGN")]

    problems = inspect(shops, replace(chosen, payments="geidea"), wrong).problems

    assert problems[0].startswith("Storefront lagos: Geidea cannot settle NGN, only AED, BHD, KWD, OMR, QAR, SAR.")
    assert problems[1].startswith("Geidea does not accept our credentials")
    assert problems[1].endswith("Check SOUK_GEIDEA_PUBLIC_KEY, SOUK_GEIDEA_API_PASSWORD.")


def test_the_key_is_hidden_and_the_pages_are_let_through() -> None:
    given = {**PRODUCTION, "SOUK_PAYMENTS": "paystack", "SOUK_PAYSTACK_SECRET_KEY": "sk_live_x"}
    found = Settings.from_environment(given)

    assert "sk_live_x" not in str(found.shown())
    registry = ProviderRegistry.build(found, lambda: pytest.fail("not asked"))
    assert registry.payment_pages == {"https://checkout.paystack.com"}
    assert registry.payment_named("sandbox") is None
