"""From what people write under `theme:` to a theme that renderers can draw, or everything that is wrong with it."""
