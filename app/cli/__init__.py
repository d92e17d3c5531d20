"""Commands of `flask --app wsgi`."""

import click
from flask import Flask
from flask.cli import AppGroup

from app.cli.audit import audit_command
from app.cli.config import config_commands
from app.cli.jobs import jobs_commands
from app.cli.keys import keys_commands
from app.cli.payments import payments_commands
from app.cli.providers import provider_commands
from app.cli.serve import fill_if_empty
from app.cli.staff import staff_commands
from app.extensions import settings

demo_commands = AppGroup("demo", help="The demo data.")


@demo_commands.command("load")
def load() -> None:
    """Fill an empty database with demo data; in the sandbox only."""
    if not settings().is_sandbox:
        raise click.ClickException("The demo data comes with published keys and passwords: it is for SOUK_ENV=sandbox.")
    fill_if_empty()
    click.echo("Done.")


def register_commands(app: Flask) -> None:
    """Every command group of the shop."""
    app.cli.add_command(audit_command)
    app.cli.add_command(config_commands)
    app.cli.add_command(demo_commands)
    app.cli.add_command(jobs_commands)
    app.cli.add_command(keys_commands)
    app.cli.add_command(provider_commands)
    app.cli.add_command(payments_commands)
    app.cli.add_command(staff_commands)
