"""`config check`: what is in force, and whether it can work."""

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from app.cli.providers import inspect_installation
from app.extensions import db, settings

config_commands = AppGroup("config", help="Settings.")


@config_commands.command("check")
def check() -> None:
    """Print every setting in force, secrets hidden, and what is wrong with the providers, if anything is."""
    chosen = settings()
    for name, value in chosen.shown().items():
        click.echo(f"{name:28} {value}")
    for warning in chosen.warnings():
        click.echo(f"Note: {warning}")
    try:
        findings = inspect_installation(db.session())
    except SQLAlchemyError:
        click.echo("The database is not ready, so no storefront's providers were checked.")
        return
    for warning in findings.warnings:
        click.echo(f"Warning: {warning}")
    if findings.problems:
        raise click.ClickException("\n".join(findings.problems))
