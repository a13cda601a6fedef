"""The model of a style, and the distances that several styles share."""

from __future__ import annotations

from typing import Literal

from briefing.dataclass import dataclass
from briefing.render.docx.embedded_fonts import natural_leading
from briefing.render.docx.wml import FROM_STYLE, PLAIN, ParagraphLook, RunLook
from briefing.theme.model import Size, Typeface

LIST_STEP = 16.0
"""How far each level of a list is set in, in points."""
BULLETS = 1
"""The numbering instance of every bullet list."""
NUMBERS = 2
"""The numbering instance of the styles of ordered lists."""
QUESTIONS = 3
"""The numbering instance of the style of questions."""
LIST_LEVELS = 3
"""Levels of lists that have a style of their own; deeper ones go on with the last."""
QUESTION_INDENT = 22.0
BOX_PADDING = 8.0
BOX_INDENT = BOX_PADDING + 1
BOX_ROOM = 5.0
"""Above the first words of a box and below the last."""
PASSAGE_INDENT = 16.0
ENTRY_INDENT = 10.0
CELL_PADDING = 4.0
"""On either side of what stands in a cell of a table."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style. Its identifier is its name without spaces."""

    name: str
    based_on: str = ""
    following: str = ""
    paragraph: ParagraphLook = FROM_STYLE
    run: RunLook = PLAIN
    kind: Literal["paragraph", "character"] = "paragraph"


BUILT_IN = frozenset(
    (
        *(
            "Normal",
            "Body Text",
            "heading 1",
            "heading 2",
            "heading 3",
            "heading 4",
            "Title",
            "Subtitle",
            "Quote",
            "caption",
            "Bibliography",
        ),
        *("index 1", "TOC Heading", "toc 1", "toc 2", "toc 3", "toc 4", "header", "footer"),
        *("footnote text", "endnote text", "annotation text"),
        *(f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3")),
        *("Emphasis", "Strong", "Hyperlink", "footnote reference", "endnote reference", "annotation reference"),
    )
)
"""Names that Word knows by itself; the others are the pack's own."""


def style_id(name: str) -> str:
    """Return the identifier of the style with this name."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def line(size: Size, typeface: Typeface) -> int:
    """Return the distance of lines in 240ths of the typeface's own.

    A share lets lines grow with type that a reader enlarges and with a picture that an editor puts in, as a fixed distance would not. It is
    never less than the whole: LibreOffice then sets the first two lines of a paragraph closer than the others.
    """
    return max(240, round(240 * size.leading / (size.size * natural_leading(typeface))))
