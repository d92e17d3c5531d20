"""JSON for third parties: five families, each an adapter over the same services."""

from flask import Blueprint

from app.errors import ErrorSurface

# Blueprint, the path prefixes it answers for, and how it words errors.
FAMILIES: tuple[tuple[Blueprint, tuple[str, ...], ErrorSurface], ...] = ()
