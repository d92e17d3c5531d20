"""What went wrong, told to a person."""

from app.web.errors.surface import HtmlSurface, explain

__all__ = ["HtmlSurface", "explain"]
