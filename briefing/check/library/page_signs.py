"""Signs on pages of sources that no typeface has. The PDF shows the pages as they are; elsewhere another sign is in their place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from briefing.document import Document, SourcePage, Text, changing, walk, walk_blocks
from briefing.document.directions import script
from briefing.errors import Problem, counted
from briefing.theme import font_files, scripts
from briefing.theme.model import Theme

SUBSTITUTE = "□"
"""What is printed for a sign that cannot be shown …"""
PLAIN = "?"
"""… or this, if no typeface has that one either."""
SHOWN = 5
"""How many signs a warning names."""


def replaced(document: Document, theme: Theme) -> tuple[Document, str]:
    """Return the document with other signs for those of pages of sources that cannot be shown, and what could not be shown.

    Letters of a script for which there is a typeface to install stay: that they are missing is a problem of its own.
    """
    pages = [node for node in walk_blocks(document) if isinstance(node, SourcePage)]
    used = {sign for page in pages for node in walk(page.blocks) if isinstance(node, Text) for sign in node.text}
    missing = [sign for sign in font_files.missing("".join(sorted(used)), theme.typefaces) if not _is_of_script(sign)]
    if not missing:
        return document, ""
    known = font_files.known(theme.typefaces)
    table = {ord(sign): _instead(sign, known) for sign in missing}
    lost = "".join(sign for sign in missing if table[ord(sign)] in (SUBSTITUTE, PLAIN))

    def change(node: object) -> SourcePage | None:
        return changing.texts(node, lambda text: text.translate(table)) if isinstance(node, SourcePage) else None

    return changing.replaced(document, change), lost


def _is_of_script(sign: str) -> bool:
    return sign.isalpha() and bool(scripts.advice(script(sign)))


def _instead(sign: str, known: Any) -> str:
    """Return the letters that a sign is a form of, such as x for the x of a formula, if they can be shown; else a sign for all signs."""
    form = unicodedata.normalize("NFKC", sign)
    if form != sign and all(ord(each) in known for each in form):
        return form
    return SUBSTITUTE if ord(SUBSTITUTE) in known else PLAIN


def warnings(lost: str, file: str) -> Iterator[Problem]:
    """Yield what to know about signs that could not be shown."""
    if lost:
        named = " ".join(lost[:SHOWN]) + (" …" if len(lost) > SHOWN else "")
        what = f"pages of sources have {counted(len(lost), 'sign')} that no typeface has: {named}"
        yield Problem(
            file, 0, what, f"The PDF shows the pages as they are; Word and EPUB have '{SUBSTITUTE}' in that place.", severity="warning"
        )
