"""Checks of PDF files: is the file tagged, and are the tags right? These are the rules of ISO 14289-1 that a program can decide."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf

from briefing.check.files.pdf import catalog, font_checks, link_checks, marked_content, tag_structure
from briefing.check.files.pdf.file import BROKEN, TaggedFile
from briefing.check.files.rule import Finding
from briefing.system.confined.limits import UnreadableError

_STEPS: tuple[Callable[[TaggedFile], None], ...] = (
    catalog.check,
    tag_structure.check,
    marked_content.check,
    link_checks.check,
    font_checks.check,
)
_AGAIN = "Get the file again, or export it again from the program that made it."


def check(data: bytes) -> list[Finding]:
    """Return what is wrong with a PDF.

    Raises:
        UnreadableError: It is damaged beyond reading, or has a password.
    """
    return checked(data).found


def checked(data: bytes) -> TaggedFile:
    """Return a PDF, open, with all that was found in it.

    Raises:
        UnreadableError: It is damaged beyond reading, or has a password.
    """
    file = opened(data)
    for step in _STEPS:
        try:
            step(file)
        except BROKEN:
            # Something that the tree, a page or a font should hold is missing or of another kind: this step can go no further.
            file.say("pdf-sound", "parts of it do not follow the PDF format, so not every rule could be checked")
    return file


def opened(data: bytes) -> TaggedFile:
    """Return a PDF, open.

    Raises:
        UnreadableError: It is damaged beyond reading, or has a password.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        file = TaggedFile(pdf, data)
        if not pdf.pages:
            raise UnreadableError("this PDF has no pages", _AGAIN)
    except pikepdf.PasswordError:
        raise UnreadableError("this PDF is encrypted", "Open it with its password and save it without one.") from None
    except BROKEN:
        raise UnreadableError("this PDF is damaged, or not complete", _AGAIN) from None
    return file
