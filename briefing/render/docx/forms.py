"""Short lines to fill in by hand: a label, what is filled in already, and a line up to a tab stop."""

from __future__ import annotations

from collections.abc import Callable

from briefing.document import Blanks
from briefing.render.docx.geometry import text_width
from briefing.render.docx.styles import style_id
from briefing.render.docx.wml import Element, ParagraphLook, RunLook, add, add_run
from briefing.render.theme import Theme

BLANK_GAP = 14.0
"""Between lines to fill in that stand side by side, in points."""


def write_blanks(paragraph: Callable[[ParagraphLook], Element], blanks: Blanks, theme: Theme) -> None:
    """Append a paragraph with lines to fill in, side by side over the whole width of the text."""
    total, edge = sum(item.weight for item in blanks.items), 0.0
    stops: list[tuple[str, float]] = []
    for item in blanks.items:
        edge += text_width(theme) * item.weight / total
        stops += [("line", edge - BLANK_GAP), ("left", edge)]
    stops[-2:] = [("line", text_width(theme))]
    element = paragraph(ParagraphLook(style=style_id("Small Text"), tabs=tuple(stops)))
    for number, item in enumerate(blanks.items):
        if number:
            add(add_run(element), "tab")
        add_run(element, f"{item.label} ", RunLook(style=style_id("Fact Label")))
        if item.value:
            add_run(element, item.value)
        add(add_run(element), "tab")
