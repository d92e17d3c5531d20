"""The shop under load, with a ceiling beside each measured route.

A page's ceiling renders the same template over the same objects kept in memory: no query, no service. The cart's
ceiling is one upsert statement and a redirect. Both run in the same process behind the same hooks.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask_migrate
import waitress
from flask import Flask, redirect, template_rendered
from flask.typing import ResponseReturnValue
from sqlalchemy import insert, select, text

from app import create_app
from app.cli.serve import fill_if_empty
from app.clock import utc_now
from app.config import ROOT
from app.extensions import csrf, db, unit_of_work
from app.models import Cart, Product

THREADS = 8


@contextmanager
def rendered(app: Flask) -> Iterator[list[tuple[Any, dict[str, Any]]]]:
    """What templates were rendered with inside the block."""
    seen: list[tuple[Any, dict[str, Any]]] = []

    def record(_sender: Flask, template: Any, context: dict[str, Any], **_extra: object) -> None:
        seen.append((template, dict(context)))

    template_rendered.connect(record, app)
    try:
        yield seen
    finally:
        template_rendered.disconnect(record, app)


def _is_page(name: str | None) -> bool:
    """Fragments start with an underscore; everything else is a page."""
    return name is not None and not name.rpartition("/")[2].startswith("_")


def add_page_ceiling(app: Flask, name: str, path: str) -> None:
    """Serve `/bench/<name>` from what `path` was rendered with."""
    with rendered(app) as seen:
        reply = app.test_client().get(path)
    assert reply.status_code == 200, (path, reply.status_code)
    template, context = next(pair for pair in seen if _is_page(pair[0].name))

    def page() -> str:
        return str(template.render(context))

    app.add_url_rule(f"/bench/{name}", f"bench_{name}", page)


def add_cart_ceiling(app: Flask) -> None:
    """Serve `POST /bench/add`: one upsert and a redirect."""
    with app.app_context(), unit_of_work() as session:
        product = session.execute(select(Product.id, Product.platform_id, Product.environment).limit(1)).one()
        now = utc_now()
        cart = session.scalar(
            insert(Cart)
            .values(platform_id=product.platform_id, environment=product.environment, created_at=now, updated_at=now)
            .returning(Cart.id)
        )
    upsert = text(
        "INSERT INTO cart_line (uuid, cart_id, product_id, options_key, options, quantity, created_at)"
        " VALUES (:uuid, :cart, :product, '', '[]', 1, :now)"
        " ON CONFLICT (cart_id, product_id, options_key) DO UPDATE SET quantity = cart_line.quantity + 1"
    )

    def add() -> ResponseReturnValue:
        with unit_of_work() as session:
            session.execute(upsert, {"uuid": "0" * 32, "cart": cart, "product": product.id, "now": now.isoformat()})
        return redirect("/cart", code=303)

    app.add_url_rule("/bench/add", "bench_add", csrf.exempt(add), methods=["POST"])


def build() -> Flask:
    """The shop with its demo data and the ceilings."""
    app = create_app()
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        fill_if_empty()
        slug = db.session.scalar(
            select(Product.slug).where(Product.stock > 0, Product.has_options.is_(False)).order_by(Product.id)
        )
    add_page_ceiling(app, "listing", "/c")
    add_page_ceiling(app, "product", f"/p/{slug}")
    app.add_url_rule("/bench/product-path", "bench_product_path", lambda: f"/p/{slug}")
    add_cart_ceiling(app)
    return app


if __name__ == "__main__":
    application = build()
    listener = socket.socket(fileno=int(sys.argv[1]))
    print("ready", flush=True)
    waitress.serve(application, sockets=[listener], threads=THREADS, ident=None, _quiet=True)
