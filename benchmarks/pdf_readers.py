"""Other readers of PDFs, for the benchmarks of reading. They give text without paragraphs: its lines are joined where no line is empty."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def pypdf(path: Path) -> list[str]:
    """Return what pypdf reads."""
    from pypdf import PdfReader

    return _blocks("\n".join(page.extract_text() for page in PdfReader(path).pages))


def pdfminer(path: Path) -> list[str]:
    """Return what pdfminer.six reads."""
    from pdfminer.high_level import extract_text

    return _blocks(extract_text(path))


def pdftotext(path: Path) -> list[str]:
    """Return what poppler's pdftotext reads."""
    return _blocks(subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout.decode())


def _blocks(text: str) -> list[str]:
    """Join the lines of blocks that an empty line divides, with the hyphens of divided words taken out: a favour to the other readers."""
    found = []
    for block in re.split(r"\n\s*\n|\f", text):
        joined = re.sub(r"(?<=[^\W\d_])[-\u00ad]\n(?=[a-z])", "", block.strip())
        if joined:
            found.append(" ".join(joined.replace("\u00ad", "").split()))
    return found
