"""Every rule for every kind of file, by its name."""

from __future__ import annotations

from briefing.check.files.book_rules import BOOK
from briefing.check.files.pdf.pdf_rules import PDF
from briefing.check.files.rule import Rule
from briefing.check.files.word_rules import WORD

RULES: dict[str, Rule] = {**PDF, **WORD, **BOOK}
"""The names begin with the kind of file: `pdf-`, `word-`, `book-`."""
