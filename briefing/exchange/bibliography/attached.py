"""The field in which programs that write BibTeX name attached files."""

from __future__ import annotations

import re


def paths(value: str) -> list[str]:
    r"""Return the paths in a field `file`.

    Zotero and JabRef write `description:path:type`, several with semicolons between them, and a backslash before `:`, `;` and `\`. Better
    BibTeX and others write paths alone.
    """
    found = []
    for part in _split(value, ";"):
        pieces = [_plain(piece) for piece in _split(part, ":")]
        if len(pieces) == 1:
            path = pieces[0]
        elif len(pieces) == 2 and re.fullmatch(r"[A-Za-z]", pieces[0].strip()):
            path = ":".join(pieces)  # C:\Users\…
        elif len(pieces) >= 4 and re.fullmatch(r"[A-Za-z]", pieces[1]) and pieces[2].startswith(("\\", "/")):
            path = ":".join(pieces[1:-1])
        else:
            path = ":".join(pieces[1:-1]) if len(pieces) > 2 else pieces[0] or pieces[1]
        if path.strip():
            found.append(path.strip())
    return found


def _split(value: str, sign: str) -> list[str]:
    """Split at a sign that has no backslash before it."""
    parts, current, escaped = [], "", False
    for each in value:
        if each == sign and not escaped:
            parts.append(current)
            current = ""
        else:
            current += each
        escaped = each == "\\" and not escaped
    return [*parts, current]


def _plain(piece: str) -> str:
    return re.sub(r"\\([:;\\_{}&%#$ ])", r"\1", piece)
