"""Recognise the kind of a file by its first bytes."""

from __future__ import annotations

ZIP = b"PK\x03\x04"
"""How a zip package begins: Word, OpenDocument, EPUB, workbooks."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How a file of Microsoft Office before 2007 begins, and a newer one with a password."""
HEAD_OF_PDF = 1024
"""Bytes among which readers look for the header of a PDF (ISO 32000-1, annex H, note 13)."""


def is_pdf(data: bytes) -> bool:
    """Say whether bytes are those of a PDF, or its first `HEAD_OF_PDF` bytes."""
    return b"%PDF-" in data[:HEAD_OF_PDF]
