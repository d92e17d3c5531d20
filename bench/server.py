"""The shop under load, with a ceiling beside each measured route.

A page's ceiling renders the same template over the same objects kept in memory: no query, no service. The cart's
ceiling is one upsert statement and a redirect. Both run in the same process behind the same hooks.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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
from app.extensions import csrf, unit_of_work
from app.models import Cart, Product
from bench.restaurant import furnish

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


@dataclass
class Ceilings:
    """What the ceilings answer with, filled from the shop's own pages after their routes were made."""

    pages: dict[str, tuple[Any, dict[str, Any]]] = field(default_factory=dict)
    product_path: str = ""
    table_path: str = ""
    upsert: dict[str, Any] = field(default_factory=dict)

    def keep_page(self, app: Flask, name: str, path: str) -> None:
        """Keep the template and the objects that `path` was rendered with."""
        with rendered(app) as seen:
            reply = app.test_client().get(path)
        assert reply.status_code == 200, (path, reply.status_code)
        self.pages[name] = next(pair for pair in seen if _is_page(pair[0].name))

    def page(self, name: str) -> str:
        template, context = self.pages[name]
        return str(template.render(context))

    def add(self) -> ResponseReturnValue:
        """One upsert statement and a redirect."""
        with unit_of_work() as session:
            session.execute(UPSERT, {**self.upsert, "now": utc_now().isoformat()})
        return redirect("/cart", code=303)


UPSERT = text(
    "INSERT INTO cart_line (uuid, cart_id, product_id, options_key, options, quantity, created_at)"
    " VALUES (:uuid, :cart, :product, '', '[]', 1, :now)"
    " ON CONFLICT (cart_id, product_id, options_key) DO UPDATE SET quantity = cart_line.quantity + 1"
)


def _cart_to_fill() -> dict[str, Any]:
    with unit_of_work() as session:
        product = session.execute(select(Product.id, Product.platform_id, Product.environment).limit(1)).one()
        now = utc_now()
        cart = session.scalar(
            insert(Cart)
            .values(platform_id=product.platform_id, environment=product.environment, created_at=now, updated_at=now)
            .returning(Cart.id)
        )
    return {"uuid": "0" * 32, "cart": cart, "product": product.id}


def _product_without_end() -> str:
    """A product that can be added again and again, so that every measured request is one that succeeds."""
    with unit_of_work() as session:
        product = session.scalars(
            select(Product).where(Product.stock > 0, Product.has_options.is_(False)).order_by(Product.id)
        ).first()
        assert product is not None
        product.stock = product.max_quantity = 10**9
        return product.slug


def build() -> Flask:
    """The shop with its demo data and the ceilings."""
    app, ceilings = create_app(), Ceilings()
    app.add_url_rule("/bench/<name>", "bench_page", ceilings.page)
    app.add_url_rule("/bench/product-path", "bench_product_path", lambda: ceilings.product_path)
    app.add_url_rule("/bench/table-path", "bench_table_path", lambda: ceilings.table_path)
    app.add_url_rule("/bench/add", "bench_add", ceilings.add, methods=["POST"])
    # The view is a bound method; the protection knows views by module and name.
    csrf.exempt(f"{__name__}.add")
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        fill_if_empty()
        slug = _product_without_end()
        ceilings.upsert = _cart_to_fill()
        with unit_of_work() as session:
            ceilings.table_path = furnish(session, now=utc_now())
    ceilings.product_path = f"/p/{slug}"
    ceilings.keep_page(app, "listing", "/c")
    ceilings.keep_page(app, "product", ceilings.product_path)
    ceilings.keep_page(app, "table", ceilings.table_path)
    return app


if __name__ == "__main__":
    application = build()
    listener = socket.socket(fileno=int(sys.argv[1]))
    print("ready", flush=True)
    waitress.serve(application, sockets=[listener], threads=THREADS, ident=None, _quiet=True)
