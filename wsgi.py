"""The shop as a WSGI application; run directly it migrates, fills an empty sandbox, and serves."""

from __future__ import annotations

import sys

from app import create_app
from app.config import BadSettings

try:
    app = create_app()
except BadSettings as error:
    sys.exit("Souk cannot start:\n" + "\n".join(f"  - {problem}" for problem in error.problems))

if __name__ == "__main__":
    from app.cli.serve import serve

    serve(app)
