"""What some tests need and not every machine has: such a test is skipped there, and says what is missing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.places import ARTICLES

needs_articles = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the five articles are not in ../shared/seeds; they are not ours to ship")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler (pdftotext) is not installed")
SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def converted(path: Path, kind: str, folder: Path, *options: str) -> Path:
    """Have LibreOffice write a file in another format into a folder, and return the new file."""
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *options, "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(path)], capture_output=True, check=True, timeout=120)
    return folder / f"{path.stem}.{kind}"
