"""The project's own product pictures, drawn as SVG by small deterministic functions."""
