"""HTML pages: one package a journey."""

from flask import Blueprint

from app.web.developers import developers
from app.web.health import health
from app.web.media import media

BLUEPRINTS: tuple[Blueprint, ...] = (developers, health, media)
