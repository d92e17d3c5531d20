"""Serves the shop: prepares the database, then answers on every core."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Final, NoReturn

import click
import flask_migrate
import waitress
from flask import Flask

from app.cli.jobs import stop_on_signals
from app.cli.providers import inspect_installation
from app.clock import utc_now
from app.config import ROOT, Settings
from app.extensions import db, gateways, settings, unit_of_work
from app.jobs.worker import run_jobs

THREADS = 8
# How long processes get to finish what they are doing when the server is stopped.
STOP_SECONDS: Final = 30
_TICK_SECONDS: Final = 0.02


def serve(app: Flask) -> None:
    """Migrate, fill an empty sandbox with demo data, and serve until stopped."""
    with app.app_context():
        chosen = settings()
        click.echo("Souk: bringing the database up to date …")
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        if chosen.is_sandbox:
            fill_if_empty()
        else:
            refuse_published_identities()
        refuse_unusable_providers()
        # A connection may not be shared by the processes about to be forked.
        db.engine.dispose()
    for warning in chosen.warnings():
        click.echo(f"Souk: {warning}", err=True)
    listener = _listen(chosen)
    click.echo(f"Souk: open http://127.0.0.1:{chosen.port} (stop with Ctrl+C)")
    _serve_on_every_core(app, listener, chosen)


def fill_if_empty() -> None:
    """Load the demo data unless there is a business already."""
    from app.demo.load import load_demo  # the demo is not part of the program proper

    click.echo("Souk: looking after the demo data …")
    outside = gateways()
    with unit_of_work() as session:
        told = load_demo(
            session,
            now=utc_now(),
            passwords=outside.passwords,
            keyed=outside.keyed,
            files=outside.files,
        )
    click.echo(f"Souk: {told}")


def refuse_published_identities() -> None:
    """Production does not start while anybody may sign in with what the sandbox publishes. Exits with the list."""
    from app.demo.identities import find_published  # the demo is not part of the program proper

    found = find_published(db.session(), gateways().keyed)
    if found:
        sys.exit(
            "Souk cannot start in production: the database holds identities whose secrets are published."
            " Use a database without the demo data, or revoke or remove:\n" + "\n".join(f"  - {one}" for one in found)
        )


def refuse_unusable_providers() -> None:
    """The shop does not start while a storefront's provider cannot work. Exits with the list; silence is a warning."""
    findings = inspect_installation(db.session())
    for warning in findings.warnings:
        click.echo(f"Souk: {warning}")
    if findings.problems:
        sys.exit("Souk cannot start with these providers:\n" + "\n".join(f"  - {one}" for one in findings.problems))


def _listen(chosen: Settings) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((os.environ.get("SOUK_HOST", "127.0.0.1"), chosen.port))
    except OSError as error:
        sys.exit(f"Port {chosen.port} cannot be used ({error.strerror}). Choose another: PORT=8001 make run")
    listener.listen(1024)
    return listener


def _serve_on_every_core(app: Flask, listener: socket.socket, chosen: Settings) -> None:
    """A process a core, and in the sandbox one for the background work. When one that serves dies, all are stopped."""
    if not hasattr(os, "fork"):
        _start_jobs_thread(app, chosen)
        _work(app, listener, chosen)
    if chosen.processes <= 1 and not chosen.is_sandbox:
        _work(app, listener, chosen)
    parent = os.getpid()
    children = {_fork(lambda: _work(app, listener, chosen)) for _number in range(max(1, chosen.processes))}
    # In production `jobs run` is started, and watched, by itself.
    jobs = _fork(lambda: _do_jobs(app, parent=parent)) if chosen.is_sandbox else None

    def stop(_signal: int, _frame: object) -> NoReturn:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        while (ended := os.wait()[0]) == jobs:
            jobs = None
            time.sleep(1)
            jobs = _fork(lambda: _do_jobs(app, parent=parent))
        children.discard(ended)
    finally:
        _stop_children(children | ({jobs} if jobs else set()))
    sys.exit(1)


def _fork(work: Callable[[], None]) -> int:
    """Do something in a process of its own, which ends with it."""
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            work()
        finally:
            # Never back into the parent's code.
            os._exit(0)
    return pid


def _stop_children(children: set[int]) -> None:
    """Ask each to stop and wait for it; who takes too long is made to."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        os.kill(child, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    while children and time.monotonic() < until:
        children -= {child for child in children if os.waitpid(child, os.WNOHANG)[0]}
        time.sleep(_TICK_SECONDS)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _do_jobs(app: Flask, *, parent: int) -> None:
    """Work in the background for as long as the server is there."""
    stop = stop_on_signals()

    def watch() -> None:
        while not stop.wait(1):
            if os.getppid() != parent:
                stop.set()

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
    run_jobs(app, stop)


def _start_jobs_thread(app: Flask, chosen: Settings) -> None:
    """Where processes cannot be forked the sandbox works in the background beside its pages."""
    if chosen.is_sandbox:
        threading.Thread(target=run_jobs, args=(app, threading.Event()), name="jobs", daemon=True).start()


def _work(app: Flask, listener: socket.socket, chosen: Settings) -> NoReturn:
    waitress.serve(
        app,
        sockets=[listener],
        threads=THREADS,
        connection_limit=1000,
        channel_timeout=60,
        ident=None,
        # Who is believed about the caller's address is decided in one place, by the number of trusted proxies.
        clear_untrusted_proxy_headers=chosen.trusted_proxies == 0,
    )
    sys.exit(0)
