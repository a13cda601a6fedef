"""A source whose whole pages a pack may print: its record, its PDF and the copy of its text."""

from __future__ import annotations

import hashlib

from briefing.originals.copies import Copy, Provenance, stored
from briefing.originals.readers.pdf_reading import read_pdf
from briefing.originals.readers.result import cleaned
from briefing.workspace import Workspace

OPEN = "basis: open-licence\n  license: CC-BY-4.0\n  terms: Free to print."
RECORD = """\
---
type: article-journal
title: The First Gauge
author:
- {{family: Roe, given: Ada}}
issued: 2021
page: {page}
rights:
  holder: The Review
  {rights}
original:
  paragraphs: {count}
  words: {words}
---
An account of the gauge in our own words.
"""


def write(workspace: Workspace, data: bytes, says: str = OPEN, page: str = "") -> None:
    read = cleaned(read_pdf(data))
    copy = Copy("roe", read.paragraphs, Provenance("gauge.pdf", hashlib.sha256(data).hexdigest(), "2026-11-20", "pdf", read.pages))
    (workspace.seeds / "originals/roe.txt").write_text(stored(copy), encoding="utf-8")
    (workspace.seeds / "originals/roe.pdf").write_bytes(data)
    words = sum(len(each.split()) for each in read.paragraphs)
    record = RECORD.format(rights=says, page=page or "''", count=len(read.paragraphs), words=words)
    (workspace.seeds / "sources/roe.md").write_text(record, encoding="utf-8")
