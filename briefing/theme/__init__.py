"""Turning the settings under `theme:` into a theme that renderers can draw, or into problems."""
