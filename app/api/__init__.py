"""JSON for third parties: five families, each an adapter over the same services."""

from app.api import commerce
from app.api._kit.family import Family
from app.errors import ErrorSurface

# The family, the path prefixes it answers for, and how it words errors.
FAMILIES: tuple[tuple[Family, tuple[str, ...], ErrorSurface], ...] = (
    (commerce.commerce, commerce.PREFIXES, commerce.dialect),
)
