"""`staff …`: accounts of people who work for a business."""

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.errors import EmailTaken
from app.domain.logins import normal_email
from app.domain.states import Environment
from app.domain.tenant import SYSTEM, Tenant
from app.extensions import gateways, settings, unit_of_work
from app.models import StaffRole
from app.services import audit_trail, platforms, staff_accounts

MIN_PASSWORD = 12

staff_commands = AppGroup("staff", help="Accounts of staff.")


@staff_commands.command("create")
@click.argument("platform")
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--role", type=click.Choice([role.value for role in StaffRole]), default=StaffRole.STAFF.value)
@click.option("--location", "locations", type=int, multiple=True, help="The id of a pickup location; without any: all.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
def create(platform: str, email: str, *, name: str, role: str, locations: tuple[int, ...], password: str) -> None:
    """Make an account for EMAIL at the business whose storefront has the slug PLATFORM."""
    address = normal_email(email)
    if address is None:
        raise click.ClickException(f"{email!r} is not an e-mail address.")
    if len(password) < MIN_PASSWORD:
        raise click.ClickException(f"A staff password has at least {MIN_PASSWORD} characters.")
    password_hash = gateways().passwords.hash(password)
    with unit_of_work() as session:
        tenant = _tenant_of(session, platform)
        try:
            staff = staff_accounts.create_staff(
                session,
                tenant=tenant,
                email=address,
                name=name,
                password_hash=password_hash,
                role=StaffRole(role),
                every_location=not locations,
                location_ids=locations,
                now=utc_now(),
            )
        except EmailTaken:
            raise click.ClickException(f"There is an account for {address} already.") from None
        audit_trail.record(
            session,
            actor=SYSTEM,
            action="staff_created",
            entity="staff_member",
            entity_id=staff.id,
            business_id=tenant.business_id,
            after={"role": role, "every_location": not locations, "locations": list(locations)},
            now=utc_now(),
        )
    click.echo(f"{address} may sign in at /staff.")


@staff_commands.command("end-sessions")
@click.argument("email")
def end_sessions(email: str) -> None:
    """Sign EMAIL out everywhere."""
    with unit_of_work() as session:
        staff_id = staff_accounts.find_id(session, email=email)
        if staff_id is None:
            raise click.ClickException(f"There is no account for {email}.")
        ended = staff_accounts.end_all(session, staff_id=staff_id, now=utc_now())
    click.echo(f"Ended: {ended}")


def _tenant_of(session: Session, slug: str) -> Tenant:
    platform_id = platforms.read_directory(session).by_slug.get(slug)
    environment = Environment(settings().environment)
    storefront = None if platform_id is None else platforms.find_storefront(session, platform_id, environment)
    if storefront is None:
        raise click.ClickException(f"No storefront is called {slug!r}.")
    return storefront.tenant
