"""`jobs run`: the worker in the foreground."""

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from app.jobs.worker import run_jobs

jobs_commands = AppGroup("jobs", help="Work in the background.")


@jobs_commands.command("run")
def run() -> None:
    """Deliver messages until stopped (Ctrl+C or SIGTERM); any number of workers may run."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_received: stop.set())
    click.echo("Souk: delivering messages (stop with Ctrl+C)")
    run_jobs(current_app._get_current_object(), stop)  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to the object behind the proxy
