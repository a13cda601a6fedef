"""Lines to fill in by hand: short lines with a label, and lines over the whole width to write on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefing.document import Blanks, WritingSpace
from briefing.render.docx.geometry import text_width
from briefing.render.docx.style_model import style_id
from briefing.render.docx.wml import Element, ParagraphLook, RunLook, add, add_paragraph, add_run
from briefing.theme.model import Theme

BLANK_GAP = 14.0
"""Between lines to fill in that stand side by side, in points."""
SIGNATURE_ABOVE = 48.0
"""Room to sign above a line, in points."""
NAME_LENGTH = 64
"""As long as the name of a content control may be in Word."""
SHORT_SPACE = 8
"""Room of no more lines stays on one page with its question."""


def write_blanks(paragraph: Callable[[ParagraphLook], Element], blanks: Blanks, theme: Theme) -> None:
    """Append a paragraph with lines to fill in, side by side over the whole width of the text."""
    total, edge = sum(item.weight for item in blanks.items), 0.0
    stops: list[tuple[str, float]] = []
    for item in blanks.items:
        edge += text_width(theme) * item.weight / total
        stops += [("line", edge - BLANK_GAP), ("left", edge)]
    stops[-2:] = [("line", text_width(theme))]
    if theme.centred:
        _write_signatures(paragraph, blanks, theme, tuple(stops))
        return
    element = paragraph(ParagraphLook(style=style_id("Small Text"), tabs=tuple(stops)))
    for number, item in enumerate(blanks.items):
        if number:
            add(add_run(element), "tab")
        add_run(element, f"{item.label} ", RunLook(style=style_id("Fact Label")))
        if item.value:
            add_run(element, item.value)
        add(add_run(element), "tab")


def _write_signatures(
    paragraph: Callable[[ParagraphLook], Element], blanks: Blanks, theme: Theme, stops: tuple[tuple[str, float], ...]
) -> None:
    """Append lines to sign on, and a paragraph with the label of each in the middle below it."""
    small = ParagraphLook(style=style_id("Small Text"), align="left")
    rules = paragraph(replace(small, tabs=stops, before=SIGNATURE_ABOVE, after=0, keep_next=True))
    for _ in stops:
        add(add_run(rules), "tab")
    total, edge = sum(item.weight for item in blanks.items), 0.0
    middles = []
    for item in blanks.items:
        width = text_width(theme) * item.weight / total
        middles.append(("center", edge + (width - BLANK_GAP) / 2))
        edge += width
    labels = paragraph(replace(small, tabs=tuple(middles)))
    for item in blanks.items:
        add(add_run(labels), "tab")
        add_run(labels, item.label, RunLook(style=style_id("Fact Label")))


def write_space(body: Element, space: WritingSpace, number: int, *, new_page: bool) -> None:
    """Append lines to write on, in a content control with the name of what is asked for; no other control has its `number`."""
    control = add(body, "sdt")
    properties = add(control, "sdtPr")
    add(properties, "alias", val=space.label[:NAME_LENGTH])
    add(properties, "tag", val=f"answer-{number}")
    add(properties, "id", val=number)
    content = add(control, "sdtContent")
    for line in range(max(space.lines, 1)):
        # Neither the first line nor the last stands on a page by itself.
        keep = line < space.lines - 1 and (space.lines <= SHORT_SPACE or line in (0, space.lines - 2))
        look = ParagraphLook(style=style_id("Writing Line"), keep_next=keep, page_break_before=new_page and not line)
        add_paragraph(content, look)
