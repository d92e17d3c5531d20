"""Souk: a storefront and table-booking portal. This module is the only place that knows every layer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.api import FAMILIES
from app.cli import register_commands
from app.config import ROOT, Settings
from app.errors import ErrorSurface, SurfaceDirectory, init_errors
from app.extensions import csrf, init_extensions, outside_unit_of_work
from app.integrations.gateways import Gateways
from app.logs import init_logs
from app.models.encrypted import keyring
from app.web import BLUEPRINTS
from app.web.assets import init_assets
from app.web.errors import HtmlSurface
from app.web.filters import init_filters
from app.web.media import FILE_PREFIXES
from app.web.prefix import PrefixMiddleware
from app.web.security import init_security, refuse_nul
from app.web.session import init_session
from app.web.shell import init_shell
from app.web.storefront import DirectoryCache

MAX_BODY_BYTES = 1_000_000


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application. Without settings they are read from the environment. Raises BadSettings."""
    settings = settings or Settings.from_environment()
    keyring.install(settings.encryption_keys)
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.from_mapping(_flask_config(settings))
    app.extensions["souk_settings"] = settings
    app.extensions["souk_gateways"] = Gateways.build(settings, outside_unit_of_work)
    init_logs(app, settings)
    init_extensions(app)
    init_security(app)
    init_assets(app)
    init_filters(app)
    init_shell(app)
    init_session(app)
    _register(app)
    directory = DirectoryCache(app)
    app.extensions["souk_directory"] = directory
    wsgi = PrefixMiddleware(app.wsgi_app, directory.is_slug)
    proxies = settings.trusted_proxies
    app.wsgi_app = ProxyFix(wsgi, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]  # Flask's way
    return app


def _register(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    refuse_nul(app, frozenset(blueprint.name for blueprint in BLUEPRINTS))
    html = HtmlSurface()
    surfaces: list[tuple[str, ErrorSurface]] = [(prefix, html) for prefix in FILE_PREFIXES]
    for blueprint, prefixes, surface in FAMILIES:
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
        surfaces += [(prefix, surface) for prefix in prefixes]
    init_errors(app, SurfaceDirectory(surfaces, html))
    register_commands(app)


def _flask_config(settings: Settings) -> dict[str, object]:
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine: dict[str, object] = {}
    else:
        engine = {
            "pool_size": settings.pool_size,
            "max_overflow": settings.pool_size,
            "pool_pre_ping": True,
        }
    # What is stored and asked for is personal: the text of a failing statement is told, its values are not.
    engine["hide_parameters"] = True
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
        "MAX_FORM_PARTS": 200,
        "SESSION_COOKIE_NAME": "souk_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "app" / "translations"),
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "text/javascript",
            "application/json",
            "image/svg+xml",
        ],
        "COMPRESS_STREAMS": False,
        "JSON_AS_ASCII": False,
        "TEMPLATES_AUTO_RELOAD": False,
        "PROPAGATE_CRASHES": settings.testing,
        "TESTING": settings.testing,
    }
