"""Serves an application from a thread, on a port of its own, as the shop itself is served."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress.server import create_server


@contextmanager
def served(app: Flask, *, threads: int = 8) -> Generator[str]:
    """The address of the running server, without a slash at the end."""
    server: Any = create_server(app, host="127.0.0.1", port=0, threads=threads)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.pull_trigger(server.close)
        thread.join(10)
        server.task_dispatcher.shutdown()
