"""`keys …`: API keys of third parties, and the encryption key."""

from uuid import UUID

import click
from cryptography.fernet import Fernet
from flask.cli import AppGroup

from app.clock import utc_now
from app.domain.states import Environment
from app.domain.tenant import SYSTEM
from app.extensions import db, gateways, settings, unit_of_work
from app.flows.rotate import rotate_all
from app.models import KeyKind
from app.models.encrypted import keyring
from app.services import api_keys, audit_trail, platforms

keys_commands = AppGroup("keys", help="API keys and the encryption key.")


@keys_commands.command("create")
@click.argument("platform")
@click.option("--kind", type=click.Choice([kind.value for kind in KeyKind]), default=KeyKind.SECRET.value)
@click.option("--environment", type=click.Choice([e.value for e in Environment]), default=None)
@click.option("--name", default="API key", help="What it is for.")
@click.option("--scope", "scopes", multiple=True, help="Such as orders:create; may be given several times.")
@click.option("--origin", "origins", multiple=True, help="A web origin that may use a publishable key.")
def create(
    platform: str, *, kind: str, environment: str | None, name: str, scopes: tuple[str, ...], origins: tuple[str, ...]
) -> None:
    """Make a key for the storefront with the slug PLATFORM and print it; it is shown this once."""
    with unit_of_work() as session:
        directory = platforms.read_directory(session)
        platform_id = directory.by_slug.get(platform)
        if platform_id is None:
            known = ", ".join(sorted(directory.by_slug)) or "none yet"
            raise click.ClickException(f"No storefront is called {platform!r}. There are: {known}.")
        world = Environment(environment or settings().environment)
        made = api_keys.create_key(
            session,
            keyed=gateways().keyed,
            platform_id=platform_id,
            environment=world,
            kind=KeyKind(kind),
            name=name,
            scopes=scopes,
            origins=origins,
            now=utc_now(),
        )
        storefront = platforms.find_storefront(session, platform_id, world)
        if storefront is not None:
            audit_trail.record(
                session,
                actor=SYSTEM,
                action="api_key_created",
                entity="api_key",
                entity_id=made.key_id,
                business_id=storefront.business_id,
                after={"kind": kind, "name": name, "scopes": list(scopes), "origins": list(origins)},
                now=utc_now(),
            )
    click.echo(made.token)


@keys_commands.command("list")
def show() -> None:
    """Print every key: its id, storefront, kind, last characters and state."""
    for key in api_keys.list_keys(db.session()):
        state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "in force"
        click.echo(
            f"{key.uuid}  {key.platform:12} {key.environment.value:5} {key.kind.value:12} …{key.hint}  {state:18} "
            f"{key.name}"
        )


@keys_commands.command("revoke")
@click.argument("key_id", type=click.UUID)
def revoke(key_id: UUID) -> None:
    """Make the key with this id worthless at once."""
    with unit_of_work() as session:
        if not api_keys.revoke_key(session, uuid=key_id, now=utc_now()):
            raise click.ClickException("There is no such key in force. See: flask --app wsgi keys list")
    click.echo("Revoked.")


@keys_commands.command("encryption")
def encryption() -> None:
    """Print a new encryption key, to be put first in SOUK_ENCRYPTION_KEYS."""
    click.echo(Fernet.generate_key().decode())


@keys_commands.command("rotate")
def rotate() -> None:
    """Put everything encrypted under the first key of SOUK_ENCRYPTION_KEYS; then the old keys may go."""
    for column, count in rotate_all(unit_of_work, keyring).items():
        click.echo(f"{column:28} {count}")
