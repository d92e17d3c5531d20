"""`providers …`: whether every storefront is served by providers that work, and which one serves whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.config import Settings
from app.domain.tenant import SYSTEM
from app.extensions import db, gateways, settings, unit_of_work
from app.models import Platform
from app.provider_settings import CREDENTIALS, PROVIDERS
from app.services import audit_trail, platforms
from app.services.provider_ports import (
    BillProvider,
    DeliveryProvider,
    PaymentProvider,
    Provider,
    ProviderDown,
    ProviderMisconfigured,
    Providers,
)

provider_commands = AppGroup("providers", help="Who takes payments, delivers and sells bills.")

# What a storefront must offer for a kind of provider to matter; payments always do.
_FEATURE: Final[Mapping[str, str]] = {"bills": "bills"}


@dataclass(slots=True)
class Findings:
    """Problems keep the shop from starting, warnings do not."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def inspect(found: Iterable[Platform], chosen: Settings, providers: Providers) -> Findings:
    """Look at each storefront's choice, then ask each provider in use one harmless question."""
    findings = Findings()
    used: dict[tuple[str, str], Provider] = {}
    for platform in found:
        _unknown_kinds(platform, findings)
        for kind in PROVIDERS:
            if _FEATURE.get(kind) and _FEATURE[kind] not in platform.features:
                continue
            adapter = _adapter(kind, platform, chosen, providers, findings)
            if adapter is not None:
                used[kind, adapter.name] = adapter
    for (kind, name), asked in used.items():
        _ask(kind, name, asked, findings)
    return findings


def inspect_installation(session: Session) -> Findings:
    """`inspect` for the running application's storefronts and providers."""
    found = session.scalars(select(Platform).order_by(Platform.id)).all()
    return inspect(found, settings(), gateways().providers)


@provider_commands.command("check")
def check() -> None:
    """Say which providers serve each storefront and whether they work; exit 1 if one does not."""
    for platform in db.session.scalars(select(Platform).order_by(Platform.id)):
        names = [f"{kind}={platform.providers.get(kind, getattr(settings(), kind)) or '–'}" for kind in PROVIDERS]
        click.echo(f"{platform.slug:12} {platform.currency}  {'  '.join(names)}")
    findings = inspect_installation(db.session())
    for warning in findings.warnings:
        click.echo(f"Warning: {warning}")
    if findings.problems:
        raise click.ClickException("\n".join(findings.problems))
    click.echo("Every provider can be used.")


@provider_commands.command("choose")
@click.argument("platform")
@click.argument("kind", type=click.Choice(sorted(PROVIDERS)))
@click.argument("name", required=False)
def choose(platform: str, kind: str, name: str | None) -> None:
    """Let provider NAME serve the storefront PLATFORM; without a NAME the installation's own choice does again."""
    if name is not None and name not in PROVIDERS[kind]:
        raise click.ClickException(f"{name!r} is not one of {', '.join(PROVIDERS[kind])}.")
    with unit_of_work() as session:
        found = session.scalar(select(Platform).where(Platform.slug == platform).with_for_update())
        if found is None:
            raise click.ClickException(f"No storefront is called {platform!r}.")
        before = dict(found.providers)
        found.providers = {**{k: v for k, v in before.items() if k != kind}, **({kind: name} if name else {})}
        platforms.touch_catalog(session, found.id)
        audit_trail.record(
            session,
            actor=SYSTEM,
            action="provider_chosen",
            entity="platform",
            entity_id=found.id,
            business_id=found.business_id,
            before=before,
            after=dict(found.providers),
            now=utc_now(),
        )
    click.echo(f"{platform}: {kind} by {name or 'the installation’s choice'}.")


def _unknown_kinds(platform: Platform, findings: Findings) -> None:
    findings.problems += [
        f"Storefront {platform.slug}: there are no providers of kind {kind!r}; there are {', '.join(PROVIDERS)}."
        for kind in platform.providers
        if kind not in PROVIDERS
    ]


def _adapter(
    kind: str, platform: Platform, chosen: Settings, providers: Providers, findings: Findings
) -> PaymentProvider | DeliveryProvider | BillProvider | None:
    """The storefront's adapter of a kind; what is wrong with the choice goes to the findings."""
    name = platform.providers.get(kind, getattr(chosen, kind))
    if not name:
        return None
    where = f"Storefront {platform.slug}: "
    finders = {"payments": providers.payments, "delivery": providers.delivery, "bills": providers.bills}
    adapter = finders[kind](platform)
    if adapter is None:
        findings.problems.append(where + _why_absent(kind, name, chosen))
        return None
    currencies = getattr(adapter, "currencies", None)
    if currencies is not None and platform.currency not in currencies:
        findings.problems.append(
            f"{where}{adapter.title} cannot settle {platform.currency}, only {', '.join(sorted(currencies))}."
            f" Choose another with: flask --app wsgi providers choose {platform.slug} {kind} NAME"
        )
    return adapter


def _why_absent(kind: str, name: str, chosen: Settings) -> str:
    if name not in PROVIDERS[kind]:
        return f"{name!r} is no provider of {kind}; there are {', '.join(PROVIDERS[kind])}."
    if name not in CREDENTIALS:
        return f"the sandbox's own provider of {kind} is refused in production."
    missing = [f"SOUK_{field_.upper()}" for field_ in CREDENTIALS[name] if not getattr(chosen, field_)]
    return f"{kind} are to go by {name}, but {', '.join(missing) or 'its settings'} must be set."


def _ask(kind: str, name: str, adapter: Provider, findings: Findings) -> None:
    keys = ", ".join(f"SOUK_{one.upper()}" for one in CREDENTIALS.get(name, ())) or f"SOUK_{kind.upper()}"
    try:
        adapter.check()
    except ProviderMisconfigured as error:
        findings.problems.append(f"{adapter.title} does not accept our credentials ({error}). Check {keys}.")
    except ProviderDown as error:
        findings.warnings.append(f"{adapter.title} did not answer just now ({error}); it will be tried again.")
