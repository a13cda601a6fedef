"""Places of blocks: the main text, a quotation, a box and others. The place decides how paragraphs look."""

from __future__ import annotations

from briefing.dataclass import dataclass
from briefing.render.docx.style_model import BOX_INDENT, ENTRY_INDENT, PASSAGE_INDENT, QUESTION_INDENT


@dataclass(frozen=True, slots=True)
class Place:
    """What a block stands in, and so how its paragraphs look."""

    body: str = "Body Text"
    lead: str = "Lead"
    small: str = "Small Text"
    fact: str = "Fact"
    lists: bool = True
    """Whether lists have styles of their own here; otherwise they are paragraphs of the place with a number."""
    indent: float = 0
    level: int = 0
    """How many lists are around it."""
    shifted: bool = False
    """Whether the indent is other than the styles say."""
    language: str = ""
    numbers: float | None = None
    """How much farther to the right its numbered paragraphs stand; None where numbers are not shown."""


FLOW = Place()
QUOTE = Place("Quote", "Quote", "Quote", lists=False, indent=PASSAGE_INDENT)
DIGEST = Place("Digest", "Digest", "Digest", lists=False, indent=PASSAGE_INDENT)
BOX = Place("Box Text", "Box Text", "Box Small", "Box Fact", lists=False, indent=BOX_INDENT)
QUESTION = Place("Question Text", "Question Text", "Question Text", lists=False, indent=QUESTION_INDENT)
GLOSSARY = Place("Glossary Definition", "Glossary Definition", "Glossary Definition", lists=False, indent=ENTRY_INDENT)
