"""Reading Rich Text Format with striprtf, which knows its code pages; pandoc does not."""

from __future__ import annotations

import re

from briefing.originals.readers import hidden
from briefing.originals.readers.result import Reading
from briefing.system.confined.limits import UnreadableError

_DESTINATION = r"\{\\%s\s+([^{}\\]{1,300})\}"


def read_rtf(data: bytes) -> Reading:
    """Read Rich Text: each line is a paragraph. Deletions and hidden text are removed; hidden text is reported.

    Raises:
        UnreadableError: The file is damaged, or its end is missing.
    """
    from striprtf.striprtf import rtf_to_text

    text = data.decode("latin-1")
    if not text.rstrip(" \r\n\0").endswith("}"):
        raise UnreadableError(
            "this file is not complete: its end is missing", "Download it again, or save it again from the program that made it."
        )
    shown, words = hidden.without_in_rtf(text)
    try:
        plain = str(rtf_to_text(shown, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError, TypeError, AttributeError):
        raise UnreadableError("this file is damaged", "Save it as .docx from the program that made it.") from None
    lines = tuple(line for line in plain.splitlines() if line.strip())
    return Reading(
        "rtf", lines, title=_info(text, "title"), author=tuple(filter(None, [_info(text, "author")])), notices=hidden.notices("", words)
    )


def _info(text: str, key: str) -> str:
    match = re.search(_DESTINATION % key, text[:20_000])
    return match[1].strip() if match else ""
