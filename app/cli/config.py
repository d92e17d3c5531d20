"""`config check`: what is in force."""

import click
from flask.cli import AppGroup

from app.extensions import settings

config_commands = AppGroup("config", help="Settings.")


@config_commands.command("check")
def check() -> None:
    """Print every setting in force; secrets are hidden."""
    chosen = settings()
    for name, value in chosen.shown().items():
        click.echo(f"{name:28} {value}")
    for warning in chosen.warnings():
        click.echo(f"Note: {warning}")
