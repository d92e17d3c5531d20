"""Stores for pictures and documents."""

from app.integrations.files.folder import FolderStore

__all__ = ["FolderStore"]
