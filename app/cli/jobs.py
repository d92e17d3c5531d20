"""`jobs run`: the worker in the foreground. `jobs list`: what it does, and how it goes."""

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from app.clock import utc_now
from app.extensions import db, settings
from app.jobs.duties import DUTIES
from app.jobs.queue import queue_of
from app.jobs.worker import run_jobs
from app.services import duty_runs, outbox

jobs_commands = AppGroup("jobs", help="Work in the background.")


@jobs_commands.command("run")
@click.option("--workers", type=click.IntRange(1, 64), help="Threads; without it as many as there are duties.")
def run(workers: int | None) -> None:
    """Work until stopped (Ctrl+C or SIGTERM); any number of these may run, on any number of hosts."""
    stop = stop_on_signals()
    for warning in settings().warnings():
        click.echo(f"Souk: {warning}", err=True)
    click.echo("Souk: working in the background (stop with Ctrl+C)")
    run_jobs(current_app._get_current_object(), stop, workers=workers)  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to the object behind the proxy


@jobs_commands.command("list")
def list_duties() -> None:
    """Show each duty with its last round and last failure, and what is waiting."""
    runs = duty_runs.list_runs(db.session())
    for duty in DUTIES:
        seen = runs.get(duty.name)
        told = "has not run yet" if seen is None else f"last ran {seen.ran_at:%Y-%m-%d %H:%M:%S} UTC, {seen.took_ms} ms"
        click.echo(f"{duty.name:<20} every {duty.every_seconds:g} s, {told}")
        if seen is not None and seen.failed_at is not None:
            click.echo(f"{'':<20} last failed {seen.failed_at:%Y-%m-%d %H:%M:%S} UTC: {seen.last_error}")
    click.echo()
    try:
        waiting = ", ".join(queue_of(current_app).waiting()) or "nothing"
    except Exception as error:  # noqa: BLE001  # whatever keeps the queue away, the rest is worth showing
        waiting = f"cannot be asked ({type(error).__name__})"
    click.echo(f"On the queue: {waiting}")
    click.echo(f"Messages due: {outbox.count_waiting(db.session(), now=utc_now())}")


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and Ctrl+C set; asked a second time, the process ends where it stands."""
    stop = threading.Event()

    def received(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, received)
    return stop
